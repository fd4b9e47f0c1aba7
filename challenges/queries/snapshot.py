"""All that a challenge says, section by section, as plain text: kept with each round of approval, and compared."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from challenges.models.challenge import Challenge, ChallengePartner, Phase
from challenges.models.lot import Criterion, Lot, Question
from challenges.models.translation import ChallengeTranslation
from challenges.queries.builder import FIELDS_OF, criterion_names
from challenges.queries.texts import name_of, texts_of
from challenges.states.builder import Section

# What a line of a snapshot is: `key` names it among the others, `field` says what it is, `of` what it belongs to.
Line = dict[str, str]
Snapshot = dict[str, list[Line]]


@dataclass(frozen=True)
class LineChange:
    """A line that is different; the label is made of `field` and `of`."""

    field: str
    of: str
    before: str
    after: str


def snapshot_of(challenge: Challenge, translations: Sequence[ChallengeTranslation]) -> Snapshot:
    """By section, in the order of the task list. `challenge` is whole."""
    found: Snapshot = {section.value: [] for section in Section}
    for section, names in FIELDS_OF.items():
        found[section.value] += [_line(name, name, getattr(challenge, name)) for name in names if name != "tie_break"]
    found[Section.ASSESSMENT.value].append(_line("tie_break", "tie_break", _order_of_ties(challenge)))
    for partner in challenge.partners:
        found[Section.PARTNERS.value] += _partner(partner)
    for phase in challenge.phases:
        found[Section.MONEY.value] += _phase(phase, challenge)
    found[Section.QUESTIONS.value].append(_line("asks_declarations", "asks_declarations", challenge.asks_declarations))
    for question in challenge.questions:
        found[Section.QUESTIONS.value] += _question(question, challenge)
    for lot in challenge.lots:
        found[Section.CRITERIA.value] += _lot(lot, challenge)
    for text, language, words in _translated(challenge, translations):
        found[text.section.value].append(
            _line(f"{language}:{text.key}", "translation", words, of=f"{text.label} ({name_of(language)})")
        )
    return found


def changes_between(
    before: Mapping[str, list[Line]], after: Mapping[str, list[Line]]
) -> dict[Section, list[LineChange]]:
    """The sections that are different, each with its lines that are."""
    found = {}
    for section in Section:
        changes = list(_changes(before.get(section.value, []), after.get(section.value, [])))
        if changes:
            found[section] = changes
    return found


def _changes(before: Sequence[Line], after: Sequence[Line]) -> Iterator[LineChange]:
    old, new = {line["key"]: line for line in before}, {line["key"]: line for line in after}
    for key in [*new, *(key for key in old if key not in new)]:
        was, now = old.get(key, {}).get("text", ""), new.get(key, {}).get("text", "")
        if was != now:
            line = new.get(key) or old[key]
            yield LineChange(line["field"], line["of"], was, now)


def _line(key: str, field: str, value: Any, *, of: str = "") -> Line:
    return {"key": key, "field": field, "of": of, "text": _plain(value)}


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return str(getattr(value, "value", value))


def _phase(phase: Phase, challenge: Challenge) -> Iterator[Line]:
    for name in ("title", "awards_up_to", "amount_each", "starts_on", "ends_on"):
        yield _line(f"{phase.id.hex}.{name}", f"phase_{name}", getattr(phase, name), of=phase.title)
    for share in phase.shares:
        key, of = f"{phase.id.hex}.{share.council_id.hex}", f"{phase.title}, {share.council.name}"
        yield _line(f"{key}.amount", "share_amount", share.amount, of=of)
        yield _line(f"{key}.vat", "share_vat_included", share.vat_included, of=of)
    for lot in challenge.lots:
        if (amount := phase.amount_for(lot.id)) is not None:
            yield _line(f"{phase.id.hex}.{lot.id.hex}", "lot_amount", amount, of=f"{phase.title}, {lot.title}")


def _partner(partner: ChallengePartner) -> Iterator[Line]:
    for name in ("kind", "state", "lead", "share_approved_at"):
        value = getattr(partner, name)
        text = value.name if name == "lead" and value else value
        yield _line(f"{partner.id.hex}.{name}", f"partner_{name}", text, of=partner.body.name)


def _question(question: Question, challenge: Challenge) -> Iterator[Line]:
    titles = criterion_names(challenge)
    for name in _columns(Question, "id", "challenge_id"):
        value = getattr(question, name)
        if name == "criterion_id":
            value = titles.get(value)
        yield _line(f"{question.id.hex}.{name}", f"question_{name}", value, of=_short(question.words))


def _lot(lot: Lot, challenge: Challenge) -> Iterator[Line]:
    """One that is the whole challenge goes by its name, and is not told."""
    names = criterion_names(challenge)
    if len(challenge.lots) > 1:
        yield _line(f"{lot.id.hex}.title", "lot_title", lot.title)
    for criterion in lot.criteria:
        yield from _criterion(criterion, names[criterion.id])


def _criterion(criterion: Criterion, called: str) -> Iterator[Line]:
    for name in _columns(Criterion, "id", "lot_id"):
        yield _line(f"{criterion.id.hex}.{name}", f"criterion_{name}", getattr(criterion, name), of=called)
    for anchor in criterion.anchors:
        of = f"{called}, {anchor.score}"
        yield _line(f"{criterion.id.hex}.{anchor.score}", "anchor_words", anchor.words, of=of)


def _columns(model: type[Question] | type[Criterion], *left_out: str) -> list[str]:
    return [column.key for column in model.__table__.columns if column.key not in left_out]


def _order_of_ties(challenge: Challenge) -> str:
    """By lot where there are several: in each, its own criteria decide."""
    orders = []
    for lot in challenge.lots:
        titles = {str(criterion.id): criterion.title for criterion in lot.criteria}
        order = ", ".join(titles[key] for key in challenge.tie_break if key in titles)
        orders.append(f"{lot.title}: {order}" if len(challenge.lots) > 1 else order)
    return "; ".join(orders)


def _translated(challenge: Challenge, translations: Sequence[ChallengeTranslation]) -> Iterator[tuple[Any, str, str]]:
    texts = {text.key: text for text in texts_of(challenge)}
    for each in translations:
        if each.field in texts:
            yield texts[each.field], each.language, each.words


def _short(words: str, limit: int = 60) -> str:
    return words if len(words) <= limit else f"{words[:limit].rstrip()}…"
