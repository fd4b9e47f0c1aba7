"""Writing a draft, section by section. Nobody overwrites what they have not seen: each save brings the stamp of what
its page showed (`queries.builder.stamp`), and one that is no longer true raises `Conflict`."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import update

from challenges.models.challenge import Challenge, FundingShare, Phase
from challenges.models.lot import Anchor, Criterion, Lot, Question
from challenges.queries import builder as queries
from challenges.queries.challenge import lots_of
from challenges.services.parts import check_parts
from challenges.services.saving import only_unchanged, saved, writable
from challenges.states.builder import (
    ASSESSMENT_FIELDS,
    CRITERIA_AT_MOST,
    OPTION_LENGTH,
    OPTIONS_AT_MOST,
    QUESTIONS_AT_MOST,
    WORDS_OF,
    Section,
)
from challenges.states.challenge import CHOSEN, PRICED, AnswerKind, PriceFormula, SecondRound
from core import clock
from core.access import Actor
from core.database import db, new_id
from core.errors import Refused

WHOLE = Decimal(100)


def save_words(challenge: Challenge, section: Section, *, words: Mapping[str, Any], seen: str, by: Actor) -> None:
    """Save a section that is words only; the problem has a theme too. The title cannot be empty."""
    writable(challenge, by=by)
    only_unchanged(queries.section_values(challenge, section), seen)
    if "title" in words and not words["title"].strip():
        raise Refused(_l("Enter a title."), field="title")
    old_title = challenge.title
    for name in WORDS_OF[section]:
        setattr(challenge, name, (words.get(name) or "").strip())
    if section is Section.PROBLEM:
        challenge.theme = words.get("theme")
    rename_lot(challenge, old_title)
    saved(challenge, section, by=by)


def rename_lot(challenge: Challenge, old_title: str) -> None:
    """The lot that is the challenge itself goes by the challenge's name; of several, none does."""
    its_own = (Lot.challenge_id == challenge.id, Lot.title == old_title)
    db.session.execute(update(Lot).where(*its_own).values(title=challenge.title))


def save_timeline(
    challenge: Challenge,
    *,
    opens_at: dt.datetime,
    questions_close_at: dt.datetime,
    closes_at: dt.datetime,
    decision_expected_on: dt.date,
    seen: str,
    by: Actor,
) -> None:
    """Save all dates at once. Raises `Refused` for a past one and for dates out of order."""
    writable(challenge, by=by)
    only_unchanged(queries.section_values(challenge, Section.TIMELINE), seen)
    check_timeline(
        opens_at=opens_at,
        questions_close_at=questions_close_at,
        closes_at=closes_at,
        decision_expected_on=decision_expected_on,
    )
    challenge.opens_at, challenge.closes_at = opens_at, closes_at
    challenge.questions_close_at = questions_close_at
    challenge.decision_expected_on = decision_expected_on
    saved(challenge, Section.TIMELINE, by=by)


def check_timeline(
    *,
    opens_at: dt.datetime,
    questions_close_at: dt.datetime,
    closes_at: dt.datetime,
    decision_expected_on: dt.date,
) -> None:
    """Raises `Refused`, naming the field, unless the dates are to come and in order."""
    if opens_at <= clock.exactly_now():
        raise Refused(_l("The opening must be in the future."), field="opens_at")
    if closes_at <= opens_at:
        raise Refused(_l("The deadline must be after the opening."), field="closes_at")
    if not opens_at < questions_close_at <= closes_at:
        raise Refused(
            _l("Questions must close after the opening and not after the deadline."), field="questions_close_at"
        )
    if decision_expected_on < closes_at.date():
        raise Refused(_l("The decision must be after the deadline."), field="decision_expected_on")


def save_assessment(challenge: Challenge, *, settings: Mapping[str, Any], seen: str, by: Actor) -> None:
    """How proposals are assessed. `settings` has a value for each of `ASSESSMENT_FIELDS`.

    Raises `Refused`, naming the field, for a second round without a weight, for an interview without names, for a vote
    without its rules, and where the public would vote on proposals whose names are hidden.
    """
    writable(challenge, by=by)
    only_unchanged(queries.section_values(challenge, Section.ASSESSMENT), seen)
    settings = {**settings, **_second_round(settings), **_public_vote(settings)}
    for name in ASSESSMENT_FIELDS:
        setattr(challenge, name, settings[name])
    saved(challenge, Section.ASSESSMENT, by=by)


