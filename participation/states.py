"""States of what the public says, and the moves that moderators make."""

import enum

from flask_babel import lazy_gettext as _l

from core.workflow import LabelledState, Lifecycle


class CommentState(LabelledState):
    PUBLISHED = ("published", _l("Published"), "green")
    HELD = ("held", _l("Waiting for a moderator"), "yellow")
    REMOVED = ("removed", _l("Removed by a moderator"), "red")
    WITHDRAWN = ("withdrawn", _l("Taken back by its author"), "grey")


# What has a place in the discussion; a removed comment keeps its place without its words.
SHOWN = (CommentState.PUBLISHED, CommentState.REMOVED)


class CommentAction(enum.Enum):
    HOLD = "hold"
    PUBLISH = "publish"
    REMOVE = "remove"
    RESTORE = "restore"
    KEEP = "keep"
    WITHDRAW = "withdraw"


COMMENT_LIFECYCLE = Lifecycle(
    "comment",
    {
        (CommentState.PUBLISHED, CommentAction.HOLD): CommentState.HELD,
        (CommentState.PUBLISHED, CommentAction.REMOVE): CommentState.REMOVED,
        # Reported but not hidden, and a moderator lets it stand.
        (CommentState.PUBLISHED, CommentAction.KEEP): CommentState.PUBLISHED,
        (CommentState.PUBLISHED, CommentAction.WITHDRAW): CommentState.WITHDRAWN,
        (CommentState.HELD, CommentAction.PUBLISH): CommentState.PUBLISHED,
        (CommentState.HELD, CommentAction.REMOVE): CommentState.REMOVED,
        (CommentState.HELD, CommentAction.WITHDRAW): CommentState.WITHDRAWN,
        (CommentState.REMOVED, CommentAction.RESTORE): CommentState.PUBLISHED,
    },
)


class Tier(LabelledState):
    """How sure we are that a vote is one person's (domain.md, "Public voice")."""

    EMAIL = ("email", _l("confirmed by email"))
    PHONE = ("phone", _l("confirmed by phone"))
    ADDRESS = ("address", _l("address checked"))
    OFFICER = ("officer", _l("entered by an officer"))


class ModerationRule(LabelledState):
    """The published rules that a moderator may apply."""

    PERSONAL_DATA = ("personal_data", _l("It names or describes a private person"))
    ABUSE = ("abuse", _l("It insults or threatens somebody"))
    OFF_TOPIC = ("off_topic", _l("It is about something else"))
    ADVERTISING = ("advertising", _l("It advertises"))
    UNLAWFUL = ("unlawful", _l("It may break the law"))


# Breaking one of these hides a comment as soon as one person reports it; of the others, as soon as so many do.
GRAVE_RULES = (ModerationRule.PERSONAL_DATA, ModerationRule.UNLAWFUL)
REPORTS_THAT_HIDE = 3


class BallotState(LabelledState):
    """Of a vote on several things; all but the last two follow from its dates."""

    SCHEDULED = ("scheduled", _l("Not open yet"), "blue")
    OPEN = ("open", _l("Open"), "green")
    CLOSED = ("closed", _l("Being counted"), "yellow")
    COUNTED = ("counted", _l("Counted"), "teal")
    CANCELLED = ("cancelled", _l("Cancelled"), "red")


COMMENT_PUBLISHED = "COMMENT_PUBLISHED"
COMMENT_REPORTED = "COMMENT_REPORTED"
COMMENT_HIDDEN = "COMMENT_HIDDEN"
COMMENT_KEPT = "COMMENT_KEPT"
COMMENT_REMOVED = "COMMENT_REMOVED"
COMMENT_RELEASED = "COMMENT_RELEASED"
COMMENT_RESTORED = "COMMENT_RESTORED"
COMMENT_WITHDRAWN = "COMMENT_WITHDRAWN"
COMMENT_APPEALED = "COMMENT_APPEALED"
VOTE_CAST = "VOTE_CAST"
VOTE_TAKEN_BACK = "VOTE_TAKEN_BACK"
BALLOT_SET_UP = "BALLOT_SET_UP"
BALLOT_CANCELLED = "BALLOT_CANCELLED"
BALLOT_COUNTED = "BALLOT_COUNTED"
BALLOT_OPTION_LEFT = "BALLOT_OPTION_LEFT"
BALLOT_PAPER_CAST = "BALLOT_PAPER_CAST"
BALLOT_PAPER_ENTERED = "BALLOT_PAPER_ENTERED"
BALLOT_PAPER_TAKEN_BACK = "BALLOT_PAPER_TAKEN_BACK"
