"""The texts of one section in another language, each a question under its original."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from challenges.forms.amendment import amendment_reason
from challenges.forms.challenge import LONG, SectionForm
from challenges.queries.texts import Text
from challenges.services.drafting import TITLE_LIMIT
from challenges.states.builder import OPTION_LENGTH
from core.fields import StringField, SubmitField, TextAreaField

ROWS_SHORT, ROWS_LONG, LONG_FROM = 3, 8, 300


def field_of(key: str) -> str:
    """The name of the question for a text, fit for an id on the page."""
    return key.replace(".", "_")


def translation_form(texts: Sequence[Text], *, amends: bool) -> type[SectionForm]:
    """Nothing must be filled in: what is left empty is shown in the language it was written in."""
    fields: dict[str, Any] = {field_of(text.key): _field(text) for text in texts}
    if amends:
        fields |= {"reason": amendment_reason(), "save": SubmitField(_l("Publish the amendment"))}
    return type("TranslationForm", (SectionForm,), fields)


def _field(text: Text) -> Any:
    if not text.is_long:
        limit = OPTION_LENGTH if text.is_option else TITLE_LIMIT
        return StringField(text.label, max_length=limit, optional_mark=False)
    rows = ROWS_LONG if len(text.words) > LONG_FROM else ROWS_SHORT
    return TextAreaField(text.label, rows=rows, max_length=LONG, optional_mark=False)
