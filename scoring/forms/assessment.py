"""The form of an assessment: a score and its reason for every criterion."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from challenges.models import Criterion
from challenges.queries.texts import Reading
from core.fields import (
    BooleanField,
    HiddenField,
    RadioField,
    SearchField,
    SearchForm,
    SubmitField,
    TextAreaField,
    TownlabForm,
    marked,
)

REASON_LIMIT = 5000


class AssessmentForm(TownlabForm):
    """Put together by `assessment_form`. Saving a draft requires nothing; handing in requires everything."""

    version = HiddenField(render_kw={"data-autosave-always": ""})

    @property
    def seen_version(self) -> int:
        """The version that the page was made from; -1 for nonsense, which no assessment has."""
        return version_in(str(self.version.data))

    def on_scale(self, criterion: Criterion) -> bool:
        field = self[score_name(criterion)]
        return bool(field.is_offered(field.sent(field.data)))


def assessment_form(
    criteria: Sequence[Criterion],
    *,
    read: Reading,
    score_max: int,
    version: int,
    saved: Mapping[uuid.UUID, tuple[int | None, str]],
) -> AssessmentForm:
    """`saved` holds score and reason by criterion; criteria and anchors are worded as the challenge is `read`."""
    fields: dict[str, Any] = {}
    data: dict[str, Any] = {"version": str(version)}
    for criterion in criteria:
        fields |= _of_criterion(criterion, read=read, score_max=score_max)
        score, reason = saved.get(criterion.id, (None, ""))
        data |= {score_name(criterion): score, reason_name(criterion): reason}
    fields["hand_in"] = SubmitField(_l("Hand in"))
    fields["save"] = SubmitField(_l("Save and come back later"), style="secondary")
    return type("AssessmentForm", (AssessmentForm,), fields)(data=data)  # type: ignore[no-any-return]


def _of_criterion(criterion: Criterion, *, read: Reading, score_max: int) -> dict[str, Any]:
    said = {anchor.score: read(anchor, "words") for anchor in criterion.anchors}
    anchors = {score: marked(words.words, words.lang) for score, words in said.items()}
    title = read(criterion, "title").words
    return {
        score_name(criterion): RadioField(
            _l("Score for %(criterion)s", criterion=title),
            choices=[(score, str(score)) for score in range(score_max + 1)],
            hints={score: words for score, words in anchors.items() if score <= score_max},
            coerce=int,
            small=True,
            required=_l("Choose a score for %(criterion)s", criterion=title),
            required_when=lambda form: form.hand_in.data,
        ),
        reason_name(criterion): TextAreaField(
            _l("Reason for %(criterion)s", criterion=title),
            hint=_l("The bidder reads this as feedback: say what is strong, and what a better answer would have had."),
            required=_l("Give a reason for your score for %(criterion)s", criterion=title),
            required_when=lambda form: form.hand_in.data,
            max_length=REASON_LIMIT,
            rows=5,
        ),
    }


def score_name(criterion: Criterion) -> str:
    return f"score_{criterion.number}"


def reason_name(criterion: Criterion) -> str:
    return f"reason_{criterion.number}"


def version_in(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


class ReopenForm(TownlabForm):
    reason = TextAreaField(
        _l("Why is it reopened?"),
        hint=_l("The assessor gets these words."),
        required=_l("Say why it is reopened"),
        max_length=1000,
        rows=3,
    )


class AssessmentSearchForm(SearchForm):
    q = SearchField(_l("Search by challenge"))
    to_do = BooleanField(_l("Only what is to do"))
