"""Who may see and decide what about problems."""

import uuid

from accounts.states import BodyKind, Role
from challenges.models.problem import Problem, ProblemFile
from core.access import Actor

# Those who may read what their council has before it, beside the officers who act on it.
READERS = (Role.LEAD.value, Role.OFFICER.value, Role.APPROVER.value, Role.MODERATOR.value, Role.AUDITOR.value)


def can_read_triage(actor: Actor) -> bool:
    """The list of what was raised with the council that the actor acts for."""
    return actor.body_kind == BodyKind.COUNCIL.value and actor.role in READERS


def can_enter_problem(actor: Actor) -> bool:
    """Write down what somebody said, for the council that the officer acts for."""
    return actor.body_kind == BodyKind.COUNCIL.value and actor.role == Role.OFFICER.value


def can_enter_for(actor: Actor, council_id: uuid.UUID) -> bool:
    return actor.acts_for(council_id, Role.OFFICER.value)


def can_read_problem(actor: Actor, problem: Problem) -> bool:
    """What the council knows of a problem beyond what is public."""
    return actor.acts_for(problem.council_id, *READERS)


def can_decide_problem(actor: Actor, problem: Problem) -> bool:
    return actor.acts_for(problem.council_id, Role.OFFICER.value)


def can_read_public_problem(_actor: Actor, problem: Problem) -> bool:
    return problem.is_public


def can_say_me_too(actor: Actor, problem: Problem) -> bool:
    """Everybody but the people of the council, once everybody can read it."""
    return problem.is_public and not actor.acts_for(problem.council_id)


def can_open_problem_file(actor: Actor, attached: ProblemFile) -> bool:
    """`attached` has its problem loaded."""
    if attached.problem.is_public and attached.published:
        return True
    return can_read_problem(actor, attached.problem) or _raised_it(actor, attached.problem)


def _raised_it(actor: Actor, problem: Problem) -> bool:
    return actor.is_signed_in and actor.person_id == problem.raised_by
