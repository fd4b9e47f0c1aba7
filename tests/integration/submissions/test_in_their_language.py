"""What a supplier reads of a challenge while answering it: translated where it is, else as written, and marked so."""

import datetime as dt

import pytest

from challenges.models import Challenge, Criterion, Lot, Question
from challenges.queries.challenge import lots_of, questions_of, whole_challenge_by_id
from challenges.queries.texts import key_of, listed_key, texts_of
from challenges.services.translation import write_translations
from challenges.states import AnswerKind
from core.database import db, new_id
from submissions import services
from submissions.models import Submission
from submissions.queries import own_question
from tests.factories.accounts import CouncilFactory, sign_in
from tests.factories.interests import reader_of
from tests.factories.submissions import after_deadline, ask, challenge_open, draft, own, supplier_person
from tests.support.posting import send

pytestmark = pytest.mark.usefixtures("db_session")
K = AnswerKind
MARKED = '<span lang="en">{}</span>'


@pytest.fixture
def challenge() -> Challenge:
    """In English, partly in Welsh: question 1 and the choice "Wood" of question 5, which has a help in English."""
    challenge = challenge_open(
        CouncilFactory(languages=["en", "cy"]), languages=["en", "cy"], eligibility="Small firms."
    )
    material = ask(challenge, K.SEVERAL_OF, "What is it of?", help="See the map.", options=["Wood", "Stone"])
    first = questions_of(challenge.id)[0]
    translate(
        challenge,
        {
            "title": "Lorïau tawelach",
            "eligibility": "Cwmnïau bach.",
            key_of(first, "words"): "Beth wnewch chi?",
            listed_key(material, "option", "Wood"): "Pren",
        },
    )
    return challenge


def translate(challenge: Challenge, words: dict[str, str], language: str = "cy") -> None:
    whole = whole_challenge_by_id(challenge.id)
    assert whole is not None
    write_translations(whole, language, texts=[text for text in texts_of(whole) if text.key in words], words=words)


def material(challenge: Challenge) -> Question:
    return questions_of(challenge.id)[-1]


def answered(challenge: Challenge, by) -> Submission:
    submission = draft(challenge, by=by)
    services.save_answer(own(submission, by), material(challenge), version=0, words="Wood\nStone", by=by)
    return submission


def read(client, address: str) -> str:
    response = client.get(f"{address}{'&' if '?' in address else '?'}lang=cy")
    assert response.status_code == 200, response.status_code
    return str(response.get_data(as_text=True))


def test_a_question_is_asked_in_the_language_of_the_page_and_what_is_chosen_is_kept_as_it_was_written(
    client, challenge, by
):
    submission = draft(challenge, by=by)
    page = read(client, f"/proposals/{submission.id}/questions/1")
    assert "Beth wnewch chi?" in page
    assert "What would you do?" not in page
    address = f"/proposals/{submission.id}/questions/5"
    page = read(client, address)
    for words in ("What is it of?", "See the map.", "Stone"):
        assert MARKED.format(words) in page
    assert 'value="Wood"' in page
    assert "Pren" in page
    assert send(client, address, data={"words": ["Wood", "Stone"], "version": "0"}).status_code == 302
    assert own_question(by, submission.id, 5).answer.words == "Wood\nStone"


@pytest.mark.parametrize("page", ["", "/check"])
def test_the_task_list_and_check_answers_read_the_questions_and_the_choices_so(client, page, challenge, by):
    submission = answered(challenge, by)
    words = read(client, f"/proposals/{submission.id}{page}")
    assert "Lorïau tawelach" in words
    assert "Beth wnewch chi?" in words
    assert MARKED.format("What is it of?") in words
    assert not page or f"Pren\n{MARKED.format('Stone')}" in words


def test_a_file_is_asked_for_and_an_older_translation_is_shown_with_the_words_that_count(client, challenge, by):
    submission = draft(challenge, by=by)
    assert f'<h1 class="govuk-heading-l">{MARKED.format("Your plan")}</h1>' in read(
        client, f"/proposals/{submission.id}/questions/4"
    )
    first, plan = questions_of(challenge.id)[0], questions_of(challenge.id)[3]
    translate(challenge, {key_of(plan, "words"): "Eich cynllun"})
    first.words, plan.words = "What would you do first?", "Your drawings"
    db.session.flush()
    assert MARKED.format("Your drawings") in read(client, f"/proposals/{submission.id}/questions/4")
    page = read(client, f"/proposals/{submission.id}/questions/1")
    assert "Beth wnewch chi?" in page
    assert f"ei ddweud sy&#39;n cyfrif: {MARKED.format('What would you do first?')}" in page


