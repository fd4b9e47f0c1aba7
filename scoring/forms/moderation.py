"""The form of a chair who closes a case."""

from flask_babel import lazy_gettext as _l

from core.fields import IntegerField, RadioField, SearchForm, SelectField, TextAreaField, TownlabForm
from scoring.states import CaseState

WORDS_LIMIT = 4000


class CaseSearchForm(SearchForm):
    state = SelectField(_l("State"), choices=CaseState, blank=_l("Any"))


class CloseCaseForm(TownlabForm):
    how = RadioField(
        _l("What did the panel agree on?"),
        choices=[
            ("consensus", _l("One score for this criterion")),
            ("mean", _l("The scores stay as they are, and their mean counts")),
        ],
        required=_l("Choose what the panel agreed on"),
        conditional={"consensus": "score"},
    )
    score = IntegerField(_l("The score that the panel agreed on"), required=_l("Enter the score"), width="width-3")
    reason = TextAreaField(
        _l("Why?"),
        hint=_l("Kept with the decision. It may become part of the feedback to the bidder."),
        required=_l("Enter why the panel settled it like this"),
        max_length=WORDS_LIMIT,
        rows=5,
    )
