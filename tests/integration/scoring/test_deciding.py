"""From the ranking to the award: challenge, proposals and decision move together, and never for one person alone."""

import datetime as dt
import hashlib
from decimal import Decimal

import pytest
from sqlalchemy import select

from accounts.models import Person
from accounts.states import Role
from challenges.services import life
from core import clock
from core.audit import AuditEvent
from core.database import db
from core.errors import Conflict, IllegalMove, NotPermitted, Refused
from core.outbox import Message
from scoring import signals
from scoring.models import Assessment
from scoring.queries import decision as decisions
from scoring.queries import turn as turns_of
from scoring.queries.ranking import standing
from scoring.services import assessment as assessing
from scoring.services import conflict as interests
from scoring.services import decision as deciding
from scoring.services import feedback
from scoring.services import outcome as saving
from scoring.services import standstill as waiting
from scoring.services.outcome import Choice
from scoring.states import AssessmentState, DecisionKind, DecisionState, ProposalOutcome
from submissions import services as proposals
from tests.factories.accounts import member, sign_in
from tests.factories.decisions import (
    after_standstill,
    criteria_of,
    decided,
    declare_clear,
    rescore,
    scored,
    second_lot,
    suspended,
)
from tests.factories.panels import panel_with
from tests.factories.submissions import own
from tests.support.posting import post

pytestmark = pytest.mark.usefixtures("db_session")

R, S, N = ProposalOutcome.RECOMMENDED, ProposalOutcome.RESERVE, ProposalOutcome.NOT_SELECTED


def messages(template: str) -> list[Message]:
    return list(db.session.scalars(select(Message).where(Message.kind == template)))


def outcomes(found) -> list[str]:
    """In the order in which the proposals were submitted."""
    db.session.expire_all()
    by_id = {one.submission_id: one.outcome.value for one in found.desk().outcomes}
    return [by_id[submission.id] for submission in found.scene.submissions]


# --- the ranking ---------------------------------------------------------------------------------------------------


def test_the_ranking_is_the_weighted_mean_of_what_was_handed_in():
    scene = scored(scores=(5, 4, 2))
    found = standing(scene.panel.id)
    assert [(one.rank, str(one.score)) for one in found.ranked] == [(1, "100.00"), (2, "80.00"), (3, "40.00")]
    assert found.blockers(DecisionKind.AWARD) == []


def test_a_draft_of_scores_changes_nothing_and_keeps_the_ranking_open():
    scene = scored(scores=(5, 2))
    before = [one.score for one in standing(scene.panel.id).ranked]
    chosen = scene.assessment(scene.assessors[2], scene.submissions[1])
    assessing.reopen_assessment(chosen, reason="A slip.", by=scene.officer)
    assessment = scene.opened(scene.assessors[2], scene.submissions[1])
    entries = {c.id: assessing.Entry(score=5, reason="Draft.") for c in criteria_of(scene)}
    assessing.save_scores(assessment, entries, version=assessment.version, by=scene.assessors[2])
    found = standing(scene.panel.id)
    assert [one.score for one in found.ranked] == before
    assert len(found.blockers(DecisionKind.AWARD)) == 1
    with pytest.raises(Refused):
        deciding.draft_decision(scene.panel.id, kind=DecisionKind.AWARD, by=scene.officer)


def test_a_recused_assessors_scores_are_kept_and_not_counted():
    scene = scored(scores=(4, 4))
    first, doubtful = scene.submissions[0], scene.assessors[2]
    rescore(scene, doubtful, first, impact=2, feasibility=2, value=2)
    before = {one.key: str(one.score) for one in standing(scene.panel.id).ranked}
    assert before[first.id] == "66.67"
    interests.report_conflict(
        scene.challenge, [first], words="I used to work there.", seat=scene.seat(doubtful), by=doubtful
    )
    interests.settle_conflict(
        scene.challenge,
        first,
        person_id=doubtful.person_id,
        outcome=interests.Outcome.RECUSED,
        words="Too close.",
        by=scene.officer,
    )
    after = {one.key: str(one.score) for one in standing(scene.panel.id).ranked}
    assert after[first.id] == "80.00"
    kept = db.session.scalars(select(Assessment).where(Assessment.state == AssessmentState.RECUSED)).one()
    assert kept.submission_id == first.id


