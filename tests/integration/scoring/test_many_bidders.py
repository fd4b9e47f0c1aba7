"""Declaring about more bidders than fit a page."""

import pytest
from sqlalchemy import func, select

from core.database import db
from scoring.models import Declaration
from scoring.queries.conflict import BIDDERS_PER_PAGE
from scoring.services.conflict import declare_interests
from scoring.states import DeclarationState
from submissions.states import SubmissionState
from tests.factories.accounts import sign_in
from tests.factories.panels import panel_with
from tests.factories.submissions import rows
from tests.support.posting import send

pytestmark = pytest.mark.usefixtures("db_session")


@pytest.fixture
def scene():
    return panel_with(assessors=1, submissions=1)


def add_bids(scene, count):
    for number, bid in enumerate(rows(scene.challenge, count, state=SubmissionState.ELIGIBLE)):
        bid.submitted_at = scene.challenge.opens_at
        bid.title = f"Bid {number}"
    db.session.flush()
    db.session.expire_all()


def states_of(actor):
    counted = select(Declaration.state, func.count()).where(Declaration.person_id == actor.person_id)
    return {row[0]: row[1] for row in db.session.execute(counted.group_by(Declaration.state))}


def test_conflicts_are_kept_page_by_page_and_the_rest_is_cleared_at_once(client, scene):
    add_bids(scene, BIDDERS_PER_PAGE + 4)
    actor, address = scene.assessors[0], f"/assessing/panels/{scene.panel.id}/interests"
    sign_in(client, actor)
    known = scene.bids()[7]
    name = known.supplier.name
    page = client.get(f"{address}?q={name}")
    assert page.text.count('name="conflicts"') < BIDDERS_PER_PAGE

    refused = send(client, address, {"keep": "1"})
    assert "Tick those with which you have a conflict" in refused.text
    ticked = {"conflicts": str(known.id), f"words_{known.id.hex}": "My sister works there.", "keep": "1"}
    send(client, f"{address}?q={name}", ticked)
    assert states_of(actor) == {DeclarationState.CONFLICT: 1}
    send(client, address, {"rest": "1"})

    assert states_of(actor) == {DeclarationState.CONFLICT: 1, DeclarationState.CLEAR: BIDDERS_PER_PAGE + 4}
    done = client.get(address).text
    assert name in done
    assert f"No conflict with {BIDDERS_PER_PAGE + 4} others." in done


def test_declaring_about_one_and_about_many_takes_the_same_queries(query_counter):
    counts = []
    for more in (0, 60):
        scene = panel_with(assessors=1, submissions=1)
        add_bids(scene, more)
        seat, bids = scene.seat(scene.assessors[0]), scene.bids()
        with query_counter() as statements:
            declare_interests(scene.challenge, bids, conflicts={}, seat=seat, by=scene.assessors[0])
        counts.append(len(statements))
    assert counts[0] == counts[1]
