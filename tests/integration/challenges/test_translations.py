"""A challenge in each language of its council: written section by section, read by everybody, never silently stale."""

import re

import pytest
from sqlalchemy import select

from challenges.models import Amendment, Challenge, ChallengeTranslation
from challenges.queries.challenge import whole_challenge_by_id
from challenges.queries.texts import key_of, listed_key, texts_of
from challenges.queries.translation import reading_of, readings_of, translated_values
from challenges.services import copying, draft_challenge
from challenges.services.translation import write_translations
from challenges.states import AnswerKind, ChallengeState
from core.database import db
from tests.factories.accounts import CouncilFactory, body_id_of, officer, sign_in
from tests.factories.challenges import ChallengeFactory
from tests.integration.challenges.test_challenge_pages import seen_in, text_of
from tests.support.posting import send

pytestmark = pytest.mark.usefixtures("db_session")
State = ChallengeState


def challenge_of(at: State) -> Challenge:
    """As its officer loads it."""
    challenge = ChallengeFactory(at=at, council=CouncilFactory(languages=["en", "cy"]))
    whole = whole_challenge_by_id(challenge.id)
    assert whole is not None
    return whole


def translate(client, challenge: Challenge, section: str, words: dict[str, str], **more: str):
    address = f"/challenges/{challenge.slug}/languages/cy/{section}"
    page = text_of(client.get(address))
    named = {key.replace(".", "_"): text for key, text in words.items()}
    return send(client, address, {"seen": seen_in(page), **named, **more})


def test_an_officer_translates_a_draft_section_by_section(client):
    challenge = challenge_of(State.DRAFT)
    criterion_title = key_of(challenge.lots[0].criteria[0], "title")
    sign_in(client, officer(challenge.council))
    page = text_of(client.get(f"/challenges/{challenge.slug}/languages"))
    assert "Cymraeg" in page
    page = text_of(client.get(f"/challenges/{challenge.slug}/languages/cy/problem"))
    assert f'lang="en">{challenge.summary}' in page
    translate(client, challenge, "problem", {"title": "Palmentydd rhewllyd", "summary": "Llai o gwympo."})
    translate(client, challenge, "criteria", {criterion_title: "Effaith"})
    page = text_of(client.get(f"/challenges/{challenge.slug}/languages"))
    assert "2 texts are not translated." in page
    page = text_of(client.get(f"/challenges/{challenge.slug}?lang=cy"))
    assert '<h1 class="govuk-heading-l">Palmentydd rhewllyd</h1>' in page
    assert "Effaith" in page
    assert f'lang="en"><p class="govuk-body">{challenge.problem_statement}' in page
    page = text_of(client.get(f"/challenges/{challenge.slug}?lang=en"))
    assert "Palmentydd" not in page


def test_an_emptied_translation_falls_back_to_the_original(client):
    challenge = challenge_of(State.DRAFT)
    sign_in(client, officer(challenge.council))
    translate(client, challenge, "outcomes", {"outcomes_wanted": "Hanner."})
    translate(client, challenge, "outcomes", {"outcomes_wanted": ""})
    assert db.session.scalars(select(ChallengeTranslation)).all() == []
    page = text_of(client.get(f"/challenges/{challenge.slug}?lang=cy"))
    assert f'lang="en"><p class="govuk-body">{challenge.outcomes_wanted}' in page


def test_a_page_in_a_language_that_the_council_does_not_use_is_marked_as_it_was_written(client):
    challenge = challenge_of(State.OPEN)
    page = text_of(client.get(f"/challenges/{challenge.slug}?lang=es"))
    assert f'<h1 class="govuk-heading-l" lang="en">{challenge.title}</h1>' in page
    links = re.findall(r'href="/challenges/[^"]*\?lang=(\w+)" hreflang="\w+" lang="\w+" rel="alternate"', page)
    assert links.count("cy") == links.count("en") == 2


def test_the_second_of_two_translators_is_shown_what_the_first_saved(client):
    challenge = challenge_of(State.DRAFT)
    sign_in(client, officer(challenge.council))
    address = f"/challenges/{challenge.slug}/languages/cy/outcomes"
    seen = seen_in(text_of(client.get(address)))
    send(client, address, {"seen": seen, "outcomes_wanted": "Un"})
    page = text_of(send(client, address, {"seen": seen, "outcomes_wanted": "Dau"}))
    assert "What is saved now" in page
    assert re.search(r">\s*Un\s*<", page)
    assert "Dau" in page


