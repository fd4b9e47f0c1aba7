"""The pages of a challenge: for the public, for its officers, for its approvers."""

import datetime as dt
import re

import pytest
from sqlalchemy import select

from accounts.states import Role
from challenges.models import Approval, Challenge, Criterion, Lot, Question
from challenges.queries.challenge import questions_of, whole_challenge_by_id
from challenges.services import draft_challenge
from challenges.states import ChallengeState
from challenges.states.builder import AMENDABLE, Section
from core import clock
from core.database import db
from tests.factories.accounts import CouncilFactory, body_id_of, member, officer, sign_in
from tests.factories.challenges import ChallengeFactory
from tests.support.posting import send

State = ChallengeState
PUBLIC = [state for state in State if state not in (State.DRAFT, State.IN_APPROVAL, State.APPROVED)]


def text_of(response) -> str:
    return response.get_data(as_text=True)


def criteria_of(challenge: Challenge) -> list[Criterion]:
    query = select(Criterion).join(Criterion.lot).where(Lot.challenge_id == challenge.id)
    return list(db.session.scalars(query.order_by(Criterion.number)))


def seen_in(page: str) -> str:
    return re.search(r'name="seen"[^>]*value="([^"]*)"', page).group(1)


def dates(field: str, moment: dt.date, *, time: str = "12:00") -> dict[str, str]:
    parts = {"day": moment.day, "month": moment.month, "year": moment.year, "time": time}
    return {f"{field}-{part}": str(value) for part, value in parts.items()}


@pytest.fixture
def drafted(client):
    """A new draft of the officer who is signed in."""
    by = officer()
    challenge = draft_challenge(council_id=body_id_of(by), preset="catalyst", title="Icy pavements", by=by)
    sign_in(client, by)
    return whole_challenge_by_id(challenge.id)


# -- the public list and page ----------------------------------------------------------------------------------


@pytest.mark.parametrize("at", PUBLIC)
def test_the_public_page_shows_every_state(client, at):
    challenge = ChallengeFactory(at=at)
    response = client.get(f"/challenges/{challenge.slug}")
    assert response.status_code == 200
    page = text_of(response)
    for words in (challenge.problem_statement, challenge.route_to_market, "£50,000", "without VAT", "Impact at 5."):
        assert words in page
    for private in (challenge.budget_owner, challenge.conflicts_assessment):
        assert private not in page


@pytest.mark.parametrize("at", [State.DRAFT, State.IN_APPROVAL])
def test_nobody_else_knows_of_a_draft(client, at):
    challenge = ChallengeFactory(at=at)
    assert client.get(f"/challenges/{challenge.slug}").status_code == 404
    sign_in(client, officer())
    for address in ("", "/manage", "/edit", "/edit/terms", "/approval", "/submit", "/cancel"):
        assert client.get(f"/challenges/{challenge.slug}{address}").status_code == 404
    assert challenge.title not in text_of(client.get("/challenges"))


def test_its_council_sees_the_draft_as_the_public_will(client):
    challenge = ChallengeFactory(at=State.DRAFT)
    sign_in(client, member(challenge.council, Role.AUDITOR))
    page = text_of(client.get(f"/challenges/{challenge.slug}"))
    assert "Only your council sees this page" in page


def test_a_draft_cancelled_before_approval_stays_private(client):
    challenge = ChallengeFactory(at=State.CANCELLED, approved_at=None, approved_by=None)
    assert client.get(f"/challenges/{challenge.slug}").status_code == 404


def test_open_ones_come_first_by_closing_date(client):
    late = ChallengeFactory(title="Closes late")
    closed = ChallengeFactory(title="Has closed", at=State.CLOSED)
    soon = ChallengeFactory(title="Closes soon", closes_at=clock.now() + dt.timedelta(days=1))
    coming = ChallengeFactory(title="Opens soon", at=State.SCHEDULED)
    page = text_of(client.get("/challenges"))
    places = [page.index(each.title) for each in (soon, late, coming, closed)]
    assert places == sorted(places)


