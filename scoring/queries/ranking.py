"""Everything that a ranking is made of, read in a constant number of queries."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import exists, or_, select, union
from sqlalchemy.orm import joinedload

from challenges.models import Challenge, Criterion, Lot, Phase
from core.access import Actor
from core.database import db
from scoring import ranking
from scoring.models import (
    Assessment,
    ConflictMatch,
    ConsensusScore,
    Decision,
    DecisionOutcome,
    Declaration,
    ModerationCase,
    Panel,
    PanelSeat,
)
from scoring.queries.pricing import PricedCriterion, prices_of
from scoring.states import (
    HANDED_IN,
    AssessmentState,
    CaseState,
    DecisionKind,
    DecisionState,
    DeclarationState,
    ProposalOutcome,
)
from submissions.models import Submission, SubmissionMember, SubmissionVersion
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
_BARRING = (DeclarationState.CONFLICT, DeclarationState.RECUSED)


@dataclass(frozen=True)
class AssessorDot:
    """What one assessor gave a proposal altogether, on 0-100."""

    assessor: str
    score: Decimal


@dataclass(frozen=True)
class Standing:
    """How the proposals of one lot stand. `kept_out` are people who may not see or decide it."""

    panel: Panel
    challenge: Challenge
    lot: Lot
    phase: Phase
    submissions: dict[uuid.UUID, Submission]
    assessments: Sequence[Assessment]
    consensus: Sequence[ConsensusScore]
    cases: Sequence[ModerationCase]
    method: ranking.Method
    ranked: Sequence[ranking.Ranked]
    digests: Sequence[str] = ()
    prices: Sequence[PricedCriterion] = ()
    kept_out: frozenset[uuid.UUID] = field(default_factory=frozenset)
    decision: Decision | None = None

    @property
    def criteria(self) -> Sequence[Criterion]:
        return self.lot.criteria

    @property
    def criterion_titles(self) -> dict[uuid.UUID, str]:
        return {criterion.id: criterion.title for criterion in self.lot.criteria}

    @property
    def open_cases(self) -> list[ModerationCase]:
        return [case for case in self.cases if case.state is CaseState.OPEN]

    @property
    def missing(self) -> list[Assessment]:
        """Assessments that are not in."""
        return [one for one in self.assessments if one.state not in HANDED_IN]

    @property
    def quorum(self) -> int:
        """More than half of the assessors that each proposal was to have."""
        return self.challenge.assessors_each // 2 + 1

    def handed_in(self, submission_id: uuid.UUID, round_id: uuid.UUID | None = None) -> list[Assessment]:
        return [
            one
            for one in self.assessments
            if one.submission_id == submission_id and one.state in HANDED_IN and round_id in (None, one.round_id)
        ]

    def below_quorum(self, kind: DecisionKind) -> list[Submission]:
        """Proposals that too few have assessed: in any round for an award, in the first one for a shortlist."""
        rounds = self.panel.rounds[:1] if kind is DecisionKind.SHORTLIST else self.panel.rounds
        return [
            submission
            for submission in self.submissions.values()
            if any(len(self.handed_in(submission.id, one.id)) < self.quorum for one in rounds)
        ]

    def blockers(self, kind: DecisionKind) -> list[Any]:
        """Why the ranking is not final yet, in words; empty when it is."""
        found: list[Any] = []
        if not self.submissions:
            found.append(_l("There is no proposal in assessment."))
        if self.missing:
            found.append(
                ngettext("%(num)d assessment is not in yet.", "%(num)d assessments are not in yet.", len(self.missing))
            )
        if self.open_cases:
            found.append(
                ngettext(
                    "%(num)d case of panel moderation is open.",
                    "%(num)d cases of panel moderation are open.",
                    len(self.open_cases),
                )
            )
        thin = self.below_quorum(kind)
        if thin and not self.missing:
            found.append(
                ngettext(
                    "%(num)d proposal has too few assessments: each needs %(quorum)s in every round.",
                    "%(num)d proposals have too few assessments: each needs %(quorum)s in every round.",
                    len(thin),
                    quorum=self.quorum,
                )
            )
        if self.challenge.public_share:
            found.append(_l("The public’s votes are part of the score, and they are not counted yet."))
        return found

    def dots(self, submission_id: uuid.UUID) -> list[AssessorDot]:
        """One for each assessor who handed in, by name."""
        by_seat: dict[str, list[ranking.RawScore]] = {}
        for one in self.handed_in(submission_id):
            by_seat.setdefault(one.seat.name, []).extend(raw_scores([one]))
        found = []
        for name, scores in sorted(by_seat.items()):
            alone = ranking.Entry("", "", scores)
            total = ranking.panel_score(ranking.criterion_scores(alone, self.method), self.method)
            if total is not None:
                found.append(AssessorDot(name, ranking.rounded(total)))
        return found


def standing_for(actor: Actor, panel_id: uuid.UUID) -> Standing | None:
    """The ranking, for people of the council and for those on the panel; for others there is none."""
    allowed = db.session.scalar(
        select(Panel.id).where(
            Panel.id == panel_id,
            or_(
                Panel.council_id == actor.body_id,
                exists().where(PanelSeat.panel_id == Panel.id, PanelSeat.person_id == actor.person_id),
            ),
        )
    )
    return standing(panel_id) if allowed else None


def standing(panel_id: uuid.UUID) -> Standing | None:
    """The ranking of a panel's lot, over assessments that are handed in and not recused."""
    panel = db.session.scalars(
        select(Panel)
        .where(Panel.id == panel_id)
        .options(
            joinedload(Panel.seats),
            joinedload(Panel.rounds),
            joinedload(Panel.phase),
            joinedload(Panel.lot).joinedload(Lot.criteria),
            joinedload(Panel.challenge).joinedload(Challenge.council),
        )
        .execution_options(populate_existing=True)
    )
    found = panel.unique().one_or_none()
    return _standing(found) if found is not None else None


