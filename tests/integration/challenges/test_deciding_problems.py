"""What councils make of problems, and who is told."""

import pytest
from sqlalchemy import select

from accounts.states import Role
from challenges import signals
from challenges.models.challenge import Challenge
from challenges.queries import problem as queries
from challenges.services import problem_decision as decisions
from challenges.services.problem import start_review
from challenges.states.challenge import ChallengeState
from challenges.states.problem import ProblemState
from core.audit import AuditEvent
from core.database import db
from core.errors import IllegalMove, NotPermitted, Refused
from core.outbox import Message
from participation.models import Follow
from tests.factories.accounts import CouncilFactory, PersonFactory, actor_alone, member, officer
from tests.factories.challenges import ChallengeFactory
from tests.factories.problems import ProblemFactory, published, raised

pytestmark = pytest.mark.usefixtures("db_session")


@pytest.fixture
def council(db_session):
    return CouncilFactory()


@pytest.fixture
def by(council):
    return officer(council)


@pytest.fixture
def author(db_session):
    return actor_alone(PersonFactory())


@pytest.fixture
def problem(council, by, author):
    return published(council, by, by=author)


def mails(kind: str) -> list[Message]:
    return list(db.session.scalars(select(Message).where(Message.kind == kind)))


def test_a_new_challenge_begins_with_the_words_of_the_problem(problem, by):
    challenge = decisions.accept_into_new_challenge(problem, preset="rapid", by=by)
    assert problem.state is ProblemState.ACCEPTED
    assert problem.challenge_id == challenge.id
    assert problem.description in challenge.problem_statement
    assert challenge.drafted_by == by.person_id
    assert db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "PROBLEM_ACCEPTED")).one().facts == {
        "challenge_id": str(challenge.id)
    }


def test_a_problem_joins_a_draft_of_its_council(problem, by, council):
    draft = ChallengeFactory(council=council, at=ChallengeState.DRAFT)
    decisions.accept_into_challenge(problem, draft, by=by)
    assert problem.challenge_id == draft.id


def test_a_problem_joins_no_open_challenge_and_none_of_another_council(problem, by, council):
    for challenge in (ChallengeFactory(council=council), ChallengeFactory(at=ChallengeState.DRAFT)):
        with pytest.raises(Refused) as refusal:
            decisions.accept_into_challenge(problem, challenge, by=by)
        assert refusal.value.field == "challenge"
    assert problem.state is ProblemState.UNDER_REVIEW


def test_an_unknown_preset_starts_nothing(problem, by):
    with pytest.raises(Refused):
        decisions.accept_into_new_challenge(problem, preset="unheard-of", by=by)
    assert db.session.scalar(select(Challenge.id)) is None


def test_an_answer_is_public_with_its_link(problem, by):
    decisions.answer_problem(problem, answer="Call 01632 960 001.", url="https://bins.example", by=by)
    assert problem.state is ProblemState.ANSWERED
    assert problem.decided_at is not None
    assert "Call 01632" in mails("challenges/problem_decided")[0].body


def test_a_reason_is_needed_to_decline(problem, by):
    with pytest.raises(Refused) as refusal:
        decisions.decline_problem(problem, reason="  ", by=by)
    assert refusal.value.field == "reason"
    decisions.decline_problem(problem, reason="The lake is not ours.", by=by)
    assert (problem.state, problem.public_answer) == (ProblemState.DECLINED, "The lake is not ours.")


def test_an_emergency_is_declined_without_ever_being_public(council, by, author):
    problem = raised(council, by=author, words="My neighbour is being hurt.")
    start_review(problem, by=by)
    decisions.decline_problem(problem, reason="We called the police. Call 999 next time.", by=by)
    assert not problem.is_public
    mail = mails("challenges/problem_decided")[0]
    assert "neighbour" not in mail.subject + mail.body
    assert "We called the police" in mail.body


