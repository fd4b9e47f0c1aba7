"""The states of a pilot and of everything in it, with every legal move (domain.md, "States and legal moves")."""

import enum
from typing import Final

from flask_babel import lazy_gettext as _l

from core.workflow import LabelledState, Lifecycle


class PilotState(LabelledState):
    CONTRACTING = ("contracting", _l("Agreeing the contract"), "grey")
    MOBILISING = ("mobilising", _l("Getting ready"), "blue")
    ACTIVE = ("active", _l("Running"), "teal")
    PAUSED = ("paused", _l("Paused"), "yellow")
    EVALUATING = ("evaluating", _l("Being evaluated"), "purple")
    EXTENDED = ("extended", _l("Extended"), "orange")
    SCALING = ("scaling", _l("Scaling up"), "blue")
    IN_USE = ("in_use", _l("In use"), "green")
    STOPPED = ("stopped", _l("Stopped"), "red")
    CLOSED = ("closed", _l("Closed"), "grey")


class Elsewhere(LabelledState):
    """Where a pilot is used besides, as the filter of the list asks."""

    USED = ("yes", _l("Used by another council too"))


class PilotAction(enum.Enum):
    SIGN = "sign"
    BEGIN = "begin"
    PAUSE = "pause"
    RESUME = "resume"
    EVALUATE = "evaluate"
    SCALE = "scale"
    EXTEND = "extend"
    CONTINUE = "continue"
    PUT_IN_USE = "put-in-use"
    STOP = "stop"
    CLOSE = "close"


PILOT_LIFECYCLE: Final = Lifecycle(
    "pilot",
    {
        (PilotState.CONTRACTING, PilotAction.SIGN): PilotState.MOBILISING,
        (PilotState.MOBILISING, PilotAction.BEGIN): PilotState.ACTIVE,
        (PilotState.ACTIVE, PilotAction.PAUSE): PilotState.PAUSED,
        (PilotState.PAUSED, PilotAction.RESUME): PilotState.ACTIVE,
        (PilotState.ACTIVE, PilotAction.EVALUATE): PilotState.EVALUATING,
        (PilotState.EVALUATING, PilotAction.SCALE): PilotState.SCALING,
        (PilotState.EVALUATING, PilotAction.EXTEND): PilotState.EXTENDED,
        (PilotState.EXTENDED, PilotAction.CONTINUE): PilotState.ACTIVE,
        (PilotState.SCALING, PilotAction.PUT_IN_USE): PilotState.IN_USE,
        (PilotState.MOBILISING, PilotAction.STOP): PilotState.STOPPED,
        (PilotState.ACTIVE, PilotAction.STOP): PilotState.STOPPED,
        (PilotState.PAUSED, PilotAction.STOP): PilotState.STOPPED,
        (PilotState.EVALUATING, PilotAction.STOP): PilotState.STOPPED,
        (PilotState.EXTENDED, PilotAction.STOP): PilotState.STOPPED,
        (PilotState.SCALING, PilotAction.STOP): PilotState.STOPPED,
        (PilotState.IN_USE, PilotAction.STOP): PilotState.STOPPED,
        (PilotState.IN_USE, PilotAction.CLOSE): PilotState.CLOSED,
        (PilotState.STOPPED, PilotAction.CLOSE): PilotState.CLOSED,
    },
)

# While work goes on: the team reports, the officer checks.
REPORTING: Final = (
    PilotState.ACTIVE,
    PilotState.PAUSED,
    PilotState.EVALUATING,
    PilotState.EXTENDED,
    PilotState.SCALING,
)


class StopReason(LabelledState):
    NOT_FEASIBLE = ("not_feasible", _l("It could not be made to work"))
    NOT_DESIRABLE = ("not_desirable", _l("People did not want or use it"))
    NOT_VIABLE = ("not_viable", _l("It would cost more than it is worth"))
    NO_BUDGET = ("no_budget", _l("There is no money to go on"))
    PRIORITY_CHANGED = ("priority_changed", _l("The council's priorities changed"))
    SUPPLIER_EXIT = ("supplier_exit", _l("The supplier left"))
    DATA_OR_SECURITY = ("data_or_security", _l("A problem with data or security"))
    PROCUREMENT_BARRIER = ("procurement_barrier", _l("It could not be bought within the rules"))
    SPONSOR_LEFT = ("sponsor_left", _l("The person who backed it left"))


class StageState(LabelledState):
    PLANNED = ("planned", _l("Planned"), "grey")
    ACTIVE = ("active", _l("Under way"), "teal")
    GATE_REVIEW = ("gate_review", _l("Gate review"), "purple")
    PASSED = ("passed", _l("Passed"), "green")
    CONDITIONAL = ("conditional", _l("Passed with conditions"), "yellow")
    FAILED = ("failed", _l("Failed"), "red")


class StageAction(enum.Enum):
    BEGIN = "begin"
    REVIEW = "review"
    PASS = "pass"  # noqa: S105 - the name of an action
    PASS_WITH_CONDITIONS = "pass_with_conditions"  # noqa: S105 - the name of an action
    FAIL = "fail"


