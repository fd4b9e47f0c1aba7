"""A vote of the public on several things: set up by their owner, open between two instants, counted once at its end."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import IntegrityError

from core import audit, clock
from core.access import SYSTEM, Actor, check
from core.database import db, new_id
from core.errors import Refused
from participation import policies
from participation import queries as topics
from participation import states as events
from participation.models import Ballot, BallotOption, BallotPaper, Topic
from participation.queries import ballot as queries
from participation.queries.ballot import BallotPage
from participation.services.topic import follow_as_person
from participation.states import BallotState, Tier

# People need time to hear of it, to read and to ask.
OPEN_AT_LEAST = dt.timedelta(days=1)
PAPER_NUMBER_LIMIT = 40

# As a proposal is accepted at its deadline: whoever counts waits for this and sees it, and the clock is read once,
# after there is nothing left to wait for. A second vote of the same person takes the place of the first.
_CAST = """
with ballot as materialized (
    select id, opens_at, closes_at from ballots
    where id = :ballot_id and cancelled_at is null and counted_at is null for share
), reading as materialized (
    select id, opens_at, closes_at, townlab_now() as at from ballot
)
insert into ballot_papers (id, ballot_id, person_id, paper_number, tier, marks, cast_at)
select :id, id, :person_id, :paper_number, :tier, cast(:marks as smallint[]), at
from reading where opens_at <= at and at < closes_at
"""
CAST = text(
    f"{_CAST} on conflict (ballot_id, person_id) do update set marks = excluded.marks, cast_at = excluded.cast_at "
    "returning cast_at"
)
ENTER = text(f"{_CAST} returning cast_at")
TAKE_BACK = text("""
with ballot as materialized (
    select id, opens_at, closes_at from ballots
    where id = :ballot_id and cancelled_at is null and counted_at is null for share
)
delete from ballot_papers using ballot
where ballot_papers.ballot_id = ballot.id and person_id = :person_id
  and ballot.opens_at <= townlab_now() and townlab_now() < ballot.closes_at
