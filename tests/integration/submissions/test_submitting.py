"""From a draft to a receipt, and back."""

import datetime as dt
import hashlib

import pytest
from sqlalchemy import func, select

from accounts import services as accounts
from accounts.models import SupplierProfile
from accounts.states import Role
from challenges.states import AnswerKind
from core import clock
from core.audit import AuditEvent
from core.database import db
from core.errors import IllegalMove, NotPermitted
from core.outbox import Message
from submissions import queries, services
from submissions.models import SubmissionMember, SubmissionVersion
from submissions.services import receipts
from submissions.states import SubmissionState
from tests.factories.accounts import SupplierFactory, member
from tests.factories.submissions import (
    after_deadline,
    attach,
    challenge_open,
    draft,
    own,
    question_of,
    submitted,
    supplier_person,
)

pytestmark = pytest.mark.usefixtures("db_session")


def test_submitting_keeps_the_whole_version_and_signs_it():
    by = supplier_person()
    submission = draft(by=by)
    attach(submission, by=by)

    version = services.submit(own(submission, by), by=by)

    assert submission.state is SubmissionState.SUBMITTED
    assert version.submitted_at == submission.submitted_at
    assert version.content["questions"][0]["words"] == "What would you do?"
    assert version.content["answers"][0]["words"] == "We would listen."
    assert len(version.content["files"][0]["sha256"]) == 64
    assert version.digest == hashlib.sha256(receipts.canonical(version.content)).hexdigest()
    assert receipts.is_genuine(receipts.receipt_of(version))


def test_a_version_keeps_what_the_team_said_of_itself_and_only_members_who_confirmed():
    by, partner, asked = supplier_person(), SupplierFactory(name="Partner Ltd"), SupplierFactory(name="Asked Ltd")
    submission = draft(by=by)
    lead = member(own(submission, by).supplier, Role.LEAD)
    say(own(submission, by).supplier, about="We measure water.", by=lead)
    for body, confirmed_at in ((partner, clock.now()), (asked, None)):
        db.session.add(
            SubmissionMember(submission_id=submission.id, body_id=body.id, part="Sensors", confirmed_at=confirmed_at)
        )
    db.session.flush()
    version = services.submit(own(submission, by), by=by)
    say(own(submission, by).supplier, about="We measure wind.", by=lead)

    content = queries.content_in(version)
    assert ("What the organisation does", "We measure water.") in [
        (str(part), said) for part, said in content.supplier.profile
    ]
    assert [(one.name, one.part) for one in content.members] == [("Partner Ltd", "Sensors")]
    hidden = queries.without_identity(content)
    assert (hidden.supplier, hidden.members, hidden.supplier_name) == (None, (), "")


def test_versions_of_the_first_form_are_still_read():
    _submission, version = submitted()
    kept = version.content
    first = {name: value for name, value in kept.items() if name != "members"} | {
        "form": "townlab-submission-1",
        "supplier": {name: kept["supplier"][name] for name in ("name", "scheme", "identifier")},
    }
    version.content = first
    assert queries.content_in(version).supplier_name == kept["supplier"]["name"]


def say(supplier, *, about, by):
    words = {"about": about}
    profile = db.session.get(SupplierProfile, supplier.id)
    accounts.save_profile(
        supplier, name=supplier.name, size="small", words=words, version=profile.version if profile else 0, by=by
    )


def test_the_digest_can_be_redone_from_what_the_database_gives_back():
    _submission, version = submitted(words="Ünïcode “quotes” \n\t and 🚲")
    db.session.expire_all()
    kept = db.session.get_one(SubmissionVersion, version.id)
    assert receipts.digest_of(kept.content) == kept.digest


def test_a_receipt_goes_out_by_mail_and_can_be_read_from_it():
    by = supplier_person()
    _submission, version = submitted(by=by)
    mail = db.session.scalars(select(Message).where(Message.kind == "submissions/receipt")).one()
    assert mail.person_id == by.person_id
    assert receipts.read_receipt(mail.body) == receipts.receipt_of(version)


def test_the_mail_says_no_word_of_the_proposal():
    submitted(words="planted")
    mail = db.session.scalars(select(Message)).one()
    assert "planted" not in mail.subject + mail.body


def test_a_second_click_finds_the_version_of_the_first():
    by = supplier_person()
    submission, version = submitted(by=by)
    again = services.submit(own(submission, by), by=by)
    assert again.id == version.id
    assert db.session.scalar(select(func.count()).select_from(SubmissionVersion)) == 1
    assert db.session.scalar(select(func.count()).select_from(Message)) == 1


def test_an_incomplete_proposal_is_refused_and_stays_a_draft():
    by = supplier_person()
    submission = services.start_submission(challenge_open(), by=by)
    with pytest.raises(services.Incomplete):
        services.submit(own(submission, by), by=by)
    db.session.expire_all()
    assert submission.state is SubmissionState.DRAFT
    assert submission.submitted_at is None


