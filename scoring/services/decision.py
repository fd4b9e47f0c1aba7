"""A decision from its draft to its approval. Challenge, proposals and decision move together, here and nowhere else."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from challenges import services as challenges
from challenges.states import ChallengeState
from core import audit, clock
from core.access import Actor
from core.database import db, new_id
from core.errors import Conflict, NotPermitted, Refused
from core.text import new_reference
from scoring import ranking
from scoring.models import Decision, DecisionOutcome
from scoring.policies.decision import can_approve_decision, can_draft_decision, can_edit_decision
from scoring.queries import decision as queries
from scoring.queries.conflict import undeclared_by
from scoring.queries.decision import AT_LEAST_APPROVED, Desk
from scoring.queries.ranking import Standing, live_decision, standing
from scoring.services.snapshot import snapshot_of
from scoring.services.summarising import assemble
from scoring.states import (
    DECISION_APPROVED,
    DECISION_DRAFTED,
    DECISION_LIFECYCLE,
    DECISION_OUTCOMES_SAVED,
    DECISION_SENT_BACK,
    DECISION_SENT_FOR_APPROVAL,
    OUTCOMES_OF,
    DecisionAction,
    DecisionKind,
    DecisionState,
    ProposalOutcome,
)
from submissions import services as proposals


@dataclass(frozen=True)
class Choice:
    """What an officer chose for one proposal."""

    outcome: ProposalOutcome
    reason: str


MOVES = {
    ProposalOutcome.RECOMMENDED: proposals.recommend,
    ProposalOutcome.RESERVE: proposals.reserve,
    ProposalOutcome.SHORTLISTED: proposals.shortlist,
    ProposalOutcome.NOT_SELECTED: proposals.not_select,
}


def draft_decision(panel_id: uuid.UUID, *, kind: DecisionKind, by: Actor) -> Decision:
    """A draft filled in from the ranking and the number of awards.

    Raises `Refused` when the ranking is not final, or when there is a decision already.
    """
    found = standing(panel_id)
    if found is None or not can_draft_decision(by, found):
        raise NotPermitted
    _check_ready(found, kind)
    if live_decision(panel_id, kind) is not None:
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
        edited_by=[str(by.person_id)],
    )
    db.session.add(decision)
    db.session.flush()
    _fill_in(decision, found)
    audit.record(DECISION_DRAFTED, subject=decision, by=by, challenge_id=found.challenge.id)
    db.session.flush()
    return decision


def fill_in_again(decision_id: uuid.UUID, *, by: Actor) -> Decision:
    """Throw the draft's outcomes away and take them from the ranking as it is now."""
    desk = _desk_to_edit(decision_id, by=by)
    found = _standing(desk.decision)
    _check_ready(found, desk.decision.kind)
    for outcome in desk.outcomes:
        db.session.delete(outcome)
    db.session.flush()
    _fill_in(desk.decision, found)
    _note_hand(desk.decision, by=by)
    return desk.decision


def save_outcomes(
    decision_id: uuid.UUID, *, choices: Mapping[uuid.UUID, Choice], reasons: str, version: int, by: Actor
) -> Decision:
    """Keep what the officer chose for each proposal.

    Raises `Conflict` when somebody else saved meanwhile, `Refused` (with the field) for what the rules forbid.
    """
    desk = _desk_to_edit(decision_id, by=by)
    decision = desk.decision
    if version != decision.version:
        raise Conflict(_l("Somebody else changed this decision meanwhile. Look at it again before you save."))
    # Everything is checked before anything is written: a refused form changes nothing.
    _check_choices(desk, choices)
    for outcome in desk.outcomes:
        choice = choices[outcome.submission_id]
        outcome.outcome, outcome.reason = choice.outcome, choice.reason.strip()
    decision.reasons = reasons.strip()
    _note_hand(decision, by=by)
    db.session.flush()
    return decision


