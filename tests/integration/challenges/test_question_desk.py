"""The clarifications desk: one answer to many, no trace of who asked, and time enough after the answer."""

import csv
import datetime as dt
import io
import re

import pytest
from sqlalchemy import func, inspect, select

from challenges.models.question import ClarificationQuestion
from challenges.queries import question as queries
from challenges.queries.challenge import own_challenge
from challenges.queries.late_answer import deadline_after, late_answer
from challenges.services import question as services
from challenges.states.problem import Channel
from challenges.states.question import QuestionState
from challenges.views.question_export import defused
from core import clock
from core.audit import AuditEvent
from core.database import db
from core.errors import IllegalMove, NotPermitted, Refused
from core.outbox import Message
from tests.factories.accounts import CouncilFactory, MembershipFactory, PersonFactory, actor_for, officer, sign_in
from tests.factories.challenges import ChallengeFactory
from tests.support.posting import post, send


@pytest.fixture
def challenge(db_session):
    return ChallengeFactory(title="Dry pavements")


@pytest.fixture
def by(challenge):
    return officer(challenge.council)


def supplier(name="Ada Asker"):
    return actor_for(MembershipFactory(person=PersonFactory(name=name)))


def ask(challenge, words, by=None):
    return services.ask_question(challenge, words=words, by=by or supplier())


def told():
    return list(db.session.scalars(select(Message).where(Message.kind == "challenges/question_answered")))


# --- one answer to many -----------------------------------------------------------------------------------------


def test_one_answer_to_many_is_published_once_and_told_to_all_who_asked(challenge, by):
    ada, ben = supplier("Ada"), supplier("Ben")
    asked = [ask(challenge, "When does it start?", ada), ask(challenge, "By when?", ben), ask(challenge, "When?", ben)]
    services.answer_together(asked, words="When does it start?", answer="In May.", by=by)
    assert [question.state for question in asked] == [
        QuestionState.ANSWERED,
        QuestionState.JOINED,
        QuestionState.JOINED,
    ]
    assert len(queries.answered_questions(challenge.id)) == 1
    assert {mail.person_id for mail in told()} == {ada.person_id, ben.person_id}
    assert len(told()) == 2


def test_questions_about_two_challenges_are_not_answered_together(challenge, by):
    other = ChallengeFactory(council=challenge.council)
    with pytest.raises(Refused):
        services.answer_together([ask(challenge, "When?"), ask(other, "When?")], words="When?", answer="Now.", by=by)


def test_what_was_answered_already_leads_to_that_answer(client, challenge, by):
    first = ask(challenge, "When does it start?")
    services.answer_question(first, words="When does it start?", answer="In May.", by=by)
    ada = supplier()
    question = ask(challenge, "Start when?", ada)
    sign_in(client, by)
    path = f"/questions/{question.id}/join"
    assert "Choose the answer" in post(client, path).text
    post(client, path, into=str(first.id))
    sign_in(client, ada)
    page = client.get(f"/challenges/{challenge.slug}/questions").text
    assert "Answered as question 1" in page
    assert page.count("In May.") == 1


def test_a_question_joins_no_answer_about_another_challenge_and_none_that_waits(challenge, by):
    other = ChallengeFactory(council=challenge.council)
    elsewhere = ask(other, "When?")
    services.answer_question(elsewhere, words="When?", answer="Now.", by=by)
    for into in (elsewhere, ask(challenge, "When?")):
        with pytest.raises(Refused):
            services.join_question(ask(challenge, "When?"), into, by=by)


