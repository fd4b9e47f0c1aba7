"""The desk where assessors differ, and the meeting in which the panel agrees."""

import pytest
from sqlalchemy import select

from accounts.states import Role
from core.database import db
from core.errors import Conflict, NotPermitted, Refused
from scoring.models import ConsensusScore, MeetingItem, ModerationCase, Score
from scoring.queries import meeting as queries
from scoring.queries import spread as spreads
from scoring.queries.ranking import standing
from scoring.services import assessment as assessing
from scoring.services import conflict as interests
from scoring.services import leaving
from scoring.services import meeting as services
from scoring.states import CaseState
from tests.factories.accounts import member, page, sign_in
from tests.factories.decisions import criteria_of, rescore, scored
from tests.support.posting import post

pytestmark = pytest.mark.usefixtures("db_session")


@pytest.fixture
def apart(db_session):
    """Two proposals; of one, an assessor gave three points less for its impact than the others."""
    scene = scored(scores=(5, 4))
    rescore(scene, scene.assessors[2], scene.submissions[0], impact=2)
    return scene


def room(scene, actor):
    found = queries.room(actor, scene.panel.id, 1)
    assert found is not None
    return found


def agenda(scene, actor=None):
    """The items of the meeting by submission."""
    chair = scene.assessors[0]
    services.bring_up_to_date(room(scene, chair), by=chair)
    lines = queries.agenda_page(actor or chair, room(scene, actor or chair), 1).items
    return {line.item.submission_id: line.item for line in lines}


def impact(scene):
    return next(one for one in criteria_of(scene) if one.title == "Impact")


def point(scene, actor=None, number=0):
    item = db.session.scalars(
        select(MeetingItem).where(MeetingItem.submission_id == scene.submissions[number].id)
    ).one()
    found = queries.point(actor or scene.assessors[0], item.id, impact(scene).id)
    assert found is not None
    return found


def settle(scene, *, score, reason="We read it again.", seen=None, by=None, number=0):
    here = point(scene, number=number)
    return services.settle(
        here.item.id,
        here.line.criterion.id,
        score=score,
        reason=reason,
        seen=services.seen_of(here) if seen is None else seen,
        by=by or scene.assessors[0],
    )


# --- where assessors differ ---------------------------------------------------------------------------------------


def test_the_desk_lists_every_spread_the_widest_first(apart):
    rows = spreads.spreads_page(apart.assessors[0], apart.reload(), 1).items
    assert len(rows) == 6
    assert (rows[0].criterion.title, rows[0].scores, rows[0].apart, rows[0].mean) == ("Impact", [2, 5, 5], 3, 4)
    assert rows[0].case.state is CaseState.OPEN
    wanted = spreads.Wanted(wide_only=True)
    assert [row.apart for row in spreads.spreads_page(apart.officer, apart.reload(), 1, wanted).items] == [3]
    upwards = spreads.spreads_page(apart.officer, apart.reload(), 1, spreads.Wanted(order="lowest"))
    means = [row.mean for row in upwards.items]
    assert means == sorted(means)


def test_nothing_is_told_of_a_proposal_whose_assessments_are_not_all_in(apart):
    assessing.reopen_assessment(
        apart.assessment(apart.assessors[1], apart.submissions[0]), reason="A slip.", by=apart.officer
    )
    for actor in (apart.assessors[0], apart.officer):
        rows = spreads.spreads_page(actor, apart.reload(), 1).items
        assert {row.submission.id for row in rows} == {apart.submissions[1].id}
    [missing] = spreads.missing_work(apart.officer, apart.reload())
    assert (missing.name, missing.missing, missing.total) == (apart.assessors[1].name, 1, 2)


def test_who_stands_out_is_who_is_most_often_furthest_from_the_mean(apart):
    first, *rest = spreads.leanings(apart.officer, apart.reload())
    assert (first.name, first.scores, first.furthest) == (apart.assessors[2].name, 6, 1)
    assert first.lean < 0
    assert [one.furthest for one in rest] == [0, 0]