def test_the_list_is_searched_filtered_and_sorted(client):
    council = ChallengeFactory(title="Icy pavements", summary="Falls").council.slug
    ChallengeFactory(title="Lonely people", summary="Visits", problem_statement="Alone", at=State.CLOSED)

    def titles(query: str) -> tuple[bool, bool]:
        page = re.sub("</?mark>", "", text_of(client.get(f"/challenges?{query}")))
        return "Icy pavements" in page, "Lonely people" in page

    assert titles("words=pave") == (True, False)
    assert titles("words=visits") == (False, True)
    assert titles("words=%27%29%3Bdrop|%26!") == (False, False)
    assert titles("state=open") == (True, False)
    assert titles("state=closed") == (False, True)
    assert titles(f"council={council}") == (True, False)
    for address in ("state=nonsense", "state=draft", "sort=nonsense", "page=999", "page=x", "council=nobody"):
        assert client.get(f"/challenges?{address}").status_code == 200


def test_the_public_list_asks_the_same_number_of_queries_for_one_and_for_25(client, query_counter):
    def count() -> int:
        with query_counter() as statements:
            assert client.get("/challenges").status_code == 200
        return len(statements)

    ChallengeFactory()
    one = count()
    for _number in range(24):
        ChallengeFactory()
    assert count() == one <= 12


def test_the_own_list_asks_the_same_number_of_queries_for_one_and_for_25(client, query_counter):
    council = CouncilFactory()
    sign_in(client, officer(council))

    def count() -> int:
        with query_counter() as statements:
            assert client.get("/challenges/ours").status_code == 200
        return len(statements)

    ChallengeFactory(council=council)
    one = count()
    for _number in range(24):
        ChallengeFactory(council=council)
    assert count() == one <= 12


def test_the_pages_of_a_challenge_ask_few_queries(client, query_counter):
    challenge = ChallengeFactory()
    by, base = officer(challenge.council), f"/challenges/{challenge.slug}"

    def count(address: str) -> int:
        with query_counter() as statements:
            assert client.get(address).status_code == 200
        return len(statements)

    assert count(base) <= 12
    sign_in(client, by)
    assert count(base) <= 12
    assert count(f"{base}/manage") <= 12


def test_times_are_those_of_the_council(client):
    council = CouncilFactory(timezone="Europe/Madrid")
    moment = dt.datetime(2031, 7, 24, 10, tzinfo=dt.UTC)
    challenge = ChallengeFactory(council=council, closes_at=moment)
    assert "Thursday 24 July 2031 at 12 noon (Madrid time)" in text_of(client.get(f"/challenges/{challenge.slug}"))


def test_markup_in_the_words_of_a_challenge_stays_words(client):
    bad = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    challenge = ChallengeFactory(title=bad, summary=bad, problem_statement=bad, terms="[x](javascript:alert(1))")
    page = text_of(client.get(f"/challenges/{challenge.slug}"))
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert 'href="javascript:' not in page


# -- drafting --------------------------------------------------------------------------------------------------


def test_an_officer_starts_a_challenge_from_a_preset(client):
    by = officer()
    sign_in(client, by)
    page = client.get("/challenges/new")
    assert "suggested" in text_of(page)
    response = send(client, "/challenges/new", {"title": "Icy pavements", "preset": "rapid"})
    assert response.location == "/challenges/icy-pavements/edit"
    assert "Icy pavements" in text_of(client.get(response.location))
    assert "Icy pavements" in text_of(client.get("/challenges/ours?state=draft"))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"title": "", "preset": "rapid"}, "Enter a title"),
        ({"title": "A", "preset": ""}, "Choose how it is to run"),
        ({"title": "A", "preset": "nonsense"}, "Choose an option from the list"),
        ({"title": "x" * 121, "preset": "rapid"}, "characters or fewer"),
    ],
)
def test_a_wrong_start_is_explained(client, data, words):
    sign_in(client, officer())
    response = send(client, "/challenges/new", data)
    assert response.status_code == 200
    assert words in text_of(response)
    assert db.session.scalar(select(Challenge.id)) is None


