"""What every field has in common: how it is asked, when it is empty, how it is drawn."""

import copy
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, Final

from flask_babel import gettext as _
from markupsafe import Markup, escape
from wtforms import Field
from wtforms.validators import StopValidation

from core.fields.design import govuk

Params = dict[str, Any]
# Characters that a keyboard does not type, and that PostgreSQL or a reader would stumble over.
_UNTYPED: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\ufeff\ud800-\udfff]")


def tidy(text: object) -> str:
    """The text without control characters and the spaces around it, with plain line ends."""
    return typeable(text).strip()


def typeable(text: object) -> str:
    """The text without control characters, with plain line ends."""
    lines = str(text).replace("\r\n", "\n").replace("\r", "\n")
    return _UNTYPED.sub("", lines)


def marked(words: object, lang: str) -> str:
    """Words to ask with that are in another language than the page; those of labels, hints and choices may be so."""
    return Markup('<span lang="{}">{}</span>').format(lang, words) if lang else str(words)


def plain(words: object) -> str:
    """Whatever is asked with as text, a lazy one looked up; what is marked stays so."""
    return words if isinstance(words, Markup) else str(words)


def joined(*words: object) -> str:
    """One after the other, those that are not empty; marked when one of them is."""
    there = [plain(each) for each in words if each]
    return (Markup(" ") if any(isinstance(each, Markup) for each in there) else " ").join(there)


def merged(base: Mapping[str, Any], more: Mapping[str, Any]) -> Params:
    """`more` laid over `base`, mapping by mapping; neither is changed."""
    result: Params = dict(base)
    for key, value in more.items():
        under = result.get(key)
        both = isinstance(under, Mapping) and isinstance(value, Mapping)
        result[key] = merged(under, value) if both else copy.copy(value)  # type: ignore[arg-type]
    return result


def _as_heading(params: Params) -> Params:
    if "fieldset" in params:
        return {"fieldset": {"legend": {"isPageHeading": True, "classes": "govuk-fieldset__legend--l"}}}
    return {"label": {"isPageHeading": True, "classes": "govuk-label--l"}}


class GovukWidget:
    """Draws a `TownlabField` by the macro of its component. `params` are laid over what the field says itself."""

    def __call__(
        self,
        field: "TownlabField",
        *,
        params: Mapping[str, Any] | None = None,
        heading: bool = False,
        **attributes: Any,
    ) -> Markup:
        """With `heading`, the question is the h1 of the page."""
        whole = merged(field.component_params(), field.params)
        if heading:
            whole = merged(whole, _as_heading(whole))
        whole = merged(whole, params or {})
        whole["attributes"] = merged(whole.get("attributes", {}), attributes)
        return govuk(field.component, whole)


class TownlabField(Field):
    """A question. `required` holds the words of the error when it is left empty; without it the label says optional.

    `required_when(form)` limits that to some cases; `params` adds to what the GOV.UK macro is given.
    """

    component: ClassVar[str] = "input"
    widget = GovukWidget()
    # Whether a field of this kind says "(optional)" of itself; a form for searching never does.
    marks_optional: ClassVar[bool] = True

    def __init__(
        self,
        label: str = "",
        *,
        hint: str = "",
        required: str = "",
        required_when: Callable[[Any], bool] | None = None,
        optional_mark: bool = True,
        validators: Iterable[Any] = (),
        params: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, list(validators), description=hint, **kwargs)
        self.required = required
        self.required_when = required_when
        self.optional_mark = optional_mark and self.marks_optional
        self.params: Params = dict(params or {})

    # -- asking ------------------------------------------------------------------------------------------------

    @property
    def question(self) -> str:
        text = plain(self.label.text)
        if self.required or not self.optional_mark:
            return text
        if isinstance(text, Markup):
            return escape(_("%(question)s (optional)")) % {"question": text}
        return str(_("%(question)s (optional)", question=text))

    def component_params(self) -> Params:
        """What the macro of the component is given."""
        found: Params = {"id": self.id, "name": self.name, "label": self.label_params()}
        return found | self.hint_and_error()

    def label_params(self) -> Params:
        return {"text": self.question, "classes": "govuk-label--s"}

    def legend_params(self) -> Params:
        return {"legend": {"text": self.question, "classes": "govuk-fieldset__legend--s"}}

    def hint_and_error(self) -> Params:
        found: Params = {}
        hint = self.hint_text()
        if hint:
            found["hint"] = {"text": hint}
        if self.errors:
            found["errorMessage"] = {"text": str(self.errors[0]), "visuallyHiddenText": _("Error")}
        return found

    def hint_text(self) -> str:
        return plain(self.description or "")

    @property
    def error_target(self) -> str:
        """The id of the control that an error is about."""
        return self.id

    # -- checking ----------------------------------------------------------------------------------------------

    def is_blank(self) -> bool:
        return self.data is None or self.data == "" or self.data == []

    def must_be_answered(self, form: Any) -> bool:
        return bool(self.required) and (self.required_when is None or self.required_when(form))

    def pre_validate(self, form: Any) -> None:
        """One error at a time: unreadable, then empty, then the field's own check, then its validators."""
        if self.process_errors:
            raise StopValidation
        if self.is_blank():
            raise StopValidation(str(self.required) if self.must_be_answered(form) else "")
        self.check()

    def leave_out(self) -> None:
        """Forget what was sent: the choice under which this was asked was not made."""
        self.data, self.raw_data, self.process_errors = None, None, []
        self.required = ""

    def check(self) -> None:
        """The field's own rule about its data. Raises `StopValidation` with the words for it."""


def unreadable(words: str) -> ValueError:
    """The error that WTForms expects of `process_formdata`."""
    return ValueError(str(words))
