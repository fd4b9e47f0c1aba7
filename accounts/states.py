"""Kinds of bodies and the roles that people hold in them (domain.md, "Who uses it")."""

import enum

from flask_babel import lazy_gettext as _l

from core.workflow import LabelledState


class BodyKind(enum.Enum):
    COUNCIL = "council"
    SUPPLIER = "supplier"
    COMMUNITY_GROUP = "community_group"
    OPERATOR = "operator"


class Role(LabelledState):
    """What somebody may do for a body. `lead` looks after the body's own people and profile."""

    LEAD = ("lead", _l("Lead"))
    MEMBER = ("member", _l("Member"))
    OFFICER = ("officer", _l("Council officer"))
    APPROVER = ("approver", _l("Approver"))
    MODERATOR = ("moderator", _l("Moderator"))
    AUDITOR = ("auditor", _l("Auditor"))
    ADMINISTRATOR = ("administrator", _l("Platform administrator"))


ROLES_OF: dict[BodyKind, tuple[Role, ...]] = {
    BodyKind.COUNCIL: (Role.LEAD, Role.OFFICER, Role.APPROVER, Role.MODERATOR, Role.AUDITOR),
    BodyKind.SUPPLIER: (Role.LEAD, Role.MEMBER),
    BodyKind.COMMUNITY_GROUP: (Role.LEAD, Role.MEMBER),
    BodyKind.OPERATOR: (Role.ADMINISTRATOR,),
}

PERSON_REGISTERED = "PERSON_REGISTERED"
PERSON_SIGNED_IN = "PERSON_SIGNED_IN"
PERSON_SIGN_IN_FAILED = "PERSON_SIGN_IN_FAILED"
PERSON_SIGNED_OUT = "PERSON_SIGNED_OUT"
PERSON_CHANGED_BODY = "PERSON_CHANGED_BODY"
PERSON_CHANGED_DETAILS = "PERSON_CHANGED_DETAILS"
GROUP_REGISTERED = "GROUP_REGISTERED"
PASSWORD_SET = "PASSWORD_SET"  # noqa: S105 - the name of an event
COUNCIL_CREATED = "COUNCIL_CREATED"
SUPPLIER_REGISTERED = "SUPPLIER_REGISTERED"
MEMBERSHIP_GRANTED = "MEMBERSHIP_GRANTED"
MEMBERSHIP_ENDED = "MEMBERSHIP_ENDED"
