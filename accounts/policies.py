"""Who may look after people and bodies."""

from typing import Protocol

from accounts.models import Body, Council, Invitation, JoinRequest, Membership, Supplier
from accounts.states import BodyKind, Role
from core.access import Actor

INVITING = (BodyKind.SUPPLIER, BodyKind.COMMUNITY_GROUP)


def can_administer(actor: Actor) -> bool:
    """Set up councils. The administrator sees no proposals."""
    return actor.body_kind == BodyKind.OPERATOR.value and actor.role == Role.ADMINISTRATOR.value


def can_manage_people(actor: Actor, body: Body) -> bool:
    """The leads of a body look after its people; the administrator helps where a council has nobody left."""
    return actor.acts_for(body.id, Role.LEAD.value) or (isinstance(body, Council) and can_administer(actor))


def can_change_council(actor: Actor, council: Council) -> bool:
    """What it sets for all its challenges: its leads, and the administrator where there is none."""
    return can_manage_people(actor, council)


def can_grant(actor: Actor, body: Body) -> bool:
    """A council names its people; whom a supplier or a group asks must agree (`can_invite`)."""
    return isinstance(body, Council) and can_manage_people(actor, body)


def can_invite(actor: Actor, body: Body) -> bool:
    """The leads of a supplier or of a community group. A council's people are named by it, and need not agree."""
    return body.kind in INVITING and actor.is_signed_in and actor.acts_for(body.id, Role.LEAD.value)


def can_answer_invitation(actor: Actor, _invitation: Invitation) -> bool:
    """Whoever it was sent to: the query has looked for their address."""
    return actor.is_signed_in


def can_ask_to_join(actor: Actor, _supplier: Supplier) -> bool:
    return actor.is_signed_in


class RequestToDecide(Protocol):
    """Somebody asks to join an organisation that has so many leads; `is_late` when these have had time to answer."""

    @property
    def request(self) -> JoinRequest: ...

    @property
    def leads(self) -> int: ...

    @property
    def is_late(self) -> bool: ...


def can_decide_request(actor: Actor, desk: RequestToDecide) -> bool:
    """The leads; an administrator where there is none, or where none has answered."""
    if can_administer(actor):
        return desk.leads == 0 or desk.is_late
    return actor.is_signed_in and actor.acts_for(desk.request.body_id, Role.LEAD.value)


def can_enter_supplier(actor: Actor) -> bool:
    """An officer who types in what a supplier sent on paper."""
    return actor.body_kind == BodyKind.COUNCIL.value and actor.role == Role.OFFICER.value


def can_register_body(actor: Actor) -> bool:
    return actor.is_signed_in


def can_end_membership(actor: Actor, membership: Membership) -> bool:
    """Everybody may leave; the leads of a body may end the memberships of others."""
    leaves = actor.is_signed_in and actor.person_id == membership.person_id
    return leaves or can_manage_people(actor, membership.body)


def can_read_profile(actor: Actor, supplier: Supplier) -> bool:
    return actor.is_signed_in and actor.acts_for(supplier.id)


def can_edit_profile(actor: Actor, supplier: Supplier) -> bool:
    return actor.is_signed_in and actor.acts_for(supplier.id, Role.LEAD.value)