@pytest.mark.parametrize("role", [Role.APPROVER, Role.MODERATOR, Role.AUDITOR])
def test_only_officers_start_and_write(client, role):
    challenge = ChallengeFactory(at=State.DRAFT)
    sign_in(client, member(challenge.council, role))
    assert client.get("/challenges/new").status_code == 403
    for address in ("edit", "edit/terms", "edit/criteria", "edit/questions", "submit", "edit/money/1", "cancel"):
        assert client.get(f"/challenges/{challenge.slug}/{address}").status_code == 403


WRITTEN = ["problem", "outcomes", "affected", "eligibility", "route", "terms", "contact", "governance"]
OTHERS = ["timeline", "assessment", "money/1", "money/2", "criteria", "criteria/new", "questions", "questions/new"]


@pytest.mark.parametrize("section", WRITTEN + OTHERS)
def test_every_section_of_the_builder_opens(client, drafted, section):
    assert client.get(f"/challenges/{drafted.slug}/edit/{section}").status_code == 200


@pytest.mark.parametrize("section", ["nonsense", "money/9", "criteria/0194d5e0-0000-7000-8000-000000000000"])
def test_sections_that_there_are_not_are_not_found(client, drafted, section):
    assert client.get(f"/challenges/{drafted.slug}/edit/{section}").status_code == 404


def test_a_section_is_saved_alone(client, drafted):
    address = f"/challenges/{drafted.slug}/edit/route"
    seen = seen_in(text_of(client.get(address)))
    response = send(client, address, {"seen": seen, "route_to_market": "A framework."})
    assert response.location == f"/challenges/{drafted.slug}/edit"
    assert db.session.get(Challenge, drafted.id).route_to_market == "A framework."


def test_the_second_of_two_officers_sees_what_the_first_saved_and_loses_nothing(client, drafted):
    address = f"/challenges/{drafted.slug}/edit/terms"
    seen = seen_in(text_of(client.get(address)))
    send(client, address, {"seen": seen, "terms": "What the first wrote"})
    page = text_of(send(client, address, {"seen": seen, "terms": "What the second wrote"}))
    assert "There is a problem" in page
    assert "What the first wrote" in page
    assert "What the second wrote" in page
    send(client, address, {"seen": seen_in(page), "terms": "What the second wrote"})
    assert db.session.get(Challenge, drafted.id).terms == "What the second wrote"


def test_a_form_without_its_stamp_saves_nothing(client, drafted):
    page = send(client, f"/challenges/{drafted.slug}/edit/terms", {"terms": "New"})
    assert page.status_code == 200
    assert db.session.get(Challenge, drafted.id).terms != "New"


def test_dates_out_of_order_are_explained_beside_the_date(client, drafted):
    address = f"/challenges/{drafted.slug}/edit/timeline"
    seen = seen_in(text_of(client.get(address)))
    start = clock.now() + dt.timedelta(days=30)
    data = {
        "seen": seen,
        **dates("opens_at", start),
        **dates("questions_close_at", start + dt.timedelta(days=9)),
        **dates("closes_at", start - dt.timedelta(days=1)),
        **dates("decision_expected_on", start + dt.timedelta(days=40)),
    }
    page = text_of(send(client, address, data))
    assert "The deadline must be after the opening." in page
    assert f'value="{(start - dt.timedelta(days=1)).day}"' in page
    data |= dates("closes_at", start + dt.timedelta(days=10))
    assert send(client, address, data).status_code == 302


def test_weights_that_do_not_make_100_are_explained(client, drafted):
    address = f"/challenges/{drafted.slug}/edit/criteria"
    seen = seen_in(text_of(client.get(address)))
    names = [f"weight_{criterion.id.hex}" for criterion in criteria_of(drafted)]
    before = [criterion.weight for criterion in criteria_of(drafted)]
    page = text_of(send(client, address, {"seen": seen, **dict.fromkeys(names, "30")}))
    assert "These sum to 150 %." in page
    assert [criterion.weight for criterion in criteria_of(drafted)] == before
    right = dict(zip(names, ("20", "20", "20", "20", "20%"), strict=True))
    assert send(client, address, {"seen": seen, **right}).status_code == 302
    assert {criterion.weight for criterion in criteria_of(drafted)} == {20}


