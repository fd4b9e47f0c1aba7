"""Proposals to the lots of a challenge: each is asked what its lot asks, and nothing of another."""

import pytest
from sqlalchemy import select

from challenges.queries.challenge import questions_of
from challenges.states import ChallengeState
from core.database import db
from core.errors import NotPermitted
from submissions import services
from submissions.models import Submission, SubmissionMember
from tests.factories.accounts import sign_in
from tests.factories.challenges import ChallengeFactory, divide
from tests.factories.interests import reader_of
from tests.factories.submissions import after_deadline, own, supplier_person
from tests.support.client import text_of
from tests.support.posting import post, send

pytestmark = pytest.mark.usefixtures("db_session")


def divided():
    """An open challenge with the lots North and South; questions 1 to 3 are North's or everybody's, 4 is South's."""
    challenge = ChallengeFactory(at=ChallengeState.OPEN)
    return challenge, divide(challenge)


def proposal(challenge, lot, *, by) -> Submission:
    submission = services.start_submission(challenge, lot_id=lot.id, by=by)
    services.save_title(submission, title=f"Plan {lot.number}", version=0, by=by)
    for question in questions_of(challenge.id, lot.id):
        if question.required:
            words = "12500" if question.kind.value == "money" else f"We change {lot.title}."
            services.save_answer(submission, question, version=0, words=words, by=by)
    db.session.expire(submission)
    return own(submission, by)


def test_the_start_says_what_each_lot_asks_and_pays(client, by):
    challenge, (north, south) = divided()
    phase = challenge.phases[0]
    phase.lot_amounts = {str(north.id): "60000", str(south.id): "40000"}
    page = text_of(client.get(f"/challenges/{challenge.slug}/propose"))
    assert "This challenge has 2 lots" in page
    assert "What will change in South?" in page
    assert "£60,000" in page
    assert "£40,000" in page


def test_a_supplier_proposes_once_for_each_lot(client, by):
    challenge, lots = divided()
    at = f"/challenges/{challenge.slug}/propose"
    ids = [str(lot.id) for lot in lots]
    for lot_id in ids:
        assert post(client, at, lot=lot_id).status_code == 302
        again = text_of(client.get(at))
    assert "You have a proposal for every lot" in again
    # The second of two clicks leads to the proposal of the first.
    assert send(client, at, data={"lot": ids[0]}).status_code == 302
    found = db.session.scalars(select(Submission).order_by(Submission.created_at)).all()
    assert [str(submission.lot_id) for submission in found] == ids
    listed = text_of(client.get("/proposals"))
    assert f"{challenge.title}, lot 1: North" in listed
    assert f"{challenge.title}, lot 2: South" in listed


def test_only_what_the_lot_asks_is_asked(client, by):
    challenge, (north, south) = divided()
    one, other = (services.start_submission(challenge, lot_id=lot.id, by=by) for lot in (north, south))
    mine, theirs = "What will change, for whom?", "What will change in South?"
    tasks = text_of(client.get(f"/proposals/{one.id}"))
    assert mine in tasks
    assert theirs not in tasks
    tasks = text_of(client.get(f"/proposals/{other.id}"))
    assert theirs in tasks
    assert mine not in tasks
    assert "Question 3 of 3" in text_of(client.get(f"/proposals/{other.id}/questions/4"))
    for path in ("/questions/4", "/questions/4/earlier", "/questions/4/cannot-apply"):
        assert client.get(f"/proposals/{one.id}{path}").status_code == 404, path
    for path in ("/questions/4", "/questions/4/autosave"):
        assert send(client, f"/proposals/{one.id}{path}", data={"words": "Mine"}).status_code == 404, path
    with pytest.raises(NotPermitted):
        services.save_answer(own(one, by), questions_of(challenge.id)[3], version=0, words="Mine", by=by)


def test_what_is_missing_in_another_lot_is_not_missing_here(client, by):
    challenge, (_north, south) = divided()
    submission = services.start_submission(challenge, lot_id=south.id, by=by)
    services.save_title(submission, title="For South", version=0, by=by)
    page = send(client, f"/proposals/{submission.id}/check")
    assert "Question 1: Answer this question" in page.text  # the price, which everybody is asked first
    assert "Question 3: Answer this question" in page.text
    assert "Question 4" not in page.text


def test_a_version_holds_the_questions_of_its_lot_alone(by):
    challenge, (north, south) = divided()
    for lot, numbers in ((north, [1, 2, 3]), (south, [2, 3, 4])):
        version = services.submit(proposal(challenge, lot, by=by), by=by)
        assert [question["number"] for question in version.content["questions"]] == numbers
        assert (version.content["lot"], version.content["form"]) == (lot.number, "townlab-submission-3")
        assert {answer["question"] for answer in version.content["answers"]} == {numbers[0], 2} | (set(numbers) - {3})


def test_answers_are_numbered_as_they_are_in_the_form_of_their_lot(client, by):
    challenge, (_north, south) = divided()
    version = services.submit(proposal(challenge, south, by=by), by=by)
    page = text_of(client.get(f"/proposals/{version.submission_id}/versions/1"))
    assert "3. What will change in South?" in page
    assert "4. " not in page


def test_officers_read_which_lot_a_proposal_is_for(client, by):
    challenge, (north, _south) = divided()
    for bidder in (by, supplier_person()):
        services.submit(proposal(challenge, north, by=bidder), by=bidder)
    after_deadline(challenge)
    sign_in(client, reader_of(challenge))
    assert text_of(client.get(f"/challenges/{challenge.slug}/proposals")).count("North") == 2


def test_a_place_in_the_team_of_another_takes_no_lot(client, by):
    challenge, (north, _south) = divided()
    theirs = services.start_submission(challenge, lot_id=north.id, by=supplier_person())
    place = SubmissionMember(submission_id=theirs.id, body_id=by.body_id, confirmed_at=theirs.created_at)
    db.session.add(place)
    db.session.flush()
    page = text_of(client.get(f"/challenges/{challenge.slug}/propose"))
    assert theirs.reference in page
    assert "You have a proposal for this lot" not in page
