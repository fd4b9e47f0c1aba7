"""Who may ask, read and answer clarification questions."""

from accounts.states import BodyKind, Role
from challenges.models.challenge import Challenge
from challenges.models.question import ClarificationQuestion
from core.access import Actor

READERS = (Role.OFFICER.value, Role.APPROVER.value, Role.AUDITOR.value)


def can_ask(actor: Actor, challenge: Challenge) -> bool:
    """Anybody signed in but the people of the council that would answer."""
    return actor.is_signed_in and not actor.acts_for(challenge.council_id)


def can_enter_question(actor: Actor, challenge: Challenge) -> bool:
    """Write down what somebody asked by phone or post."""
    return actor.acts_for(challenge.council_id, Role.OFFICER.value)


def can_read_question_list(actor: Actor) -> bool:
    """All questions put to the council that the actor acts for."""
    return actor.body_kind == BodyKind.COUNCIL.value and actor.role in READERS


def can_answer(actor: Actor, question: ClarificationQuestion) -> bool:
    """`question` has its challenge loaded."""
    return actor.acts_for(question.challenge.council_id, Role.OFFICER.value)


def can_answer_for_council(actor: Actor) -> bool:
    """Answer the questions put to the council that the actor acts for."""
    return actor.body_kind == BodyKind.COUNCIL.value and actor.role == Role.OFFICER.value
