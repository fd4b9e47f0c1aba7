"""What a draft says of each proposal: filled in from the ranking, changed page by page, given one reason by rule."""

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import CursorResult, delete, insert, update

from core import audit
from core.access import Actor
from core.database import db, new_id
from core.errors import Conflict, NotPermitted, Refused
from scoring import ranking
from scoring.models import Decision, DecisionOutcome
from scoring.policies.decision import can_edit_decision
from scoring.queries import decision as decisions
from scoring.queries import outcome as queries
from scoring.queries.decision import Desk
from scoring.queries.ranking import Standing
from scoring.states import OUTCOMES_OF, DecisionKind, DecisionState, ProposalOutcome, ReasonRule
from scoring.states.decision import DECISION_OUTCOMES_SAVED

_REFERENCE = re.compile(r"[\w-]+")


@dataclass(frozen=True)
class Choice:
    """What an officer chose for one proposal."""

    outcome: ProposalOutcome
    reason: str


def fill_in(decision: Decision, found: Standing) -> None:
    """An outcome and a reason for every proposal, in the order of the ranking; what was there is thrown away."""
    suggested, titles = _suggestions(decision.kind, found), found.criterion_titles
    db.session.execute(delete(DecisionOutcome).where(DecisionOutcome.decision_id == decision.id))
    rows: list[dict[str, Any]] = []
    for position, one in enumerate(found.ranked, start=1):
        outcome, placing = (
            suggested[one.key],
            suggested_reason(one, of=len(found.ranked), titles=titles, with_public=bool(found.method.public_share)),
        )
        rows.append(
            {
                "id": new_id(),
                "decision_id": decision.id,
                "submission_id": as_id(one.key),
                "outcome": outcome,
                "suggested": outcome,
                "position": position,
                "rank": one.rank,
                "score": one.score,
                "panel_score": one.panel_score,
                "public_score": one.public_score,
                "placing": placing,
                "reason": placing,
                "changed_in": decision.version,
            }
        )
    if rows:
        db.session.execute(insert(DecisionOutcome), rows)
    db.session.expire(decision, ["outcomes"])


def save_outcomes(
    decision_id: uuid.UUID, *, choices: Mapping[uuid.UUID, Choice], reasons: str, version: int, by: Actor
) -> Decision:
    """Keep what the officer chose for these proposals, one page of them or all, and for the decision as a whole.

    `version` is that of the decision when the page was made. Raises `Conflict` when somebody else changed one of these
    since, `Refused` (with the field) for what the rules forbid. Others may save other pages meanwhile.
    """
    desk = desk_to_edit(decision_id, by=by)
    decision, held = desk.decision, queries.held(decision_id, choices)
    if len(held) != len(choices):
        raise Refused(_l("Choose an outcome for every proposal."))
    _check_seen(decision, held, reasons=reasons, version=version)
    # Everything is checked before anything is written: a refused form changes nothing.
    for outcome in held:
        _check_choice(decision, outcome, choices[outcome.submission_id])
    _check_places(desk, held, choices)
    note_hand(decision, by=by, proposals=len(held))
    for outcome in held:
        choice = choices[outcome.submission_id]
        if (outcome.outcome, outcome.reason) != (choice.outcome, choice.reason.strip()):
            outcome.outcome, outcome.reason = choice.outcome, choice.reason.strip()
            outcome.changed_in = decision.version
    _keep_reasons(decision, reasons)
    db.session.flush()
    return decision


def save_reasons(decision_id: uuid.UUID, *, reasons: str, version: int, by: Actor) -> Decision:
    """The words about the decision as a whole."""
    return save_outcomes(decision_id, choices={}, reasons=reasons, version=version, by=by)


def give_reason(
    decision_id: uuid.UUID, *, rule: ReasonRule, reason: str, references: str = "", version: int, by: Actor
) -> int:
    """One reason for many proposals that are not selected; returns for how many.

    It stands after the words that follow from the ranking. By a rule it is given to those whose outcome is the one
    that the ranking suggests; by hand to all that are listed, which are then not selected. Raises `Conflict` when the
    draft has changed since `version`, `Refused` (with the field) for a reference that is not in this decision.
    """
    desk = desk_to_edit(decision_id, by=by)
    if not reason.strip():
        raise Refused(_l("Enter the reason"), field="reason")
    if version != desk.decision.version:
        raise Conflict(CHANGED)
    note_hand(desk.decision, by=by, rule=rule.value)
    about = update(DecisionOutcome).where(DecisionOutcome.decision_id == decision_id)
    if rule is ReasonRule.BY_HAND:
        about = about.where(DecisionOutcome.submission_id.in_(_listed(decision_id, references)))
    else:
        about = about.where(
            DecisionOutcome.outcome == ProposalOutcome.NOT_SELECTED,
            DecisionOutcome.suggested == ProposalOutcome.NOT_SELECTED,
            DecisionOutcome.rank.is_(None) if rule is ReasonRule.BELOW_THRESHOLD else DecisionOutcome.rank.is_not(None),
        )
    done = db.session.execute(
        about.values(
            outcome=ProposalOutcome.NOT_SELECTED,
            reason=DecisionOutcome.placing + " " + reason.strip(),
            changed_in=desk.decision.version,
        ).execution_options(synchronize_session=False)
    )
    db.session.flush()
    db.session.expire_all()
    return done.rowcount if isinstance(done, CursorResult) else 0


CHANGED = _l("Somebody else changed this decision meanwhile. Look at it again before you save.")