def test_too_few_assessments_make_no_quorum():
    scene = panel_with(assessors=1, submissions=1, each=3)
    scene.declare_all()
    scene.assign()
    scene.score(scene.assessors[0], scene.submissions[0], score=5)
    found = standing(scene.panel.id)
    assert found.quorum == 2
    assert len(found.blockers(DecisionKind.AWARD)) == 1
    with pytest.raises(Refused, match="too few assessments"):
        deciding.draft_decision(scene.panel.id, kind=DecisionKind.AWARD, by=scene.officer)


def test_the_draw_can_be_run_again_by_anybody_who_knows_the_seed():
    scene = scored(scores=(4, 4, 4))
    found = standing(scene.panel.id)
    references = [one.reference for one in found.ranked]
    seed = found.method.draw_seed
    assert references == sorted(references, key=lambda one: hashlib.sha256(f"{seed}|{one}".encode()).hexdigest())
    assert {one.settled_by for one in found.ranked} == {"draw"}
    assert [one.reference for one in standing(scene.panel.id).ranked] == references


def test_the_seed_comes_from_what_was_submitted():
    scene = scored(scores=(4, 4))
    found = standing(scene.panel.id)
    parts = sorted([scene.challenge.reference, *found.digests])
    assert found.method.draw_seed == hashlib.sha256("\n".join(parts).encode()).hexdigest()
    assert len(found.digests) == 2


def test_a_threshold_of_a_criterion_is_a_mean_score_on_the_scale():
    scene = scored(scores=(4, 2))
    criteria_of(scene)[0].threshold = Decimal(3)
    db.session.flush()
    found = standing(scene.panel.id)
    assert [one.rank for one in found.ranked] == [1, None]


# --- the draft -----------------------------------------------------------------------------------------------------


def test_the_draft_is_filled_in_from_the_ranking_and_the_number_of_awards():
    found = decided(at=DecisionState.DRAFTED)
    assert outcomes(found) == ["recommended", "reserve", "not_selected"]
    reasons = [one.reason for one in found.desk().outcomes]
    assert reasons[0] == "Ranked 1 of 3 with 100.00 of 100."


def test_what_misses_the_quality_threshold_is_never_suggested():
    scene = scored(scores=(5, 3, 2))
    scene.challenge.quality_threshold = Decimal(70)
    found = decided(at=DecisionState.DRAFTED, scene=scene, awards=2)
    assert outcomes(found) == ["recommended", "not_selected", "not_selected"]


def test_a_proposal_below_a_threshold_cannot_be_chosen_by_hand():
    scene = scored(scores=(5, 3, 2))
    scene.challenge.quality_threshold = Decimal(70)
    found = decided(at=DecisionState.DRAFTED, scene=scene, awards=2)
    choices = {one.submission_id: Choice(R, "We like it.") for one in found.desk().outcomes}
    with pytest.raises(Refused, match="below a published threshold"):
        saving.save_outcomes(found.decision.id, choices=choices, reasons="", version=1, by=found.officer)


def test_no_more_can_be_recommended_than_the_phase_awards():
    found = decided(at=DecisionState.DRAFTED)
    choices = {one.submission_id: Choice(R, f"Reason {one.position}.") for one in found.desk().outcomes}
    with pytest.raises(Refused, match="At most 1"):
        saving.save_outcomes(found.decision.id, choices=choices, reasons="", version=1, by=found.officer)


def test_an_outcome_that_differs_from_the_ranking_needs_a_reason_of_its_own():
    found = decided(at=DecisionState.DRAFTED)
    same = {one.submission_id: Choice(N, one.reason) for one in found.desk().outcomes}
    with pytest.raises(Refused, match="differs from the ranking"):
        saving.save_outcomes(found.decision.id, choices=same, reasons="", version=1, by=found.officer)


