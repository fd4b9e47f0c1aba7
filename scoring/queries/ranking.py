"""The ranking that a decision is made on: always worked out anew, from the scores themselves."""

import uuid
from dataclasses import dataclass, field, fields

from sqlalchemy import literal, select, union

from core.access import Actor
from core.database import db
from scoring.models import ConflictMatch, Decision, Declaration
from scoring.queries.declaring import undeclared_in
from scoring.queries.facts import RANKED, RankingFacts, method_of, ranking_facts
from scoring.queries.given import raw_scores
from scoring.queries.stand_in import Roles, roles_in
from scoring.states import DecisionKind, DecisionState, DeclarationState
from submissions.models import Submission

__all__ = ["RANKED", "Standing", "kept_out", "live_decision", "method_of", "raw_scores", "standing"]

_BARRING = (DeclarationState.CONFLICT, DeclarationState.RECUSED)


@dataclass(frozen=True)
class Standing(RankingFacts):
    """The facts, and who may not see or decide them (`kept_out`), or does so in the council's place."""

    kept_out: frozenset[uuid.UUID] = field(default_factory=frozenset)
    stand_ins: Roles = field(default_factory=dict)


def standing(panel_id: uuid.UUID, reader: Actor | None = None) -> Standing | None:
    """The ranking of a panel's lot, over assessments that are handed in and not recused; `reader` as in `kept_out`. No
    proposal is loaded."""
    facts = ranking_facts(panel_id)
    if facts is None:
        return None
    return Standing(
        **{one.name: getattr(facts, one.name) for one in fields(RankingFacts)},
        kept_out=kept_out(facts.panel.lot_id, reader),
        stand_ins=roles_in(facts.panel.challenge_id),
    )


def kept_out(lot_id: uuid.UUID, reader: Actor | None = None) -> frozenset[uuid.UUID]:
    """People who have, or may have, an interest in a proposal of the lot, or who typed one in.

    Among them is the reader, while there is a proposal in it that they have to declare about first.
    """
    of_lot = select(Submission.id).where(Submission.lot_id == lot_id).scalar_subquery()
    silent = (
        []
        if reader is None or reader.person_id is None
        else [select(literal(reader.person_id)).where(undeclared_in(reader, Submission.lot_id == lot_id))]
    )
    rows = db.session.scalars(
        union(
            select(Declaration.person_id).where(Declaration.submission_id.in_(of_lot), Declaration.state.in_(_BARRING)),
            select(ConflictMatch.person_id).where(
                ConflictMatch.submission_id.in_(of_lot), ConflictMatch.settled_at.is_(None)
            ),
            select(Submission.entered_by_officer).where(
                Submission.lot_id == lot_id, Submission.entered_by_officer.is_not(None)
            ),
            *silent,
        )
    )
    return frozenset(rows)


def live_decision(panel_id: uuid.UUID, kind: DecisionKind) -> Decision | None:
    """The decision of a panel that was not set aside."""
    return db.session.scalar(
        select(Decision).where(
            Decision.panel_id == panel_id, Decision.kind == kind, Decision.state != DecisionState.SET_ASIDE
        )
    )
