"""Changing what the public already knows."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from challenges.forms.challenge import LONG, SectionForm
from challenges.queries.texts import name_of
from challenges.services.drafting import TITLE_LIMIT
from challenges.states.builder import FIELD_LABELS
from core.fields import DateField, DateTimeField, EmailField, StringField, SubmitField, TextAreaField, TownlabForm

_SHORT = {"title": TITLE_LIMIT, "contact_name": 120, "contact_phone": 40}


class AmendmentForm(SectionForm):
    save = SubmitField(_l("Publish the amendment"))


def amendment_reason() -> Any:
    return TextAreaField(
        _l("Why do you change it?"),
        hint=_l("Everybody can read it, and whoever follows the challenge gets it by email."),
        rows=4,
        max_length=2000,
        required=_l("Say why you change it"),
    )


def amendment_form(names: Sequence[str], translated: Mapping[str, Sequence[str]]) -> type[AmendmentForm]:
    """A form for what an amendment may change now, each text with its translations: `translated` has, by the name of
    the text, the codes of their languages."""
    fields = {}
    for name in names:
        fields[name] = _field(name)
        for code in translated.get(name, ()):
            fields[translation_name(name, code)] = _field(name, code)
    return type("AmendmentOfForm", (AmendmentForm,), {**fields, "reason": amendment_reason()})


def translation_name(name: str, code: str) -> str:
    """The name of the question for the translation of a text."""
    return f"{name}_{code}"


def _field(name: str, code: str = "") -> Any:
    label = f"{FIELD_LABELS[name]} ({name_of(code)})" if code else FIELD_LABELS[name]
    if name == "decision_expected_on":
        return DateField(label, required=_l("Enter when you will decide"))
    if name == "contact_email":
        return EmailField(label, autocomplete="off", required=_l("Enter an email address"))
    if name in _SHORT:
        return StringField(label, max_length=_SHORT[name], required=_l("Fill this in: it cannot be emptied"))
    required = "" if name in ("evidence", "intellectual_property") else _l("Fill this in: it cannot be emptied")
    return TextAreaField(label, rows=8, max_length=LONG, required=required)


class ExtensionForm(TownlabForm):
    closes_at = DateTimeField(_l("New deadline"), required=_l("Enter the new deadline"))
    reason = TextAreaField(
        _l("Why do you extend it?"),
        hint=_l("Everybody can read it, and whoever follows the challenge gets it by email."),
        rows=4,
        max_length=2000,
        required=_l("Say why you extend it"),
    )
    save = SubmitField(_l("Extend the deadline for everybody"))
