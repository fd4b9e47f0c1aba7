"""Saying that one has the same problem: once for each person, and told what becomes of it."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from accounts import queries as accounts
from challenges.models.me_too import MeToo
from challenges.models.problem import Problem
from challenges.policies import problem as policies
from challenges.queries import me_too as queries
from challenges.states.problem import PROBLEM_SHARED
from core import audit, clock
from core.access import Actor, check
from core.database import db, new_id
from participation import queries as topics
from participation import services as participation


@dataclass(frozen=True)
class Voice:
    """What somebody says who has the problem too: `words` for the council alone, an address if they want news."""

    words: str = ""
    email: str = ""
    language: str = "en"
    form_key: uuid.UUID | None = None

    @property
    def address(self) -> str | None:
        return self.email.strip().lower() or None


def say_me_too(problem: Problem, voice: Voice, *, by: Actor) -> Problem:
    """Somebody has this problem as well. Returns the problem where it counts: this one may have gone elsewhere.

    Whoever has signed in counts at once; an address counts when it confirms that it wants news; words without either
    are kept for the council, and count for nobody. The same person, or the same form, counts once.
    """
    check(policies.can_say_me_too(by, problem))
    problem = queries.destination(problem)
    _lock(problem)
    if voice.form_key is None or not queries.said_with(voice.form_key):
        _note(problem, voice, by=by)
    _follow(problem, voice, by=by)
    recount(problem)
    return problem


def confirm(topic_id: uuid.UUID, address: str) -> None:
    """An address has shown that it is somebody's: what it said about the problem counts, wherever that is by now."""
    problem = queries.problem_of_topic(topic_id)
    if problem is None:
        return
    now_at = queries.destination(problem)
    if now_at.id != problem.id and problem.topic_id and now_at.topic_id:
        participation.copy_follows(source_id=problem.topic_id, target_id=now_at.topic_id)
    for found in {problem.id: problem, now_at.id: now_at}.values():
        _lock(found)
        _count_address(found, address)
        recount(found)


def carry(source: Problem, target: Problem, *, with_author: bool) -> None:
    """Whoever has the one problem has the other: the same people stand behind both. The first keeps its own number."""
    _lock(target)
    rows = [_copied(said, target) for said in queries.me_toos_of(source.id) if not _raised(target, said)]
    if with_author and not _same_author(source, target):
        rows.append(_author_of(source, target))
    if rows:
        db.session.execute(insert(MeToo).on_conflict_do_nothing(), rows)
    recount(target)


def recount(problem: Problem) -> None:
    """The problem is locked, so nobody adds to it meanwhile."""
    db.session.flush()
    problem.people_count = 1 + queries.counted_people(problem.id)
    db.session.flush()


def _note(problem: Problem, voice: Voice, *, by: Actor) -> None:
    person, address = by.person_id, None if by.is_signed_in else voice.address
    if _is_author(problem, person_id=person, address=address):
        return
    known = queries.me_too_by(problem.id, person_id=person, address=_address_of(by) if person else address)
    if known is not None:
        _say_again(known, voice, person_id=person)
        return
    if person is None and address is None and not voice.words.strip():
        return
    now = clock.now()
    db.session.add(
        MeToo(
            id=new_id(),
            problem_id=problem.id,
            person_id=person,
            address=address,
            words=voice.words.strip(),
            language=voice.language,
            said_at=now,
            counted_at=now if person else None,
            form_key=voice.form_key,
        )
    )
    db.session.flush()
    audit.record(PROBLEM_SHARED, subject=problem, by=by)


def _say_again(known: MeToo, voice: Voice, *, person_id: uuid.UUID | None) -> None:
    """They said so before, perhaps without an account; words that come now are added if there were none."""
    known.words = known.words or voice.words.strip()
    if person_id:
        known.person_id, known.counted_at = person_id, known.counted_at or clock.now()
    db.session.flush()


def _follow(problem: Problem, voice: Voice, *, by: Actor) -> None:
    topic = topics.topic(problem.topic_id) if problem.topic_id else None
    if topic is None:
        return
    if by.person_id:
        participation.follow_as_person(topic, by.person_id)
    elif voice.address:
        participation.follow_by_email(topic, address=voice.address, language=voice.language)
        follow = topics.follow_by_address(topic.id, voice.address)
        if follow and follow.confirmed_at:
            _count_address(problem, voice.address)


def _count_address(problem: Problem, address: str) -> None:
    """Unless its owner counts already, by their account."""
    owner = accounts.person_by_email(address)
    if owner and (problem.raised_by == owner.id or queries.me_too_by(problem.id, person_id=owner.id, address=None)):
        return
    db.session.execute(
        update(MeToo)
        .where(MeToo.problem_id == problem.id, MeToo.address == address, MeToo.counted_at.is_(None))
        .values(counted_at=clock.now())
    )


def _lock(problem: Problem) -> None:
    """Two who say it at the same moment are counted one after the other."""
    db.session.execute(select(Problem.id).where(Problem.id == problem.id).with_for_update())


def _is_author(problem: Problem, *, person_id: uuid.UUID | None, address: str | None) -> bool:
    by_account = person_id is not None and problem.raised_by == person_id
    return by_account or (address is not None and problem.reporter_email == address)


def _raised(problem: Problem, said: MeToo) -> bool:
    return _is_author(problem, person_id=said.person_id, address=said.address)


def _same_author(one: Problem, other: Problem) -> bool:
    return _is_author(other, person_id=one.raised_by, address=one.reporter_email)


def _address_of(by: Actor) -> str | None:
    someone = accounts.person(by.person_id) if by.person_id else None
    return someone.email if someone else None


def _copied(said: MeToo, target: Problem) -> dict[str, object]:
    kept = ("person_id", "address", "came_from_id", "words", "language", "said_at", "counted_at")
    return {"id": new_id(), "problem_id": target.id, **{name: getattr(said, name) for name in kept}}


def _author_of(source: Problem, target: Problem) -> dict[str, object]:
    return {
        "id": new_id(),
        "problem_id": target.id,
        "person_id": source.raised_by,
        "address": None if source.raised_by else source.reporter_email,
        "came_from_id": source.id,
        # What they wrote stands in the problem itself.
        "words": "",
        "language": source.language,
        "said_at": source.raised_at,
        "counted_at": clock.now(),
    }
