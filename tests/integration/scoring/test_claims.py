"""A bidder's legal claim suspends the award until it is settled."""

import datetime as dt

import pytest

from accounts.states import Role
from core import clock
from core.errors import IllegalMove, NotPermitted, Refused
from scoring import signals
from scoring.queries import claim as queries
from scoring.queries import feedback
from scoring.services import claim as claiming
from scoring.services import decision as deciding
from scoring.services import standstill as waiting
from scoring.states import DecisionKind, DecisionState
from tests.factories.accounts import member, officer
from tests.factories.decisions import after_standstill, decided, declare_clear, scored, suspended

pytestmark = pytest.mark.usefixtures("db_session")

GROUNDS = "The scores do not follow the criteria."


def claims(found):
    return list(found.desk().claims)


def test_a_claim_during_standstill_suspends_and_nothing_can_be_confirmed():
    found = suspended(decided(at=DecisionState.STANDSTILL))
    assert found.states()[0] == "suspended"
    after_standstill(found.decision)
    with pytest.raises(Refused, match="legal claim is open"):
        waiting.confirm_decision(found.decision.id, by=found.officer)


def test_a_claim_that_fails_lets_the_award_be_confirmed_after_the_standstill():
    found = suspended(decided(at=DecisionState.STANDSTILL))
    claiming.dismiss_claim(claims(found)[0].id, words="The criteria were followed.", by=found.approver)
    with pytest.raises(Refused, match="standstill is not over"):
        waiting.confirm_decision(found.decision.id, by=found.officer)
    after_standstill(found.decision)
    waiting.confirm_decision(found.decision.id, by=found.officer)
    assert found.states() == ["confirmed", "awarded", "offered", "reserve", "not_selected"]


def test_a_claim_that_is_upheld_sends_everything_back_to_assessment():
    heard = []

    def listen(_sender, *, decision, by):
        heard.append(decision.id)

    found = suspended(decided(at=DecisionState.STANDSTILL))
    with signals.decision_set_aside.connected_to(listen):
        claiming.uphold_claim(claims(found)[0].id, words="A criterion was misread.", by=found.approver)
    assert found.states() == ["set_aside", "assessing", "in_assessment", "in_assessment", "in_assessment"]
    assert heard == [found.decision.id]


def test_after_a_decision_was_set_aside_there_can_be_another_and_the_first_is_kept():
    found = suspended(decided(at=DecisionState.STANDSTILL))
    claiming.uphold_claim(claims(found)[0].id, words="A criterion was misread.", by=found.approver)
    again = deciding.draft_decision(found.scene.panel.id, kind=DecisionKind.AWARD, by=found.officer)
    assert again.id != found.decision.id
    assert found.states()[0] == "set_aside"


def test_the_bidder_takes_its_claim_back():
    found = suspended(decided(at=DecisionState.STANDSTILL))
    with pytest.raises(NotPermitted):
        claiming.withdraw_claim(claims(found)[0].id, words="Ours.", by=found.officer)
    claiming.withdraw_claim(claims(found)[0].id, words="We were shown the notes.", by=found.bidder(1))
    after_standstill(found.decision)
    waiting.confirm_decision(found.decision.id, by=found.officer)
    assert found.states()[0] == "confirmed"


def test_two_claims_must_both_be_settled():
    found = suspended(suspended(decided(at=DecisionState.STANDSTILL), number=1), number=2)
    first, second = claims(found)
    claiming.dismiss_claim(first.id, words="Followed.", by=found.approver)
    after_standstill(found.decision)
    with pytest.raises(Refused, match="legal claim is open"):
        waiting.confirm_decision(found.decision.id, by=found.officer)
    claiming.dismiss_claim(second.id, words="Followed too.", by=found.approver)
    waiting.confirm_decision(found.decision.id, by=found.officer)


def test_a_claim_is_raised_once():
    found = suspended(decided(at=DecisionState.STANDSTILL))
    with pytest.raises(Refused, match="already"):
        suspended(found)


