"""Decisions about very many: a page at a time, one reason by rule, and an end without an award."""

import pytest
from sqlalchemy import select

from accounts.states import Role
from core.audit import AuditEvent
from core.database import db
from core.errors import Conflict, NotPermitted, Refused
from core.outbox import Message
from scoring.models import Decision
from scoring.queries import outcome as outcomes
from scoring.queries import turn as turns_of
from scoring.services import decision as deciding
from scoring.services import feedback
from scoring.services import outcome as saving
from scoring.services.outcome import Choice
from scoring.states import DecisionKind, DecisionState, ProposalOutcome, ReasonRule
from submissions import services as proposals
from submissions.models import Submission
from submissions.states import SubmissionAction
from tests.factories.accounts import member, page, sign_in
from tests.factories.decisions import decided, declare_clear, scored, second_lot
from tests.factories.submissions import own
from tests.support.posting import post

pytestmark = pytest.mark.usefixtures("db_session")

N = ProposalOutcome.NOT_SELECTED


def draft_of(*scores: int, threshold: int = 0, awards: int = 1):
    scene = scored(scores=scores, assessors=1)
    scene.challenge.quality_threshold = threshold
    return decided(at=DecisionState.DRAFTED, scene=scene, awards=awards)


def reasons(found) -> list[str]:
    db.session.expire_all()
    by_id = {one.submission_id: one.reason for one in found.desk().outcomes}
    return [by_id[submission.id] for submission in found.scene.submissions]


def same(found, *numbers: int, reason: str = "") -> dict:
    held = {one.submission_id: one for one in found.desk().outcomes}
    chosen = [held[found.scene.submissions[number].id] for number in numbers]
    return {one.submission_id: Choice(one.outcome, reason or one.reason) for one in chosen}


def waits(actor, decision: Decision) -> bool:
    return decision.id in {turn.id for turn in turns_of.waiting_for_officer(actor)}


# --- a page at a time ------------------------------------------------------------------------------------------------


def test_saving_some_leaves_the_others_alone_and_two_officers_save_different_pages():
    found = draft_of(5, 4, 3)
    saving.save_outcomes(
        found.decision.id, choices=same(found, 0, reason="Best."), reasons="", version=1, by=found.officer
    )
    other = member(found.scene.council, Role.OFFICER)
    declare_clear(found.scene, other)
    saving.save_outcomes(found.decision.id, choices=same(found, 2, reason="Thin."), reasons="", version=1, by=other)
    with pytest.raises(Conflict):
        saving.save_outcomes(
            found.decision.id, choices=same(found, 0, reason="Not read."), reasons="", version=1, by=other
        )
    assert reasons(found) == ["Best.", "Ranked 2 of 3 with 80.00 of 100.", "Thin."]


def test_the_limit_of_awards_counts_those_on_other_pages():
    found = draft_of(5, 4)
    second = {found.scene.submissions[1].id: Choice(ProposalOutcome.RECOMMENDED, "We want both.")}
    with pytest.raises(Refused, match="At most 1"):
        saving.save_outcomes(found.decision.id, choices=second, reasons="", version=1, by=found.officer)


def test_a_draft_of_many_is_read_by_the_page_with_the_same_number_of_queries(client, query_counter):
    counts = []
    for number in (1, 52):
        found = draft_of(*[5] * number)
        for address in ("", "/edit"):
            sign_in(client, found.officer)
            with query_counter() as statements:
                text = client.get(f"/decisions/{found.decision.id}{address}").text
            counts.append(len(statements))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 12
    assert "1 to 50 of 52" in text
    last = page(client, found.officer, f"/decisions/{found.decision.id}/edit?page=2")
    assert last.count('name="reason_') == 2
    wanted = found.scene.submissions[7].reference
    one = page(client, found.officer, f"/decisions/{found.decision.id}?q={wanted}&outcome=not_selected")
    assert one.count('class="tl-quiet tl-nowrap"') == 1


# --- one reason for many ---------------------------------------------------------------------------------------------


def test_one_reason_is_given_by_rule_and_follows_the_place_in_the_ranking():
    found = draft_of(5, 4, 3, 1, threshold=60)
    give = {"version": 1, "by": found.officer}
    assert saving.give_reason(found.decision.id, rule=ReasonRule.BELOW_THRESHOLD, reason="Too thin.", **give) == 1
    with pytest.raises(Conflict):
        saving.give_reason(found.decision.id, rule=ReasonRule.BELOW_LINE, reason="No money.", **give)
    give["version"] = 2
    assert saving.give_reason(found.decision.id, rule=ReasonRule.BELOW_LINE, reason="No money.", **give) == 1
    assert reasons(found) == [
        "Ranked 1 of 4 with 100.00 of 100.",
        "Ranked 2 of 4 with 80.00 of 100.",
        "Ranked 3 of 4 with 60.00 of 100. No money.",
        "Scored 20.00 of 100, below the published threshold for: the overall score. Too thin.",
    ]


def test_one_reason_is_given_by_hand_over_the_pages(client):
    found = draft_of(5, 4, 3)
    url = f"/decisions/{found.decision.id}/reasons"
    sign_in(client, found.officer)
    unknown = post(client, url, rule="by_hand", references="SUB-NOWHERE", reason="Out.", version="1")
    assert "These are not in this decision: SUB-NOWHERE" in unknown.text
    listed = "\n".join(one.reference.lower() for one in found.scene.submissions[:2])
    answer = post(client, url, rule="by_hand", references=listed, reason="They merged.", version="1")
    assert answer.status_code == 302
    assert [one.endswith("They merged.") for one in reasons(found)] == [True, True, False]
    assert {one.outcome for one in found.desk().outcomes} == {N}


