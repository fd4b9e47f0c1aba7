"""What people say on a topic, and keeping it fair."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from core import audit, clock
from core.access import Actor, check
from core.database import db, new_id
from core.errors import Refused
from notifications.services import tell
from participation import policies, queries
from participation import states as events
from participation.models import Comment, CommentDecision, CommentReport, Topic
from participation.states import (
    COMMENT_LIFECYCLE,
    GRAVE_RULES,
    REPORTS_THAT_HIDE,
    CommentAction,
    CommentState,
    ModerationRule,
)

COMMENT_LIMIT = 3000


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


def _count_comments(topic: Topic, change: int) -> None:
    db.session.execute(update(Topic).where(Topic.id == topic.id).values(comments_count=Topic.comments_count + change))
