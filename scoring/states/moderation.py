"""The life of a case of panel moderation, and what is recorded about it."""

import enum

from flask_babel import lazy_gettext as _l

from core.workflow import LabelledState, Lifecycle


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

MODERATION_CASE_OPENED = "MODERATION_CASE_OPENED"
MODERATION_CASE_CLOSED = "MODERATION_CASE_CLOSED"
MODERATION_CASE_REOPENED = "MODERATION_CASE_REOPENED"
CONSENSUS_RECORDED = "CONSENSUS_RECORDED"
CONSENSUS_TAKEN_BACK = "CONSENSUS_TAKEN_BACK"
MEETING_ITEM_ON_TABLE = "MEETING_ITEM_ON_TABLE"