def test_a_stale_form_overwrites_nothing():
    found = decided(at=DecisionState.DRAFTED)
    choices = {one.submission_id: Choice(one.outcome, one.reason) for one in found.desk().outcomes}
    saving.save_outcomes(found.decision.id, choices=choices, reasons="First.", version=1, by=found.officer)
    with pytest.raises(Conflict):
        saving.save_outcomes(found.decision.id, choices=choices, reasons="Second.", version=1, by=found.officer)
    assert found.desk().decision.reasons == "First."


def test_there_is_one_decision_at_a_time():
    found = decided(at=DecisionState.DRAFTED)
    with pytest.raises(Refused, match="already"):
        deciding.draft_decision(found.scene.panel.id, kind=DecisionKind.AWARD, by=found.officer)


def test_scores_that_change_after_the_draft_stop_it():
    found = decided(at=DecisionState.DRAFTED)
    rescore(found.scene, found.scene.assessors[2], found.scene.submissions[0], impact=4)
    with pytest.raises(Refused, match="ranking has changed"):
        deciding.send_for_approval(found.decision.id, by=found.officer)
    deciding.fill_in_again(found.decision.id, by=found.officer)
    deciding.send_for_approval(found.decision.id, by=found.officer)


# --- approval ------------------------------------------------------------------------------------------------------


def test_approving_moves_challenge_proposals_and_decision_together():
    found = decided(at=DecisionState.APPROVED)
    assert found.states() == ["approved", "decided", "recommended", "reserve", "not_selected"]


def test_the_snapshot_holds_everything_that_went_in():
    found = decided(at=DecisionState.APPROVED)
    kept = found.desk().decision.snapshot
    assert [one["weight"] for one in kept["criteria"]] == ["50.00", "30.00", "20.00"]
    assert len(kept["scores"]) == 3 * 3 * 3
    assert [one["score"] for one in kept["ranking"]] == ["100.00", "80.00", "40.00"]
    assert kept["tie_break"] == [str(one.id) for one in criteria_of(found.scene)]
    assert kept["draw_seed"] == found.decision.draw_seed
    assert kept["rounds"][0]["weight"] == "100.00"
    assert kept["score_max"] == 5


def test_whoever_drafted_it_cannot_approve_it_even_as_an_approver():
    found = decided(at=DecisionState.MODERATED)
    person = found.officer.person_id
    both = member(found.scene.council, Role.APPROVER)
    found.decision.drafted_by, found.decision.edited_by = both.person_id, []
    found.decision.moderated_by = person
    db.session.flush()
    with pytest.raises(NotPermitted):
        deciding.approve_decision(found.decision.id, by=both)


def test_whoever_changed_the_draft_cannot_approve_it():
    found = decided(at=DecisionState.MODERATED)
    found.decision.edited_by = [str(found.approver.person_id)]
    db.session.flush()
    with pytest.raises(NotPermitted):
        deciding.approve_decision(found.decision.id, by=found.approver)


def test_an_officer_cannot_approve():
    found = decided(at=DecisionState.MODERATED)
    other = member(found.scene.council, Role.OFFICER)
    declare_clear(found.scene, other)
    with pytest.raises(NotPermitted):
        deciding.approve_decision(found.decision.id, by=other)


def test_an_approver_of_another_council_cannot_approve():
    found = decided(at=DecisionState.MODERATED)
    stranger = decided(at=DecisionState.DRAFTED).approver
    with pytest.raises(NotPermitted):
        deciding.approve_decision(found.decision.id, by=stranger)


def test_an_approver_who_declared_a_conflict_cannot_approve():
    found = decided(at=DecisionState.MODERATED)
    conflicted = member(found.scene.council, Role.APPROVER)
    wrong = {found.scene.submissions[2].id: "My brother works there."}
    interests.declare_interests(found.scene.challenge, found.scene.bids(), conflicts=wrong, by=conflicted)
    with pytest.raises(NotPermitted):
        deciding.approve_decision(found.decision.id, by=conflicted)