def test_somebody_with_a_conflict_meets_nothing_of_the_proposal_on_desk_or_in_the_meeting(apart, client):
    agenda(apart)
    services.put_on_table(point(apart).item.id, by=apart.assessors[0])
    db.session.flush()
    chair, other = apart.assessors[0], apart.assessors[1]
    for actor in (chair, other):
        interests.report_conflict(
            apart.challenge, [apart.submissions[0]], words="My sister.", seat=apart.seat(actor), by=actor
        )
    assert {row.submission.id for row in spreads.spreads_page(chair, apart.reload(), 1).items} == {
        apart.submissions[1].id
    }
    assert all(one.scores <= 6 for one in spreads.leanings(chair, apart.reload()))
    item = db.session.scalars(select(MeetingItem).where(MeetingItem.submission_id == apart.submissions[0].id)).one()
    for actor in (chair, other):
        assert queries.table(actor, room(apart, actor)).item is None
        assert queries.point(actor, item.id, impact(apart).id) is None
        assert queries.item_in_room(actor, item.id) is None
    shown = page(client, other, f"/panels/{apart.panel.id}/rounds/1/meeting")
    assert "No proposal is on the table." in shown
    assert item.code not in shown


def test_when_somebody_leaves_midway_the_others_are_compared_and_nothing_is_invented():
    scene = scored(scores=(5, 4), assessors=4)
    for actor, given in ((scene.assessors[3], 5), (scene.assessors[2], 1)):
        assessing.reopen_assessment(scene.assessment(actor, scene.submissions[0]), reason="A slip.", by=scene.officer)
        if given == 1:
            scene.score(actor, scene.submissions[0], score=given)
    assert db.session.scalars(select(ModerationCase)).all() == []
    leaving.leave_panel(scene.reload(), scene.seat(scene.assessors[3]), reason="A new job.", by=scene.officer)
    cases = db.session.scalars(select(ModerationCase)).all()
    assert [case.spread for case in cases] == [4, 4, 4]
    rows = spreads.spreads_page(scene.officer, scene.reload(), 1).items
    assert rows[0].scores == [1, 5, 5]


# --- the meeting ----------------------------------------------------------------------------------------------------


def test_a_panel_whose_chair_has_left_is_told_that_it_has_none_and_what_to_do(client, apart):
    case = db.session.scalars(select(ModerationCase).where(ModerationCase.panel_id == apart.panel.id)).first()
    panel, told = f"/panels/{apart.panel.id}", "This panel has no chair"
    pages = (panel, f"/cases/{case.id}")
    assert not any(told in page(client, apart.officer, address) for address in pages)
    leaving.leave_panel(apart.reload(), apart.seat(apart.assessors[0]), reason="Moved.", by=apart.officer)
    assert all(told in page(client, apart.officer, address) for address in pages)


def test_a_consensus_is_recorded_closes_the_case_and_changes_no_score(apart):
    agenda(apart)
    before = sorted(db.session.scalars(select(Score.score)))
    settle(apart, score=4)
    case = db.session.scalars(select(ModerationCase)).one()
    assert (case.state, case.reason) == (CaseState.CLOSED, "We read it again.")
    chosen = next(one for one in standing(apart.panel.id).ranked if one.key == apart.submissions[0].id)
    assert chosen.by_criterion[impact(apart).id] == 80
    assert sorted(db.session.scalars(select(Score.score))) == before


def test_the_panel_may_agree_without_a_case_and_take_it_back(apart):
    agenda(apart)
    settle(apart, score=3, number=1)
    settle(apart, score=5, number=1)
    assert point(apart, number=1).line.agreed.score == 5
    settle(apart, score=None, reason="The mean is fair.", number=1)
    assert point(apart, number=1).line.agreed is None
    assert len(db.session.scalars(select(ConsensusScore)).all()) == 2


def test_of_two_windows_the_second_sees_what_the_first_recorded(apart):
    agenda(apart)
    seen = services.seen_of(point(apart))
    settle(apart, score=4, seen=seen)
    with pytest.raises(Conflict):
        settle(apart, score=1, seen=seen)
    assert point(apart).line.agreed.score == 4


@pytest.mark.parametrize(("score", "reason"), [(6, "Agreed."), (-1, "Agreed."), (4, "  ")])
def test_off_the_scale_or_without_a_reason_nothing_is_recorded(apart, score, reason):
    agenda(apart)
    with pytest.raises(Refused):
        settle(apart, score=score, reason=reason)
    assert point(apart).line.agreed is None


