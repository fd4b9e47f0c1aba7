"""The form of a chair who closes a case."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from challenges.models import Criterion
from core.fields import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SearchForm,
    SelectField,
    TextAreaField,
    TownlabForm,
)
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


class SettleForm(CloseCaseForm):
    """In the meeting. `seen` is what stood about the criterion when the page was made."""

    seen = HiddenField()


class AgendaSearchForm(SearchForm):
    open_only = BooleanField(_l("Only with an open case"))


class SpreadSearchForm(SearchForm):
    criterion = SelectField(_l("Criterion"), blank=_l("All"))
    order = SelectField(
        _l("Order"),
        choices=[("highest", _l("Highest mean first")), ("lowest", _l("Lowest mean first"))],
        blank=_l("Widest apart first"),
    )
    wide_only = BooleanField(_l("Only further apart than the limit"))

    def __init__(self, *, criteria: Sequence[Criterion]) -> None:
        self._criteria = [(str(one.id), one.title) for one in criteria]
        super().__init__()

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        self.criterion.choices = self._criteria
        return super().validate(*args, **kwargs)