def test_an_approver_who_has_not_declared_must_do_so_first():
    found = decided(at=DecisionState.MODERATED)
    other = member(found.scene.council, Role.APPROVER)
    with pytest.raises(NotPermitted):
        deciding.approve_decision(found.decision.id, by=other)
    declare_clear(found.scene, other)
    deciding.approve_decision(found.decision.id, by=other)
    assert found.states()[0] == "approved"


def test_whoever_typed_in_a_proposal_is_kept_out_of_the_decision():
    found = decided(at=DecisionState.MODERATED)
    found.scene.submissions[1].entered_by_officer = found.approver.person_id
    found.scene.submissions[1].entered_channel = next(
        iter(type(found.scene.submissions[1]).entered_channel.type.enum_class)
    )
    db.session.flush()
    with pytest.raises(NotPermitted):
        deciding.approve_decision(found.decision.id, by=found.approver)


def test_nothing_is_approved_on_scores_that_changed_since():
    found = decided(at=DecisionState.MODERATED)
    rescore(found.scene, found.scene.assessors[2], found.scene.submissions[0], impact=4)
    with pytest.raises(Refused, match="has changed since"):
        deciding.approve_decision(found.decision.id, by=found.approver)


def test_an_approver_sends_it_back_with_words():
    found = decided(at=DecisionState.MODERATED)
    with pytest.raises(Refused):
        deciding.send_back(found.decision.id, words=" ", by=found.approver)
    deciding.send_back(found.decision.id, words="Say more about the second.", by=found.approver)
    assert found.states()[:2] == ["drafted", "assessing"]


def test_approving_twice_is_an_illegal_move():
    found = decided(at=DecisionState.APPROVED)
    with pytest.raises(IllegalMove):
        deciding.approve_decision(found.decision.id, by=found.approver)


def test_a_decision_that_selects_nothing_is_not_sent():
    found = decided(at=DecisionState.DRAFTED)
    none = {one.submission_id: Choice(N, "Not good enough for us.") for one in found.desk().outcomes}
    saving.save_outcomes(found.decision.id, choices=none, reasons="", version=1, by=found.officer)
    with pytest.raises(Refused, match="Nothing is selected"):
        deciding.send_for_approval(found.decision.id, by=found.officer)


# --- lots ----------------------------------------------------------------------------------------------------------


def test_a_challenge_moves_when_its_last_lot_does():
    first = scored()
    other = second_lot(first)
    one = decided(at=DecisionState.SUMMARIES_ISSUED, scene=first)
    assert one.states()[:2] == ["summaries_issued", "assessing"]
    two = decided(at=DecisionState.STANDSTILL, scene=other)
    assert two.states()[:2] == ["standstill", "decided"]
    waiting.start_standstill(one.decision.id, by=one.officer)
    assert one.states()[:2] == ["standstill", "standstill"]
    after_standstill(one.decision)
    waiting.confirm_decision(two.decision.id, by=one.officer)
    assert two.states()[:2] == ["confirmed", "standstill"]
    waiting.confirm_decision(one.decision.id, by=one.officer)
    assert one.states()[:2] == ["confirmed", "awarded"]


# --- a shortlist ---------------------------------------------------------------------------------------------------


def test_a_shortlist_moves_proposals_and_leaves_the_challenge_in_assessment():
    scene = scored(scores=(5, 4, 1))
    scene.challenge.quality_threshold = Decimal(70)
    approver = member(scene.council, Role.APPROVER)
    declare_clear(scene, approver)
    drafted = deciding.draft_decision(scene.panel.id, kind=DecisionKind.SHORTLIST, by=scene.officer)
    deciding.send_for_approval(drafted.id, by=scene.officer)
    deciding.approve_decision(drafted.id, by=approver)
    db.session.expire_all()
    assert scene.challenge.state.value == "assessing"
    assert [one.state.value for one in scene.submissions] == ["shortlisted", "shortlisted", "not_selected"]
    award = standing(scene.panel.id)
    assert [one.key for one in award.ranked] == [scene.submissions[0].id, scene.submissions[1].id]
    with pytest.raises(Refused, match="Only an award"):
        waiting.start_standstill(drafted.id, by=scene.officer)


