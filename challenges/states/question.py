"""What can become of a clarification question."""

import enum

from flask_babel import lazy_gettext as _l

from core.workflow import LabelledState, Lifecycle


class QuestionState(LabelledState):
    ASKED = ("asked", _l("Waiting for an answer"), "orange")
    ANSWERED = ("answered", _l("Answered"), "green")
    JOINED = ("joined", _l("Answered with another"), "green")
    NOT_PUBLISHED = ("not_published", _l("Not published"), "grey")


class QuestionAction(enum.Enum):
    ANSWER = "answer"
    JOIN = "join"
    WITHHOLD = "withhold"


QUESTION_LIFECYCLE = Lifecycle(
    "clarification question",
    {
        (QuestionState.ASKED, QuestionAction.ANSWER): QuestionState.ANSWERED,
        (QuestionState.ASKED, QuestionAction.JOIN): QuestionState.JOINED,
        (QuestionState.ASKED, QuestionAction.WITHHOLD): QuestionState.NOT_PUBLISHED,
    },
)

QUESTION_ASKED = "QUESTION_ASKED"
QUESTION_ANSWERED = "QUESTION_ANSWERED"
QUESTION_JOINED = "QUESTION_JOINED"
QUESTION_NOT_PUBLISHED = "QUESTION_NOT_PUBLISHED"
