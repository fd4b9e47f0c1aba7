"""A new challenge, copied from a preset into rows."""

import datetime as dt
import uuid
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

from flask_babel import force_locale, get_locale
from flask_babel import lazy_gettext as _l

from accounts import queries as people
from accounts.models import Council
from challenges import presets
from challenges.models.challenge import Challenge, FundingShare, Phase
from challenges.models.lot import Anchor, Criterion, Lot, Question
from challenges.models.problem import Problem
from challenges.policies.challenge import can_draft_challenge
from challenges.presets import CriterionPlan, Preset
from challenges.queries.challenge import free_slug
from challenges.services.officer import assign_author
from challenges.states.challenge import CHALLENGE_DRAFTED, AnswerKind, ChallengeState
from core import audit, clock
from core.access import Actor, check
from core.database import db, new_id
from core.errors import Refused
from core.text import new_reference, slugify

TITLE_LIMIT = 120
OPENS_AFTER = dt.timedelta(days=14)
SIGNING_TAKES = dt.timedelta(days=28)
BETWEEN_PHASES = dt.timedelta(days=42)
SATURDAY = 5


@dataclass(frozen=True)
class Durations:
    """How long the steps of a challenge take, in days."""

    open_days: int
    questions_close_days_before: int
    assess_days: int


@dataclass(frozen=True)
class Timeline:
    """The dates that a preset suggests to somebody who starts today."""

    opens_at: dt.datetime
    questions_close_at: dt.datetime
    closes_at: dt.datetime
    decision_expected_on: dt.date


def draft_challenge(
    *, council_id: uuid.UUID, preset: str, title: str, problem: Problem | None = None, by: Actor
) -> Challenge:
    """A draft with one lot, the phases, criteria, anchors and questions of the preset.

    With a `problem`, its words are the first words of the problem statement, and its language that of the challenge;
    else it is written in the language of whoever drafts it, where that is one of the council's. Raises `Refused` for an
    empty or long title and for a preset that is not known.
    """
    check(can_draft_challenge(by) and by.acts_for(council_id))
    council = people.body(council_id)
    plan = presets.PRESETS.get(preset)
    if plan is None or not isinstance(council, Council):
        raise Refused(_l("Choose how the challenge is to run."), field="preset")
    languages = _languages(council, problem.language if problem else str(get_locale() or ""))
    with force_locale(languages[0]):
        challenge = _challenge(council, plan, valid_title(title), languages=languages, by=by)
        if problem is not None:
            challenge.problem_statement = problem.description
            challenge.theme = problem.theme
        db.session.add(challenge)
        db.session.flush()
        _fill(challenge, plan)
        db.session.flush()
    audit.record(CHALLENGE_DRAFTED, subject=challenge, by=by, to_state=ChallengeState.DRAFT.value, preset=preset)
    assign_author(challenge, by=by)
    return challenge


def suggested_timeline(plan: Preset | Durations, *, today: dt.date, zone: ZoneInfo) -> Timeline:
    """Opens in two weeks at 9:00, closes at noon, all on working days in the council's zone."""
    opens_on = _next_weekday(today + OPENS_AFTER)
    closes_on = _next_weekday(opens_on + dt.timedelta(days=plan.open_days))
    questions_on = _weekday_before(closes_on - dt.timedelta(days=plan.questions_close_days_before))
    return Timeline(
        opens_at=_at(opens_on, 9, zone),
        questions_close_at=_at(max(questions_on, opens_on), 17, zone),
        closes_at=_at(closes_on, 12, zone),
        decision_expected_on=_next_weekday(closes_on + dt.timedelta(days=plan.assess_days)),
    )


def valid_title(title: str) -> str:
    """Tidied. Raises `Refused` for an empty or long one."""
    words = " ".join(title.split())
    if not words:
        raise Refused(_l("Enter a title."), field="title")
    if len(words) > TITLE_LIMIT:
        raise Refused(_l("Use %(limit)s characters or fewer for the title.", limit=TITLE_LIMIT), field="title")
    return words


def _languages(council: Council, wanted: str) -> list[str]:
    """Those of the council, the one in which it is written first."""
    return sorted((str(code) for code in council.languages), key=lambda code: code != wanted)