@pytest.mark.parametrize(
    "decide",
    [
        lambda problem, by: decisions.accept_into_new_challenge(problem, preset="rapid", by=by),
        lambda problem, by: decisions.answer_problem(problem, answer="Here.", by=by),
    ],
    ids=["accept", "answer"],
)
def test_what_is_taken_up_or_answered_must_be_public(council, by, decide):
    problem = raised(council)
    start_review(problem, by=by)
    with pytest.raises(Refused):
        decide(problem, by)
    assert problem.state is ProblemState.UNDER_REVIEW


def test_another_council_finds_a_transferred_problem_among_its_own(problem, by, author, council):
    other = CouncilFactory()
    there = decisions.transfer_to_council(problem, other, reason="The road is theirs.", by=by)
    assert problem.state is ProblemState.TRANSFERRED
    assert (there.council_id, there.state, there.published_at) == (other.id, ProblemState.RAISED, None)
    assert there.reference != problem.reference
    assert there.raised_at == problem.raised_at
    assert [found.id for found in queries.triage(officer(other), queries.TriageSearch()).items] == [there.id]
    assert not queries.triage(officer(council), queries.TriageSearch()).items
    follow = db.session.scalars(select(Follow).where(Follow.topic_id == there.topic_id)).one()
    assert follow.person_id == author.person_id
    assert other.name in mails("challenges/problem_decided")[0].body


def test_a_problem_is_not_transferred_to_its_own_council(problem, by, council):
    with pytest.raises(Refused):
        decisions.transfer_to_council(problem, council, reason="", by=by)


def test_a_body_that_is_not_here_is_named(problem, by):
    decisions.transfer_elsewhere(problem, name="Northern Water", url="https://water.example", reason="", by=by)
    assert (problem.state, problem.transferred_to_name) == (ProblemState.TRANSFERRED, "Northern Water")
    assert "Northern Water" in mails("challenges/problem_decided")[0].body


def test_merging_keeps_every_author_as_a_follower(problem, by, council, author):
    main = published(council, by, by=actor_alone(PersonFactory()))
    decisions.merge_problem(problem, main, by=by)
    assert (problem.state, problem.merged_into_id) == (ProblemState.MERGED, main.id)
    followers = set(db.session.scalars(select(Follow.person_id).where(Follow.topic_id == main.topic_id)))
    assert {main.raised_by, author.person_id} == followers
    decisions.answer_problem(main, answer="Done.", by=by)
    told = {mail.person_id for mail in mails("challenges/problem_decided") if "Done." in mail.body}
    assert told == {main.raised_by, author.person_id}


def test_a_problem_is_not_merged_into_itself_another_council_or_a_closed_one(problem, by, council):
    closed = ProblemFactory(council=council, state=ProblemState.DECLINED, public_answer="No.")
    for into in (problem, ProblemFactory(), closed):
        with pytest.raises(Refused) as refusal:
            decisions.merge_problem(problem, into, by=by)
        assert refusal.value.field == "into"


def test_a_decision_is_made_once(problem, by):
    decisions.answer_problem(problem, answer="Here.", by=by)
    with pytest.raises(IllegalMove):
        decisions.decline_problem(problem, reason="No.", by=by)
    assert len(mails("challenges/problem_decided")) == 1


@pytest.mark.parametrize("role", [Role.LEAD, Role.APPROVER, Role.MODERATOR, Role.AUDITOR])
def test_nobody_but_an_officer_of_the_council_decides(problem, council, role):
    for outsider in (member(council, role), officer(), actor_alone(PersonFactory())):
        with pytest.raises(NotPermitted):
            decisions.decline_problem(problem, reason="No.", by=outsider)
        with pytest.raises(NotPermitted):
            decisions.merge_problem(problem, ProblemFactory(council=council), by=outsider)
        with pytest.raises(NotPermitted):
            decisions.transfer_elsewhere(problem, name="Elsewhere", reason="", by=outsider)


def test_others_hear_of_a_decision(problem, by):
    heard = []

    def listen(_sender, *, problem, by):
        heard.append((problem.id, by.person_id))

    with signals.problem_decided.connected_to(listen):
        decisions.answer_problem(problem, answer="Here.", by=by)
    assert heard == [(problem.id, by.person_id)]
