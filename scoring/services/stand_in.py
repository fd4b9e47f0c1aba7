"""When conflicts leave too few people of the lead council to decide: somebody else is named, and it is recorded."""

import uuid

from flask_babel import lazy_gettext as _l

from accounts import queries as people
from accounts.models import Person
from accounts.states import BodyKind, Role
from challenges.models import Challenge
from core import audit, clock
from core.access import Actor, check
from core.database import db, new_id
from core.errors import Refused
from notifications.services import tell
from scoring.models import StandIn
from scoring.policies import conflict as policies
from scoring.queries import conflict as conflicts
from scoring.queries import stand_in as queries
from scoring.services.conflict import notice_matches
from scoring.states import panel as events

DECIDING = (Role.OFFICER, Role.APPROVER)


def name_stand_in(challenge: Challenge, *, email: str, role: Role, reason: str, by: Actor) -> StandIn:
    """Let somebody of another council, or a delegate of the own one, act as officer or approver in this challenge.

    They declare their interests like everybody else. Raises `Refused` for somebody who is not of a council, who has a
    conflict that is known or noticed now, who sits on the panel, or who has been named already.
    """
    check(policies.can_name_stand_in(by, challenge))
    _check_free_to_name(challenge, by)
    if role not in DECIDING:
        raise Refused(_l("Choose what they stand in for."), field="role")
    if not reason.strip():
        raise Refused(_l("Say why somebody else has to act."), field="reason")
    someone = people.person_by_email(email.strip().lower())
    if someone is None or not _is_of_a_council(someone.id):
        raise Refused(
            _l("Nobody who acts for a council has this address. Ask them to sign in once and check it."), field="email"
        )
    if someone.id == by.person_id:
        raise Refused(_l("Somebody else must name you."), field="email")
    _must_be_free(challenge, someone, role=role, by=by)
    stand_in = StandIn(
        id=new_id(),
        challenge_id=challenge.id,
        council_id=challenge.council_id,
        person=someone,
        role=role,
        reason=reason.strip(),
        named_by=by.person_id,
        named_at=clock.now(),
    )
    db.session.add(stand_in)
    db.session.flush()
    audit.record(events.STAND_IN_NAMED, subject=stand_in, by=by, reason=reason, role=role.value, stands_in=someone.id)
    _tell(challenge, stand_in)
    return stand_in


def end_stand_in(stand_in: StandIn, *, by: Actor) -> None:
    """They act no more. What they did stands. A second click changes nothing."""
    check(policies.can_name_stand_in(by, stand_in.challenge))
    if stand_in.ended_at is not None:
        return
    stand_in.ended_at, stand_in.ended_by = clock.now(), by.person_id
    audit.record(events.STAND_IN_ENDED, subject=stand_in, by=by, role=stand_in.role.value)


def _check_free_to_name(challenge: Challenge, by: Actor) -> None:
    """Nobody with a conflict chooses who decides; the lead of the council takes no part, and has nothing to declare."""
    conflicted = by.person_id in queries.people_kept_out(challenge.id)
    check(not conflicted or by.role == Role.LEAD.value, _l("You have a conflict of interest here. Ask a colleague."))


def _is_of_a_council(person_id: uuid.UUID) -> bool:
    someone = people.person_with_memberships(person_id)
    return someone is not None and any(
        membership.body.kind is BodyKind.COUNCIL for membership in people.current_memberships(someone)
    )


def _must_be_free(challenge: Challenge, someone: Person, *, role: Role, by: Actor) -> None:
    bids = conflicts.bids(challenge.id)
    notice_matches(challenge, bids, person_ids=[someone.id], by=by)
    if queries.people_kept_out(challenge.id).get(someone.id):
        raise Refused(_l("This person has, or may have, a conflict of interest with a bidder."), field="email")
    if conflicts.seats_of_person(someone.id, challenge.id):
        raise Refused(_l("This person sits on the panel, so they cannot decide as well."), field="email")
    if role in queries.roles_in(challenge.id).get(someone.id, ()):
        raise Refused(_l("This person has been named already."), field="email")


def _tell(challenge: Challenge, stand_in: StandIn) -> None:
    tell(
        template="scoring/stand_in_named",
        why=_l("You get this email because a council asks you to act in its place."),
        person_id=stand_in.person_id,
        challenge=challenge,
        council=people.body(challenge.council_id),
        approves=stand_in.role is Role.APPROVER,
        reason=stand_in.reason,
        path=f"/challenges/{challenge.slug}/interests",
    )
