"""Votes of the public on a shortlist, for tests."""

import datetime as dt
from decimal import Decimal

from accounts.models import Council
from core import clock
from core.access import Actor
from core.database import db
from participation.models import Ballot
from participation.queries.ballot import BallotPage, ballot_for
from participation.services import ballot as ballots
from scoring.services import ballot as voting
from tests.factories.accounts import PersonFactory, actor_alone
from tests.factories.decisions import scored, shortlisted
from tests.factories.panels import Scene
from tests.support.kept import kept

OPENS_IN, LASTS = dt.timedelta(hours=1), dt.timedelta(days=14)


@kept
def to_vote_on(
    *,
    scores: tuple[int, ...] = (5, 4, 2),
    share: int = 20,
    choices: int = 2,
    turnout: int = 2,
    council: Council | None = None,
) -> Scene:
    """A challenge whose shortlist has all its proposals, and whose bidders know."""
    scene = scored(scores=scores, council=council)
    scene.challenge.public_vote, scene.challenge.public_share = True, Decimal(share)
    scene.challenge.ballot_choices, scene.challenge.ballot_turnout = choices, turnout
    scene.challenge.quality_threshold = Decimal(0)
    db.session.flush()
    shortlisted(scene)
    return scene


def set_up(scene: Scene) -> Ballot:
    now = clock.exactly_now()
    return voting.set_up_vote(scene.reload(), opens_at=now + OPENS_IN, closes_at=now + LASTS, by=scene.officer)


def opened(scene: Scene) -> Ballot:
    """Set up, and time has come."""
    ballot = set_up(scene)
    clock.move_to(ballot.opens_at)
    return ballot


def page_of(ballot: Ballot, actor: Actor) -> BallotPage:
    found = ballot_for(actor, ballot.id)
    assert found is not None
    return found


def resident() -> Actor:
    return actor_alone(PersonFactory())


def cast(ballot: Ballot, *numbers: int, by: Actor | None = None) -> Actor:
    """A vote for the options with these numbers, by somebody new if nobody is named."""
    actor = by or resident()
    ballots.cast(page_of(ballot, actor), marks=numbers, by=actor)
    return actor


def number_of(scene: Scene, ballot: Ballot, place: int) -> int:
    """Which option the proposal is that was submitted at this place."""
    page = page_of(ballot, scene.officer)
    return next(one.number for one in page.ballot.options if one.subject_id == scene.submissions[place].id)


def counted(ballot: Ballot) -> None:
    clock.move_to(ballot.closes_at)
    assert ballots.count_due() == 1
    db.session.expire_all()
