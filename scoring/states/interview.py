"""The life of an interview, and what is recorded about it."""

import enum

from flask_babel import lazy_gettext as _l

from core.workflow import LabelledState, Lifecycle


class InterviewState(LabelledState):
    INVITED = ("invited", _l("Invited"), "blue")
    CONFIRMED = ("confirmed", _l("Confirmed"), "green")
    CHANGE_ASKED = ("change_asked", _l("Asks for another time"), "orange")
    CANCELLED = ("cancelled", _l("Cancelled"), "grey")


class InterviewAction(enum.Enum):
    CONFIRM = "confirm"
    ASK_CHANGE = "ask_change"
    MOVE = "move"
    CANCEL = "cancel"
    INVITE_AGAIN = "invite_again"


# A bidder who chooses another of the free times confirms it with that.
INTERVIEW_LIFECYCLE = Lifecycle(
    "interview",
    {
        (InterviewState.INVITED, InterviewAction.CONFIRM): InterviewState.CONFIRMED,
        (InterviewState.CONFIRMED, InterviewAction.CONFIRM): InterviewState.CONFIRMED,
        (InterviewState.CHANGE_ASKED, InterviewAction.CONFIRM): InterviewState.CONFIRMED,
        (InterviewState.INVITED, InterviewAction.ASK_CHANGE): InterviewState.CHANGE_ASKED,
        (InterviewState.CONFIRMED, InterviewAction.ASK_CHANGE): InterviewState.CHANGE_ASKED,
        (InterviewState.INVITED, InterviewAction.MOVE): InterviewState.INVITED,
        (InterviewState.CONFIRMED, InterviewAction.MOVE): InterviewState.INVITED,
        (InterviewState.CHANGE_ASKED, InterviewAction.MOVE): InterviewState.INVITED,
        (InterviewState.INVITED, InterviewAction.CANCEL): InterviewState.CANCELLED,
        (InterviewState.CONFIRMED, InterviewAction.CANCEL): InterviewState.CANCELLED,
        (InterviewState.CHANGE_ASKED, InterviewAction.CANCEL): InterviewState.CANCELLED,
        (InterviewState.CANCELLED, InterviewAction.INVITE_AGAIN): InterviewState.INVITED,
    },
)

ROUND_QUESTIONS_SAVED = "ROUND_QUESTIONS_SAVED"
INTERVIEW_SLOTS_ADDED = "INTERVIEW_SLOTS_ADDED"
INTERVIEW_SLOT_REMOVED = "INTERVIEW_SLOT_REMOVED"
INTERVIEW_OFFERED = "INTERVIEW_OFFERED"
INTERVIEW_CONFIRMED = "INTERVIEW_CONFIRMED"
INTERVIEW_CHANGE_ASKED = "INTERVIEW_CHANGE_ASKED"
INTERVIEW_MOVED = "INTERVIEW_MOVED"
INTERVIEW_CANCELLED = "INTERVIEW_CANCELLED"
