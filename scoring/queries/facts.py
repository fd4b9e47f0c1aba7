"""What a ranking is made of, read in a constant number of queries, for ten thousand proposals as for ten."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from challenges.models import Challenge, Criterion, Lot, Phase, Question
from core.database import db
from scoring import ranking
from scoring.funding import Budget, FundingLine, funding_line
from scoring.models import (
    ConsensusScore,
    Decision,
    DecisionOutcome,
    ModerationCase,
    Panel,
)
from scoring.queries.finality import blockers, quorum_of
from scoring.queries.given import AssessmentFacts, assessments_given, raw_scores
from scoring.queries.pricing import PricedCriterion, amounts_asked, prices_of, questions_about_money
from scoring.queries.voice import NO_VOTE, Voice, voice_of
from scoring.states import (
    HANDED_IN,
    CaseState,
    DecisionKind,
    DecisionState,
    ProposalOutcome,
)
from submissions.models import Submission, SubmissionVersion
from submissions.states import SubmissionState

# What has been assessed, and has not left the race by itself.
RANKED = (
    SubmissionState.IN_ASSESSMENT,
    SubmissionState.SHORTLISTED,
    SubmissionState.RECOMMENDED,
    SubmissionState.RESERVE,
    SubmissionState.NOT_SELECTED,
    SubmissionState.OFFERED,
    SubmissionState.ACCEPTED,
    SubmissionState.CONTRACTED,
    SubmissionState.DECLINED,
    SubmissionState.LAPSED,
)
# Those whose prices are compared: found eligible, and still in the race. A shortlist takes nobody out of them.
COMPARED = (SubmissionState.ELIGIBLE, *RANKED)
# After the deadline: whatever its lot has yet to deal with, or has dealt with.
IN_RACE = (SubmissionState.SUBMITTED, *COMPARED)


@dataclass(frozen=True)
class RankingFacts:
    """How the proposals of one lot stand. `references` by submission, in the order of the references.

    `left_out` are assessments of what is no longer ranked: a shortlist went without it, or it left the race.
    """

    panel: Panel
    challenge: Challenge
    lot: Lot
    phase: Phase
    references: Mapping[uuid.UUID, str]
    assessments: Sequence[AssessmentFacts]
    consensus: Sequence[ConsensusScore]
    open_cases: int
    method: ranking.Method
    entries: Sequence[ranking.Entry]
    ranked: Sequence[ranking.Ranked]
    digests: Sequence[str]
    prices: Sequence[PricedCriterion]
    budget: Budget
    line: FundingLine
    voice: Voice = NO_VOTE
    left_out: Sequence[AssessmentFacts] = ()

    @property
    def criteria(self) -> Sequence[Criterion]:
        return self.lot.criteria

    @property
    def criterion_titles(self) -> dict[uuid.UUID, str]:
        return {criterion.id: criterion.title for criterion in self.lot.criteria}

    @property
    def missing(self) -> list[AssessmentFacts]:
        """Assessments that are not in."""
        return [one for one in self.assessments if one.state not in HANDED_IN]

    @property
    def is_complete(self) -> bool:
        return not self.missing

    @property
    def quorum(self) -> int:
        """More than half of the assessors that each proposal was to have."""
        return quorum_of(self.challenge)

    @cached_property
    def _in_by_proposal(self) -> dict[uuid.UUID, list[AssessmentFacts]]:
        found: dict[uuid.UUID, list[AssessmentFacts]] = {}
        for one in self.assessments:
            if one.state in HANDED_IN:
                found.setdefault(one.submission_id, []).append(one)
        return found

    def handed_in(self, submission_id: uuid.UUID, round_id: uuid.UUID | None = None) -> list[AssessmentFacts]:
        return [one for one in self._in_by_proposal.get(submission_id, ()) if round_id in (None, one.round_id)]

    def below_quorum(self, kind: DecisionKind) -> list[uuid.UUID]:
        """Proposals that too few have assessed: in any round for an award, in the first one for a shortlist."""
        rounds = self.panel.rounds[:1] if kind is DecisionKind.SHORTLIST else self.panel.rounds
        return [key for key in self.references if any(len(self.handed_in(key, one.id)) < self.quorum for one in rounds)]

    @property
    def waits_for_second_round(self) -> bool:
        """Whether a second round was published and nobody has anything to assess in it yet."""
        first = self.panel.rounds[0].id
        return len(self.panel.rounds) > 1 and all(one.round_id == first for one in self.assessments)

    def blockers(self, kind: DecisionKind) -> list[Any]:
        """Why the ranking is not final yet, in words; empty when it is."""
        return blockers(
            kind,
            proposals=len(self.references),
            missing=len(self.missing),
            open_cases=self.open_cases,
            thin=len(self.below_quorum(kind)),
            waits=self.waits_for_second_round,
            vote=self.voice.stage,
            challenge=self.challenge,
        )

    @cached_property
    def _weights(self) -> dict[Any, float]:
        """Of rounds and criteria; each has an id of its own."""
        weights: dict[Any, float] = {key: float(weight) for key, weight in self.method.rounds.items()}
        return weights | {one.key: float(one.weight) for one in self.method.criteria}

    def dots(self, submission_id: uuid.UUID) -> list[float]:
        """What each assessor who handed in gave altogether, on 0-100, lowest first: to be drawn, not to be ranked."""
        weights = self._weights
        by_seat: dict[uuid.UUID, tuple[float, float]] = {}
        for one in self.handed_in(submission_id):
            total, weight = by_seat.get(one.seat_id, (0.0, 0.0))
            for criterion_id, score in one.scores:
                part = weights[one.round_id] * weights.get(criterion_id, 0.0)
                total, weight = total + part * score, weight + part
            by_seat[one.seat_id] = (total, weight)
        highest = self.method.score_max
        return sorted(round(total / weight * 100 / highest, 2) for total, weight in by_seat.values() if weight)


def ranking_facts(panel_id: uuid.UUID) -> RankingFacts | None:
    panel = panel_to_rank(panel_id)
    return None if panel is None else facts_of(panel, references_of(panel))


def facts_of(panel: Panel, references: Mapping[uuid.UUID, str]) -> RankingFacts:
    """Over assessments that are handed in and not recused.

    `panel` comes from `panel_to_rank`, `references` are those of all that it ranks, in their order.
    """
    assessments = assessments_given(panel)
    consensus = _consensus(panel)
    digests = _digests(panel)
    method = method_of(panel, digests)
    asked = questions_about_money(panel)
    prices = prices_of(panel, asked, _compared(panel))
    voice = voice_of(panel)
    entries = _entries(references, assessments, consensus, prices, voice)
    if not voice.counts:
        # The panel's score stands alone: until the votes are counted, and where too few people voted.
        method = replace(method, public_share=Decimal(0))
    ranked = ranking.rank(entries, method)
    budget = _budget(panel, asked, prices, references)
    return RankingFacts(
        panel=panel,
        challenge=panel.challenge,
        lot=panel.lot,
        phase=panel.phase,
        references=references,
        assessments=[one for one in assessments if one.submission_id in references],
        consensus=[one for one in consensus if one.submission_id in references],
        open_cases=_open_cases(panel, references),
        method=method,
        entries=entries,
        ranked=ranked,
        digests=digests,
        prices=prices,
        budget=budget,
        line=funding_line(ranked, budget),
        left_out=[one for one in assessments if one.submission_id not in references],
        voice=voice,
    )


def method_of(panel: Panel, digests: Iterable[str]) -> ranking.Method:
    """What was published, as the sum needs it. A criterion's threshold is a mean score, here on 0-100."""
    challenge, lot = panel.challenge, panel.lot
    known = {str(criterion.id): criterion.id for criterion in lot.criteria}
    return ranking.Method(
        criteria=[
            ranking.Criterion(
                key=criterion.id,
                weight=criterion.weight,
                threshold=None
                if criterion.threshold is None
                else (criterion.threshold * 100 / challenge.score_max).quantize(Decimal("0.01")),
            )
            for criterion in lot.criteria
        ],
        rounds={one.id: one.weight for one in panel.rounds},
        score_max=challenge.score_max,
        quality_threshold=challenge.quality_threshold or None,
        tie_break=[known[str(key)] for key in challenge.tie_break if str(key) in known],
        draw_seed=ranking.seed_from([challenge.reference, *digests]),
        public_share=challenge.public_share,
    )


