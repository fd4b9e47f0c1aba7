"""Verbs of taking part: follow, comment, vote, and keeping the discussion fair."""

import secrets
import uuid

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import insert

from accounts import queries as people
from accounts.models import Supplier
from core import audit, clock
from core.access import Actor, check
from core.database import db, new_id
from core.errors import Refused
from notifications.services import tell
from participation import policies, queries, signals
from participation import states as events
from participation.models import Comment, CommentDecision, CommentReport, Follow, Topic, Vote
from participation.states import (
    COMMENT_LIFECYCLE,
    GRAVE_RULES,
    REPORTS_THAT_HIDE,
    CommentAction,
    CommentState,
    ModerationRule,
    Tier,
)

COMMENT_LIMIT = 3000


def create_topic(
    *,
    kind: str,
    title: str,
    path: str,
    council_id: uuid.UUID,
    body_id: uuid.UUID | None = None,
    comments_open: bool = True,
    votes_open: bool = True,
    is_public: bool = True,
) -> Topic:
    """The topic of a thing that the caller owns. `path` is the address of its page on this service."""
    topic = Topic(
        id=new_id(),
        kind=kind,
        title=title,
        path=path,
        council_id=council_id,
        body_id=body_id,
        comments_open=comments_open,
        votes_open=votes_open,
        is_public=is_public,
        votes_count=0,
        comments_count=0,
    )
    db.session.add(topic)
    db.session.flush()
    return topic


def update_topic(
    topic_id: uuid.UUID,
    *,
    title: str,
    path: str,
    comments_open: bool | None = None,
    votes_open: bool | None = None,
    is_public: bool | None = None,
) -> None:
    """The owner's thing has another title or address now, or the public may now take part in it."""
    topic = queries.topic(topic_id)
    if topic is None:
        raise LookupError(topic_id)
    topic.title, topic.path = title, path
    topic.comments_open = topic.comments_open if comments_open is None else comments_open
    topic.votes_open = topic.votes_open if votes_open is None else votes_open
    topic.is_public = topic.is_public if is_public is None else is_public
    db.session.flush()


def hand_over(gone: Supplier, kept: Supplier) -> None:
    """Two suppliers turned out to be one: what was said for `gone`, and what it owns, is of `kept`."""
    db.session.execute(update(Topic).where(Topic.body_id == gone.id).values(body_id=kept.id))
    db.session.execute(update(Comment).where(Comment.for_body_id == gone.id).values(for_body_id=kept.id))


def copy_follows(*, source_id: uuid.UUID, target_id: uuid.UUID) -> None:
    """Whoever follows one topic follows the other as well."""
    rows = [
        {
            "id": new_id(),
            "topic_id": target_id,
            "person_id": follow.person_id,
            "address": follow.address,
            "language": follow.language,
            "token": secrets.token_urlsafe(24),
            "asked_at": follow.asked_at,
            "confirmed_at": follow.confirmed_at,
        }
        for follow in queries.live_follows(source_id)
    ]
    if rows:
        db.session.execute(insert(Follow).on_conflict_do_nothing(), rows)


def follow_as_person(topic: Topic, person_id: uuid.UUID) -> None:
    """Somebody whose address is known follows at once; asked again, they still follow once."""
    someone = people.person(person_id)
    if someone is None or someone.email is None:
        return
    follow = _follow(topic, someone.email, someone.language)
    follow.person_id = someone.id
    follow.confirmed_at = follow.confirmed_at or clock.now()
    follow.stopped_at = None
    db.session.flush()


def follow_by_email(topic: Topic, *, address: str, language: str = "en") -> None:
    """Ask an address whether it wants news (double opt-in). Answers the same whatever is known of the address."""
    follow = _follow(topic, address.strip().lower(), language)
    if follow.confirmed_at and follow.stopped_at is None:
        return
    follow.stopped_at = None
    follow.confirmed_at = None
    db.session.flush()
    tell(
        template="participation/follow_confirm",
        why=_l("You get this email because somebody gave this address to follow a page."),
        address=follow.address,
        language=language,
        topic=topic,
        confirm_path=f"/follow/{follow.token}",
    )


def _follow(topic: Topic, address: str, language: str) -> Follow:
    db.session.execute(
        insert(Follow)
        .values(
            id=new_id(),
            topic_id=topic.id,
            address=address,
            language=language,
            token=secrets.token_urlsafe(24),
            asked_at=clock.now(),
        )
        .on_conflict_do_nothing()
    )
    found = queries.follow_by_address(topic.id, address)
    if found is None:  # pragma: no cover - the row was put there by the statement above
        raise LookupError(address)
    return found