def test_a_criterion_is_added_changed_and_removed(client, drafted):
    base = f"/challenges/{drafted.slug}/edit/criteria"
    anchors = {f"anchor_{score}": f"Words {score}" for score in range(6)}
    assert send(client, f"{base}/new", {"title": "Care", "weight": "10", **anchors}).location == base
    added = db.session.scalars(select(Criterion).where(Criterion.title == "Care")).one()
    one = f"{base}/{added.id}"
    page = text_of(client.get(one))
    assert "Words 5" in page
    data = {"seen": seen_in(page), "title": "Careful", "weight": "", **anchors}
    assert "Enter the weight" in text_of(send(client, one, data))
    assert send(client, one, {**data, "weight": "12.5"}).location == base
    assert send(client, f"{one}/remove").location == base
    assert send(client, f"{one}/remove").status_code == 404


def test_a_question_is_added_changed_moved_and_removed(client, drafted):
    base = f"/challenges/{drafted.slug}/edit/questions"
    criterion = criteria_of(drafted)[0].id
    data = {"words": "Why you?", "kind": "long_text", "word_limit": "200", "required": "yes"}
    data["criterion"] = str(criterion)
    assert send(client, f"{base}/new", data).location == base
    added = db.session.scalars(select(Question).where(Question.words == "Why you?")).one()
    assert (added.word_limit, added.criterion_id, added.required) == (200, criterion, True)
    page = text_of(client.get(f"{base}/{added.id}"))
    changed = {**data, "seen": seen_in(page), "kind": "nonsense"}
    assert send(client, f"{base}/{added.id}", changed).status_code == 200
    changed |= {"kind": "money", "criterion": "", "money": "no"}
    assert send(client, f"{base}/{added.id}", changed).location == base
    assert send(client, f"{base}/{added.id}/up").location == base
    assert send(client, f"{base}/{added.id}/remove").location == base


def test_a_question_with_choices_can_decide_who_can_apply(client, drafted):
    base = f"/challenges/{drafted.slug}/edit/questions"
    data = {"words": "What are you?", "kind": "one_of", "required": "yes", "one_of": "Charity"}
    assert "Give from 2 to 30 choices" in text_of(send(client, f"{base}/new", data))
    assert "Two choices are the same" in text_of(send(client, f"{base}/new", data | {"one_of": "Charity\n Charity "}))
    assert send(client, f"{base}/new", data | {"one_of": "Charity\n\n  Company \nPerson"}).location == base
    added = db.session.scalars(select(Question).where(Question.words == "What are you?")).one()
    assert added.options == ["Charity", "Company", "Person"]

    who = f"{base}/{added.id}/eligibility"
    assert who in text_of(client.get(base))
    seen = seen_in(text_of(client.get(who)))
    rule = {"seen": seen, "eligible": ["Charity", "Company", "Person"], "because": "The law."}
    assert "Leave at least one answer" in text_of(send(client, who, rule))
    rule["eligible"] = ["Charity", "Company"]
    assert "Say why" in text_of(send(client, who, rule | {"because": ""}))
    assert send(client, who, rule).location == base
    assert "decides who can apply" in text_of(client.get(base))
    db.session.refresh(added)
    assert (added.eligible_answers, added.ineligible_because) == (["Charity", "Company"], "The law.")

    # A choice that is gone decides nothing any more, and another kind of answer nothing at all.
    seen = seen_in(text_of(client.get(f"{base}/{added.id}")))
    send(client, f"{base}/{added.id}", data | {"seen": seen, "one_of": "Charity\nSchool"})
    db.session.refresh(added)
    assert (added.options, added.eligible_answers) == (["Charity", "School"], ["Charity"])
    seen = seen_in(text_of(client.get(f"{base}/{added.id}")))
    send(client, f"{base}/{added.id}", data | {"seen": seen, "kind": "short_text"})
    db.session.refresh(added)
    assert (added.options, added.eligible_answers, added.ineligible_because) == ([], [], "")


