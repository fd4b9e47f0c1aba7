"""A decision from its draft to its approval. Challenge, proposals and decision move together, here and nowhere else."""

import uuid

from flask_babel import lazy_gettext as _l

from challenges import services as challenges
from challenges.states import ChallengeState
from core import audit, clock
from core.access import Actor
from core.database import db, new_id
from core.errors import NotPermitted, Refused
from core.text import new_reference
from scoring import ranking
from scoring.models import Decision
from scoring.policies.decision import can_approve_decision, can_draft_decision
from scoring.queries import decision as queries
from scoring.queries import outcome as outcomes
from scoring.queries.decision import AT_LEAST_APPROVED, Desk
from scoring.queries.ranking import Standing, live_decision, standing
from scoring.services.outcome import as_id, check_limit, desk_to_edit, fill_in, note_hand
from scoring.services.snapshot import snapshot_of
from scoring.services.stopping import end_lot
from scoring.services.summarising import assemble
from scoring.states import DECISION_LIFECYCLE, DecisionAction, DecisionKind, ProposalOutcome
from scoring.states.decision import DECISION_APPROVED, DECISION_DRAFTED, DECISION_SENT_BACK, DECISION_SENT_FOR_APPROVAL
from submissions import services as proposals
from submissions.states import SubmissionAction

MOVES = {
    ProposalOutcome.RECOMMENDED: SubmissionAction.RECOMMEND,
    ProposalOutcome.RESERVE: SubmissionAction.RESERVE,
    ProposalOutcome.SHORTLISTED: SubmissionAction.SHORTLIST,
    ProposalOutcome.NOT_SELECTED: SubmissionAction.NOT_SELECT,
}


def draft_decision(panel_id: uuid.UUID, *, kind: DecisionKind, by: Actor) -> Decision:
    """A draft filled in from the ranking, freshly worked out, and the number of awards or places.

    Raises `Refused` when the ranking is not final, or when there is a decision already. To end without an award, the
    ranking need not be final.
    """
    found = standing(panel_id, by)
    if found is None or not can_draft_decision(by, found):
        raise NotPermitted
    _check_ready(found, kind)
    if any(live_decision(panel_id, each) for each in {kind, DecisionKind.STOP}):
        raise Refused(_l("There is a decision already."))
    decision = Decision(
        id=new_id(),
        reference=new_reference("DEC"),
        challenge_id=found.challenge.id,
        phase_id=found.phase.id,
        lot_id=found.lot.id,
        panel_id=panel_id,
        council_id=found.panel.council_id,
        kind=kind,
        drafted_by=by.person_id,
        drafted_at=clock.now(),
        version=1,
        edited_by=[str(by.person_id)],
    )
    db.session.add(decision)
    db.session.flush()
    fill_in(decision, found)
    audit.record(DECISION_DRAFTED, subject=decision, by=by, challenge_id=found.challenge.id)
    db.session.flush()
    return decision


def fill_in_again(decision_id: uuid.UUID, *, by: Actor) -> Decision:
    """Throw the draft's outcomes away and take them from the ranking as it is now."""
    decision = desk_to_edit(decision_id, by=by).decision
    found = _standing(decision)
    _check_ready(found, decision.kind)
    note_hand(decision, by=by)
    fill_in(decision, found)
    return decision


def send_for_approval(decision_id: uuid.UUID, *, by: Actor) -> Decision:
    """Freeze what goes in, and ask an approver. Raises `Refused` when scores changed since the draft."""
    desk = desk_to_edit(decision_id, by=by)
    decision, found = desk.decision, _standing(desk.decision)
    _check_ready(found, decision.kind)
    _check_same_ranking(decision, found)
    _check_complete(desk)
    decision.snapshot = snapshot_of(found)
    decision.draw_seed = found.method.draw_seed
    decision.drawn = ranking.drawn_groups(found.ranked, found.method)
    decision.moderated_by, decision.moderated_at = by.person_id, clock.now()
    decision.sent_back_words = ""
    DECISION_LIFECYCLE.move(decision, DecisionAction.MODERATE, by=by, event=DECISION_SENT_FOR_APPROVAL)
    db.session.flush()
    return decision


def send_back(decision_id: uuid.UUID, *, words: str, by: Actor) -> Decision:
    """The approver returns it to the officers, saying what is missing."""
    desk = _desk_to_approve(decision_id, by=by)
    if not words.strip():
        raise Refused(_l("Enter what has to change"), field="words")
    desk.decision.sent_back_words = words.strip()
    DECISION_LIFECYCLE.move(desk.decision, DecisionAction.SEND_BACK, by=by, event=DECISION_SENT_BACK, reason=words)
    db.session.flush()
    return desk.decision


def approve_decision(decision_id: uuid.UUID, *, by: Actor) -> Decision:
    """Approve, and move challenge and proposals with it; the assessment summaries are assembled.

    Raises `Refused` when what went in has changed since.
    """
    desk = _desk_to_approve(decision_id, by=by)
    decision, found = desk.decision, _standing(desk.decision)
    DECISION_LIFECYCLE.check(decision, DecisionAction.APPROVE)
    _check_ready(found, decision.kind)
    if snapshot_of(found) != decision.snapshot:
        raise Refused(_l("What went into this decision has changed since it was sent to you. Send it back."))
    decision.approved_by, decision.approved_at = by.person_id, clock.now()
    DECISION_LIFECYCLE.move(decision, DecisionAction.APPROVE, by=by, event=DECISION_APPROVED)
    for chosen, move in MOVES.items():
        proposals.decide_all([outcome.submission for outcome in desk.with_outcome(chosen)], move, by=by)
    assemble(desk)
    db.session.flush()
    if decision.kind is DecisionKind.STOP:
        end_lot(desk, by=by)
    elif decision.kind is DecisionKind.AWARD and not queries.lots_short_of(decision, AT_LEAST_APPROVED):
        challenges.record_decision(desk.challenge, by=by)
    db.session.flush()
    return decision


def _check_ready(found: Standing, kind: DecisionKind) -> None:
    if found.challenge.state is not ChallengeState.ASSESSING:
        raise Refused(_l("The panel’s work on this challenge is over."))
    blockers = found.blockers(kind)
    if blockers and kind is not DecisionKind.STOP:
        raise Refused(" ".join(str(blocker) for blocker in blockers))


def _check_same_ranking(decision: Decision, found: Standing) -> None:
    if outcomes.placings(decision.id) != [(as_id(one.key), one.rank, one.score) for one in found.ranked]:
        raise Refused(_l("The ranking has changed since this was drafted. Fill it in from the ranking again."))


def _check_complete(desk: Desk) -> None:
    if desk.decision.kind is DecisionKind.STOP:
        if not desk.decision.reasons:
            raise Refused(_l("Say why it ends without an award, under the decision as a whole."))
        return
    for outcome in (ProposalOutcome.RECOMMENDED, ProposalOutcome.SHORTLISTED):
        check_limit(desk, outcome, desk.counts.get(outcome, 0))
    if not set(desk.counts) - {ProposalOutcome.NOT_SELECTED}:
        raise Refused(_l("Nothing is selected. Draft a decision to end without an award instead."))


def _desk_to_approve(decision_id: uuid.UUID, *, by: Actor) -> Desk:
    desk = queries.locked_desk(decision_id, by=by)
    if desk is None or not can_approve_decision(by, desk):
        raise NotPermitted
    return desk


def _standing(decision: Decision) -> Standing:
    found = standing(decision.panel_id)
    if found is None:
        raise LookupError("a decision has no panel")
    return found