def test_the_criterion_that_an_answer_serves_is_named(client, challenge, by):
    lot: Lot = lots_of(challenge.id)[0]
    criterion = Criterion(id=new_id(), lot_id=lot.id, number=1, title="Value", weight=100, guidance="")
    db.session.add(criterion)
    questions_of(challenge.id)[0].criterion_id = criterion.id
    db.session.flush()
    submission = draft(challenge, by=by)
    assert MARKED.format("Value") in read(client, f"/proposals/{submission.id}/questions/1")


def test_both_texts_of_a_clash_are_read_as_they_were_offered(client, challenge, by):
    challenge.languages = ["cy", "en"]
    translate(challenge, {listed_key(material(challenge), "option", "Wood"): "Timber"}, "en")
    submission = answered(challenge, by)
    page = send(client, f"/proposals/{submission.id}/questions/5", data={"words": ["Stone"], "version": "0"})
    words = page.get_data(as_text=True)
    assert '<span lang="cy">What is it of?</span>' in words
    assert 'Timber\n<span lang="cy">Stone</span>' in words


def test_what_came_too_late_can_be_copied_in_the_words_in_which_it_was_offered(client, challenge, by, set_clock):
    submission = draft(challenge, by=by)
    read(client, f"/proposals/{submission.id}")
    set_clock(challenge.closes_at + dt.timedelta(seconds=1))
    late = send(client, f"/proposals/{submission.id}/questions/5", data={"words": ["Wood"], "version": "0"})
    assert late.status_code == 409
    assert ">Pren</textarea>" in late.get_data(as_text=True)


def test_a_version_is_translated_only_where_precisely_its_words_were(client, challenge, by):
    submission = answered(challenge, by)
    version = services.submit(own(submission, by), by=by)
    address = f"/proposals/{submission.id}/versions/{version.number}"
    page = read(client, address)
    assert "1. Beth wnewch chi?" in page
    assert f"Pren\n{MARKED.format('Stone')}" in page
    first = questions_of(challenge.id)[0]
    first.words = "What would you do first?"
    db.session.flush()
    assert "1. Beth wnewch chi?" in read(client, address)
    translate(challenge, {key_of(first, "words"): "Beth wnewch chi gyntaf?"})
    page = read(client, address)
    assert f"1. {MARKED.format('What would you do?')}" in page
    assert "gyntaf" not in page


def test_earlier_answers_name_their_question_and_challenge_so(client, challenge, by):
    draft(challenge, by=by)
    page = read(client, f"/proposals/{draft(by=by).id}/questions/1/earlier")
    assert "Beth wnewch chi?" in page
    assert "Lorïau tawelach" in page
    page = read(client, f"/proposals/{draft(challenge_open(), by=by).id}/questions/1/earlier")
    assert f"“{MARKED.format('Quieter bin lorries')}”" in page


def test_the_list_of_proposals_asks_no_more_for_many_translated_challenges_than_for_one(
    client, challenge, by, query_counter
):
    council = CouncilFactory(languages=["en", "cy"])
    draft(challenge, by=by)
    read(client, "/proposals")
    with query_counter() as one:
        assert "Lorïau tawelach" in read(client, "/proposals")
    for _number in range(3):
        other = challenge_open(council, languages=["en", "cy"])
        translate(other, {"title": "Arall"})
        draft(other, by=by)
    db.session.flush()
    with query_counter() as several:
        assert read(client, "/proposals").count("Arall") == 3
    assert len(several) == len(one)


def test_what_waits_for_a_supplier_names_its_challenge_so(client, challenge, by):
    services.start_submission(challenge, by=by)
    services.start_submission(challenge_open(), by=by)
    page = read(client, "/work")
    assert "Lorïau tawelach" in page
    assert MARKED.format("Quieter bin lorries") in page


def test_an_officer_checks_against_the_conditions_in_the_language_of_the_page(client, challenge):
    by = supplier_person()
    submission = answered(challenge, by)
    services.submit(own(submission, by), by=by)
    after_deadline(challenge)
    sign_in(client, reader_of(challenge))
    assert "Cwmnïau bach." in read(client, f"/received/{submission.id}/eligibility")
    assert "Small firms." in client.get(f"/received/{submission.id}/eligibility?lang=en").get_data(as_text=True)
