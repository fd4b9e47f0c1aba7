"""The public's vote on a shortlist: who has one, when it counts, and how it becomes part of a score."""

import datetime as dt
from decimal import Decimal

import pytest
from sqlalchemy import select

from accounts.states import Role
from challenges.services import life
from core import clock
from core.audit import AuditEvent
from core.database import db
from core.errors import NotPermitted, Refused
from core.outbox import Message
from participation.queries import topic
from participation.queries.ballot import live_ballot, votes_by_option
from participation.services import ballot as ballots
from participation.services import follow_as_person
from participation.states import BallotState
from scoring.models import AssessmentSummary, RankingChange
from scoring.queries.ballot import vote_in_sight
from scoring.queries.ranking import standing
from scoring.services import ballot as voting
from scoring.services import decision as deciding
from scoring.services import feedback
from scoring.services import ranking as rankings
from scoring.services import standstill as waiting
from scoring.states import DecisionKind, DecisionState
from submissions.models import SubmissionVersion
from submissions.services import submitting
from tests.factories.accounts import MembershipFactory, PersonFactory, actor_for, member, page
from tests.factories.ballots import cast, counted, number_of, opened, page_of, resident, set_up, to_vote_on
from tests.factories.decisions import decided, scored
from tests.support.posting import post, send

pytestmark = pytest.mark.usefixtures("db_session")


def vote_page(scene):
    return vote_in_sight(scene.officer, scene.panel.id)


# --- setting it up ---------------------------------------------------------------------------------------------------


def test_only_a_published_vote_on_a_shortlist_that_is_told_can_be_set_up():
    scene = scored()
    later = clock.exactly_now() + dt.timedelta(days=1)
    dates = {"opens_at": later, "closes_at": later + dt.timedelta(days=7), "by": scene.officer}
    with pytest.raises(Refused, match="No vote of the public was published"):
        voting.set_up_vote(scene.reload(), **dates)
    scene.challenge.public_vote, scene.challenge.ballot_choices, scene.challenge.ballot_turnout = True, 1, 1
    db.session.flush()
    with pytest.raises(Refused, match="First decide on a shortlist"):
        voting.set_up_vote(scene.reload(), **dates)


def test_a_vote_needs_time_and_there_is_one_only():
    scene = to_vote_on()
    now = clock.exactly_now()
    hour, week = dt.timedelta(hours=1), dt.timedelta(days=7)
    for opens_at, closes_at, field in ((now - hour, now + week, "opens_at"), (now + hour, now + 2 * hour, "closes_at")):
        with pytest.raises(Refused) as refused:
            voting.set_up_vote(scene.reload(), opens_at=opens_at, closes_at=closes_at, by=scene.officer)
        assert refused.value.field == field
    set_up(scene)
    with pytest.raises(Refused, match="There is a vote already"):
        set_up(scene)


def test_on_the_ballot_stands_what_was_said_to_be_published_and_nothing_else():
    scene = to_vote_on()
    version = db.session.scalars(
        select(SubmissionVersion).where(SubmissionVersion.submission_id == scene.submissions[0].id)
    ).one()
    asked = {
        "help": "",
        "kind": "long_text",
        "word_limit": None,
        "criterion_id": None,
        "identifies_bidder": False,
        "required": True,
    }
    version.content = version.content | {
        "questions": [
            {**asked, "number": 1, "words": "What will you do?", "public": True},
            {**asked, "number": 2, "words": "How does it work inside?", "public": False},
            {**asked, "number": 3, "words": "Who helps you?", "public": True},
        ],
        "answers": [
            {"question": 1, "words": "Warm the pavements."},
            {"question": 2, "words": "Our secret recipe."},
            {"question": 3, "words": "A friend.", "confidential": True, "confidential_because": "She asked."},
        ],
    }
    db.session.flush()
    shown = page_of(set_up(scene), resident()).ballot.options
    assert {(one.title, one.by) for one in shown} == {
        (one.standing_title, one.supplier.name) for one in scene.submissions
    }
    words = {one.subject_id: one.words for one in shown}
    assert words[scene.submissions[0].id] == [["What will you do?", "Warm the pavements."]]
    assert words[scene.submissions[1].id] == []


# --- who votes -------------------------------------------------------------------------------------------------------


