"""The form of one answer: for each kind of question its control, and the way between what that holds and what is kept.

A draft is saved as it is: what is too long, no number or no date is kept as it was typed, and what is wrong with it
is said beside it (`submissions.kinds`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from challenges.models import Question
from challenges.queries.texts import Reading, Said
from challenges.states import AnswerKind
from challenges.states.challenge import NO, YES
from core.fields import (
    BooleanField,
    CheckboxesField,
    DateField,
    HiddenField,
    RadioField,
    RowForm,
    RowsField,
    StringField,
    SubmitField,
    TextAreaField,
    TownlabForm,
    joined,
    marked,
)
from core.fields.base import Params, tidy, typeable
from core.fields.numbers import parse_number, uses_decimal_comma, written
from submissions.kinds import COSTS_ROWS_AT_MOST, SIGNS, Cost, amount_in, date_in, read_costs, write_costs
from submissions.services.checking import CHARACTERS_LIMIT

ALWAYS = {"data-autosave-always": ""}
# Only what changed in a long text is sent: `submissions.delta` reads it.
IN_PARTS = {"attributes": {"data-autosave-delta": ""}}
LINE_LIMIT = 500


class DraftAreaField(TextAreaField):
    """Counts words, and takes too many."""

    def check(self) -> None:
        limit, self.max_words = self.max_words, None
        try:
            super().check()
        finally:
            self.max_words = limit


class DraftNumberField(StringField):
    """A number as it is kept, with a point; or else what was typed."""

    def __init__(self, label: str = "", *, currency: str = "", **kwargs: Any) -> None:
        super().__init__(label, max_length=LINE_LIMIT, width="width-10", **kwargs)
        self.currency = currency

    def cleaned(self, text: str) -> str:
        line = super().cleaned(text)
        if any(sign in line for code, sign in SIGNS.items() if code != self.currency):
            return line
        try:
            number = parse_number(line, decimal_comma=uses_decimal_comma())
        except (ValueError, InvalidOperation):
            return line
        plain = f"{number.normalize():f}"
        return plain if amount_in(plain) is not None else line

    def typed(self) -> str:
        if self.raw_data:
            return typeable(self.raw_data[0])
        kept = str(self.data or "")
        is_plain = kept.removeprefix("-").replace(".", "", 1).isdecimal() and amount_in(kept) is not None
        return written(Decimal(kept), decimal_comma=uses_decimal_comma()) if is_plain else kept

    def component_params(self) -> Params:
        params = super().component_params() | {"inputmode": "decimal", "spellcheck": False}
        sign = SIGNS.get(self.currency, self.currency)
        return params | ({"prefix": {"text": sign}} if sign else {})


class DraftDateField(DateField):
    """A date that does not exist stays as it was typed."""

    def process_data(self, value: Any) -> None:
        self.data = date_in(value or "")
        if value and self.data is None:
            self.typed = dict(zip(self.parts(), [*value.split("/"), "", "", ""], strict=False))

    def read_typed(self) -> None:
        try:
            super().read_typed()
        except ValueError:
            self.data = None

    @property
    def kept(self) -> str:
        if self.data is not None:
            return str(self.data.isoformat())
        return "/".join(part.replace("/", "")[:20] for part in self.typed.values()) if any(self.typed.values()) else ""


class AnswerForm(TownlabForm):
    """Made by `answer_form`, which sets `control` and `read`."""

    control: "Control"
    read: Reading

    @property
    def kept(self) -> str:
        """The answer as it is kept."""
        return self.control.kept(self.words)


@dataclass(frozen=True)
class Control:
    """`field(question, currency, read)` is the control, not yet bound; `data(words)` what it shows of a kept answer;
    `kept(field)` the answer as it is kept."""

    field: Callable[[Question, str, Reading], Any]
    data: Callable[[str], Any] = str
    kept: Callable[[Any], str] = lambda field: str(field.data or "")


def answer_form(question: Question, currency: str, read: Reading) -> type[AnswerForm]:
    """The form for answers to this question, asked as `read` says; what is chosen is kept as it was written."""
    control = CONTROLS[question.kind]
    fields = {
        "control": control,
        "read": read,
        "words": control.field(question, currency, read),
        "confidential": BooleanField(
            _l("This answer is confidential"),
            hint=_l("The council sees it, and asks you before it shows it to anybody who asks for it by law."),
        ),
        "because": StringField(_l("Why is it confidential?"), max_length=240, optional_mark=False),
        "version": HiddenField(render_kw=ALWAYS),
        "submit": SubmitField(_l("Save")),
    }
    return type("AnswerForm", (AnswerForm,), fields)


def vat_words(question: Any) -> str:
    """What an amount is to hold; nothing where that was not said."""
    if question.vat_included is None:
        return ""
    return str(_("Give amounts with VAT.") if question.vat_included else _("Give amounts without VAT."))


def _asked(question: Question, read: Reading, *more: str) -> dict[str, Any]:
    return {
        "label": _in_its_language(read(question, "words")),
        "hint": _hint(question, read, *more),
        "optional_mark": False,
    }


def _hint(question: Question, read: Reading, *more: str) -> str:
    return joined(_in_its_language(read(question, "help")), *more, original(question, read))


def original(question: Question, read: Reading) -> str:
    """The words that count, where the question was changed after it was translated."""
    if not read(question, "words").is_older and not read(question, "help").is_older:
        return ""
    told = _("This question was changed after it was translated. What the original says counts:")
    return joined(told, marked(f"{question.words} {question.help}".strip(), read.challenge.main_language))


def _in_its_language(said: Said) -> str:
    return marked(said.words, said.lang) if said.words else ""


def _choices(question: Question, read: Reading) -> list[tuple[str, str]]:
    return [(choice, _in_its_language(read.option(question, choice))) for choice in question.choices]


def _line(question: Question, _currency: str, read: Reading) -> Any:
    return StringField(max_length=LINE_LIMIT, **_asked(question, read))


def _area(question: Question, _currency: str, read: Reading) -> Any:
    return DraftAreaField(
        max_length=CHARACTERS_LIMIT, max_words=question.word_limit, rows=12, params=IN_PARTS, **_asked(question, read)
    )


def _number(question: Question, _currency: str, read: Reading) -> Any:
    return DraftNumberField(**_asked(question, read))


def _money(question: Question, currency: str, read: Reading) -> Any:
    return DraftNumberField(currency=currency, **_asked(question, read, vat_words(question)))


def _date(question: Question, _currency: str, read: Reading) -> Any:
    return DraftDateField(**_asked(question, read, "" if question.help else _("For example, 27 3 2027")))


def _one(question: Question, _currency: str, read: Reading) -> Any:
    return RadioField(choices=_choices(question, read), **_asked(question, read))


def _several(question: Question, _currency: str, read: Reading) -> Any:
    return CheckboxesField(choices=_choices(question, read), **_asked(question, read))


def _yes_or_no(question: Question, _currency: str, read: Reading) -> Any:
    return RadioField(choices=((YES, _l("Yes")), (NO, _l("No"))), inline=True, **_asked(question, read))


def _costs(question: Question, currency: str, read: Reading) -> Any:
    row = type(
        "CostForm",
        (RowForm,),
        {
            "what": StringField(_l("What is it?"), max_length=200, optional_mark=False),
            "quantity": DraftNumberField(_l("How many?"), optional_mark=False),
            "unit_price": DraftNumberField(_l("Price of one"), currency=currency, optional_mark=False),
        },
    )
    hint = _hint(question, read, vat_words(question), _("We add the rows up when you save."))
    return RowsField(
        row, _l("Costs"), hint=hint, row_label=_l("Row"), add_label=_l("Add a row"), maximum=COSTS_ROWS_AT_MOST
    )


def _rows_of(words: str) -> list[dict[str, str]]:
    return [vars(row) for row in read_costs(words).rows]


def _costs_kept(field: RowsField) -> str:
    return write_costs([Cost(**{name: tidy(value or "") for name, value in row.items()}) for row in field.data])


def _no_field(_question: Question, _currency: str, _read: Reading) -> Any:
    raise TypeError("A file has its own page.")


CONTROLS: dict[AnswerKind, Control] = {
    AnswerKind.SHORT_TEXT: Control(_line),
    AnswerKind.LONG_TEXT: Control(_area),
    AnswerKind.NUMBER: Control(_number),
    AnswerKind.MONEY: Control(_money),
    AnswerKind.DATE: Control(_date, kept=lambda field: str(field.kept)),
    AnswerKind.ONE_OF: Control(_one),
    AnswerKind.SEVERAL_OF: Control(
        _several, data=lambda words: words.split("\n") if words else [], kept=lambda field: "\n".join(field.data)
    ),
    AnswerKind.YES_NO: Control(_yes_or_no),
    AnswerKind.FILE: Control(_no_field),
    AnswerKind.COSTS: Control(_costs, data=_rows_of, kept=_costs_kept),
}
