"""Clarification questions: asked in private, answered in public, with no identity."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import IntegrityError

from challenges import signals
from challenges.models.challenge import Challenge
from challenges.models.question import ClarificationQuestion
from challenges.policies import question as policies
from challenges.queries import question as queries
from challenges.states.challenge import ChallengeState
from challenges.states.problem import Channel
from challenges.states.question import (
    QUESTION_ANSWERED,
    QUESTION_ASKED,
    QUESTION_JOINED,
    QUESTION_LIFECYCLE,
    QUESTION_NOT_PUBLISHED,
    QuestionAction,
    QuestionState,
)
from core import audit, clock
from core.access import ANONYMOUS, Actor, check
from core.database import db, new_id
from core.errors import Refused
from notifications.services import tell, tell_followers

WORDS_LIMIT = 2000


def ask_question(
    challenge: Challenge, *, words: str, by: Actor, form_key: uuid.UUID | None = None
) -> ClarificationQuestion:
    """Put a question to the council. Raises `Refused` when the time for questions is not now.

    The same form sent twice asks once. The record of what happened does not say who asked either.
    """
    check(policies.can_ask(by, challenge))
    return _put(
        challenge, words=words, form_key=form_key, recorded_by=ANONYMOUS, asked_by=by.person_id, body_id=by.body_id
    )


def enter_question(
    challenge: Challenge,
    *,
    words: str,
    channel: Channel,
    consent_given: bool,
    by: Actor,
    form_key: uuid.UUID | None = None,
) -> ClarificationQuestion:
    """Write down a question that came by phone or post. Who asked is not kept: they read the answer where all do."""
    check(policies.can_enter_question(by, challenge))
    if channel is Channel.WEB:
        raise Refused(_l("Choose how it reached you"), field="channel")
    if not consent_given:
        raise Refused(_l("Ask the person whether you may write it down for them."), field="consent_given")
    return _put(
        challenge,
        words=words,
        form_key=form_key,
        recorded_by=by,
        channel=channel,
        entered_by=by.person_id,
        consent_given=True,
    )


def _put(
    challenge: Challenge, *, words: str, form_key: uuid.UUID | None, recorded_by: Actor, **columns: Any
) -> ClarificationQuestion:
    earlier = queries.question_by_form_key(form_key) if form_key else None
    if earlier is not None:
        return earlier
    now = clock.exactly_now()
    if not _open_for_questions(challenge, now):
        raise Refused(_l("The time for questions is over. Questions and answers so far are on the challenge page."))
    if not words.strip():
        raise Refused(_l("Write your question."), field="words")
    question = ClarificationQuestion(
        id=new_id(),
        challenge=challenge,
        words=words.strip(),
        state=QuestionState.ASKED,
        asked_at=now,
        form_key=form_key,
        **columns,
    )
    try:
        with db.session.begin_nested():
            db.session.add(question)
    except IntegrityError:
        twin = queries.question_by_form_key(form_key) if form_key else None
        if twin is None:
            raise
        return twin
    audit.record(
        QUESTION_ASKED,
        subject=question,
        by=recorded_by,
        council_id=challenge.council_id,
        to_state=question.state.value,
        challenge_id=challenge.id,
        channel=question.channel.value,
    )
    return question


def takes_questions(challenge: Challenge) -> bool:
    """Whether questions can be put now."""
    return _open_for_questions(challenge, clock.now())


def _open_for_questions(challenge: Challenge, now: dt.datetime) -> bool:
    closes_at = challenge.questions_close_at
    return challenge.state_at(now) is ChallengeState.OPEN and closes_at is not None and now < closes_at


def answer_question(question: ClarificationQuestion, *, words: str, answer: str, by: Actor) -> None:
    """Publish question and answer to everybody at once.

    `words` is the question as people will read it: the officer may change it so that it does not tell who asks.
    """
    _lock(question, by=by)
    if not words.strip():
        raise Refused(_l("Write the question as people will read it."), field="words")
    if not answer.strip():
        raise Refused(_l("Write the answer."), field="answer")
    QUESTION_LIFECYCLE.check(question, QuestionAction.ANSWER)
    question.number = queries.next_number(question.challenge_id)
    question.published_words, question.answer = words.strip(), answer.strip()
    _close(question, QuestionAction.ANSWER, by=by, event=QUESTION_ANSWERED)
    _tell(question, template="challenges/question_answered")
    signals.clarification_answered.send(None, question=question, by=by)
    if question.challenge.topic_id:
        tell_followers(
            question.challenge.topic_id,
            template="challenges/question_answered",
            why=_l("You get this email because you follow this challenge."),
            once_key=f"question-answered:{question.id}",
            question=question,
            challenge=question.challenge,
        )


def answer_together(
    questions: Sequence[ClarificationQuestion], *, words: str, answer: str, by: Actor
) -> ClarificationQuestion:
    """One answer to several that ask the same: one question is published, and everybody who asked is told.

    Raises `Refused` unless all are about one challenge, and `IllegalMove` when one was answered meanwhile.
    """
    if not questions:
        raise Refused(_l("Choose the questions that you answer"), field="questions")
    if len({question.challenge_id for question in questions}) > 1:
        raise Refused(_l("Choose questions about one challenge."), field="questions")
    first, *others = sorted(questions, key=lambda question: (question.asked_at, question.id))
    answer_question(first, words=words, answer=answer, by=by)
    for other in others:
        join_question(other, first, by=by)
    return first


def join_question(question: ClarificationQuestion, into: ClarificationQuestion, *, by: Actor) -> None:
    """It asks what was answered already: whoever asked is led to that answer, and nothing new is published."""
    _lock(question, by=by)
    if into.state is not QuestionState.ANSWERED or into.challenge_id != question.challenge_id:
        raise Refused(_l("Choose a published answer about the same challenge."), field="into")
    QUESTION_LIFECYCLE.check(question, QuestionAction.JOIN)
    question.merged_into_id = into.id
    _close(question, QuestionAction.JOIN, by=by, event=QUESTION_JOINED)
    _tell(question, template="challenges/question_answered", told_of=into)


def withhold_question(question: ClarificationQuestion, *, reason: str, by: Actor) -> None:
    """It tells a secret, or is about something else: nothing is published, and the person who asked is told why."""
    _lock(question, by=by)
    if not reason.strip():
        raise Refused(_l("Say why, in words that the person who asked will read."), field="reason")
    QUESTION_LIFECYCLE.check(question, QuestionAction.WITHHOLD)
    question.answer = reason.strip()
    _close(question, QuestionAction.WITHHOLD, by=by, event=QUESTION_NOT_PUBLISHED)
    _tell(question, template="challenges/question_not_published")


def _close(question: ClarificationQuestion, action: QuestionAction, *, by: Actor, event: str) -> None:
    council_id = question.challenge.council_id
    with db.session.no_autoflush:
        question.answered_at, question.answered_by = clock.now(), by.person_id
        QUESTION_LIFECYCLE.move(question, action, by=by, event=event, council_id=council_id)
    db.session.flush()


def _tell(question: ClarificationQuestion, *, template: str, told_of: ClarificationQuestion | None = None) -> None:
    """Whoever asked, of what became of it: once, if they asked the same several times."""
    asker = queries.asker(question.id)
    if asker is None:
        return
    about = told_of or question
    tell(
        template=template,
        why=_l("You get this email because you asked a question about this challenge."),
        person_id=asker,
        once_key=f"question-answered:{about.id}",
        question=about,
        challenge=question.challenge,
    )


def _lock(question: ClarificationQuestion, *, by: Actor) -> None:
    """Check that the actor may answer, then let one officer at a time do so."""
    check(policies.can_answer(by, question))
    db.session.refresh(question, attribute_names=["state"], with_for_update=True)
