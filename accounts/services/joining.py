"""Asking to be let into an organisation that is registered already.

Its leads decide. Where there is none (it was entered from paper, or all have gone), or where they do not answer, an
administrator of the platform decides with a reason: that is how an organisation is claimed or taken over.
"""

import uuid

from flask_babel import lazy_gettext as _l

from accounts import policies, queries
from accounts import states as events
from accounts.models import JoinRequest, Membership, Person, Supplier
from accounts.queries import RequestDesk
from accounts.services.bodies import join
from accounts.services.telling import tell
from accounts.states import REQUEST_LIFECYCLE, RequestAction, Role
from core import audit, clock
from core.access import Actor, check
from core.database import db, new_id
from core.errors import Refused

OPEN_REQUESTS = 5
_WHY_LEAD = _l("You are getting this because you look after the people of this organisation.")
_WHY_ASKER = _l("You are getting this because you asked to join this organisation.")


def ask_to_join(supplier: Supplier, *, words: str, by: Actor) -> JoinRequest:
    """Ask to act for the supplier; its leads are told. Raises `Refused` for who does, or has asked already."""
    check(policies.can_register_body(by))
    assert by.person_id is not None  # noqa: S101 - the policy asked for it
    if any(held.person_id == by.person_id for held in queries.members_of(supplier.id)):
        raise Refused(_l("You act for this organisation already."))
    if queries.own_request(by, supplier.id) is not None:
        raise Refused(_l("You have asked already. You get an email when somebody has decided."))
    if queries.open_requests_of(by.person_id) >= OPEN_REQUESTS:
        raise Refused(_l("You have asked several organisations. Wait for their answers first."))
    request = JoinRequest(
        id=new_id(), body_id=supplier.id, body=supplier, person_id=by.person_id, words=words, asked_at=clock.now()
    )
    db.session.add(request)
    db.session.flush()
    audit.record(events.JOINING_ASKED, subject=request, by=by)
    leads = queries.people_with_role(supplier.id, Role.LEAD)
    for person in leads or queries.administrators():
        _tell_to_decide(person, request, by=by, is_lead=bool(leads))
    return request


def take_back_request(request: JoinRequest, *, by: Actor) -> None:
    check(by.is_signed_in and by.person_id == request.person_id)
    REQUEST_LIFECYCLE.move(request, RequestAction.TAKE_BACK, by=by, event=events.JOINING_TAKEN_BACK)


def let_in(desk: RequestDesk, *, role: Role, reason: str = "", by: Actor) -> Membership:
    """The person may act for the organisation. An administrator makes them a lead, and says why."""
    request = desk.request
    _decide(desk, RequestAction.LET_IN, events.JOINING_GRANTED, reason=reason, by=by)
    role = Role.LEAD if policies.can_administer(by) else role
    others = [held.person for held in queries.members_of(request.body_id)]
    membership = join(request.body, request.person, role, by=by)
    _tell_decided(desk, let_in=True, reason=reason, others=others, by=by)
    return membership


def turn_down(desk: RequestDesk, *, reason: str, by: Actor) -> None:
    if not reason.strip():
        raise Refused(_l("Give a reason."), field="reason")
    _decide(desk, RequestAction.TURN_DOWN, events.JOINING_TURNED_DOWN, reason=reason, by=by)
    _tell_decided(desk, let_in=False, reason=reason, others=[], by=by)


def _decide(desk: RequestDesk, action: RequestAction, event: str, *, reason: str, by: Actor) -> None:
    check(policies.can_decide_request(by, desk))
    request = desk.request
    if policies.can_administer(by) and not reason.strip():
        raise Refused(_l("Give a reason."), field="reason")
    db.session.refresh(request, attribute_names=["state"], with_for_update={"of": JoinRequest})
    with db.session.no_autoflush:
        REQUEST_LIFECYCLE.move(request, action, by=by, event=event, reason=reason, asked_by=request.person_id)
        request.decided_by, request.decided_at = by.person_id, clock.now()
    db.session.flush()


def _tell_to_decide(person: Person, request: JoinRequest, *, by: Actor, is_lead: bool) -> None:
    tell(
        person,
        template="accounts/joining_asked",
        why=_WHY_LEAD if is_lead else _l("You are getting this because you look after this service."),
        path=f"/people/requests/{request.id}",
        joining=request,
        body=request.body,
        name=by.name,
        is_lead=is_lead,
    )


def _tell_decided(desk: RequestDesk, *, let_in: bool, reason: str, others: list[Person], by: Actor) -> None:
    """The person who asked; and everybody of the organisation when an administrator let somebody in."""
    request = desk.request
    told: set[uuid.UUID] = set()
    tell(
        request.person,
        template="accounts/joining_decided",
        why=_WHY_ASKER,
        path="/acting-for" if let_in else "/work",
        body=request.body,
        let_in=let_in,
        reason=reason.strip(),
    )
    for person in others if policies.can_administer(by) else []:
        if person.id not in told:
            told.add(person.id)
            tell(
                person,
                template="accounts/taken_over",
                why=_l("You are getting this because you act for this organisation."),
                path="/people",
                body=request.body,
                name=request.person.name,
                reason=reason.strip(),
            )
