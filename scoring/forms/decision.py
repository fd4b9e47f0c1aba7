"""Forms about decisions. The proposals in them are known only when the page is made."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from core.fields import HiddenField, RadioField, SearchField, SearchForm, SelectField, TextAreaField, TownlabForm
from scoring.models import Decision, DecisionOutcome
from scoring.services.outcome import Choice
from scoring.states import OUTCOMES_OF, DecisionKind, DecisionState, ProposalOutcome, ReasonRule

WORDS_LIMIT = 4000


class DecisionSearchForm(SearchForm):
    q = SearchField(_l("Search"))
    state = SelectField(_l("State"), choices=DecisionState, blank=_l("Any"))


class OutcomeSearchForm(SearchForm):
    """Among the proposals of one decision."""

    q = SearchField(_l("Reference or bidder"))
    outcome = SelectField(_l("Outcome"), choices=ProposalOutcome, blank=_l("Any"))


class OutcomesForm(TownlabForm):
    """An outcome and a reason for each proposal of a page; put together by `outcomes_form`."""

    def choices(self, rows: Sequence[DecisionOutcome]) -> dict[uuid.UUID, Choice]:
        return {
            one.submission_id: Choice(
                outcome=self[outcome_name(one.submission_id)].data, reason=self[reason_name(one.submission_id)].data
            )
            for one in rows
        }


def outcomes_form(decision: Decision, rows: Sequence[DecisionOutcome]) -> OutcomesForm:
    allowed = [(outcome.value, outcome.label) for outcome in OUTCOMES_OF[decision.kind]]
    fields: dict[str, Any] = {}
    for one in rows:
        reference = one.submission.reference
        fields[outcome_name(one.submission_id)] = RadioField(
            _l("Outcome of %(reference)s", reference=reference),
            choices=allowed,
            coerce=ProposalOutcome,
            default=one.outcome,
            required=_l("Choose an outcome for %(reference)s", reference=reference),
        )
        fields[reason_name(one.submission_id)] = TextAreaField(
            _l("Reason for %(reference)s", reference=reference),
            default=one.reason,
            required=_l("Enter the reason for %(reference)s", reference=reference),
            max_length=WORDS_LIMIT,
            rows=3,
        )
    fields["reasons"] = TextAreaField(
        _l("About the decision as a whole"),
        hint=_l("Why it ends without an award. It is published, and every bidder is told.")
        if decision.kind is DecisionKind.STOP
        else _l("For the approver: what the panel discussed, what is uncertain."),
        default=decision.reasons,
        max_length=WORDS_LIMIT,
        rows=5,
    )
    fields["version"] = HiddenField(default=str(decision.version))
    return type("OutcomesForm", (OutcomesForm,), fields)()  # type: ignore[no-any-return]


def outcome_name(submission_id: uuid.UUID) -> str:
    return f"outcome_{submission_id.hex}"


def reason_name(submission_id: uuid.UUID) -> str:
    return f"reason_{submission_id.hex}"


class SharedReasonForm(TownlabForm):
    """One reason for many proposals that are not selected."""

    rule = RadioField(
        _l("Which proposals?"),
        choices=ReasonRule,
        required=_l("Choose which proposals the reason is for"),
        conditional={ReasonRule.BY_HAND: "references"},
    )
    references = TextAreaField(
        _l("References"),
        hint=_l("One a line, or with commas between them. All of them get the outcome “Not selected”."),
        required=_l("List the references of the proposals"),
        max_length=40_000,
        rows=5,
    )
    reason = TextAreaField(
        _l("The reason"),
        hint=_l("It follows the words about the place in the ranking, and replaces what was added before."),
        required=_l("Enter the reason"),
        max_length=WORDS_LIMIT,
        rows=4,
    )
    version = HiddenField()


class ApprovalForm(TownlabForm):
    answer = RadioField(
        _l("What do you decide?"),
        choices=[("approve", _l("Approve this decision")), ("send_back", _l("Return it with comments"))],
        required=_l("Choose whether you approve it"),
        conditional={"send_back": "words"},
    )
    words = TextAreaField(
        _l("What has to change?"), required=_l("Enter what has to change"), max_length=WORDS_LIMIT, rows=4
    )


class LapseForm(TownlabForm):
    reason = TextAreaField(
        _l("Why is the offer taken back?"),
        hint=_l("The bidder gets these words."),
        required=_l("Say why the offer is taken back"),
        max_length=1000,
        rows=3,
    )
