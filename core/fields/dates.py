"""Dates in three boxes, and moments: a date and a time of day in one zone."""

import datetime as dt
import re
from typing import Any, ClassVar, Final
from zoneinfo import ZoneInfo

from babel.dates import get_month_names
from flask_babel import format_date, get_locale
from flask_babel import gettext as _
from wtforms.utils import unset_value
from wtforms.validators import StopValidation

from core.fields.base import Params, TownlabField, tidy, unreadable
from core.fields.design import govuk
from core.fields.zones import Doubled, Skipped, is_doubled, moment_at

PARTS: Final = ("day", "month", "year")
# Of a time that comes twice: before the clocks go back (summer time), or after (winter time).
WHICH: Final = "which"
FIRST, SECOND = "first", "second"
_FOLDS: Final = {FIRST: 0, SECOND: 1}
_TIME: Final = re.compile(r"(\d{1,2})(?:[:.h]?([0-5]\d))?\s*([ap])?\.?m?\.?")


class DateField(TownlabField):
    """Three inputs named `<name>-day`, `-month` and `-year`. Data is a `date`. Month names are read too."""

    component: ClassVar[str] = "date-input"

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        self.typed: dict[str, str] = {}
        self.wrong: tuple[str, ...] = ()
        super().process(None, data, extra_filters)
        if formdata is not None and any(self.part_name(part) in formdata for part in self.parts()):
            self.read_parts(formdata)

    def parts(self) -> tuple[str, ...]:
        return PARTS

    def part_name(self, part: str) -> str:
        return f"{self.name}-{part}"

    def read_parts(self, formdata: Any) -> None:
        self.typed = {part: tidy(formdata.get(self.part_name(part), "")) for part in self.parts()}
        self.raw_data = list(self.typed.values())
        self.data = None
        try:
            self.read_typed()
        except ValueError as error:
            self.process_errors = [*self.process_errors, str(error)]

    def read_typed(self) -> None:
        if any(self.typed.values()):
            self.data = self.read_date()

    def read_date(self) -> dt.date:
        missing = tuple(part for part in PARTS if not self.typed[part])
        if missing:
            self.wrong = missing
            raise unreadable(self._missing(missing))
        year, month, day = self._number("year"), self._month(), self._number("day")
        if year is not None and not 1900 <= year <= 2200:
            self.wrong = ("year",)
            raise unreadable(_("The year must have 4 numbers, like 2026"))
        try:
            return dt.date(year or 0, month or 0, day or 0)
        except ValueError:
            self.wrong = PARTS
            raise unreadable(_("Enter a real date, like 27 3 2026")) from None

    def _missing(self, parts: tuple[str, ...]) -> str:
        words = {"day": _("a day"), "month": _("a month"), "year": _("a year")}
        if len(parts) == 1:
            return str(_("The date must include %(part)s", part=words[parts[0]]))
        return str(_("The date must include %(one)s and %(other)s", one=words[parts[0]], other=words[parts[-1]]))

    def _number(self, part: str) -> int | None:
        text = self.typed[part]
        return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None

    def _month(self) -> int | None:
        found = self._number("month")
        if found is not None:
            return found
        typed = self.typed["month"].casefold().rstrip(".")
        names: dict[int, str] = dict(get_month_names("wide", locale=get_locale() or "en"))
        for number, name in names.items():
            if len(typed) >= 3 and name.casefold().removeprefix("de ").removeprefix("d’").startswith(typed):
                return number
        return None

    # -- drawing -----------------------------------------------------------------------------------------------

    def shown_date(self) -> dt.date | None:
        return self.data  # type: ignore[no-any-return]

    def shown(self) -> dict[str, str]:
        """What stands in the boxes: what was typed, or the stored date."""
        stored = self.shown_date()
        if self.typed or stored is None:
            return self.typed
        return {"day": str(stored.day), "month": str(stored.month), "year": str(stored.year)}

    def component_params(self) -> Params:
        values = self.shown()
        labels = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
        return self.hint_and_error() | {
            "id": self.id,
            "fieldset": self.legend_params(),
            "items": [
                {
                    "id": f"{self.id}-{part}",
                    "name": self.part_name(part),
                    "label": str(labels[part]),
                    "value": values.get(part, ""),
                    "classes": self._classes(part),
                }
                for part in PARTS
            ],
        }

    def _classes(self, part: str) -> str:
        names = ["govuk-input--width-4" if part == "year" else "govuk-input--width-2"]
        return " ".join(names + ["govuk-input--error"] * self._is_wrong(part))

    def _is_wrong(self, part: str) -> bool:
        return bool(self.errors) and (not self.wrong or part in self.wrong)

    @property
    def error_target(self) -> str:
        return f"{self.id}-{self.wrong[0] if self.wrong else 'day'}"


