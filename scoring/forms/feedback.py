"""The form of an officer who edits an assessment summary."""

import uuid
from typing import Any

from flask_babel import lazy_gettext as _l

from core.fields import HiddenField, SearchField, SearchForm, SelectField, TextAreaField, TownlabForm
from scoring.models import AssessmentSummary
from scoring.services.feedback import Words
from scoring.states import SummaryFilter

WORDS_LIMIT = 8000


class SummarySearchForm(SearchForm):
    words = SearchField(_l("Search"), hint=_l("Reference or bidder"))
    state = SelectField(_l("State"), choices=SummaryFilter, blank=_l("Any"))


class SummaryForm(TownlabForm):
    """Two texts for each criterion; put together by `summary_form`."""

    def words(self, summary: AssessmentSummary) -> dict[uuid.UUID, Words]:
        ids = [uuid.UUID(entry["criterion_id"]) for entry in summary.content["criteria"]]
        return {one: Words(self[f"words_{one.hex}"].data, self[f"better_{one.hex}"].data) for one in ids}


def summary_form(summary: AssessmentSummary) -> SummaryForm:
    fields: dict[str, Any] = {}
    for entry in summary.content["criteria"]:
        one = uuid.UUID(entry["criterion_id"]).hex
        fields[f"words_{one}"] = TextAreaField(
            _l("Why this score for “%(title)s”", title=entry["title"]),
            default=entry["words"],
            required=_l("Write about “%(title)s”", title=entry["title"]),
            max_length=WORDS_LIMIT,
            rows=6,
        )
        fields[f"better_{one}"] = TextAreaField(
            _l("What a better answer to “%(title)s” would have had", title=entry["title"]),
            default=entry["better"],
            required=_l("Write what a better answer to “%(title)s” would have had", title=entry["title"]),
            max_length=WORDS_LIMIT,
            rows=4,
        )
    fields["version"] = HiddenField(default=str(summary.version))
    return type("SummaryForm", (SummaryForm,), fields)()  # type: ignore[no-any-return]
