"""The form above a public list, whose choices say how many things there are with each."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, NamedTuple

from flask import request
from flask_babel import gettext as _

from core.fields.base import tidy
from core.fields.choices import SelectField
from core.fields.forms import SearchForm
from core.finding import Count, Counts
from core.workflow import LabelledState


class Applied(NamedTuple):
    """Something that was searched or filtered for: the name of its parameter, and its words."""

    name: str
    label: str
    text: str


class FilterForm(SearchForm):
    """Its choices are offered by the view, once it is known what was found. `kinds` has the labels of their values."""

    kinds: ClassVar[Mapping[str, type[LabelledState]]] = {}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.texts: dict[str, str] = {}

    @staticmethod
    def asked(name: str) -> str:
        """What the address asks for."""
        return tidy(request.args.get(name, ""))

    @property
    def order(self) -> str:
        """The order that was asked for, if there is such a one."""
        return str(self.chosen("sort") or "")

    def offer(self, counts: Counts, *, name_of: Callable[[str], str | None]) -> None:
        """Offer what there is. `name_of` knows what is named in no enum (a council) and was found nowhere."""
        for name, found in counts.by_filter.items():
            field = self[name]
            by_value = {count.value: count for count in self._labelled(name, found)}
            if field.data and field.data not in by_value and (label := self._label(name, field.data, name_of)):
                by_value[field.data] = Count(field.data, label, 0)
            field.choices = [(count.value, f"{count.label} ({count.number:,})") for count in by_value.values()]
            if field.data in by_value:
                self.texts[name] = by_value[field.data].label
        if self.asked("words"):
            self["sort"].blank = _("Best match first")
        # It looked at itself when it did not know its choices yet.
        self.validate()

    @property
    def applied(self) -> list[Applied]:
        """What can be taken away, one by one, in the order of the form."""
        found = [
            Applied(field.short_name, str(field.label.text), self.texts.get(field.short_name, str(field.data)))
            for field in self
            if field.short_name != "sort" and field.data and not field.errors
        ]
        return [applied for applied in found if applied.name == "words" or applied.name in self.texts]

    def _labelled(self, name: str, found: Any) -> list[Count]:
        """In the order of the enum, else by name."""
        kind = self.kinds.get(name)
        if kind is None:
            return sorted(found, key=lambda count: count.label.casefold())
        numbers = {count.value: count.number for count in found}
        return [
            Count(str(member.value), str(member.label), numbers[member.value])
            for member in kind
            if member.value in numbers
        ]

    def _label(self, name: str, value: str, name_of: Callable[[str], str | None]) -> str | None:
        kind = self.kinds.get(name)
        if kind is None:
            return name_of(value)
        return next((str(member.label) for member in kind if member.value == value), None)


class FilterField(SelectField):
    """One filter; what it offers is known once the list was found."""

    def check(self) -> None:
        """Until then, nothing is wrong with it."""
        if self.choices:
            super().check()