def test_without_scores_there_is_nothing_to_agree_about(apart):
    agenda(apart)
    db.session.execute(Score.__table__.update().where(Score.criterion_id == impact(apart).id).values(score=None))
    with pytest.raises(Refused, match="Nobody has scored"):
        settle(apart, score=4)


def test_only_the_chair_leads(apart):
    items = agenda(apart)
    item = items[apart.submissions[0].id]
    for actor in (apart.assessors[1], apart.officer, member(apart.council, Role.APPROVER)):
        with pytest.raises(NotPermitted):
            services.put_on_table(item.id, by=actor)
        with pytest.raises(NotPermitted):
            settle(apart, score=4, by=actor)


def test_one_proposal_is_on_the_table_and_all_others_see_it(apart, client):
    items = agenda(apart)
    url = f"/panels/{apart.panel.id}/rounds/1/meeting"
    sign_in(client, apart.assessors[0])
    for submission in apart.submissions:
        assert post(client, f"/meeting-items/{items[submission.id].id}/table", form_at=url).location == url
    sign_in(client, apart.assessors[1])
    first = client.get(f"{url}/now")
    assert "On the table" in first.json["html"]
    again = client.get(f"{url}/now", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    settle(apart, score=2, reason="Lower than we thought.", number=1)
    changed = client.get(f"{url}/now", headers={"If-None-Match": first.headers["ETag"]})
    assert "Lower than we thought." in changed.json["html"]
    assert "Record what the panel agreed on" not in changed.json["html"]
    sign_in(client, apart.assessors[0])
    post(client, f"{url}/clear", form_at=url)
    assert "No proposal is on the table." in client.get(url).text


def test_the_chair_records_over_http_and_is_shown_what_another_window_recorded(apart, client):
    items = agenda(apart)
    sign_in(client, apart.assessors[0])
    url = f"/meeting-items/{items[apart.submissions[0].id].id}/criteria/{impact(apart).id}"
    seen = services.seen_of(point(apart))
    assert "Enter the score" in post(client, url, how="consensus", reason="We agree.", seen=seen).text
    assert "from 0 to 5" in post(client, url, how="consensus", score="9", reason="We agree.", seen=seen).text
    done = post(client, url, how="consensus", score="4", reason="From the first window.", seen=seen)
    assert done.location == f"/panels/{apart.panel.id}/rounds/1/meeting"
    late = post(client, url, how="consensus", score="1", reason="From the second window.", seen=seen).text
    assert "From the first window." in late
    assert "From the second window.</textarea>" in late
    assert point(apart).line.agreed.score == 4


def test_without_names_everybody_in_the_meeting_says_the_same_code(client):
    scene = scored(scores=(5, 4), anonymised=True)
    items = agenda(scene)
    item = items[scene.submissions[0].id]
    services.put_on_table(item.id, by=scene.assessors[0])
    meeting = f"/panels/{scene.panel.id}/rounds/1/meeting"
    for actor in scene.assessors:
        assert meeting in page(client, actor, f"/assessing/{scene.assessment(actor, scene.submissions[0]).id}")
        shown = page(client, actor, meeting)
        assert f"On the table: Proposal {item.code}" in shown
        assert f"Proposal {scene.assessment(actor, scene.submissions[0]).code}" in shown
        assert str(scene.submissions[0].id) not in shown
        assert not any(bid.supplier.name in shown for bid in scene.bids())


def test_desk_and_agenda_take_the_same_number_of_statements_for_few_and_for_many(bare_client, query_counter):
    counts = {}
    for size in (1, 25):
        scene = scored(scores=(4,) * size)
        agenda(scene)
        for url in (f"/panels/{scene.panel.id}/moderation", f"/panels/{scene.panel.id}/rounds/1/meeting"):
            sign_in(bare_client, scene.assessors[0])
            bare_client.get(url)
            with query_counter() as statements:
                assert bare_client.get(url).status_code == 200
            counts.setdefault(url.replace(str(scene.panel.id), ""), []).append(len(statements))
    assert all(one == many <= 12 for one, many in counts.values()), counts
