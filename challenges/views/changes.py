"""What is different, in words: between two rounds of approval, and before and after an amendment."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from challenges.differences import Piece, between, shortened
from challenges.models.approval import Amendment
from challenges.models.challenge import Challenge
from challenges.queries.snapshot import Line, changes_between
from challenges.queries.texts import name_of, texts_of
from challenges.states.builder import FIELD_LABELS, LINE_LABELS, Section
from challenges.states.challenge import AnswerKind, PartnerKind, PartnerState, PriceFormula, SecondRound
from challenges.states.theme import Theme
from core import formats
from core.workflow import LabelledState

CHOICES: Final[dict[str, type[LabelledState]]] = {
    "question_kind": AnswerKind,
    "theme": Theme,
    "criterion_price_formula": PriceFormula,
    "second_round": SecondRound,
    "partner_kind": PartnerKind,
    "partner_state": PartnerState,
}
# What stands in these is one thing: half of it removed and half of it added would not be read.
WHOLE: Final = ("_at", "_on", "_kind", "_id", "_included", "weight", "amount", "required")


@dataclass(frozen=True)
class Change:
    """Something that is different: what it is, and the words of it."""

    label: str
    pieces: list[Piece]


def changes_of(amendment: Amendment, challenge: Challenge) -> list[Change]:
    """What an amendment changed. `challenge` is whole."""
    labels = {text.key: text.label for text in texts_of(challenge)} | FIELD_LABELS
    return [
        _change(_label(change, labels), change["field"], change["before"], change["after"])
        for change in amendment.changes
    ]


def compared(before: Mapping[str, list[Line]], after: Mapping[str, list[Line]]) -> dict[Section, list[Change]]:
    """What is different between what was sent for approval then and now, by section."""
    return {
        section: [_change(_line_label(line.field, line.of), line.field, line.before, line.after) for line in lines]
        for section, lines in changes_between(before, after).items()
    }


def lines_in_words(lines: Sequence[Line]) -> list[dict[str, str]]:
    """A section of a snapshot as a summary list takes it; what is empty is left out."""
    return [
        {"key": _line_label(line["field"], line["of"]), "value": told(line["field"], line["text"])}
        for line in lines
        if line["text"]
    ]


def in_words(value: Any) -> str:
    """A stored value as people read it."""
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    if isinstance(value, dt.datetime):
        return formats.datetime_long(value)
    if isinstance(value, dt.date):
        return formats.date_long(value)
    if isinstance(value, list):
        return ", ".join(map(in_words, value))
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(getattr(value, "label", value))


def told(field: str, text: str) -> str:
    """Amendments and snapshots keep everything as text: times and dates as ISO 8601, choices by their value."""
    if not text:
        return ""
    if field.endswith("_at"):
        return in_words(dt.datetime.fromisoformat(text))
    if field.endswith("_on"):
        return in_words(dt.date.fromisoformat(text))
    if field in CHOICES:
        return in_words(next((choice for choice in CHOICES[field] if choice.value == text), text))
    return in_words(text == "True") if text in ("True", "False") else text


def _change(label: str, field: str, before: str, after: str) -> Change:
    pieces = between(told(field, before), told(field, after), whole=field.endswith(WHOLE))
    return Change(label, shortened(pieces))


def _label(change: Mapping[str, str], labels: Mapping[str, Any]) -> str:
    label = str(labels.get(change["field"], _("Text")))
    language = change.get("language")
    return f"{label} ({name_of(language)})" if language else label


def _line_label(field: str, of: str) -> str:
    if field == "translation":
        return of
    label = str(FIELD_LABELS.get(field) or LINE_LABELS.get(field) or _l("Other"))
    return f"{of}: {label}" if of else label
