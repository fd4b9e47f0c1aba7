"""The kinds of answers, one row for each in `KINDS`: what is wrong with one, and how it reads.

Every answer is kept as text (docs/receipts.md has the forms), so that a draft holds whatever was typed, and the
canonical form of a receipt holds every kind:

- text, a number, an amount of money: the words; numbers with a point and without separators of thousands
- a date: `2027-03-27`; one that is no date as its parts were typed, `31/2/2027`
- one of several choices: its words; any of several: one on each line; yes or no: `yes`, `no`
- a table of costs: JSON in canonical form, `{"rows":[{"quantity":"2","unit_price":"1250.5","what":"Sensors"}]}`

How each is asked stands in `submissions.forms.answers`, which has a row for each kind too.
"""

import datetime as dt
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any, Protocol

from flask_babel import lazy_gettext as _l

from challenges.states import AnswerKind
from challenges.states.challenge import NO, YES
from core import formats
from core.text import words_in

COSTS_ROWS_AT_MOST = 50
SIGNS = {"GBP": "£", "EUR": "€", "USD": "$"}
_LARGEST = Decimal(10) ** 12
_CENT = Decimal("0.01")
_SPACES = " \u00a0\u202f"


class Asked(Protocol):
    """The question that an answer belongs to."""

    @property
    def word_limit(self) -> int | None: ...

    @property
    def choices(self) -> list[str]: ...

    @property
    def sets_price(self) -> bool: ...


@dataclass(frozen=True)
class Kind:
    """`problem(question, words, currency)` says in words what stands in the way of an answer that is not empty, or
    None; `reads(words, currency)` is the answer as plain text for people."""

    problem: Callable[[Asked, str, str], Any]
    reads: Callable[[str, str], str]


@dataclass(frozen=True)
class Cost:
    """A row of a table of costs, as it was typed."""

    what: str = ""
    quantity: str = ""
    unit_price: str = ""

    @property
    def amount(self) -> Decimal | None:
        """Quantity times price, to the penny, halves up; None when one of them cannot be read."""
        quantity, price = amount_in(self.quantity), amount_in(self.unit_price)
        return None if quantity is None or price is None else (quantity * price).quantize(_CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Costs:
    """The sum is never kept: it is what the rows give."""

    rows: tuple[Cost, ...] = ()

    @property
    def total(self) -> Decimal | None:
        """None while a row cannot be read."""
        amounts = [row.amount for row in self.rows]
        return None if None in amounts else sum((amount for amount in amounts if amount is not None), Decimal(0))


def write_costs(rows: Sequence[Cost]) -> str:
    """Nothing for no rows."""
    kept = {"rows": [asdict(row) for row in rows]}
    return json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False) if rows else ""


