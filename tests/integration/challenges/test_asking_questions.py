"""Clarification questions: private until they are answered, never with a name."""

import datetime as dt
import uuid

import pytest
from sqlalchemy import func, inspect, select

from accounts.states import Role
from challenges import signals
from challenges.models.question import ClarificationQuestion
from challenges.queries import question as queries
from challenges.services import question as services
from challenges.states.challenge import ChallengeState
from challenges.states.question import QuestionState
from core import clock
from core.access import ANONYMOUS
from core.audit import AuditEvent
from core.database import db
from core.errors import IllegalMove, NotPermitted, Refused
from core.outbox import Message
from participation.queries import topic
from participation.services import follow_as_person
from tests.factories.accounts import (
    CouncilFactory,
    MembershipFactory,
    PersonFactory,
    actor_alone,
    actor_for,
    member,
    officer,
)
from tests.factories.challenges import ChallengeFactory

pytestmark = pytest.mark.usefixtures("db_session")


@pytest.fixture
def challenge(db_session):
    return ChallengeFactory()


@pytest.fixture
def supplier(db_session):
    return actor_for(MembershipFactory())


@pytest.fixture
def by(challenge):
    return officer(challenge.council)


@pytest.fixture
def question(challenge, supplier):
    return services.ask_question(challenge, words="May we at Acme use our own sensors?", by=supplier)


def answer(question, by, words="May one use one’s own sensors?"):
    services.answer_question(question, words=words, answer="Yes.", by=by)


def mails(kind):
    return list(db.session.scalars(select(Message).where(Message.kind == kind)))


def test_a_supplier_asks(question, supplier, challenge):
    assert question.state is QuestionState.ASKED
    assert not queries.answered_questions(challenge.id)
    assert [own.id for own in queries.own_questions(supplier, challenge.id)] == [question.id]
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "QUESTION_ASKED")).one()
    assert event.council_id == challenge.council_id


def test_nobody_else_sees_it_before_the_answer(question, challenge):
    others = (ANONYMOUS, actor_alone(PersonFactory()), actor_for(MembershipFactory()))
    assert not any(queries.own_questions(other, challenge.id) for other in others)
    assert queries.question_of_council(officer(), question.id) is None
    assert not queries.question_list(officer(), queries.QuestionSearch()).items


def test_the_same_form_sent_twice_asks_once(challenge, supplier):
    key = uuid.uuid4()
    first = services.ask_question(challenge, words="When?", by=supplier, form_key=key)
    assert services.ask_question(challenge, words="When?", by=supplier, form_key=key) is first
    assert db.session.scalar(select(func.count()).select_from(ClarificationQuestion)) == 1


def test_the_council_does_not_ask_itself(challenge, by):
    with pytest.raises(NotPermitted):
        services.ask_question(challenge, words="Why?", by=by)
    with pytest.raises(NotPermitted):
        services.ask_question(challenge, words="Why?", by=ANONYMOUS)


@pytest.mark.parametrize("at", ["draft", "scheduled", "closed", "cancelled"])
def test_questions_are_asked_only_while_it_is_open(at, supplier):
    with pytest.raises(Refused):
        services.ask_question(ChallengeFactory(at=ChallengeState(at)), words="When?", by=supplier)


def test_the_last_moment_for_questions_is_before_the_deadline_for_them(challenge, supplier):
    clock.move_to(challenge.questions_close_at - dt.timedelta(seconds=5))
    services.ask_question(challenge, words="In time?", by=supplier)
    clock.move_to(challenge.questions_close_at)
    assert challenge.state_at(clock.now()) is ChallengeState.OPEN
    with pytest.raises(Refused):
        services.ask_question(challenge, words="Too late?", by=supplier)


def test_an_answer_is_public_without_the_asker(question, challenge, by):
    answer(question, by)
    db.session.expire_all()
    [shown] = queries.answered_questions(challenge.id)
    assert (shown.number, shown.published_words, shown.answer) == (1, "May one use one’s own sensors?", "Yes.")
    assert {"asked_by", "body_id"} <= inspect(shown).unloaded


def test_officers_do_not_learn_who_asked(question, by):
    db.session.expire_all()
    [shown] = queries.question_list(by, queries.QuestionSearch()).items
    assert {"asked_by", "body_id"} <= inspect(shown).unloaded


def test_answers_are_numbered_in_the_order_of_the_answers(challenge, supplier, by):
    first, second = (services.ask_question(challenge, words=words, by=supplier) for words in ("One?", "Two?"))
    answer(second, by)
    answer(first, by)
    assert (second.number, first.number) == (1, 2)


def test_asker_and_followers_are_told_once_each(question, challenge, supplier, by):
    follower = actor_alone(PersonFactory())
    for person_id in (follower.person_id, supplier.person_id):
        follow_as_person(topic(challenge.topic_id), person_id)
    answer(question, by)
    told = mails("challenges/question_answered")
    assert sorted(str(mail.person_id) for mail in told) == sorted([str(follower.person_id), str(supplier.person_id)])
    assert not any("Acme" in mail.body for mail in told)


def test_later_floors_hear_of_the_answer(question, by):
    heard = []

    def listen(_sender, *, question, by):
        heard.append(question.id)

    with signals.clarification_answered.connected_to(listen):
        answer(question, by)
    assert heard == [question.id]


def test_a_question_is_answered_once(question, by):
    answer(question, by)
    with pytest.raises(IllegalMove):
        answer(question, by)
    with pytest.raises(IllegalMove):
        services.withhold_question(question, reason="No.", by=by)


@pytest.mark.parametrize(("words", "given", "field"), [(" ", "Yes.", "words"), ("When?", " ", "answer")])
def test_question_and_answer_are_both_needed(question, by, words, given, field):
    with pytest.raises(Refused) as refusal:
        services.answer_question(question, words=words, answer=given, by=by)
    assert refusal.value.field == field


def test_a_question_that_cannot_be_public_is_answered_to_its_asker_alone(question, challenge, supplier, by):
    services.withhold_question(question, reason="It asks for another bidder's price.", by=by)
    assert question.state is QuestionState.NOT_PUBLISHED
    assert not queries.answered_questions(challenge.id)
    [mail] = mails("challenges/question_not_published")
    assert mail.person_id == supplier.person_id
    assert "another bidder's price" in mail.body


@pytest.mark.parametrize("role", [Role.LEAD, Role.APPROVER, Role.MODERATOR, Role.AUDITOR])
def test_nobody_but_an_officer_of_the_council_answers(question, challenge, supplier, role):
    for outsider in (member(challenge.council, role), officer(CouncilFactory()), supplier, ANONYMOUS):
        with pytest.raises(NotPermitted):
            answer(question, outsider)
        with pytest.raises(NotPermitted):
            services.withhold_question(question, reason="No.", by=outsider)
