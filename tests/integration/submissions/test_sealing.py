"""Nobody but the team reads a proposal before the deadline; afterwards only who must, and it is recorded."""

import datetime as dt

import pytest
from sqlalchemy import func, literal, select, true

from accounts.states import Role
from challenges.states import AnswerKind, ChallengeState
from core import clock
from core.access import ANONYMOUS
from core.audit import AuditEvent
from core.database import db
from core.errors import NotPermitted
from submissions import queries, registries, services
from submissions.models import Submission, SubmissionMember
from submissions.states import EntryChannel
from tests.factories.accounts import CouncilFactory, OperatorFactory, PersonFactory, actor_alone, member, sign_in
from tests.factories.interests import reader_of
from tests.factories.submissions import (
    after_deadline,
    attach,
    challenge_open,
    draft,
    own,
    question_of,
    rows,
    submitted,
    supplier_person,
)
from tests.support.posting import send

pytestmark = pytest.mark.usefixtures("db_session")
PLANT = "xylophone-7"


@pytest.fixture
def council():
    return CouncilFactory()


def people_outside(council):
    """Everybody who might want to look, by what they are."""
    return {
        "nobody": ANONYMOUS,
        "resident": actor_alone(PersonFactory()),
        "other supplier": supplier_person(),
        "officer": member(council, Role.OFFICER),
        "approver": member(council, Role.APPROVER),
        "auditor": member(council, Role.AUDITOR),
        "moderator": member(council, Role.MODERATOR),
        "lead of the council": member(council, Role.LEAD),
        "officer of another council": member(CouncilFactory(), Role.OFFICER),
        "administrator": member(OperatorFactory(), Role.ADMINISTRATOR),
    }


READ_AFTER = {"officer", "approver", "auditor"}


@pytest.mark.parametrize("state", ["draft", "submitted"])
def test_before_the_deadline_no_query_gives_it_to_anybody_else(council, state):
    by, challenge = supplier_person(), challenge_open(council)
    submission = draft(challenge, by=by, words=PLANT) if state == "draft" else submitted(challenge, by=by)[0]
    for name, actor in people_outside(council).items():
        assert queries.own_submission(actor, submission.id) is None, name
        assert queries.opened_submission(actor, submission.id) is None, name
        assert queries.received_page(actor, challenge, 1).total == 0, name
        assert queries.own_page(actor, 1).total == 0, name
    assert queries.content_of(submission) is None
    assert queries.submissions_to_assess(challenge.id) == []
    assert queries.bidders_of(challenge.id) == []
    assert queries.own_submission(by, submission.id) is not None


def test_after_the_deadline_the_lead_councils_office_reads_it_and_nobody_else(council):
    challenge = challenge_open(council)
    submission, _version = submitted(challenge)
    outside = people_outside(council)
    after_deadline(challenge)
    for name, actor in outside.items():
        found = queries.opened_submission(actor, submission.id)
        assert (found is not None) == (name in READ_AFTER), name
        assert queries.own_submission(actor, submission.id) is None, name


def test_a_draft_that_was_never_submitted_stays_sealed_for_ever(council):
    by, challenge = supplier_person(), challenge_open(council)
    submission = draft(challenge, by=by)
    officer = member(council, Role.OFFICER)
    after_deadline(challenge)
    assert queries.opened_submission(officer, submission.id) is None
    assert queries.own_submission(by, submission.id) is not None


def test_what_was_withdrawn_before_the_deadline_stays_sealed_and_what_was_withdrawn_after_it_does_not(council):
    challenge = challenge_open(council)
    early, late = supplier_person(), supplier_person()
    first, _ = submitted(challenge, by=early)
    second, _ = submitted(challenge, by=late)
    services.withdraw(own(first, early), by=early)
    after_deadline(challenge)
    services.withdraw(own(second, late), by=late)
    officer = reader_of(challenge)
    assert queries.opened_submission(officer, first.id) is None
    assert queries.opened_submission(officer, second.id) is not None


def test_the_latest_words_of_a_working_copy_that_was_not_submitted_are_not_shown(council):
    by, challenge = supplier_person(), challenge_open(council)
    submission, _version = submitted(challenge, by=by)
    services.reopen(own(submission, by), by=by)
    services.save_answer(submission, question_of(challenge, AnswerKind.LONG_TEXT), version=1, words=PLANT, by=by)
    services.save_title(submission, title=PLANT, version=1, by=by)
    after_deadline(challenge)
    content = queries.content_of(submission)
    assert PLANT not in repr(content)


