"""A seat on a panel, the rounds it works in, and what is recorded about them."""

import enum

from flask_babel import lazy_gettext as _l

from core.workflow import LabelledState, Lifecycle


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


PANEL_SET_UP = "PANEL_SET_UP"
PANEL_CHANGED = "PANEL_CHANGED"
SECOND_ROUND_BEGUN = "SECOND_ROUND_BEGUN"
ASSESSOR_INVITED = "ASSESSOR_INVITED"
ASSESSOR_ACCEPTED = "ASSESSOR_ACCEPTED"
ASSESSOR_REFUSED = "ASSESSOR_REFUSED"
ASSESSOR_INVITATION_WITHDRAWN = "ASSESSOR_INVITATION_WITHDRAWN"
ASSESSOR_LEFT = "ASSESSOR_LEFT"
ASSESSOR_PROFILE_SAVED = "ASSESSOR_PROFILE_SAVED"
EXPERTISE_STATED = "EXPERTISE_STATED"
CHAIR_NAMED = "CHAIR_NAMED"
STAND_IN_NAMED = "STAND_IN_NAMED"
STAND_IN_ENDED = "STAND_IN_ENDED"

SAMPLE_WRITTEN = "SAMPLE_WRITTEN"
SAMPLE_OPENED = "SAMPLE_OPENED"
CALIBRATION_HANDED_IN = "CALIBRATION_HANDED_IN"
