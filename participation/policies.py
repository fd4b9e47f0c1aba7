"""Who may take part, and who keeps it fair."""

from typing import Any, Protocol

from accounts.states import Role
from core.access import Actor
from participation.models import Comment, Topic
from participation.states import SHOWN, CommentState


def can_read(_actor: Actor, _topic: Topic) -> bool:
    """Topics are public; what may not be seen yet has none."""
    return True


def can_read_comment(actor: Actor, comment: Comment) -> bool:
    """Shown ones; one's own; for moderators, all of their council."""
    own = actor.is_signed_in and comment.person_id == actor.person_id
    return comment.state in SHOWN or own or actor.acts_for(comment.council_id, Role.MODERATOR.value)


def can_appeal(actor: Actor, comment: Comment) -> bool:
    """The author, once, against a removal."""
    return actor.is_signed_in and comment.person_id == actor.person_id and comment.state is CommentState.REMOVED


def can_comment(actor: Actor, topic: Topic) -> bool:
    return actor.is_signed_in and topic.comments_open


def can_vote(actor: Actor, topic: Topic) -> bool:
    """Everybody with a confirmed address, but for the body whose thing it is."""
    return bool(actor.is_signed_in and topic.votes_open) and not actor.acts_for(topic.body_id)


def can_report_comment(actor: Actor, comment: Comment) -> bool:
    return actor.is_signed_in and comment.state is CommentState.PUBLISHED and comment.person_id != actor.person_id


def can_withdraw_comment(actor: Actor, comment: Comment) -> bool:
    return actor.is_signed_in and comment.person_id == actor.person_id


def can_moderate(actor: Actor, comment: Comment) -> bool:
    """A moderator of the topic's council; never of their own words."""
    return actor.acts_for(comment.council_id, Role.MODERATOR.value) and comment.person_id != actor.person_id


def can_see_moderation(actor: Actor) -> bool:
    return actor.acts_for(actor.body_id, Role.MODERATOR.value)


class HasVoters(Protocol):
    """A ballot as one reader sees it: `obstacle` says why they have no vote, if they have none."""

    @property
    def obstacle(self) -> Any: ...


def can_read_ballot(_actor: Actor, _page: HasVoters) -> bool:
    return True


def can_cast(actor: Actor, page: HasVoters) -> bool:
    """Everybody with a confirmed address, but for those who bid, who score or who decide. When, the ballot's own clock
    says."""
    return actor.is_signed_in and page.obstacle is None