def test_an_officer_sees_counts_before_the_deadline_and_no_word_more(client, council):
    challenge = challenge_open(council)
    by = supplier_person()
    submission = draft(challenge, by=by, words=PLANT)
    attach(submission, by=by, name=f"{PLANT}.pdf")
    sealed, _version = submitted(challenge, by=supplier_person(), words=PLANT)
    sign_in(client, member(council, Role.OFFICER))
    page = client.get(f"/challenges/{challenge.slug}/proposals").get_data(as_text=True)
    assert "sealed until the deadline" in page
    assert PLANT not in page
    assert sealed.reference not in page
    for address in (f"/received/{sealed.id}", f"/proposals/{sealed.id}", f"/received/{sealed.id}/eligibility"):
        assert client.get(address).status_code == 404


def test_counts_tell_drafts_from_submissions(council):
    challenge = challenge_open(council)
    draft(challenge)
    submitted(challenge)
    gone, by = challenge, supplier_person()
    services.withdraw(own(submitted(gone, by=by)[0], by), by=by)
    counts = queries.counts_of([challenge.id])[challenge.id]
    assert (counts.drafts, counts.submitted) == (1, 1)


def test_opening_is_recorded_once_for_each_person_and_shown_to_the_team(client, council):
    by, challenge = supplier_person(), challenge_open(council)
    submission, _version = submitted(challenge, by=by)
    after_deadline(challenge)
    sign_in(client, reader_of(challenge))
    for _ in range(2):
        assert client.get(f"/received/{submission.id}").status_code == 200
    opened = select(func.count()).where(AuditEvent.kind == "SUBMISSION_OPENED")
    assert db.session.scalar(opened) == 1
    sign_in(client, by)
    page = client.get(f"/proposals/{submission.id}").get_data(as_text=True)
    assert council.name in page


def test_a_confirmed_member_of_a_consortium_belongs_to_the_team_and_an_unconfirmed_one_does_not():
    lead, partner, asked = supplier_person(), supplier_person(), supplier_person()
    submission = draft(by=lead)
    now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    db.session.add(SubmissionMember(submission_id=submission.id, body_id=partner.body_id, confirmed_at=now))
    db.session.add(SubmissionMember(submission_id=submission.id, body_id=asked.body_id))
    db.session.flush()
    assert queries.own_submission(partner, submission.id) is not None
    assert queries.own_submission(asked, submission.id) is None


def test_in_an_anonymised_challenge_officers_see_no_name_until_the_decision(client, council):
    by, challenge = supplier_person(), challenge_open(council, anonymised=True)
    submission = draft(challenge, by=by, words=PLANT)
    attach(submission, by=by, name="acme-plan.pdf")
    services.submit(own(submission, by), by=by)
    name = own(submission, by).supplier.name
    after_deadline(challenge)
    sign_in(client, reader_of(challenge))
    pages = [
        client.get(f"/challenges/{challenge.slug}/proposals").get_data(as_text=True),
        client.get(f"/challenges/{challenge.slug}/proposals/eligible").get_data(as_text=True),
        client.get(f"/received/{submission.id}").get_data(as_text=True),
    ]
    for page in pages:
        assert submission.reference in page
        for hidden in (name, "Title", "We are", "acme"):
            assert hidden not in page
    assert PLANT in pages[-1]
    content = queries.content_of(submission)
    file = client.get(f"/received/{submission.id}/files/{content.files[0].id}")
    assert file.status_code == 200
    assert "acme" not in str(file.headers)
    listed = client.get(f"/challenges/{challenge.slug}/proposals?words={name.replace(' ', '+')}")
    assert submission.reference not in listed.get_data(as_text=True)

    db.session.refresh(challenge)
    challenge.state = ChallengeState.DECIDED
    db.session.flush()
    assert name in client.get(f"/received/{submission.id}").get_data(as_text=True)