def panel_to_rank(panel_id: uuid.UUID) -> Panel | None:
    found = db.session.scalars(
        select(Panel)
        .where(Panel.id == panel_id)
        .options(
            # Beside each other, sixty seats and five criteria would make three hundred rows.
            selectinload(Panel.seats),
            joinedload(Panel.rounds),
            joinedload(Panel.phase).joinedload(Phase.shares),
            joinedload(Panel.lot).selectinload(Lot.criteria),
            joinedload(Panel.challenge).options(joinedload(Challenge.council), joinedload(Challenge.lots)),
        )
        .execution_options(populate_existing=True)
    )
    return found.unique().one_or_none()


def in_lot(panel: Panel) -> tuple[Any, ...]:
    """SQL: a proposal of the panel's lot and phase."""
    return (
        Submission.challenge_id == panel.challenge_id,
        Submission.lot_id == panel.lot_id,
        or_(Submission.phase_id.is_(None), Submission.phase_id == panel.phase_id),
    )


def cut_from(panel: Panel) -> Any:
    """SQL: the proposals that a shortlist in force left out."""
    return (
        select(DecisionOutcome.submission_id)
        .join(DecisionOutcome.decision)
        .where(
            Decision.panel_id == panel.id,
            Decision.kind == DecisionKind.SHORTLIST,
            Decision.state.not_in((DecisionState.DRAFTED, DecisionState.MODERATED, DecisionState.SET_ASIDE)),
            DecisionOutcome.outcome == ProposalOutcome.NOT_SELECTED,
        )
    )


