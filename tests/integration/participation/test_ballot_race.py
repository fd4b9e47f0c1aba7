"""Two real connections: the end of a vote is one instant, and whoever counts sees every vote that was in time."""

import datetime as dt
import threading

from sqlalchemy import text
from sqlalchemy.orm import Session

from core import clock
from core.database import db, new_id
from participation.models import Ballot
from participation.queries.ballot import votes_by_option
from participation.services import ballot as ballots
from tests.factories.accounts import PersonFactory
from tests.factories.ballots import opened, to_vote_on

CAST = {"paper_number": None, "tier": "email", "marks": [1]}


def closing() -> tuple[Ballot, list[dict[str, object]]]:
    """A ballot a minute before its end, and the votes of two people."""
    ballot = opened(to_vote_on())
    people = [PersonFactory(), PersonFactory()]
    db.session.commit()
    clock.move_to(ballot.closes_at - dt.timedelta(minutes=1))
    db.session.commit()
    return ballot, [CAST | {"id": new_id(), "ballot_id": ballot.id, "person_id": one.id} for one in people]


def let_it_end(ballot: Ballot) -> None:
    with Session(db.engines[None]) as somebody:
        left = ballot.closes_at - clock.exactly_now()
        somebody.execute(text("update demonstration_clock set moved_by = moved_by + :left"), {"left": left})
        somebody.commit()


def test_a_vote_that_is_under_way_at_the_end_is_waited_for_and_counted(elsewhere):
    ballot, (vote, _) = closing()
    assert elsewhere.execute(ballots.CAST, vote).scalar_one_or_none() is not None
    let_it_end(ballot)
    let_go = threading.Timer(0.5, elsewhere.commit)
    let_go.start()
    assert ballots.count(ballot.id)
    let_go.join()
    assert db.session.get_one(Ballot, ballot.id).voters == 1


def test_a_transaction_that_began_before_the_end_casts_no_vote_after_it(elsewhere):
    ballot, (early, late) = closing()
    elsewhere.execute(text("select 1"))
    db.session.execute(text("select 1"))
    assert elsewhere.execute(ballots.CAST, early).scalar_one_or_none() is not None
    elsewhere.commit()
    let_it_end(ballot)
    assert elsewhere.execute(ballots.CAST, late).scalar_one_or_none() is None
    elsewhere.commit()
    assert votes_by_option(ballot.id) == {1: {"email": 1}}


def test_two_clicks_at_the_same_moment_are_one_vote(app, committing_session):
    ballot, (vote, _) = closing()
    start = threading.Barrier(2)

    def click() -> None:
        with app.app_context():
            start.wait()
            try:
                db.session.execute(ballots.CAST, vote | {"id": new_id()})
                db.session.commit()
            finally:
                db.session.remove()

    clicks = [threading.Thread(target=click) for _ in range(2)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()
    assert votes_by_option(ballot.id) == {1: {"email": 1}}