def test_those_who_bid_score_or_decide_have_no_vote():
    scene = to_vote_on()
    ballot = opened(scene)
    bidder = actor_for(MembershipFactory(body=scene.submissions[0].supplier, person=PersonFactory(), role=Role.MEMBER))
    approver = member(scene.council, Role.APPROVER)
    for actor, words in (
        (bidder, "put forward a proposal"),
        (scene.assessors[1], "on the panel"),
        (scene.officer, "run or decide"),
        (approver, "run or decide"),
    ):
        assert words in str(page_of(ballot, actor).obstacle)
        with pytest.raises(NotPermitted):
            cast(ballot, 1, by=actor)
    cast(ballot, 1, by=member(scene.council, Role.MODERATOR))
    assert votes_by_option(ballot.id) == {1: {"email": 1}}


def test_whoever_votes_follows_the_challenge():
    scene = to_vote_on()
    ballot = opened(scene)
    voter = cast(ballot, 1)
    counted(ballot)
    decided(scene=scene)
    told = db.session.scalars(select(Message.subject).where(Message.person_id == voter.person_id)).all()
    assert told == [f"Decided: {scene.challenge.title}"]


# --- one person, one vote, between two instants ----------------------------------------------------------------------


def test_a_later_vote_takes_the_place_of_an_earlier_one():
    ballot = opened(to_vote_on())
    voter = cast(ballot, 1, 2)
    cast(ballot, 3, by=voter)
    cast(ballot, 3)
    assert votes_by_option(ballot.id) == {3: {"email": 2}}
    assert list(page_of(ballot, voter).marks) == [3]
    assert ballots.take_back(page_of(ballot, voter), by=voter)
    assert not ballots.take_back(page_of(ballot, voter), by=voter)
    assert votes_by_option(ballot.id) == {3: {"email": 1}}


@pytest.mark.parametrize(("marks", "words"), [((), "at least one"), ((1, 2, 3), "2 at most"), ((9,), "can no longer")])
def test_a_vote_is_for_as_many_as_was_published_and_for_what_is_there(marks, words):
    ballot = opened(to_vote_on())
    with pytest.raises(Refused, match=words):
        cast(ballot, *marks)
    assert votes_by_option(ballot.id) == {}


def test_nobody_votes_before_the_beginning_or_at_the_end():
    scene = to_vote_on()
    ballot = set_up(scene)
    early = resident()
    with pytest.raises(ballots.NotOpen):
        cast(ballot, 1, by=early)
    clock.move_to(ballot.closes_at - dt.timedelta(minutes=1))
    voter = cast(ballot, 1)
    clock.move_to(ballot.closes_at)
    with pytest.raises(ballots.NotOpen):
        cast(ballot, 2, by=voter)
    assert not ballots.take_back(page_of(ballot, voter), by=voter)
    assert ballots.count(ballot.id)
    assert not ballots.count(ballot.id)
    assert votes_by_option(ballot.id) == {1: {"email": 1}}


def test_a_paper_counts_once_and_is_shown_apart():
    scene = to_vote_on()
    ballot = opened(scene)
    voting.enter_paper(vote_page(scene), number=" lib 7 ", marks=[1], by=scene.officer)
    with pytest.raises(Refused, match="entered already"):
        voting.enter_paper(vote_page(scene), number="LIB 7", marks=[2], by=scene.officer)
    cast(ballot, 1)
    counted(ballot)
    assert live_ballot(scene.panel.id).voters_by_tier == {"email": 1, "officer": 1}
    assert db.session.scalars(select(AuditEvent.facts).where(AuditEvent.kind == "BALLOT_PAPER_ENTERED")).all() == [
        {"paper": "LIB 7"}
    ]


def test_a_vote_can_be_cancelled_before_its_end_only_and_then_another_set_up():
    scene = to_vote_on()
    ballot = opened(scene)
    with pytest.raises(Refused, match="Say why"):
        voting.cancel_vote(vote_page(scene), reason=" ", by=scene.officer)
    voting.cancel_vote(vote_page(scene), reason="A name was wrong.", by=scene.officer)
    with pytest.raises(ballots.NotOpen):
        cast(ballot, 1)
    second = opened(scene)
    clock.move_to(second.closes_at)
    with pytest.raises(Refused, match="is over and cannot be cancelled"):
        voting.cancel_vote(vote_page(scene), reason="We do not like it.", by=scene.officer)


# --- what it does to a score -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("share", [20, 0])
def test_no_award_before_the_vote_is_counted_be_it_advice(share):
    scene = to_vote_on(share=share)
    words = [str(one) for one in standing(scene.panel.id).blockers(DecisionKind.AWARD)]
    assert words == ["The public votes on the shortlist, as it was published. First draft a shortlist."]
    ballot = opened(scene)
    with pytest.raises(Refused, match="not counted yet"):
        deciding.draft_decision(scene.panel.id, kind=DecisionKind.AWARD, by=scene.officer)
    counted(ballot)
    assert standing(scene.panel.id).blockers(DecisionKind.AWARD) == []


