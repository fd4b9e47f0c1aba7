"""Fields that nobody fills in: what is sent along unseen, and the button."""

from typing import Any, ClassVar

from markupsafe import Markup
from wtforms import HiddenField as PlainHiddenField

from core.fields.base import Params, TownlabField, tidy


class HiddenField(PlainHiddenField):
    """Sent along as it stands. Not a secret, and not to be trusted."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            self.data = tidy(valuelist[0])


class SubmitField(TownlabField):
    """A button. Data is True when it was the one pressed. `style` is secondary, warning or empty."""

    component: ClassVar[str] = "button"
    marks_optional: ClassVar[bool] = False

    def __init__(self, label: str = "", *, style: str = "", **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.style = style

    def process_data(self, value: Any) -> None:  # noqa: ARG002 - a button holds nothing
        self.data = False

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = bool(valuelist)

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - nor is it checked
        return

    def component_params(self) -> Params:
        params: Params = {
            "id": self.id,
            "name": self.name,
            "value": "yes",
            "text": str(self.label.text),
            "preventDoubleClick": True,
        }
        return params | ({"classes": f"govuk-button--{self.style}"} if self.style else {})


def hidden(name: str, value: object) -> Markup:
    return Markup('<input type="hidden" name="{}" value="{}">').format(name, value)
