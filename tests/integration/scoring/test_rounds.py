"""A second round: published beforehand, decided by a shortlist, met again by those who know the proposals."""

from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from challenges.models import Phase
from challenges.services import builder
from challenges.states import SecondRound
from challenges.states.builder import Section
from core.database import db
from core.errors import Refused
from core.outbox import Message
from scoring.models import Assessment, PanelRanking, RankingAdvice, SetAside
from scoring.queries import assessment as assessments
from scoring.queries import decision as decisions
from scoring.queries import second_round as rounds
from scoring.queries import turn as turns_of
from scoring.queries.ranking import standing
from scoring.services import advice, changing, leaving, ranking
from scoring.services import assessment as assessing
from scoring.services import decision as deciding
from scoring.services import outcome as saving
from scoring.services import second_round as again
from scoring.services.outcome import Choice
from scoring.states import AssessmentState, DecisionKind, ProposalOutcome
from tests.factories.accounts import page
from tests.factories.decisions import criteria_of, scored, shortlisted
from tests.factories.panels import seat_for
from tests.integration.challenges.test_builder import draft, officer, settings, words_stamp
from tests.support.posting import post

pytestmark = pytest.mark.usefixtures("db_session")


def score_again(scene, number: int, score: int) -> None:
    """Everybody who meets the proposal again gives it this score on everything."""
    second = scene.reload().rounds[1]
    for actor in scene.assessors:
        found = rounds.assessments_of(second)[scene.submissions[number].id]
        mine = next(one for one in found if one.seat.person_id == actor.person_id)
        opened = assessments.own_assessment(actor, mine.id)
        entries = {c.id: assessing.Entry(score=score, reason="As they showed us.") for c in criteria_of(scene)}
        saved = assessing.save_scores(opened, entries, version=opened.version, by=actor)
        assessing.submit_assessment(saved, by=actor)


def waiting(actor) -> set[str]:
    return {"begin" for _ in rounds.rounds_to_begin(actor)} | {
        "draft" for turn in turns_of.waiting_for_officer(actor) if turn.state is None
    }


# --- what is published -----------------------------------------------------------------------------------------------


def test_a_second_round_is_published_with_its_weight():
    by = officer()
    challenge = draft(by)
    seen = words_stamp(challenge, Section.ASSESSMENT)
    with pytest.raises(Refused, match="how much the second round counts"):
        builder.save_assessment(challenge, settings=settings(second_round=SecondRound.WRITTEN), seen=seen, by=by)
    wanted = settings(second_round=SecondRound.WRITTEN, second_round_weight=Decimal(40), second_round_places=5)
    builder.save_assessment(challenge, settings=wanted, seen=seen, by=by)
    assert [one.weight for one in again.published_rounds(challenge, challenge.id)] == [Decimal(60), Decimal(40)]


def test_nobody_is_interviewed_without_a_name():
    by = officer()
    challenge = draft(by)
    wanted = settings(second_round=SecondRound.INTERVIEW, second_round_weight=Decimal(40), anonymised=True)
    with pytest.raises(Refused, match="Whoever is interviewed is known"):
        builder.save_assessment(challenge, settings=wanted, seen=words_stamp(challenge, Section.ASSESSMENT), by=by)
    challenge.anonymised, challenge.public_vote = True, False
    challenge.second_round, challenge.second_round_weight = SecondRound.INTERVIEW, Decimal(40)
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


# --- the shortlist ---------------------------------------------------------------------------------------------------


def test_as_many_go_on_as_were_published_and_no_award_comes_before():
    scene = scored(scores=(5, 4, 3), second_round=SecondRound.WRITTEN)
    found = standing(scene.panel.id)
    assert "First a shortlist decides" in str(found.blockers(DecisionKind.AWARD)[0])
    assert found.blockers(DecisionKind.SHORTLIST) == []
    decision = deciding.draft_decision(scene.panel.id, kind=DecisionKind.SHORTLIST, by=scene.officer)
    held = decisions.locked_desk(decision.id, by=scene.officer)
    assert held.counts == {ProposalOutcome.SHORTLISTED: 2, ProposalOutcome.NOT_SELECTED: 1}
    third = {scene.submissions[2].id: Choice(ProposalOutcome.SHORTLISTED, "We are curious.")}
    with pytest.raises(Refused, match="At most 2 can go on"):
        saving.save_outcomes(decision.id, choices=third, reasons="", version=1, by=scene.officer)


def test_a_second_round_begins_only_after_its_shortlist_and_only_where_one_was_published():
    scene = scored(second_round=SecondRound.WRITTEN)
    with pytest.raises(Refused, match="once a shortlist is approved"):
        again.begin_second_round(scene.reload(), by=scene.officer)
    with pytest.raises(Refused, match="No second round was published"):
        again.second_round(scored().reload())


