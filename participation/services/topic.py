"""A topic, and who follows it."""

import secrets
import uuid

from flask_babel import lazy_gettext as _l
from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from accounts import queries as people
from accounts.models import Supplier
from core import clock
from core.access import Actor
from core.database import db, new_id
from notifications.services import tell
from participation import queries, signals
from participation.models import Comment, Follow, Topic


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
