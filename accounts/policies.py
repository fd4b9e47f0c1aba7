"""Who may look after people and bodies."""

from accounts.models import Body, Council, Membership, Supplier
from accounts.states import BodyKind, Role
from core.access import Actor


def can_administer(actor: Actor) -> bool:
    """Set up councils. The administrator sees no proposals."""
    return actor.body_kind == BodyKind.OPERATOR.value and actor.role == Role.ADMINISTRATOR.value


def can_manage_people(actor: Actor, body: Body) -> bool:
    """The leads of a body look after its people; the administrator helps where a council has nobody left."""
    return actor.acts_for(body.id, Role.LEAD.value) or (isinstance(body, Council) and can_administer(actor))


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
