"""Lifecycles of assessing and deciding, with what is recorded about them (domain.md, "States and legal moves")."""

import enum

from flask_babel import lazy_gettext as _l

from core.workflow import LabelledState, Lifecycle

# --- a seat on a panel -------------------------------------------------------------------------------------------


class SeatState(LabelledState):
    INVITED = ("invited", _l("Invited"), "blue")
    ACCEPTED = ("accepted", _l("Accepted"), "green")
    REFUSED = ("refused", _l("Refused"), "red")
    WITHDRAWN = ("withdrawn", _l("Invitation withdrawn"), "grey")
    LEFT = ("left", _l("Left the panel"), "grey")


class SeatAction(enum.Enum):
    ACCEPT = "accept"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    INVITE_AGAIN = "invite_again"
    LEAVE = "leave"


SEAT_LIFECYCLE = Lifecycle(
    "seat",
    {
        (SeatState.INVITED, SeatAction.ACCEPT): SeatState.ACCEPTED,
        (SeatState.INVITED, SeatAction.REFUSE): SeatState.REFUSED,
        (SeatState.INVITED, SeatAction.WITHDRAW): SeatState.WITHDRAWN,
        (SeatState.REFUSED, SeatAction.INVITE_AGAIN): SeatState.INVITED,
        (SeatState.WITHDRAWN, SeatAction.INVITE_AGAIN): SeatState.INVITED,
        (SeatState.ACCEPTED, SeatAction.LEAVE): SeatState.LEFT,
    },
)


class RoundKind(LabelledState):
    """How the panel meets the proposal in a round."""

    WRITTEN = ("written", _l("Written assessment"))
    INTERVIEW = ("interview", _l("Interview"))


# --- a declaration of interests ----------------------------------------------------------------------------------


class DeclarationState(LabelledState):
    CLEAR = ("clear", _l("No conflict"), "green")
    CONFLICT = ("conflict", _l("Conflict to settle"), "orange")
    MITIGATED = ("mitigated", _l("Conflict mitigated"), "yellow")
    RECUSED = ("recused", _l("Recused"), "red")


class DeclarationAction(enum.Enum):
    REPORT_CONFLICT = "report_conflict"
    MITIGATE = "mitigate"
    RECUSE = "recuse"


# Nothing leads back from recused: whoever was kept out of a proposal stays out.
DECLARATION_LIFECYCLE = Lifecycle(
    "declaration",
    {
        (DeclarationState.CLEAR, DeclarationAction.REPORT_CONFLICT): DeclarationState.CONFLICT,
        (DeclarationState.MITIGATED, DeclarationAction.REPORT_CONFLICT): DeclarationState.CONFLICT,
        (DeclarationState.CONFLICT, DeclarationAction.MITIGATE): DeclarationState.MITIGATED,
        # The service noticed a link that the person did not think of.
        (DeclarationState.CLEAR, DeclarationAction.MITIGATE): DeclarationState.MITIGATED,
        (DeclarationState.CLEAR, DeclarationAction.RECUSE): DeclarationState.RECUSED,
        (DeclarationState.MITIGATED, DeclarationAction.RECUSE): DeclarationState.RECUSED,
        (DeclarationState.CONFLICT, DeclarationAction.RECUSE): DeclarationState.RECUSED,
    },
)


class MatchKind(LabelledState):
    """Why the service thinks that a person and a bidder know each other."""

    ORGANISATION = ("organisation", _l("Belongs to the bidder"))
    EMAIL_DOMAIN = ("email_domain", _l("Email address at the bidder’s domain"))
    PAST_EMPLOYER = ("past_employer", _l("Works or used to work for the bidder"))
    # Noted, and counting for nothing by itself.
    OLD_TIE = ("old_tie", _l("Had to do with the bidder long ago"))


# --- an assessment -----------------------------------------------------------------------------------------------


class AssessmentState(LabelledState):
    ASSIGNED = ("assigned", _l("Interests to declare"), "blue")
    CLEAR = ("clear", _l("Ready to assess"), "teal")
    MITIGATED = ("mitigated", _l("Ready to assess, conflict mitigated"), "teal")
    IN_PROGRESS = ("in_progress", _l("In progress"), "yellow")
    SUBMITTED = ("submitted", _l("Submitted"), "green")
    REOPENED = ("reopened", _l("Reopened"), "orange")
    FINAL = ("final", _l("Final"), "green")
    RECUSED = ("recused", _l("Recused"), "red")


class AssessmentAction(enum.Enum):
    DECLARE_CLEAR = "declare_clear"
    MITIGATE = "mitigate"
    BEGIN = "begin"
    SUBMIT = "submit"
    REOPEN = "reopen"
    FINALISE = "finalise"
    RECUSE = "recuse"