returning ballot_papers.id
""")


@dataclass(frozen=True)
class Candidate:
    """What can be chosen, in the words of whoever puts it forward; `words` are pairs of question and answer."""

    subject_id: uuid.UUID
    title: str
    by: str
    words: Sequence[tuple[str, str]]


class NotOpen(Refused):
    """Nobody can vote at this instant. What stood before stands."""

    def __init__(self) -> None:
        super().__init__(_l("The vote is not open now, so nothing was changed."))


def set_up_ballot(
    *,
    subject_id: uuid.UUID,
    topic: Topic,
    candidates: Sequence[Candidate],
    choices: int,
    turnout: int,
    opens_at: dt.datetime,
    closes_at: dt.datetime,
    by: Actor,
) -> Ballot:
    """The ballot of a thing that the caller owns, with the candidates in the order in which they are given.

    Whoever votes follows `topic`. Raises `Refused`, with the field, for dates that are past or too close together.
    """
    if opens_at <= clock.exactly_now():
        raise Refused(_l("The vote must open in the future."), field="opens_at")
    if closes_at < opens_at + OPEN_AT_LEAST:
        raise Refused(_l("Leave people at least a day to vote."), field="closes_at")
    ballot = Ballot(
        id=new_id(),
        subject_id=subject_id,
        topic_id=topic.id,
        council_id=topic.council_id,
        title=topic.title,
        choices=min(choices, len(candidates)),
        turnout=turnout,
        opens_at=opens_at,
        closes_at=closes_at,
        cancel_reason="",
    )
    db.session.add(ballot)
    db.session.flush()
    for number, one in enumerate(candidates, start=1):
        db.session.add(
            BallotOption(
                id=new_id(),
                ballot_id=ballot.id,
                subject_id=one.subject_id,
                number=number,
                title=one.title,
                by=one.by,
                words=[list(pair) for pair in one.words],
            )
        )
    db.session.flush()
    audit.record(
        events.BALLOT_SET_UP,
        subject=ballot,
        by=by,
        options=len(candidates),
        choices=ballot.choices,
        turnout=turnout,
        opens_at=opens_at.isoformat(),
        closes_at=closes_at.isoformat(),
    )
    return ballot


def cancel_ballot(ballot: Ballot, *, reason: str, by: Actor) -> None:
    """Before it is counted: whoever knows the count may not undo it. The owner says who may. Needs a reason."""
    if not reason.strip():
        raise Refused(_l("Say why, in words that everybody will read."), field="reason")
    db.session.refresh(ballot, attribute_names=["counted_at", "cancelled_at"], with_for_update=True)
    if ballot.state_at(clock.exactly_now()) not in (BallotState.SCHEDULED, BallotState.OPEN):
        raise Refused(_l("The vote is over and cannot be cancelled."))
    ballot.cancelled_at, ballot.cancel_reason = clock.now(), reason.strip()
    db.session.flush()
    audit.record(events.BALLOT_CANCELLED, subject=ballot, by=by, reason=reason.strip())


def take_off_ballots(subject_id: uuid.UUID, *, by: Actor) -> None:
    """Something was taken back by whoever put it forward: people see that, and its votes count for nothing."""
    now = clock.now()
    rows = db.session.scalars(
        update(BallotOption)
        .where(BallotOption.subject_id == subject_id, BallotOption.left_at.is_(None))
        .values(left_at=now)
        .returning(BallotOption.ballot_id)
    ).all()
    for ballot_id in rows:
        audit.record(events.BALLOT_OPTION_LEFT, subject=db.session.get_one(Ballot, ballot_id), by=by)


def cast(page: BallotPage, *, marks: Collection[int], by: Actor) -> None:
    """The actor's one vote, for these options; a later one takes the place of an earlier.

    Raises `NotOpen` at and after the end, `Refused` for nothing, too many, or what is not there to be chosen.
    """
    check(policies.can_cast(by, page))
    _write(CAST, page, marks, tier=Tier.EMAIL, person_id=by.person_id)
    audit.record(events.BALLOT_PAPER_CAST, subject=page.ballot, by=by)
    topic = topics.topic(page.ballot.topic_id)
    if topic is not None and by.person_id is not None and page.marks is None:
        # Whoever took part is told what became of it.
        follow_as_person(topic, by.person_id)


def enter_paper(page: BallotPage, *, number: str, marks: Collection[int], by: Actor) -> None:
    """A vote that somebody gave on paper, entered by an officer whom the owner lets. Each paper counts once."""
    number = " ".join(number.split()).upper()
    if not number or len(number) > PAPER_NUMBER_LIMIT:
        raise Refused(_l("Enter the number that is printed on the paper."), field="number")
    try:
        with db.session.begin_nested():
            _write(ENTER, page, marks, tier=Tier.OFFICER, paper_number=number)
    except IntegrityError as error:
        raise Refused(_l("A paper with this number is entered already."), field="number") from error
    audit.record(events.BALLOT_PAPER_ENTERED, subject=page.ballot, by=by, paper=number)


def take_back(page: BallotPage, *, by: Actor) -> bool:
    """Returns False when there was no vote to take back, or the vote is over."""
    check(policies.can_cast(by, page))
    gone = db.session.execute(TAKE_BACK, {"ballot_id": page.ballot.id, "person_id": by.person_id}).scalar_one_or_none()
    if gone is None:
        return False
    audit.record(events.BALLOT_PAPER_TAKEN_BACK, subject=page.ballot, by=by)
    return True


def _write(statement: Any, page: BallotPage, marks: Collection[int], *, tier: Tier, **who: Any) -> None:
    chosen = sorted(set(marks))
    if not chosen:
        raise Refused(_l("Choose at least one proposal."), field="marks")
    if len(chosen) > page.ballot.choices:
        raise Refused(_l("You can choose %(most)s at most.", most=page.ballot.choices), field="marks")
    if not set(chosen) <= {option.number for option in page.ballot.options if option.left_at is None}:
        raise Refused(_l("One of them can no longer be chosen."), field="marks")
    values = {"id": new_id(), "ballot_id": page.ballot.id, "tier": tier.value, "marks": chosen}
    at = db.session.execute(statement, {"person_id": None, "paper_number": None, **values, **who}).scalar_one_or_none()
    if at is None:
        raise NotOpen


def count_due() -> int:
    """Count every ballot that is over; returns how many. Harmless when it is done twice."""
    return sum(count(ballot_id) for ballot_id in queries.to_count())


def count(ballot_id: uuid.UUID) -> bool:
    """Count a ballot that is over, once. Waits for votes that are under way and were in time."""
    ballot = db.session.scalars(
        select(Ballot).where(Ballot.id == ballot_id).with_for_update().execution_options(populate_existing=True)
    ).one()
    if ballot.state_at(clock.exactly_now()) is not BallotState.CLOSED:
        return False
    papers = select(BallotPaper.tier, func.count()).where(BallotPaper.ballot_id == ballot_id).group_by(BallotPaper.tier)
    by_tier = {tier.value: number for tier, number in db.session.execute(papers)}
    ballot.counted_at, ballot.voters, ballot.voters_by_tier = clock.now(), sum(by_tier.values()), by_tier
    found = queries.votes_by_option(ballot_id)
    for option in queries.options_of(ballot_id):
        option.votes_by_tier = found.get(option.number, {})
        option.votes = sum(option.votes_by_tier.values())
    db.session.flush()
    audit.record(events.BALLOT_COUNTED, subject=ballot, by=SYSTEM, voters=ballot.voters)
    return True
