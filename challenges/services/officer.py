"""The officers assigned to a challenge: of their colleagues, they alone are let at its proposals."""

import uuid

from flask_babel import lazy_gettext as _l

from challenges.models.challenge import Challenge
from challenges.models.officer import ChallengeOfficer
from challenges.policies import officer as policies
from challenges.queries import officer as queries
from challenges.services.saving import lock
from challenges.states import challenge as events
from core import audit, clock
from core.access import Actor, check
from core.database import db, new_id
from core.errors import Refused
from notifications.services import tell

WHY_TOLD = _l("You are an officer of this council.")
NOT_ASSIGNED = _l("Only officers who are assigned to this challenge choose who else is.")


def assign_author(challenge: Challenge, *, by: Actor) -> None:
    """Whoever begins a challenge, or brings a problem into it, is. For the services that do so. Twice is once."""
    if by.person_id is not None and by.person_id not in (challenge.assigned_to or ()):
        _assign(challenge, by.person_id, event=events.CHALLENGE_OFFICER_ASSIGNED, by=by)


def assign_officer(challenge: Challenge, *, person_id: uuid.UUID, by: Actor) -> None:
    """Let another officer of the lead council at the proposals, and tell them. Twice is once.

    Raises `Refused` for somebody who is no officer of it.
    """
    check(policies.can_assign(by, challenge), NOT_ASSIGNED)
    lock(challenge)
    check(policies.can_assign(by, challenge), NOT_ASSIGNED)
    if person_id in (challenge.assigned_to or ()):
        return
    if person_id not in {person.id for person in queries.officers_to_assign(challenge)}:
        raise Refused(_l("Choose an officer of your council."), field="person")
    _assign(challenge, person_id, event=events.CHALLENGE_OFFICER_ASSIGNED, by=by)
    _tell(challenge, person_id, template="challenges/officer_assigned", by=by)


def end_assignment(officer: ChallengeOfficer, *, by: Actor) -> None:
    """Take somebody, or oneself, off the challenge, and tell them. Twice is once.

    `officer` has challenge and council loaded. Raises `Refused` for the last one that the council has.
    """
    challenge = officer.challenge
    check(policies.can_end_assignment(by, officer), NOT_ASSIGNED)
    lock(challenge)
    check(policies.can_end_assignment(by, officer), NOT_ASSIGNED)
    db.session.refresh(officer, ["ended_at"])
    if officer.ended_at is not None:
        return
    if not [person for person in queries.officers_assigned(challenge) if person.id != officer.person_id]:
        raise Refused(_l("Nobody else is assigned. Add another officer first."))
    _end(challenge, officer, by=by)
    if officer.person_id != by.person_id:
        _tell(challenge, officer.person_id, template="challenges/officer_removed", by=by)


def take_on(challenge: Challenge, *, by: Actor) -> None:
    """When everybody who was assigned has left the council, one of its officers is, by their own act. Twice is once.

    Raises `Refused` while somebody is assigned.
    """
    check(policies.can_take_on(by, challenge) and by.person_id is not None)
    lock(challenge)
    assigned = {person.id for person in queries.officers_assigned(challenge)}
    if by.person_id in assigned or by.person_id is None:
        return
    if assigned:
        raise Refused(_l("Somebody is assigned to this challenge. They can add you."))
    for left in queries.assignments_of(challenge):
        _end(challenge, left, by=by)
    _assign(challenge, by.person_id, event=events.CHALLENGE_TAKEN_ON, by=by)


def _assign(challenge: Challenge, person_id: uuid.UUID, *, event: str, by: Actor) -> None:
    officer = ChallengeOfficer(
        id=new_id(),
        challenge_id=challenge.id,
        person_id=person_id,
        assigned_by=by.person_id,
        assigned_at=clock.now(),
    )
    db.session.add(officer)
    db.session.flush()
    db.session.expire(challenge, ["assigned_to"])
    audit.record(event, subject=challenge, by=by, officer=person_id)


def _end(challenge: Challenge, officer: ChallengeOfficer, *, by: Actor) -> None:
    officer.ended_at = clock.now()
    db.session.flush()
    audit.record(events.CHALLENGE_OFFICER_REMOVED, subject=challenge, by=by, officer=officer.person_id)
    db.session.expire(challenge, ["assigned_to"])


def _tell(challenge: Challenge, person_id: uuid.UUID, *, template: str, by: Actor) -> None:
    tell(
        template=template,
        why=WHY_TOLD,
        person_id=person_id,
        challenge_title=challenge.title,
        colleague=by.name,
        challenge_path=f"/challenges/{challenge.slug}/manage",
    )
