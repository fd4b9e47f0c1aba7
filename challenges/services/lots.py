"""Dividing a draft into lots. A lot begins with what the first one has; what is scored on its criteria is its own."""

import uuid
from collections.abc import Sequence
from typing import Any, TypeVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from challenges.models.challenge import Challenge
from challenges.models.lot import Anchor, Criterion, Lot, Question
from challenges.queries.builder import lots_values, stamp
from challenges.queries.challenge import whole_challenge_by_id
from challenges.queries.texts import led_to
from challenges.queries.translation import translations_of
from challenges.services.drafting import TITLE_LIMIT
from challenges.services.saving import only_unchanged, saved, writable
from challenges.states.builder import LOTS_AT_MOST, Section
from core import clock
from core.access import Actor
from core.database import Model, db, new_id
from core.errors import Refused

Row = TypeVar("Row", bound=Model)


def add_lot(challenge: Challenge, *, title: str, first_title: str = "", seen: str, by: Actor) -> Lot:
    """A lot with copies of the criteria of the first, of the questions scored on them, and of their translations.

    `first_title` names the first lot, where it was the whole challenge until now. `seen` is the stamp of the lots that
    the page showed: the second of two clicks finds the lot of the first. Raises `Refused`, naming the field.
    """
    whole = _stored(challenge, by=by)
    title, lots = _tidy(title), whole.lots
    there = next((lot for lot in lots if lot.title.casefold() == title.casefold()), None)
    if there is not None and len(lots) > 1 and stamp(lots_values(lots)) != seen:
        return there
    if len(lots) >= LOTS_AT_MOST:
        raise Refused(_l("A challenge can have at most %(limit)s lots.", limit=LOTS_AT_MOST), field="title")
    taken = [_tidy(first_title)] if len(lots) == 1 else [lot.title for lot in lots]
    if len(lots) == 1:
        _must_be_free(taken[0], [], whole, field="first_title")
    _must_be_free(title, taken, whole, field="title")
    lots[0].title = taken[0]
    lot = Lot(id=new_id(), challenge_id=whole.id, number=len(lots) + 1, title=title, criteria=[])
    lots.append(lot)
    _copy(whole, lots[0], lot)
    saved(whole, Section.CRITERIA, by=by, lot_id=lot.id)
    return lot


def name_lot(challenge: Challenge, lot: Lot, *, title: str, seen: str, by: Actor) -> None:
    """`seen` is the stamp of the lots that the page showed."""
    whole = _stored(challenge, by=by)
    only_unchanged(lots_values(whole.lots), seen)
    if len(whole.lots) == 1:
        raise Refused(_l("As long as there is one lot, it goes by the title of the challenge."), field="title")
    _must_be_free(_tidy(title), [each.title for each in whole.lots if each.id != lot.id], whole, field="title")
    lot.title = _tidy(title)
    saved(whole, Section.CRITERIA, by=by, lot_id=lot.id)


def remove_lot(challenge: Challenge, lot: Lot, *, by: Actor) -> None:
    """With its criteria, the questions scored on them, and its part of the money. The last one stays, and goes by the
    title of the challenge."""
    whole = _stored(challenge, by=by)
    left = [each for each in whole.lots if each.id != lot.id]
    if not left:
        raise Refused(_l("A challenge has at least one lot."))
    gone = [criterion.id for criterion in lot.criteria]
    whole.tie_break = [key for key in whole.tie_break if uuid.UUID(key) not in gone]
    for phase in whole.phases:
        amounts = {key: amount for key, amount in phase.lot_amounts.items() if key != str(lot.id)}
        phase.lot_amounts = amounts if len(left) > 1 else {}
    db.session.flush()
    db.session.execute(delete(Question).where(Question.criterion_id.in_(gone)))
    db.session.execute(delete(Anchor).where(Anchor.criterion_id.in_(gone)))
    db.session.execute(delete(Criterion).where(Criterion.id.in_(gone)))
    db.session.execute(delete(Lot).where(Lot.id == lot.id))
    db.session.expire_all()
    _number(challenge.id, only_title=whole.title)
    saved(whole, Section.CRITERIA, by=by, lot_id=lot.id)


def _stored(challenge: Challenge, *, by: Actor) -> Challenge:
    """The whole draft as it is now, locked."""
    writable(challenge, by=by)
    return whole_challenge_by_id(challenge.id) or challenge


def _number(challenge_id: uuid.UUID, *, only_title: str) -> None:
    """From 1 on, without gaps, each in a statement of its own: a number is never there twice."""
    lots = db.session.scalars(select(Lot).where(Lot.challenge_id == challenge_id).order_by(Lot.number)).all()
    for place, lot in enumerate(lots, start=1):
        lot.number = place
        db.session.flush()
    if len(lots) == 1:
        lots[0].title = only_title


def _tidy(title: str) -> str:
    return " ".join(title.split())


def _must_be_free(title: str, taken: Sequence[str], challenge: Challenge, *, field: str) -> None:
    if not title:
        raise Refused(_l("Enter a name for the lot"), field=field)
    if len(title) > TITLE_LIMIT:
        raise Refused(_l("Use %(limit)s characters or fewer.", limit=TITLE_LIMIT), field=field)
    if title.casefold() in [each.casefold() for each in taken]:
        raise Refused(_l("Another lot has this name. Choose another name."), field=field)
    if title.casefold() == challenge.title.casefold():
        raise Refused(_l("This is the title of the challenge. Say what this lot is about."), field=field)


# -- what a lot begins with --------------------------------------------------------------------------------------------


def _copy(challenge: Challenge, first: Lot, into: Lot) -> None:
    """In the order of the form, each question that is copied stands behind its original."""
    became: dict[str, str] = {}
    criteria = {criterion.id: _criterion(criterion, into, became) for criterion in first.criteria}
    order = [uuid.UUID(key) for key in challenge.tie_break]
    copied = [str(criteria[key].id) for key in order if key in criteria]
    challenge.tie_break = [*challenge.tie_break, *copied]
    db.session.flush()
    form: list[Question] = []
    for question in challenge.questions:
        form.append(question)
        if question.criterion_id in criteria:
            copy = _alike(question, criterion_id=criteria[question.criterion_id].id)
            became[question.id.hex] = copy.id.hex
            form.append(copy)
    for number, question in enumerate(form, start=1):
        question.number = number
    db.session.add_all(form)
    _translate(challenge.id, became)


def _criterion(original: Criterion, into: Lot, became: dict[str, str]) -> Criterion:
    copy = _alike(original, lot_id=into.id)
    copy.anchors = [_alike(anchor, criterion_id=copy.id) for anchor in original.anchors]
    into.criteria.append(copy)
    became[original.id.hex] = copy.id.hex
    became |= {old.id.hex: new.id.hex for old, new in zip(original.anchors, copy.anchors, strict=True)}
    return copy


def _alike(row: Row, **changed: Any) -> Row:
    """A new row with the same columns, but for its id and what is changed."""
    columns = {column.key: getattr(row, column.key) for column in row.__table__.columns}
    return type(row)(**columns | {"id": new_id()} | changed)


def _translate(challenge_id: uuid.UUID, became: dict[str, str]) -> None:
    """The words are the same, and so are what they mean in the other languages."""
    for found in translations_of(challenge_id):
        key = led_to(found.field, became)
        if key is not None and key != found.field:
            db.session.add(_alike(found, field=key, translated_at=clock.now()))
    db.session.flush()
