"""Fields that are chosen from a list. Choices are pairs (value, label), or an enum whose members have a `label`."""

import enum
from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from flask_babel import gettext as _
from markupsafe import Markup
from wtforms.validators import StopValidation

from core.fields.base import Params, TownlabField, plain, tidy

Choices = type[enum.Enum] | Iterable[tuple[Any, Any]]


class ChoiceField(TownlabField):
    """What radios, checkboxes and a select have in common.

    With an enum, data are its members. Otherwise data are what `coerce` makes of the values sent; a value that is not
    offered is an error. `choices` may be set on the bound field, before the form is validated.
    """

    def __init__(
        self,
        label: str = "",
        *,
        choices: Choices = (),
        coerce: Callable[[str], Any] = str,
        hints: Mapping[Any, str] | None = None,
        conditional: Mapping[Any, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, **kwargs)
        self.choices = choices
        self.hints = {self.sent(key): text for key, text in (hints or {}).items()}
        # The name of the field that is asked under a choice, by the choice.
        self.conditional = {self.sent(key): name for key, name in (conditional or {}).items()}
        self.inner: dict[str, Markup] = {}
        self._coerce = coerce

    @staticmethod
    def sent(value: object) -> str:
        """A value as it stands in the page."""
        return str(value.value if isinstance(value, enum.Enum) else value)

    def pairs(self) -> list[tuple[str, str]]:
        """The values as sent, and their labels."""
        if isinstance(self.choices, type):
            return [(self.sent(member), str(getattr(member, "label", member.name))) for member in self.choices]
        return [(self.sent(value), plain(label)) for value, label in self.choices]

    def read(self, text: str) -> Any:
        if isinstance(self.choices, type):
            return self.choices(type(next(iter(self.choices)).value)(text))
        return self._coerce(text)

    def is_offered(self, text: str) -> bool:
        return any(text == value for value, _label in self.pairs())

    def refuse(self) -> StopValidation:
        return StopValidation(_("Choose an option from the list"))

    def chosen(self) -> set[str]:
        return set() if self.data is None else {self.sent(self.data)}

    def items(self) -> list[Params]:
        chosen = self.chosen()
        found: list[Params] = []
        for value, label in self.pairs():
            item: Params = {"value": value, "text": label, "checked": value in chosen}
            if value in self.hints:
                item["hint"] = {"text": plain(self.hints[value])}
            if value in self.inner:
                item["conditional"] = {"html": self.inner[value]}
            found.append(item)
        return found


class _OneChoiceField(ChoiceField):
    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        if valuelist and (text := tidy(valuelist[0])):
            try:
                self.data = self.read(text)
            except (ValueError, KeyError):
                # Kept as it came, so that `check` refuses it in words.
                self.data = text

    def check(self) -> None:
        if not self.is_offered(self.sent(self.data)) or (
            isinstance(self.choices, type) and not isinstance(self.data, self.choices)
        ):
            raise self.refuse()


class RadioField(_OneChoiceField):
    """`inline` for two short choices side by side; `small` for secondary questions."""

    component: ClassVar[str] = "radios"

    def __init__(self, label: str = "", *, inline: bool = False, small: bool = False, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.inline = inline
        self.small = small

    def component_params(self) -> Params:
        params = self.hint_and_error() | {
            "name": self.name,
            "idPrefix": self.id,
            "fieldset": self.legend_params(),
            "items": self.items(),
        }
        names = ["govuk-radios--inline"] * self.inline + ["govuk-radios--small"] * self.small
        return params | ({"classes": " ".join(names)} if names else {})


class YesNoField(RadioField):
    """Data is True, False, or None when nothing was chosen."""

    def __init__(self, label: str = "", *, yes: str = "", no: str = "", **kwargs: Any) -> None:
        super().__init__(label, **({"inline": True} | kwargs))
        self.yes, self.no = yes, no

    def pairs(self) -> list[tuple[str, str]]:
        return [("yes", str(self.yes or _("Yes"))), ("no", str(self.no or _("No")))]

    @staticmethod
    def sent(value: object) -> str:
        return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)

    def read(self, text: str) -> Any:
        return {"yes": True, "no": False}[text]


class SelectField(_OneChoiceField):
    """A list too long for radios. `blank` is the words of the choice that is none."""

    component: ClassVar[str] = "select"

    def __init__(self, label: str = "", *, blank: str = "", **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.blank = blank

    def component_params(self) -> Params:
        params = super().component_params()
        items = [
            {key: value for key, value in item.items() if key != "checked"} | {"selected": item["checked"]}
            for item in self.items()
        ]
        blank = {"value": "", "text": str(self.blank or _("Choose one")), "selected": not self.chosen()}
        return params | {"items": [blank, *items]}


class CheckboxesField(ChoiceField):
    """Any number of choices. Data is a list in the order of the choices."""

    component: ClassVar[str] = "checkboxes"

    def process_data(self, value: Any) -> None:
        self.data = list(value) if value else []
        self.ticked: list[str] = []

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.ticked = [tidy(value) for value in valuelist]
        self.data = self._known()

    def pre_validate(self, form: Any) -> None:
        # The choices may have been set since the form was read.
        if self.ticked:
            self.data = self._known()
        super().pre_validate(form)

    def _known(self) -> list[Any]:
        return [self.read(value) for value, _label in self.pairs() if value in self.ticked]

    def is_blank(self) -> bool:
        return not self.data and not any(self.ticked)

    def check(self) -> None:
        if any(value and not self.is_offered(value) for value in self.ticked):
            raise self.refuse()

    def chosen(self) -> set[str]:
        return {self.sent(value) for value in self.data or []}

    def component_params(self) -> Params:
        return self.hint_and_error() | {
            "name": self.name,
            "idPrefix": self.id,
            "fieldset": self.legend_params(),
            "items": self.items(),
        }


class BooleanField(TownlabField):
    """One box to tick. `required` holds the words of the error when it must be ticked."""

    component: ClassVar[str] = "checkboxes"
    marks_optional: ClassVar[bool] = False

    def process_data(self, value: Any) -> None:
        self.data = bool(value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = bool(valuelist) and tidy(valuelist[0]) not in {"", "false", "0"}

    def is_blank(self) -> bool:
        return not self.data

    def component_params(self) -> Params:
        item: Params = {"value": "yes", "text": self.question, "checked": bool(self.data)}
        params = {"name": self.name, "idPrefix": self.id} | self.hint_and_error()
        if "hint" in params:
            item["hint"] = params.pop("hint")
        return params | {"items": [item]}
