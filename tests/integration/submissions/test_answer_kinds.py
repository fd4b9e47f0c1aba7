"""Questions of every kind on their pages: answered, answered badly, handed in, read again."""

import re

import pytest
from sqlalchemy import select

from challenges.models import Criterion, Lot
from challenges.queries.challenge import whole_challenge_by_id
from challenges.queries.texts import key_of, listed_key, texts_of
from challenges.services.translation import write_translations
from challenges.states import AnswerKind, PriceFormula
from core.database import db
from submissions import queries, services
from submissions.models import Answer, Submission
from submissions.services import Incomplete
from tests.bad_input.forms import forms_of
from tests.bad_input.forms import read as read_page
from tests.factories.accounts import CouncilFactory, sign_in
from tests.factories.interests import reader_of
from tests.factories.submissions import (
    after_deadline,
    ask,
    challenge_open,
    draft,
    own,
    submitted,
)
from tests.support.client import text_of
from tests.support.posting import send

pytestmark = pytest.mark.usefixtures("db_session")
K = AnswerKind


def url(submission: Submission, question, rest: str = "") -> str:
    return f"/proposals/{submission.id}/questions/{question.number}{rest}"


def kept(submission: Submission, question) -> str | None:
    return db.session.scalar(
        select(Answer.words).where(Answer.submission_id == submission.id, Answer.question_id == question.id)
    )


def costs(*rows: tuple[str, str, str]) -> dict[str, str]:
    names = ("what", "quantity", "unit_price")
    return {f"words-{n}-{name}": value for n, row in enumerate(rows) for name, value in zip(names, row, strict=True)}


ANSWERS = [
    (K.NUMBER, {"words": "12,500.50"}, "12500.5", "12,500.5"),
    (K.MONEY, {"words": "£ 50k"}, "50000", "£50,000"),
    (K.DATE, {"words-day": "27", "words-month": "3", "words-year": "2027"}, "2027-03-27", "Saturday 27 March 2027"),
    (K.ONE_OF, {"words": "Stone"}, "Stone", "Stone"),
    (K.SEVERAL_OF, {"words": ["Ice", "Wood"]}, "Wood\nIce", "Wood\nIce"),
    (K.YES_NO, {"words": "yes"}, "yes", "Yes"),
    (
        K.COSTS,
        costs(("Sensors", "2", "1,250.50"), ("", "", ""), ("Visits", "3", "£100")),
        (
            '{"rows":[{"quantity":"2","unit_price":"1250.5","what":"Sensors"},'
            '{"quantity":"3","unit_price":"100","what":"Visits"}]}'
        ),
        "£2,801",
    ),
]


@pytest.mark.parametrize(("kind", "sent", "stored", "read"), ANSWERS, ids=lambda value: getattr(value, "value", ""))
def test_an_answer_is_kept_shown_again_handed_in_and_read(client, by, kind, sent, stored, read):
    challenge = challenge_open(CouncilFactory())
    question = ask(challenge, kind, vat_included=False if kind in (K.MONEY, K.COSTS) else None)
    submission = draft(challenge, by=by)
    assert send(client, url(submission, question), data=sent | {"version": "0"}).status_code == 302
    assert kept(submission, question) == stored
    # Saved again as the page shows it, it is the same.
    fresh = forms_of(read_page(text_of(client.get(url(submission, question)))), path=url(submission, question))[0]
    assert send(client, url(submission, question, "/autosave"), data=fresh.sent).json["version"] == 1
    assert read in text_of(client.get(f"/proposals/{submission.id}/check"))
    services.submit(own(submission, by), by=by)
    shown = text_of(client.get(f"/proposals/{submission.id}/versions/1"))
    assert read in shown
    after_deadline(challenge)
    sign_in(client, reader_of(challenge))
    assert read in text_of(client.get(f"/received/{submission.id}"))


BAD = [
    (K.NUMBER, {"words": "many"}, "many", "Enter a number"),
    (K.MONEY, {"words": "-12"}, "-12", "Enter 0 or more"),
    (K.MONEY, {"words": "€12"}, "€12", "Enter the amount in £"),
    (K.MONEY, {"words": "9" * 60}, "9" * 60, "Enter a number"),
    (K.DATE, {"words-day": "31", "words-month": "2", "words-year": "2027"}, "31/2/2027", "Enter a real date"),
    (K.DATE, {"words-day": "", "words-month": "x" * 900, "words-year": ""}, f"/{'x' * 20}/", "Enter a real date"),
    (
        K.COSTS,
        costs(("", "two", "\u200fمئة")),
        '{"rows":[{"quantity":"two","unit_price":"\u200fمئة","what":""}]}',
        "Row 1: say what it is",
    ),
]


