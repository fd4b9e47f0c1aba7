"""Inviting people to act for a supplier or a community group. Nobody becomes a member without having said yes."""

import datetime as dt

from flask_babel import lazy_gettext as _l

from accounts import policies, queries
from accounts import states as events
from accounts.models import Body, Invitation, Membership
from accounts.services.bodies import finish_membership, join
from accounts.services.telling import tell, tell_address
from accounts.states import INVITATION_LIFECYCLE, ROLES_OF, InvitationAction, InvitationState, Role
from core import audit, clock
from core.access import Actor, check
from core.database import db, new_id
from core.errors import NotPermitted, Refused

INVITATION_LIFE = dt.timedelta(days=14)


def invite(body: Body, *, email: str, name: str, role: Role, by: Actor) -> Invitation:
    """Ask somebody to act for the body, and tell them by mail. Raises `Refused` for who acts for it or was asked."""
    check(policies.can_invite(by, body))
    assert by.person_id is not None  # noqa: S101 - the policy asked for it
    if role not in ROLES_OF[body.kind]:
        raise Refused(_l("People do not have this role here."), field="role")
    address = email.strip().lower()
    if any(held.role is role and (held.person.email or "") == address for held in queries.members_of(body.id)):
        raise Refused(_l("This person has this role already."), field="email")
    known = queries.open_invitation(body.id, address, role)
    if known is not None:
        if INVITATION_LIFECYCLE.state_of(known) is InvitationState.OPEN:
            raise Refused(_l("This person has been invited already."), field="email")
        renew_invitation(known, by=by)
        return known
    now = clock.now()
    invitation = Invitation(
        id=new_id(),
        body_id=body.id,
        body=body,
        email=address,
        name=" ".join(name.split()),
        role=role,
        invited_by=by.person_id,
        invited_at=now,
        expires_at=now + INVITATION_LIFE,
    )
    db.session.add(invitation)
    db.session.flush()
    audit.record(events.INVITATION_SENT, subject=invitation, by=by, role_offered=role.value)
    _tell_invited(invitation, by=by)
    return invitation


def renew_invitation(invitation: Invitation, *, by: Actor) -> None:
    """Send an invitation again that has expired."""
    check(policies.can_invite(by, invitation.body))
    assert by.person_id is not None  # noqa: S101 - the policy asked for it
    INVITATION_LIFECYCLE.move(invitation, InvitationAction.RENEW, by=by, event=events.INVITATION_SENT)
    invitation.invited_by, invitation.invited_at = by.person_id, clock.now()
    invitation.expires_at = clock.now() + INVITATION_LIFE
    _tell_invited(invitation, by=by)


def withdraw_invitation(invitation: Invitation, *, by: Actor) -> None:
    check(policies.can_invite(by, invitation.body))
    _lock(invitation)
    INVITATION_LIFECYCLE.move(invitation, InvitationAction.WITHDRAW, by=by, event=events.INVITATION_WITHDRAWN)


def accept_invitation(invitation: Invitation, *, by: Actor) -> Membership:
    """The person takes the role. Who was a member and becomes a lead is no longer both."""
    _check_invited(invitation, by)
    _lock(invitation)
    _answer(invitation, InvitationAction.ACCEPT, events.INVITATION_ACCEPTED, by=by)
    someone = queries.person(by.person_id) if by.person_id else None
    assert someone is not None  # noqa: S101 - found above by their address
    held = [one for one in queries.members_of(invitation.body_id) if one.person_id == someone.id]
    taken = next((one for one in held if one.role is invitation.role), None)
    taken = taken or join(invitation.body, someone, invitation.role, by=by)
    for other in held:
        if other.id != taken.id:
            finish_membership(other, body=invitation.body, by=by)
    _tell_inviter(invitation, accepted=True)
    return taken


def refuse_invitation(invitation: Invitation, *, by: Actor) -> None:
    _check_invited(invitation, by)
    _lock(invitation)
    _answer(invitation, InvitationAction.REFUSE, events.INVITATION_REFUSED, by=by)
    _tell_inviter(invitation, accepted=False)


def _answer(invitation: Invitation, action: InvitationAction, event: str, *, by: Actor) -> None:
    with db.session.no_autoflush:
        INVITATION_LIFECYCLE.move(invitation, action, by=by, event=event)
        invitation.answered_by = by.person_id
    db.session.flush()


def _lock(invitation: Invitation) -> None:
    """Of two clicks at the same moment the second sees what the first did."""
    db.session.refresh(invitation, attribute_names=["state"], with_for_update={"of": Invitation})


def _check_invited(invitation: Invitation, by: Actor) -> None:
    someone = queries.person(by.person_id) if by.person_id else None
    if someone is None or (someone.email or "").lower() != invitation.email.lower():
        raise NotPermitted(_l("This invitation was sent to another email address. Sign in with that address."))


def _tell_invited(invitation: Invitation, *, by: Actor) -> None:
    inviter = queries.person(invitation.invited_by)
    someone = queries.person_by_email(invitation.email)
    tell_address(
        invitation.email,
        template="accounts/invitation",
        why=_l("You are getting this because somebody entered your address to invite you."),
        path=f"/invitations/{invitation.id}",
        language=someone.language if someone else (inviter.language if inviter else "en"),
        person=someone,
        invitation=invitation,
        body=invitation.body,
        inviter=by.name,
    )


def _tell_inviter(invitation: Invitation, *, accepted: bool) -> None:
    inviter = queries.person(invitation.invited_by)
    if inviter is not None:
        tell(
            inviter,
            template="accounts/invitation_answered",
            why=_l("You are getting this because you invited this person."),
            path="/people",
            invitation=invitation,
            body=invitation.body,
            accepted=accepted,
        )
