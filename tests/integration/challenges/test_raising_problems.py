"""Problems from the first word to publication."""

import io
import uuid

import pytest
from sqlalchemy import func, select

from accounts.states import Role
from challenges.models.problem import Problem, ProblemFile
from challenges.services import problem as services
from challenges.states.problem import Channel, ProblemState
from core.access import ANONYMOUS
from core.audit import AuditEvent
from core.database import db
from core.errors import IllegalMove, NotPermitted, Refused
from core.outbox import Message
from core.storage import StoredFile
from participation.models import Follow, Topic
from tests.factories.accounts import CouncilFactory, PersonFactory, actor_alone, member, officer
from tests.factories.problems import ProblemFactory, published, raised

pytestmark = pytest.mark.usefixtures("db_session")

PNG = (
    b"\x89PNG\r\n\x1a\n"
    b"\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89" + b"\0" * 64
)


def events_of(problem: Problem) -> list[str]:
    return list(
        db.session.scalars(select(AuditEvent.kind).where(AuditEvent.subject_id == problem.id).order_by(AuditEvent.at))
    )


def test_anybody_raises_a_problem_without_an_account():
    problem = raised(CouncilFactory(), words="  The lift is broken. For weeks now.  ")
    assert problem.state is ProblemState.RAISED
    assert problem.title == "The lift is broken"
    assert problem.raised_words == "The lift is broken. For weeks now."
    assert problem.raised_by is None
    assert problem.reference.startswith("PRB-")
    assert not problem.is_public
    assert events_of(problem) == ["PROBLEM_RAISED"]


def test_the_same_form_sent_twice_raises_one_problem():
    council, key = CouncilFactory(), uuid.uuid4()
    first = raised(council, form_key=key)
    assert raised(council, form_key=key) is first
    assert db.session.scalar(select(func.count()).select_from(Problem)) == 1


def test_a_problem_without_words_is_refused():
    with pytest.raises(Refused) as refusal:
        raised(CouncilFactory(), words=" \n ")
    assert refusal.value.field == "words"


def test_an_address_is_asked_before_it_gets_news():
    problem = raised(CouncilFactory(), email="Gran@Home.example")
    follow = db.session.scalars(select(Follow).where(Follow.topic_id == problem.topic_id)).one()
    assert (follow.address, follow.confirmed_at) == ("gran@home.example", None)
    mail = db.session.scalars(select(Message)).one()
    assert mail.kind == "participation/follow_confirm"
    assert problem.title not in mail.subject + mail.body
    assert problem.reference in mail.subject


def test_somebody_signed_in_follows_at_once():
    by = actor_alone(PersonFactory())
    problem = raised(CouncilFactory(), by=by)
    follow = db.session.scalars(select(Follow).where(Follow.topic_id == problem.topic_id)).one()
    assert follow.person_id == by.person_id
    assert follow.confirmed_at is not None


def test_the_topic_tells_nothing_before_the_problem_is_public():
    problem = raised(CouncilFactory(), words="Mrs Smith at 5 Mill Lane is loud.")
    topic = db.session.get_one(Topic, problem.topic_id)
    assert topic.title == problem.reference
    assert "Smith" not in topic.path
    assert not topic.comments_open
    assert not topic.votes_open


def test_a_picture_is_kept_with_the_problem():
    upload = services.Upload(stream=io.BytesIO(PNG), name="lift.png")
    problem = raised(CouncilFactory(), upload=upload)
    attached = db.session.scalars(select(ProblemFile).where(ProblemFile.problem_id == problem.id)).one()
    assert attached.published is False


@pytest.mark.parametrize(
    ("name", "content"), [("lift.exe", b"MZ"), ("lift.png", b"<script>alert(1)</script>"), ("lift.pdf", b"")]
)
def test_a_file_that_is_not_what_it_says_is_refused_and_nothing_is_raised(name: str, content: bytes):
    with pytest.raises(Refused) as refusal:
        raised(CouncilFactory(), upload=services.Upload(stream=io.BytesIO(content), name=name))
    assert refusal.value.field == "upload"
    assert db.session.scalar(select(func.count()).select_from(Problem)) == 0
    assert db.session.scalar(select(func.count()).select_from(StoredFile)) == 0