@pytest.mark.parametrize("part", ["es/problem", "en/problem", "cy/timeline", "cy/contact", "cy/nothing"])
def test_only_public_words_in_the_councils_other_languages_are_translated(client, part):
    challenge = challenge_of(State.DRAFT)
    sign_in(client, officer(challenge.council))
    assert client.get(f"/challenges/{challenge.slug}/languages/{part}").status_code == 404


def test_after_approval_a_translation_is_an_amendment_with_a_reason(client):
    challenge = challenge_of(State.OPEN)
    sign_in(client, officer(challenge.council))
    page = text_of(translate(client, challenge, "outcomes", {"outcomes_wanted": "Hanner."}))
    assert "Say why you change it" in page
    translate(client, challenge, "outcomes", {"outcomes_wanted": "Hanner."}, reason="Now in Welsh")
    made = db.session.scalars(select(Amendment)).one()
    assert made.changes == [{"field": "outcomes_wanted", "before": "", "after": "Hanner.", "language": "cy"}]
    page = text_of(client.get(f"/challenges/{challenge.slug}"))
    assert "Outcomes wanted (Cymraeg)" in page


def test_an_amended_original_marks_its_translation_as_older_until_somebody_looks(client):
    challenge = challenge_of(State.OPEN)
    sign_in(client, officer(challenge.council))
    translate(client, challenge, "outcomes", {"outcomes_wanted": "Hanner."}, reason="Now in Welsh")
    address = f"/challenges/{challenge.slug}/amend"
    page = text_of(client.get(address))
    assert "Outcomes wanted (Cymraeg)" in page
    values = {name: getattr(challenge, name) for name in ("title", "summary", "problem_statement", "who_is_affected")}
    values |= {name: getattr(challenge, name) for name in ("eligibility", "route_to_market", "terms", "evidence")}
    values |= {name: getattr(challenge, name) for name in ("contact_name", "contact_email", "contact_phone")}
    day = challenge.decision_expected_on
    for part, value in {"day": day.day, "month": day.month, "year": day.year}.items():
        values[f"decision_expected_on-{part}"] = str(value)
    values |= {"intellectual_property": challenge.intellectual_property, "reason": "New goal"}
    changed = {"outcomes_wanted": "A third.", "outcomes_wanted_cy": "Hanner."}
    assert send(client, address, {**values, **changed, "seen": seen_in(page)}).status_code == 302
    page = text_of(client.get(f"/challenges/{challenge.slug}?lang=cy"))
    assert f'href="/challenges/{challenge.slug}?lang=en" hreflang="en">' in page
    assert "Hanner." in page
    page = text_of(client.get(f"/challenges/{challenge.slug}/languages?lang=en"))
    assert "1 text is older than the original." in page
    translate(client, challenge, "outcomes", {"outcomes_wanted": "Hanner."}, reason="Still right")
    assert len(db.session.scalars(select(Amendment)).all()) == 2
    page = text_of(client.get(f"/challenges/{challenge.slug}/languages"))
    assert "older" not in page
    changed = {"outcomes_wanted": "A quarter.", "outcomes_wanted_cy": "Chwarter."}
    page = text_of(client.get(address))
    assert send(client, address, {**values, **changed, "seen": seen_in(page)}).status_code == 302
    assert "older" not in text_of(client.get(f"/challenges/{challenge.slug}/languages"))


def test_a_challenge_is_written_in_the_language_of_whoever_drafts_it():
    council = CouncilFactory(languages=["en", "cy"])
    by = officer(council)
    challenge = draft_challenge(council_id=body_id_of(by), preset="rapid", title="A", by=by)
    assert (challenge.main_language, challenge.other_languages) == ("en", ["cy"])
    council.languages = ["ca", "es"]
    other = draft_challenge(council_id=body_id_of(by), preset="rapid", title="B", by=by)
    assert other.main_language == "ca"
    assert other.eligibility != challenge.eligibility


def test_titles_of_a_list_are_read_in_one_query(query_counter):
    challenges = [challenge_of(State.OPEN) for _number in range(3)]
    for challenge in challenges[:2]:
        text = texts_of(challenge)[0]
        row = {"challenge_id": challenge.id, "language": "cy", "field": text.key, "words": "Teitl"}
        db.session.add(ChallengeTranslation(**row, original="old", translated_at=challenge.opens_at))
    db.session.flush()
    with query_counter() as statements:
        readings = readings_of(challenges, "cy")
    assert len(statements) == 1
    said = [readings[challenge.id](challenge, "title") for challenge in challenges]
    assert [each.words for each in said] == ["Teitl", "Teitl", challenges[2].title]
    assert [each.lang for each in said] == ["", "", "en"]
    assert readings_of(challenges, "en")[challenges[0].id](challenges[0], "title").words == challenges[0].title