def test_later_stages_can_let_somebody_read_and_bar_somebody(council, monkeypatch):
    challenge = challenge_open(council)
    first, _ = submitted(challenge)
    second, _ = submitted(challenge)
    after_deadline(challenge)
    assessor, officer = actor_alone(PersonFactory()), reader_of(challenge)
    monkeypatch.setattr(registries.readers, "_entries", {})
    monkeypatch.setattr(registries.barred, "_entries", {})
    monkeypatch.setattr(registries.undeclared, "_entries", {})
    registries.readers.add(
        "test", lambda actor, submission_id: (literal(actor.person_id == assessor.person_id)) & true()
    )
    assert queries.opened_submission(assessor, first.id) is not None
    registries.barred.add("test", lambda _actor, submission_id: submission_id == first.id)
    for actor in (assessor, officer):
        assert queries.opened_submission(actor, first.id) is None
        assert queries.opened_submission(actor, second.id) is not None
    assert [found.id for found in queries.received_page(officer, challenge, 1).items] == [second.id]


def test_officers_check_eligibility_one_by_one_and_in_batch(client, council):
    challenge = challenge_open(council)
    submissions = [submitted(challenge)[0] for _ in range(3)]
    after_deadline(challenge)
    sign_in(client, reader_of(challenge))
    first = f"/received/{submissions[0].id}/eligibility"
    missing = send(client, first, data={"outcome": "ineligible", "reason": ""}).get_data(as_text=True)
    assert "Say which condition it does not meet" in missing
    send(client, first, data={"outcome": "ineligible", "reason": "It is not a pilot"})
    send(
        client,
        f"/challenges/{challenge.slug}/proposals/eligible",
        data={"chosen": [str(submissions[1].id), str(submissions[2].id)]},
    )
    states = [db.session.get(Submission, found.id).state.value for found in submissions]
    assert states == ["ineligible", "eligible", "eligible"]
    assert send(client, first, data={"outcome": "eligible"}).status_code == 409


def test_an_approver_and_the_supplier_cannot_decide_on_eligibility(council):
    by, challenge = supplier_person(), challenge_open(council)
    submission, _version = submitted(challenge, by=by)
    after_deadline(challenge)
    for actor in (by, member(council, Role.APPROVER), member(CouncilFactory(), Role.OFFICER)):
        with pytest.raises(NotPermitted):
            services.mark_eligible(submission, by=actor)


def test_the_officers_list_takes_the_same_queries_for_one_and_for_25(client, council, query_counter):
    sign_in(client, member(council, Role.OFFICER))
    taken = [queries_for(client, query_counter, challenge_open(council), count) for count in (1, 25)]
    assert taken[0] == taken[1] <= 12


def queries_for(client, query_counter, challenge, count):
    rows(challenge, count)
    closes_at = challenge.closes_at
    after_deadline(challenge)
    address = f"/challenges/{challenge.slug}/proposals"
    with query_counter() as statements:
        page = client.get(address).get_data(as_text=True)
    assert page.count("SUB-") == count
    clock.move_to(closes_at - dt.timedelta(days=5))
    return len(statements)


def test_the_list_of_ones_own_holds_exactly_what_one_may_open(council):
    officer, lead, partner, asked = member(council, Role.OFFICER), *(supplier_person() for _ in range(3))
    challenge = challenge_open(council)
    submissions = [draft(challenge, by=lead), draft(by=lead), submitted(challenge, by=supplier_person())[0], draft()]
    for by, confirmed_at in ((partner, clock.now()), (asked, None)):
        place = SubmissionMember(submission_id=submissions[0].id, body_id=by.body_id, confirmed_at=confirmed_at)
        db.session.add(place)
    submissions[2].entered_by_officer, submissions[2].entered_channel = officer.person_id, EntryChannel.POST
    submissions[3].entered_by_officer, submissions[3].entered_channel = officer.person_id, EntryChannel.POST
    typing = draft(challenge, by=supplier_person())
    typing.entered_by_officer, typing.entered_channel = officer.person_id, EntryChannel.POST
    db.session.flush()
    people = {"lead": lead, "partner": partner, "asked": asked, "typist": officer, **people_outside(council)}
    found = {}
    for name, actor in people.items():
        ids = {one.id for one in [*submissions, typing]}
        opened = {one for one in ids if queries.own_submission(actor, one) is not None}
        assert {one.id for one in queries.own_page(actor, 1).items} == opened, name
        found[name] = opened
    assert found["lead"] == {submissions[0].id, submissions[1].id}
    assert found["partner"] == {submissions[0].id}
    assert found["typist"] == {typing.id}
    assert not any(found[name] for name in people if name not in ("lead", "partner", "typist"))
