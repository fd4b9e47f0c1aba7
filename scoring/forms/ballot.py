"""Forms about the public's vote. Choices of proposals come from the view."""

from flask_babel import lazy_gettext as _l

from core.fields import CheckboxesField, DateTimeField, StringField, TextAreaField, TownlabForm
from participation.services.ballot import PAPER_NUMBER_LIMIT


class SetUpVoteForm(TownlabForm):
    opens_at = DateTimeField(_l("When can people begin to vote?"), required=_l("Enter when people can begin to vote"))
    closes_at = DateTimeField(
        _l("When does the vote end?"),
        hint=_l("People need time to hear of it and to read. We suggest two weeks."),
        required=_l("Enter when the vote ends"),
    )


class CancelVoteForm(TownlabForm):
    reason = TextAreaField(
        _l("Why is it cancelled?"),
        hint=_l("Everybody can read it."),
        required=_l("Say why, in words that everybody will read"),
        max_length=2000,
        rows=4,
    )


class PaperForm(TownlabForm):
    number = StringField(
        _l("Number on the paper"),
        hint=_l("Each paper that you hand out has a number of its own, so that none counts twice."),
        required=_l("Enter the number that is printed on the paper"),
        max_length=PAPER_NUMBER_LIMIT,
        width="width-10",
    )
    marks = CheckboxesField(_l("What is chosen on it?"), required=_l("Choose at least one"))
