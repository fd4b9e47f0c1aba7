"""Others who have the same problem: each counted once, each told what becomes of it."""

import uuid

import pytest
from sqlalchemy import select

from accounts.models import Person
from challenges.queries import me_too as queries
from challenges.services import me_too as services
from challenges.services import problem_decision as decisions
from challenges.services.me_too import Voice
from core.access import ANONYMOUS
from core.database import db
from core.errors import NotPermitted, Refused
from core.outbox import Message
from participation.models import Follow
from participation.services import confirm_follow
from tests.factories.accounts import CouncilFactory, PersonFactory, actor_alone, officer
from tests.factories.problems import published, raised

pytestmark = pytest.mark.usefixtures("db_session")


@pytest.fixture
def council(db_session):
    return CouncilFactory()


@pytest.fixture
def by(council):
    return officer(council)


@pytest.fixture
def problem(council, by):
    return published(council, by, by=actor_alone(PersonFactory()))


def somebody():
    return actor_alone(PersonFactory())


def follows(problem):
    return set(db.session.scalars(select(Follow.address).where(Follow.topic_id == problem.topic_id)))


def confirm(problem, address):
    confirm_follow(
        db.session.scalars(select(Follow).where(Follow.topic_id == problem.topic_id, Follow.address == address)).one()
    )


def test_somebody_with_an_account_counts_once_and_follows(problem):
    other = somebody()
    for words in ("In my street too.", "Again."):
        services.say_me_too(problem, Voice(words=words), by=other)
    assert problem.people_count == 2
    assert [voice.words for voice in queries.voices(problem.id)] == ["In my street too."]
    assert len(follows(problem)) == 2


def test_an_address_counts_once_it_is_confirmed(problem):
    for _ in range(2):
        services.say_me_too(problem, Voice(email="Gran@Home.example"), by=ANONYMOUS)
    assert problem.people_count == 1
    confirm(problem, "gran@home.example")
    assert problem.people_count == 2


def test_the_author_and_an_account_with_the_same_address_are_one_person_each(problem):
    author = actor_alone(db.session.get_one(Person, problem.raised_by))
    services.say_me_too(problem, Voice(words="Still."), by=author)
    assert problem.people_count == 1
    gran = PersonFactory(email="gran@home.example")
    services.say_me_too(problem, Voice(email="gran@home.example"), by=ANONYMOUS)
    services.say_me_too(problem, Voice(), by=actor_alone(gran))
    confirm(problem, "gran@home.example")
    assert problem.people_count == 2


def test_words_without_an_account_or_address_reach_the_council_and_count_for_nobody(problem):
    key = uuid.uuid4()
    for _ in range(2):
        services.say_me_too(problem, Voice(words="Mine as well.", form_key=key), by=ANONYMOUS)
    assert problem.people_count == 1
    assert [(voice.words, voice.is_counted) for voice in queries.voices(problem.id)] == [("Mine as well.", False)]


def test_what_is_not_public_has_nobody_else_and_the_council_counts_itself_not(council, by, problem):
    with pytest.raises(NotPermitted):
        services.say_me_too(raised(council), Voice(), by=somebody())
    with pytest.raises(NotPermitted):
        services.say_me_too(problem, Voice(), by=by)


def test_merging_moves_the_people_along_and_tells_those_of_both(council, by, problem):
    main = published(council, by, by=somebody())
    both, other = somebody(), somebody()
    for one in (both, other):
        services.say_me_too(problem, Voice(words="Here too."), by=one)
    services.say_me_too(main, Voice(), by=both)
    decisions.merge_problem(problem, main, by=by)
    # Author of the one, author of the other, and two more of whom one said so twice.
    assert (main.people_count, problem.people_count) == (4, 3)
    assert {"Here too."} == {voice.words for voice in queries.voices(main.id)}
    told = db.session.scalars(select(Message).where(Message.kind == "challenges/problem_joined")).all()
    assert {mail.person_id for mail in told} == {main.raised_by, both.person_id}
    assert "4 people have this problem" in told[0].body
    assert len(follows(main)) == 4


def test_an_author_who_raised_both_is_one_person(council, by):
    author = somebody()
    one, other = published(council, by, by=author), published(council, by, by=author)
    decisions.merge_problem(one, other, by=by)
    assert other.people_count == 1


def test_whoever_confirms_after_the_merge_counts_and_follows_where_it_went(council, by, problem):
    services.say_me_too(problem, Voice(email="gran@home.example"), by=ANONYMOUS)
    main = published(council, by)
    decisions.merge_problem(problem, main, by=by)
    confirm(problem, "gran@home.example")
    assert (main.people_count, problem.people_count) == (3, 2)
    assert "gran@home.example" in follows(main)


def test_whoever_says_so_after_the_merge_counts_where_it_went(council, by, problem):
    main = published(council, by)
    decisions.merge_problem(problem, main, by=by)
    assert services.say_me_too(problem, Voice(), by=somebody()) is main
    assert (main.people_count, problem.people_count) == (3, 1)


def test_the_people_go_along_to_another_council(by, problem):
    services.say_me_too(problem, Voice(words="Here too."), by=somebody())
    there = decisions.transfer_to_council(problem, CouncilFactory(), reason="Their road.", by=by)
    assert there.people_count == 2
    assert not there.is_public


def test_a_public_problem_is_never_joined_with_words_that_only_the_council_has(council, by, problem):
    with pytest.raises(Refused):
        decisions.merge_problem(problem, raised(council), by=by)