def test_a_table_of_costs_says_whether_vat_is_in_it(client, drafted):
    base = f"/challenges/{drafted.slug}/edit/questions"
    data = {"words": "What does it cost?", "kind": "costs_table", "required": "yes"}
    assert "Choose whether VAT is included" in text_of(send(client, f"{base}/new", data))
    assert send(client, f"{base}/new", data | {"costs_table": "no"}).location == base
    assert "without VAT" in text_of(client.get(base))


def test_a_published_answer_cannot_be_one_that_is_hidden(client, drafted):
    data = {"words": "Who?", "kind": "short_text", "identifies_bidder": "yes", "public": "yes"}
    page = text_of(send(client, f"/challenges/{drafted.slug}/edit/questions/new", data))
    assert "Choose one of the two" in page


def test_an_officer_says_how_proposals_are_assessed(client, drafted):
    address = f"/challenges/{drafted.slug}/edit/assessment"
    second = str(criteria_of(drafted)[1].id)
    page = text_of(client.get(address))
    data = {
        "seen": seen_in(page),
        "quality_threshold": "60",
        "assessors_each": "3",
        "spread_limit": "2",
        "first_in_tie": second,
        "anonymised": "yes",
        "public_vote": "no",
    }
    assert send(client, address, data).status_code == 302
    assert db.session.get(Challenge, drafted.id).anonymised
    assert db.session.get(Challenge, drafted.id).tie_break[0] == second


def test_an_officer_lets_the_public_vote_and_everybody_can_read_the_rules(client, drafted):
    address = f"/challenges/{drafted.slug}/edit/assessment"
    data = {
        "seen": seen_in(text_of(client.get(address))),
        "quality_threshold": "60",
        "assessors_each": "3",
        "spread_limit": "2",
        "first_in_tie": str(criteria_of(drafted)[0].id),
        "anonymised": "no",
        "public_vote": "yes",
        "public_share": "26",
    }
    assert "25" in text_of(send(client, address, data))
    assert "Enter how many proposals each person can choose." in text_of(
        send(client, address, {**data, "public_share": "20"})
    )
    rules = {"public_share": "20", "ballot_choices": "2", "ballot_turnout": "40"}
    assert send(client, address, {**data, **rules}).status_code == 302
    told = text_of(client.get(f"/challenges/{drafted.slug}"))
    assert "the vote counts 20% of the score" in told
    assert "Each person can choose up to 2 proposals." in told
    assert "The vote counts if at least 40 people vote." in told


def test_money_is_saved(client, drafted):
    address = f"/challenges/{drafted.slug}/edit/money/1"
    page = text_of(client.get(address))
    start = clock.now() + dt.timedelta(days=200)
    data = {
        "seen": seen_in(page),
        "title": "Phase 1",
        "pot": "£10",
        "vat_included": "yes",
        "awards_up_to": "2",
        "amount_each": "£50k",
        **dates("starts_on", start),
        **dates("ends_on", start + dt.timedelta(days=90)),
    }
    assert "The pot must reach for at least one supplier." in text_of(send(client, address, data))
    assert send(client, address, {**data, "pot": "£100k"}).status_code == 302
    assert "£50,000" in text_of(client.get(f"/challenges/{drafted.slug}"))


def test_what_is_missing_is_listed_and_the_draft_is_not_sent(client, drafted):
    page = text_of(client.get(f"/challenges/{drafted.slug}/edit"))
    assert "how the council would buy it if the pilot works" in page
    assert "It cannot be sent yet" in text_of(client.get(f"/challenges/{drafted.slug}/submit"))
    page = text_of(send(client, f"/challenges/{drafted.slug}/submit", {"note": ""}))
    assert db.session.get(Challenge, drafted.id).state is State.DRAFT
    assert "There is a problem" in page


# -- approval and after ----------------------------------------------------------------------------------------