@pytest.mark.parametrize(("kind", "sent", "stored", "told"), BAD)
def test_what_could_not_be_submitted_is_kept_as_it_was_typed_and_told(client, by, kind, sent, stored, told):
    challenge = challenge_open()
    question = ask(challenge, kind)
    submission = draft(challenge, by=by)
    page = text_of(send(client, url(submission, question), data=sent | {"version": "0"}))
    assert f"Your answer is saved. {told}" in page
    assert kept(submission, question) == stored
    for value in sent.values():
        assert value[:20] in page
    with pytest.raises(Incomplete):
        services.submit(own(submission, by), by=by)


@pytest.mark.parametrize(
    ("kind", "words"), [(K.ONE_OF, "Iron"), (K.SEVERAL_OF, ["Wood", "Iron"]), (K.YES_NO, "perhaps")]
)
def test_a_choice_that_is_not_offered_is_told_and_not_kept(client, by, kind, words):
    challenge = challenge_open()
    question = ask(challenge, kind)
    submission = draft(challenge, by=by)
    page = text_of(send(client, url(submission, question), data={"words": words, "version": "0"}))
    assert "Choose an option from the list" in page
    assert kept(submission, question) is None
    response = send(client, url(submission, question, "/autosave"), data={"words": words, "version": "0"})
    assert response.status_code == 422


def test_right_to_left_emoji_and_endless_words_are_kept_as_they_are(client, by):
    challenge = challenge_open()
    submission = draft(challenge, by=by)
    question = queries.own_question(by, submission.id, 1).question
    for words in ("مرحبا 🚲👩‍👩‍👧 \u202eabc\u202c", "w" * 10_000):
        version = own(submission, by).answers
        number = next(one.version for one in version if one.question_id == question.id)
        assert send(client, url(submission, question), data={"words": words, "version": str(number)}).status_code == 302
        assert kept(submission, question) == words
        assert words in text_of(client.get(f"/proposals/{submission.id}/check"))


def test_rows_are_added_and_taken_away_without_losing_what_was_typed(client, by):
    challenge = challenge_open()
    question = ask(challenge, K.COSTS)
    submission = draft(challenge, by=by)
    page = text_of(send(client, url(submission, question), data=costs(("Sensors", "2", "9")) | {"words-add": "yes"}))
    assert 'name="words-1-what"' in page
    assert 'value="Sensors"' in page
    two = costs(("Sensors", "2", "9"), ("Visits", "1", "5"))
    page = text_of(send(client, url(submission, question), data=two | {"words-remove": "words-0"}))
    assert 'name="words-1-what"' not in page
    assert 'value="Visits"' in page
    assert kept(submission, question) is None


def test_the_second_of_two_colleagues_sees_both_tables(client, by):
    challenge = challenge_open()
    question = ask(challenge, K.COSTS)
    submission = draft(challenge, by=by)
    send(client, url(submission, question), data=costs(("First", "1", "7")) | {"version": "0"})
    page = text_of(send(client, url(submission, question), data=costs(("Second", "1", "8")) | {"version": "0"}))
    assert "There are two texts" in page
    assert "First" in page
    assert 'value="Second"' in page
    newest = re.search(r'name="version"[^>]*value="(\d+)"', page) or re.search(
        r'value="(\d+)"[^>]*name="version"', page
    )
    send(client, url(submission, question), data=costs(("Second", "1", "8")) | {"version": newest[1]})
    assert "Second" in kept(submission, question)


def test_a_confidential_answer_needs_its_reason_which_the_office_reads_after_the_deadline(client, by):
    council = CouncilFactory()
    challenge = challenge_open(council)
    submission = draft(challenge, by=by)
    send(
        client,
        f"/proposals/{submission.id}/questions/2",
        data={"words": "Us", "version": "1", "confidential": "yes", "because": ""},
    )
    assert "Say why this answer is confidential" in text_of(client.get(f"/proposals/{submission.id}/check"))
    with pytest.raises(Incomplete):
        services.submit(own(submission, by), by=by)
    send(
        client,
        f"/proposals/{submission.id}/questions/2",
        data={"words": "Us", "version": "2", "confidential": "yes", "because": "Our supplier's price"},
    )
    version = services.submit(own(submission, by), by=by)
    answer = next(one for one in version.content["answers"] if one["question"] == 2)
    assert (answer["confidential"], answer["confidential_because"]) == (True, "Our supplier's price")
    after_deadline(challenge)
    sign_in(client, reader_of(challenge))
    assert "Our supplier&#39;s price" in text_of(client.get(f"/received/{submission.id}"))


