"""The life of a legal claim, and what is recorded about it."""

import enum

from flask_babel import lazy_gettext as _l

from core.workflow import LabelledState, Lifecycle


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

CLAIM_RAISED = "CLAIM_RAISED"
CLAIM_DISMISSED = "CLAIM_DISMISSED"
CLAIM_UPHELD = "CLAIM_UPHELD"
CLAIM_WITHDRAWN = "CLAIM_WITHDRAWN"
