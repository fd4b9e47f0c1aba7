"""Exclusion grounds and subsidies: declared once and dated, confirmed in each proposal, kept in what is submitted."""

import datetime as dt

import pytest
from sqlalchemy import func, select

from accounts.models import Supplier
from accounts.states import Role
from core import clock
from core.audit import AuditEvent
from core.database import db
from core.errors import NotPermitted, Refused
from submissions import services
from submissions.models import SubmissionMember, SupplierDeclaration
from submissions.services import Declared, Incomplete
from submissions.states import EntryChannel, ExclusionGround
from tests.factories.accounts import CouncilFactory, member, sign_in
from tests.factories.interests import reader_of
from tests.factories.submissions import after_deadline, challenge_open, draft, own, submitted, supplier_person
from tests.support.client import text_of
from tests.support.posting import send

pytestmark = pytest.mark.usefixtures("db_session")
NOTHING = Declared([], "", subsidised=False, subsidy_words="")
TAXES = Declared([ExclusionGround.TAX], "Paid since.", subsidised=True, subsidy_words="£9,000 from Leeds in 2025.")
SENT = {"grounds": "tax", "grounds_words": "Paid since.", "subsidised": "yes", "subsidy_words": "From Leeds."}


def challenge():
    return challenge_open(CouncilFactory(), asks_declarations=True)


def rows() -> int:
    return db.session.scalar(select(func.count()).select_from(SupplierDeclaration)) or 0


def test_it_is_answered_once_and_shown_for_confirmation_in_the_next_proposal(client, by):
    first, second = draft(challenge(), by=by), draft(challenge(), by=by)
    page = f"/proposals/{first.id}/declarations"
    assert "Choose what applies" in text_of(send(client, page, data={"subsidised": "no"}))
    assert "not both" in text_of(send(client, page, data=SENT | {"grounds": ["tax", "none"]}))
    assert "Say what happened" in text_of(send(client, page, data=SENT | {"grounds_words": " "}))
    assert send(client, page, data=SENT).location == f"/proposals/{first.id}"
    assert "Paid since." in text_of(client.get(f"/proposals/{first.id}/check"))

    again = text_of(client.get(f"/proposals/{second.id}/declarations"))
    assert "Paid since." in again
    assert "You last said this on" in again
    assert "Confirm what your organisation declares" in text_of(send(client, f"/proposals/{second.id}/check"))
    send(client, f"/proposals/{second.id}/declarations", data=SENT)
    send(client, f"/proposals/{second.id}/declarations", data=SENT)
    assert rows() == 1
    assert services.submit(own(second, by), by=by).content["declarations"]["grounds"] == ["tax"]


def test_without_it_nothing_is_submitted_and_a_version_keeps_what_was_declared(client, by):
    submission = draft(challenge(), by=by)
    with pytest.raises(Incomplete):
        services.submit(own(submission, by), by=by)
    services.confirm_declaration(own(submission, by), TAXES, by=by)
    version = services.submit(own(submission, by), by=by)
    said_at = db.session.scalars(select(SupplierDeclaration.declared_at)).one()
    assert version.content["declarations"] == {
        "declared": f"{said_at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S.%f}Z",
        "confirmed": version.content["declarations"]["confirmed"],
        "grounds": ["tax"],
        "grounds_words": "Paid since.",
        "subsidised": True,
        "subsidy_words": "£9,000 from Leeds in 2025.",
    }
    services.declare(NOTHING, by=by)
    assert "Paid since." in text_of(client.get(f"/proposals/{submission.id}/versions/1"))


def test_what_the_organisation_says_otherwise_must_be_confirmed_again(client, by):
    submission = draft(challenge(), by=by)
    services.confirm_declaration(own(submission, by), NOTHING, by=by)
    clock.move_to(clock.now() + dt.timedelta(minutes=1))
    assert send(client, "/suppliers/declarations", data=SENT).status_code == 302
    assert rows() == 2
    assert "has changed what it declares" in text_of(client.get(f"/proposals/{submission.id}"))
    with pytest.raises(Incomplete):
        services.submit(own(submission, by), by=by)


def test_only_the_lead_supplier_declares(client, by):
    submission = draft(challenge(), by=by)
    partner = supplier_person()
    db.session.add(SubmissionMember(submission_id=submission.id, body_id=partner.body_id, confirmed_at=clock.now()))
    db.session.flush()
    with pytest.raises(NotPermitted):
        services.confirm_declaration(own(submission, partner), NOTHING, by=partner)
    sign_in(client, partner)
    assert client.get(f"/proposals/{submission.id}/declarations").status_code == 403
    sign_in(client, supplier_person())
    assert client.get(f"/proposals/{submission.id}/declarations").status_code == 404


def test_an_officer_who_types_in_a_proposal_declares_without_reading_what_was_said_before(client, by):
    services.declare(TAXES, by=by)
    council = CouncilFactory()
    found = challenge_open(council, asks_declarations=True)
    officer = member(council, Role.OFFICER)
    lead = db.session.get_one(Supplier, by.body_id)
    submission = services.enter_for_supplier(found, lead, channel=EntryChannel.POST, consent="A letter.", by=officer)
    sign_in(client, officer)
    page = text_of(client.get(f"/proposals/{submission.id}/declarations"))
    assert "Paid since." not in page
    assert "You last said this" not in page
    send(client, f"/proposals/{submission.id}/declarations", data={"grounds": "none", "subsidised": "no"})
    assert own(submission, officer).declaration.grounds == []
    assert client.get("/suppliers/declarations").status_code == 403


def test_the_office_reads_it_after_the_deadline_and_no_audit_event_holds_a_word_of_it(client, by):
    found = challenge()
    submission = draft(found, by=by)
    services.confirm_declaration(own(submission, by), TAXES, by=by)
    services.submit(own(submission, by), by=by)
    after_deadline(found)
    sign_in(client, reader_of(found))
    page = text_of(client.get(f"/received/{submission.id}"))
    assert "Taxes or social contributions that were not paid" in page
    assert "£9,000 from Leeds in 2025." in page
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.subject_id == submission.id)).all()
    assert "Leeds" not in "".join(str(event.facts) for event in events)


def test_without_names_the_office_learns_which_grounds_there_are_and_no_words(client, by):
    found = challenge_open(CouncilFactory(), asks_declarations=True, anonymised=True)
    submission = draft(found, by=by)
    services.confirm_declaration(own(submission, by), TAXES, by=by)
    services.submit(own(submission, by), by=by)
    after_deadline(found)
    sign_in(client, reader_of(found))
    page = text_of(client.get(f"/received/{submission.id}"))
    assert "Taxes or social contributions that were not paid" in page
    assert "Leeds" not in page


def test_after_the_deadline_what_was_typed_is_kept_to_copy(client, by):
    submission = draft(challenge(), by=by)
    after_deadline(submission.challenge)
    late = send(client, f"/proposals/{submission.id}/declarations", data=SENT)
    assert late.status_code == 409
    assert "Paid since." in late.get_data(as_text=True)
    assert rows() == 0


def test_a_challenge_that_does_not_ask_needs_none(by):
    _submission, version = submitted(by=by)
    assert version.content["declarations"] is None
    with pytest.raises(Refused):
        services.declare(Declared([ExclusionGround.TAX], " ", subsidised=False, subsidy_words=""), by=by)