def _second_round(settings: Mapping[str, Any]) -> dict[str, Any]:
    """What is stored of the second round: without one, no weight and no number of places."""
    if settings["second_round"] is None:
        return {"second_round_weight": Decimal(0), "second_round_places": None}
    if not settings["second_round_weight"]:
        raise Refused(_l("Enter how much the second round counts."), field="second_round_weight")
    if settings["anonymised"] and settings["second_round"] is SecondRound.INTERVIEW:
        raise Refused(
            _l("Whoever is interviewed is known. Choose a written second round, or let assessors read with names."),
            field="second_round",
        )
    return {}


def _public_vote(settings: Mapping[str, Any]) -> dict[str, Any]:
    """What is stored of the public's vote: without one, no share and no rules of a ballot."""
    if not settings["public_vote"]:
        return {"public_share": Decimal(0), "ballot_choices": None, "ballot_turnout": None}
    if settings["anonymised"]:
        raise Refused(
            _l("Nobody can vote on proposals without names. Choose “No” here, or let assessors read with names."),
            field="public_vote",
        )
    if not settings["ballot_choices"]:
        raise Refused(_l("Enter how many proposals each person can choose."), field="ballot_choices")
    share = settings["public_share"] or Decimal(0)
    if share and not settings["ballot_turnout"]:
        raise Refused(_l("Enter how many people must vote for it to count."), field="ballot_turnout")
    # Advice is advice however many give it.
    return {"public_share": share, "ballot_turnout": settings["ballot_turnout"] if share else 1}


@dataclass(frozen=True)
class PhaseMoney:
    """What a phase costs and when it runs. `pot` is the lead council's share; amounts in the challenge's currency.

    `lots` says how the money of all councils is divided over the lots; empty where it is not.
    """

    title: str
    pot: Decimal
    vat_included: bool
    awards_up_to: int
    amount_each: Decimal
    starts_on: dt.date
    ends_on: dt.date
    lots: Mapping[uuid.UUID, Decimal] = field(default_factory=dict)


def save_phase(phase: Phase, *, money: PhaseMoney, seen: str, by: Actor) -> None:
    """`phase` has its challenge, with its lots, and shares loaded."""
    challenge = phase.challenge
    writable(challenge, by=by)
    phase = queries.reread_phase(phase.id)
    only_unchanged(queries.phase_values(phase, challenge.council_id), seen)
    if money.ends_on < money.starts_on:
        raise Refused(_l("The phase must end after it starts."), field="ends_on")
    others = sum((share.amount for share in phase.shares if share.council_id != challenge.council_id), Decimal(0))
    if money.pot + others < money.amount_each:
        raise Refused(_l("The pot must reach for at least one supplier."), field="pot")
    check_parts(challenge.lots, money.lots, each=money.amount_each, pot=money.pot + others)
    phase.title, phase.awards_up_to, phase.amount_each = money.title, money.awards_up_to, money.amount_each
    phase.starts_on, phase.ends_on = money.starts_on, money.ends_on
    phase.lot_amounts = {str(lot_id): str(amount) for lot_id, amount in money.lots.items()}
    share = next((share for share in phase.shares if share.council_id == challenge.council_id), None)
    if share is None:
        share = FundingShare(id=new_id(), council_id=challenge.council_id)
        phase.shares.append(share)
    share.amount, share.vat_included = money.pot, money.vat_included
    saved(challenge, Section.MONEY, by=by)


@dataclass(frozen=True)
class CriterionWords:
    """A criterion as an officer writes it. `anchors` has the words for each score, from 0 up."""

    title: str
    guidance: str
    weight: Decimal
    threshold: Decimal | None
    anchors: Sequence[str]
    price_formula: PriceFormula | None = None