def send_for_approval(decision_id: uuid.UUID, *, by: Actor) -> Decision:
    """Freeze what goes in, and ask an approver. Raises `Refused` when scores changed since the draft."""
    desk = _desk_to_edit(decision_id, by=by)
    decision, found = desk.decision, _standing(desk.decision)
    _check_ready(found, decision.kind)
    _check_same_ranking(desk, found)
    _check_awards(desk, len(desk.with_outcome(ProposalOutcome.RECOMMENDED)))
    if not any(outcome.outcome is not ProposalOutcome.NOT_SELECTED for outcome in desk.outcomes):
        raise Refused(_l("Nothing is selected. End the challenge without an award instead."))
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

    Raises `Refused` when the approver has not declared interests, or when what went in has changed since.
    """
    desk = _desk_to_approve(decision_id, by=by)
    decision, found = desk.decision, _standing(desk.decision)
    DECISION_LIFECYCLE.check(decision, DecisionAction.APPROVE)
    if by.person_id is None or undeclared_by(by.person_id, decision.challenge_id):
        raise Refused(_l("Declare your interests in these bidders before you approve."))
    _check_ready(found, decision.kind)
    if snapshot_of(found) != decision.snapshot:
        raise Refused(_l("What went into this decision has changed since it was sent to you. Send it back."))
    decision.approved_by, decision.approved_at = by.person_id, clock.now()
    DECISION_LIFECYCLE.move(decision, DecisionAction.APPROVE, by=by, event=DECISION_APPROVED)
    for outcome in desk.outcomes:
        MOVES[outcome.outcome](outcome.submission, by=by)
    assemble(desk)
    db.session.flush()
    if decision.kind is DecisionKind.AWARD and not queries.lots_short_of(decision, AT_LEAST_APPROVED):
        challenges.record_decision(desk.challenge, by=by)
    db.session.flush()
    return decision


def suggested_reason(one: ranking.Ranked, *, of: int, titles: Mapping[uuid.UUID, str]) -> str:
    """The words that follow from the ranking alone."""
    if one.score is None:
        return str(_("Not scored."))
    if one.missed:
        names = [
            _("the overall score") if key == ranking.OVERALL else titles.get(_id(key), str(key)) for key in one.missed
        ]
        return str(
            _(
                "Scored %(score)s of 100, below the published threshold for: %(names)s.",
                score=one.score,
                names=", ".join(names),
            )
        )
    placed = str(_("Ranked %(rank)s of %(of)s with %(score)s of 100.", rank=one.rank, of=of, score=one.score))
    if one.settled_by == "draw":
        placed += " " + _("An equal score was settled by the published draw.")
    elif one.settled_by:
        title = titles.get(_id(one.settled_by), "")
        placed += " " + _("An equal score was settled by the criterion “%(title)s”.", title=title)
    return placed


def _check_ready(found: Standing, kind: DecisionKind) -> None:
    if found.challenge.state is not ChallengeState.ASSESSING:
        raise Refused(_l("The panel’s work on this challenge is over."))
    blockers = found.blockers(kind)
    if blockers:
        raise Refused(" ".join(str(blocker) for blocker in blockers))


def _fill_in(decision: Decision, found: Standing) -> None:
    outcomes = _suggestions(decision.kind, found)
    titles = found.criterion_titles
    for position, one in enumerate(found.ranked, start=1):
        outcome = outcomes[one.key]
        db.session.add(
            DecisionOutcome(
                id=new_id(),
                decision_id=decision.id,
                submission_id=_id(one.key),
                outcome=outcome,
                suggested=outcome,
                position=position,
                rank=one.rank,
                score=one.score,
                reason=suggested_reason(one, of=len(found.ranked), titles=titles),
            )
        )


def _suggestions(kind: DecisionKind, found: Standing) -> dict[ranking.Key, ProposalOutcome]:
    if kind is DecisionKind.SHORTLIST:
        return {
            one.key: ProposalOutcome.NOT_SELECTED if one.rank is None else ProposalOutcome.SHORTLISTED
            for one in found.ranked
        }
    chosen = ranking.suggest(found.ranked, awards=found.line.places, reserves=found.phase.awards_up_to)
    return {key: ProposalOutcome(outcome) for key, outcome in chosen.items()}


def _check_choices(desk: Desk, choices: Mapping[uuid.UUID, Choice]) -> None:
    if set(choices) != {outcome.submission_id for outcome in desk.outcomes}:
        raise Refused(_l("Choose an outcome for every proposal."))
    for outcome in desk.outcomes:
        _check_choice(desk.decision, outcome, choices[outcome.submission_id])
    _check_awards(desk, sum(choice.outcome is ProposalOutcome.RECOMMENDED for choice in choices.values()))


def _check_choice(decision: Decision, outcome: DecisionOutcome, choice: Choice) -> None:
    reason, field = choice.reason.strip(), f"reason_{outcome.submission_id.hex}"
    if choice.outcome not in OUTCOMES_OF[decision.kind]:
        raise Refused(_l("Choose one of the outcomes."), field=f"outcome_{outcome.submission_id.hex}")
    if not reason:
        raise Refused(_l("Enter the reason for %(reference)s", reference=outcome.submission.reference), field=field)
    if outcome.rank is None and choice.outcome is not ProposalOutcome.NOT_SELECTED:
        raise Refused(
            _l("%(reference)s is below a published threshold and cannot be selected",
               reference=outcome.submission.reference),
            field=f"outcome_{outcome.submission_id.hex}",
        )  # fmt: skip
    if choice.outcome is not outcome.suggested and reason == outcome.reason and outcome.outcome is outcome.suggested:
        raise Refused(
            _l("Say why the outcome of %(reference)s differs from the ranking",
               reference=outcome.submission.reference),
            field=field,
        )  # fmt: skip


def _check_awards(desk: Desk, recommended: int) -> None:
    most = desk.decision.phase.awards_up_to
    if recommended > most:
        raise Refused(_l("At most %(most)s can be recommended in this phase.", most=most))


def _check_same_ranking(desk: Desk, found: Standing) -> None:
    drafted = [(outcome.submission_id, outcome.rank, outcome.score) for outcome in desk.outcomes]
    now = [(_id(one.key), one.rank, one.score) for one in found.ranked]
    if drafted != now:
        raise Refused(_l("The ranking has changed since this was drafted. Fill it in from the ranking again."))


def _desk_to_edit(decision_id: uuid.UUID, *, by: Actor) -> Desk:
    desk = queries.locked_desk(decision_id)
    if desk is None or not can_edit_decision(by, desk):
        raise NotPermitted
    if desk.decision.state is not DecisionState.DRAFTED:
        raise Conflict(_l("This decision has been sent for approval and cannot be changed now."))
    return desk


def _desk_to_approve(decision_id: uuid.UUID, *, by: Actor) -> Desk:
    desk = queries.locked_desk(decision_id)
    if desk is None or not can_approve_decision(by, desk):
        raise NotPermitted
    return desk


def _standing(decision: Decision) -> Standing:
    found = standing(decision.panel_id)
    if found is None:
        raise LookupError("a decision has no panel")
    return found


def _note_hand(decision: Decision, *, by: Actor) -> None:
    decision.version += 1
    if str(by.person_id) not in decision.edited_by:
        decision.edited_by = [*decision.edited_by, str(by.person_id)]
    audit.record(DECISION_OUTCOMES_SAVED, subject=decision, by=by, version=decision.version)


def _id(key: Any) -> uuid.UUID:
    return key if isinstance(key, uuid.UUID) else uuid.UUID(str(key))