def test_an_officer_enters_a_problem_for_somebody_who_phoned():
    council = CouncilFactory()
    by = officer(council)
    problem = services.enter_problem(
        services.Report(council_id=council.id, words="My bin is not emptied."),
        channel=Channel.PHONE,
        consent_given=True,
        by=by,
    )
    assert (problem.channel, problem.entered_by, problem.raised_by) == (Channel.PHONE, by.person_id, None)
    assert problem.consent_given


def test_nothing_is_entered_without_consent():
    council = CouncilFactory()
    with pytest.raises(Refused) as refusal:
        services.enter_problem(
            services.Report(council_id=council.id, words="My bin."),
            channel=Channel.PHONE,
            consent_given=False,
            by=officer(council),
        )
    assert refusal.value.field == "consent_given"


def test_an_officer_enters_nothing_for_another_council():
    with pytest.raises(NotPermitted):
        services.enter_problem(
            services.Report(council_id=CouncilFactory().id, words="My bin."),
            channel=Channel.PHONE,
            consent_given=True,
            by=officer(),
        )


def test_an_officer_starts_to_look_at_it():
    council = CouncilFactory()
    problem = raised(council)
    services.start_review(problem, by=officer(council))
    assert problem.state is ProblemState.UNDER_REVIEW
    assert problem.review_started_at is not None
    assert not problem.is_public
    assert events_of(problem) == ["PROBLEM_RAISED", "PROBLEM_REVIEW_STARTED"]


def test_two_officers_do_not_start_twice():
    council = CouncilFactory()
    problem = raised(council)
    services.start_review(problem, by=officer(council))
    with pytest.raises(IllegalMove):
        services.start_review(problem, by=officer(council))


@pytest.mark.parametrize("role", [Role.LEAD, Role.APPROVER, Role.MODERATOR, Role.AUDITOR])
def test_only_officers_of_the_council_look_at_it(role: Role):
    council = CouncilFactory()
    problem = raised(council)
    for by in (member(council, role), officer(), ANONYMOUS, actor_alone(PersonFactory())):
        with pytest.raises(NotPermitted):
            services.start_review(problem, by=by)
    assert problem.state is ProblemState.RAISED


def test_publishing_takes_personal_details_out_and_keeps_what_was_written():
    council = CouncilFactory()
    problem = raised(council, words="Mrs Smith fell on the ice.")
    services.publish_problem(
        problem,
        title="Ice on the pavement",
        description="Somebody fell on the ice.",
        publish_files=False,
        by=officer(council),
    )
    assert problem.is_public
    assert problem.raised_words == "Mrs Smith fell on the ice."
    assert problem.description == "Somebody fell on the ice."
    assert problem.slug.startswith("ice-on-the-pavement-")
    topic = db.session.get_one(Topic, problem.topic_id)
    assert (topic.title, topic.path) == ("Ice on the pavement", f"/problems/{problem.slug}")
    assert topic.comments_open
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "PROBLEM_PUBLISHED")).one()
    assert event.facts == {"reworded": True}


def test_whoever_follows_is_told_that_it_is_public():
    council = CouncilFactory()
    by = actor_alone(PersonFactory())
    problem = published(council, officer(council), by=by)
    mail = db.session.scalars(select(Message).where(Message.kind == "challenges/problem_published")).one()
    assert mail.person_id == by.person_id
    assert f"/problems/{problem.slug}" in mail.body
    assert "/follow/" in mail.stop_url


def test_a_problem_is_published_once():
    council = CouncilFactory()
    by = officer(council)
    problem = published(council, by)
    with pytest.raises(Refused):
        services.publish_problem(problem, title="Again", description="Again", publish_files=False, by=by)


def test_another_councils_officer_publishes_nothing():
    problem = ProblemFactory()
    with pytest.raises(NotPermitted):
        services.publish_problem(problem, title="Mine", description="Mine", publish_files=True, by=officer())
    assert problem.state is ProblemState.RAISED
