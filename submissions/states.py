"""The states of a proposal and every legal move (domain.md, "Submission")."""

import enum

from flask_babel import lazy_gettext as _l

from core.workflow import LabelledState, Lifecycle


class SubmissionState(LabelledState):
    """`LOCKED` is derived from the deadline, never stored."""

    DRAFT = ("draft", _l("Draft"), "grey")
    SUBMITTED = ("submitted", _l("Submitted"), "green")
    LOCKED = ("locked", _l("Received"), "blue")
    ELIGIBLE = ("eligible", _l("Eligible"), "blue")
    INELIGIBLE = ("ineligible", _l("Not eligible"), "red")
    IN_ASSESSMENT = ("in_assessment", _l("Being assessed"), "light-blue")
    SHORTLISTED = ("shortlisted", _l("Shortlisted"), "turquoise")
    RECOMMENDED = ("recommended", _l("Recommended"), "turquoise")
    RESERVE = ("reserve", _l("Reserve"), "yellow")
    NOT_SELECTED = ("not_selected", _l("Not selected"), "grey")
    OFFERED = ("offered", _l("Offered"), "purple")
    ACCEPTED = ("accepted", _l("Offer accepted"), "green")
    CONTRACTED = ("contracted", _l("Contract signed"), "green")
    DECLINED = ("declined", _l("Offer declined"), "grey")
    LAPSED = ("lapsed", _l("Offer lapsed"), "grey")
    WITHDRAWN = ("withdrawn", _l("Withdrawn"), "grey")
    DISQUALIFIED = ("disqualified", _l("Disqualified"), "red")
    VOID = ("void", _l("Void"), "grey")


class SubmissionAction(enum.Enum):
    SUBMIT = "submit"
    REOPEN = "reopen"
    MARK_ELIGIBLE = "mark_eligible"
    MARK_INELIGIBLE = "mark_ineligible"
    ENTER_ASSESSMENT = "enter_assessment"
    SHORTLIST = "shortlist"
    RECOMMEND = "recommend"
    RESERVE = "reserve"
    NOT_SELECT = "not_select"
    RETURN_TO_ASSESSMENT = "return_to_assessment"
    OFFER = "offer"
    ACCEPT = "accept"
    DECLINE_OFFER = "decline_offer"
    LAPSE = "lapse"
    CONTRACT = "contract"
    WITHDRAW = "withdraw"
    DISQUALIFY = "disqualify"
    VOID = "void"


_S, _A = SubmissionState, SubmissionAction

SUBMISSION_LIFECYCLE = Lifecycle[SubmissionState, SubmissionAction](
    "submission",
    {
        (_S.DRAFT, _A.SUBMIT): _S.SUBMITTED,
        # Reopening makes a working copy; the last submitted version stands, so the state stays what it is.
        (_S.SUBMITTED, _A.REOPEN): _S.SUBMITTED,
        (_S.SUBMITTED, _A.SUBMIT): _S.SUBMITTED,
        (_S.LOCKED, _A.MARK_ELIGIBLE): _S.ELIGIBLE,
        (_S.LOCKED, _A.MARK_INELIGIBLE): _S.INELIGIBLE,
        (_S.ELIGIBLE, _A.ENTER_ASSESSMENT): _S.IN_ASSESSMENT,
        (_S.IN_ASSESSMENT, _A.SHORTLIST): _S.SHORTLISTED,
        (_S.IN_ASSESSMENT, _A.RECOMMEND): _S.RECOMMENDED,
        (_S.IN_ASSESSMENT, _A.RESERVE): _S.RESERVE,
        (_S.IN_ASSESSMENT, _A.NOT_SELECT): _S.NOT_SELECTED,
        (_S.SHORTLISTED, _A.RECOMMEND): _S.RECOMMENDED,
        (_S.SHORTLISTED, _A.RESERVE): _S.RESERVE,
        (_S.SHORTLISTED, _A.NOT_SELECT): _S.NOT_SELECTED,
        # A decision that is set aside sends its challenge back to assessing; its proposals go back with it.
        (_S.SHORTLISTED, _A.RETURN_TO_ASSESSMENT): _S.IN_ASSESSMENT,
        (_S.RECOMMENDED, _A.RETURN_TO_ASSESSMENT): _S.IN_ASSESSMENT,
        (_S.RESERVE, _A.RETURN_TO_ASSESSMENT): _S.IN_ASSESSMENT,
        (_S.NOT_SELECTED, _A.RETURN_TO_ASSESSMENT): _S.IN_ASSESSMENT,
        (_S.RECOMMENDED, _A.OFFER): _S.OFFERED,
        (_S.RESERVE, _A.OFFER): _S.OFFERED,
        (_S.OFFERED, _A.ACCEPT): _S.ACCEPTED,
        (_S.OFFERED, _A.DECLINE_OFFER): _S.DECLINED,
        (_S.OFFERED, _A.LAPSE): _S.LAPSED,
        (_S.ACCEPTED, _A.CONTRACT): _S.CONTRACTED,
        (_S.DRAFT, _A.WITHDRAW): _S.WITHDRAWN,
        (_S.SUBMITTED, _A.WITHDRAW): _S.WITHDRAWN,
        (_S.LOCKED, _A.WITHDRAW): _S.WITHDRAWN,
        (_S.ELIGIBLE, _A.WITHDRAW): _S.WITHDRAWN,
        (_S.IN_ASSESSMENT, _A.WITHDRAW): _S.WITHDRAWN,
        (_S.SHORTLISTED, _A.WITHDRAW): _S.WITHDRAWN,
        (_S.RECOMMENDED, _A.WITHDRAW): _S.WITHDRAWN,
        (_S.RESERVE, _A.WITHDRAW): _S.WITHDRAWN,
        (_S.OFFERED, _A.WITHDRAW): _S.WITHDRAWN,
        (_S.ACCEPTED, _A.WITHDRAW): _S.WITHDRAWN,
        (_S.LOCKED, _A.DISQUALIFY): _S.DISQUALIFIED,
        (_S.ELIGIBLE, _A.DISQUALIFY): _S.DISQUALIFIED,
        (_S.IN_ASSESSMENT, _A.DISQUALIFY): _S.DISQUALIFIED,
        (_S.SHORTLISTED, _A.DISQUALIFY): _S.DISQUALIFIED,
        (_S.RECOMMENDED, _A.DISQUALIFY): _S.DISQUALIFIED,
        (_S.RESERVE, _A.DISQUALIFY): _S.DISQUALIFIED,
        (_S.OFFERED, _A.DISQUALIFY): _S.DISQUALIFIED,
        (_S.ACCEPTED, _A.DISQUALIFY): _S.DISQUALIFIED,
        (_S.DRAFT, _A.VOID): _S.VOID,
        (_S.SUBMITTED, _A.VOID): _S.VOID,
        (_S.LOCKED, _A.VOID): _S.VOID,
        (_S.ELIGIBLE, _A.VOID): _S.VOID,
        (_S.IN_ASSESSMENT, _A.VOID): _S.VOID,
        (_S.SHORTLISTED, _A.VOID): _S.VOID,
        (_S.RECOMMENDED, _A.VOID): _S.VOID,
        (_S.RESERVE, _A.VOID): _S.VOID,
    },
)