def read_costs(words: str) -> Costs:
    """No rows in what is not such a table."""
    try:
        return Costs(
            tuple(Cost(**{name: str(value) for name, value in row.items()}) for row in json.loads(words)["rows"])
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return Costs()


def amount_in(words: str) -> Decimal | None:
    """The number in "£12,500.50" or "12500"; None when there is none to be read without guessing."""
    plain = words.strip()
    for sign in (*SIGNS.values(), *_SPACES):
        plain = plain.replace(sign, "")
    try:
        number = Decimal(plain.replace(",", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < _LARGEST else None


def price_in(kind: AnswerKind, words: str) -> Decimal | None:
    """The amount that an answer about money comes to."""
    return read_costs(words).total if kind is AnswerKind.COSTS else amount_in(words)


def date_in(words: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(words)
    except ValueError:
        return None


def shown(words: str, kind: AnswerKind, currency: str) -> str:
    """An answer of any kind as plain text."""
    return KINDS[kind].reads(words, currency) if words else ""


# --- what is wrong -----------------------------------------------------------------------------------------------


def _too_long(asked: Asked, words: str, _currency: str) -> Any:
    count = words_in(words)
    if asked.word_limit and count > asked.word_limit:
        return _l("This has %(count)s words. Shorten it to %(limit)s.", count=count, limit=asked.word_limit)
    return None


def _no_number(_asked: Asked, words: str, _currency: str) -> Any:
    return _l("Enter a number, like 12,500") if amount_in(words) is None else None


def _no_amount(asked: Asked, words: str, currency: str) -> Any:
    amount = amount_in(words)
    if amount is None:
        return _l("Enter a number, like 12,500")
    if any(sign in words for code, sign in SIGNS.items() if currency and code != currency):
        return _l("Enter the amount in %(currency)s", currency=SIGNS.get(currency, currency))
    return _bad_amount(amount) or _no_price(asked, amount)


def _bad_amount(amount: Decimal) -> Any:
    if amount < 0:
        return _l("Enter 0 or more")
    if amount != amount.quantize(_CENT):
        return _l("Use 2 decimal places or fewer")
    return None


def _no_price(asked: Asked, amount: Decimal) -> Any:
    """A price of nothing would leave no price to compare the others with."""
    return _l("Enter a price above 0: it is compared with other prices") if asked.sets_price and not amount else None


def _no_date(_asked: Asked, words: str, _currency: str) -> Any:
    return _l("Enter a real date, like 27 3 2026") if date_in(words) is None else None


def _not_offered(asked: Asked, words: str, _currency: str) -> Any:
    chosen = words.split("\n")
    return None if set(chosen) <= set(asked.choices) else _l("Choose an option from the list")


def _no_costs(asked: Asked, words: str, currency: str) -> Any:
    costs = read_costs(words)
    if not costs.rows:
        return _l("Add at least one row")
    for number, row in enumerate(costs.rows, start=1):
        if problem := _bad_row(row, currency):
            return _l("Row %(number)s: %(problem)s", number=number, problem=problem)
    total = costs.total
    if total is None or total >= _LARGEST:
        return _l("The total is too large")
    return _no_price(asked, total)


def _bad_row(row: Cost, currency: str) -> Any:
    quantity = amount_in(row.quantity)
    if not row.what:
        return _l("say what it is")
    if quantity is None or quantity <= 0:
        return _l("enter how many, like 2")
    price = amount_in(row.unit_price)
    foreign = any(sign in row.unit_price for code, sign in SIGNS.items() if currency and code != currency)
    if price is None or foreign or _bad_amount(price):
        return _l("enter the price of one, like 1,250")
    return None


# --- how it reads ------------------------------------------------------------------------------------------------


def _as_written(words: str, _currency: str) -> str:
    return words


def _as_number(words: str, _currency: str) -> str:
    amount = amount_in(words) if words[:1].isdecimal() else None
    return words if amount is None else formats.number(amount)


def _as_money(words: str, currency: str) -> str:
    """What has a sign stays as written."""
    amount = amount_in(words) if words[:1].isdecimal() else None
    return words if amount is None else formats.money(amount, currency)


def _as_date(words: str, _currency: str) -> str:
    day = date_in(words)
    return words if day is None else formats.date_long(day)


def _as_yes_or_no(words: str, _currency: str) -> str:
    return str({YES: _l("Yes"), NO: _l("No")}.get(words, words))


def _as_lines(words: str, currency: str) -> str:
    costs = read_costs(words)
    lines = [
        f"{row.what}: {_as_number(row.quantity, currency)} × {_as_money(row.unit_price, currency)}"
        for row in costs.rows
    ]
    if costs.total is not None:
        lines.append(str(_l("Total: %(amount)s", amount=formats.money(costs.total, currency))))
    return "\n".join(lines)


def _no_words(_asked: Asked, _words: str, _currency: str) -> Any:
    """A file is looked at when it is added."""
    return None


KINDS: dict[AnswerKind, Kind] = {
    AnswerKind.SHORT_TEXT: Kind(_too_long, _as_written),
    AnswerKind.LONG_TEXT: Kind(_too_long, _as_written),
    AnswerKind.NUMBER: Kind(_no_number, _as_number),
    AnswerKind.MONEY: Kind(_no_amount, _as_money),
    AnswerKind.DATE: Kind(_no_date, _as_date),
    AnswerKind.ONE_OF: Kind(_not_offered, _as_written),
    AnswerKind.SEVERAL_OF: Kind(_not_offered, _as_written),
    AnswerKind.YES_NO: Kind(_not_offered, _as_yes_or_no),
    AnswerKind.FILE: Kind(_no_words, _as_written),
    AnswerKind.COSTS: Kind(_no_costs, _as_lines),
}
