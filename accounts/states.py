"""Kinds of bodies and the roles that people hold in them (domain.md, "Who uses it")."""

import enum

from flask_babel import lazy_gettext as _l

from core.workflow import LabelledState, Lifecycle


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


class ProfilePart(LabelledState):
    """What a supplier says of itself in every proposal, in the order in which it is read."""

    TRADING_NAME = ("trading_name", _l("Trading name"))
    WEBSITE = ("website", _l("Website"))
    ABOUT = ("about", _l("What the organisation does"))
    PAST_WORK = ("past_work", _l("Past work"))
    ACCESSIBILITY = ("accessibility", _l("Accessibility"))
    SECURITY = ("security", _l("Security and data protection"))
    INSURANCE = ("insurance", _l("Insurance"))


class Size(LabelledState):
    """By headcount, as the European Commission and the United Kingdom count small firms."""

    MICRO = ("micro", _l("Micro: fewer than 10 people"))
    SMALL = ("small", _l("Small: 10 to 49 people"))
    MEDIUM = ("medium", _l("Medium: 50 to 249 people"))
    LARGE = ("large", _l("Large: 250 people or more"))


class InvitationState(LabelledState):
    """`EXPIRED` is derived from the date, never stored."""

    OPEN = ("open", _l("Waiting for an answer"), "blue")
    EXPIRED = ("expired", _l("Expired"), "grey")
    ACCEPTED = ("accepted", _l("Accepted"), "green")
    REFUSED = ("refused", _l("Refused"), "grey")
    WITHDRAWN = ("withdrawn", _l("Taken back"), "grey")


class InvitationAction(enum.Enum):
    ACCEPT = "accept"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    RENEW = "renew"


INVITATION_LIFECYCLE = Lifecycle[InvitationState, InvitationAction](
    "invitation",
    {
        (InvitationState.OPEN, InvitationAction.ACCEPT): InvitationState.ACCEPTED,
        (InvitationState.OPEN, InvitationAction.REFUSE): InvitationState.REFUSED,
        (InvitationState.OPEN, InvitationAction.WITHDRAW): InvitationState.WITHDRAWN,
        (InvitationState.EXPIRED, InvitationAction.WITHDRAW): InvitationState.WITHDRAWN,
        (InvitationState.EXPIRED, InvitationAction.RENEW): InvitationState.OPEN,
    },
)


class RequestState(LabelledState):
    """Of somebody who asks to be let into an organisation."""

    ASKED = ("asked", _l("Waiting for an answer"), "blue")
    LET_IN = ("let_in", _l("Let in"), "green")
    TURNED_DOWN = ("turned_down", _l("Turned down"), "grey")
    TAKEN_BACK = ("taken_back", _l("Taken back"), "grey")


class RequestAction(enum.Enum):
    LET_IN = "let_in"
    TURN_DOWN = "turn_down"
    TAKE_BACK = "take_back"


REQUEST_LIFECYCLE = Lifecycle[RequestState, RequestAction](
    "request to join",
    {
        (RequestState.ASKED, RequestAction.LET_IN): RequestState.LET_IN,
        (RequestState.ASKED, RequestAction.TURN_DOWN): RequestState.TURNED_DOWN,
        (RequestState.ASKED, RequestAction.TAKE_BACK): RequestState.TAKEN_BACK,
    },
)

SCHEMES = (
    ("GB-COH", _l("Company number (United Kingdom)")),
    ("GB-NIC", _l("Charity number (Northern Ireland)")),
    ("GB-CHC", _l("Charity number (England and Wales)")),
    ("GB-SC", _l("Charity number (Scotland)")),
    ("GB-UKPRN", _l("University or college (UKPRN)")),
    ("ES-RMC", _l("Spanish tax number (NIF)")),
    ("XI-LEI", _l("Legal entity identifier (any country)")),
)

PERSON_REGISTERED = "PERSON_REGISTERED"
PERSON_SIGNED_IN = "PERSON_SIGNED_IN"
PERSON_SIGN_IN_FAILED = "PERSON_SIGN_IN_FAILED"
PERSON_SIGNED_OUT = "PERSON_SIGNED_OUT"
PERSON_CHANGED_BODY = "PERSON_CHANGED_BODY"
PERSON_CHANGED_DETAILS = "PERSON_CHANGED_DETAILS"
GROUP_REGISTERED = "GROUP_REGISTERED"
PASSWORD_SET = "PASSWORD_SET"  # noqa: S105 - the name of an event
COUNCIL_CREATED = "COUNCIL_CREATED"
COUNCIL_SETTINGS_CHANGED = "COUNCIL_SETTINGS_CHANGED"
SUPPLIER_REGISTERED = "SUPPLIER_REGISTERED"
SUPPLIER_PROFILE_SAVED = "SUPPLIER_PROFILE_SAVED"
MEMBERSHIP_GRANTED = "MEMBERSHIP_GRANTED"
MEMBERSHIP_ENDED = "MEMBERSHIP_ENDED"
INVITATION_SENT = "INVITATION_SENT"
INVITATION_ACCEPTED = "INVITATION_ACCEPTED"
INVITATION_REFUSED = "INVITATION_REFUSED"
INVITATION_WITHDRAWN = "INVITATION_WITHDRAWN"
JOINING_ASKED = "JOINING_ASKED"
JOINING_GRANTED = "JOINING_GRANTED"
JOINING_TURNED_DOWN = "JOINING_TURNED_DOWN"
JOINING_TAKEN_BACK = "JOINING_TAKEN_BACK"
SUPPLIERS_MERGED = "SUPPLIERS_MERGED"
