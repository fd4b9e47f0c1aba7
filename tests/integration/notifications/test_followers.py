"""The mails of those who follow a challenge: each event comes once, and every one can be stopped."""

import datetime as dt

import pytest

from accounts.states import Role
from challenges.queries.challenge import own_challenge
from challenges.services.amendment import extend_deadline
from challenges.services.life import announce_opened, cancel
from challenges.states import ChallengeState
from core.database import db
from core.outbox import Message
from notifications.services import telling
from participation import services as participation
from participation.models import Topic
from tests.factories.accounts import CouncilFactory, PersonFactory, member
from tests.factories.challenges import ChallengeFactory
from tests.factories.submissions import draft, supplier_person


@pytest.fixture
def council(db_session):
    return CouncilFactory(timezone="Europe/Madrid")


@pytest.fixture
def challenge(council):
    return ChallengeFactory(title="Dry feet", council=council, at=ChallengeState.OPEN)


def follow(challenge, person_id):
    participation.follow_as_person(db.session.get(Topic, challenge.topic_id), person_id)


def mails_to(person_id):
    return db.session.scalars(db.select(Message).where(Message.person_id == person_id).order_by(Message.id)).all()


def test_a_bidder_who_follows_gets_the_mail_of_bidders_and_not_that_of_followers_too(challenge, council):
    bidder, neighbour = supplier_person(), PersonFactory().id
    draft(challenge, by=bidder)
    follow(challenge, bidder.person_id)
    follow(challenge, neighbour)
    officer = member(council, Role.OFFICER)

    extend_deadline(
        own_challenge(officer, challenge.slug),
        closes_at=challenge.closes_at + dt.timedelta(days=7),
        reason="Snow.",
        by=officer,
    )
    cancel(own_challenge(officer, challenge.slug), reason="The money is gone.", by=officer)

    assert [mail.kind for mail in mails_to(bidder.person_id)] == [
        "submissions/challenge_amended",
        "submissions/challenge_cancelled",
    ]
    assert [mail.kind for mail in mails_to(neighbour)] == ["challenges/amended", "challenges/cancelled"]
    assert all(mail.stop_url for mail in mails_to(neighbour))


def test_what_a_job_tells_of_a_deadline_is_in_the_time_of_the_council(challenge):
    neighbour = PersonFactory().id
    follow(challenge, neighbour)
    challenge.announced_at = None
    db.session.flush()

    announce_opened()

    [mail] = mails_to(neighbour)
    assert "(Madrid time)" in mail.body


def test_many_followers_are_told_batch_by_batch_each_in_their_language_with_their_own_link(
    challenge, council, run_jobs, monkeypatch
):
    monkeypatch.setattr(telling, "BATCH", 2)
    neighbours = [PersonFactory(language=language).id for language in ("en", "cy", "en", "ca", "en")]
    for neighbour in neighbours:
        follow(challenge, neighbour)
    officer = member(council, Role.OFFICER)
    cancel(own_challenge(officer, challenge.slug), reason="The money is gone.", by=officer)
    told = [mails_to(neighbour) for neighbour in neighbours]
    assert [len(mails) for mails in told] == [1, 1, 0, 0, 0]
    run_jobs()
    told = [mails_to(neighbour) for neighbour in neighbours]
    assert [len(mails) for mails in told] == [1] * 5
    links = {mails[0].stop_url for mails in told}
    assert len(links) == 5
    assert all(mails[0].stop_url in mails[0].body for mails in told)
    assert told[0][0].subject != told[1][0].subject
