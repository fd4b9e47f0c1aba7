"""A bidder's legal claim: it suspends the award until it is settled."""

import uuid

from flask_babel import lazy_gettext as _l

from accounts import queries as people
from accounts.states import Role
from challenges import services as challenges
from challenges.queries.officer import officers_assigned
from challenges.states import ChallengeState
from core import audit, clock
from core.access import Actor
from core.database import db, new_id
from core.errors import NotPermitted, Refused
from core.text import new_reference
from notifications.services import tell_people
from scoring import signals, standstill
from scoring.models import LegalClaim
from scoring.policies.claim import can_raise_claim, can_settle_claim, can_withdraw_claim
from scoring.queries import claim as queries
from scoring.queries import decision as decisions
from scoring.queries.claim import ClaimDesk
from scoring.queries.decision import Desk
from scoring.queries.feedback import issued_summary
from scoring.services.telling import tell_all
from scoring.states import CLAIM_LIFECYCLE, DECISION_LIFECYCLE, ClaimAction, DecisionAction, DecisionState
from scoring.states.claim import CLAIM_DISMISSED, CLAIM_RAISED, CLAIM_UPHELD, CLAIM_WITHDRAWN
from scoring.states.decision import DECISION_SET_ASIDE, DECISION_SUSPENDED
from submissions import services as proposals
from submissions.states import SUBMISSION_LIFECYCLE, SubmissionAction

_OPEN_TO_CLAIMS = (DecisionState.STANDSTILL, DecisionState.SUSPENDED)


def raise_claim(submission_id: uuid.UUID, *, grounds: str, by: Actor) -> LegalClaim:
    """Suspend the decision about one's own proposal, while its standstill runs.

    Raises `Refused` without grounds, outside the standstill, or when the bidder has a claim open already.
    """
    summary = issued_summary(by, submission_id)
    if summary is None or not can_raise_claim(by, summary):
        raise NotPermitted
    if not grounds.strip():
        raise Refused(_l("Enter the grounds of your claim"), field="grounds")
    desk = decisions.locked_desk(summary.decision_id, by=by)
    if desk is None:
        raise NotPermitted
    _check_open(desk, by=by)
    claim = LegalClaim(
        id=new_id(),
        reference=new_reference("CLM"),
        decision_id=desk.decision.id,
        submission_id=submission_id,
        body_id=summary.submission.supplier_id,
        council_id=desk.decision.council_id,
        grounds=grounds.strip(),
        raised_by=by.person_id,
        raised_at=clock.exactly_now(),
    )
    db.session.add(claim)
    db.session.flush()
    audit.record(CLAIM_RAISED, subject=claim, by=by, decision_id=desk.decision.id)
    if desk.decision.state is DecisionState.STANDSTILL:
        DECISION_LIFECYCLE.move(
            desk.decision, DecisionAction.SUSPEND, by=by, event=DECISION_SUSPENDED, claim_id=claim.id
        )
    db.session.flush()
    _tell_council(claim, desk)
    return claim


def withdraw_claim(claim_id: uuid.UUID, *, words: str, by: Actor) -> LegalClaim:
    """The bidder takes it back, with a reason."""
    desk = _claim(claim_id, by=by)
    if not can_withdraw_claim(by, desk):
        raise NotPermitted
    _settle(desk.claim, ClaimAction.WITHDRAW, event=CLAIM_WITHDRAWN, words=words, by=by)
    return desk.claim


def dismiss_claim(claim_id: uuid.UUID, *, words: str, by: Actor) -> LegalClaim:
    """The claim fails. The award can be confirmed once no claim is open and the standstill is over."""
    desk = _claim(claim_id, by=by)
    if not can_settle_claim(by, desk):
        raise NotPermitted
    _settle(desk.claim, ClaimAction.DISMISS, event=CLAIM_DISMISSED, words=words, by=by)
    _tell_claimant(desk)
    return desk.claim


def uphold_claim(claim_id: uuid.UUID, *, words: str, by: Actor) -> LegalClaim:
    """The claim succeeds: the decision is set aside and the challenge goes back to its assessment."""
    found = _claim(claim_id, by=by)
    if not can_settle_claim(by, found):
        raise NotPermitted
    desk = decisions.locked_desk(found.decision.id, by=by)
    if desk is None:
        raise NotPermitted
    DECISION_LIFECYCLE.check(desk.decision, DecisionAction.SET_ASIDE)
    _settle(found.claim, ClaimAction.UPHOLD, event=CLAIM_UPHELD, words=words, by=by)
    for other in desk.raised_claims:
        if other.id != found.claim.id:
            _settle(other, ClaimAction.UPHOLD, event=CLAIM_UPHELD, words=words, by=by)
    _set_aside(desk, reason=words, by=by)
    return found.claim


def _set_aside(desk: Desk, *, reason: str, by: Actor) -> None:
    decision = desk.decision
    decision.set_aside_at, decision.set_aside_reason = clock.now(), reason.strip()
    DECISION_LIFECYCLE.move(decision, DecisionAction.SET_ASIDE, by=by, event=DECISION_SET_ASIDE, reason=reason)
    for outcome in desk.outcomes:
        if SUBMISSION_LIFECYCLE.allows(outcome.submission, SubmissionAction.RETURN_TO_ASSESSMENT):
            proposals.return_to_assessment(outcome.submission, by=by, reason=reason)
    if desk.challenge.state is ChallengeState.STANDSTILL:
        challenges.set_aside(desk.challenge, by=by, reason=reason)
    db.session.flush()
    tell_all(decision, template="scoring/decision_set_aside")
    signals.decision_set_aside.send(None, decision=decision, by=by)


def _check_open(desk: Desk, *, by: Actor) -> None:
    decision = desk.decision
    if decision.state not in _OPEN_TO_CLAIMS or decision.standstill_ends_at is None:
        raise Refused(_l("No standstill is running for this decision."))
    if standstill.is_over(decision.standstill_ends_at, clock.exactly_now()):
        raise Refused(_l("The standstill is over. This service takes no claim after its end."))
    if any(claim.body_id == by.body_id for claim in desk.raised_claims):
        raise Refused(_l("Your organisation has raised a claim already."))


def _claim(claim_id: uuid.UUID, *, by: Actor) -> ClaimDesk:
    desk = queries.claim_desk(by, claim_id)
    if desk is None:
        raise NotPermitted
    return desk


def _settle(claim: LegalClaim, action: ClaimAction, *, event: str, words: str, by: Actor) -> None:
    if not words.strip():
        raise Refused(_l("Enter the reason"), field="words")
    CLAIM_LIFECYCLE.check(claim, action)
    claim.settled_words, claim.settled_by, claim.settled_at = words.strip(), by.person_id, clock.now()
    CLAIM_LIFECYCLE.move(claim, action, by=by, event=event, reason=words)
    db.session.flush()


def _tell_council(claim: LegalClaim, desk: Desk) -> None:
    staff = [
        *officers_assigned(desk.challenge),
        *people.people_with_role(desk.decision.council_id, Role.APPROVER),
    ]
    tell_people(
        {someone.id for someone in staff} - desk.kept_out,
        template="scoring/claim_raised",
        why=_l("You are getting this because you look after the challenges of your council."),
        claim=claim,
        challenge=desk.challenge,
        decision=desk.decision,
    )


def _tell_claimant(desk: ClaimDesk) -> None:
    tell_people(
        [desk.claim.raised_by],
        template="scoring/claim_dismissed",
        why=_l("You are getting this because you raised this claim."),
        claim=desk.claim,
        challenge=desk.decision.challenge,
    )