ASSESSMENT_LIFECYCLE = Lifecycle(
    "assessment",
    {
        (AssessmentState.ASSIGNED, AssessmentAction.DECLARE_CLEAR): AssessmentState.CLEAR,
        (AssessmentState.ASSIGNED, AssessmentAction.MITIGATE): AssessmentState.MITIGATED,
        (AssessmentState.CLEAR, AssessmentAction.MITIGATE): AssessmentState.MITIGATED,
        (AssessmentState.CLEAR, AssessmentAction.BEGIN): AssessmentState.IN_PROGRESS,
        (AssessmentState.MITIGATED, AssessmentAction.BEGIN): AssessmentState.IN_PROGRESS,
        (AssessmentState.IN_PROGRESS, AssessmentAction.SUBMIT): AssessmentState.SUBMITTED,
        (AssessmentState.SUBMITTED, AssessmentAction.REOPEN): AssessmentState.REOPENED,
        (AssessmentState.REOPENED, AssessmentAction.SUBMIT): AssessmentState.SUBMITTED,
        (AssessmentState.SUBMITTED, AssessmentAction.FINALISE): AssessmentState.FINAL,
        (AssessmentState.ASSIGNED, AssessmentAction.RECUSE): AssessmentState.RECUSED,
        (AssessmentState.CLEAR, AssessmentAction.RECUSE): AssessmentState.RECUSED,
        (AssessmentState.MITIGATED, AssessmentAction.RECUSE): AssessmentState.RECUSED,
        (AssessmentState.IN_PROGRESS, AssessmentAction.RECUSE): AssessmentState.RECUSED,
        # A conflict found after submission: reopened with the reason, then recused.
        (AssessmentState.REOPENED, AssessmentAction.RECUSE): AssessmentState.RECUSED,
    },
)

# States in which the proposal may be read, may be written about, and counts as in.
UNLOCKED = (
    AssessmentState.CLEAR,
    AssessmentState.MITIGATED,
    AssessmentState.IN_PROGRESS,
    AssessmentState.SUBMITTED,
    AssessmentState.REOPENED,
    AssessmentState.FINAL,
)
OPEN_TO_SCORES = (
    AssessmentState.CLEAR,
    AssessmentState.MITIGATED,
    AssessmentState.IN_PROGRESS,
    AssessmentState.REOPENED,
)
HANDED_IN = (AssessmentState.SUBMITTED, AssessmentState.FINAL)


# --- panel moderation --------------------------------------------------------------------------------------------


class CaseState(LabelledState):
    OPEN = ("open", _l("To moderate"), "orange")
    CLOSED = ("closed", _l("Moderated"), "green")


class CaseAction(enum.Enum):
    CLOSE = "close"
    REOPEN = "reopen"


# A closed case opens again when an assessment was reopened and the spread is above the limit once more.
CASE_LIFECYCLE = Lifecycle(
    "moderation_case",
    {
        (CaseState.OPEN, CaseAction.CLOSE): CaseState.CLOSED,
        (CaseState.CLOSED, CaseAction.REOPEN): CaseState.OPEN,
    },
)


# --- a decision --------------------------------------------------------------------------------------------------


class DecisionKind(LabelledState):
    SHORTLIST = ("shortlist", _l("Shortlist"))
    AWARD = ("award", _l("Award"))
    GATE = ("gate", _l("Gate"))
    STOP = ("stop", _l("End without an award"))


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


# --- a legal claim -----------------------------------------------------------------------------------------------


class ClaimState(LabelledState):
    RAISED = ("raised", _l("Raised"), "orange")
    DISMISSED = ("dismissed", _l("Dismissed"), "grey")
    UPHELD = ("upheld", _l("Upheld"), "red")
    WITHDRAWN = ("withdrawn", _l("Withdrawn"), "grey")


class ClaimAction(enum.Enum):
    DISMISS = "dismiss"
    UPHOLD = "uphold"
    WITHDRAW = "withdraw"


CLAIM_LIFECYCLE = Lifecycle(
    "claim",
    {
        (ClaimState.RAISED, ClaimAction.DISMISS): ClaimState.DISMISSED,
        (ClaimState.RAISED, ClaimAction.UPHOLD): ClaimState.UPHELD,
        (ClaimState.RAISED, ClaimAction.WITHDRAW): ClaimState.WITHDRAWN,
    },
)


# --- what assessors are paid ---------------------------------------------------------------------------------------


class PayState(LabelledState):
    CLAIMED = ("claimed", _l("Claimed"), "blue")
    APPROVED = ("approved", _l("Approved, not paid yet"), "teal")
    REFUSED = ("refused", _l("Refused"), "red")
    PAID = ("paid", _l("Paid"), "green")


