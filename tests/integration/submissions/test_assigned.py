"""From the deadline on, of the lead council's officers only those who are assigned are let at the proposals."""

import pytest
from sqlalchemy import select

from accounts.registries import work_for
from accounts.states import Role
from challenges.queries.officer import assignment_of_own, assignments_of
from challenges.services import officer as assigning
from core.database import db
from core.errors import NotPermitted
from core.outbox import Message
from submissions import queries, services
from tests.factories.accounts import CouncilFactory, member, sign_in, unassign
from tests.factories.interests import no_interest, reader_of
from tests.factories.submissions import after_deadline, challenge_open, submitted, supplier_person

pytestmark = pytest.mark.usefixtures("db_session")


@pytest.fixture
def council(db_session):
    return CouncilFactory()


@pytest.fixture
def assigned(council):
    return member(council, Role.OFFICER)


@pytest.fixture
def submission(council, assigned):
    challenge = challenge_open(council)
    made, _version = submitted(challenge)
    after_deadline(challenge)
    return made


@pytest.fixture
def colleague(council, submission):
    return unassign(member(council, Role.OFFICER))


def test_a_colleague_who_is_not_assigned_sees_how_many_there_are_and_why_no_more(
    client, council, submission, assigned, colleague
):
    address = f"/challenges/{submission.challenge.slug}/proposals"
    sign_in(client, colleague)
    page = client.get(address).text
    assert "You are not assigned to this challenge" in page
    assert "Submitted" in page
    assert submission.reference not in page
    assert client.get(f"/received/{submission.id}").status_code == 404
    for actor in (assigned, reader_of(submission.challenge, Role.APPROVER), member(council, Role.AUDITOR)):
        sign_in(client, actor)
        page = client.get(address).text
        assert submission.reference in page
        assert "You are not assigned" not in page


def test_nothing_about_proposals_waits_for_a_colleague_who_is_not_assigned(app, submission, assigned, colleague):
    with app.test_request_context():
        kinds = {actor.name: {str(item.kind) for item in work_for(actor)} for actor in (assigned, colleague)}
    assert {"Proposals to check", "Challenges to assess", "Panels to set up"} <= kinds[assigned.name]
    assert kinds[colleague.name] == set()


def test_what_is_given_and_taken_takes_effect_at_once(submission, assigned, colleague):
    challenge = submission.challenge
    with pytest.raises(NotPermitted):
        services.mark_eligible(submission, by=colleague)
    assigning.assign_officer(challenge, person_id=colleague.person_id, by=assigned)
    assert queries.opened_submission(colleague, submission.id) is None
    no_interest(challenge, colleague)
    assert queries.opened_submission(colleague, submission.id) == submission
    held = next(one for one in assignments_of(challenge) if one.person_id == colleague.person_id)
    assigning.end_assignment(assignment_of_own(assigned, challenge.slug, held.id), by=assigned)
    assert queries.opened_submission(colleague, submission.id) is None
    with pytest.raises(NotPermitted):
        services.mark_eligible(submission, by=colleague)


def test_an_answer_to_an_offer_is_told_to_those_assigned_alone(council, assigned):
    by = supplier_person()
    submission, _version = submitted(challenge_open(council), by=by)
    unassign(member(council, Role.OFFICER))
    after_deadline(submission.challenge)
    for move in (services.mark_eligible, services.enter_assessment, services.recommend, services.offer):
        move(submission, by=assigned)
    services.accept(submission, by=by)
    told = db.session.scalars(select(Message.person_id).where(Message.kind == "submissions/offer_answered"))
    assert list(told) == [assigned.person_id]