def test_reopening_leaves_the_submitted_version_standing():
    by = supplier_person()
    submission, version = submitted(by=by)
    services.reopen(own(submission, by), by=by)
    question = question_of(submission.challenge, AnswerKind.LONG_TEXT)
    services.save_answer(submission, question, version=1, words="Something else", by=by)
    after_deadline(submission.challenge)

    assert submission.state_at(clock.now()) is SubmissionState.LOCKED
    content = queries.content_of(submission)
    assert content is not None
    assert content.answers[0].words == "We would listen."
    assert content.number == version.number


def test_submitting_again_keeps_both_versions_whole():
    by = supplier_person()
    submission, first = submitted(by=by)
    services.reopen(own(submission, by), by=by)
    question = question_of(submission.challenge, AnswerKind.LONG_TEXT)
    services.save_answer(submission, question, version=1, words="Something else", by=by)
    second = services.submit(own(submission, by), by=by)
    assert (first.number, second.number) == (1, 2)
    assert first.content["answers"][0]["words"] == "We would listen."
    assert second.content["answers"][0]["words"] == "Something else"
    assert second.submitted_at > first.submitted_at


def test_what_was_submitted_is_not_changed_without_reopening():
    by = supplier_person()
    submission, _version = submitted(by=by)
    question = question_of(submission.challenge, AnswerKind.LONG_TEXT)
    with pytest.raises(services.NotOpen):
        services.save_answer(submission, question, version=1, words="Something else", by=by)


def test_a_removed_file_stays_in_the_version_that_held_it():
    by = supplier_person()
    submission = draft(by=by)
    attach(submission, by=by)
    version = services.submit(own(submission, by), by=by)
    file_id = version.content["files"][0]["id"]
    services.reopen(own(submission, by), by=by)
    services.remove_file(own(submission, by), file_id=file_id, by=by)
    assert own(submission, by).files == []
    assert queries.own_file(by, submission.id, file_id) is not None


@pytest.mark.parametrize("act", ["save", "attach", "submit", "reopen"])
def test_after_the_deadline_nothing_is_accepted_and_nothing_is_lost(act):
    by = supplier_person()
    submission = draft(by=by)
    if act == "reopen":
        services.submit(own(submission, by), by=by)
    after_deadline(submission.challenge)
    question = question_of(submission.challenge, AnswerKind.LONG_TEXT)
    acts = {
        "save": lambda: services.save_answer(submission, question, version=1, words="Too late", by=by),
        "attach": lambda: attach(submission, by=by),
        "submit": lambda: services.submit(own(submission, by), by=by),
        "reopen": lambda: services.reopen(own(submission, by), by=by),
    }
    with pytest.raises(services.TooLate):
        acts[act]()
    assert own(submission, by).answers[0].words


def test_nothing_can_be_started_before_it_opens_or_after_it_closed():
    challenge = challenge_open()
    clock.move_to(challenge.opens_at - dt.timedelta(minutes=1))
    with pytest.raises(services.NotOpen):
        services.start_submission(challenge, by=supplier_person())
    after_deadline(challenge)
    with pytest.raises(services.TooLate):
        services.start_submission(challenge, by=supplier_person())


def test_starting_twice_finds_the_same_draft():
    challenge, by = challenge_open(), supplier_person()
    first = services.start_submission(challenge, by=by)
    assert services.start_submission(challenge, by=by).id == first.id


def test_after_withdrawing_another_proposal_can_be_started():
    by = supplier_person()
    submission, _version = submitted(by=by)
    services.withdraw(own(submission, by), by=by, reason="A mistake in it")
    assert submission.state is SubmissionState.WITHDRAWN
    assert services.start_submission(submission.challenge, by=by).id != submission.id
    for act in (services.withdraw, services.submit, services.reopen):
        with pytest.raises(IllegalMove):
            act(own(submission, by), by=by)


def test_nobody_of_another_supplier_can_change_it():
    by, other = supplier_person(), supplier_person()
    submission = draft(by=by)
    question = question_of(submission.challenge, AnswerKind.LONG_TEXT)
    loaded = own(submission, by)
    with pytest.raises(NotPermitted):
        services.save_answer(loaded, question, version=1, words="Mine now", by=other)
    with pytest.raises(NotPermitted):
        services.submit(loaded, by=other)
    assert queries.own_submission(other, submission.id) is None


def test_the_audit_event_holds_no_words_of_the_proposal():
    submission, _version = submitted(words="planted")
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.subject_id == submission.id)).all()
    assert {"SUBMISSION_STARTED", "SUBMISSION_SUBMITTED"} <= {event.kind for event in events}
    assert "planted" not in str([event.facts for event in events])
