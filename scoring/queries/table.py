"""A page of a ranking, read from what is kept of it; who may see it is asked anew each time."""

import datetime as dt
import functools
import operator
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Double, Result, bindparam, case, cast, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from accounts.models import Supplier
from challenges.models import Challenge, Criterion, Lot, Phase
from core.access import Actor
from core.database import db
from core.pagination import PER_PAGE, Page
from scoring.models import (
    Assessment,
    ConflictMatch,
    Decision,
    Declaration,
    Panel,
    PanelRanking,
    PanelSeat,
    RankingAdvice,
    RankingChange,
    RankingPlace,
)
from scoring.queries.declaring import has_yet_to_declare
from scoring.queries.facts import is_ranked
from scoring.queries.finality import blockers
from scoring.queries.naming import Codes, code_name, codes_of
from scoring.queries.panel import stands_in
from scoring.queries.stand_in import Roles, roles_in
from scoring.queries.voice import Stage
from scoring.ranking import OVERALL
from scoring.states import HANDED_IN, AssessmentState, DecisionKind, DecisionState, DeclarationState
from submissions.models import NAMES_ARE_KNOWN, Submission

# Written into the statement, so that PostgreSQL sees that they are those of a partial index.
_BARRING = (DeclarationState.CONFLICT, DeclarationState.RECUSED)
_DONE = (*HANDED_IN, AssessmentState.RECUSED)
# Of a what-if: as many as fit one look, more where more are above the line.
WHAT_IF_ROWS, WHAT_IF_AT_MOST = 25, 100


@dataclass(frozen=True)
class RankingTable:
    """A panel's ranking as it is kept, for one reader. `kept_out` holds that reader, if a conflict keeps them out.

    `changed_at` is since when something has changed that is not in the figures, `ranking` None before the first time.
    """

    panel: Panel
    kept_out: frozenset[uuid.UUID]
    is_complete: bool
    ranking: PanelRanking | None
    changed_at: dt.datetime | None
    codes: Codes | None = None
    stand_ins: Roles = field(default_factory=dict)

    @property
    def challenge(self) -> Challenge:
        return self.panel.challenge

    @property
    def lot(self) -> Lot:
        return self.panel.lot

    @property
    def phase(self) -> Phase:
        return self.panel.phase

    @property
    def criteria(self) -> Sequence[Criterion]:
        return self.panel.lot.criteria

    @property
    def criterion_titles(self) -> dict[str, str]:
        return {str(criterion.id): criterion.title for criterion in self.criteria}

    @property
    def figures(self) -> Mapping[str, Any]:
        return self.ranking.figures if self.ranking else {}

    @property
    def vote(self) -> Mapping[str, Any]:
        """What the public's vote came to, as `services.ranking` keeps it; empty in what is older."""
        return self.figures.get("vote", {})  # type: ignore[no-any-return]

    @property
    def is_fresh(self) -> bool:
        return self.ranking is not None and self.changed_at is None

    @property
    def total(self) -> int:
        return int(self.figures.get("proposals", 0))

    def blockers(self, kind: DecisionKind) -> list[Any]:
        """Why the ranking was not final when it was worked out, in words."""
        found = self.figures
        return blockers(
            kind,
            proposals=self.total,
            missing=found.get("missing", 0),
            open_cases=found.get("open_cases", 0),
            thin=found.get("thin", {}).get(kind.value, 0),
            waits=found.get("waits", False),
            vote=Stage(self.vote.get("stage", Stage.NONE.value)),
            challenge=self.challenge,
        )


@dataclass(frozen=True)
class Line:
    """A row of the page: a place (see `RankingPlace`) with what the statistics say of it (see `RankingAdvice`).

    `name` is its bidder's. Where names are hidden it is the reference, or for an assessor a code, and no reference.
    """

    submission_id: uuid.UUID
    reference: str
    name: str
    rank: int | None
    score: Decimal | None
    panel_score: Decimal | None
    public_score: Decimal | None
    by_criterion: Mapping[str, str]
    missed: Sequence[str]
    settled_by: str
    above_line: bool
    asked: Decimal | None
    prices: Mapping[str, Sequence[str | None]]
    dots: Sequence[float]
    adjusted: Decimal | None
    low: Decimal | None
    high: Decimal | None
    stays: int | None

    @property
    def by_panel(self) -> Decimal | None:
        """What stands beside the scores of assessors: without the public's share, where its vote counts."""
        return self.score if self.panel_score is None else self.panel_score


