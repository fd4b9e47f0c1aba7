"""What a section of a challenge holds, and a stamp of it: whoever saves must have seen what is stored."""

import hashlib
import json
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, selectinload

from challenges.models.challenge import Challenge, Phase
from challenges.models.lot import Criterion, Lot, Question
from challenges.queries.challenge import own_challenge
from challenges.states.builder import ASSESSMENT_FIELDS, TIMELINE_FIELDS, WORDS_OF, Section
from core.access import Actor
from core.database import db

FIELDS_OF: dict[Section, tuple[str, ...]] = {
    **WORDS_OF,
    Section.PROBLEM: (*WORDS_OF[Section.PROBLEM], "theme"),
    Section.TIMELINE: TIMELINE_FIELDS,
    Section.ASSESSMENT: ASSESSMENT_FIELDS,
}


# The names in what these functions return are those of the fields of the forms, so that two versions can be compared.
def section_values(challenge: Challenge, section: Section) -> dict[str, Any]:
    """What the challenge's own row holds for a section."""
    return {name: getattr(challenge, name) for name in FIELDS_OF[section]}


def phase_values(phase: Phase, council_id: uuid.UUID) -> dict[str, Any]:
    """`phase` has its shares loaded. The lead council's own share is the one that is edited."""
    share = next((share for share in phase.shares if share.council_id == council_id), None)
    return {
        "title": phase.title,
        "awards_up_to": phase.awards_up_to,
        "amount_each": phase.amount_each,
        "pot": share.amount if share else None,
        "vat_included": share.vat_included if share else None,
        "starts_on": phase.starts_on,
        "ends_on": phase.ends_on,
        **{lot_amount_name(uuid.UUID(key)): Decimal(amount) for key, amount in phase.lot_amounts.items()},
    }


def lots_values(lots: Iterable[Lot]) -> dict[str, Any]:
    return {lot.id.hex: lot.title for lot in lots}


def criterion_names(challenge: Challenge) -> dict[uuid.UUID, str]:
    """What each criterion is called among all of them: with its lot, where there are several. Needs them loaded."""
    several = len(challenge.lots) > 1
    return {
        criterion.id: f"{lot.title}, {criterion.title}" if several else criterion.title
        for lot in challenge.lots
        for criterion in lot.criteria
    }


def asked_beside(challenge: Challenge, criterion_id: uuid.UUID | None) -> int:
    """How many questions they are asked already, at most, who would be asked one that is scored on this criterion."""
    lot_of: dict[uuid.UUID | None, uuid.UUID] = {
        criterion.id: lot.id for lot in challenge.lots for criterion in lot.criteria
    }
    counted = Counter(lot_of.get(question.criterion_id) for question in challenge.questions)
    beside = [counted[lot.id] for lot in challenge.lots if lot_of.get(criterion_id) in (None, lot.id)]
    return counted[None] + max(beside, default=0)


def lot_amount_name(lot_id: uuid.UUID) -> str:
    """The name of the field that holds what a lot gets of the money of a phase."""
    return f"lot_amount_{lot_id.hex}"


def criterion_values(criterion: Criterion) -> dict[str, Any]:
    """`criterion` has its anchors loaded."""
    return {
        "title": criterion.title,
        "guidance": criterion.guidance,
        "weight": criterion.weight,
        "threshold": criterion.threshold,
        "price_formula": criterion.price_formula,
        **{f"anchor_{anchor.score}": anchor.words for anchor in criterion.anchors},
    }


def question_values(question: Question) -> dict[str, Any]:
    return {
        "words": question.words,
        "help": question.help,
        "kind": question.kind,
        "word_limit": question.word_limit,
        "required": question.required,
        "criterion_id": question.criterion_id,
        "identifies_bidder": question.identifies_bidder,
        "public": question.public,
        "options": list(question.options),
        "vat_included": question.vat_included,
    }


def eligibility_values(question: Question) -> dict[str, Any]:
    return {"eligible": list(question.eligible_answers), "because": question.ineligible_because}


def weights_values(criteria: Iterable[Criterion]) -> dict[str, Any]:
    return {weight_name(criterion.id): criterion.weight for criterion in criteria}


