"""What a council decides about a problem. Everybody who follows it is told, whatever it is."""

import uuid
from typing import Any

from flask_babel import lazy_gettext as _l

from accounts import queries as accounts
from accounts.models import Council
from challenges import signals
from challenges.models.challenge import Challenge
from challenges.models.preset import CouncilPreset
from challenges.models.problem import Problem, ProblemFile
from challenges.queries import problem as queries
from challenges.services import me_too
from challenges.services.copying import draft_from_preset
from challenges.services.drafting import draft_challenge
from challenges.services.officer import assign_author
from challenges.services.problem import lock, open_topic, show_topic
from challenges.states.challenge import ChallengeState
from challenges.states.problem import (
    PROBLEM_ACCEPTED,
    PROBLEM_ANSWERED,
    PROBLEM_DECLINED,
    PROBLEM_LIFECYCLE,
    PROBLEM_MERGED,
    PROBLEM_RAISED,
    PROBLEM_REFERRED,
    PROBLEM_TRANSFERRED,
    Concern,
    ProblemAction,
    ProblemState,
)
from core import audit, clock
from core.access import Actor
from core.database import db, new_id
from core.errors import Refused
from core.text import new_reference
from notifications.services import tell, tell_followers
from participation import queries as topics
from participation import services as participation

FOLLOWS = _l("You get this email because you follow this problem.")


def accept_into_challenge(problem: Problem, challenge: Challenge, *, by: Actor) -> None:
    """The problem joins a challenge that its council is drafting. Raises `Refused` for any other challenge."""
    lock(problem, by=by)
    _must_be_public(problem)
    if challenge.council_id != problem.council_id or challenge.state is not ChallengeState.DRAFT:
        raise Refused(_l("Choose a challenge that your council is drafting."), field="challenge")
    PROBLEM_LIFECYCLE.check(problem, ProblemAction.ACCEPT)
    problem.challenge_id = challenge.id
    problem.challenge = challenge
    _decide(problem, ProblemAction.ACCEPT, by=by, event=PROBLEM_ACCEPTED, challenge_id=challenge.id)
    assign_author(challenge, by=by)


def accept_into_new_challenge(problem: Problem, *, preset: str | CouncilPreset, by: Actor) -> Challenge:
    """Start a challenge from the problem, in the officer's name; it is a draft until somebody else approves it.

    `preset` is the key of one that comes with the service, or one that the council saved.
    """
    lock(problem, by=by)
    _must_be_public(problem)
    PROBLEM_LIFECYCLE.check(problem, ProblemAction.ACCEPT)
    if isinstance(preset, CouncilPreset):
        challenge = draft_from_preset(preset, title=problem.title, problem=problem, by=by)
    else:
        challenge = draft_challenge(
            council_id=problem.council_id, preset=preset, title=problem.title, problem=problem, by=by
        )
    accept_into_challenge(problem, challenge, by=by)
    return challenge


def answer_problem(problem: Problem, *, answer: str, url: str = "", by: Actor) -> None:
    """There is a solution already: say which, with a link to it where there is one."""
    lock(problem, by=by)
    _must_be_public(problem)
    PROBLEM_LIFECYCLE.check(problem, ProblemAction.ANSWER)
    problem.public_answer, problem.answer_url = _needed(answer, field="answer"), url.strip()
    _decide(problem, ProblemAction.ANSWER, by=by, event=PROBLEM_ANSWERED)


def decline_problem(problem: Problem, *, reason: str, by: Actor) -> None:
    """Not taken up. The reason is public, or told to the author alone where the problem was never published."""
    lock(problem, by=by)
    PROBLEM_LIFECYCLE.check(problem, ProblemAction.DECLINE)
    problem.public_answer = _needed(reason, field="reason")
    _decide(problem, ProblemAction.DECLINE, by=by, event=PROBLEM_DECLINED)


def transfer_to_council(problem: Problem, council: Council, *, reason: str, by: Actor) -> Problem:
    """Pass a problem on to the council that is responsible: it finds it among its own, to be read.

    The problem here stays, and says where it went; whoever follows it follows the one there as well. Returns that one.
    """
    lock(problem, by=by)
    if council.id == problem.council_id:
        raise Refused(_l("Choose another council than your own."), field="council")
    PROBLEM_LIFECYCLE.check(problem, ProblemAction.TRANSFER)
    there = _passed_on(problem, council_id=council.id, by=by)
    problem.transferred_to_council_id, problem.transferred_to = council.id, council
    problem.public_answer = reason.strip()
    _decide(
        problem, ProblemAction.TRANSFER, by=by, event=PROBLEM_TRANSFERRED, council_to=council.id, problem_to=there.id
    )
    me_too.carry(problem, there, with_author=False)
    if problem.topic_id and there.topic_id:
        participation.copy_follows(source_id=problem.topic_id, target_id=there.topic_id)
    return there


def transfer_elsewhere(problem: Problem, *, name: str, url: str = "", reason: str, by: Actor) -> None:
    """The responsible body has no place on this service: name it, and say how to reach it."""
    lock(problem, by=by)
    PROBLEM_LIFECYCLE.check(problem, ProblemAction.TRANSFER)
    problem.transferred_to_name = _needed(name, field="name")
    problem.answer_url, problem.public_answer = url.strip(), reason.strip()
    _decide(problem, ProblemAction.TRANSFER, by=by, event=PROBLEM_TRANSFERRED)