class ClarificationState(LabelledState):
    """`LAPSED` is derived from the day by which it was to be answered, never stored."""

    ASKED = ("asked", _l("Waiting for an answer"), "yellow")
    ANSWERED = ("answered", _l("Answered"), "green")
    LAPSED = ("lapsed", _l("Not answered in time"), "grey")
    WITHDRAWN = ("withdrawn", _l("Taken back"), "grey")


class ClarificationAction(enum.Enum):
    ANSWER = "answer"
    WITHDRAW = "withdraw"


# What the council asks one bidder after the deadline. It never changes the proposal.
CLARIFICATION_LIFECYCLE = Lifecycle[ClarificationState, ClarificationAction](
    "clarification",
    {
        (ClarificationState.ASKED, ClarificationAction.ANSWER): ClarificationState.ANSWERED,
        (ClarificationState.ASKED, ClarificationAction.WITHDRAW): ClarificationState.WITHDRAWN,
    },
)

# Those of which something may be asked: received, and not yet decided on for good.
CLARIFIABLE = (
    SubmissionState.LOCKED,
    SubmissionState.ELIGIBLE,
    SubmissionState.IN_ASSESSMENT,
    SubmissionState.SHORTLISTED,
    SubmissionState.RECOMMENDED,
    SubmissionState.RESERVE,
)


class IdeaState(LabelledState):
    """An idea from the public. `RECEIVED` is derived from the deadline, never stored."""

    SENT = ("sent", _l("Sent"), "green")
    RECEIVED = ("received", _l("Received"), "blue")
    TAKEN_UP = ("taken_up", _l("Taken up"), "teal")
    NOT_TAKEN_UP = ("not_taken_up", _l("Not taken up"), "grey")
    WITHDRAWN = ("withdrawn", _l("Withdrawn"), "grey")


class IdeaAction(enum.Enum):
    TAKE_UP = "take_up"
    LEAVE = "leave"
    WITHDRAW = "withdraw"


IDEA_LIFECYCLE = Lifecycle[IdeaState, IdeaAction](
    "idea",
    {
        (IdeaState.SENT, IdeaAction.WITHDRAW): IdeaState.WITHDRAWN,
        (IdeaState.RECEIVED, IdeaAction.WITHDRAW): IdeaState.WITHDRAWN,
        (IdeaState.RECEIVED, IdeaAction.TAKE_UP): IdeaState.TAKEN_UP,
        (IdeaState.RECEIVED, IdeaAction.LEAVE): IdeaState.NOT_TAKEN_UP,
    },
)

# Those that no longer compete and make room for another proposal of the same supplier.
GONE = (SubmissionState.WITHDRAWN, SubmissionState.VOID)


class Reading(LabelledState):
    """What a machine made of a file in a proposal whose names are hidden."""

    WAITING = ("waiting", _l("Not read by machine yet"), "yellow")
    WHOLE = ("whole", _l("Read by machine"), "green")
    IN_PART = ("in_part", _l("Read in part by machine"), "yellow")
    NOT_READABLE = ("not_readable", _l("Not readable by machine"), "yellow")


