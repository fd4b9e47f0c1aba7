"""Two suppliers that are one: what each had is of both, and no seal is broken on the way."""

import pytest
from sqlalchemy import func, inspect, select, text

from accounts import queries as people
from accounts import services as accounts
from accounts.models import Supplier
from accounts.states import Role
from challenges.services import question as asking
from core.audit import AuditEvent
from core.database import Model, db, new_id
from core.errors import NotPermitted, Refused
from core.outbox import Message
from submissions import queries, services
from submissions.models import SubmissionMember
from submissions.services import receipts
from tests.factories.accounts import OperatorFactory, PersonFactory, SupplierFactory, actor_alone, member, sign_in
from tests.factories.submissions import challenge_open, draft, own, rows, submitted
from tests.support.posting import post

pytestmark = pytest.mark.usefixtures("db_session")


@pytest.fixture
def administrator():
    return member(OperatorFactory(), Role.ADMINISTRATOR)


@pytest.fixture
def both():
    """The one that goes, and the one that stays, each with a lead."""
    gone, kept = SupplierFactory(name="Tide", identifier="01234567"), SupplierFactory(name="Tide Ltd")
    return gone, kept, member(gone, Role.LEAD), member(kept, Role.LEAD)


def merge(gone, kept, *, by, reason="The same director."):
    accounts.merge_suppliers(gone, kept, reason=reason, by=by)


def of_now(actor):
    """Somebody as they act after their membership has changed hands."""
    person = people.person_with_memberships(actor.person_id)
    return people.actor_for(person, people.current_memberships(person)[0])


def test_people_and_proposals_of_both_belong_together_and_receipts_stay_good(both, administrator):
    gone, kept, first, second = both
    handed_in, version = submitted(by=first)
    begun = draft(by=second)
    digest = version.digest
    merge(gone, kept, by=administrator)

    for actor in (of_now(first), of_now(second)):
        assert actor.body_id == kept.id
        assert own(handed_in, actor).supplier_id == own(begun, actor).supplier_id == kept.id
    standing = queries.latest_own_version_for(of_now(second), handed_in.id)
    assert receipts.digest_of(standing.content) == digest
    assert standing.content["supplier"]["identifier"] == "01234567"
    assert receipts.is_genuine(receipts.receipt_of(standing))
    assert queries.own_submission(first, handed_in.id) is None
    told = db.session.scalars(select(Message.person_id).where(Message.kind == "accounts/suppliers_merged"))
    assert set(told) == {first.person_id, second.person_id}


def test_the_administrator_reads_no_proposal_and_no_event_tells_the_council(both, administrator):
    gone, kept, first, _second = both
    sealed = draft(by=first, words="zqsealed")
    merge(gone, kept, by=administrator)
    assert queries.own_submission(administrator, sealed.id) is None
    assert queries.opened_submission(administrator, sealed.id) is None
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "SUBMISSION_HANDED_OVER")).one()
    assert event.council_id is None
    assert "zqsealed" not in str(event.facts)


def test_two_proposals_in_one_lot_forbid_it_in_words_that_name_no_challenge(both, administrator, client):
    gone, kept, first, second = both
    challenge = challenge_open(title="Quieter zqlorries")
    draft(challenge, by=first)
    theirs = draft(challenge, by=second)
    sign_in(client, administrator)
    path = f"/administration/suppliers/{gone.slug}/merge/{kept.slug}"
    page = post(client, path, reason="The same director.", sure="y").text
    assert "a supplier has only one there" in page
    assert "zqlorries" not in page
    assert theirs.reference not in page
    assert people.leads_of(gone.id) == 1
    services.withdraw(own(theirs, second), by=second)
    assert post(client, path, reason="The same director.", sure="y").location.endswith(kept.slug)