def test_from_the_draft_to_the_public_by_two_people(client):
    challenge = ChallengeFactory(at=State.DRAFT)
    by, approver = officer(challenge.council), member(challenge.council, Role.APPROVER)
    sign_in(client, by)
    base = f"/challenges/{challenge.slug}"
    assert send(client, f"{base}/submit", {"note": "Look at the weights"}).location == f"{base}/manage"
    assert send(client, f"{base}/submit", {"note": ""}).status_code == 409
    assert client.get(f"{base}/edit").location == f"{base}/manage"
    assert client.get(f"{base}/edit/terms").status_code == 409
    assert "Your decision" not in text_of(client.get(f"{base}/approval"))
    assert send(client, f"{base}/approval", {"approve": "yes"}).status_code == 403
    sign_in(client, approver)
    assert challenge.title in text_of(client.get("/work"))
    page = text_of(client.get(f"{base}/approval"))
    assert challenge.budget_owner in page
    assert "Look at the weights" in page
    assert "Say what should change." in text_of(send(client, f"{base}/approval", {"send_back": "yes"}))
    assert send(client, f"{base}/approval", {"approve": "yes"}).location == f"{base}/manage"
    assert send(client, f"{base}/approval", {"approve": "yes"}).status_code == 409
    assert db.session.scalars(select(Approval)).one().decided_by == approver.person_id
    with client.session_transaction() as session:
        session.clear()
    assert client.get(base).status_code == 200


def test_comments_come_back_to_the_officer(client):
    challenge = ChallengeFactory(at=State.DRAFT)
    by, approver = officer(challenge.council), member(challenge.council, Role.APPROVER)
    base = f"/challenges/{challenge.slug}"
    sign_in(client, by)
    send(client, f"{base}/submit", {"note": ""})
    sign_in(client, approver)
    send(client, f"{base}/approval", {"send_back": "yes", "comments": "Say who pays."})
    sign_in(client, by)
    assert "Returned with comments" in text_of(client.get("/work"))
    assert "Say who pays." in text_of(client.get(f"{base}/manage"))


def test_an_amendment_is_shown_to_everybody(client):
    challenge = ChallengeFactory()
    sign_in(client, officer(challenge.council))
    base = f"/challenges/{challenge.slug}"
    page = text_of(client.get(f"{base}/amend"))
    assert all(name not in page for name in ("weight_", "anchor_", "closes_at", "quality_threshold"))
    data = {name: getattr(challenge, name) for name in AMENDABLE if name != "decision_expected_on"}
    data |= {"seen": seen_in(page), **dates("decision_expected_on", challenge.decision_expected_on)}
    assert "Say why you change it" in text_of(send(client, f"{base}/amend", {**data, "summary": "New words"}))
    data |= {"reason": "Clearer", "summary": "New words"}
    assert send(client, f"{base}/amend", data).location == base
    public = text_of(client.get(base))
    assert "Amendment 1" in public
    assert "Fewer falls on icy pavements." in public
    stale = text_of(send(client, f"{base}/amend", {**data, "summary": "Other words"}))
    assert "Somebody else amended this challenge" in stale


def test_frozen_parts_sent_by_hand_change_nothing(client):
    challenge = ChallengeFactory()
    sign_in(client, officer(challenge.council))
    base = f"/challenges/{challenge.slug}"
    criterion, question = criteria_of(challenge)[0], questions_of(challenge.id)[0]
    data = {"seen": "x", "weight": "99", f"weight_{criterion.id.hex}": "99", "title": "Criterion"}
    assert send(client, f"{base}/edit/criteria", data).status_code == 409
    assert send(client, f"{base}/edit/criteria/{criterion.id}", data).status_code == 409
    assert send(client, f"{base}/edit/criteria/{criterion.id}/remove").status_code == 409
    assert send(client, f"{base}/edit/questions/{question.id}/remove").status_code == 409
    assert db.session.get(Criterion, criterion.id).weight == 50