def test_a_claim_needs_grounds():
    found = decided(at=DecisionState.STANDSTILL)
    with pytest.raises(Refused):
        claiming.raise_claim(found.scene.submissions[1].id, grounds=" ", by=found.bidder(1))


def test_no_claim_is_taken_before_or_after_the_standstill():
    found = decided(at=DecisionState.SUMMARIES_ISSUED)
    with pytest.raises(Refused, match="No standstill"):
        claiming.raise_claim(found.scene.submissions[1].id, grounds=GROUNDS, by=found.bidder(1))
    waiting.start_standstill(found.decision.id, by=found.officer)
    clock.move_to(found.decision.standstill_ends_at)
    with pytest.raises(Refused, match="standstill is over"):
        claiming.raise_claim(found.scene.submissions[1].id, grounds=GROUNDS, by=found.bidder(1))
    clock.move_to(found.decision.standstill_ends_at - dt.timedelta(minutes=1))
    claiming.raise_claim(found.scene.submissions[1].id, grounds=GROUNDS, by=found.bidder(1))


def test_nobody_claims_about_anothers_proposal():
    found = decided(at=DecisionState.STANDSTILL)
    for actor in (found.bidder(0), found.officer, officer()):
        with pytest.raises(NotPermitted):
            claiming.raise_claim(found.scene.submissions[1].id, grounds=GROUNDS, by=actor)


def test_a_claim_is_settled_by_an_approver_without_a_conflict():
    found = suspended(decided(at=DecisionState.STANDSTILL))
    claim = claims(found)[0]
    for actor in (
        found.officer,
        found.bidder(1),
        member(decided(at=DecisionState.DRAFTED).scene.council, Role.APPROVER),
    ):
        with pytest.raises(NotPermitted):
            claiming.dismiss_claim(claim.id, words="No.", by=actor)
    with pytest.raises(Refused):
        claiming.dismiss_claim(claim.id, words=" ", by=found.approver)
    claiming.dismiss_claim(claim.id, words="Followed.", by=found.approver)
    with pytest.raises(IllegalMove):
        claiming.dismiss_claim(claim.id, words="Again.", by=found.approver)


def test_a_claim_is_seen_by_its_bidder_and_its_council_only():
    found = suspended(decided(at=DecisionState.STANDSTILL))
    claim = claims(found)[0]
    assert queries.claim_desk(found.bidder(1), claim.id) is not None
    assert queries.claim_desk(found.officer, claim.id) is not None
    assert queries.claim_desk(found.bidder(2), claim.id) is None
    assert queries.claim_desk(officer(), claim.id) is None
    assert [one.id for one in queries.own_claims(found.bidder(1), found.decision.id)] == [claim.id]
    assert [one.id for one in queries.open_claims(found.approver)] == [claim.id]


def test_without_a_standstill_this_service_takes_no_claim():
    scene = scored()
    scene.council.standstill_days = 0
    found = decided(at=DecisionState.STANDSTILL, scene=scene)
    with pytest.raises(Refused, match="No standstill"):
        claiming.raise_claim(found.scene.submissions[1].id, grounds=GROUNDS, by=found.bidder(1))


def test_the_summary_of_the_newer_decision_is_the_one_that_a_bidder_reads():
    found = suspended(decided(at=DecisionState.STANDSTILL))
    claiming.uphold_claim(claims(found)[0].id, words="Misread.", by=found.approver)
    approver = member(found.scene.council, Role.APPROVER)
    declare_clear(found.scene, approver)
    again = decided_again(found, approver)
    summary = feedback.issued_summary(found.bidder(1), found.scene.submissions[1].id)
    assert summary.decision_id == again


def decided_again(found, approver):
    from scoring.services import feedback as telling

    again = deciding.draft_decision(found.scene.panel.id, kind=DecisionKind.AWARD, by=found.officer)
    deciding.send_for_approval(again.id, by=found.officer)
    deciding.approve_decision(again.id, by=approver)
    telling.issue_summaries(again.id, by=found.officer)
    return again.id
