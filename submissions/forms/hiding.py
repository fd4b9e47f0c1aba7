"""What an officer hides in a proposal. What was found, and the files, are known when the page is made."""

import uuid

from flask_babel import lazy_gettext as _l

from core.fields import CheckboxesField, SubmitField, TextAreaField, TownlabForm


class HidingForm(TownlabForm):
    found = CheckboxesField(
        _l("These words could tell who proposes. Which of them do you hide?"), choices=(), optional_mark=False
    )
    words = TextAreaField(
        _l("Other words to hide"),
        hint=_l("Write them as they stand in the proposal, each on a line of its own."),
        max_length=4000,
        rows=4,
    )
    files = CheckboxesField(
        _l("Which files tell who proposes?"),
        hint=_l("Assessors are not offered these at all."),
        choices=(),
        coerce=uuid.UUID,
        optional_mark=False,
    )
    submit = SubmitField(_l("Hide"))

    @property
    def phrases(self) -> list[str]:
        """A question without anything to choose from is not asked."""
        chosen: list[str] = self.found.data if "found" in self else []
        return [*(chosen or []), *(self.words.data or "").splitlines()]

    @property
    def file_ids(self) -> list[uuid.UUID]:
        return (self.files.data or []) if "files" in self else []
