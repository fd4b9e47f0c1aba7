"""Several councils behind one challenge: each answers for itself, and promises its own money."""

import re
from decimal import Decimal

import pytest
from sqlalchemy import select

from accounts.states import Role
from challenges.models import Challenge, ChallengePartner, FundingShare
from challenges.policies.readiness import missing
from challenges.queries.challenge import whole_challenge_by_id
from challenges.services import approval, life, partnership
from challenges.states import ChallengeState
from challenges.states.builder import Section
from challenges.states.challenge import PartnerKind, PartnerState
from core import clock
from core.database import db
from core.errors import NotPermitted, Refused
from core.outbox import Message
from tests.factories.accounts import CommunityGroupFactory, CouncilFactory, member, officer, sign_in
from tests.factories.challenges import ChallengeFactory
from tests.integration.challenges.test_challenge_pages import text_of
from tests.support.posting import send

pytestmark = pytest.mark.usefixtures("db_session")
State = ChallengeState


@pytest.fixture
def draft(db_session) -> Challenge:
    return whole_challenge_by_id(ChallengeFactory(at=State.DRAFT).id)


@pytest.fixture
def lead(draft):
    return officer(draft.council)


@pytest.fixture
def other(db_session):
    return CouncilFactory(name="Southmoor")


def invited(draft, lead, body, kind: PartnerKind = PartnerKind.FUNDER) -> ChallengePartner:
    partner = partnership.invite_partner(draft, body_id=body.id, kind=kind, by=lead)
    return fresh(partner)


def fresh(partner: ChallengePartner) -> ChallengePartner:
    """As a page would load it."""
    return partnership.queries.reread_partner(partner.id)


def promise(partner: ChallengePartner, by, amount: int = 30_000) -> None:
    partner = fresh(partner)
    share = partnership.Share(amount=Decimal(amount), vat_included=True)
    shares = {partner.challenge.phases[0].id: share}
    partnership.confirm(partner, lead_id=by.person_id, shares=shares, by=by)


def lacking(draft: Challenge) -> list[str]:
    whole = whole_challenge_by_id(draft.id)
    return [str(lack.why) for lack in missing(whole, clock.now()) if lack.section is Section.PARTNERS]


def test_nothing_is_published_before_every_partner_has_promised_and_approved_its_share(draft, lead, other):
    by, approver = officer(other), member(other, Role.APPROVER)
    member(draft.council, Role.APPROVER)
    partner = invited(draft, lead, other)
    assert lacking(draft) == ["Southmoor has not answered the invitation yet."]
    with pytest.raises(Refused):
        approval.submit_for_approval(draft, by=lead)
    promise(partner, by)
    assert lacking(draft) == ["Southmoor has confirmed, and its approver has not approved what it pays yet."]
    partnership.approve_share(fresh(partner), by=approver)
    assert lacking(draft) == []
    approval.submit_for_approval(draft, by=lead)
    subjects = db.session.scalars(select(Message.subject).order_by(Message.queued_at, Message.id)).all()
    told = [subject.partition(":")[0] for subject in subjects]
    assert told[:4] == [
        "Invited to a joint challenge",
        "Money waits for your approval",
        "Southmoor takes part",
        "Southmoor approved its money",
    ]


def test_a_changed_promise_must_be_approved_anew_and_nobody_approves_their_own(draft, lead, other):
    by, approver = officer(other), member(other, Role.APPROVER)
    partner = invited(draft, lead, other)
    promise(partner, by)
    partnership.approve_share(fresh(partner), by=approver)
    promise(partner, by, amount=10_000)
    assert partner.share_approved_at is None
    shares = db.session.scalars(select(FundingShare).where(FundingShare.council_id == other.id)).all()
    assert [(share.amount, share.vat_included) for share in shares] == [(10_000, True)]
    partner.writers = [*partner.writers, str(approver.person_id)]
    for actor in (by, approver, lead, member(draft.council, Role.APPROVER), member(other, Role.LEAD)):
        with pytest.raises(NotPermitted):
            partnership.approve_share(fresh(partner), by=actor)


def test_a_partner_that_declines_takes_its_money_along_and_can_be_invited_again(draft, lead, other):
    by = officer(other)
    partner = invited(draft, lead, other)
    promise(partner, by)
    with pytest.raises(Refused):
        partnership.decline(fresh(partner), reason=" ", by=by)
    partnership.decline(fresh(partner), reason="No money left", by=by)
    assert db.session.scalars(select(FundingShare).where(FundingShare.council_id == other.id)).all() == []
    assert lacking(draft) == ["Southmoor declined. Remove it, or invite it again."]
    partnership.invite_again(fresh(partner), by=lead)
    assert (partner.state, partner.decline_reason) == (PartnerState.INVITED, "")
    partnership.remove_partner(fresh(partner), by=lead)
    assert lacking(draft) == []