def _standing(panel: Panel) -> Standing:
    submissions = _submissions(panel)
    assessments = _assessments(panel, submissions)
    consensus = _consensus(submissions)
    digests = _digests(panel)
    method = method_of(panel, digests)
    prices = prices_of(panel, submissions)
    return Standing(
        panel=panel,
        challenge=panel.challenge,
        lot=panel.lot,
        phase=panel.phase,
        submissions=submissions,
        assessments=assessments,
        consensus=consensus,
        cases=_cases(panel, submissions),
        method=method,
        ranked=_ranked(submissions, assessments, consensus, method, prices),
        digests=digests,
        prices=prices,
        kept_out=kept_out(panel.lot_id),
        decision=live_decision(panel.id, DecisionKind.AWARD),
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


def raw_scores(assessments: Iterable[Assessment]) -> list[ranking.RawScore]:
    return [
        ranking.RawScore(round=one.round_id, criterion=score.criterion_id, score=score.score)
        for one in assessments
        for score in one.scores
        if score.score is not None
    ]


def kept_out(lot_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """People who have, or may have, an interest in a proposal of the lot, or who typed one in."""
    of_lot = select(Submission.id).where(Submission.lot_id == lot_id).scalar_subquery()
    rows = db.session.scalars(
        union(
            select(Declaration.person_id).where(Declaration.submission_id.in_(of_lot), Declaration.state.in_(_BARRING)),
            select(ConflictMatch.person_id).where(
                ConflictMatch.submission_id.in_(of_lot), ConflictMatch.settled_at.is_(None)
            ),
            select(Submission.entered_by_officer).where(
                Submission.lot_id == lot_id, Submission.entered_by_officer.is_not(None)
            ),
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


def _submissions(panel: Panel) -> dict[uuid.UUID, Submission]:
    """In the order of their references. After a shortlist, only what is on it."""
    dropped = (
        select(DecisionOutcome.submission_id)
        .join(DecisionOutcome.decision)
        .where(
            Decision.panel_id == panel.id,
            Decision.kind == DecisionKind.SHORTLIST,
            Decision.state.not_in((DecisionState.DRAFTED, DecisionState.MODERATED, DecisionState.SET_ASIDE)),
            DecisionOutcome.outcome == ProposalOutcome.NOT_SELECTED,
        )
    )
    found = db.session.scalars(
        select(Submission)
        .where(
            Submission.lot_id == panel.lot_id,
            or_(Submission.phase_id.is_(None), Submission.phase_id == panel.phase_id),
            Submission.state.in_(RANKED),
            Submission.id.not_in(dropped),
        )
        .options(joinedload(Submission.supplier), joinedload(Submission.members).joinedload(SubmissionMember.body))
        .order_by(Submission.reference)
    ).unique()
    return {submission.id: submission for submission in found}


def _assessments(panel: Panel, submissions: Iterable[uuid.UUID]) -> Sequence[Assessment]:
    return (
        db.session.scalars(
            select(Assessment)
            .where(
                Assessment.submission_id.in_(list(submissions)),
                Assessment.round_id.in_([one.id for one in panel.rounds]),
                Assessment.state != AssessmentState.RECUSED,
            )
            .options(joinedload(Assessment.seat), joinedload(Assessment.scores))
            .order_by(Assessment.submission_id, Assessment.id)
            .execution_options(populate_existing=True)
        )
        .unique()
        .all()
    )


def _consensus(submissions: Iterable[uuid.UUID]) -> Sequence[ConsensusScore]:
    return db.session.scalars(
        select(ConsensusScore)
        .where(ConsensusScore.submission_id.in_(list(submissions)), ConsensusScore.superseded_at.is_(None))
        .order_by(ConsensusScore.id)
    ).all()


def _cases(panel: Panel, submissions: Iterable[uuid.UUID]) -> Sequence[ModerationCase]:
    return db.session.scalars(
        select(ModerationCase)
        .where(ModerationCase.panel_id == panel.id, ModerationCase.submission_id.in_(list(submissions)))
        .order_by(ModerationCase.opened_at, ModerationCase.id)
    ).all()


def _digests(panel: Panel) -> Sequence[str]:
    """Of every version ever submitted for the lot: fixed at the deadline, and chosen by nobody alone."""
    return db.session.scalars(
        select(SubmissionVersion.digest)
        .join(SubmissionVersion.submission)
        .where(Submission.lot_id == panel.lot_id)
        .order_by(SubmissionVersion.digest)
    ).all()


def _ranked(
    submissions: dict[uuid.UUID, Submission],
    assessments: Sequence[Assessment],
    consensus: Sequence[ConsensusScore],
    method: ranking.Method,
    prices: Sequence[PricedCriterion],
) -> list[ranking.Ranked]:
    agreed: dict[uuid.UUID, dict[tuple[ranking.Key, ranking.Key], int]] = {}
    for score in consensus:
        agreed.setdefault(score.submission_id, {})[(score.round_id, score.criterion_id)] = score.score
    counted: dict[uuid.UUID, list[Assessment]] = {}
    for one in assessments:
        if one.state in HANDED_IN:
            counted.setdefault(one.submission_id, []).append(one)
    # Until the public's votes are counted, the panel's score stands alone, and `blockers` says so.
    return ranking.rank(
        [
            ranking.Entry(
                key=submission.id,
                reference=submission.reference,
                scores=raw_scores(counted.get(submission.id, [])),
                consensus=agreed.get(submission.id, {}),
                given={priced.criterion.id: priced.scores[submission.id] for priced in prices},
            )
            for submission in submissions.values()
        ],
        replace(method, public_share=Decimal(0)),
    )
