"""One person, one vote for a topic."""

from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import insert

from core import audit, clock
from core.access import Actor, check
from core.database import db, new_id
from participation import policies
from participation import states as events
from participation.models import Topic, Vote
from participation.states import Tier


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