def confirm_follow(follow: Follow) -> None:
    follow.confirmed_at = follow.confirmed_at or clock.now()
    follow.stopped_at = None
    db.session.flush()
    signals.follow_confirmed.send(None, follow=follow)


def stop_follow(follow: Follow) -> None:
    """One click, no questions, and nothing happens when it was stopped before."""
    follow.stopped_at = follow.stopped_at or clock.now()


def stop_following(topic: Topic, *, by: Actor) -> None:
    someone = people.person(by.person_id) if by.person_id else None
    follow = queries.follow_by_address(topic.id, someone.email) if someone and someone.email else None
    if follow:
        stop_follow(follow)


def say(topic: Topic, *, words: str, by: Actor, language: str = "en") -> Comment:
    """Publish a comment at once; moderators look afterwards. Raises `Refused` for empty or too long words."""
    check(policies.can_comment(by, topic))
    cleaned = words.strip()
    if not cleaned:
        raise Refused(_l("Write what you want to say."), field="words")
    if len(cleaned) > COMMENT_LIMIT:
        raise Refused(_l("Use at most %(count)s characters.", count=COMMENT_LIMIT), field="words")
    comment = Comment(
        id=new_id(),
        topic_id=topic.id,
        council_id=topic.council_id,
        person_id=by.person_id,
        for_body_id=by.body_id,
        language=language,
        words=cleaned,
        said_at=clock.now(),
        state=CommentState.PUBLISHED,
    )
    db.session.add(comment)
    _count_comments(topic, 1)
    db.session.flush()
    audit.record(events.COMMENT_PUBLISHED, subject=comment, by=by)
    return comment


def report_comment(comment: Comment, *, rule: ModerationRule, by: Actor) -> bool:
    """Say which rule the comment breaks; a moderator looks at it. Returns whether it is hidden until then.

    It is hidden at once where the rule is grave and no moderator has let it stand before, or where enough people say
    so. Raises `Refused` when the actor reported it before.
    """
    check(policies.can_report_comment(by, comment))
    db.session.refresh(comment, attribute_names=["state"], with_for_update=True)
    COMMENT_LIFECYCLE.check(comment, CommentAction.HOLD)
    added = db.session.execute(
        insert(CommentReport)
        .values(id=new_id(), comment_id=comment.id, person_id=by.person_id, rule=rule, reported_at=clock.now())
        .on_conflict_do_nothing()
        .returning(CommentReport.id)
    ).scalar_one_or_none()
    if added is None:
        raise Refused(_l("You reported this comment before. A moderator looks at it."))
    audit.record(events.COMMENT_REPORTED, subject=comment, by=by, rule=rule.value)
    if not _is_hidden_by(rule, comment):
        return False
    COMMENT_LIFECYCLE.move(comment, CommentAction.HOLD, by=by, event=events.COMMENT_HIDDEN, rule=rule.value)
    _count_comments(comment.topic, -1)
    return True


def _is_hidden_by(rule: ModerationRule, comment: Comment) -> bool:
    if queries.open_reports(comment.id) >= REPORTS_THAT_HIDE:
        return True
    return rule in GRAVE_RULES and queries.last_decision(comment.id) is None


def withdraw_comment(comment: Comment, *, by: Actor) -> None:
    check(policies.can_withdraw_comment(by, comment))
    was_shown = comment.state is CommentState.PUBLISHED
    COMMENT_LIFECYCLE.move(comment, CommentAction.WITHDRAW, by=by, event=events.COMMENT_WITHDRAWN)
    if was_shown:
        _count_comments(comment.topic, -1)


def remove_comment(comment: Comment, *, rule: ModerationRule, reason: str, by: Actor) -> CommentDecision:
    """Take a comment out of sight, with the rule and the reason told to its author, who may appeal."""
    check(policies.can_moderate(by, comment))
    if not reason.strip():
        raise Refused(_l("Say why, in words that the author will read."), field="reason")
    was_shown = comment.state is CommentState.PUBLISHED
    COMMENT_LIFECYCLE.move(comment, CommentAction.REMOVE, by=by, event=events.COMMENT_REMOVED, rule=rule.value)
    if was_shown:
        _count_comments(comment.topic, -1)
    decision = _decide(comment, outcome="removed", rule=rule, reason=reason, by=by)
    _tell_author(comment, decision)
    return decision


