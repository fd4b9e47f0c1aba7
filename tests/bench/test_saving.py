"""Saving a score while somebody writes, on a panel of full size."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from core import clock
from core.access import Actor
from core.database import db
from scoring.models import Assessment, PanelSeat
from scoring.states import AssessmentState, SeatState
from tests.bench.measuring import HEADING, Visit, measure, watched
from tests.bench.panel import grow_panel
from tests.factories.accounts import sign_in
from tests.support import isolation
from tests.support.client import BareClient
from tests.support.posting import token

VISITS, LIMIT, STATEMENTS = 200, 10.0, 4


@pytest.mark.bench
def test_how_long_saving_a_score_takes(app: Flask, cluster: Any) -> None:
    with isolation.committing(app, cluster.database("test_bench_saving")):
        clock.install_movable()
        panel = grow_panel(proposals=2_000, assessors=60, each=3)
        actor, assessment_id = _writer(panel.panel_id)
        client = BareClient(app, use_cookies=True)
        sign_in(client, actor)
        url = f"/assessing/{assessment_id}"
        seen = token(client, url)
        version = db.session.scalars(select(Assessment.version).where(Assessment.id == assessment_id)).one()

        def save(number: int) -> Visit:
            nonlocal version
            written = {"score_1": str(number % 5), "reason_1": "Why. " * 40}
            with watched() as visit:
                answer = client.post(f"{url}/autosave", data={"csrf_token": seen, "version": str(version), **written})
            assert answer.status_code == 200, answer.text
            version = answer.json["version"]
            return visit

        print(f"\n{HEADING}")
        print(measure("saving a score", VISITS, save).row(LIMIT, STATEMENTS), flush=True)
        db.session.remove()
    cluster.server.drop("test_bench_saving")


def _writer(panel_id: Any) -> tuple[Actor, Any]:
    """Somebody on the panel who is in the middle of an assessment."""
    seat = db.session.scalars(
        select(PanelSeat).where(PanelSeat.panel_id == panel_id, PanelSeat.state == SeatState.ACCEPTED).limit(1)
    ).one()
    assessment = db.session.scalars(select(Assessment).where(Assessment.seat_id == seat.id).limit(1)).one()
    db.session.execute(
        update(Assessment)
        .where(Assessment.id == assessment.id)
        .values(state=AssessmentState.IN_PROGRESS, submitted_at=None)
    )
    found = Actor(person_id=seat.person_id, name=seat.name), assessment.id
    db.session.commit()
    return found
