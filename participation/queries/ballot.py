"""Reads of ballots. Whom somebody voted for, only that person is shown."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from core import clock
from core.access import Actor
from core.database import db
from participation.models import Ballot, BallotOption, BallotPaper
from participation.registries import voting_obstacle
from participation.states import BallotState


@dataclass(frozen=True)
class BallotPage:
    """A ballot for one reader: with what they chose, and why they have no vote, if they have none."""

    ballot: Ballot
    at: dt.datetime
    marks: Sequence[int] | None = None
    obstacle: Any = None
    reader: uuid.UUID | None = None

    @property
    def state(self) -> BallotState:
        return self.ballot.state_at(self.at)

    @property
    def options(self) -> list[BallotOption]:
        """In an order of its own for each voter, so that no place in the list helps anybody."""
        if self.reader is None:
            return list(self.ballot.options)
        return sorted(self.ballot.options, key=lambda one: hashlib.sha256(f"{self.reader}|{one.id}".encode()).digest())


def ballot_for(actor: Actor, ballot_id: uuid.UUID) -> BallotPage | None:
    """Ballots are public. In four queries and those that ask whether somebody has no vote."""
    ballot = _whole(Ballot.id == ballot_id)
    if ballot is None:
        return None
    if actor.person_id is None:
        return BallotPage(ballot=ballot, at=clock.now())
    return BallotPage(
        ballot=ballot,
        at=clock.now(),
        marks=db.session.scalar(
            select(BallotPaper.marks).where(
                BallotPaper.ballot_id == ballot_id, BallotPaper.person_id == actor.person_id
            )
        ),
        obstacle=voting_obstacle(actor.person_id, ballot.subject_id),
        reader=actor.person_id,
    )


def live_ballot(subject_id: uuid.UUID) -> Ballot | None:
    """The ballot about the owner's thing that was not cancelled, with its options and its topic."""
    return _whole(Ballot.subject_id == subject_id, Ballot.cancelled_at.is_(None))


def live_ballots(subject_ids: Sequence[uuid.UUID]) -> Sequence[Ballot]:
    """Those of several things, by when they close, with their options."""
    return db.session.scalars(
        select(Ballot)
        .where(Ballot.subject_id.in_(subject_ids), Ballot.cancelled_at.is_(None))
        .options(selectinload(Ballot.options))
        .order_by(Ballot.closes_at, Ballot.id)
    ).all()


def to_count() -> Sequence[uuid.UUID]:
    """Ballots that are over and not counted."""
    return db.session.scalars(
        select(Ballot.id)
        .where(Ballot.closes_at <= func.townlab_now(), Ballot.counted_at.is_(None), Ballot.cancelled_at.is_(None))
        .order_by(Ballot.closes_at, Ballot.id)
    ).all()


def to_announce() -> Sequence[Ballot]:
    """Ballots that are open and of which nobody was told, with their topics."""
    return db.session.scalars(
        select(Ballot)
        .where(
            Ballot.opens_at <= func.townlab_now(),
            Ballot.closes_at > func.townlab_now(),
            Ballot.announced_at.is_(None),
            Ballot.counted_at.is_(None),
            Ballot.cancelled_at.is_(None),
        )
        .options(joinedload(Ballot.topic), joinedload(Ballot.council))
        .order_by(Ballot.opens_at, Ballot.id)
        .with_for_update(of=Ballot, skip_locked=True)
    ).all()


def options_of(ballot_id: uuid.UUID) -> Sequence[BallotOption]:
    return db.session.scalars(
        select(BallotOption).where(BallotOption.ballot_id == ballot_id).order_by(BallotOption.number)
    ).all()


def votes_by_option(ballot_id: uuid.UUID) -> dict[int, dict[str, int]]:
    """By the option's number, how many chose it, by tier."""
    marked = (
        select(func.unnest(BallotPaper.marks).label("mark"), BallotPaper.tier)
        .where(BallotPaper.ballot_id == ballot_id)
        .subquery()
    )
    rows = db.session.execute(select(marked.c.mark, marked.c.tier, func.count()).group_by(marked.c.mark, marked.c.tier))
    found: dict[int, dict[str, int]] = {}
    for number, tier, votes in rows:
        found.setdefault(number, {})[tier.value] = votes
    return found


def _whole(*which: Any) -> Ballot | None:
    return db.session.scalar(
        select(Ballot)
        .where(*which)
        .options(joinedload(Ballot.topic), joinedload(Ballot.council), selectinload(Ballot.options))
        .execution_options(populate_existing=True)
    )
