"""Answers of earlier proposals, used again by the organisation that wrote them."""

import pytest

from challenges.states import AnswerKind
from core.database import db
from submissions import queries, services
from tests.factories.submissions import ask, challenge_open, draft, own, supplier_person
from tests.support.client import text_of
from tests.support.posting import send

pytestmark = pytest.mark.usefixtures("db_session")


def url(submission, number: int = 1) -> str:
    return f"/proposals/{submission.id}/questions/{number}"


def words(submission, by) -> str:
    return queries.own_question(by, submission.id, 1).answer.words


def chosen(submission, by, wanted: str) -> str:
    found = queries.earlier_answers(by, queries.own_question(by, submission.id, 1), "en")
    return str(next(one.id for one in found if one.words == wanted))


def test_the_answer_to_the_most_similar_question_comes_first_and_is_added_below(client, by):
    before = challenge_open()
    other = ask(before, AnswerKind.LONG_TEXT, "How do you keep data safe?")
    earlier = draft(before, by=by, words="We listened.")
    services.save_answer(own(earlier, by), other, version=0, words="In a safe.", by=by)
    submission = draft(by=by, words="We begin.")
    assert url(submission) + "/earlier" in text_of(client.get(url(submission)))
    page = text_of(client.get(url(submission) + "/earlier"))
    assert page.index("We listened.") < page.index("In a safe.")

    sent = {"earlier": chosen(submission, by, "We listened."), "version": "1"}
    for _click in range(2):
        assert send(client, url(submission) + "/earlier", data=sent).location == url(submission)
        assert words(submission, by) == "We begin.\n\nWe listened."


def test_what_a_colleague_changed_meanwhile_is_not_overwritten(client, by):
    draft(by=by, words="We listened.")
    submission = draft(by=by, words="We begin.")
    sent = {"earlier": chosen(submission, by, "We listened."), "version": "1"}
    send(client, url(submission), data={"words": "A colleague's.", "version": "1"})
    assert "changed this answer meanwhile" in text_of(send(client, url(submission) + "/earlier", data=sent))
    assert words(submission, by) == "A colleague's."


def test_nobody_elses_answers_are_offered_nor_taken(client, by):
    theirs = supplier_person()
    draft(by=theirs, words="A rival's.")
    foreign = queries.own_question(theirs, draft(by=theirs, words="x").id, 1).answer.id
    submission = draft(by=by, words="We begin.")
    page = text_of(client.get(url(submission) + "/earlier"))
    assert "A rival" not in page
    assert "no earlier answer" in page
    draft(by=by, words="We listened.")
    refused = send(client, url(submission) + "/earlier", data={"earlier": str(foreign), "version": "1"})
    assert "Choose an option from the list" in text_of(refused)
    assert words(submission, by) == "We begin."


def test_an_answer_that_becomes_too_long_is_refused_and_nothing_is_lost(client, by):
    draft(by=by, words="w" * 50_000)
    submission = draft(by=by, words="v" * 50_000)
    page = text_of(
        send(
            client, url(submission) + "/earlier", data={"earlier": chosen(submission, by, "w" * 50_000), "version": "1"}
        )
    )
    assert "60,000 characters or fewer" in page
    assert words(submission, by) == "v" * 50_000


def test_the_list_takes_the_same_queries_for_one_and_for_many(client, by, query_counter):
    address = url(draft(by=by)) + "/earlier"
    taken = []
    for more in (1, 14):
        for _ in range(more):
            draft(by=by)
        db.session.commit()
        with query_counter() as statements:
            text_of(client.get(address))
        taken.append(len(statements))
    assert taken[0] == taken[1] <= 12
