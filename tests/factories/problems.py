"""Problems for tests, as they stand in each state."""

import datetime as dt
from typing import Any

import factory

from accounts.models import Council
from challenges.models.problem import Problem
from challenges.services import problem as services
from challenges.states.problem import Channel, ProblemState
from core.access import ANONYMOUS, Actor
from core.database import new_id
from core.text import new_reference
from tests.factories.accounts import CouncilFactory, TownlabFactory

LAST_WEEK = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


class ProblemFactory(TownlabFactory):
    """Raised by somebody without an account, and read by nobody. `published=True` makes it public."""

    class Meta:
        model = Problem

    class Params:
        published = factory.Trait(
            state=ProblemState.UNDER_REVIEW,
            review_started_at=LAST_WEEK + dt.timedelta(days=1),
            published_at=LAST_WEEK + dt.timedelta(days=1),
        )
        under_review = factory.Trait(
            state=ProblemState.UNDER_REVIEW, review_started_at=LAST_WEEK + dt.timedelta(days=1)
        )

    id = factory.LazyFunction(new_id)
    reference = factory.LazyFunction(lambda: new_reference("PRB"))
    slug = factory.Sequence(lambda n: f"problem-{n}")
    council = factory.SubFactory(CouncilFactory)
    title = factory.Sequence(lambda n: f"Problem number {n}")
    description = "The lamps in the park are out after ten at night."
    raised_words = factory.SelfAttribute("description")
    state = ProblemState.RAISED
    channel = Channel.WEB
    raised_at = LAST_WEEK


def raised(council: Council, *, by: Actor = ANONYMOUS, words: str = "The lift is broken.", **more: Any) -> Problem:
    """A problem raised through the service, with its topic."""
    return services.raise_problem(services.Report(council_id=council.id, words=words, **more), by=by)


def published(council: Council, officer: Actor, *, by: Actor = ANONYMOUS, **more: Any) -> Problem:
    """A problem that was raised and then published by an officer."""
    problem = raised(council, by=by, **more)
    services.publish_problem(
        problem, title=problem.title, description=problem.description, publish_files=False, by=officer
    )
    return problem
