"""What assessors are paid: for what they handed in, once, and by the word of somebody else."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from accounts.models import Person
from accounts.states import Role
from core.database import db
from core.errors import Conflict, IllegalMove, NotPermitted, Refused
from core.outbox import Message
from scoring.models import PayClaim
from scoring.queries import pay as queries
from scoring.services import leaving
from scoring.services import pay as services
from scoring.states import PayState
from tests.factories.accounts import MembershipFactory, actor_for, sign_in
from tests.factories.panels import panel_with
from tests.support.posting import post

pytestmark = pytest.mark.usefixtures("db_session")


@pytest.fixture
def scene():
    scene = panel_with(assessors=2, submissions=2)
    services.set_rate(scene.reload(), amount=Decimal("80.50"), how_paid="Write to finance.", by=scene.officer)
    scene.declare_all()
    scene.assign()
    return scene


def claimed(scene, actor):
    claim = services.claim_pay(queries.paid_seat(actor, scene.panel.id), by=actor)
    return queries.claim_in_sight(scene.officer, scene.panel.id, claim.id)


def officer_too(scene, assessor):
    """The assessor, who is an officer of the council as well."""
    person = db.session.get_one(Person, assessor.person_id)
    return actor_for(MembershipFactory(body=scene.council, role=Role.OFFICER, person=person))


def newest_mail():
    return db.session.scalars(select(Message).order_by(Message.queued_at.desc(), Message.id.desc())).first().body


def test_each_assessment_that_is_handed_in_is_claimed_once(scene):
    assessor = scene.assessors[1]
    with pytest.raises(Refused):
        claimed(scene, assessor)
    for submission in scene.submissions:
        scene.score(assessor, submission)
    claim = claimed(scene, assessor)
    assert (claim.assessments, claim.rate, claim.amount) == (2, Decimal("80.50"), Decimal("161.00"))
    with pytest.raises(Refused):
        claimed(scene, assessor)


def test_whoever_leaves_is_paid_for_what_they_handed_in(scene):
    assessor = scene.assessors[1]
    scene.score(assessor, scene.submissions[0])
    leaving.leave_panel(scene.reload(), scene.seat(assessor), reason="Ill.", by=scene.officer)
    assert claimed(scene, assessor).assessments == 1


def test_an_officer_refuses_with_a_reason_and_it_can_be_claimed_again(scene):
    assessor = scene.assessors[1]
    scene.score(assessor, scene.submissions[0])
    claim = claimed(scene, assessor)
    with pytest.raises(Refused):
        services.refuse_pay(claim, reason=" ", by=scene.officer)
    services.refuse_pay(claim, reason="You are on our payroll.", by=scene.officer)
    assert "payroll" in newest_mail()
    again = claimed(scene, assessor)
    services.approve_pay(again, by=scene.officer)
    with pytest.raises(Conflict):
        services.refuse_pay(again, reason="No.", by=scene.officer)
    assert services.mark_paid(again, by=scene.officer).state is PayState.PAID
    with pytest.raises(IllegalMove):
        services.mark_paid(again, by=scene.officer)


def test_nobody_decides_about_their_own_claim():
    scene = panel_with(assessors=1, submissions=1)
    services.set_rate(scene.reload(), amount=Decimal(50), how_paid="By payroll.", by=scene.officer)
    scene.declare_all()
    scene.assign()
    assessor = scene.assessors[0]
    scene.score(assessor, scene.submissions[0])
    claim = claimed(scene, assessor)
    own = officer_too(scene, assessor)
    with pytest.raises(NotPermitted):
        services.approve_pay(claim, by=own)
    assert queries.waiting_claims(own) == []
    assert [count for _panel, count in queries.waiting_claims(scene.officer)] == [1]


def test_pay_that_somebody_accepted_can_only_be_raised(scene):
    with pytest.raises(Refused) as refused:
        services.set_rate(scene.reload(), amount=Decimal(80), how_paid="Write to finance.", by=scene.officer)
    assert refused.value.field == "amount"
    services.set_rate(scene.reload(), amount=Decimal(90), how_paid="Write to finance.", by=scene.officer)
    scene.score(scene.assessors[0], scene.submissions[0])
    assert claimed(scene, scene.assessors[0]).rate == 90


def test_the_pages_lead_from_the_claim_to_the_money(client, scene):
    assessor = scene.assessors[1]
    scene.score(assessor, scene.submissions[0])
    sign_in(client, assessor)
    assert "Claim £80.50 for 1 proposal" in client.get("/assessing/pay").text
    post(client, f"/assessing/pay/{scene.panel.id}", form_at="/assessing/pay")
    page = client.get("/assessing/pay").text
    assert "Claim £" not in page
    assert "Claimed" in page
    sign_in(client, scene.officer)
    assert "Pay claims to decide" in client.get("/work").text
    claim = db.session.scalars(select(PayClaim)).one()
    address = f"/panels/{scene.panel.id}/pay/{claim.id}"
    assert "Say why it is refused" in post(client, address, answer="refuse", reason="").text
    post(client, address, answer="approve")
    assert "Mark the claim" in client.get(f"/panels/{scene.panel.id}/pay").text
    post(client, f"{address}/paid", form_at=f"/panels/{scene.panel.id}/pay")
    assert "£80.50" in client.get(f"/panels/{scene.panel.id}/pay").text
    sign_in(client, assessor)
    assert "Paid" in client.get("/assessing/pay").text
