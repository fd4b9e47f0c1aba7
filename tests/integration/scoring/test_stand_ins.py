"""When conflicts leave too few people of the council, the service says so, and somebody else can be named."""

import pytest
from sqlalchemy import select

from accounts.models import Person
from accounts.states import Role
from core.audit import AuditEvent
from core.database import db
from core.errors import NotPermitted, Refused
from core.outbox import Message
from scoring.queries import stand_in as queries
from scoring.queries import turn as turns
from scoring.services import conflict as interests
from scoring.services import decision as deciding
from scoring.services import stand_in as services
from scoring.states import DecisionKind, DecisionState
from submissions.queries.received import opened_submission
from tests.factories.accounts import CouncilFactory, SupplierFactory, member, sign_in
from tests.factories.decisions import scored
from tests.factories.interests import no_interest
from tests.factories.panels import panel_with
from tests.support.posting import send

pytestmark = pytest.mark.usefixtures("db_session")


def email_of(actor):
    return db.session.get_one(Person, actor.person_id).email


def named(scene, actor, *, role=Role.APPROVER, by=None):
    return services.name_stand_in(
        scene.challenge, email=email_of(actor), role=role, reason="Ours all have an interest.", by=by or scene.officer
    )


def shun(scene, actor, bid):
    no_interest(scene.challenge, actor)
    interests.report_conflict(scene.challenge, [bid], words="Mine.", by=actor)


@pytest.fixture
def elsewhere():
    """An approver of another council."""
    return member(CouncilFactory(), Role.APPROVER)


def test_the_page_says_that_nobody_is_left_and_what_to_do(client, elsewhere):
    scene = panel_with(assessors=2, submissions=2)
    bid = scene.bids()[0]
    shun(scene, member(scene.council, Role.APPROVER), bid)
    scene.declare(scene.assessors[0], conflict_with=bid)
    sign_in(client, scene.officer)

    page = client.get(f"/challenges/{scene.challenge.slug}/conflicts").text

    assert "Nobody can approve: every approver has a conflict of interest" in page
    assert "1 proposal has too few assessors left for a decision" in page
    address = f"/challenges/{scene.challenge.slug}/stand-ins"
    typed = {"email": email_of(elsewhere), "role": "approver", "reason": ""}
    assert "Say why somebody else has to act" in send(client, address, typed).text
    send(client, address, typed | {"reason": "All of ours have an interest."})
    listed = client.get(address).text
    assert elsewhere.name in listed
    assert "Nobody can approve" not in listed
    stand_in = queries.stand_ins_of(scene.challenge.id)[0]
    for _ in range(2):
        send(client, f"{address}/{stand_in.id}/end", {})
    assert queries.stand_ins_of(scene.challenge.id) == []
    kinds = db.session.scalars(select(AuditEvent.kind).where(AuditEvent.subject_type == "stand_ins"))
    assert sorted(kinds) == ["STAND_IN_ENDED", "STAND_IN_NAMED"]


def test_an_approver_of_another_council_declares_reads_and_approves(client, elsewhere):
    scene = scored(scores=(5, 4))
    bid = scene.bids()[0]
    assert opened_submission(elsewhere, bid.id) is None
    named(scene, elsewhere)
    told = db.session.scalars(select(Message).where(Message.kind == "scoring/stand_in_named")).one()
    assert told.to_address == email_of(elsewhere)
    decision = deciding.draft_decision(scene.panel.id, kind=DecisionKind.AWARD, by=scene.officer)
    deciding.send_for_approval(decision.id, by=scene.officer)
    assert [one.id for one in turns.waiting_for_approver(elsewhere)] == [decision.id]
    with pytest.raises(NotPermitted):
        deciding.approve_decision(decision.id, by=elsewhere)
    assert opened_submission(elsewhere, bid.id) is None

    sign_in(client, elsewhere)
    assert client.get(f"/challenges/{scene.challenge.slug}/interests").status_code == 200
    interests.declare_interests(scene.challenge, scene.bids(), conflicts={}, by=elsewhere)

    assert opened_submission(elsewhere, bid.id) is not None
    sign_in(client, elsewhere)
    assert client.get(f"/decisions/{decision.id}/approve").status_code == 200
    assert deciding.approve_decision(decision.id, by=elsewhere).state is DecisionState.APPROVED


def test_whoever_stands_in_is_kept_out_by_a_conflict_like_everybody_else(client, elsewhere):
    scene = scored(scores=(5, 4))
    named(scene, elsewhere)
    shun(scene, elsewhere, scene.bids()[0])
    assert opened_submission(elsewhere, scene.bids()[0].id) is None
    sign_in(client, elsewhere)
    assert client.get(f"/panels/{scene.panel.id}/ranking").status_code == 403


def test_an_officer_of_another_council_prepares_the_decision():
    scene = scored(scores=(5, 4))
    outside = member(CouncilFactory(), Role.OFFICER)
    with pytest.raises(NotPermitted):
        deciding.draft_decision(scene.panel.id, kind=DecisionKind.AWARD, by=outside)
    named(scene, outside, role=Role.OFFICER)
    with pytest.raises(NotPermitted):
        deciding.draft_decision(scene.panel.id, kind=DecisionKind.AWARD, by=outside)
    no_interest(scene.challenge, outside)
    drafted = deciding.draft_decision(scene.panel.id, kind=DecisionKind.AWARD, by=outside)
    assert drafted.drafted_by == outside.person_id
    assert queries.shortage_in(scene.challenge).officers == 2


@pytest.mark.parametrize("who", ["supplier", "bidder", "assessor", "again", "oneself", "nobody"])
def test_nobody_is_named_who_could_not_decide(who, elsewhere):
    scene = panel_with(assessors=1, submissions=1)
    bidder = scene.bids()[0].supplier
    if who == "again":
        named(scene, elsewhere)
    chosen = {
        "supplier": lambda: member(SupplierFactory(), Role.LEAD),
        "bidder": lambda: member(bidder, Role.LEAD),
        "assessor": lambda: scene.assessors[0],
        "again": lambda: elsewhere,
        "oneself": lambda: scene.officer,
    }
    email = email_of(chosen[who]()) if who in chosen else "no@body.example"
    with pytest.raises(Refused):
        services.name_stand_in(scene.challenge, email=email, role=Role.APPROVER, reason="Why not.", by=scene.officer)


def test_nobody_with_a_conflict_chooses_who_decides_but_the_lead_may(elsewhere):
    scene = panel_with(assessors=1, submissions=1)
    shun(scene, scene.officer, scene.bids()[0])
    with pytest.raises(NotPermitted):
        named(scene, elsewhere)
    assert named(scene, elsewhere, by=member(scene.council, Role.LEAD)).role is Role.APPROVER
