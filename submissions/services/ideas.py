"""Ideas from the public: sent once, sealed until the deadline, answered by the council."""

import datetime as dt
import uuid
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import text

from challenges.models import Challenge
from challenges.states import ChallengeState
from core import audit, clock
from core.access import Actor, check
from core.database import db, new_id
from core.errors import Refused
from core.text import new_reference, words_in
from notifications.services import tell
from submissions import policies, queries
from submissions import states as events
from submissions.models import Idea
from submissions.services import receipts
from submissions.services.deadline import NotOpen, TooLate
from submissions.states import IDEA_LIFECYCLE, IdeaAction

IDEA_FORM = "townlab-idea-1"
TITLE_LIMIT = 120
WORDS_LIMIT = 300

# As a proposal is accepted (`services.deadline`): the challenge is held, then the clock is read once, and the reading
# that is compared with the deadline is the one that is kept. Two clicks send one idea.
SEND = text("""
with challenge as materialized (
    select id, opens_at, closes_at from challenges
    where id = :challenge_id and state = 'approved' and ideas_allowed for share
), reading as materialized (
    select id, opens_at, closes_at, townlab_now() as at from challenge
)
insert into ideas (id, reference, challenge_id, person_id, body_id, title, words, contact, state, sent_at, digest,
                   signature, answer)
select :id, :reference, reading.id, :person_id, :body_id, :title, :words, :contact, 'sent', reading.at, :digest, '', ''
from reading where reading.opens_at <= reading.at and reading.at < reading.closes_at
on conflict (challenge_id, person_id) where state <> 'withdrawn' do nothing
returning id
""")


def put_forward(challenge: Challenge, *, title: str, words: str, contact: str = "", by: Actor) -> Idea:
    """Send an idea, and its receipt; the one that is there already when this person has sent one.

    Raises `TooLate`, `NotOpen`, or `Refused` for one that is too long.
    """
    check(policies.can_put_forward(by, challenge))
    if words_in(words) > WORDS_LIMIT:
        raise Refused(_l("Use %(limit)s words or fewer.", limit=WORDS_LIMIT), field="words")
    fresh, reference = new_id(), new_reference("IDE")
    content = content_of_idea(reference, challenge, title=title.strip(), words=words.strip(), contact=contact.strip())
    sent = db.session.execute(
        SEND,
        {
            "id": fresh,
            "reference": reference,
            "challenge_id": challenge.id,
            "person_id": by.person_id,
            "body_id": by.body_id,
            "title": title.strip(),
            "words": words.strip(),
            "contact": contact.strip(),
            "digest": receipts.digest_of(content),
        },
    ).scalar_one_or_none()
    idea = queries.own_idea_for(by, challenge.id)
    if idea is None:
        raise _why_not(challenge)
    if sent is not None:
        _sign(idea)
        audit.record(events.IDEA_SENT, subject=idea, by=by, to_state=idea.state.value)
        _send_receipt(idea)
    return idea


def content_of_idea(reference: str, challenge: Challenge, *, title: str, words: str, contact: str) -> dict[str, Any]:
    """What the digest of its receipt is made of."""
    return {
        "form": IDEA_FORM,
        "reference": reference,
        "challenge": challenge.reference,
        "title": title,
        "words": words,
        "contact": contact,
    }


def receipt_of_idea(idea: Idea) -> receipts.Receipt:
    return receipts.Receipt(
        reference=idea.reference,
        version=1,
        received=receipts.written_time(idea.sent_at),
        digest=idea.digest,
        signature=idea.signature,
    )


def withdraw_idea(idea: Idea, *, by: Actor) -> None:
    """Whatever the time. Nobody reads it from then on but those who sent it."""
    check(policies.can_withdraw_idea(by, idea))
    _move(idea, IdeaAction.WITHDRAW, events.IDEA_WITHDRAWN, by=by, council_id=None)


def record_idea_opening(idea: Idea, *, by: Actor) -> None:
    """Note that somebody of the council reads it: once for each person."""
    check(policies.can_open_idea(by, idea))
    if not queries.has_opened_idea(by, idea):
        audit.record(events.IDEA_OPENED, subject=idea, by=by, council_id=idea.challenge.council_id)


def answer_idea(idea: Idea, *, taken_up: bool, words: str, by: Actor) -> None:
    """Say what becomes of it. Whoever sent it is told."""
    check(policies.can_answer_idea(by, idea))
    if not words.strip():
        raise Refused(_l("Write what becomes of it"), field="answer")
    action = IdeaAction.TAKE_UP if taken_up else IdeaAction.LEAVE
    event = events.IDEA_TAKEN_UP if taken_up else events.IDEA_NOT_TAKEN_UP
    _lock(idea)
    with db.session.no_autoflush:
        IDEA_LIFECYCLE.move(idea, action, by=by, event=event, council_id=idea.challenge.council_id)
        idea.answer, idea.answered_at = words.strip(), clock.now()
    db.session.flush()
    _tell(idea, template="submissions/idea_answered", once_key=f"idea-answered:{idea.id}", answer=idea.answer)


def _why_not(challenge: Challenge) -> Refused:
    is_over = challenge.state_at(clock.exactly_now()) is ChallengeState.CLOSED
    return TooLate() if is_over else NotOpen(_l("This challenge takes no ideas now."))


def _sign(idea: Idea) -> None:
    idea.signature = receipts.sign(
        reference=idea.reference, version=1, received=_in_utc(idea.sent_at), digest=idea.digest
    )
    db.session.flush()


def _in_utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC)


def _move(idea: Idea, action: IdeaAction, event: str, *, by: Actor, council_id: uuid.UUID | None) -> None:
    _lock(idea)
    IDEA_LIFECYCLE.move(idea, action, by=by, event=event, council_id=council_id)
    db.session.flush()


def _lock(idea: Idea) -> None:
    db.session.flush()
    db.session.refresh(idea, attribute_names=["state"], with_for_update={"of": Idea})


def _send_receipt(idea: Idea) -> None:
    # No word of the idea itself, as with proposals.
    _tell(
        idea,
        template="submissions/idea_receipt",
        once_key=f"idea-receipt:{idea.id}",
        receipt=receipt_of_idea(idea).words,
    )


def _tell(idea: Idea, *, template: str, once_key: str, **context: Any) -> None:
    tell(
        person_id=idea.person_id,
        template=template,
        why=_l("You are getting this because you put forward an idea."),
        once_key=once_key,
        challenge=idea.challenge,
        reference=idea.reference,
        path=f"/ideas/{idea.id}",
        **context,
    )