def merge_problem(problem: Problem, into: Problem, *, by: Actor) -> None:
    """Join a problem with another of the same council: the same people stand behind it, and follow it, from now on.

    Those who follow either are told.
    """
    lock(problem, by=by)
    db.session.refresh(into, attribute_names=["state", "published_at"], with_for_update=True)
    _must_take_in(into, problem)
    PROBLEM_LIFECYCLE.check(problem, ProblemAction.MERGE)
    problem.merged_into_id, problem.merged_into = into.id, into
    _decide(problem, ProblemAction.MERGE, by=by, event=PROBLEM_MERGED, merged_into=into.id)
    me_too.carry(problem, into, with_author=True)
    if problem.topic_id and into.topic_id:
        tell_followers(
            into.topic_id,
            template="challenges/problem_joined",
            why=FOLLOWS,
            once_key=f"problem-joined:{problem.id}",
            problem=into,
        )
        participation.copy_follows(source_id=problem.topic_id, target_id=into.topic_id)


def refer_problem(problem: Problem, concern: Concern, *, answer: str, by: Actor) -> None:
    """It cannot wait, or could hurt somebody: say where to turn at once. Nobody but its author reads it any more.

    The mail to the author tells nothing of what it is about: somebody else may read it.
    """
    lock(problem, by=by)
    PROBLEM_LIFECYCLE.check(problem, ProblemAction.REFER)
    words = _needed(answer, field="answer")
    with db.session.no_autoflush:
        now = clock.now()
        problem.review_started_at, problem.decided_at = problem.review_started_at or now, now
        problem.concern, problem.public_answer = concern, words
        _take_off(problem)
        PROBLEM_LIFECYCLE.move(problem, ProblemAction.REFER, by=by, event=PROBLEM_REFERRED, concern=concern.value)
    db.session.flush()
    signals.problem_decided.send(None, problem=problem, by=by)
    _tell_author(problem)


def _take_off(problem: Problem) -> None:
    """From the public, where it was there."""
    problem.published_at, problem.slug = None, problem.reference.lower()
    for attached in queries.files_of(problem.id):
        attached.published = False
    show_topic(problem)


def _tell_author(problem: Problem) -> None:
    """Not those who follow it as well: an address only where its owner has confirmed it."""
    facts: dict[str, Any] = {
        "template": "challenges/problem_decided",
        "why": FOLLOWS,
        "once_key": f"problem-decided:{problem.id}",
        "problem": problem,
        "council": accounts.body(problem.council_id),
    }
    if problem.raised_by:
        tell(person_id=problem.raised_by, **facts)
    elif problem.reporter_email and problem.topic_id:
        follow = topics.follow_by_address(problem.topic_id, problem.reporter_email)
        if follow and follow.confirmed_at and follow.stopped_at is None:
            tell(address=follow.address, language=follow.language, **facts)


def _decide(problem: Problem, action: ProblemAction, *, by: Actor, event: str, **facts: Any) -> None:
    # State and columns go to the database together: a CHECK ties them to each other.
    with db.session.no_autoflush:
        problem.decided_at = clock.now()
        PROBLEM_LIFECYCLE.move(problem, action, by=by, event=event, **facts)
    db.session.flush()
    signals.problem_decided.send(None, problem=problem, by=by)
    if problem.topic_id:
        tell_followers(
            problem.topic_id,
            template="challenges/problem_decided",
            why=FOLLOWS,
            once_key=f"problem-decided:{problem.id}",
            problem=problem,
            council=accounts.body(problem.council_id),
            went_to=_went_to(problem),
        )


def _went_to(problem: Problem) -> str:
    there = accounts.body(problem.transferred_to_council_id) if problem.transferred_to_council_id else None
    return there.name if there else problem.transferred_to_name


def _passed_on(problem: Problem, *, council_id: uuid.UUID, by: Actor) -> Problem:
    reference = new_reference("PRB")
    there = Problem(
        id=new_id(),
        reference=reference,
        slug=reference.lower(),
        council_id=council_id,
        title=problem.title,
        description=problem.description,
        raised_words=problem.raised_words,
        place=problem.place,
        language=problem.language,
        state=ProblemState.RAISED,
        raised_by=problem.raised_by,
        reporter_email=problem.reporter_email,
        channel=problem.channel,
        entered_by=problem.entered_by,
        consent_given=problem.consent_given,
        claimed_at=problem.claimed_at,
        concern=problem.concern,
        # The resident has been waiting since then, whoever has it now.
        raised_at=problem.raised_at,
        transferred_from_id=problem.id,
    )
    files = queries.files_of(problem.id)
    db.session.add(there)
    db.session.flush()
    db.session.add_all(ProblemFile(problem_id=there.id, file_id=attached.file_id) for attached in files)
    audit.record(PROBLEM_RAISED, subject=there, by=by, to_state=there.state.value, problem_from=problem.id)
    open_topic(there)
    return there


def _must_take_in(into: Problem, problem: Problem) -> None:
    if into.id == problem.id or into.council_id != problem.council_id or into.state not in queries.MERGE_TARGETS:
        raise Refused(_l("Choose another problem of your council that is not closed."), field="into")
    if not into.is_public:
        # Whoever raised this one would be led to words that somebody else wrote for the council alone.
        raise Refused(_l("Publish the other problem first, so that everybody can read it."), field="into")


def _must_be_public(problem: Problem) -> None:
    if not problem.is_public:
        raise Refused(_l("Publish the problem first, so that everybody can see what became of it."))


def _needed(words: str, *, field: str) -> str:
    if not words.strip():
        raise Refused(_l("Write what people will read about this."), field=field)
    return words.strip()