def test_who_assessed_it_before_meets_it_again_under_the_same_code_and_nobody_who_left():
    scene = scored(scores=(5, 4, 3), second_round=SecondRound.WRITTEN)
    shortlisted(scene)
    assert waiting(scene.officer) == {"begin"}
    gone = scene.assessors[2]
    leaving.leave_panel(scene.reload(), scene.seat(gone), reason="A new job.", by=scene.officer)
    begun = again.begin_second_round(scene.reload(), by=scene.officer)
    # Two assessors are left where three were planned, and there is nobody else.
    assert (begun.made, begun.short) == (4, 2)
    assert again.begin_second_round(scene.reload(), by=scene.officer).made == 0
    second = scene.reload().rounds[1]
    found = db.session.scalars(select(Assessment).where(Assessment.round_id == second.id)).all()
    assert {one.state for one in found} == {AssessmentState.CLEAR}
    assert {one.code for one in found} == {scene.submissions[n].reference[-6:] for n in (0, 1)}
    assert len(db.session.scalars(select(Message).where(Message.kind == "scoring/second_round_begun")).all()) == 2
    assert waiting(scene.officer) == set()
    seat_for(scene)
    assert again.begin_second_round(scene.reload(), by=scene.officer) == again.Begun(made=2, short=0)


def test_the_rounds_combine_by_the_published_weights_from_shortlist_to_award():
    scene = scored(scores=(5, 4, 3), second_round=SecondRound.WRITTEN)
    db.session.get_one(Phase, scene.panel.phase_id).awards_up_to = 1
    _, approver = shortlisted(scene)
    again.begin_second_round(scene.reload(), by=scene.officer)
    score_again(scene, 0, 2)
    score_again(scene, 1, 5)
    found = standing(scene.panel.id)
    # 60 % of 100 and 40 % of 40; 60 % of 80 and 40 % of 100.
    assert {one.key: str(one.score) for one in found.ranked} == {
        scene.submissions[0].id: "76.00",
        scene.submissions[1].id: "88.00",
    }
    assert found.blockers(DecisionKind.AWARD) == []
    assert waiting(scene.officer) == {"draft"}
    award = deciding.draft_decision(scene.panel.id, kind=DecisionKind.AWARD, by=scene.officer)
    deciding.send_for_approval(award.id, by=scene.officer)
    deciding.approve_decision(award.id, by=approver)
    db.session.expire_all()
    assert [one.state.value for one in scene.submissions] == ["reserve", "recommended", "not_selected"]
    assert [one["weight"] for one in award.snapshot["rounds"]] == ["60.00", "40.00"]


def test_the_advice_looks_at_each_round_by_itself_and_at_all_that_was_handed_in(client):
    scene = scored(scores=(5, 4, 3, 3, 2), second_round=SecondRound.WRITTEN)
    shortlisted(scene)
    again.begin_second_round(scene.reload(), by=scene.officer)
    keep(scene)
    (first,) = kept_advice(scene)["rounds"]
    # Two are ranked; what the shortlist left out still tells how strict the assessors are.
    assert len(standing(scene.panel.id).ranked) == 2
    assert [one["met"] for one in first["assessors"]] == [5, 5, 5]
    assert adjusted(scene).keys() == {scene.submissions[n].id for n in (0, 1)}
    score_again(scene, 0, 2)
    score_again(scene, 1, 5)
    keep(scene)
    first, second = kept_advice(scene)["rounds"]
    assert (first["obstacle"], second["obstacle"]) == (None, "few_proposals")
    # Of the second round nothing can be estimated, so nothing is said of both together.
    assert adjusted(scene) == {}
    text = page(client, scene.officer, f"/panels/{scene.panel.id}/ranking")
    assert "There are too few proposals to compare assessors on" in text
    assert "The agreement on the mean score of a proposal is" in text


def keep(scene) -> None:
    ranking.keep_ranking(scene.panel.id)
    advice.keep_advice(scene.panel.id)


def kept_advice(scene):
    return db.session.get(PanelRanking, scene.panel.id, populate_existing=True).advice


def adjusted(scene):
    rows = db.session.execute(
        select(RankingAdvice.submission_id, RankingAdvice.adjusted).where(
            RankingAdvice.panel_id == scene.panel.id, RankingAdvice.adjusted.is_not(None)
        )
    )
    return {row[0]: row[1] for row in rows}


# --- changed by hand -------------------------------------------------------------------------------------------------