# --- standstill and award ------------------------------------------------------------------------------------------


def test_standstill_cannot_start_before_every_bidder_has_its_summary():
    found = decided(at=DecisionState.APPROVED)
    with pytest.raises(IllegalMove):
        waiting.start_standstill(found.decision.id, by=found.officer)
    assert feedback.issue_summaries(found.decision.id, by=found.officer) == 3
    waiting.start_standstill(found.decision.id, by=found.officer)
    assert found.states()[:2] == ["standstill", "standstill"]
    assert found.decision.notice_at >= found.decision.summaries_issued_at


def test_nothing_is_confirmed_before_the_standstill_ends_and_everything_at_its_end():
    found = decided(at=DecisionState.STANDSTILL)
    ends = found.decision.standstill_ends_at
    clock.move_to(ends - dt.timedelta(minutes=1))
    with pytest.raises(Refused, match="standstill is not over"):
        waiting.confirm_decision(found.decision.id, by=found.officer)
    clock.move_to(ends)
    waiting.confirm_decision(found.decision.id, by=found.officer)
    assert found.states() == ["confirmed", "awarded", "offered", "reserve", "not_selected"]


def test_eight_working_days_are_at_least_ten_days():
    found = decided(at=DecisionState.STANDSTILL)
    length = found.decision.standstill_ends_at - found.decision.notice_at
    assert dt.timedelta(days=9) < length < dt.timedelta(days=17)


def test_a_council_without_standstill_confirms_at_once():
    scene = scored()
    scene.council.standstill_days = 0
    found = decided(at=DecisionState.STANDSTILL, scene=scene)
    assert found.decision.standstill_ends_at is None
    waiting.confirm_decision(found.decision.id, by=found.officer)
    assert found.states()[:3] == ["confirmed", "awarded", "offered"]


def test_the_confirmation_is_told_to_the_floors_above():
    heard = []

    def listen(_sender, *, decision, by):
        heard.append(decision.id)

    with signals.decision_confirmed.connected_to(listen):
        found = decided()
    assert heard == [found.decision.id]


def test_assessments_become_final_with_the_award():
    found = decided()
    states = set(db.session.scalars(select(Assessment.state).where(Assessment.council_id == found.scene.council.id)))
    assert states == {AssessmentState.FINAL}


def test_whoever_withdrew_meanwhile_is_offered_nothing_and_the_reserve_can_be():
    found = decided(at=DecisionState.STANDSTILL)
    bidder = found.bidder(0)
    proposals.withdraw(own(found.scene.submissions[0], bidder), by=bidder)
    after_standstill(found.decision)
    waiting.confirm_decision(found.decision.id, by=found.officer)
    assert found.states()[2:] == ["withdrawn", "reserve", "not_selected"]
    waiting.offer_reserve(found.decision.id, by=found.officer)
    assert found.states()[2:] == ["withdrawn", "offered", "not_selected"]


def test_a_reserve_is_offered_only_a_place_that_is_free():
    found = decided()
    with pytest.raises(Refused, match="no free place"):
        waiting.offer_reserve(found.decision.id, by=found.officer)
    bidder = found.bidder(0)
    proposals.decline_offer(own(found.scene.submissions[0], bidder), by=bidder)
    waiting.offer_reserve(found.decision.id, by=found.officer)
    assert found.states()[2:] == ["declined", "offered", "not_selected"]


