"""What happens around a proposal: reminders, amendments, cancellation, offers, and what waits for whom."""

import datetime as dt

import pytest
from sqlalchemy import select

from accounts.registries import work_for
from accounts.states import Role
from challenges import registries, signals
from challenges.models import Amendment
from challenges.states import ChallengeState
from core import clock, jobs
from core.database import db, new_id
from core.errors import IllegalMove, NotPermitted, Refused
from core.outbox import Message
from submissions import queries, services
from submissions.states import SubmissionState
from tests.factories.accounts import CouncilFactory, PersonFactory, SupplierFactory, member, sign_in
from tests.factories.interests import reader_of
from tests.factories.submissions import after_deadline, challenge_open, draft, own, rows, submitted, supplier_person
from tests.support.posting import send

pytestmark = pytest.mark.usefixtures("db_session")


def mails(kind: str) -> list[Message]:
    return list(db.session.scalars(select(Message).where(Message.kind == kind).order_by(Message.queued_at)))


def test_reminders_go_out_once_seven_days_and_one_day_before_to_those_with_a_draft():
    challenge = challenge_open()
    supplier = SupplierFactory()
    first, second = supplier_person(supplier), supplier_person(supplier)
    draft(challenge, by=first)
    submitted(challenge)
    told = []
    for days in (8, 6, 5, 0.5, 0.4):
        clock.move_to(challenge.closes_at - dt.timedelta(days=days))
        for _ in range(2):
            services.remind()
        told.append(len(mails("submissions/reminder")))
    assert told == [0, 2, 2, 4, 4]
    assert {mail.person_id for mail in mails("submissions/reminder")} == {first.person_id, second.person_id}
    assert "7 days left" in mails("submissions/reminder")[0].subject
    assert "1 day left" in mails("submissions/reminder")[-1].subject


def test_a_reopened_proposal_is_reminded_of_and_a_late_start_is_not():
    challenge = challenge_open()
    by = supplier_person()
    submission, _version = submitted(challenge, by=by)
    services.reopen(own(submission, by), by=by)
    clock.move_to(challenge.closes_at - dt.timedelta(hours=5))
    draft(challenge)
    services.remind()
    assert [mail.person_id for mail in mails("submissions/reminder")] == [by.person_id]
    assert "the version that you submitted before counts" in mails("submissions/reminder")[0].body


def test_an_extension_lets_the_reminders_count_again():
    challenge, by = challenge_open(), supplier_person()
    draft(challenge, by=by)
    clock.move_to(challenge.closes_at - dt.timedelta(days=6))
    services.remind()
    challenge.closes_at += dt.timedelta(days=14)
    amendment = amended(challenge, field="closes_at")
    signals.challenge_amended.send(None, challenge=challenge, amendment=amendment, by=supplier_person())
    assert len(mails("submissions/challenge_amended")) == 1
    clock.move_to(challenge.closes_at - dt.timedelta(days=6))
    services.remind()
    assert len(mails("submissions/reminder")) == 2


def amended(challenge, *, field):
    amendment = Amendment(
        id=new_id(),
        challenge_id=challenge.id,
        number=1,
        made_at=clock.now(),
        made_by=PersonFactory().id,
        reason="The service was down",
        changes=[{"field": field, "before": "1", "after": "2"}],
    )
    db.session.add(amendment)
    db.session.flush()
    return amendment


def test_the_reminder_is_one_of_the_jobs_of_the_clock():
    draft()
    jobs.tick()


def test_a_cancelled_challenge_makes_proposals_void_and_their_teams_still_read_them(client):
    council = CouncilFactory()
    challenge, by = challenge_open(council), supplier_person()
    drafted = draft(challenge, by=by)
    handed_in, _version = submitted(challenge)
    challenge.state, challenge.cancelled_at = ChallengeState.CANCELLED, clock.now()
    challenge.cancel_reason = "No money"
    db.session.flush()
    signals.challenge_cancelled.send(None, challenge=challenge, by=member(council, Role.OFFICER))
    assert {drafted.state, handed_in.state} == {SubmissionState.VOID}
    assert len(mails("submissions/challenge_cancelled")) == 2
    sign_in(client, by)
    page = client.get(f"/proposals/{drafted.id}").get_data(as_text=True)
    assert "We would listen." in page
    assert "has cancelled this challenge" in page
    after_deadline(challenge)
    assert queries.opened_submission(member(council, Role.OFFICER), handed_in.id) is None