def add_criterion(challenge: Challenge, lot: Lot, *, words: CriterionWords, by: Actor) -> Criterion:
    """`lot` is one of the challenge's, with its criteria loaded. The new criterion is the last to break a tie."""
    writable(challenge, by=by)
    if len(lot.criteria) >= CRITERIA_AT_MOST:
        raise Refused(_l("A challenge can have at most %(limit)s criteria.", limit=CRITERIA_AT_MOST))
    _check_criterion(words, score_max=challenge.score_max)
    number = max((criterion.number for criterion in lot.criteria), default=0) + 1
    criterion = Criterion(id=new_id(), lot_id=lot.id, number=number, anchors=[])
    _write_criterion(criterion, words, score_max=challenge.score_max)
    lot.criteria.append(criterion)
    challenge.tie_break = [*challenge.tie_break, str(criterion.id)]
    saved(challenge, Section.CRITERIA, by=by)
    return criterion


def save_criterion(criterion: Criterion, *, words: CriterionWords, seen: str, by: Actor) -> None:
    """`criterion` has its anchors, lot and challenge loaded."""
    challenge = criterion.lot.challenge
    writable(challenge, by=by)
    criterion = queries.reread_criterion(criterion.id)
    only_unchanged(queries.criterion_values(criterion), seen)
    _check_criterion(words, score_max=challenge.score_max)
    _write_criterion(criterion, words, score_max=challenge.score_max)
    saved(challenge, Section.CRITERIA, by=by)


def remove_criterion(criterion: Criterion, *, by: Actor) -> None:
    """Its questions stay, scored on no criterion. `criterion` has its anchors, lot and challenge loaded."""
    challenge = criterion.lot.challenge
    writable(challenge, by=by)
    criterion = queries.reread_criterion(criterion.id)
    for question in queries.questions_on(criterion.id):
        question.criterion_id = None
    challenge.tie_break = [each for each in challenge.tie_break if each != str(criterion.id)]
    db.session.flush()
    db.session.delete(criterion)
    saved(challenge, Section.CRITERIA, by=by)


def save_weights(challenge: Challenge, *, weights: Mapping[uuid.UUID, Decimal], seen: str, by: Actor) -> None:
    """All weights at once; those of each lot must sum to 100 %."""
    writable(challenge, by=by)
    criteria = queries.reread_weights(challenge.id)
    only_unchanged(queries.weights_values(criteria), seen)
    totals: dict[uuid.UUID, Decimal] = {}
    for criterion in criteria:
        totals[criterion.lot_id] = totals.get(criterion.lot_id, Decimal(0)) + weights[criterion.id]
    titles = {lot.id: lot.title for lot in lots_of(challenge.id)}
    for lot_id, total in totals.items():
        if total != WHOLE:
            first = next(criterion for criterion in criteria if criterion.lot_id == lot_id)
            why = _l("The weights must sum to 100 %%. These sum to %(total)s %%.", total=f"{total:f}")
            why = why if len(titles) == 1 else _l("%(lot)s: %(why)s", lot=titles[lot_id], why=why)
            raise Refused(why, field=queries.weight_name(first.id))
    for criterion in criteria:
        criterion.weight = weights[criterion.id]
    saved(challenge, Section.CRITERIA, by=by)


@dataclass(frozen=True)
class QuestionWords:
    """A question of the form as an officer writes it. `options` are the words to choose from, where the answer is
    chosen; `vat_included` says what amounts hold."""

    words: str
    help: str
    kind: AnswerKind
    word_limit: int | None
    required: bool
    criterion_id: uuid.UUID | None
    identifies_bidder: bool
    public: bool
    options: Sequence[str] = ()
    vat_included: bool | None = None


def add_question(challenge: Challenge, *, words: QuestionWords, by: Actor) -> Question:
    """`challenge` has its questions, lots and criteria loaded. Raises `Refused` for too few choices, and too many."""
    writable(challenge, by=by)
    _check_options(words)
    if queries.asked_beside(challenge, words.criterion_id) >= QUESTIONS_AT_MOST:
        raise Refused(_l("A form can have at most %(limit)s questions.", limit=QUESTIONS_AT_MOST))
    number = max((question.number for question in challenge.questions), default=0) + 1
    question = Question(id=new_id(), challenge_id=challenge.id, number=number)
    _write_question(question, words)
    challenge.questions.append(question)
    saved(challenge, Section.QUESTIONS, by=by)
    return question