def desk_to_edit(decision_id: uuid.UUID, *, by: Actor) -> Desk:
    """The draft, held. Raises `NotPermitted` and, once it was sent, `Conflict`."""
    desk = decisions.locked_decision(decision_id, by=by)
    if desk is None or not can_edit_decision(by, desk):
        raise NotPermitted
    if desk.decision.state is not DecisionState.DRAFTED:
        raise Conflict(_l("This decision has been sent for approval and cannot be changed now."))
    return desk


def note_hand(decision: Decision, *, by: Actor, **facts: Any) -> None:
    """Whoever had a hand in a draft does not approve it."""
    decision.version += 1
    if str(by.person_id) not in decision.edited_by:
        decision.edited_by = [*decision.edited_by, str(by.person_id)]
    audit.record(DECISION_OUTCOMES_SAVED, subject=decision, by=by, version=decision.version, **facts)


def check_awards(desk: Desk, recommended: int) -> None:
    most = desk.decision.phase.awards_up_to
    if recommended > most:
        raise Refused(_l("At most %(most)s can be recommended in this phase.", most=most))


def suggested_reason(
    one: ranking.Ranked, *, of: int, titles: Mapping[uuid.UUID, str], with_public: bool = False
) -> str:
    """The words that follow from the ranking alone. `with_public`: the public's vote is part of the score."""
    if one.score is None:
        return str(_("Not scored."))
    if one.missed:
        names = [
            _("the overall score") if key == ranking.OVERALL else titles.get(as_id(key), str(key)) for key in one.missed
        ]
        return str(
            _(
                "Scored %(score)s of 100, below the published threshold for: %(names)s.",
                score=one.panel_score,
                names=", ".join(names),
            )
        )
    placed = str(_("Ranked %(rank)s of %(of)s with %(score)s of 100.", rank=one.rank, of=of, score=one.score))
    if with_public:
        placed += " " + _(
            "The panel gave %(panel)s, the public %(public)s.", panel=one.panel_score, public=one.public_score
        )
    if one.settled_by == "draw":
        placed += " " + _("An equal score was settled by the published draw.")
    elif one.settled_by:
        title = titles.get(as_id(one.settled_by), "")
        placed += " " + _("An equal score was settled by the criterion “%(title)s”.", title=title)
    return placed


def as_id(key: Any) -> uuid.UUID:
    return key if isinstance(key, uuid.UUID) else uuid.UUID(str(key))


def _suggestions(kind: DecisionKind, found: Standing) -> dict[ranking.Key, ProposalOutcome]:
    if kind is DecisionKind.STOP:
        return {one.key: ProposalOutcome.NOT_SELECTED for one in found.ranked}
    if kind is DecisionKind.SHORTLIST:
        places = found.challenge.second_round_places or len(found.ranked)
        return {
            one.key: ProposalOutcome.NOT_SELECTED
            if one.rank is None or one.rank > places
            else ProposalOutcome.SHORTLISTED
            for one in found.ranked
        }
    chosen = ranking.suggest(found.ranked, awards=found.line.places, reserves=found.phase.awards_up_to)
    return {key: ProposalOutcome(outcome) for key, outcome in chosen.items()}


def refusals(decision: Decision, choices: Mapping[uuid.UUID, Choice], rows: Iterable[DecisionOutcome]) -> list[Refused]:
    """Everything that is wrong with what was chosen for each of these proposals, not only the first."""
    found: list[Refused] = []
    for outcome in rows:
        try:
            _check_choice(decision, outcome, choices[outcome.submission_id])
        except Refused as refusal:
            found.append(refusal)
    return found


def _check_seen(decision: Decision, held: Iterable[DecisionOutcome], *, reasons: str, version: int) -> None:
    newer = [outcome for outcome in held if outcome.changed_in > version]
    overwrites = reasons.strip() != decision.reasons and decision.reasons_changed_in > version
    if newer or overwrites or version > decision.version:
        raise Conflict(CHANGED)


def _keep_reasons(decision: Decision, reasons: str) -> None:
    if reasons.strip() != decision.reasons:
        decision.reasons, decision.reasons_changed_in = reasons.strip(), decision.version


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


def _check_places(desk: Desk, held: Sequence[DecisionOutcome], choices: Mapping[uuid.UUID, Choice]) -> None:
    """As many as were published: awards in the phase, places in the second round."""
    for outcome in (ProposalOutcome.RECOMMENDED, ProposalOutcome.SHORTLISTED):
        before = sum(one.outcome is outcome for one in held)
        after = sum(choices[one.submission_id].outcome is outcome for one in held)
        check_limit(desk, outcome, desk.counts.get(outcome, 0) - before + after)


def check_limit(desk: Desk, outcome: ProposalOutcome, number: int) -> None:
    """Raises `Refused` when more are chosen than was published."""
    if outcome is ProposalOutcome.RECOMMENDED:
        check_awards(desk, number)
    places = desk.challenge.second_round_places
    if outcome is ProposalOutcome.SHORTLISTED and places and number > places:
        raise Refused(_l("At most %(most)s can go on to the second round.", most=places))


def _listed(decision_id: uuid.UUID, references: str) -> list[uuid.UUID]:
    wanted = {each.upper() for each in _REFERENCE.findall(references)}
    if not wanted:
        raise Refused(_l("List the references of the proposals"), field="references")
    known = queries.ids_by_reference(decision_id, wanted)
    unknown = sorted(wanted - set(known))
    if unknown:
        raise Refused(
            _l("These are not in this decision: %(references)s", references=", ".join(unknown[:10])), field="references"
        )
    return list(known.values())
