"""A challenge of several bodies: the lead council invites, each partner answers for itself and promises its own money,
and somebody else of each council that pays approves what it pays."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import lazy_gettext as _l

from accounts import queries as people
from accounts.models import Person
from accounts.states import BodyKind, Role
from challenges.models.challenge import Challenge, ChallengePartner, FundingShare
from challenges.policies import challenge as policies
from challenges.queries import partner as queries
from challenges.services.saving import lock, saved, writable
from challenges.states import challenge as events
from challenges.states.builder import Section
from challenges.states.challenge import PARTNER_LIFECYCLE, ChallengeState, PartnerAction, PartnerKind, PartnerState
from core import audit, clock
from core.access import Actor, check
from core.database import db, new_id
from core.errors import Refused
from notifications.services import tell, tell_people

WHY_INVITED = _l("You look after this for your council or group.")
WHY_APPROVER = _l("You approve what your council pays.")
WHY_LEAD = _l("You wrote this challenge for your council.")


@dataclass(frozen=True)
class Share:
    """What a partner pays towards a phase, in the currency of the challenge."""

    amount: Decimal
    vat_included: bool


def invite_partner(challenge: Challenge, *, body_id: uuid.UUID, kind: PartnerKind, by: Actor) -> ChallengePartner:
    """Ask a council or a community group to stand beside the challenge. Only a council can pay a share."""
    writable(challenge, by=by)
    body = next((body for body in queries.could_be_partners(challenge) if body.id == body_id), None)
    if body is None:
        raise Refused(_l("Choose a council or a group that is not a partner yet."), field="body")
    if kind is PartnerKind.FUNDER and body.kind is not BodyKind.COUNCIL:
        raise Refused(_l("Only a council can pay a share. Choose “supports without money”."), field="kind")
    partner = ChallengePartner(
        id=new_id(),
        challenge_id=challenge.id,
        body=body,
        kind=kind,
        state=PartnerState.INVITED,
        invited_by=by.person_id,
        invited_at=clock.now(),
        writers=[],
    )
    db.session.add(partner)
    saved(challenge, Section.PARTNERS, by=by)
    audit.record(events.CHALLENGE_PARTNER_INVITED, subject=challenge, by=by, partner=body.id, brings=kind.value)
    _tell_invited(partner, challenge)
    return partner


def invite_again(partner: ChallengePartner, *, by: Actor) -> None:
    """After it declined. `partner` has challenge, phases and shares loaded."""
    challenge = partner.challenge
    writable(challenge, by=by)
    partner = queries.reread_partner(partner.id)
    # State and columns go to the database together: a CHECK ties them to each other.
    with db.session.no_autoflush:
        partner.answered_at, partner.decline_reason, partner.invited_at = None, "", clock.now()
        PARTNER_LIFECYCLE.move(
            partner, PartnerAction.INVITE_AGAIN, by=by, event=events.CHALLENGE_PARTNER_INVITED, challenge=challenge.id
        )
    db.session.flush()
    _tell_invited(partner, challenge)


def remove_partner(partner: ChallengePartner, *, by: Actor) -> None:
    """It is no partner any more, and pays nothing. `partner` has challenge, phases and shares loaded."""
    challenge = partner.challenge
    writable(challenge, by=by)
    partner = queries.reread_partner(partner.id)
    _take_money_away(partner)
    audit.record(events.CHALLENGE_PARTNER_REMOVED, subject=challenge, by=by, partner=partner.body_id)
    db.session.delete(partner)
    saved(challenge, Section.PARTNERS, by=by)


def confirm(partner: ChallengePartner, *, lead_id: uuid.UUID, shares: Mapping[uuid.UUID, Share], by: Actor) -> None:
    """Stand beside the challenge, with a lead person and, for a council that pays, money by phase.

    Confirming again changes what was promised; what was approved must then be approved anew.
    """
    check(policies.can_answer_invitation(by, partner))
    partner = _unpublished(partner)
    PARTNER_LIFECYCLE.check(partner, PartnerAction.CONFIRM)
    if lead_id not in {person.id for person in possible_leads(partner.body_id)}:
        raise Refused(_l("Choose who leads it for you."), field="lead")
    if partner.kind is PartnerKind.FUNDER and not shares:
        raise Refused(_l("Enter what you pay towards one phase at least."))
    with db.session.no_autoflush:
        partner.lead_id, partner.answered_at, partner.decline_reason = lead_id, clock.now(), ""
        partner.writers = sorted({*partner.writers, str(by.person_id)})
        partner.share_approved_by = partner.share_approved_at = None
        PARTNER_LIFECYCLE.move(
            partner,
            PartnerAction.CONFIRM,
            by=by,
            event=events.CHALLENGE_PARTNER_CONFIRMED,
            challenge=partner.challenge_id,
        )
    _write_money(partner, shares if partner.kind is PartnerKind.FUNDER else {})
    db.session.flush()
    _tell_approvers(partner)
    _tell_lead(partner, what="confirmed")


def decline(partner: ChallengePartner, *, reason: str, by: Actor) -> None:
    """Stay out of it, or leave before it is published. Money that was promised is taken away."""
    check(policies.can_answer_invitation(by, partner))
    partner = _unpublished(partner)
    PARTNER_LIFECYCLE.check(partner, PartnerAction.DECLINE)
    if not reason.strip():
        raise Refused(_l("Say why: the lead council reads it."), field="reason")
    with db.session.no_autoflush:
        partner.lead_id = partner.share_approved_by = partner.share_approved_at = None
        partner.answered_at, partner.decline_reason = clock.now(), reason.strip()
        PARTNER_LIFECYCLE.move(
            partner,
            PartnerAction.DECLINE,
            by=by,
            event=events.CHALLENGE_PARTNER_DECLINED,
            reason=reason,
            challenge=partner.challenge_id,
        )
    _take_money_away(partner)
    db.session.flush()
    _tell_lead(partner, what="declined")


def approve_share(partner: ChallengePartner, *, by: Actor) -> None:
    """Promise the money of the council that pays. Nobody approves what they wrote themselves."""
    check(
        policies.can_approve_share(by, partner),
        _l("Only an approver of the council that pays, who did not write what it pays, can approve it."),
    )
    partner = _unpublished(partner)
    if partner.kind is not PartnerKind.FUNDER or partner.state is not PartnerState.CONFIRMED:
        raise Refused(_l("There is no share to approve."))
    if partner.share_approved_at is not None:
        raise Refused(_l("This share is approved already."))
    partner.share_approved_by, partner.share_approved_at = by.person_id, clock.now()
    audit.record(events.CHALLENGE_SHARE_APPROVED, subject=partner, by=by, challenge=partner.challenge_id)
    db.session.flush()
    _tell_lead(partner, what="approved")


def possible_leads(body_id: uuid.UUID) -> list[Person]:
    """Who could lead the partner's side."""
    return people.people_with_role(body_id, Role.OFFICER, Role.LEAD, Role.APPROVER)