def save_question(question: Question, *, words: QuestionWords, seen: str, by: Actor) -> None:
    """`question` has its challenge loaded."""
    challenge = question.challenge
    writable(challenge, by=by)
    question = queries.reread_question(question.id)
    only_unchanged(queries.question_values(question), seen)
    _check_options(words)
    _write_question(question, words)
    saved(challenge, Section.QUESTIONS, by=by)


def save_eligibility(question: Question, *, answers: Sequence[str], because: str, seen: str, by: Actor) -> None:
    """Let only those apply who give one of these answers, and tell the others why not; with none, everybody can."""
    challenge = question.challenge
    writable(challenge, by=by)
    question = queries.reread_question(question.id)
    only_unchanged(queries.eligibility_values(question), seen)
    if answers and not (question.can_decide and set(answers) < set(question.choices)):
        raise Refused(_l("Leave at least one answer with which nobody can apply, or choose none."), field="eligible")
    if answers and not because.strip():
        raise Refused(_l("Say why, to those who cannot apply."), field="because")
    question.eligible_answers = [choice for choice in question.choices if choice in answers]
    question.ineligible_because = because.strip() if answers else ""
    saved(challenge, Section.QUESTIONS, by=by)


def save_declaring(challenge: Challenge, *, asked: bool, by: Actor) -> None:
    """Whether suppliers declare exclusion grounds and subsidies with their proposals."""
    writable(challenge, by=by)
    challenge.asks_declarations = asked
    saved(challenge, Section.QUESTIONS, by=by)


def remove_question(question: Question, *, by: Actor) -> None:
    challenge = question.challenge
    writable(challenge, by=by)
    db.session.delete(question)
    saved(challenge, Section.QUESTIONS, by=by)


def move_question_up(question: Question, *, by: Actor) -> None:
    """Change places with the question before it; the first one stays where it is."""
    writable(question.challenge, by=by)
    before = queries.question_before(question)
    if before is not None:
        before.number, question.number = question.number, before.number
    saved(question.challenge, Section.QUESTIONS, by=by)


def _check_criterion(words: CriterionWords, *, score_max: int) -> None:
    if words.threshold is not None and words.threshold > score_max:
        raise Refused(
            _l("The lowest score that passes is above the highest score, which is %(highest)s.", highest=score_max),
            field="threshold",
        )


def _write_criterion(criterion: Criterion, words: CriterionWords, *, score_max: int) -> None:
    criterion.title, criterion.guidance = words.title, words.guidance
    criterion.weight, criterion.threshold = words.weight, words.threshold
    criterion.price_formula = words.price_formula
    by_score = {anchor.score: anchor for anchor in criterion.anchors}
    for score, text in enumerate(words.anchors[: score_max + 1]):
        if score in by_score:
            by_score[score].words = text
        else:
            criterion.anchors.append(Anchor(id=new_id(), score=score, words=text))


def _write_question(question: Question, words: QuestionWords) -> None:
    question.words, question.help, question.kind = words.words, words.help, words.kind
    question.word_limit = words.word_limit if words.kind is AnswerKind.LONG_TEXT else None
    question.required, question.criterion_id = words.required, words.criterion_id
    question.identifies_bidder, question.public = words.identifies_bidder, words.public
    question.options = list(words.options) if words.kind in CHOSEN else []
    question.vat_included = words.vat_included if words.kind in PRICED else None
    _keep_eligible(question)


def _check_options(words: QuestionWords) -> None:
    if words.kind not in CHOSEN:
        return
    if len(set(words.options)) != len(words.options):
        raise Refused(_l("Two choices are the same."), field=words.kind.value)
    if not 2 <= len(words.options) <= OPTIONS_AT_MOST:
        raise Refused(
            _l("Give from 2 to %(limit)s choices, each on a line of its own.", limit=OPTIONS_AT_MOST),
            field=words.kind.value,
        )
    if any(len(option) > OPTION_LENGTH for option in words.options):
        raise Refused(
            _l("Use %(limit)s characters or fewer for a choice.", limit=OPTION_LENGTH), field=words.kind.value
        )


def _keep_eligible(question: Question) -> None:
    """What decides who can apply goes with the choices: those that are no more decide nothing."""
    question.eligible_answers = [
        answer for answer in question.eligible_answers or () if question.can_decide and answer in question.choices
    ]
    if not question.eligible_answers:
        question.ineligible_because = ""