@dataclass(frozen=True)
class WhatIf:
    """A proposal under other weights: the score and the place it would have, and the place it has."""

    line: Line
    score: Decimal
    place: int
    moved_over_line: bool


def table_for(actor: Actor, panel_id: uuid.UUID) -> RankingTable | None:
    """For people of the council, who stands in for it, and those on the panel; for others there is none. In six
    queries or seven."""
    found = db.session.scalars(
        select(Panel)
        .where(
            Panel.id == panel_id,
            or_(
                Panel.council_id == actor.body_id,
                exists().where(PanelSeat.panel_id == Panel.id, PanelSeat.person_id == actor.person_id),
                stands_in(actor, Panel.challenge_id),
            ),
        )
        .options(
            # Beside each other, sixty seats and five criteria would make three hundred rows.
            selectinload(Panel.seats),
            joinedload(Panel.rounds),
            joinedload(Panel.phase),
            joinedload(Panel.lot).selectinload(Lot.criteria),
            joinedload(Panel.challenge).joinedload(Challenge.council),
        )
        .execution_options(populate_existing=True)
    )
    panel = found.unique().one_or_none()
    if panel is None:
        return None
    named = roles_in(panel.challenge_id)
    ours = panel.council_id == actor.body_id or actor.person_id in named
    return RankingTable(
        panel=panel,
        kept_out=_kept_out(actor, panel),
        is_complete=ours or is_complete(panel),
        **_kept(panel.id),
        codes=codes_of(actor, panel.challenge_id) if names_hidden(panel.challenge) else None,
        stand_ins=named,
    )


def again(table: RankingTable) -> RankingTable:
    """The same for the same reader, after the ranking was worked out."""
    return replace(table, **_kept(table.panel.id))


def names_hidden(challenge: Challenge) -> bool:
    """As `Submission.names_hidden` has it."""
    return challenge.anonymised and challenge.state not in NAMES_ARE_KNOWN


def is_complete(panel: Panel) -> bool:
    """Whether all assessments of what is ranked are in, at this moment."""
    return not db.session.scalar(
        select(
            exists()
            .where(
                Assessment.round_id.in_([one.id for one in panel.rounds]),
                Assessment.state.not_in(bindparam("done", _DONE, expanding=True, literal_execute=True)),
            )
            .where(Assessment.submission_id == Submission.id, *is_ranked(panel))
        )
    )