def test_the_public_share_counts_as_it_was_published():
    """Panel 100, 80 and 40; of four voters three chose the second, one the first: 0.8 x panel + 0.2 x public."""
    scene = to_vote_on()
    ballot = opened(scene)
    first, second = number_of(scene, ballot, 0), number_of(scene, ballot, 1)
    for numbers in ((second,), (second,), (second,), (first,)):
        cast(ballot, *numbers)
    counted(ballot)
    found = {one.key: one for one in standing(scene.panel.id).ranked}
    ordered = [found[submission.id] for submission in scene.submissions]
    assert [(one.panel_score, one.public_score, one.score) for one in ordered] == [
        (Decimal("100.00"), Decimal("25.00"), Decimal("85.00")),
        (Decimal("80.00"), Decimal("75.00"), Decimal("79.00")),
        (Decimal("40.00"), Decimal("0.00"), Decimal("32.00")),
    ]


def test_where_too_few_vote_the_panel_alone_decides_and_advice_changes_nothing():
    for share, turnout in ((20, 3), (0, 1)):
        scene = to_vote_on(share=share, turnout=turnout)
        ballot = opened(scene)
        cast(ballot, number_of(scene, ballot, 2))
        counted(ballot)
        found = standing(scene.panel.id)
        assert not found.blockers(DecisionKind.AWARD)
        assert [one.score for one in found.ranked] == [Decimal("100.00"), Decimal("80.00"), Decimal("40.00")]
        assert [one.public_score for one in found.ranked] == [Decimal("0.00"), Decimal("0.00"), Decimal("100.00")]


def test_setting_up_and_counting_make_the_kept_ranking_out_of_date():
    scene = to_vote_on()

    def noted() -> bool:
        rows = select(RankingChange).where(RankingChange.panel_id == scene.panel.id)
        return db.session.scalars(rows).first() is not None

    rankings.keep_ranking(scene.panel.id)
    assert not noted()
    ballot = opened(scene)
    assert noted()
    cast(ballot, 1)
    cast(ballot, 2)
    rankings.keep_ranking(scene.panel.id)
    counted(ballot)
    assert noted()


def test_the_decision_and_the_summaries_say_what_the_public_gave():
    scene = to_vote_on()
    ballot = opened(scene)
    first, second = number_of(scene, ballot, 0), number_of(scene, ballot, 1)
    cast(ballot, first)
    cast(ballot, first, second)
    counted(ballot)
    found = decided(scene=scene, at=DecisionState.APPROVED)
    kept = found.decision.snapshot["public_vote"]
    assert (kept["counts"], kept["voters"], kept["turnout"]) == (True, 2, 2)
    assert kept["votes"] == {
        scene.submissions[0].reference: 2,
        scene.submissions[1].reference: 1,
        scene.submissions[2].reference: 0,
    }
    told = db.session.scalars(
        select(AssessmentSummary.content).where(
            AssessmentSummary.decision_id == found.decision.id,
            AssessmentSummary.submission_id == scene.submissions[1].id,
        )
    ).one()
    assert (told["score"], told["panel_score"], told["public_score"]) == ("74.00", "80.00", "50.00")
    assert (told["winner_public_score"], Decimal(told["public_share"])) == ("100.00", 20)
    assert "The panel gave 80.00, the public 50.00." in found.desk().outcomes[1].reason


# --- what others bring about -----------------------------------------------------------------------------------------


def test_whoever_withdraws_is_taken_off_the_ballot_and_votes_for_them_count_for_nothing():
    scene = to_vote_on()
    ballot = opened(scene)
    gone = number_of(scene, ballot, 0)
    cast(ballot, gone)
    bidder = actor_for(MembershipFactory(body=scene.submissions[0].supplier, person=PersonFactory(), role=Role.LEAD))
    submitting.withdraw(scene.submissions[0], reason="We are too busy.", by=bidder)
    voting.mind_ballots()
    with pytest.raises(Refused, match="can no longer be chosen"):
        cast(ballot, gone)
    cast(ballot, number_of(scene, ballot, 1))
    counted(ballot)
    assert [one.public_score for one in standing(scene.panel.id).ranked] == [Decimal("50.00"), Decimal("0.00")]


def test_a_vote_ends_with_its_challenge():
    scene = to_vote_on()
    ballot = opened(scene)
    life.cancel(scene.challenge, reason="No money.", by=scene.officer)
    voting.mind_ballots()
    assert page_of(ballot, resident()).state is BallotState.CANCELLED