class EntryChannel(LabelledState):
    """How a proposal reached us when an officer typed it in."""

    POST = ("post", _l("By post"))
    EMAIL = ("email", _l("By e-mail"))
    IN_PERSON = ("in_person", _l("Brought in person"))


class ExclusionGround(LabelledState):
    """Why somebody may be kept out of a public contract (Procurement Act 2023, schedules 6 and 7, in plain words)."""

    CONVICTION = ("conviction", _l("A conviction for fraud, bribery, tax evasion, theft or organised crime"))
    LABOUR = ("labour", _l("Slavery, or another serious breach of the law on work"))
    TAX = ("tax", _l("Taxes or social contributions that were not paid"))
    INSOLVENCY = ("insolvency", _l("Insolvency, or a business that is being wound up"))
    COMPETITION = ("competition", _l("Agreements with competitors on prices or markets"))
    MISCONDUCT = ("misconduct", _l("Serious misconduct, or a public contract ended early because of a serious breach"))
    ENVIRONMENT = ("environment", _l("A serious breach of the law on the environment"))
    SECURITY = ("security", _l("A threat to national security, or a place on a list of debarred suppliers"))


SUBMISSION_STARTED = "SUBMISSION_STARTED"
SUBMISSION_ENTERED_BY_OFFICER = "SUBMISSION_ENTERED_BY_OFFICER"
SUBMISSION_SUBMITTED = "SUBMISSION_SUBMITTED"
SUBMISSION_REOPENED = "SUBMISSION_REOPENED"
SUBMISSION_WITHDRAWN = "SUBMISSION_WITHDRAWN"
SUBMISSION_OPENED = "SUBMISSION_OPENED"
SUBMISSION_HANDED_OVER = "SUBMISSION_HANDED_OVER"
MEMBER_ASKED = "MEMBER_ASKED"
MEMBER_CONFIRMED = "MEMBER_CONFIRMED"
MEMBER_REFUSED = "MEMBER_REFUSED"
MEMBER_LEFT = "MEMBER_LEFT"
MEMBER_TAKEN_OUT = "MEMBER_TAKEN_OUT"
SUBMISSION_FILE_ADDED = "SUBMISSION_FILE_ADDED"
SUBMISSION_FILE_REMOVED = "SUBMISSION_FILE_REMOVED"
SUBMISSION_ANSWER_SAVED = "SUBMISSION_ANSWER_SAVED"
SUBMISSION_DECLARED = "SUBMISSION_DECLARED"
SUBMISSION_TITLED = "SUBMISSION_TITLED"
SUBMISSION_FOUND_ELIGIBLE = "SUBMISSION_FOUND_ELIGIBLE"
SUBMISSION_FOUND_INELIGIBLE = "SUBMISSION_FOUND_INELIGIBLE"
SUBMISSION_ENTERED_ASSESSMENT = "SUBMISSION_ENTERED_ASSESSMENT"
SUBMISSION_SHORTLISTED = "SUBMISSION_SHORTLISTED"
SUBMISSION_RECOMMENDED = "SUBMISSION_RECOMMENDED"
SUBMISSION_PUT_IN_RESERVE = "SUBMISSION_PUT_IN_RESERVE"
SUBMISSION_NOT_SELECTED = "SUBMISSION_NOT_SELECTED"
SUBMISSION_RETURNED_TO_ASSESSMENT = "SUBMISSION_RETURNED_TO_ASSESSMENT"
SUBMISSION_OFFERED = "SUBMISSION_OFFERED"
SUBMISSION_OFFER_ACCEPTED = "SUBMISSION_OFFER_ACCEPTED"
SUBMISSION_OFFER_DECLINED = "SUBMISSION_OFFER_DECLINED"
SUBMISSION_OFFER_LAPSED = "SUBMISSION_OFFER_LAPSED"
SUBMISSION_CONTRACTED = "SUBMISSION_CONTRACTED"
SUBMISSION_DISQUALIFIED = "SUBMISSION_DISQUALIFIED"
SUBMISSION_VOIDED = "SUBMISSION_VOIDED"
CLARIFICATION_ASKED = "CLARIFICATION_ASKED"
CLARIFICATION_ANSWERED = "CLARIFICATION_ANSWERED"
CLARIFICATION_WITHDRAWN = "CLARIFICATION_WITHDRAWN"
WORDS_HIDDEN = "WORDS_HIDDEN"
FILE_HIDDEN = "FILE_HIDDEN"
REDACTION_LIFTED = "REDACTION_LIFTED"
SLIPS_CHECKED = "SLIPS_CHECKED"
IDEA_SENT = "IDEA_SENT"
IDEA_WITHDRAWN = "IDEA_WITHDRAWN"
IDEA_OPENED = "IDEA_OPENED"
IDEA_TAKEN_UP = "IDEA_TAKEN_UP"
IDEA_NOT_TAKEN_UP = "IDEA_NOT_TAKEN_UP"