class PayAction(enum.Enum):
    APPROVE = "approve"
    REFUSE = "refuse"
    PAY = "pay"


PAY_LIFECYCLE = Lifecycle(
    "pay_claim",
    {
        (PayState.CLAIMED, PayAction.APPROVE): PayState.APPROVED,
        (PayState.CLAIMED, PayAction.REFUSE): PayState.REFUSED,
        (PayState.APPROVED, PayAction.PAY): PayState.PAID,
    },
)

PAY_RATE_SET = "PAY_RATE_SET"
PAY_CLAIMED = "PAY_CLAIMED"
PAY_APPROVED = "PAY_APPROVED"
PAY_REFUSED = "PAY_REFUSED"
PAY_PAID = "PAY_PAID"


# --- trying a sample proposal before the real ones -------------------------------------------------------------------

SAMPLE_WRITTEN = "SAMPLE_WRITTEN"
SAMPLE_OPENED = "SAMPLE_OPENED"
CALIBRATION_HANDED_IN = "CALIBRATION_HANDED_IN"


# --- events: panel, conflicts, assessments -----------------------------------------------------------------------

PANEL_SET_UP = "PANEL_SET_UP"
PANEL_CHANGED = "PANEL_CHANGED"
SECOND_ROUND_BEGUN = "SECOND_ROUND_BEGUN"
ASSESSOR_INVITED = "ASSESSOR_INVITED"
ASSESSOR_ACCEPTED = "ASSESSOR_ACCEPTED"
ASSESSOR_REFUSED = "ASSESSOR_REFUSED"
ASSESSOR_INVITATION_WITHDRAWN = "ASSESSOR_INVITATION_WITHDRAWN"
ASSESSOR_LEFT = "ASSESSOR_LEFT"
ASSESSOR_PROFILE_SAVED = "ASSESSOR_PROFILE_SAVED"
CHAIR_NAMED = "CHAIR_NAMED"
CONFLICT_MATCHED = "CONFLICT_MATCHED"
CONFLICT_MATCH_SETTLED = "CONFLICT_MATCH_SETTLED"
INTERESTS_DECLARED = "INTERESTS_DECLARED"
CONFLICT_REPORTED = "CONFLICT_REPORTED"
CONFLICT_MITIGATED = "CONFLICT_MITIGATED"
PERSON_RECUSED = "PERSON_RECUSED"
REGISTER_SAVED = "REGISTER_SAVED"
REGISTER_CONFIRMED = "REGISTER_CONFIRMED"
STAND_IN_NAMED = "STAND_IN_NAMED"
STAND_IN_ENDED = "STAND_IN_ENDED"
ASSESSMENTS_ASSIGNED = "ASSESSMENTS_ASSIGNED"
ASSESSMENTS_UNASSIGNED = "ASSESSMENTS_UNASSIGNED"
ASSESSMENTS_SET_ASIDE = "ASSESSMENTS_SET_ASIDE"
SHARING_CONFIRMED = "SHARING_CONFIRMED"
PROPOSAL_LANGUAGE_SAID = "PROPOSAL_LANGUAGE_SAID"
ASSESSORS_REMINDED = "ASSESSORS_REMINDED"
ASSESSMENT_UNLOCKED = "ASSESSMENT_UNLOCKED"
ASSESSMENT_BEGUN = "ASSESSMENT_BEGUN"
ASSESSMENT_SUBMITTED = "ASSESSMENT_SUBMITTED"
ASSESSMENT_REOPENED = "ASSESSMENT_REOPENED"
ASSESSMENT_RECUSED = "ASSESSMENT_RECUSED"
ASSESSMENT_FINALISED = "ASSESSMENT_FINALISED"


# --- what a decision says of a proposal --------------------------------------------------------------------------


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


# --- events: panel moderation, decisions, feedback, claims -------------------------------------------------------

MODERATION_CASE_OPENED = "MODERATION_CASE_OPENED"
MODERATION_CASE_CLOSED = "MODERATION_CASE_CLOSED"
MODERATION_CASE_REOPENED = "MODERATION_CASE_REOPENED"
CONSENSUS_RECORDED = "CONSENSUS_RECORDED"
CONSENSUS_TAKEN_BACK = "CONSENSUS_TAKEN_BACK"
MEETING_ITEM_ON_TABLE = "MEETING_ITEM_ON_TABLE"
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
CLAIM_RAISED = "CLAIM_RAISED"
CLAIM_DISMISSED = "CLAIM_DISMISSED"
CLAIM_UPHELD = "CLAIM_UPHELD"
CLAIM_WITHDRAWN = "CLAIM_WITHDRAWN"
