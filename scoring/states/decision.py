"""The life of a decision, what it says of a proposal, and what is recorded about it."""

import enum
from typing import Any

from flask_babel import lazy_gettext as _l

from core.workflow import LabelledState, Lifecycle


class DecisionKind(LabelledState):
    SHORTLIST = ("shortlist", _l("Shortlist"))
    AWARD = ("award", _l("Award"))
    GATE = ("gate", _l("Gate"))
    STOP = ("stop", _l("End without an award"))

    @property
    def best_score(self) -> Any:
        """What the score is called beside which a bidder's own stands: a shortlist has no winner yet."""
        shortlists = self is DecisionKind.SHORTLIST
        return _l("The best score on the shortlist") if shortlists else _l("The winner’s score")


class DecisionState(LabelledState):
    DRAFTED = ("drafted", _l("Drafted"), "grey")
    MODERATED = ("moderated", _l("Waiting for approval"), "blue")
    APPROVED = ("approved", _l("Approved"), "teal")
    SUMMARIES_ISSUED = ("summaries_issued", _l("Assessment summaries sent"), "teal")
    STANDSTILL = ("standstill", _l("Standstill"), "yellow")
    SUSPENDED = ("suspended", _l("Suspended by a legal claim"), "orange")
    CONFIRMED = ("confirmed", _l("Confirmed"), "green")
    SET_ASIDE = ("set_aside", _l("Set aside"), "red")


class DecisionAction(enum.Enum):
    MODERATE = "moderate"
    SEND_BACK = "send_back"
    APPROVE = "approve"
    ISSUE_SUMMARIES = "issue_summaries"
    START_STANDSTILL = "start_standstill"
    SUSPEND = "suspend"
    CONFIRM = "confirm"
    SET_ASIDE = "set_aside"


DECISION_LIFECYCLE = Lifecycle(
    "decision",
    {
        (DecisionState.DRAFTED, DecisionAction.MODERATE): DecisionState.MODERATED,
        (DecisionState.MODERATED, DecisionAction.SEND_BACK): DecisionState.DRAFTED,
        (DecisionState.MODERATED, DecisionAction.APPROVE): DecisionState.APPROVED,
        (DecisionState.APPROVED, DecisionAction.ISSUE_SUMMARIES): DecisionState.SUMMARIES_ISSUED,
        (DecisionState.SUMMARIES_ISSUED, DecisionAction.START_STANDSTILL): DecisionState.STANDSTILL,
        (DecisionState.STANDSTILL, DecisionAction.SUSPEND): DecisionState.SUSPENDED,
        (DecisionState.STANDSTILL, DecisionAction.CONFIRM): DecisionState.CONFIRMED,
        (DecisionState.SUSPENDED, DecisionAction.CONFIRM): DecisionState.CONFIRMED,
        (DecisionState.SUSPENDED, DecisionAction.SET_ASIDE): DecisionState.SET_ASIDE,
    },
)


class ProposalOutcome(LabelledState):
    RECOMMENDED = ("recommended", _l("Recommended for an award"), "teal")
    RESERVE = ("reserve", _l("Reserve"), "yellow")
    SHORTLISTED = ("shortlisted", _l("Shortlisted"), "teal")
    NOT_SELECTED = ("not_selected", _l("Not selected"), "grey")


OUTCOMES_OF = {
    DecisionKind.AWARD: (ProposalOutcome.RECOMMENDED, ProposalOutcome.RESERVE, ProposalOutcome.NOT_SELECTED),
    DecisionKind.SHORTLIST: (ProposalOutcome.SHORTLISTED, ProposalOutcome.NOT_SELECTED),
    DecisionKind.STOP: (ProposalOutcome.NOT_SELECTED,),
}


class SummaryFilter(LabelledState):
    """What an officer looks for among the summaries of a decision."""

    TO_CHECK = ("to_check", _l("Not edited yet"), "grey")
    NAMING = ("naming", _l("Names somebody"), "red")
    EDITED = ("edited", _l("Edited"), "blue")
    SENT = ("sent", _l("Sent"), "green")
    BY_POST = ("by_post", _l("Sent, but nobody has an email address"), "orange")


class ReasonRule(LabelledState):
    """To which proposals of a draft one reason is given."""

    BELOW_THRESHOLD = ("below_threshold", _l("All below a published threshold"))
    BELOW_LINE = ("below_line", _l("All that reach the thresholds but not the line"))
    BY_HAND = ("by_hand", _l("Those whose references I list"))


DECISION_DRAFTED = "DECISION_DRAFTED"
DECISION_OUTCOMES_SAVED = "DECISION_OUTCOMES_SAVED"
DECISION_SENT_FOR_APPROVAL = "DECISION_SENT_FOR_APPROVAL"
DECISION_SENT_BACK = "DECISION_SENT_BACK"
DECISION_APPROVED = "DECISION_APPROVED"
SUMMARY_EDITED = "SUMMARY_EDITED"
SUMMARY_NAME_CLEARED = "SUMMARY_NAME_CLEARED"
SUMMARY_OPENED = "SUMMARY_OPENED"
SUMMARIES_SENDING_STARTED = "SUMMARIES_SENDING_STARTED"
SUMMARIES_ISSUED = "SUMMARIES_ISSUED"
STANDSTILL_STARTED = "STANDSTILL_STARTED"
DECISION_SUSPENDED = "DECISION_SUSPENDED"
DOSSIER_ASKED = "DOSSIER_ASKED"
DOSSIER_BUILT = "DOSSIER_BUILT"
DOSSIER_TAKEN = "DOSSIER_TAKEN"
DOSSIER_REMOVED = "DOSSIER_REMOVED"
DECISION_CONFIRMED = "DECISION_CONFIRMED"
DECISION_SET_ASIDE = "DECISION_SET_ASIDE"
RESERVE_OFFERED = "RESERVE_OFFERED"