STAGE_LIFECYCLE: Final = Lifecycle(
    "stage",
    {
        (StageState.PLANNED, StageAction.BEGIN): StageState.ACTIVE,
        (StageState.ACTIVE, StageAction.REVIEW): StageState.GATE_REVIEW,
        (StageState.GATE_REVIEW, StageAction.PASS): StageState.PASSED,
        (StageState.GATE_REVIEW, StageAction.PASS_WITH_CONDITIONS): StageState.CONDITIONAL,
        (StageState.GATE_REVIEW, StageAction.FAIL): StageState.FAILED,
    },
)


class GateOutcome(LabelledState):
    PASSED = ("passed", _l("Passed"))
    CONDITIONAL = ("conditional", _l("Passed with conditions"))
    FAILED = ("failed", _l("Failed"))


GATE_ACTIONS: Final = {
    GateOutcome.PASSED: StageAction.PASS,
    GateOutcome.CONDITIONAL: StageAction.PASS_WITH_CONDITIONS,
    GateOutcome.FAILED: StageAction.FAIL,
}


class MilestoneState(LabelledState):
    SCHEDULED = ("scheduled", _l("Scheduled"), "grey")
    MET = ("met", _l("Met"), "green")
    PARTIALLY_MET = ("partially_met", _l("Partly met"), "yellow")
    NOT_MET = ("not_met", _l("Not met"), "red")


class MilestoneAction(enum.Enum):
    MEET = "meet"
    MEET_PARTLY = "meet_partly"
    MISS = "miss"


MILESTONE_LIFECYCLE: Final = Lifecycle(
    "milestone",
    {
        (MilestoneState.SCHEDULED, MilestoneAction.MEET): MilestoneState.MET,
        (MilestoneState.SCHEDULED, MilestoneAction.MEET_PARTLY): MilestoneState.PARTIALLY_MET,
        (MilestoneState.SCHEDULED, MilestoneAction.MISS): MilestoneState.NOT_MET,
        (MilestoneState.PARTIALLY_MET, MilestoneAction.MEET): MilestoneState.MET,
        (MilestoneState.NOT_MET, MilestoneAction.MEET): MilestoneState.MET,
    },
)


class PaymentState(LabelledState):
    DUE = ("due", _l("Due"), "grey")
    ACCEPTED = ("accepted", _l("Accepted"), "blue")
    INVOICED = ("invoiced", _l("Invoiced"), "purple")
    PAID = ("paid", _l("Paid"), "green")


class PaymentAction(enum.Enum):
    ACCEPT = "accept"
    INVOICE = "invoice"
    PAY = "pay"


PAYMENT_LIFECYCLE: Final = Lifecycle(
    "payment",
    {
        (PaymentState.DUE, PaymentAction.ACCEPT): PaymentState.ACCEPTED,
        (PaymentState.ACCEPTED, PaymentAction.INVOICE): PaymentState.INVOICED,
        (PaymentState.INVOICED, PaymentAction.PAY): PaymentState.PAID,
    },
)


class Direction(LabelledState):
    """Which way is better."""

    INCREASE = ("increase", _l("More is better"))
    DECREASE = ("decrease", _l("Less is better"))


class KpiState(LabelledState):
    PROPOSED = ("proposed", _l("Proposed"), "grey")
    AGREED = ("agreed", _l("Agreed"), "blue")
    ACTIVE = ("active", _l("Measured"), "teal")
    CLOSED = ("closed", _l("Closed"), "green")


class KpiAction(enum.Enum):
    AGREE = "agree"
    START = "start"
    CLOSE = "close"


KPI_LIFECYCLE: Final = Lifecycle(
    "kpi",
    {
        (KpiState.PROPOSED, KpiAction.AGREE): KpiState.AGREED,
        (KpiState.AGREED, KpiAction.START): KpiState.ACTIVE,
        (KpiState.ACTIVE, KpiAction.CLOSE): KpiState.CLOSED,
    },
)


class ObservationState(LabelledState):
    REPORTED = ("reported", _l("Reported"), "blue")
    VERIFIED = ("verified", _l("Checked"), "green")
    DISPUTED = ("disputed", _l("Disputed"), "yellow")
    REJECTED = ("rejected", _l("Rejected"), "red")


class ObservationAction(enum.Enum):
    VERIFY = "verify"
    DISPUTE = "dispute"
    REJECT = "reject"


OBSERVATION_LIFECYCLE: Final = Lifecycle(
    "observation",
    {
        (ObservationState.REPORTED, ObservationAction.VERIFY): ObservationState.VERIFIED,
        (ObservationState.REPORTED, ObservationAction.DISPUTE): ObservationState.DISPUTED,
        (ObservationState.DISPUTED, ObservationAction.VERIFY): ObservationState.VERIFIED,
        (ObservationState.DISPUTED, ObservationAction.REJECT): ObservationState.REJECTED,
    },
)


