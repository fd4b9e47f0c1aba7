"""A sample proposal before the real ones: everybody scores it, then sees what it deserves."""

import pytest
from sqlalchemy import select

from core.database import db
from core.errors import Conflict, Refused
from core.outbox import Message
from scoring.queries import assessment as assessments
from scoring.queries import calibration as queries
from scoring.services import calibration as services
from scoring.services.calibration import Judged, Part
from tests.factories.accounts import sign_in
from tests.factories.panels import panel_with
from tests.support.posting import post

pytestmark = pytest.mark.usefixtures("db_session")


@pytest.fixture
def scene():
    scene = panel_with(assessors=2, submissions=1)
    scene.declare_all()
    scene.assign()
    return scene


def written(scene, *, score=3, version=0):
    parts = {
        one.id: Part(f"Sample for {one.title}.", score, "The anchors say so.")
        for one in assessments.criteria_of(scene.panel.lot_id)
    }
    return services.write_sample(scene.reload(), title="A sample", parts=parts, version=version, by=scene.officer)


def hand_in(scene, actor, *, score=4):
    given = {one.id: Judged(score, "I think so.") for one in assessments.criteria_of(scene.panel.lot_id)}
    return services.hand_in_calibration(queries.own_task(actor, scene.panel.id), given=given, by=actor)


def test_no_real_proposal_is_read_before_the_sample_is_scored(scene):
    written(scene)
    assessor = scene.assessors[1]
    real = scene.assessment(assessor, scene.submissions[0]).id
    assert assessments.own_assessment(assessor, real) is not None
    services.open_sample(scene.reload(), by=scene.officer)
    mail = db.session.scalars(select(Message).where(Message.kind == "scoring/sample_opened")).first()
    assert "/sample" in mail.body
    assert assessments.own_assessment(assessor, real) is None
    hand_in(scene, assessor)
    assert assessments.own_assessment(assessor, real) is not None
    assert assessments.own_assessment(scene.assessors[0], real) is None


def test_a_sample_comes_before_the_real_ones_and_is_frozen_once_it_is_open(scene):
    with pytest.raises(Refused):
        services.open_sample(scene.reload(), by=scene.officer)
    sample = written(scene)
    with pytest.raises(Conflict):
        written(scene, version=0)
    with pytest.raises(Refused):
        written(scene, version=sample.version, score=99)
    services.open_sample(scene.reload(), by=scene.officer)
    with pytest.raises(Conflict):
        written(scene, version=sample.version)


def test_a_sample_that_comes_too_late_is_not_opened(scene):
    written(scene)
    scene.score(scene.assessors[0], scene.submissions[0])
    with pytest.raises(Refused):
        services.open_sample(scene.reload(), by=scene.officer)


def test_scores_of_the_sample_are_handed_in_once_and_whole(scene):
    written(scene)
    services.open_sample(scene.reload(), by=scene.officer)
    task = queries.own_task(scene.assessors[0], scene.panel.id)
    with pytest.raises(Refused):
        services.hand_in_calibration(task, given={}, by=scene.assessors[0])
    hand_in(scene, scene.assessors[0])
    with pytest.raises(Conflict):
        hand_in(scene, scene.assessors[0])


def test_what_it_deserves_is_shown_to_those_who_have_scored_it(client, scene):
    sign_in(client, scene.officer)
    address = f"/panels/{scene.panel.id}/calibration"
    assert "You do not need one" in client.get(address).text
    criteria = assessments.criteria_of(scene.panel.lot_id)
    form = {"title": "A sample", "version": "0"}
    for one in criteria:
        form |= {
            f"words_{one.number}": "We count the bins.",
            f"score_{one.number}": "3",
            f"reason_{one.number}": "Because it counts.",
        }
    assert "Write a sample answer" in post(client, f"{address}/sample", **(form | {"words_1": ""})).text
    post(client, f"{address}/sample", **form)
    post(client, f"{address}/open", form_at=address)
    assert scene.seat(scene.assessors[0]).name in client.get(address).text

    sign_in(client, scene.assessors[0])
    assert "Then try a sample proposal" in client.get("/assessing").text
    own = f"/assessing/panels/{scene.panel.id}/sample"
    page = client.get(own).text
    assert "We count the bins." in page
    assert "Because it counts." not in page
    post(client, own, **{f"{kind}_{one.number}": "4" for one in criteria for kind in ("score", "reason")})
    assert "Because it counts." in client.get(own).text

    sign_in(client, scene.officer)
    assert "higher by 1" in client.get(address).text
