"""Reads of topics and of what people said."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, or_, select, true
from sqlalchemy.orm import joinedload

from accounts.models import Council
from accounts.queries import council_by_slug
from core.access import Actor
from core.database import db
from core.pagination import Page, paginate
from participation.models import Comment, CommentDecision, CommentReport, Follow, Topic, Vote
from participation.states import SHOWN, CommentState, ModerationRule, Tier

FIRST_COMMENTS = 10


@dataclass(frozen=True)
class TopicView:
    """A topic as one page shows it to one actor."""

    topic: Topic
    comments: Sequence[Comment]
    votes_by_tier: dict[Tier, int]
    has_voted: bool
    follows: bool


def topic(topic_id: uuid.UUID) -> Topic | None:
    return db.session.get(Topic, topic_id)


def topic_for(_actor: Actor, topic_id: uuid.UUID) -> Topic | None:
    """Whatever its thing is: of one that the public may not see, a topic tells nothing but the reference."""
    return topic(topic_id)


def public_topic(_actor: Actor, topic_id: uuid.UUID) -> Topic | None:
    """One whose thing the public may see now: where that is gone, what was said about it is gone as well."""
    found = topic(topic_id)
    return found if found and found.is_public else None


def topic_view(topic_id: uuid.UUID, actor: Actor) -> TopicView | None:
    """Counts, the first comments and the actor's own part, in at most four queries (one less when anonymous)."""
    found = topic(topic_id)
    if found is None:
        return None
    voted, follows = _own_part(topic_id, actor)
    return TopicView(
        topic=found,
        comments=comments_of(topic_id, limit=FIRST_COMMENTS),
        votes_by_tier=votes_by_tier(topic_id),
        has_voted=voted,
        follows=follows,
    )


def comments_of(topic_id: uuid.UUID, *, limit: int) -> Sequence[Comment]:
    """The newest first; a removed one keeps its place without its words."""
    return db.session.scalars(_comments(topic_id).limit(limit)).all()


def comments_page(topic_id: uuid.UUID, number: int) -> Page[Comment]:
    return paginate(_comments(topic_id), number)


def _comments(topic_id: uuid.UUID):  # type: ignore[no-untyped-def]
    return (
        select(Comment)
        .where(Comment.topic_id == topic_id, Comment.state.in_(SHOWN))
        .options(joinedload(Comment.person))
        .order_by(Comment.said_at.desc(), Comment.id.desc())
    )


def votes_by_tier(topic_id: uuid.UUID) -> dict[Tier, int]:
    rows = db.session.execute(select(Vote.tier, func.count()).where(Vote.topic_id == topic_id).group_by(Vote.tier))
    return {row[0]: row[1] for row in rows}


def has_voted(topic_id: uuid.UUID, actor: Actor) -> bool:
    return _own_part(topic_id, actor)[0]


def follows(topic_id: uuid.UUID, actor: Actor) -> bool:
    return _own_part(topic_id, actor)[1]


def _own_part(topic_id: uuid.UUID, actor: Actor) -> tuple[bool, bool]:
    if actor.person_id is None:
        return False, False
    voted = select(Vote.id).where(Vote.topic_id == topic_id, Vote.person_id == actor.person_id).exists()
    follows = (
        select(Follow.id)
        .where(Follow.topic_id == topic_id, Follow.person_id == actor.person_id, Follow.stopped_at.is_(None))
        .exists()
    )
    row = db.session.execute(select(voted, follows)).one()
    return bool(row[0]), bool(row[1])


def follow_by_address(topic_id: uuid.UUID, address: str) -> Follow | None:
    return db.session.scalar(select(Follow).where(Follow.topic_id == topic_id, Follow.address == address))


def follow_by_token(token: str) -> Follow | None:
    return db.session.scalar(select(Follow).where(Follow.token == token).options(joinedload(Follow.topic)))