def test_the_deadline_is_extended_for_everybody(client):
    challenge = ChallengeFactory()
    sign_in(client, officer(challenge.council))
    base = f"/challenges/{challenge.slug}"
    later = challenge.closes_at + dt.timedelta(days=7)
    page = text_of(send(client, f"{base}/extend", {**dates("closes_at", clock.now()), "reason": "Outage"}))
    assert "must be later than the present one" in page
    assert "Say why you extend it" in text_of(send(client, f"{base}/extend", dates("closes_at", later)))
    assert send(client, f"{base}/extend", {**dates("closes_at", later), "reason": "Outage"}).location == base
    assert "Outage" in text_of(client.get(base))


def test_a_closed_challenge_is_not_extended(client):
    challenge = ChallengeFactory(at=State.CLOSED)
    sign_in(client, officer(challenge.council))
    assert client.get(f"/challenges/{challenge.slug}/extend").status_code == 409
    data = {**dates("closes_at", clock.now() + dt.timedelta(days=7)), "reason": "Outage"}
    assert send(client, f"/challenges/{challenge.slug}/extend", data).status_code == 409


def test_cancelling_needs_a_reason_and_is_final(client):
    challenge = ChallengeFactory()
    sign_in(client, officer(challenge.council))
    base = f"/challenges/{challenge.slug}"
    assert "Say why" in text_of(send(client, f"{base}/cancel", {"reason": ""}))
    assert send(client, f"{base}/cancel", {"reason": "The money is gone."}).location == f"{base}/manage"
    assert send(client, f"{base}/cancel", {"reason": "Again"}).status_code == 409
    assert "The money is gone." in text_of(client.get(base))


def test_a_closed_challenge_waits_for_the_officer(client):
    challenge = ChallengeFactory(at=State.CLOSED)
    sign_in(client, officer(challenge.council))
    assert "Challenges to assess" in text_of(client.get("/work"))


@pytest.mark.parametrize("role", [Role.OFFICER, Role.APPROVER])
def test_a_challenge_ends_without_an_award(client, role):
    challenge = ChallengeFactory(at=State.CLOSED)
    sign_in(client, member(challenge.council, role))
    base = f"/challenges/{challenge.slug}"
    assert client.get(f"{base}/unsuccessful").status_code == 200
    assert send(client, f"{base}/unsuccessful", {"reason": "No proposal."}).location == f"{base}/manage"
    assert db.session.get(Challenge, challenge.id).state is State.UNSUCCESSFUL


@pytest.mark.parametrize("at", [state for state in State if state is not State.APPROVED])
def test_the_page_to_manage_shows_every_state(client, at):
    challenge = ChallengeFactory(at=at)
    sign_in(client, officer(challenge.council))
    response = client.get(f"/challenges/{challenge.slug}/manage")
    assert response.status_code == 200
    assert "Next step" in text_of(response)


def test_the_sections_are_all_in_the_task_list(client, drafted):
    page = text_of(client.get(f"/challenges/{drafted.slug}/edit"))
    assert all(str(section.label) in page for section in Section)


def test_an_extension_reads_in_words(client):
    moment = dt.datetime(2031, 7, 24, 11, tzinfo=dt.UTC)
    challenge = ChallengeFactory(closes_at=moment)
    sign_in(client, officer(challenge.council))
    base = f"/challenges/{challenge.slug}"
    send(client, f"{base}/extend", {**dates("closes_at", moment + dt.timedelta(days=1)), "reason": "Outage"})
    page = text_of(client.get(base))
    assert page.count("Thursday 24 July 2031 at 12 noon (London time)") == 1
    assert "Friday 25 July 2031 at 12 noon (London time)" in page


def test_two_officers_who_change_weights_see_each_others(client, drafted):
    address = f"/challenges/{drafted.slug}/edit/criteria"
    seen = seen_in(text_of(client.get(address)))
    names = [f"weight_{criterion.id.hex}" for criterion in criteria_of(drafted)]
    first = dict(zip(names, ("37", "23", "20", "10", "10"), strict=True))
    send(client, address, {"seen": seen, **first})
    page = text_of(send(client, address, {"seen": seen, **dict.fromkeys(names, "20")}))
    assert "Somebody else saved this section" in page
    assert "37" in page
