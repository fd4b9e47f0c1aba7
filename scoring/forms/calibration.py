"""Forms of a sample proposal: for the officer who writes it, and for the assessor who scores it."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from challenges.models import Criterion
from core.fields import HiddenField, RadioField, StringField, TextAreaField, TownlabForm
from scoring.forms.assessment import REASON_LIMIT, reason_name, score_name
from scoring.models import CalibrationSample
from scoring.services.calibration import Judged, Part

WORDS_LIMIT = 8000


class SampleForm(TownlabForm):
    """An answer, a score and a reason for each criterion; put together by `sample_form`."""

    title = StringField(
        _l("A title for the sample"),
        hint=_l("Invent a proposal. It must not be like one that you received."),
        required=_l("Enter a title for the sample"),
        max_length=150,
    )

    def parts(self, criteria: Sequence[Criterion]) -> dict[uuid.UUID, Part]:
        return {
            one.id: Part(self[_words(one)].data, self[score_name(one)].data, self[reason_name(one)].data)
            for one in criteria
        }

    @property
    def seen_version(self) -> int:
        text = str(self["version"].data)
        return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


class CalibrationForm(TownlabForm):
    """A score and a reason for each criterion; put together by `calibration_form`."""

    def given(self, criteria: Sequence[Criterion]) -> dict[uuid.UUID, Judged]:
        return {one.id: Judged(self[score_name(one)].data, self[reason_name(one)].data) for one in criteria}


def sample_form(criteria: Sequence[Criterion], *, score_max: int, sample: CalibrationSample | None) -> SampleForm:
    fields: dict[str, Any] = {}
    data: dict[str, Any] = {"title": sample.title if sample else "", "version": str(sample.version if sample else 0)}
    for criterion in criteria:
        saved: Mapping[str, Any] = (sample.content if sample else {}).get(str(criterion.id), {})
        fields[_words(criterion)] = TextAreaField(
            _l("A sample answer for %(criterion)s", criterion=criterion.title),
            required=_l("Write a sample answer for %(criterion)s", criterion=criterion.title),
            max_length=WORDS_LIMIT,
            rows=6,
        )
        fields |= _judgement(
            criterion,
            score_max=score_max,
            score=_l("What it deserves for %(criterion)s", criterion=criterion.title),
            reason=_l("Why it deserves that for %(criterion)s", criterion=criterion.title),
        )
        data |= {
            _words(criterion): saved.get("words", ""),
            score_name(criterion): saved.get("score"),
            reason_name(criterion): saved.get("reason", ""),
        }
    fields["version"] = HiddenField()
    return type("SampleForm", (SampleForm,), fields)(data=data)  # type: ignore[no-any-return]


def calibration_form(criteria: Sequence[Criterion], *, score_max: int) -> CalibrationForm:
    fields: dict[str, Any] = {}
    for criterion in criteria:
        fields |= _judgement(
            criterion,
            score_max=score_max,
            score=_l("Score for %(criterion)s", criterion=criterion.title),
            reason=_l("Reason for %(criterion)s", criterion=criterion.title),
        )
    return type("CalibrationForm", (CalibrationForm,), fields)()  # type: ignore[no-any-return]


def _judgement(criterion: Criterion, *, score_max: int, score: Any, reason: Any) -> dict[str, Any]:
    anchors = {anchor.score: anchor.words for anchor in criterion.anchors}
    return {
        score_name(criterion): RadioField(
            score,
            choices=[(value, str(value)) for value in range(score_max + 1)],
            hints={value: words for value, words in anchors.items() if value <= score_max},
            coerce=int,
            small=True,
            required=_l("Choose a score for %(criterion)s", criterion=criterion.title),
        ),
        reason_name(criterion): TextAreaField(
            reason,
            required=_l("Give a reason for your score for %(criterion)s", criterion=criterion.title),
            max_length=REASON_LIMIT,
            rows=4,
        ),
    }


def _words(criterion: Criterion) -> str:
    return f"words_{criterion.number}"
