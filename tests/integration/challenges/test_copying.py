"""A challenge begun with another: copied whole, or from what the council saved of it."""

import datetime as dt

import pytest
from sqlalchemy import func, select

from challenges.models import Challenge, ChallengeTranslation, CouncilPreset
from challenges.policies.readiness import missing
from challenges.queries.challenge import whole_challenge_by_id
from challenges.queries.texts import key_of, texts_of
from challenges.queries.translation import reading_of
from challenges.services import copying
from challenges.services.translation import write_translations
from challenges.states import ChallengeState
from core import clock
from core.database import db
from core.errors import NotPermitted, Refused
from submissions.models import Submission
from tests.factories.accounts import CouncilFactory, officer, sign_in
from tests.factories.challenges import ChallengeFactory, PartnerFactory
from tests.factories.submissions import rows
from tests.integration.challenges.test_challenge_pages import text_of
from tests.support.posting import send

pytestmark = pytest.mark.usefixtures("db_session")
State = ChallengeState
WORDS = ("summary", "problem_statement", "evidence", "outcomes_wanted", "who_is_affected", "conflicts_assessment")


@pytest.fixture
def source(db_session) -> Challenge:
    """A closed one in two languages, with a partner and proposals."""
    council = CouncilFactory(languages=["en", "cy"])
    challenge = whole_challenge_by_id(ChallengeFactory(at=State.CLOSED, council=council).id)
    wanted = {"summary": "Llai", "terms": "Telerau", key_of(challenge.lots[0].criteria[0], "title"): "Effaith"}
    texts = [text for text in texts_of(challenge) if text.key in wanted]
    write_translations(challenge, "cy", texts=texts, words=wanted)
    rows(challenge)
    PartnerFactory(challenge=challenge, by=officer())
    return whole_challenge_by_id(challenge.id)


def test_a_copy_says_the_same_and_begins_its_own_life(source):
    by = officer(source.council)
    copy = whole_challenge_by_id(copying.copy_challenge(source, title="Again", by=by).id)
    assert (copy.title, copy.state, copy.lots[0].title) == ("Again", State.DRAFT, "Again")
    assert copy.slug != source.slug
    for name in (*WORDS, "terms", "contact_email", "budget_owner", "assessors_each", "quality_threshold", "languages"):
        assert getattr(copy, name) == getattr(source, name)
    assert (copy.approved_by, copy.approved_at, copy.topic_id) == (None, None, None)
    assert copy.drafters == [str(by.person_id)]
    assert missing(copy, clock.now()) == []


def test_a_copy_has_the_criteria_questions_and_money_of_its_council_and_nothing_of_anybody_else(source):
    copy = whole_challenge_by_id(copying.copy_challenge(source, title="Again", by=officer(source.council)).id)
    mine, theirs = copy.lots[0].criteria, source.lots[0].criteria
    assert [(each.title, each.weight) for each in mine] == [(each.title, each.weight) for each in theirs]
    assert [anchor.words for anchor in mine[0].anchors] == [anchor.words for anchor in theirs[0].anchors]
    assert [each.words for each in copy.questions] == [each.words for each in source.questions]
    assert copy.questions[0].criterion_id == mine[0].id
    assert copy.tie_break == [str(each.id) for each in mine]
    assert [share.council_id for share in copy.phases[0].shares] == [copy.council_id]
    assert copy.partners == []
    assert db.session.scalar(select(func.count()).select_from(Submission)) == 1


def test_the_dates_of_a_copy_begin_from_today_and_keep_their_distances(source):
    copy = whole_challenge_by_id(copying.copy_challenge(source, title="Again", by=officer(source.council)).id)
    assert copy.opens_at > clock.now()
    assert abs((copy.closes_at - copy.opens_at) - (source.closes_at - source.opens_at)) < dt.timedelta(days=4)
    gap = source.phases[0].starts_on - source.decision_expected_on
    assert copy.phases[0].starts_on - copy.decision_expected_on == gap


def test_translations_come_along(source):
    copy = whole_challenge_by_id(copying.copy_challenge(source, title="Again", by=officer(source.council)).id)
    read = reading_of(copy, "cy")
    assert [read(copy, "summary").words, read(copy, "terms").words] == ["Llai", "Telerau"]
    assert read(copy.lots[0].criteria[0], "title").words == "Effaith"
    assert read.older() == []


def test_a_preset_leaves_out_what_is_said_of_one_problem(source):
    by = officer(source.council)
    preset = copying.save_preset(source, name=" Winter  works ", by=by)
    challenge = whole_challenge_by_id(copying.draft_from_preset(preset, title="Floods", by=by).id)
    assert preset.name == "Winter works"
    assert {getattr(challenge, name) for name in WORDS} == {""}
    assert (challenge.terms, challenge.route_to_market) == (source.terms, source.route_to_market)
    assert len(challenge.questions) == len(source.questions)
    assert source.summary not in str(preset.plan)
    fields = select(ChallengeTranslation.field).where(ChallengeTranslation.challenge_id == challenge.id)
    assert "summary" not in set(db.session.scalars(fields))


def test_a_preset_has_a_name_of_its_own_in_its_council(source):
    by = officer(source.council)
    copying.save_preset(source, name="Winter", by=by)
    for name in ("Winter", "  ", "x" * 81):
        with pytest.raises(Refused):
            copying.save_preset(source, name=name, by=by)


def test_another_council_neither_copies_nor_uses_nor_removes(source):
    preset, stranger = copying.save_preset(source, name="Winter", by=officer(source.council)), officer()
    for act in (
        lambda: copying.copy_challenge(source, title="Ours", by=stranger),
        lambda: copying.save_preset(source, name="Ours", by=stranger),
        lambda: copying.draft_from_preset(preset, title="Ours", by=stranger),
        lambda: copying.remove_preset(preset, by=stranger),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_an_officer_saves_lists_uses_and_removes_a_preset(client, source):
    sign_in(client, officer(source.council))
    base = f"/challenges/{source.slug}"
    assert "Save it as a preset" in text_of(client.get(f"{base}/manage"))
    assert send(client, f"{base}/preset", {"name": "Winter"}).location == "/challenges/presets"
    assert "already" in text_of(send(client, f"{base}/preset", {"name": "Winter"}))
    page = text_of(client.get("/challenges/new"))
    assert "Winter" in page
    preset = db.session.scalars(select(CouncilPreset)).one()
    begun = send(client, "/challenges/new", {"title": "Floods", "preset": str(preset.id)})
    assert begun.location == "/challenges/floods/edit"
    assert send(client, f"/challenges/presets/{preset.id}/remove").status_code == 302
    assert "saved no preset" in text_of(client.get("/challenges/presets"))
    assert send(client, f"{base}/copy", {"title": "Once more"}).location == "/challenges/once-more/edit"
    sign_in(client, officer())
    assert "Winter" not in text_of(client.get("/challenges/new"))


def test_the_list_of_presets_costs_the_same_with_1_and_with_25(client, source, query_counter):
    by = officer(source.council)
    sign_in(client, by)

    def count() -> int:
        with query_counter() as statements:
            assert client.get("/challenges/presets").status_code == 200
        return len(statements)

    copying.save_preset(source, name="0", by=by)
    one = count()
    source = whole_challenge_by_id(source.id)
    for number in range(1, 25):
        copying.save_preset(source, name=str(number), by=by)
    assert count() == one <= 12