def test_only_councils_pay_only_others_are_invited_and_nobody_twice(draft, lead, other):
    group = CommunityGroupFactory()
    with pytest.raises(Refused):
        partnership.invite_partner(draft, body_id=group.id, kind=PartnerKind.FUNDER, by=lead)
    with pytest.raises(Refused):
        partnership.invite_partner(draft, body_id=draft.council_id, kind=PartnerKind.FUNDER, by=lead)
    supporter = invited(draft, lead, group, PartnerKind.SUPPORTER)
    with pytest.raises(Refused):
        partnership.invite_partner(draft, body_id=group.id, kind=PartnerKind.SUPPORTER, by=lead)
    by = member(group, Role.LEAD)
    partnership.confirm(fresh(supporter), lead_id=by.person_id, shares={}, by=by)
    assert lacking(draft) == []
    with pytest.raises(Refused):
        partnership.approve_share(fresh(supporter), by=member(group, Role.APPROVER))
    funder, payer = invited(draft, lead, other), officer(other)
    with pytest.raises(Refused):
        partnership.confirm(funder, lead_id=payer.person_id, shares={}, by=payer)
    shares = {fresh(funder).challenge.phases[0].id: partnership.Share(amount=Decimal(1), vat_included=True)}
    with pytest.raises(Refused):
        partnership.confirm(fresh(funder), lead_id=by.person_id, shares=shares, by=payer)


def test_while_it_waits_for_approval_no_promise_moves(draft, lead, other):
    by = officer(other)
    partner = invited(draft, lead, other)
    promise(partner, by)
    draft.state = State.IN_APPROVAL
    db.session.flush()
    for act in (
        lambda: promise(partner, by),
        lambda: partnership.decline(fresh(partner), reason="No", by=by),
        lambda: partnership.approve_share(fresh(partner), by=member(other, Role.APPROVER)),
        lambda: partnership.remove_partner(fresh(partner), by=lead),
    ):
        with pytest.raises(Refused):
            act()


def test_two_councils_go_through_the_pages(client, draft, lead, other):
    by, approver = officer(other), member(other, Role.APPROVER)
    base = f"/challenges/{draft.slug}"
    sign_in(client, by)
    assert client.get(base).status_code == 404
    sign_in(client, lead)
    send(client, f"{base}/edit/partners", {"body": str(other.id), "kind": "funder"})
    assert "Southmoor" in text_of(client.get(f"{base}/edit/partners"))
    assert "Southmoor has not answered the invitation yet." in text_of(client.get(f"{base}/edit"))
    sign_in(client, by)
    page = text_of(client.get("/work"))
    assert "Invitations to a joint challenge" in page
    address = re.search(r'href="(/partnerships/[^"]+)"', page).group(1)
    assert "Take part" in text_of(client.get(address))
    page = text_of(client.get(base))
    assert "Only your council and its partners see this page." in page
    assert address in page
    sent = {"lead": str(by.person_id), "amount_1": "30k", "vat_1": ""}
    assert "Choose whether VAT is included" in text_of(send(client, f"{address}/confirm", sent))
    assert send(client, f"{address}/confirm", {**sent, "vat_1": "no"}).location == address
    sign_in(client, approver)
    assert "Money to approve" in text_of(client.get("/work"))
    assert "Approve what we pay" in text_of(client.get(address))
    assert send(client, f"{address}/approve").location == address
    assert "Money to approve" not in text_of(client.get("/work"))
    page = text_of(client.get(base))
    assert "Southmoor: " in page
    assert "£30,000" in page
    assert "£130,000" in page


def test_whoever_promised_hears_that_a_draft_was_cancelled(draft, lead, other):
    by = officer(other)
    partner = invited(draft, lead, other)
    promise(partner, by)
    life.cancel(draft, reason="The money is gone.", by=lead)
    told = db.session.scalars(select(Message).where(Message.person_id == by.person_id)).all()
    cancelled = [message.body for message in told if message.kind == "challenges/cancelled"]
    assert len(cancelled) == 1
    assert f"/partnerships/{partner.id}" in cancelled[0]


def test_the_public_page_names_only_partners_that_confirmed(client, draft, lead, other):
    invited(draft, lead, other)
    draft.state, draft.approved_by, draft.approved_at = State.APPROVED, lead.person_id, clock.now()
    draft.drafted_by = officer(draft.council).person_id
    db.session.flush()
    assert "Southmoor" not in text_of(client.get(f"/challenges/{draft.slug}"))