def test_officers_choose_questions_from_the_list_and_nothing_typed_is_lost(client, challenge, by):
    one, two = ask(challenge, "When does it start?"), ask(challenge, "By when?")
    sign_in(client, by)
    listed = client.get("/questions").text
    assert f'value="{one.id}"' in listed
    path = f"/questions/together?question={one.id}&question={two.id}&question=x"
    page = post(client, path, questions=[str(one.id), str(two.id)], words="When?", answer="")
    assert "Write the answer" in page.text
    services.withhold_question(queries.question_of_council(by, two.id), reason="Not ours.", by=by)
    late = {"questions": [str(one.id), str(two.id)], "words": "When?", "answer": "In May."}
    refused = send(client, path, late)
    assert "There is a problem" in refused.text
    assert "In May." in refused.text
    assert send(client, path, late | {"questions": [str(one.id)]}).status_code == 302
    assert db.session.get(ClarificationQuestion, one.id).answer == "In May."
    gone = send(client, path, late)
    assert "Choose questions that wait" in gone.text
    assert "In May." in gone.text


def test_another_councils_questions_are_not_answered(client, challenge, by):
    theirs = ask(ChallengeFactory(), "When?")
    with pytest.raises(NotPermitted):
        services.answer_together([theirs], words="When?", answer="Now.", by=by)
    sign_in(client, by)
    assert "Choose questions that wait" in client.get(f"/questions/together?question={theirs.id}").text


def test_the_desk_shows_one_challenge_at_a_time_where_wanted(client, challenge, by):
    other = ChallengeFactory(council=challenge.council, title="Quiet nights")
    ask(challenge, "Of what colour?")
    ask(other, "How loud?")
    sign_in(client, by)
    page = client.get(f"/questions?challenge={other.slug}").text
    assert "How loud?" in page
    assert "Of what colour?" not in page
    assert client.get("/questions?challenge=unheard-of").status_code == 200


# --- nobody is named --------------------------------------------------------------------------------------------


def test_the_record_of_what_happened_does_not_say_who_asked(challenge):
    ask(challenge, "When?")
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "QUESTION_ASKED")).one()
    assert (event.person_id, event.body_id, event.role) == (None, None, "")


def test_a_question_that_came_by_phone_is_kept_without_who_asked(client, challenge, by):
    sign_in(client, by)
    path = f"/challenges/{challenge.slug}/questions/enter"
    refused = post(client, path, words="May we come in?", channel="phone")
    assert "Ask the person whether" in refused.text
    assert "May we come in?" in refused.text
    post(client, path, words="May we come in?", channel="phone", consent_given="yes")
    question = queries.question_of_council(by, db.session.scalars(select(ClarificationQuestion.id)).one())
    asker = select(ClarificationQuestion.asked_by, ClarificationQuestion.body_id)
    assert db.session.execute(asker).one() == (None, None)
    assert (question.channel, question.entered_by) == (Channel.PHONE, by.person_id)
    assert "By phone" in client.get("/questions").text
    question = queries.question_of_council(by, question.id)
    services.answer_question(question, words="May we come in?", answer="Yes.", by=by)
    assert told() == []


def test_a_question_is_entered_by_the_council_that_is_asked_and_in_time(challenge, by):
    def enter(actor, **more):
        facts = {"words": "When?", "channel": Channel.LETTER, "consent_given": True} | more
        return services.enter_question(challenge, by=actor, **facts)

    for outsider in (officer(), supplier()):
        with pytest.raises(NotPermitted):
            enter(outsider)
    for more in ({"channel": Channel.WEB}, {"consent_given": False}, {"words": " "}):
        with pytest.raises(Refused):
            enter(by, **more)
    clock.move_to(challenge.questions_close_at)
    with pytest.raises(Refused):
        enter(by)


def test_nobody_loads_who_asked_what_was_joined(challenge, by):
    ada = supplier()
    asked = [ask(challenge, "When?", ada), ask(challenge, "By when?", ada)]
    services.answer_together(asked, words="When?", answer="In May.", by=by)
    db.session.expire_all()
    for question in queries.own_questions(ada, challenge.id):
        for one in filter(None, (question, question.merged_into)):
            assert {"asked_by", "body_id"} <= inspect(one).unloaded


