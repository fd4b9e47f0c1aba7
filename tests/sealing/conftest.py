from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from flask import Flask
from sqlalchemy import text

from challenges.models import Challenge
from challenges.states import ChallengeState
from core.database import db
from demonstration import mark
from submissions.models import Submission
from tests.factories.challenges import ChallengeFactory
from tests.factories.panels import Scene
from tests.sealing import proposals, scenery
from tests.sealing.addresses import Addresses
from tests.sealing.looking import Looker
from tests.sealing.people import Cast, cookie_of, hire
from tests.sealing.words import Finder
from tests.support import isolation
from tests.support.cluster import Cluster


@dataclass(frozen=True)
class World:
    """A challenge on the last day before its deadline, and all that goes on around it."""

    cast: Cast
    challenge: Challenge
    proposals: dict[str, Submission]
    scene: Scene
    look: Looker
    addresses: Addresses
    gone_through: list[str] = field(default_factory=list)

    def go_on(self, *stages: Callable[["World"], None]) -> None:
        """Each stage is gone through once."""
        for stage in stages:
            if stage.__name__ not in self.gone_through:
                self.gone_through.append(stage.__name__)
                stage(self)

    def has_gone_through(self, stage: Callable[["World"], None]) -> bool:
        return stage.__name__ in self.gone_through


@pytest.fixture(scope="module")
def world(app: Flask, cluster: Cluster, worker_name: str) -> Iterator[World]:
    name = f"test_{worker_name}_sealing"
    with isolation.committing(app, cluster.database(name)):
        db.session.execute(text(mark.write(mark.READY, database=name)))
        with app.test_request_context():
            planted = _plant(app)
        yield planted
    cluster.server.drop(name)


def _plant(app: Flask) -> World:
    cast = hire()
    scenery.plant(cast)
    challenge = ChallengeFactory(at=ChallengeState.OPEN, council=cast.council, assessors_each=4)
    proposals.ask_everything(challenge)
    made = proposals.plant(cast, challenge)
    scene = scenery.set_up_panel(cast, challenge)
    scenery.talk(cast, challenge)
    scenery.let_time_pass(challenge)
    db.session.commit()
    editions = (*proposals.EDITIONS, proposals.RIVALS, proposals.OVERWRITTEN)
    finder = Finder([word for edition in editions for word in edition.words.values()])
    return World(
        cast=cast,
        challenge=challenge,
        proposals=made,
        scene=scene,
        look=Looker(app, {name: cookie_of(app, cast, name) for name in cast.actors}, finder),
        addresses=Addresses(app, challenge),
    )