def release_comment(comment: Comment, *, reason: str, by: Actor) -> CommentDecision:
    """Put a held or removed comment back in its place.

    After an appeal another moderator than the one who removed it must decide. Raises `Refused` otherwise.
    """
    check(policies.can_moderate(by, comment))
    last = queries.last_decision(comment.id)
    if comment.state is CommentState.REMOVED:
        if last and last.appealed_at and last.moderator_id == by.person_id:
            raise Refused(_l("You removed this comment. Somebody else decides on the appeal."))
        COMMENT_LIFECYCLE.move(comment, CommentAction.RESTORE, by=by, event=events.COMMENT_RESTORED)
    elif comment.state is CommentState.PUBLISHED and queries.open_reports(comment.id):
        # It was never hidden: its author has nothing to learn.
        COMMENT_LIFECYCLE.move(comment, CommentAction.KEEP, by=by, event=events.COMMENT_KEPT)
        return _decide(comment, outcome="published", rule=None, reason=reason, by=by)
    else:
        COMMENT_LIFECYCLE.move(comment, CommentAction.PUBLISH, by=by, event=events.COMMENT_RELEASED)
    _count_comments(comment.topic, 1)
    decision = _decide(comment, outcome="published", rule=None, reason=reason, by=by)
    _tell_author(comment, decision)
    return decision


def appeal(comment: Comment, *, words: str, by: Actor) -> None:
    """The author of a removed comment asks another moderator to look again, once."""
    check(policies.can_appeal(by, comment))
    decision = queries.last_decision(comment.id)
    if decision is None or decision.appealed_at is not None:
        raise Refused(_l("You asked for this already. A moderator will write to you."))
    decision.appealed_at = clock.now()
    decision.appeal_words = words.strip()
    audit.record(events.COMMENT_APPEALED, subject=comment, by=by)


def _decide(comment: Comment, *, outcome: str, rule: ModerationRule | None, reason: str, by: Actor) -> CommentDecision:
    decision = CommentDecision(
        id=new_id(),
        comment_id=comment.id,
        council_id=comment.council_id,
        moderator_id=by.person_id,
        rule=rule,
        reason=reason.strip(),
        outcome=outcome,
        decided_at=clock.now(),
        appeal_words="",
    )
    db.session.add(decision)
    db.session.execute(
        update(CommentReport)
        .where(CommentReport.comment_id == comment.id, CommentReport.settled_at.is_(None))
        .values(settled_at=decision.decided_at)
    )
    db.session.flush()
    return decision


def _tell_author(comment: Comment, decision: CommentDecision) -> None:
    if comment.person_id is None:
        return
    tell(
        template="participation/comment_decided",
        why=_l("You get this email because you wrote the comment."),
        person_id=comment.person_id,
        comment=comment,
        topic=comment.topic,
        decision=decision,
    )


def vote(topic: Topic, *, by: Actor) -> bool:
    """Cast the actor's one vote. Returns False when it had been cast before; a double click counts once."""
    check(policies.can_vote(by, topic))
    added = db.session.execute(
        insert(Vote)
        .values(id=new_id(), topic_id=topic.id, person_id=by.person_id, tier=Tier.EMAIL, cast_at=clock.now())
        .on_conflict_do_nothing()
        .returning(Vote.id)
    ).scalar_one_or_none()
    if added is None:
        return False
    _count_votes(topic, 1)
    audit.record(events.VOTE_CAST, subject=topic, by=by)
    return True


def take_back_vote(topic: Topic, *, by: Actor) -> bool:
    """Returns False when there was no vote to take back."""
    check(policies.can_vote(by, topic))
    gone = db.session.execute(
        delete(Vote).where(Vote.topic_id == topic.id, Vote.person_id == by.person_id).returning(Vote.id)
    ).scalar_one_or_none()
    if gone is None:
        return False
    _count_votes(topic, -1)
    audit.record(events.VOTE_TAKEN_BACK, subject=topic, by=by)
    return True


def _count_votes(topic: Topic, change: int) -> None:
    db.session.execute(update(Topic).where(Topic.id == topic.id).values(votes_count=Topic.votes_count + change))


def _count_comments(topic: Topic, change: int) -> None:
    db.session.execute(update(Topic).where(Topic.id == topic.id).values(comments_count=Topic.comments_count + change))