def test_followers_are_told_once_that_they_can_vote():
    scene = to_vote_on()
    follower = resident()
    follow_as_person(topic(scene.challenge.topic_id), follower.person_id)
    ballot = set_up(scene)
    voting.mind_ballots()
    clock.move_to(ballot.opens_at)
    for _again in range(2):
        voting.mind_ballots()
    told = db.session.scalars(select(Message).where(Message.person_id == follower.person_id)).all()
    assert [one.subject for one in told] == [f"Vote now: {scene.challenge.title}"]
    assert f"/ballots/{ballot.id}" in told[0].body


# --- pages -----------------------------------------------------------------------------------------------------------


def test_a_resident_votes_on_the_page(client):
    scene = to_vote_on()
    ballot = opened(scene)
    url, voter = f"/ballots/{ballot.id}", resident()
    assert "Vote" in page(client, voter, url)
    refused = post(client, f"{url}/vote")
    assert "Choose at least one" in refused.text
    assert post(client, f"{url}/vote", marks=["1", "2"]).status_code == 302
    told = client.get(url).text
    assert "You chose:" in told
    assert "Your vote counts" in told
    assert post(client, f"{url}/take-back", form_at=url).status_code == 302
    assert "You chose:" not in client.get(url).text


def test_whoever_sends_a_vote_after_the_end_is_told_that_nothing_was_changed(client):
    scene = to_vote_on()
    ballot = opened(scene)
    page(client, resident(), f"/ballots/{ballot.id}")
    clock.move_to(ballot.closes_at)
    answer = send(client, f"/ballots/{ballot.id}/vote", {"marks": "1"}, follow_redirects=True)
    assert "The vote is not open now, so nothing was changed." in answer.text
    assert votes_by_option(ballot.id) == {}


def test_nobody_reads_how_many_votes_there_are_before_the_bidders_were_told(client):
    scene = to_vote_on()
    ballot = opened(scene)
    for _voter in range(7):
        cast(ballot, 1)
    challenge, vote = f"/challenges/{scene.challenge.slug}", f"/panels/{scene.panel.id}/vote"
    assert "Read and vote" in page(client, resident(), challenge)
    assert "7 people voted" not in page(client, scene.officer, vote)
    counted(ballot)
    assert "7 people voted" in page(client, scene.officer, vote)
    ranked = page(client, scene.officer, f"/panels/{scene.panel.id}/ranking")
    assert "7 people voted" in ranked
    # Each assessor gave the first proposal 5; what the public gave it is no part of their mean.
    assert "5, 5, 5. Mean 5." in ranked
    found = decided(scene=scene, at=DecisionState.APPROVED)
    for url in (challenge, f"/ballots/{ballot.id}"):
        assert "7 people voted" not in page(client, resident(), url)
    feedback.issue_summaries(found.decision.id, by=scene.officer)
    waiting.start_standstill(found.decision.id, by=scene.officer)
    assert "7 people voted" in page(client, resident(), challenge)


def typed(name: str, at: dt.datetime) -> dict[str, str]:
    parts = {"day": at.day, "month": at.month, "year": at.year, "time": f"{at:%H:%M}"}
    return {f"{name}-{part}": str(value) for part, value in parts.items()}


def test_an_officer_sets_the_vote_up_enters_a_paper_and_cancels(client):
    scene = to_vote_on()
    vote, later = f"/panels/{scene.panel.id}/vote", clock.exactly_now() + dt.timedelta(days=2)
    assert "Set up the vote" in page(client, scene.officer, vote)
    answer = post(client, f"{vote}/set-up", **typed("opens_at", later))
    assert "Enter when the vote ends" in answer.text
    dates = typed("opens_at", later) | typed("closes_at", later + dt.timedelta(days=9))
    assert post(client, f"{vote}/set-up", **dates).status_code == 302
    assert "Not open yet" in client.get(vote).text
    clock.move_to(later + dt.timedelta(hours=1))
    assert post(client, f"{vote}/paper", number="LIB 1", marks="1").status_code == 302
    assert "entered already" in post(client, f"{vote}/paper", number="lib 1", marks="1").text
    assert post(client, f"{vote}/cancel", reason="A name was wrong.").status_code == 302
    assert "There is no vote yet." in client.get(vote).text


def test_the_vote_waits_for_the_officer_once_bidders_know(client):
    scene = to_vote_on()
    assert "Votes of the public to set up" in page(client, scene.officer, "/work")
    set_up(scene)
    assert "Votes of the public to set up" not in page(client, scene.officer, "/work")