class VariationState(LabelledState):
    PROPOSED = ("proposed", _l("Waiting for a decision"), "blue")
    APPROVED = ("approved", _l("Approved"), "green")
    REFUSED = ("refused", _l("Refused"), "red")


class VariationAction(enum.Enum):
    APPROVE = "approve"
    REFUSE = "refuse"


VARIATION_LIFECYCLE: Final = Lifecycle(
    "variation",
    {
        (VariationState.PROPOSED, VariationAction.APPROVE): VariationState.APPROVED,
        (VariationState.PROPOSED, VariationAction.REFUSE): VariationState.REFUSED,
    },
)


class AdoptionState(LabelledState):
    INTERESTED = ("interested", _l("Interested"), "grey")
    EVALUATING = ("evaluating", _l("Looking into it"), "purple")
    PROCURING = ("procuring", _l("Buying it"), "blue")
    LIVE = ("live", _l("Using it"), "green")
    DISCONTINUED = ("discontinued", _l("No longer uses it"), "red")


class AdoptionAction(enum.Enum):
    EVALUATE = "evaluate"
    PROCURE = "procure"
    GO_LIVE = "go-live"
    DISCONTINUE = "discontinue"


ADOPTION_LIFECYCLE: Final = Lifecycle(
    "adoption",
    {
        (AdoptionState.INTERESTED, AdoptionAction.EVALUATE): AdoptionState.EVALUATING,
        (AdoptionState.EVALUATING, AdoptionAction.PROCURE): AdoptionState.PROCURING,
        (AdoptionState.PROCURING, AdoptionAction.GO_LIVE): AdoptionState.LIVE,
        (AdoptionState.LIVE, AdoptionAction.DISCONTINUE): AdoptionState.DISCONTINUED,
    },
)


class AdoptionRoute(LabelledState):
    """How an adopting council buys."""

    DIRECT_AWARD = ("direct_award", _l("Direct award"))
    FRAMEWORK = ("framework", _l("A framework or dynamic market"))
    TENDER = ("tender", _l("An open competition"))
    JOINT_CONTRACT = ("joint_contract", _l("Joining the first council's contract"))
    GRANT = ("grant", _l("A grant"))
    NO_PURCHASE = ("no_purchase", _l("Nothing needs to be bought"))


PILOT_STARTED = "PILOT_STARTED"
PILOT_PLAN_CHANGED = "PILOT_PLAN_CHANGED"
PILOT_SIGNED = "PILOT_SIGNED"
PILOT_BEGUN = "PILOT_BEGUN"
PILOT_PAUSED = "PILOT_PAUSED"
PILOT_RESUMED = "PILOT_RESUMED"
PILOT_EVALUATION_BEGUN = "PILOT_EVALUATION_BEGUN"
PILOT_SCALED = "PILOT_SCALED"
PILOT_EXTENDED = "PILOT_EXTENDED"
PILOT_CONTINUED = "PILOT_CONTINUED"
PILOT_PUT_IN_USE = "PILOT_PUT_IN_USE"
PILOT_STOPPED = "PILOT_STOPPED"
PILOT_CLOSED = "PILOT_CLOSED"
PILOT_LEAD_NAMED = "PILOT_LEAD_NAMED"
PILOT_TAKEN_OVER = "PILOT_TAKEN_OVER"
LEARNING_REPORT_SAVED = "LEARNING_REPORT_SAVED"
LEARNING_REPORT_PUBLISHED = "LEARNING_REPORT_PUBLISHED"
STAGE_BEGUN = "STAGE_BEGUN"
GATE_RECOMMENDED = "GATE_RECOMMENDED"
GATE_DECIDED = "GATE_DECIDED"
MILESTONE_REPORTED = "MILESTONE_REPORTED"
PAYMENT_ACCEPTED = "PAYMENT_ACCEPTED"
PAYMENT_INVOICED = "PAYMENT_INVOICED"
PAYMENT_MADE = "PAYMENT_MADE"
KPI_AGREED = "KPI_AGREED"
KPI_STARTED = "KPI_STARTED"
KPI_CLOSED = "KPI_CLOSED"
OBSERVATION_REPORTED = "OBSERVATION_REPORTED"
OBSERVATION_VERIFIED = "OBSERVATION_VERIFIED"
OBSERVATION_DISPUTED = "OBSERVATION_DISPUTED"
OBSERVATION_ANSWERED = "OBSERVATION_ANSWERED"
OBSERVATION_REJECTED = "OBSERVATION_REJECTED"
VARIATION_PROPOSED = "VARIATION_PROPOSED"
VARIATION_APPROVED = "VARIATION_APPROVED"
VARIATION_REFUSED = "VARIATION_REFUSED"
ADOPTION_REGISTERED = "ADOPTION_REGISTERED"
ADOPTION_EVALUATING = "ADOPTION_EVALUATING"
ADOPTION_PROCURING = "ADOPTION_PROCURING"
ADOPTION_LIVE = "ADOPTION_LIVE"
ADOPTION_RESULTS_REPORTED = "ADOPTION_RESULTS_REPORTED"
ADOPTION_DISCONTINUED = "ADOPTION_DISCONTINUED"