def test_every_text_has_a_key_of_its_own():
    challenge = whole_challenge_by_id(challenge_of(State.DRAFT).id)
    texts = texts_of(challenge)
    assert len({text.key for text in texts}) == len(texts)
    assert set(translated_values(challenge, "cy", texts).values()) == {""}


def test_choices_explanations_and_payments_are_translated_and_keep_to_their_own_words(client):
    challenge = challenge_of(State.DRAFT)
    question, phase = challenge.questions[0], challenge.phases[0]
    question.kind, question.options, question.word_limit = AnswerKind.ONE_OF, ["Wood", "Stone"], None
    question.eligible_answers, question.ineligible_because = ["Wood"], "Stone sinks."
    db.session.flush()
    by = officer(challenge.council)
    sign_in(client, by)
    because, wood = key_of(question, "ineligible_because"), listed_key(question, "option", "Wood")
    translate(client, challenge, "questions", {wood: "Pren", because: "Mae carreg yn suddo."})
    translate(client, challenge, "money", {listed_key(phase, "payment", "Report"): "Adroddiad"})
    page = text_of(client.get(f"/challenges/{challenge.slug}?lang=cy"))
    for words in ("<li>Pren</li>", '<li><span lang="en">Stone</span></li>', "Adroddiad"):
        assert words in page
    question.options = ["Stone", "Iron", "Wood"]
    db.session.flush()
    page = text_of(client.get(f"/challenges/{challenge.slug}?lang=cy"))
    assert re.findall(r"<li>(?:<span lang=.en.>)?(Stone|Iron|Wood|Pren)\b", page) == ["Stone", "Iron", "Pren"]
    copy = whole_challenge_by_id(copying.copy_challenge(whole_challenge_by_id(challenge.id), title="Again", by=by).id)
    assert reading_of(copy, "cy").option(copy.questions[0], "Wood").words == "Pren"


def test_two_choices_of_a_question_must_not_read_the_same_in_another_language(client):
    challenge = challenge_of(State.DRAFT)
    first, second = challenge.questions[:2]
    for question in (first, second):
        question.kind, question.options, question.word_limit = AnswerKind.ONE_OF, ["Wood", "Stone"], None
    db.session.flush()
    sign_in(client, officer(challenge.council))
    wood, stone = (listed_key(first, "option", option) for option in first.options)
    for same in ({wood: "Pren", stone: "pren"}, {wood: "Stone"}):
        page = text_of(translate(client, challenge, "questions", same))
        words = list(same.values())[-1]
        assert f"Two choices of this question read “{words}”. Give each its own words." in page
        assert f'href="#{stone.replace(".", "_")}"' in page
    elsewhere = listed_key(second, "option", "Wood")
    assert translate(client, challenge, "questions", {wood: "Pren", elsewhere: "Pren"}).status_code == 302
    page = text_of(client.get(f"/challenges/{challenge.slug}/languages/cy/questions?lang=en"))
    assert page.count("Question 1, choice 2") == 2
    assert len(re.findall(r">\s*Stone\s*<", page)) == 2


@pytest.mark.parametrize(
    "address", ["/", "/councils/{}", "/challenges", "/challenges.atom", "/councils/{}/feed.atom", "/deadlines.ics"]
)
def test_every_list_feed_and_calendar_names_a_challenge_in_the_language_of_whoever_reads(client, address):
    challenge = challenge_of(State.OPEN)
    words = {"title": "Palmentydd rhewllyd", "summary": "Llai o gwympo."}
    texts = [text for text in texts_of(challenge) if text.key in words]
    write_translations(challenge, "cy", texts=texts, words=words)
    address = address.format(challenge.council.slug)
    page = text_of(client.get(f"{address}?lang=cy"))
    assert "Palmentydd rhewllyd" in page
    assert challenge.title not in page
    page = text_of(client.get(f"{address}?lang=es"))
    assert challenge.title in page
    assert "Palmentydd" not in page


def test_an_entry_of_a_feed_of_which_only_the_title_is_translated_stays_in_one_language(client):
    challenge = challenge_of(State.OPEN)
    slug, summary = challenge.council.slug, challenge.summary
    titles = [text for text in texts_of(challenge) if text.key == "title"]
    write_translations(challenge, "cy", texts=titles, words={"title": "Palmentydd rhewllyd"})
    feed = text_of(client.get("/challenges.atom?lang=cy"))
    assert "Palmentydd" not in feed
    assert 'xml:lang="en"' in feed
    page = text_of(client.get(f"/councils/{slug}?lang=cy"))
    assert "Palmentydd rhewllyd" in page
    assert f'<p class="tl-list__summary" lang="en">{summary[:20]}' in page