def lines(table: RankingTable, number: int) -> Page[Line]:
    """One page of the ranking, in its order, in one query."""
    last = max(1, -(-table.total // PER_PAGE))
    number = min(max(number, 1), last)
    first = (number - 1) * PER_PAGE
    found = _lines(table, RankingPlace.position > first, RankingPlace.position <= first + PER_PAGE)
    return Page(items=found, number=number, total=table.total)


def live_decisions_of(panel_id: uuid.UUID) -> dict[DecisionKind, tuple[uuid.UUID, str]]:
    """Id and reference of each decision that was not set aside."""
    rows = db.session.execute(
        select(Decision.kind, Decision.id, Decision.reference).where(
            Decision.panel_id == panel_id, Decision.state != DecisionState.SET_ASIDE
        )
    )
    return {row.kind: (row.id, row.reference) for row in rows}


def what_if(table: RankingTable, weights: Mapping[uuid.UUID, Decimal]) -> list[WhatIf]:
    """The best proposals under other weights, worked out for this page only.

    `weights` by criterion sum to more than 0. Equal scores stay in the order of the ranking. In two queries.
    """
    panel_id, places = table.panel.id, int(table.figures.get("line", {}).get("places", 0))
    weighted = (
        select(
            RankingPlace.submission_id,
            RankingPlace.above_line,
            RankingPlace.position,
            RankingPlace.missed.contained_by([OVERALL]).label("passes"),
            _weighted(weights, Decimal(table.vote.get("share", 0))).label("score"),
            _weighted(weights, Decimal(0)).label("panel_score"),
        )
        .where(RankingPlace.panel_id == panel_id, RankingPlace.score.is_not(None))
        .subquery()
    )
    passes = weighted.c.passes & (weighted.c.panel_score >= (table.challenge.quality_threshold or 0))
    # What misses a threshold comes after everything else.
    order = func.row_number().over(
        order_by=(case((passes, weighted.c.score), else_=weighted.c.score - 1000).desc(), weighted.c.position)
    )
    ordered = select(weighted, order.label("place")).subquery()
    above = ordered.c.place <= places
    shown = min(max(places, WHAT_IF_ROWS), WHAT_IF_AT_MOST)
    rows: Result[Any] = db.session.execute(
        select(
            ordered.c.submission_id, ordered.c.score, ordered.c.place, (ordered.c.above_line != above).label("moved")
        )
        .where(or_(ordered.c.place <= shown, ordered.c.above_line))
        .order_by(ordered.c.place)
        .limit(WHAT_IF_AT_MOST)
    )
    found = list(rows)
    chosen = _lines(table, RankingPlace.submission_id.in_([row.submission_id for row in found]))
    by_id = {line.submission_id: line for line in chosen}
    return [WhatIf(by_id[row.submission_id], Decimal(f"{row.score:.2f}"), row.place, row.moved) for row in found]


def _weighted(weights: Mapping[uuid.UUID, Decimal], share: Decimal) -> ColumnElement[float]:
    """SQL: the mean by these weights with the public's `share` in percent, to two decimals.

    What is handed in has a score for every criterion.
    """
    parts = [
        func.coalesce(cast(RankingPlace.by_criterion[str(key)].astext, Double), 0) * float(weight)
        for key, weight in weights.items()
        if weight
    ]
    total: Any = functools.reduce(operator.add, parts)
    mean = total / float(sum(weights.values()))
    if share:
        public = func.coalesce(cast(RankingPlace.public_score, Double), 0)
        mean = mean * float(1 - share / 100) + public * float(share / 100)
    return cast(func.floor(mean * 100 + 0.5 + 1e-7) / 100, Double)


def _lines(table: RankingTable, *which: ColumnElement[bool]) -> list[Line]:
    place, advice = RankingPlace, RankingAdvice
    rows: Result[Any] = db.session.execute(
        select(
            place.submission_id,
            Submission.reference,
            Submission.reference if names_hidden(table.challenge) else Supplier.name,
            place.rank,
            place.score,
            place.panel_score,
            place.public_score,
            place.by_criterion,
            place.missed,
            place.settled_by,
            place.above_line,
            place.asked,
            place.prices,
            place.dots,
            advice.adjusted,
            advice.low,
            advice.high,
            advice.stays,
        )
        .join(Submission, Submission.id == place.submission_id)
        .join(Supplier, Supplier.id == Submission.supplier_id)
        .outerjoin(advice, (advice.panel_id == place.panel_id) & (advice.submission_id == place.submission_id))
        .where(place.panel_id == table.panel.id, *which)
        .order_by(place.position)
    )
    found = [Line(*tuple(row)) for row in rows]
    return found if table.codes is None else [_nameless(line, table.codes) for line in found]


def _nameless(line: Line, codes: Codes) -> Line:
    return replace(line, reference="", name=code_name(codes, line.submission_id))


def _kept(panel_id: uuid.UUID) -> dict[str, Any]:
    """What is kept of a ranking, if anything, and since when it is out of date: both at one moment."""
    changed = select(func.min(RankingChange.at)).where(RankingChange.panel_id == panel_id).scalar_subquery()
    row = db.session.execute(
        select(PanelRanking, changed)
        .select_from(Panel)
        .outerjoin(PanelRanking, PanelRanking.panel_id == Panel.id)
        .where(Panel.id == panel_id)
        .execution_options(populate_existing=True)
    ).one()
    return {"ranking": row[0], "changed_at": row[1]}


def _kept_out(actor: Actor, panel: Panel) -> frozenset[uuid.UUID]:
    """The actor, if they have, or may have, an interest in a proposal of the lot, typed one in, or have not declared
    about all of them: at this moment."""
    if actor.person_id is None:
        return frozenset()
    of_lot = Submission.lot_id == panel.lot_id
    barred = select(
        or_(
            exists().where(
                Declaration.person_id == actor.person_id,
                Declaration.state.in_(bindparam("barring", _BARRING, expanding=True, literal_execute=True)),
                Declaration.submission_id == Submission.id,
                of_lot,
            ),
            exists().where(
                ConflictMatch.person_id == actor.person_id,
                ConflictMatch.settled_at.is_(None),
                ConflictMatch.submission_id == Submission.id,
                of_lot,
            ),
            exists().where(Submission.entered_by_officer == actor.person_id, of_lot),
            select(Panel.id).where(Panel.id == panel.id, has_yet_to_declare(actor)).exists(),
        )
    )
    return frozenset({actor.person_id}) if db.session.scalar(barred) else frozenset()
