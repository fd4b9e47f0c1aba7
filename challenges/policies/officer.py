"""Who is let at the proposals to a challenge, and who chooses them."""

from accounts.states import Role
from challenges.models.challenge import Challenge
from challenges.models.officer import ChallengeOfficer
from challenges.states.challenge import INSIDERS
from core.access import Actor


def is_assigned(actor: Actor, challenge: Challenge) -> bool:
    """An officer of the lead council who is assigned to the challenge."""
    return actor.acts_for(challenge.council_id, Role.OFFICER.value) and actor.person_id in (challenge.assigned_to or ())


def works_on_proposals(actor: Actor, challenge: Challenge, *roles: str) -> bool:
    """In one of `roles` of the lead council; an officer only where assigned, others by their role.

    Whether the seal has lifted, and whom a conflict keeps out, is asked beside it.
    """
    return actor.acts_for(challenge.council_id, *roles) and (
        actor.role != Role.OFFICER.value or is_assigned(actor, challenge)
    )


def can_see_people(actor: Actor, challenge: Challenge) -> bool:
    return actor.acts_for(challenge.council_id, *INSIDERS)


def can_assign(actor: Actor, challenge: Challenge) -> bool:
    return is_assigned(actor, challenge)


def can_end_assignment(actor: Actor, officer: ChallengeOfficer) -> bool:
    """Those who are assigned; and each their own, also when it has ended. `officer` has its challenge loaded."""
    own = can_take_on(actor, officer.challenge) and actor.person_id == officer.person_id
    return own or can_assign(actor, officer.challenge)


def can_take_on(actor: Actor, challenge: Challenge) -> bool:
    """Any officer of the council. Whether nobody is assigned any more is the service's question."""
    return actor.acts_for(challenge.council_id, Role.OFFICER.value)