class DateTimeField(DateField):
    """A date and a time of day. Data is an aware moment in UTC, after the form was validated.

    The time is read in `zone`, which a `TownlabForm` sets from its own `zone`. A deadline is one instant: a time that
    the change of the clocks skips is refused in words, and of one that comes twice the field asks which is meant.
    """

    zone: ZoneInfo = ZoneInfo("Europe/London")

    def parts(self) -> tuple[str, ...]:
        return (*PARTS, "time", WHICH)

    def read_typed(self) -> None:
        self.local: dt.datetime | None = None
        if self.is_blank():
            return
        date = self.read_date()
        if not self.typed["time"]:
            self.wrong = ("time",)
            raise unreadable(_("Enter a time, like 12:00"))
        self.local = dt.datetime.combine(date, self._time())

    def _time(self) -> dt.time:
        typed = self.typed["time"].casefold().strip()
        if typed in {"noon", "midday", "12 noon", "12noon", str(_("noon")).casefold()}:
            return dt.time(12)
        found = _TIME.fullmatch(typed)
        try:
            if found is None:
                raise ValueError(typed)
            return _time_of(int(found[1]), int(found[2] or 0), found[3], whole_hour=found[2] is None)
        except ValueError:
            self.wrong = ("time",)
            raise unreadable(_("Enter a real time, like 12:00 or 5:30pm")) from None

    def is_blank(self) -> bool:
        if not self.typed:
            return self.data is None
        return not any(text for part, text in self.typed.items() if part != WHICH)

    def check(self) -> None:
        if not self.typed or self.local is None:
            return
        try:
            self.data = moment_at(self.local, self.zone, fold=_FOLDS.get(self.typed[WHICH]))
        except Skipped as skipped:
            self.wrong = ("time",)
            raise StopValidation(
                _(
                    "%(time)s does not exist on that day: the clocks go forward. Enter %(next)s or later",
                    time=f"{self.local:%H:%M}",
                    next=f"{skipped.resumes:%H:%M}",
                )
            ) from None
        except Doubled:
            self.wrong = (WHICH,)
            raise StopValidation(
                _(
                    "%(time)s comes twice on that day: the clocks go back. Choose which of the two you mean",
                    time=f"{self.local:%H:%M}",
                )
            ) from None

    def comes_twice(self) -> bool:
        """Whether the time in the boxes does."""
        local = self.local if self.typed else self._stored()
        return local is not None and is_doubled(local, self.zone)

    # -- drawing -----------------------------------------------------------------------------------------------

    def shown_date(self) -> dt.date | None:
        return None if self.data is None else self.data.astimezone(self.zone).date()

    def shown(self) -> dict[str, str]:
        if self.typed or self.data is None:
            return self.typed
        local = self.data.astimezone(self.zone)
        return super().shown() | {"time": f"{local:%H:%M}", WHICH: SECOND if local.fold else FIRST}

    def _stored(self) -> dt.datetime | None:
        return None if self.data is None else self.data.astimezone(self.zone).replace(tzinfo=None, fold=0)

    def component_params(self) -> Params:
        time = govuk(
            "input",
            {
                "id": f"{self.id}-time",
                "name": self.part_name("time"),
                "label": {"text": _("Time"), "classes": "govuk-date-input__label"},
                "value": self.shown().get("time", ""),
                "classes": "govuk-date-input__input govuk-input--width-5"
                + (" govuk-input--error" if self._is_wrong("time") else ""),
                "autocomplete": "off",
            },
        )
        box = '<div class="govuk-date-input__item">'
        html = f"{box}{time}</div>{self._asked_which()}"
        return super().component_params() | {"formGroup": {"afterInputs": {"html": html}}}

    def _asked_which(self) -> str:
        """The choice between two moments, where the time means two."""
        if not self.comes_twice():
            return ""
        chosen = self.shown().get(WHICH, "")
        radios = str(
            govuk(
                "radios",
                {
                    "idPrefix": f"{self.id}-{WHICH}",
                    "name": self.part_name(WHICH),
                    "classes": "govuk-radios--small",
                    "fieldset": {"legend": {"text": _("This time comes twice on that day. Which do you mean?")}},
                    "items": [
                        {"value": FIRST, "text": _("The first (summer time)"), "checked": chosen == FIRST},
                        {"value": SECOND, "text": _("The second (winter time)"), "checked": chosen == SECOND},
                    ],
                },
            )
        )
        return f'<div class="tl-which">{radios}</div>'

    def hint_text(self) -> str:
        own = super().hint_text()
        return own or str(_("For example, 27 3 2026 and 12:00, in the time of %(place)s", place=self._place()))

    def _place(self) -> str:
        return self.zone.key.rpartition("/")[2].replace("_", " ")


def _time_of(hour: int, minute: int, half: str | None, *, whole_hour: bool) -> dt.time:
    """12-hour or 24-hour time. Raises `ValueError`; a bare hour such as "5" is too unclear to accept."""
    if half is None:
        if whole_hour:
            raise ValueError("only an hour")
        return dt.time(hour, minute)
    if not 1 <= hour <= 12:
        raise ValueError(f"no such hour: {hour}")
    return dt.time(hour % 12 + (12 if half == "p" else 0), minute)


def example_date(day: dt.date) -> str:
    """A date for a hint, as it would be typed: "27 3 2026"."""
    return str(format_date(day, "d M yyyy"))