def offered(by, *, expires_on=None):
    council = CouncilFactory()
    officer = member(council, Role.OFFICER)
    submission, _version = submitted(challenge_open(council), by=by)
    after_deadline(submission.challenge)
    services.mark_eligible(submission, by=officer)
    services.enter_assessment(submission, by=officer)
    services.recommend(submission, by=officer)
    services.offer(submission, by=officer, expires_on=expires_on)
    return submission


def test_a_supplier_accepts_an_offer_on_its_page(client):
    by = supplier_person()
    submission = offered(by)
    sign_in(client, by)
    assert "Answer the offer" in client.get(f"/proposals/{submission.id}").get_data(as_text=True)
    nothing = send(client, f"/proposals/{submission.id}/offer").get_data(as_text=True)
    assert "Choose whether you accept the offer" in nothing
    send(client, f"/proposals/{submission.id}/offer", data={"answer": "accept"})
    db.session.refresh(submission)
    assert submission.state is SubmissionState.ACCEPTED
    assert len(mails("submissions/offer")) == 1
    assert len(mails("submissions/offer_answered")) == 1
    assert send(client, f"/proposals/{submission.id}/offer", data={"answer": "decline"}).status_code == 409


def test_a_supplier_declines_an_offer_with_a_reason(client):
    by = supplier_person()
    submission = offered(by)
    sign_in(client, by)
    send(client, f"/proposals/{submission.id}/offer", data={"answer": "decline", "reason": "Too late for us"})
    db.session.refresh(submission)
    assert submission.state is SubmissionState.DECLINED


def test_an_offer_cannot_be_accepted_after_its_last_day_nor_by_anybody_else():
    by = supplier_person()
    submission = offered(by, expires_on=clock.now().date() + dt.timedelta(days=20))
    with pytest.raises(NotPermitted):
        services.accept(submission, by=supplier_person())
    clock.move_to(clock.now() + dt.timedelta(days=30))
    with pytest.raises(Refused):
        services.accept(submission, by=by)


def test_a_reason_is_asked_for_where_somebody_is_turned_away():
    council = CouncilFactory()
    officer = member(council, Role.OFFICER)
    submission, _version = submitted(challenge_open(council))
    after_deadline(submission.challenge)
    for act in (services.mark_ineligible, services.disqualify):
        with pytest.raises(Refused):
            act(submission, reason="  ", by=officer)
    services.disqualify(submission, reason="False statements", by=officer)
    assert submission.ended_at is not None
    assert "False statements" in mails("submissions/disqualified")[0].body
    with pytest.raises(IllegalMove):
        services.mark_eligible(submission, by=officer)


def test_work_shows_drafts_and_offers_to_suppliers_and_checks_to_officers(app):
    council = CouncilFactory()
    challenge, by = challenge_open(council), supplier_person()
    draft(challenge, by=by)
    submitted(challenge)
    offered(by)
    with app.test_request_context():
        assert {str(item.kind) for item in work_for(by)} >= {"Offers to answer"}
        clock.move_to(challenge.closes_at - dt.timedelta(days=1))
        assert {str(item.kind) for item in work_for(by)} >= {"Offers to answer", "Proposals to finish"}
        after_deadline(challenge)
        officer = reader_of(challenge)
        assert "Proposals to check" in {str(item.kind) for item in work_for(officer)}
        assert "Proposals to check" not in {str(item.kind) for item in work_for(member(CouncilFactory(), Role.OFFICER))}


def test_challenges_learn_how_many_proposals_they_have():
    challenge, empty = challenge_open(), challenge_open()
    rows(challenge, 2)
    rows(challenge, 1, state=SubmissionState.DRAFT)
    counts = registries.counts_for([challenge.id, empty.id])
    assert (counts[challenge.id].drafts, counts[challenge.id].submitted) == (1, 2)
    assert (counts[empty.id].drafts, counts[empty.id].submitted) == (0, 0)


def test_who_typed_in_a_proposal_is_known_to_scoring():
    council = CouncilFactory()
    officer = member(council, Role.OFFICER)
    challenge = challenge_open(council)
    from submissions.states import EntryChannel

    services.enter_for_supplier(challenge, SupplierFactory(), channel=EntryChannel.POST, consent="Letter", by=officer)
    assert queries.entered_by(challenge.id) == {officer.person_id}