@pytest.mark.parametrize("path", ["/challenges/{slug}/questions.csv", "/questions.csv"])
def test_an_export_has_the_answers_and_nobody_who_asked(client, challenge, by, path):
    ada = supplier()
    question = ask(challenge, "May Acme use its sensors?", ada)
    ask(challenge, "Acme asks: and ours?", ada)
    services.answer_question(question, words="=1+1 May one?", answer="Yes, “one” may.", by=by)
    sign_in(client, by)
    answer = client.get(path.format(slug=challenge.slug))
    assert answer.mimetype == "text/csv"
    text = answer.data.decode("utf-8-sig")
    head, row = csv.reader(io.StringIO(text))
    assert row[:4] == ["Dry pavements", "1", "'=1+1 May one?", "Yes, “one” may."]
    assert len(head) == len(row)
    assert not any(trace in text for trace in ("Acme", "Ada", str(ada.person_id), str(ada.body_id)))


@pytest.mark.parametrize("cell", ["=A1", "+1", "-1", "@SUM", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(cell):
    assert defused(cell) == f"'{cell}"


# --- late answers -----------------------------------------------------------------------------------------------


def answer_at(challenge, by, moment):
    question = ask(challenge, "When?")
    clock.move_to(moment)
    services.answer_question(question, words="When?", answer="In May.", by=by)
    return late_answer(challenge)


def test_an_answer_in_good_time_proposes_nothing(challenge, by):
    assert answer_at(challenge, by, challenge.closes_at - dt.timedelta(days=14)) is None


def test_a_late_answer_proposes_more_time_to_the_officer(client, challenge, by):
    question = ask(challenge, "When?")
    clock.move_to(challenge.closes_at - dt.timedelta(days=2))
    sign_in(client, by)
    answer = post(client, f"/questions/{question.id}", words="When?", answer="In May.")
    path = f"/challenges/{challenge.slug}/extend"
    assert answer.location == path
    page = client.get(path)
    assert "Question 1 was answered on" in page.text
    assert "Give everybody more time" in client.get(f"/challenges/{challenge.slug}/manage").text
    late = late_answer(own_challenge(by, challenge.slug))
    assert late.closes_at > challenge.closes_at
    fields = dict(re.findall(r'name="(closes_at[^"]*)"[^>]*?value="([^"]*)"', page.text))
    assert len(fields) >= 3
    answer = post(client, path, **fields, reason="Late answer.")
    assert answer.status_code == 302
    challenge = own_challenge(by, challenge.slug)
    assert challenge.closes_at == late.closes_at.replace(second=0)
    assert late_answer(challenge) is None


def test_after_the_deadline_nothing_is_proposed(challenge, by):
    assert answer_at(challenge, by, challenge.closes_at + dt.timedelta(hours=1)) is None


def test_a_council_may_know_no_late_answers(challenge, by):
    challenge.council.late_answer_days = 0
    assert answer_at(challenge, by, challenge.closes_at - dt.timedelta(days=1)) is None


def test_the_proposed_deadline_keeps_its_time_of_day_over_the_change_of_clocks(db_session):
    council = CouncilFactory()
    closes = dt.datetime(2026, 3, 27, 12, tzinfo=dt.UTC)
    found = deadline_after(dt.datetime(2026, 3, 26, 9, tzinfo=dt.UTC), closes_at=closes, council=council)
    assert found == dt.datetime(2026, 4, 2, 11, tzinfo=dt.UTC)


def test_two_officers_answer_and_the_second_is_told(challenge, by):
    asked = [ask(challenge, "When?"), ask(challenge, "By when?")]
    services.answer_question(asked[1], words="By when?", answer="May.", by=by)
    with pytest.raises(IllegalMove):
        services.answer_together(asked, words="When?", answer="June.", by=by)
    assert db.session.scalar(select(func.count()).select_from(Message)) >= 1