def is_ranked(panel: Panel) -> tuple[Any, ...]:
    """SQL: a proposal that the panel ranks. After a shortlist, only what is on it."""
    return (*in_lot(panel), Submission.state.in_(RANKED), Submission.id.not_in(cut_from(panel)))


def references_of(panel: Panel) -> dict[uuid.UUID, str]:
    """By id, of all that the panel ranks, in their order."""
    rows = db.session.execute(
        select(Submission.id, Submission.reference).where(*is_ranked(panel)).order_by(Submission.reference)
    )
    return {row.id: row.reference for row in rows}


def _compared(panel: Panel) -> Sequence[uuid.UUID]:
    if not any(criterion.price_formula for criterion in panel.lot.criteria):
        return []
    return db.session.scalars(
        select(Submission.id).where(*in_lot(panel), Submission.state.in_(COMPARED)).order_by(Submission.reference)
    ).all()


def _consensus(panel: Panel) -> Sequence[ConsensusScore]:
    return db.session.scalars(
        select(ConsensusScore)
        .where(ConsensusScore.round_id.in_([one.id for one in panel.rounds]), ConsensusScore.superseded_at.is_(None))
        .order_by(ConsensusScore.id)
        .execution_options(populate_existing=True)
    ).all()


def _open_cases(panel: Panel, references: Collection[uuid.UUID]) -> int:
    found = db.session.scalars(
        select(ModerationCase.submission_id).where(
            ModerationCase.panel_id == panel.id, ModerationCase.state == CaseState.OPEN
        )
    )
    return sum(1 for submission_id in found if submission_id in references)


def _digests(panel: Panel) -> Sequence[str]:
    """Of every version ever submitted for the lot: fixed at the deadline, and chosen by nobody alone."""
    return db.session.scalars(
        select(SubmissionVersion.digest)
        .join(SubmissionVersion.submission)
        .where(Submission.lot_id == panel.lot_id)
        .order_by(SubmissionVersion.digest)
    ).all()


def _entries(
    references: Mapping[uuid.UUID, str],
    assessments: Sequence[AssessmentFacts],
    consensus: Sequence[ConsensusScore],
    prices: Sequence[PricedCriterion],
    voice: Voice,
) -> list[ranking.Entry]:
    agreed: dict[uuid.UUID, dict[tuple[ranking.Key, ranking.Key], int]] = {}
    for score in consensus:
        agreed.setdefault(score.submission_id, {})[(score.round_id, score.criterion_id)] = score.score
    counted: dict[uuid.UUID, list[AssessmentFacts]] = {}
    for one in assessments:
        if one.state in HANDED_IN:
            counted.setdefault(one.submission_id, []).append(one)
    return [
        ranking.Entry(
            key=key,
            reference=reference,
            scores=raw_scores(counted.get(key, [])),
            consensus=agreed.get(key, {}),
            given={priced.criterion.id: priced.scores[key] for priced in prices},
            public_score=voice.score_of(key),
        )
        for key, reference in references.items()
    ]


def _budget(
    panel: Panel, asked: Sequence[Question], prices: Sequence[PricedCriterion], references: Collection[uuid.UUID]
) -> Budget:
    """Of several lots, each has what was published for it; money that is not divided over them draws no line."""
    phase, shares = panel.phase, panel.phase.shares
    kinds = {share.vat_included for share in shares}
    alone = len(panel.challenge.lots) == 1
    pot = sum((share.amount for share in shares), Decimal(0)) if alone else phase.amount_for(panel.lot_id)
    if not shares or len(kinds) > 1 or pot is None:
        return Budget(awards=phase.awards_up_to)
    amounts = amounts_asked(asked, prices, references, vat_included=kinds.pop())
    return Budget(
        awards=phase.awards_up_to,
        pot=pot,
        asked={key: amounts.get(key) or phase.amount_each for key in references},
    )
