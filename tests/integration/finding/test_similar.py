"""What is offered to somebody who is about to ask for what there is already."""

import pytest
from markupsafe import Markup

from challenges.queries import Similar, similar_to
from challenges.states.challenge import ChallengeState
from challenges.states.problem import ProblemState
from core.database import db
from core.extracts import Shown
from pilots.states import PilotState, StopReason
from tests.factories.accounts import CouncilFactory, officer, sign_in
from tests.factories.challenges import ChallengeFactory
from tests.factories.pilots import pilot_at
from tests.factories.problems import ProblemFactory
from tests.support.posting import post, token

WORDS = "the swans block the towpath"


def paths(typed=WORDS):
    return [found.hit.path for found in similar_to(typed)]


@pytest.fixture
def swans(db_session):
    """A problem, a challenge and a finished pilot about swans on a towpath, at three councils."""
    problem = ProblemFactory(published=True, description="A swan sits on the towpath.")
    challenge = ChallengeFactory(title="Swans and people on towpaths")
    pilot = pilot_at(PilotState.STOPPED).pilot
    pilot.summary = "A gate kept swans off the towpath."
    db.session.flush()
    return [f"/problems/{problem.slug}", f"/challenges/{challenge.slug}", f"/pilots/{pilot.slug}"]


def test_problems_challenges_and_finished_pilots_of_all_councils_are_offered(swans):
    assert sorted(paths()) == sorted(swans)


def test_two_words_must_be_there_or_the_only_one_and_the_last_may_be_half_typed(swans):
    assert sorted(paths("swans tow")) == sorted(paths("towpa")) == sorted(swans)
    assert paths("swans in the library") == paths("") == paths("the and") == []


def test_why_a_pilot_ended_stands_beside_the_draft_of_the_like(client, db_session):
    pilot = pilot_at(PilotState.STOPPED).pilot
    pilot.summary, pilot.stop_reason = "A gate kept swans off the towpath.", StopReason.NOT_VIABLE
    challenge = ChallengeFactory(at=ChallengeState.DRAFT, title="Swans on the towpath")
    db.session.flush()
    sign_in(client, officer(challenge.council))
    page = client.get(f"/challenges/{challenge.slug}/edit").text
    assert "Why it ended: It would cost more than it is worth" in page


def test_what_is_offered_while_typing_has_a_marked_word_in_common_as_on_the_page_after(client, swans):
    assert all("<mark>" in found.shown.title + found.shown.extract for found in similar_to(WORDS))
    hit = similar_to(WORDS)[0].hit
    assert not Similar(hit, Shown(language="en", title=Markup("Swans"), extract=Markup("On a path."))).is_seen


def test_five_are_offered_the_most_alike_first(db_session):
    for number in range(7):
        ProblemFactory(published=True, description="Swans on the towpath" + " and elsewhere" * number)
    best = ProblemFactory(published=True, title="Swans block a towpath", description="Daily.")
    assert paths()[0] == f"/problems/{best.slug}"
    assert len(paths()) == 5


@pytest.mark.parametrize("state", [PilotState.ACTIVE, PilotState.CONTRACTING, PilotState.PAUSED])
def test_a_pilot_that_is_not_over_is_not_offered(db_session, state):
    pilot_at(state).pilot.summary = WORDS
    db.session.flush()
    assert paths() == []


def test_what_was_learned_is_found_once_it_is_published(db_session):
    running = pilot_at(PilotState.STOPPED)
    running.pilot.learning_worked = WORDS
    db.session.flush()
    assert paths() == []
    running = pilot_at(PilotState.CLOSED)
    running.pilot.learning_worked = WORDS
    db.session.flush()
    assert paths() == [running.pilot.path]


@pytest.mark.parametrize("at", [ChallengeState.DRAFT, ChallengeState.IN_APPROVAL, ChallengeState.CANCELLED])
def test_a_challenge_that_nobody_can_use_is_not_offered(db_session, at):
    ChallengeFactory(at=at, summary=WORDS)
    assert paths() == []


def test_a_problem_that_is_not_public_is_not_offered_nor_what_was_first_written(db_session):
    ProblemFactory(description=WORDS)
    ProblemFactory(under_review=True, description=WORDS)
    ProblemFactory(published=True, raised_words=WORDS)
    merged = ProblemFactory(published=True, description=WORDS)
    other = ProblemFactory(published=True)
    merged.state, merged.merged_into_id = ProblemState.MERGED, other.id
    db.session.flush()
    assert paths() == []


def test_the_form_asks_while_somebody_types(client, swans, query_counter):
    sent = {"csrf_token": token(client, "/problems/new"), "words": WORDS}
    with query_counter() as statements:
        answer = client.post("/problems/similar", data=sent).json
    assert answer["count"] == 3
    assert 'href="/challenges/' in answer["html"]
    assert "<mark>swan</mark>" in answer["html"]
    assert len(statements) <= 8


def test_what_others_wrote_is_text_and_no_markup(client, db_session):
    council = CouncilFactory()
    ProblemFactory(
        published=True, council=council, title="Swans <b>bold</b>", description='Towpath <script>alert("1")</script>'
    )
    html = post(client, "/problems/similar", form_at="/problems/new", words=WORDS + " <script>").json["html"]
    assert "<mark>Towpath</mark> &lt;" in html
    assert "<b>" not in html
    assert "<script" not in html
