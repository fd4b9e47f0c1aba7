"""The 40 questions of the collection, and what the search of everything may never find."""

import pytest

from challenges.models.translation import ChallengeTranslation
from core import clock
from core.database import new_id
from core.extracts import Written as Text
from core.extracts import show
from core.search import ask
from pilots.states import PilotState
from tests.factories.accounts import CouncilFactory
from tests.factories.challenges import ChallengeFactory
from tests.factories.pilots import pilot_at
from tests.factories.problems import ProblemFactory
from tests.integration.finding.collection import COLLECTION, QUERIES, Written
from web.finding import find_everywhere


def plant(written: Written) -> None:
    council = CouncilFactory(languages=[written.language])
    if written.kind == "problem":
        ProblemFactory(
            published=True,
            council=council,
            slug=written.key,
            title=written.title,
            description=written.words,
            language=written.language,
        )
    elif written.kind == "challenge":
        ChallengeFactory(
            council=council,
            slug=written.key,
            title=written.title,
            summary=written.words,
            problem_statement="",
            evidence="",
            outcomes_wanted="",
            who_is_affected="",
            eligibility="",
        )
    else:
        pilot = pilot_at(PilotState.ACTIVE, council=council).pilot
        pilot.slug, pilot.title, pilot.summary, pilot.language = (
            written.key,
            written.title,
            written.words,
            written.language,
        )


@pytest.fixture
def collection(db_session):
    for written in COLLECTION:
        plant(written)
    db_session.flush()


def firsts(words: str) -> list[str]:
    """The last parts of the addresses of what was found, the best of each kind in front."""
    return [hit.path.rpartition("/")[2] for kind in find_everywhere(words).kinds for hit, _shown in kind.best]


def test_each_question_of_the_collection_finds_first_what_it_should(collection):
    assert len(QUERIES) == 40
    found = {(asked.words, asked.first): firsts(asked.words) for asked in QUERIES}

    wrong = {asked: list(found[asked]) for asked in found if found[asked][:1] != [asked[1]]}
    assert wrong == {}


def test_a_challenge_is_found_in_each_language_that_it_can_be_read_in(db_session):
    challenge = ChallengeFactory(slug="ice", council=CouncilFactory(languages=["en", "cy"]))
    translation = ChallengeTranslation(
        id=new_id(),
        challenge_id=challenge.id,
        language="cy",
        field="title",
        words="Palmentydd heb rew",
        original="",
        translated_at=clock.now(),
    )
    db_session.add(translation)
    db_session.flush()
    assert firsts("balmentydd") == firsts("pavement") == ["ice"]

    translation.words = "Llwybrau diogel"
    db_session.flush()
    assert (firsts("balmentydd"), firsts("lwybrau")) == ([], ["ice"])

    db_session.delete(translation)
    db_session.flush()
    assert firsts("lwybrau") == []


def test_everything_is_searched_at_once_by_kind_with_the_best_kind_first(client, collection, query_counter):
    with query_counter() as statements:
        page = client.get("/search?words=bins")
    assert "Overflowing <mark>bins</mark> on Market Street" in page.text
    assert "Problems (1)" in page.text
    assert len(statements) <= 12
    page = client.get("/search?words=flooded+streets+zebra")
    assert "Nothing has all of your words" in page.text
    assert "Sensors in road gullies" in page.text
    assert "Overflowing bins" not in page.text
    with query_counter() as statements:
        page = client.get("/search?words=bins+zebra+quagga")
    assert "Overflowing <mark>bins</mark>" in page.text
    assert len(statements) < 12
    assert "Raise a problem" in client.get("/search?words=zebra").text


def test_a_word_is_marked_in_whatever_form_it_stands_in_the_text(client, collection):
    page = client.get("/search?words=nghath").text
    assert "Mae <mark>cath</mark> wyllt a&#39;i <mark>chathod</mark> bach" in page
    assert 'lang="cy"' in page
    assert "<mark>estació</mark>" in client.get("/search?words=estacio").text


def test_an_extract_begins_where_the_words_are(db_session):
    long = "Nothing to see here. " * 40
    shown = show(ask("swans towpath"), [Text("en", "A title", f"{long}Swans sit on the towpath. {long}")])[0]
    assert "<mark>Swans</mark> sit on the <mark>towpath</mark>" in shown.extract
    assert shown.extract.startswith("… ")
    assert shown.extract.endswith(" …")
    assert len(shown.extract.striptags()) < 260