def _unpublished(partner: ChallengePartner) -> ChallengePartner:
    """Locked and read again. While the lead council's approver looks at it, nothing of it moves."""
    lock(partner.challenge)
    if partner.challenge.state is not ChallengeState.DRAFT:
        raise Refused(
            _l("The challenge waits for approval or is published: what you promised cannot be changed any more.")
        )
    return queries.reread_partner(partner.id)


def _write_money(partner: ChallengePartner, shares: Mapping[uuid.UUID, Share]) -> None:
    for phase in partner.challenge.phases:
        found = next((share for share in phase.shares if share.council_id == partner.body_id), None)
        new = shares.get(phase.id)
        if new is None:
            if found is not None:
                db.session.delete(found)
            continue
        if found is None:
            found = FundingShare(id=new_id(), phase_id=phase.id, council_id=partner.body_id)
            db.session.add(found)
        found.amount, found.vat_included = new.amount, new.vat_included


def _take_money_away(partner: ChallengePartner) -> None:
    _write_money(partner, {})


def _tell_invited(partner: ChallengePartner, challenge: Challenge) -> None:
    tell_people(
        [person.id for person in people.people_with_role(partner.body_id, Role.OFFICER, Role.LEAD)],
        template="challenges/partner_invited",
        why=WHY_INVITED,
        challenge_title=challenge.title,
        council_name=challenge.council.name,
        partnership_path=f"/partnerships/{partner.id}",
    )


def _tell_approvers(partner: ChallengePartner) -> None:
    if partner.kind is not PartnerKind.FUNDER:
        return
    approvers = people.people_with_role(partner.body_id, Role.APPROVER)
    tell_people(
        [person.id for person in approvers if str(person.id) not in partner.writers],
        template="challenges/share_asked",
        why=WHY_APPROVER,
        challenge_title=partner.challenge.title,
        council_name=partner.challenge.council.name,
        partnership_path=f"/partnerships/{partner.id}",
    )


def _tell_lead(partner: ChallengePartner, *, what: str) -> None:
    tell(
        template="challenges/partner_answered",
        why=WHY_LEAD,
        person_id=partner.challenge.drafted_by,
        what=what,
        partner_name=partner.body.name,
        reason=partner.decline_reason,
        challenge_title=partner.challenge.title,
        partners_path=f"/challenges/{partner.challenge.slug}/edit/partners",
    )