def test_assessors_of_the_second_round_are_changed_by_hand_with_a_reason(client):
    scene = scored(scores=(5, 4, 3), second_round=SecondRound.WRITTEN)
    shortlisted(scene)
    again.begin_second_round(scene.reload(), by=scene.officer)
    fresh, gone = seat_for(scene), scene.assessors[2]
    submission, left_out = scene.submissions[0], scene.submissions[2]
    start(scene, gone, submission)
    overview = f"/panels/{scene.panel.id}/second-round"
    url = f"{overview}/{submission.id}/assessors"
    assert url in page(client, scene.officer, overview)
    panel = page(client, scene.officer, f"/panels/{scene.panel.id}")
    # Of the second round, the two that go on, and what is handed in of either round.
    assert panel.count("second-round/") == 2
    assert ("9 / 9" in panel, "0 / 6" in panel) == (True, True)
    assert client.get(f"{overview}/{left_out.id}/assessors").status_code == 404
    seats = [str(scene.seat(one).id) for one in (*scene.assessors[:2], fresh)]

    refused = post(client, url, form_at=url, seats=seats)
    assert "Say why it is taken away" in refused.text
    assert post(client, url, form_at=url, seats=seats, reason="Ill until spring.").location == overview

    second = scene.reload().rounds[1]
    found = {one.seat.person_id: one for one in rounds.assessments_of(second)[submission.id]}
    assert set(found) == {one.person_id for one in (*scene.assessors[:2], fresh)}
    (aside,) = db.session.scalars(select(SetAside).where(SetAside.round_id == second.id)).all()
    assert (aside.submission_id, aside.drafts[0]["score"]) == (submission.id, 1)
    # The first round stays as it was, and counts.
    assert len([one for one in assessments.assessments_in(scene.panel.id) if one.round_id != second.id]) == 9
    assert {one.submission_id for one in rounds_of(gone, second)} == {scene.submissions[1].id}


def test_what_is_handed_in_is_taken_from_nobody_in_either_round():
    scene = scored(scores=(5, 4, 3), second_round=SecondRound.WRITTEN)
    shortlisted(scene)
    again.begin_second_round(scene.reload(), by=scene.officer)
    score_again(scene, 0, 4)
    seats = [scene.seat(one).id for one in scene.assessors[:2]]
    for number in (1, 2):
        with pytest.raises(Refused, match="It stays, and it counts"):
            changing.set_assessors(
                scene.reload(), scene.submissions[0], seat_ids=seats, round_number=number, reason="Why not?",
                by=scene.officer,
            )  # fmt: skip
    with pytest.raises(Refused, match="taken out of the second round"):
        changing.set_assessors(
            scene.reload(), scene.submissions[1], seat_ids=seats, round_number=2, by=scene.officer
        )  # fmt: skip
    changing.set_assessors(
        scene.reload(), scene.submissions[1], seat_ids=seats, round_number=2, reason="Away.", by=scene.officer
    )
    with pytest.raises(Refused, match="Only proposals on the shortlist"):
        changing.set_assessors(
            scene.reload(), scene.submissions[2], seat_ids=seats, round_number=2, reason="Away.", by=scene.officer
        )  # fmt: skip


def test_who_leaves_in_the_second_round_hands_it_over():
    scene = scored(scores=(5, 4, 3), second_round=SecondRound.WRITTEN)
    shortlisted(scene)
    again.begin_second_round(scene.reload(), by=scene.officer)
    fresh, gone = seat_for(scene), scene.assessors[2]
    start(scene, gone, scene.submissions[0])
    seen = leaving.unfinished_in_sight(scene.officer, scene.seat(gone))
    assert (seen.handed_in, seen.begun, seen.total) == (3, 1, 2)
    done = leaving.leave_panel(
        scene.reload(), scene.seat(gone), reason="A new job.", successor=scene.seat(fresh), by=scene.officer
    )
    second = scene.reload().rounds[1]
    assert set(done.takes) == {scene.submissions[n].id for n in (0, 1)}
    assert {one.submission_id for one in rounds_of(fresh, second)} == set(done.takes)
    assert rounds_of(gone, second) == []


def start(scene, actor, submission) -> None:
    """A draft in the second round."""
    (mine,) = [one for one in rounds_of(actor, scene.reload().rounds[1]) if one.submission_id == submission.id]
    opened = assessments.own_assessment(actor, mine.id)
    draft_of = {criteria_of(scene)[0].id: assessing.Entry(score=1)}
    assessing.save_scores(opened, draft_of, version=opened.version, by=actor)


def rounds_of(actor, in_round) -> list[Assessment]:
    found = rounds.assessments_of(in_round).values()
    return [one for each in found for one in each if one.seat.person_id == actor.person_id]


# --- the page --------------------------------------------------------------------------------------------------------


def test_an_officer_begins_the_second_round_on_its_page(client):
    scene = scored(scores=(5, 4, 3), second_round=SecondRound.WRITTEN)
    url = f"/panels/{scene.panel.id}/second-round"
    assert "Nobody is on the shortlist yet" in page(client, scene.officer, url)
    shortlisted(scene)
    text = page(client, scene.officer, url)
    assert "counts 40%" in text or "counts 40 %" in text
    assert post(client, f"{url}/begin", form_at=url).location == url
    text = client.get(url).text
    assert scene.assessors[0].name in text
    assert scene.submissions[2].reference not in text


def test_the_page_of_the_panel_counts_each_round_by_itself(client):
    scene = scored(scores=(5, 4, 3), second_round=SecondRound.WRITTEN)
    url = f"/panels/{scene.panel.id}"
    assert "9 / 9" in page(client, scene.officer, url)
    shortlisted(scene)
    again.begin_second_round(scene.reload(), by=scene.officer)

    text = client.get(url).text

    assert "9 / 9" in text
    assert "0 / 6" in text