def live_follows(topic_id: uuid.UUID, *, after: uuid.UUID | None = None, limit: int | None = None) -> Sequence[Follow]:
    """In the order in which they began, those after this one."""
    return db.session.scalars(
        select(Follow)
        .where(
            Follow.topic_id == topic_id,
            Follow.confirmed_at.is_not(None),
            Follow.stopped_at.is_(None),
            true() if after is None else Follow.id > after,
        )
        .order_by(Follow.id)
        .limit(limit)
    ).all()


def comment_for(actor: Actor, comment_id: uuid.UUID) -> Comment | None:
    """A comment that the actor may know of: one's own, those of the moderator's council, and what the public reads."""
    found = db.session.scalar(
        select(Comment).where(Comment.id == comment_id).options(joinedload(Comment.topic), joinedload(Comment.person))
    )
    if found is None:
        return None
    own = actor.is_signed_in and found.person_id == actor.person_id
    shown = found.state in SHOWN and found.topic.is_public
    return found if own or shown or actor.acts_for(found.council_id, "moderator") else None


def removed_comment_of(actor: Actor, comment_id: uuid.UUID) -> Comment | None:
    """A removed comment, for its author alone."""
    found = comment_for(actor, comment_id)
    return found if found and actor.is_signed_in and found.person_id == actor.person_id else None


def waiting_comments(actor: Actor, number: int) -> Page[Comment]:
    """What waits for the moderators of the council that the actor acts for, reported or appealed, the oldest first.

    An appeal is not offered to the moderator against whose decision it is.
    """
    appealed = (
        select(CommentDecision.id)
        .where(
            CommentDecision.comment_id == Comment.id,
            CommentDecision.appealed_at.is_not(None),
            CommentDecision.moderator_id != actor.person_id,
        )
        .exists()
    )
    reported = (
        select(CommentReport.id)
        .where(CommentReport.comment_id == Comment.id, CommentReport.settled_at.is_(None))
        .exists()
    )
    return paginate(
        select(Comment)
        .where(
            Comment.council_id == actor.body_id,
            or_(
                Comment.state == CommentState.HELD,
                and_(Comment.state == CommentState.PUBLISHED, reported),
                and_(Comment.state == CommentState.REMOVED, appealed),
            ),
        )
        .options(joinedload(Comment.topic), joinedload(Comment.person))
        .order_by(Comment.said_at),
        number,
    )


def open_reports(comment_id: uuid.UUID) -> int:
    """How many people say that a comment breaks a rule, since a moderator last looked."""
    counted = select(func.count()).where(CommentReport.comment_id == comment_id, CommentReport.settled_at.is_(None))
    return db.session.scalar(counted) or 0


def reports_on(comment_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, dict[ModerationRule, int]]:
    """For moderators: which rules people say that these comments break, and how many say so. Never who."""
    rows = db.session.execute(
        select(CommentReport.comment_id, CommentReport.rule, func.count())
        .where(CommentReport.comment_id.in_(comment_ids), CommentReport.settled_at.is_(None))
        .group_by(CommentReport.comment_id, CommentReport.rule)
    )
    found: dict[uuid.UUID, dict[ModerationRule, int]] = {comment_id: {} for comment_id in comment_ids}
    for comment_id, rule, count in rows:
        found[comment_id][rule] = count
    return found


def last_decision(comment_id: uuid.UUID) -> CommentDecision | None:
    return db.session.scalar(
        select(CommentDecision)
        .where(CommentDecision.comment_id == comment_id)
        .order_by(CommentDecision.decided_at.desc())
        .limit(1)
    )


@dataclass(frozen=True)
class ModerationLog:
    """What a council's moderators decided, without personal data."""

    council: Council
    page: Page[CommentDecision]


def moderation_log(slug: str, number: int) -> ModerationLog | None:
    """The public log of a council, the newest first; None when there is no such council."""
    council = council_by_slug(slug)
    if council is None:
        return None
    page = paginate(
        select(CommentDecision)
        .where(CommentDecision.council_id == council.id)
        .order_by(CommentDecision.decided_at.desc(), CommentDecision.id),
        number,
    )
    return ModerationLog(council=council, page=page)