def test_a_consortium_of_the_two_becomes_one_organisation(both, administrator):
    gone, kept, first, _second = both
    led = draft(by=first)
    other = rows(challenge_open())[0]
    db.session.add_all(
        [
            SubmissionMember(submission_id=led.id, body_id=kept.id),
            SubmissionMember(submission_id=other.id, body_id=kept.id),
            SubmissionMember(submission_id=other.id, body_id=gone.id, confirmed_at=other.created_at, part="Sensors"),
        ]
    )
    db.session.flush()
    merge(gone, kept, by=administrator)
    [place] = db.session.scalars(select(SubmissionMember)).all()
    assert (place.submission_id, place.body_id, place.part) == (other.id, kept.id, "Sensors")
    assert place.confirmed_at is not None


def test_who_had_a_role_in_both_keeps_the_greater_one(both, administrator):
    gone, kept, first, second = both
    for actor, body in ((first, kept), (second, gone)):
        someone = people.person(actor.person_id)
        lead = member(body, Role.LEAD)
        invitation = accounts.invite(body, email=someone.email, name="A", role=Role.MEMBER, by=lead)
        accounts.accept_invitation(invitation, by=actor)
    merge(gone, kept, by=administrator)
    held = [(one.person_id, one.role) for one in people.members_of(kept.id)]
    assert held.count((first.person_id, Role.LEAD)) == held.count((second.person_id, Role.LEAD)) == 1
    assert len(held) == len(set(held)) == 4
    assert people.members_of(gone.id) == []


def test_the_number_of_the_one_that_went_leads_to_the_other(both, administrator, client):
    gone, kept, _first, _second = both
    merge(gone, kept, by=administrator)
    sign_in(client, actor_alone(PersonFactory()))
    known = post(client, "/suppliers/register", name="X", scheme="GB-COH", identifier="1234567", size="small")
    assert f"/suppliers/{kept.slug}/join" in known.text
    sign_in(client, administrator)
    assert client.get(f"/administration/suppliers/{gone.slug}").status_code == 404
    listed = client.get("/administration/suppliers?words=tide").text
    assert f"/administration/suppliers/{kept.slug}" in listed
    assert f'/administration/suppliers/{gone.slug}"' not in listed


def test_nobody_else_merges_and_nobody_without_a_reason_or_twice(both, administrator):
    gone, kept, first, _second = both
    with pytest.raises(NotPermitted):
        merge(gone, kept, by=first)
    with pytest.raises(Refused, match="reason"):
        merge(gone, kept, by=administrator, reason=" ")
    merge(gone, kept, by=administrator)
    with pytest.raises(Refused, match="merged already"):
        merge(gone, kept, by=administrator)


# What keeps the one that went: it is history, or says of a council.
STAYS = {
    "submission_openings": "who opened it, for whom, as it was",
    "invitations": "those that were open are taken back",
    "join_requests": "those that were answered",
    "memberships": "the same role from the same day",
    "challenge_partners": "beside a challenge where the other stands too",
}


def test_everything_that_belongs_to_a_supplier_changes_hands(both, administrator):
    """Every column that points to a body: a new one must be moved when two become one, or be listed above."""
    gone, kept, first, _second = both
    challenge = challenge_open()
    submitted(challenge, by=first)
    asking.ask_question(challenge, words="By when?", by=first, form_key=new_id())
    merge(gone, kept, by=administrator)
    left = set()
    for mapper in Model.registry.mappers:
        for table in mapper.tables:
            for column in table.columns:
                points = {key.column.table.name for key in column.foreign_keys}
                if points & {"bodies", "suppliers"} and not column.primary_key:
                    found = db.session.scalar(select(func.count()).select_from(table).where(column == gone.id))
                    left |= {table.name} if found else set()
    assert left <= STAYS.keys() | {"suppliers"}
    moved = db.session.scalar(
        text("select count(*) from clarification_questions where body_id = :kept"), {"kept": kept.id}
    )
    assert moved == 1
    assert inspect(gone).persistent
    assert db.session.get(Supplier, gone.id).merged_into_id == kept.id


def test_the_list_of_suppliers_costs_the_same_with_one_and_with_many(client, administrator, query_counter):
    sign_in(client, administrator)
    SupplierFactory()

    def cost():
        with query_counter() as statements:
            client.get("/administration/suppliers")
        return len(statements)

    few = cost()
    SupplierFactory.create_batch(24)
    assert cost() == few <= 12
