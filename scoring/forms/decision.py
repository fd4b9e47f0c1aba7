"""Forms about decisions. The proposals in them are known only when the page is made."""

import uuid
from typing import Any

from flask_babel import lazy_gettext as _l

from core.fields import HiddenField, RadioField, SearchField, SearchForm, SelectField, TextAreaField, TownlabForm
from scoring.queries.decision import Desk
from scoring.services.decision import Choice
from scoring.states import OUTCOMES_OF, DecisionState, ProposalOutcome

WORDS_LIMIT = 4000


class DecisionSearchForm(SearchForm):
    q = SearchField(_l("Search"))
    state = SelectField(_l("State"), choices=DecisionState, blank=_l("Any"))


class OutcomesForm(TownlabForm):
    """An outcome and a reason for each proposal; put together by `outcomes_form`."""

    def choices(self, desk: Desk) -> dict[uuid.UUID, Choice]:
        return {
            one.submission_id: Choice(
                outcome=self[outcome_name(one.submission_id)].data, reason=self[reason_name(one.submission_id)].data
            )
            for one in desk.outcomes
        }


def outcomes_form(desk: Desk) -> OutcomesForm:
    allowed = [(outcome.value, outcome.label) for outcome in OUTCOMES_OF[desk.decision.kind]]
    fields: dict[str, Any] = {}
    for one in desk.outcomes:
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
        hint=_l("For the approver: what the panel discussed, what is uncertain."),
        default=desk.decision.reasons,
        max_length=WORDS_LIMIT,
        rows=5,
    )
    fields["version"] = HiddenField(default=str(desk.decision.version))
    return type("OutcomesForm", (OutcomesForm,), fields)()  # type: ignore[no-any-return]


def outcome_name(submission_id: uuid.UUID) -> str:
    return f"outcome_{submission_id.hex}"


def reason_name(submission_id: uuid.UUID) -> str:
    return f"reason_{submission_id.hex}"


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
