"""A country's worth of councils, grown from a seed.

How many there are of each thing is exact, how they are spread is as in life: a few councils run most challenges, a few
texts are very long, and one challenge drew most proposals. The moment is always the same, so the clock has to be set to
`NOW`.
"""

import time

from sqlalchemy import Connection, func, select, text

from accounts.models import Council, Supplier
from challenges.models import Anchor, Challenge, ClarificationQuestion, Problem
from pilots.models import Adoption, Pilot
from submissions.models import Answer, Submission
from tests.bench.town.base import NOW, SEED, Grower, Sizes, Town
from tests.bench.town.challenges import grow_challenges, grow_questions_asked
from tests.bench.town.people import grow_councils, grow_suppliers
from tests.bench.town.pilots import grow_pilots
from tests.bench.town.problems import grow_problems
from tests.bench.town.proposals import grow_proposals

__all__ = ["NOW", "Sizes", "Town", "counts", "grow"]


def grow(connection: Connection, sizes: Sizes | None = None, *, seed: int = SEED) -> Town:
    """Fill an empty database, check how many rows there are of each thing, and let the planner look at them."""
    grower, begun = Grower(connection, sizes or Sizes(), seed), time.perf_counter()
    grow_councils(grower)
    grow_suppliers(grower)
    challenges = grow_challenges(grower)
    grow_questions_asked(grower, challenges)
    grow_problems(grower, challenges)
    accepted = grow_proposals(grower, challenges)
    grow_pilots(grower, accepted)
    connection.commit()
    # What PostgreSQL does by itself along the way, where a town does not grow in half a minute.
    with connection.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as settled:
        settled.execute(text("vacuum analyze"))
    grower.town.rows = counts(connection)
    grower.town.grown_in = time.perf_counter() - begun
    _must_be(grower)
    return grower.town


def counts(connection: Connection) -> dict[str, int]:
    """How many rows there are of each large thing."""
    tables = (Council, Supplier, Challenge, Problem, Submission, Answer, Pilot, Adoption, ClarificationQuestion, Anchor)
    return {
        model.__tablename__: connection.execute(select(func.count()).select_from(model.__table__)).scalar_one()
        for model in tables
    }


def _must_be(grower: Grower) -> None:
    sizes, found = grower.sizes, grower.town.rows
    crowded = grower.connection.execute(
        select(func.count())
        .select_from(Submission)
        .join(Challenge, Challenge.id == Submission.challenge_id)
        .where(Challenge.slug == grower.town.crowded_slug)
    ).scalar_one()
    wanted = {
        "councils": sizes.councils,
        "suppliers": sizes.suppliers,
        "challenges": sizes.challenges,
        "problems": sizes.problems,
        "pilots": sizes.pilots,
    }
    assert {name: found[name] for name in wanted} == wanted
    assert crowded == sizes.proposals