def test_an_offer_that_nobody_answers_is_taken_back_and_goes_to_the_reserve(client):
    found = decided()
    offered = found.scene.submissions[0]
    address = f"/decisions/{found.decision.id}/offers/{offered.id}/lapse"
    with pytest.raises(Refused, match="Say why"):
        waiting.let_offer_lapse(found.decision.id, offered.id, reason=" ", by=found.officer)
    sign_in(client, found.officer)
    assert address in client.get(f"/decisions/{found.decision.id}").text
    post(client, address, reason="No answer for a month.")
    assert found.states()[2:] == ["lapsed", "reserve", "not_selected"]
    mail = db.session.scalars(select(Message).where(Message.kind == "scoring/offer_lapsed")).one()
    assert "No answer for a month." in mail.body
    assert client.get(address).status_code == 404
    with pytest.raises(Refused, match="no offer"):
        waiting.let_offer_lapse(found.decision.id, offered.id, reason="Again.", by=found.officer)
    waiting.offer_reserve(found.decision.id, by=found.officer)
    assert found.states()[2:] == ["lapsed", "offered", "not_selected"]


def test_every_bidder_is_told_at_each_step():
    found = decided()
    for number in range(3):
        assert found.bidder(number)
    assert len(messages("scoring/summary_issued")) == 3
    notices = {mail.to_address: mail.body for mail in messages("scoring/standstill_started")}
    assert len(notices) == 3
    wanted = ("Recommended", "Reserve", "Not selected")
    for number, outcome in enumerate(wanted):
        address = db.session.get_one(Person, found.bidder(number).person_id).email
        assert f"{found.scene.submissions[number].reference}: {outcome}\n" in notices[address]
    assert len(messages("scoring/award_confirmed")) == 2
    assert len(messages("submissions/offer")) == 1


def test_every_step_leaves_its_event():
    found = decided()
    kinds = db.session.scalars(
        select(AuditEvent.kind).where(AuditEvent.subject_id == found.decision.id).order_by(AuditEvent.at)
    ).all()
    assert kinds == [
        "DECISION_DRAFTED",
        "DECISION_SENT_FOR_APPROVAL",
        "DECISION_APPROVED",
        "SUMMARIES_ISSUED",
        "STANDSTILL_STARTED",
        "DECISION_CONFIRMED",
    ]


def test_the_desk_takes_the_same_number_of_queries_for_one_proposal_and_for_many(query_counter):
    counts = []
    for scores in ((5,), (5, 4, 3, 2, 1)):
        found = decided(at=DecisionState.APPROVED, scene=scored(scores=scores, assessors=2))
        decision_id, panel_id = found.decision.id, found.scene.panel.id
        db.session.expire_all()
        with query_counter() as statements:
            decisions.desk(found.officer, decision_id)
            standing(panel_id)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 17


def turns(actor) -> list[tuple[str, str]]:
    return [(str(turn.id), turn.state.value if turn.state else "rank") for turn in turns_of.waiting_for_officer(actor)]


def test_a_decision_with_an_open_claim_waits_for_no_officer():
    found = decided(at=DecisionState.STANDSTILL)
    assert turns(found.officer) == [(str(found.decision.id), "standstill")]
    suspended(found)
    assert turns(found.officer) == []


def test_a_panel_that_is_done_waits_for_an_officer_without_a_conflict_until_there_is_a_decision():
    scene = scored()
    assert turns(scene.officer) == [(str(scene.panel.id), "rank")]
    conflicted = member(scene.council, Role.OFFICER)
    wrong = {scene.submissions[0].id: "My sister."}
    interests.declare_interests(scene.challenge, scene.bids(), conflicts=wrong, by=conflicted)
    assert turns(conflicted) == []
    found = decided(at=DecisionState.MODERATED, scene=scene)
    assert turns(scene.officer) == []
    assert [one.id for one in turns_of.waiting_for_approver(found.approver)] == [found.decision.id]
    found.decision.edited_by = [str(found.approver.person_id)]
    db.session.flush()
    assert turns_of.waiting_for_approver(found.approver) == []


def test_a_challenge_that_was_cancelled_takes_its_unfinished_decision_with_it():
    found = decided(at=DecisionState.STANDSTILL)
    after_standstill(found.decision)
    life.cancel(found.scene.challenge, reason="The money is gone.", by=found.officer)
    assert turns(found.officer) == []
    assert decisions.award_in_progress(found.scene.challenge.id) == []
    with pytest.raises((IllegalMove, Refused)):
        waiting.confirm_decision(found.decision.id, by=found.officer)