def _challenge(council: Council, plan: Preset, title: str, *, languages: list[str], by: Actor) -> Challenge:
    now = clock.now()
    zone = ZoneInfo(council.timezone)
    dates = suggested_timeline(plan, today=now.astimezone(zone).date(), zone=zone)
    reference = new_reference("CHL")
    if by.person_id is None:
        raise LookupError("a challenge is drafted by a person")
    return Challenge(
        id=new_id(),
        reference=reference,
        slug=free_slug(slugify(title), reference),
        council=council,
        council_id=council.id,
        title=title,
        preset=plan.key,
        instrument=plan.instrument,
        state=ChallengeState.DRAFT,
        opens_at=dates.opens_at,
        questions_close_at=dates.questions_close_at,
        closes_at=dates.closes_at,
        decision_expected_on=dates.decision_expected_on,
        eligibility=str(plan.eligibility),
        terms=str(plan.terms),
        intellectual_property=str(plan.intellectual_property),
        panel_needs=str(plan.panel_needs),
        contact_email=council.contact_email,
        contact_phone=council.contact_phone,
        quality_threshold=Decimal(plan.threshold),
        assessors_each=plan.assessors_each,
        second_round=plan.second_round,
        second_round_weight=Decimal(plan.second_round_weight),
        public_vote=plan.public_vote,
        ballot_choices=plan.ballot_choices if plan.public_vote else None,
        ballot_turnout=1 if plan.public_vote else None,
        score_max=presets.SCORE_MAX,
        languages=languages,
        asks_declarations=True,
        currency=council.currency,
        drafted_by=by.person_id,
        drafted_at=now,
        drafters=[str(by.person_id)],
    )


def _fill(challenge: Challenge, plan: Preset) -> None:
    _add_phases(challenge, plan)
    lot = Lot(id=new_id(), challenge_id=challenge.id, number=1, title=challenge.title)
    db.session.add(lot)
    criteria = [_criterion(lot, criterion, number) for number, criterion in enumerate(plan.criteria, start=1)]
    db.session.add_all(criteria)
    # The heaviest criterion decides a tie, then the next: an officer may order them otherwise.
    by_weight = sorted(criteria, key=lambda criterion: (-criterion.weight, criterion.number))
    challenge.tie_break = [str(criterion.id) for criterion in by_weight]
    db.session.flush()
    db.session.add_all(_questions(challenge, plan, criteria))


def _add_phases(challenge: Challenge, plan: Preset) -> None:
    starts = (challenge.decision_expected_on or clock.now().date()) + SIGNING_TAKES
    for number, phase in enumerate(plan.phases, start=1):
        starts_on = _next_weekday(starts)
        ends_on = starts_on + dt.timedelta(weeks=phase.weeks)
        row = Phase(
            id=new_id(),
            challenge_id=challenge.id,
            number=number,
            title=str(phase.title),
            starts_on=starts_on,
            ends_on=ends_on,
            awards_up_to=phase.awards_up_to,
            amount_each=Decimal(phase.amount_each),
            gates=[str(gate) for gate in phase.gates],
            payments=[{"percent": percent, "title": str(title)} for percent, title in phase.payments],
        )
        db.session.add(row)
        db.session.add(
            FundingShare(
                id=new_id(),
                phase_id=row.id,
                council_id=challenge.council_id,
                amount=Decimal(phase.pot),
                vat_included=False,
            )
        )
        starts = ends_on + BETWEEN_PHASES


def _criterion(lot: Lot, plan: CriterionPlan, number: int) -> Criterion:
    anchors = [Anchor(id=new_id(), score=score, words=str(words)) for score, words in enumerate(plan.anchors)]
    return Criterion(
        id=new_id(),
        lot_id=lot.id,
        number=number,
        title=str(plan.title),
        guidance=str(plan.question),
        weight=Decimal(plan.weight),
        anchors=anchors,
    )


def _questions(challenge: Challenge, plan: Preset, criteria: list[Criterion]) -> list[Question]:
    first = _question(
        challenge,
        words=presets.PUBLIC_SUMMARY,
        help=str(presets.PUBLIC_SUMMARY_HELP),
        kind=AnswerKind.LONG_TEXT,
        word_limit=100,
        public=True,
    )
    scored = [
        _question(
            challenge,
            words=criterion.question,
            kind=AnswerKind.LONG_TEXT,
            word_limit=criterion.word_limit,
            criterion_id=row.id,
            identifies_bidder=criterion.identifies_bidder,
        )
        for criterion, row in zip(plan.criteria, criteria, strict=True)
    ]
    last = [
        _question(challenge, words=presets.PRICE, kind=AnswerKind.MONEY, vat_included=True),
        _question(challenge, words=presets.ATTACHMENT, kind=AnswerKind.FILE, required=False, identifies_bidder=True),
    ]
    questions = [first, *scored, *last]
    for number, question in enumerate(questions, start=1):
        question.number = number
    return questions


def _question(challenge: Challenge, *, words: object, kind: AnswerKind, **more: object) -> Question:
    return Question(id=new_id(), challenge_id=challenge.id, words=str(words), kind=kind, **more)


def _at(day: dt.date, hour: int, zone: ZoneInfo) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), tzinfo=zone).astimezone(dt.UTC)


def _next_weekday(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= SATURDAY else 0)


def _weekday_before(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=max(0, day.weekday() - SATURDAY + 1))