def weight_name(criterion_id: uuid.UUID) -> str:
    """The name of the field that holds a criterion's weight."""
    return f"weight_{criterion_id.hex}"


def stamp(values: Mapping[str, Any]) -> str:
    """A short digest of these values; the same values give the same stamp."""
    plain = json.dumps({key: _plain(value) for key, value in values.items()}, sort_keys=True, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def own_phase(actor: Actor, slug: str, number: int) -> Phase | None:
    """A phase of a challenge of the actor's council, with challenge, its lots, and shares."""
    return db.session.scalar(
        select(Phase)
        .join(Phase.challenge)
        .join(Challenge.council)
        .where(Challenge.slug == slug, Phase.number == number, Challenge.council_id == actor.body_id)
        .options(
            contains_eager(Phase.challenge).contains_eager(Challenge.council),
            contains_eager(Phase.challenge).selectinload(Challenge.lots),
            selectinload(Phase.shares),
        )
    )


def own_criterion(actor: Actor, slug: str, criterion_id: uuid.UUID) -> Criterion | None:
    """A criterion of a challenge of the actor's council, with lot, challenge, its lots, and anchors."""
    return db.session.scalar(
        select(Criterion)
        .join(Criterion.lot)
        .join(Lot.challenge)
        .join(Challenge.council)
        .where(Challenge.slug == slug, Criterion.id == criterion_id, Challenge.council_id == actor.body_id)
        .options(
            contains_eager(Criterion.lot).contains_eager(Lot.challenge).contains_eager(Challenge.council),
            contains_eager(Criterion.lot).contains_eager(Lot.challenge).selectinload(Challenge.lots),
            selectinload(Criterion.anchors),
        )
    )


def own_question(actor: Actor, slug: str, question_id: uuid.UUID) -> Question | None:
    """A question of the form of a challenge of the actor's council, with the challenge and its lots and criteria."""
    return db.session.scalar(
        select(Question)
        .join(Question.challenge)
        .join(Challenge.council)
        .where(Challenge.slug == slug, Question.id == question_id, Challenge.council_id == actor.body_id)
        .options(
            contains_eager(Question.challenge).contains_eager(Challenge.council),
            contains_eager(Question.challenge).selectinload(Challenge.lots).selectinload(Lot.criteria),
        )
    )


def own_lot(actor: Actor, slug: str, lot_id: uuid.UUID) -> tuple[Challenge, Lot] | None:
    """A lot with its challenge, whole, of the actor's council."""
    challenge = own_challenge(actor, slug)
    lot = next((lot for lot in challenge.lots if lot.id == lot_id), None) if challenge else None
    return (challenge, lot) if challenge and lot else None


def reread_phase(phase_id: uuid.UUID) -> Phase:
    """As stored now, with its shares; for whoever holds the lock of its challenge."""
    query = select(Phase).where(Phase.id == phase_id).options(selectinload(Phase.shares))
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def reread_criterion(criterion_id: uuid.UUID) -> Criterion:
    """As stored now, with its anchors; for whoever holds the lock of its challenge."""
    query = select(Criterion).where(Criterion.id == criterion_id).options(selectinload(Criterion.anchors))
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def reread_question(question_id: uuid.UUID) -> Question:
    query = select(Question).where(Question.id == question_id)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def reread_weights(challenge_id: uuid.UUID) -> Sequence[Criterion]:
    query = select(Criterion).join(Criterion.lot).where(Lot.challenge_id == challenge_id).order_by(Criterion.id)
    return db.session.scalars(query.execution_options(populate_existing=True)).all()


def questions_on(criterion_id: uuid.UUID) -> Sequence[Question]:
    """The questions whose answers are scored on a criterion."""
    return db.session.scalars(select(Question).where(Question.criterion_id == criterion_id)).all()


def question_before(question: Question) -> Question | None:
    return db.session.scalar(
        select(Question)
        .where(Question.challenge_id == question.challenge_id, Question.number < question.number)
        .order_by(Question.number.desc())
        .limit(1)
    )
