"""The life of a claim for pay, and what is recorded about it."""

import enum

from flask_babel import lazy_gettext as _l

from core.workflow import LabelledState, Lifecycle


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