def test_a_version_keeps_its_questions_whole(by):
    challenge = challenge_open()
    lot = db.session.scalars(select(Lot).where(Lot.challenge_id == challenge.id)).one()
    price = Criterion(lot_id=lot.id, number=1, title="Price", weight=100, price_formula=PriceFormula.PROPORTIONAL)
    db.session.add(price)
    db.session.flush()
    choice = ask(challenge, K.ONE_OF, eligible_answers=["Wood"], ineligible_because="Only wood floats.")
    ask(challenge, K.COSTS, vat_included=True, criterion_id=price.id)
    submission = draft(challenge, by=by)
    services.save_answer(own(submission, by), choice, version=0, words="Wood", by=by)
    version = services.submit(own(submission, by), by=by)
    kept_choice, kept_costs = version.content["questions"][-2:]
    assert kept_choice["options"] == ["Wood", "Stone", "Ice"]
    assert (kept_choice["eligible_answers"], kept_choice["ineligible_because"]) == (["Wood"], "Only wood floats.")
    assert (kept_costs["kind"], kept_costs["vat_included"], kept_costs["price_formula"]) == (
        "costs_table",
        True,
        "proportional",
    )
    assert version.content["currency"] == "GBP"


def test_a_version_from_before_there_were_options_still_reads(client, by):
    submission, version = submitted(by=by)
    old = dict(version.content)
    old.pop("currency")
    old.pop("declarations")
    for question in old["questions"]:
        for name in ("options", "eligible_answers", "ineligible_because", "vat_included", "price_formula"):
            question.pop(name)
    version.content = old
    db.session.flush()
    db.session.expire_all()
    assert "£12,500" in text_of(client.get(f"/proposals/{submission.id}/versions/1"))


# --- who can apply -----------------------------------------------------------------------------------------------


@pytest.fixture
def deciding(by):
    challenge = challenge_open()
    first = ask(challenge, K.YES_NO, "Are you registered?", eligible_answers=["yes"], ineligible_because="The law.")
    second = ask(
        challenge, K.ONE_OF, "What are you?", eligible_answers=["Wood"], ineligible_because="**Only wood** floats."
    )
    return challenge, first, second


def test_what_decides_who_can_apply_is_asked_first_and_one_after_the_other(client, by, deciding):
    challenge, first, second = deciding
    started = send(client, f"/challenges/{challenge.slug}/propose")
    submission = db.session.scalars(select(Submission)).one()
    assert started.location == url(submission, first)
    assert send(client, started.location, data={"words": "yes", "version": "0"}).location == url(submission, second)
    done = send(client, url(submission, second), data={"words": "Wood", "version": "0"})
    assert done.location == f"/proposals/{submission.id}"
    page = text_of(client.get(done.location))
    assert page.index("Can you apply?") < page.index("Are you registered?") < page.index("Title of your proposal")


def test_a_wrong_answer_leads_to_a_page_that_explains_and_back(client, by, deciding):
    challenge, first, _second = deciding
    submission = draft(challenge, by=by)
    wrong = send(client, url(submission, first), data={"words": "no", "version": "0"})
    assert wrong.location == url(submission, first, "/cannot-apply")
    page = text_of(client.get(wrong.location))
    assert "The law." in page
    assert "There is a problem" not in page
    assert f'href="{url(submission, first)}"' in page
    with pytest.raises(Incomplete):
        services.submit(own(submission, by), by=by)
    assert send(client, url(submission, first), data={"words": "yes", "version": "1"}).status_code == 302
    assert client.get(wrong.location).location == f"/proposals/{submission.id}"


def test_without_the_right_answers_nothing_is_submitted(by, deciding):
    challenge, first, second = deciding
    submission = draft(challenge, by=by)
    with pytest.raises(Incomplete):
        services.submit(own(submission, by), by=by)
    for question, words in ((first, "yes"), (second, "Wood")):
        services.save_answer(own(submission, by), question, version=0, words=words, by=by)
    assert services.submit(own(submission, by), by=by).number == 1


def test_why_somebody_cannot_apply_is_read_in_their_language_and_what_is_not_translated_is_marked(client, by):
    challenge = challenge_open()
    challenge.languages = ["en", "cy"]
    question = ask(challenge, K.ONE_OF, "What are you?", eligible_answers=["Wood"], ineligible_because="Stone sinks.")
    submission = draft(challenge, by=by)
    whole = whole_challenge_by_id(challenge.id)
    words = {
        key_of(question, "ineligible_because"): "Mae carreg yn suddo.",
        listed_key(question, "option", "Stone"): "Carreg",
    }
    write_translations(whole, "cy", texts=[text for text in texts_of(whole) if text.key in words], words=words)
    wrong = send(client, url(submission, question), data={"words": "Stone", "version": "0"})
    page = text_of(client.get(f"{wrong.location}?lang=cy"))
    for said in ("Mae carreg yn suddo.", "Carreg", '<span lang="en">What are you?</span>'):
        assert said in page
    assert kept(submission, question) == "Stone"
    assert "Stone sinks." in text_of(client.get(f"{wrong.location}?lang=en"))
