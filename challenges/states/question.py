"""What can become of a clarification question."""

import enum

from flask_babel import lazy_gettext as _l

from core.workflow import LabelledState, Lifecycle


class QuestionState(LabelledState):
    ASKED = ("asked", _l("Waiting for an answer"), "orange")
    ANSWERED = ("answered", _l("Answered"), "green")
    NOT_PUBLISHED = ("not_published", _l("Not published"), "grey")


class QuestionAction(enum.Enum):
    ANSWER = "answer"
    WITHHOLD = "withhold"


QUESTION_LIFECYCLE = Lifecycle(
    "clarification question",
    {
        (QuestionState.ASKED, QuestionAction.ANSWER): QuestionState.ANSWERED,
        (QuestionState.ASKED, QuestionAction.WITHHOLD): QuestionState.NOT_PUBLISHED,
    },
)

QUESTION_ASKED = "QUESTION_ASKED"
QUESTION_ANSWERED = "QUESTION_ANSWERED"
QUESTION_NOT_PUBLISHED = "QUESTION_NOT_PUBLISHED"
