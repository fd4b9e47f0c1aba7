"""What can become of a problem (domain.md, "Problem")."""

import enum

from flask_babel import lazy_gettext as _l

from core.workflow import LabelledState, Lifecycle


class ProblemState(LabelledState):
    RAISED = ("raised", _l("Waiting to be read"), "orange")
    UNDER_REVIEW = ("under_review", _l("Being looked at"), "blue")
    ACCEPTED = ("accepted", _l("Became a challenge"), "green")
    ANSWERED = ("answered", _l("Answered"), "teal")
    DECLINED = ("declined", _l("Not taken up"), "grey")
    TRANSFERRED = ("transferred", _l("Passed on"), "purple")
    MERGED = ("merged", _l("Joined with another"), "grey")
    # What it was about is nobody's business: the label tells nothing either.
    REFERRED = ("referred", _l("Answered in private"), "grey")


class Concern(LabelledState):
    """Why a problem cannot wait: whoever raised it must turn to somebody else at once."""

    EMERGENCY = ("emergency", _l("An emergency"), "red")
    SAFEGUARDING = ("safeguarding", _l("Somebody may be harmed"), "red")


class ProblemAction(enum.Enum):
    START_REVIEW = "start_review"
    ACCEPT = "accept"
    ANSWER = "answer"
    DECLINE = "decline"
    TRANSFER = "transfer"
    MERGE = "merge"
    REFER = "refer"


PROBLEM_LIFECYCLE = Lifecycle(
    "problem",
    {
        (ProblemState.RAISED, ProblemAction.START_REVIEW): ProblemState.UNDER_REVIEW,
        (ProblemState.UNDER_REVIEW, ProblemAction.ACCEPT): ProblemState.ACCEPTED,
        (ProblemState.UNDER_REVIEW, ProblemAction.ANSWER): ProblemState.ANSWERED,
        (ProblemState.UNDER_REVIEW, ProblemAction.DECLINE): ProblemState.DECLINED,
        (ProblemState.UNDER_REVIEW, ProblemAction.TRANSFER): ProblemState.TRANSFERRED,
        (ProblemState.UNDER_REVIEW, ProblemAction.MERGE): ProblemState.MERGED,
        # At once, without a review before it.
        (ProblemState.RAISED, ProblemAction.REFER): ProblemState.REFERRED,
        (ProblemState.UNDER_REVIEW, ProblemAction.REFER): ProblemState.REFERRED,
    },
)


class Channel(LabelledState):
    """How a problem reached the council."""

    WEB = ("web", _l("On this site"))
    PHONE = ("phone", _l("By phone"))
    LETTER = ("letter", _l("By letter"))
    EMAIL = ("email", _l("By e-mail"))
    IN_PERSON = ("in_person", _l("In person"))


PROBLEM_RAISED = "PROBLEM_RAISED"
PROBLEM_REVIEW_STARTED = "PROBLEM_REVIEW_STARTED"
PROBLEM_PUBLISHED = "PROBLEM_PUBLISHED"
PROBLEM_ACCEPTED = "PROBLEM_ACCEPTED"
PROBLEM_ANSWERED = "PROBLEM_ANSWERED"
PROBLEM_DECLINED = "PROBLEM_DECLINED"
PROBLEM_TRANSFERRED = "PROBLEM_TRANSFERRED"
PROBLEM_MERGED = "PROBLEM_MERGED"
PROBLEM_REFERRED = "PROBLEM_REFERRED"
PROBLEM_SHARED = "PROBLEM_SHARED"
PROBLEM_CLAIMED = "PROBLEM_CLAIMED"