# --- approval --------------------------------------------------------------------------------------------------------


def test_every_move_of_a_batch_is_recorded():
    found = decided(at=DecisionState.APPROVED, scene=scored(scores=(5, 4, 3, 2), assessors=1))
    moved = db.session.scalars(
        select(AuditEvent).where(
            AuditEvent.subject_id.in_([one.id for one in found.scene.submissions]),
            AuditEvent.to_state.in_(["recommended", "reserve", "not_selected"]),
        )
    ).all()
    assert len(moved) == 4
    assert {one.person_id for one in moved} == {found.approver.person_id}
    assert {one.from_state for one in moved} == {"in_assessment"}


def test_a_proposal_that_left_meanwhile_is_not_moved_in_a_batch():
    found = draft_of(5, 4)
    gone = found.scene.submissions[1]
    proposals.withdraw(own(gone, found.bidder(1)), by=found.bidder(1))
    whole = found.desk().with_outcome(ProposalOutcome.RESERVE)
    with pytest.raises(Exception, match="cannot be done now"):
        proposals.decide_all([one.submission for one in whole], SubmissionAction.RESERVE, by=found.approver)


def test_a_draft_says_who_may_approve_it_and_what_to_do_when_nobody_may(client):
    found = draft_of(5, 4)
    text = page(client, found.officer, f"/decisions/{found.decision.id}")
    assert "Who may approve it" in text
    assert found.approver.name in text
    found.decision.edited_by = [*found.decision.edited_by, str(found.approver.person_id)]
    db.session.flush()
    assert outcomes.who_may_approve(found.decision, found.desk().kept_out) == []
    assert "Nobody may approve this" in page(client, found.officer, f"/decisions/{found.decision.id}")


# --- the reserve -----------------------------------------------------------------------------------------------------


def test_an_officer_is_told_of_a_place_that_was_given_back_until_the_reserve_has_it(client):
    found = decided(awards=1)
    assert not waits(found.officer, found.decision)
    winner = found.scene.submissions[0]
    proposals.decline_offer(own(winner, found.bidder(0)), by=found.bidder(0))
    assert waits(found.officer, found.decision)
    assert "Free places to offer to the reserve" in page(client, found.officer, "/work")
    url = f"/decisions/{found.decision.id}"
    assert "A place is free again." in page(client, found.officer, url)
    assert post(client, f"{url}/reserve", form_at=url).status_code == 302
    assert found.states()[2:] == ["declined", "offered", "not_selected"]
    assert not waits(found.officer, found.decision)


# --- an end without an award -----------------------------------------------------------------------------------------


def stopped(scene, *, reasons: str = "The money went elsewhere."):
    approver = member(scene.council, Role.APPROVER)
    declare_clear(scene, approver)
    decision = deciding.draft_decision(scene.panel.id, kind=DecisionKind.STOP, by=scene.officer)
    saving.save_reasons(decision.id, reasons=reasons, version=1, by=scene.officer)
    deciding.send_for_approval(decision.id, by=scene.officer)
    return decision, approver


def test_ending_without_an_award_is_approved_by_somebody_else_and_told_to_every_bidder():
    scene = scored(scores=(5, 4))
    decision, approver = stopped(scene)
    with pytest.raises(NotPermitted):
        deciding.approve_decision(decision.id, by=scene.officer)
    deciding.approve_decision(decision.id, by=approver)
    assert scene.challenge.state.value == "unsuccessful"
    states = db.session.scalars(select(Submission.state).where(Submission.challenge_id == scene.challenge.id)).all()
    assert {state.value for state in states} == {"not_selected"}
    mails = db.session.scalars(select(Message).where(Message.kind == "scoring/stopped")).all()
    assert len(mails) == 2
    assert "The money went elsewhere." in mails[0].body
    assert waits(scene.officer, decision)
    assert feedback.issue_summaries(decision.id, by=scene.officer) == 2


def test_an_end_without_a_reason_is_not_sent():
    scene = scored(scores=(5, 4))
    decision = deciding.draft_decision(scene.panel.id, kind=DecisionKind.STOP, by=scene.officer)
    with pytest.raises(Refused, match="Say why it ends"):
        deciding.send_for_approval(decision.id, by=scene.officer)
    with pytest.raises(Refused, match="already"):
        deciding.draft_decision(scene.panel.id, kind=DecisionKind.AWARD, by=scene.officer)


def test_a_lot_that_ends_without_an_award_does_not_hold_up_the_others():
    first = scored()
    other = second_lot(first)
    awarded = decided(at=DecisionState.SUMMARIES_ISSUED, scene=first)
    decision, approver = stopped(other)
    deciding.approve_decision(decision.id, by=approver)
    assert awarded.states()[:2] == ["summaries_issued", "decided"]


def test_the_page_of_an_end_offers_no_other_outcome(client):
    scene = scored(scores=(5, 4))
    ranking = f"/panels/{scene.panel.id}/ranking"
    sign_in(client, scene.officer)
    answer = post(client, f"/panels/{scene.panel.id}/decisions", form_at=ranking, kind="stop")
    text = client.get(answer.location).text
    assert "Nothing is awarded." in text
    assert 'value="recommended"' not in text
    assert db.session.scalars(select(Decision.kind)).one() is DecisionKind.STOP
