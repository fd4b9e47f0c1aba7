"""How an assessor's scores sat beside those of the others: for themselves only, and only once it is decided."""

import pytest

from accounts.models import Person
from core import clock
from core.database import db
from scoring.models import Declaration
from scoring.queries.own_scores import own_scores
from scoring.services import advice
from scoring.services import ranking as services
from scoring.states import AssessmentState, DecisionState, DeclarationState
from tests.factories.accounts import sign_in
from tests.factories.decisions import decided, rescore, scored
from tests.factories.panels import panel_with, seat_for

pytestmark = pytest.mark.usefixtures("db_session")
URL = "/assessing/profile"


def stricter():
    """Six proposals; the last of three assessors gives one point of five less than the others."""
    scene = scored(scores=(5, 4, 4, 3, 3, 2))
    for score, bid in zip((5, 4, 4, 3, 3, 2), scene.submissions, strict=True):
        rescore(scene, scene.assessors[2], bid, impact=score - 1, feasibility=score - 1, value=score - 1)
    return scene


def keep(scene) -> None:
    services.keep_ranking(scene.panel.id)
    advice.keep_advice(scene.panel.id)


def read(client, actor) -> str:
    sign_in(client, actor)
    return client.get(URL).text


def recuse(scene, actor, number: int, *, scores_count: bool) -> None:
    bid = scene.submissions[number]
    declared = db.session.scalars(
        db.select(Declaration).filter_by(person_id=actor.person_id, submission_id=bid.id)
    ).one()
    declared.state, declared.decision_words, declared.decided_at = DeclarationState.RECUSED, "Too close.", clock.now()
    if not scores_count:
        scene.assessment(actor, bid).state = AssessmentState.RECUSED
    db.session.flush()
    db.session.expire_all()


def test_assessors_see_how_they_scored_beside_the_others_once_it_is_decided(client):
    scene = stricter()
    keep(scene)
    assert "no challenge that you assessed is decided" in read(client, scene.assessors[2])
    decided(at=DecisionState.APPROVED, scene=scene)
    keep(scene)
    text = read(client, scene.assessors[2])
    assert "Over 6 proposals, 20.0 points of 100 fewer than the others." in text
    assert "you were stricter" in text
    assert "Over 6 proposals, 10.0 points of 100 more than the others." in read(client, scene.assessors[0])
    sign_in(client, scene.officer)
    pool = client.get("/assessors").text
    assert scene.seat(scene.assessors[2]).name in pool
    assert "stricter" not in pool
    assert "points of 100" not in pool


@pytest.mark.access
def test_nothing_is_said_of_what_somebody_is_kept_out_of(client):
    scene = stricter()
    first, second, _ = scene.assessors
    decided(at=DecisionState.APPROVED, scene=scene)
    recuse(scene, first, 0, scores_count=True)
    recuse(scene, second, 1, scores_count=False)
    keep(scene)
    # What was scored and is barred now cannot be told from the rest: so nothing is said of this panel.
    assert own_scores(first)[scene.panel.id].parts == ()
    assert "points of 100" not in read(client, first)
    # What was set aside counts nowhere; the estimate knows of all proposals, so only the plain difference is shown.
    text = read(client, second)
    assert "Over 5 proposals, 10.0 points of 100 more than the others. Too little to say how you score." in text
    assert scene.submissions[1].reference not in text


def test_the_page_asks_the_same_of_the_database_for_one_panel_and_for_several(client, query_counter):
    scene = panel_with(assessors=1, submissions=1)
    actor = scene.assessors[0]
    sign_in(client, actor)
    counts = []
    for _ in range(2):
        client.get(URL)
        with query_counter() as statements:
            assert client.get(URL).status_code == 200
        counts.append(len(statements))
        for _again in range(3):
            seat_for(panel_with(assessors=1, submissions=1), person=db.session.get_one(Person, actor.person_id))
    assert counts[0] == counts[1] <= 12
