"""Making a problem one's own that an officer wrote down: with its reference, and the code on the slip."""

import hashlib
import hmac
import re
import uuid

from flask_babel import lazy_gettext as _l

from challenges.models.problem import Problem
from challenges.queries import me_too as queries
from challenges.queries.problem import problem_by_reference
from challenges.states.problem import PROBLEM_CLAIMED
from core import audit, clock
from core.access import ANONYMOUS, Actor
from core.database import db
from core.errors import Refused
from core.signing import sign
from core.text import REFERENCE_ALPHABET
from participation import queries as topics
from participation import services as participation
from participation.models import Topic

CODE_LENGTH = 8


def code_of(problem: Problem) -> str:
    """What stands on the slip and nowhere else: it is made from the signing key each time, and never stored."""
    digest = hashlib.sha256(sign(f"claim of problem {problem.id}\n".encode()).encode()).digest()
    return "".join(REFERENCE_ALPHABET[byte % len(REFERENCE_ALPHABET)] for byte in digest[:CODE_LENGTH])


def can_be_claimed(problem: Problem) -> bool:
    """Somebody else wrote it down, and whose it is has not been shown yet."""
    return problem.entered_by is not None and problem.claimed_at is None


def claim_problem(*, reference: str, code: str, by: Actor, email: str = "", language: str = "en") -> Problem:
    """Whoever has the slip becomes the author, and follows what becomes of it.

    Signed in, at once; by an address, when it confirms. Raises `Refused` when reference and code do not belong
    together, and when it was claimed before.
    """
    problem = problem_by_reference(reference)
    if problem is None or problem.entered_by is None or not _fits(problem, code):
        raise Refused(
            _l("The reference and the code do not belong together. Check every letter and number."), field="code"
        )
    db.session.refresh(problem, attribute_names=["claimed_at"], with_for_update=True)
    if not can_be_claimed(problem):
        raise Refused(_l("This problem was claimed before."))
    if by.person_id is None:
        _ask(problem, email.strip().lower(), language=language)
        return problem
    problem.raised_by = by.person_id
    _claimed(problem, by=by)
    for topic in _topics(problem):
        participation.follow_as_person(topic, by.person_id)
    return problem


def confirm(topic_id: uuid.UUID, address: str) -> None:
    """The address that somebody gave with the slip, or to the officer, is theirs."""
    problem = queries.problem_of_topic(topic_id)
    if problem is not None and can_be_claimed(problem) and problem.reporter_email == address:
        _claimed(problem, by=ANONYMOUS)


def _ask(problem: Problem, address: str, *, language: str) -> None:
    if not address:
        raise Refused(_l("Enter your email address"), field="email")
    problem.reporter_email = address
    topic = topics.topic(problem.topic_id) if problem.topic_id else None
    if topic is None:
        return
    participation.follow_by_email(topic, address=address, language=language)
    follow = topics.follow_by_address(topic.id, address)
    if follow and follow.confirmed_at:
        _claimed(problem, by=ANONYMOUS)


def _claimed(problem: Problem, *, by: Actor) -> None:
    problem.claimed_at = clock.now()
    there = queries.destination(problem)
    if there.transferred_from_id == problem.id:
        there.raised_by, there.reporter_email = problem.raised_by, problem.reporter_email
        there.claimed_at = problem.claimed_at
    audit.record(PROBLEM_CLAIMED, subject=problem, by=by)
    db.session.flush()


def _topics(problem: Problem) -> list[Topic]:
    """Of the problem, and of what it is part of by now."""
    ids = dict.fromkeys((problem.topic_id, queries.destination(problem).topic_id))
    return [topic for topic_id in ids if topic_id and (topic := topics.topic(topic_id))]


def _fits(problem: Problem, code: str) -> bool:
    typed = re.sub(r"[^0-9A-Z]", "", code.upper())
    return hmac.compare_digest(typed.encode(), code_of(problem).encode())
