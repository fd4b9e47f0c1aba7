"""Dates decide, jobs only tell: a worker that was down for an hour leaves nothing open and nothing closed."""

import datetime as dt

import pytest
from sqlalchemy import func, select, text

from accounts.states import Role
from challenges.models import Challenge
from challenges.states import ChallengeState
from core import clock, jobs
from core.audit import AuditEvent
from core.database import db
from core.outbox import Message
from participation.models import Topic
from participation.services import follow_as_person
from submissions import queries, services
from submissions.models import Submission
from submissions.states import SUBMISSION_LIFECYCLE, SubmissionState
from tests.factories.accounts import PersonFactory, member, sign_in
from tests.factories.challenges import ChallengeFactory
from tests.factories.interests import no_interest
from tests.factories.submissions import draft, own, submitted, supplier_person

pytestmark = pytest.mark.usefixtures("db_session")
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def challenge() -> Challenge:
    """It opens in half an hour, and closes a quarter of an hour later; somebody follows it."""
    found: Challenge = ChallengeFactory(
        at=ChallengeState.SCHEDULED,
        opens_at=clock.now() + HOUR / 2,
        closes_at=clock.now() + HOUR / 2 + HOUR / 4,
        questions_close_at=clock.now() + HOUR / 2 + HOUR / 8,
    )
    follow_as_person(db.session.get_one(Topic, found.topic_id), PersonFactory().id)
    return found


def told() -> list[str]:
    return list(db.session.scalars(select(Message.kind).where(Message.kind == "challenges/opened")))


def announced() -> int:
    return db.session.scalar(select(func.count()).where(AuditEvent.kind == "CHALLENGE_OPENED")) or 0


def test_it_opens_without_a_worker_who_announces_it_late_and_once(client, challenge, set_clock):
    set_clock(challenge.opens_at + HOUR / 8)
    by = supplier_person()
    assert ">Open" in client.get(f"/challenges/{challenge.slug}").get_data(as_text=True).replace("\n", "")
    services.submit(own(draft(challenge, by=by), by), by=by)
    assert announced() == 0
    for _late in range(3):
        jobs.tick()
    assert told() == ["challenges/opened"]
    assert announced() == 1


def test_it_closes_without_a_worker(client, challenge, set_clock):
    set_clock(challenge.opens_at + HOUR / 8)
    by, late = supplier_person(), supplier_person()
    received, _version = submitted(challenge, by=by)
    begun = draft(challenge, by=late)
    officer = member(challenge.council, Role.OFFICER)
    assert queries.opened_submission(officer, received.id) is None

    set_clock(challenge.opens_at + HOUR)
    with pytest.raises(services.TooLate):
        services.submit(own(begun, late), by=late)
    with pytest.raises(services.TooLate):
        services.start_submission(challenge, by=supplier_person())
    with pytest.raises(services.TooLate):
        services.save_title(own(begun, late), title="Later", version=1, by=late)
    page = client.get(f"/challenges/{challenge.slug}").get_data(as_text=True)
    assert "Closed" in page
    assert f"/challenges/{challenge.slug}/propose" not in page
    no_interest(challenge, officer)
    opened = queries.opened_submission(officer, received.id)
    assert opened is not None
    assert SUBMISSION_LIFECYCLE.state_of(opened) is SubmissionState.LOCKED
    sign_in(client, officer)
    assert client.get(f"/received/{received.id}").status_code == 200
    assert db.session.scalar(text("select count(*) from procrastinate_jobs where status = 'doing'")) == 0

    for _late in range(3):
        jobs.tick()
    assert told() == [], "what has closed meanwhile is announced to nobody"
    assert announced() == 1
    assert db.session.get_one(Submission, begun.id).state is SubmissionState.DRAFT
