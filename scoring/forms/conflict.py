"""Forms about interests. The bidders in them are known only when the page is made."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from core.fields import (
    BooleanField,
    CheckboxesField,
    RadioField,
    SearchField,
    SearchForm,
    SubmitField,
    TextAreaField,
    TownlabForm,
)
from scoring.queries.conflict import Bidder

WORDS_LIMIT = 2000


class BidderSearchForm(SearchForm):
    q = SearchField(_l("Search by name"))


class InterestsForm(TownlabForm):
    """`conflicts` and the words under each of its choices are put together by `interests_form`.

    Where there are more bidders than fit a page, there are two buttons: `keep` for what was ticked on this page, and
    `rest` for having no conflict with anybody else. Where all fit, `none` declares in one press that there is no
    conflict at all.
    """

    @property
    def is_final(self) -> bool:
        """Whether the person has said that there is nothing more."""
        return bool(self.rest.data) if "rest" in self else True

    @property
    def has_none(self) -> bool:
        return "none" in self and bool(self.none.data)

    def validate_conflicts(self, field: CheckboxesField) -> None:
        if self.has_none and field.data:
            raise ValidationError(_l("You ticked some of them. Take the ticks away, or declare what the conflict is"))

    def conflicts_by_submission(self, bidders: Sequence[Bidder]) -> dict[uuid.UUID, str]:
        found: dict[uuid.UUID, list[str]] = {}
        for bidder in bidders:
            if bidder.key in self.conflicts.data:
                for submission_id in bidder.submission_ids:
                    found.setdefault(submission_id, []).append(self[words_name(bidder.key)].data)
        return {submission_id: "\n".join(dict.fromkeys(words)) for submission_id, words in found.items()}


def interests_form(bidders: Sequence[Bidder], *, years: int, is_part: bool = False) -> InterestsForm:
    """`years` is how long ago a tie may have ended and still counts; `is_part` says that there are more pages."""
    fields: dict[str, Any] = {
        "conflicts": CheckboxesField(
            _l("With which of them do you have a conflict of interest?"),
            hint=_l(
                "For example, you or somebody close to you works there, did in the last %(years)s years, owns a part "
                "of it, or competes with it. Tick none if there is none.",
                years=years,
            ),
            required=_l("Tick those with which you have a conflict, or say that there is no other"),
            required_when=lambda form: not form.is_final,
            choices=[(bidder.key, bidder.name) for bidder in bidders],
            coerce=uuid.UUID,
            conditional={bidder.key: words_name(bidder.key) for bidder in bidders},
            optional_mark=False,
        )
    }
    for bidder in bidders:
        fields[words_name(bidder.key)] = TextAreaField(
            _l("What is the conflict with %(name)s?", name=bidder.name),
            required=_l("Say what the conflict with %(name)s is", name=bidder.name),
            max_length=WORDS_LIMIT,
            rows=3,
        )
    if is_part:
        fields["keep"] = SubmitField(_l("Keep what I ticked, and look further"))
        fields["rest"] = SubmitField(_l("I have no conflict with all the others"), style="secondary")
    else:
        fields["confirmed"] = BooleanField(
            _l("I have no conflict of interest with those that I did not tick"),
            required=_l("Tick the box to confirm that there is no other conflict"),
            required_when=lambda form: not form.has_none,
        )
        fields["declare"] = SubmitField(_l("Declare"))
        fields["none"] = SubmitField(_l("I have no conflict with any of them"), style="secondary")
    return type("InterestsForm", (InterestsForm,), fields)()  # type: ignore[no-any-return]


def words_name(key: uuid.UUID) -> str:
    return f"words_{key.hex}"


class ReportConflictForm(TownlabForm):
    bidder = RadioField(
        _l("With whom do you have a conflict of interest?"), choices=[], coerce=uuid.UUID, required=_l("Choose one")
    )
    words = TextAreaField(
        _l("What is the conflict?"), required=_l("Say what the conflict is"), max_length=WORDS_LIMIT, rows=4
    )


class SettleForm(TownlabForm):
    """What may be chosen depends on whether the person declared it or the service noticed it."""

    outcome = RadioField(_l("What do you decide?"), choices=[], required=_l("Choose what you decide"))
    words = TextAreaField(
        _l("Why, or how is it mitigated?"),
        hint=_l("The person gets these words, and they are kept with the decision."),
        required=_l("Say why, or how the conflict is mitigated"),
        max_length=WORDS_LIMIT,
        rows=4,
    )
