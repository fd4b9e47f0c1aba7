"""Ideas that a resident put forward: two before a deadline that then passes, and one that is sealed now."""

from challenges.models import Challenge
from challenges.states import ChallengeState
from core.database import db
from submissions import queries, services
from submissions.models import Idea
from tests.access.cast import Cast
from tests.access.world.challenges import challenge_in
from tests.access.world.things import Thing, Things


def plant_before_a_deadline(cast: Cast) -> list[Idea]:
    """Received and answered: in that order."""
    return [_sent(cast) for _ in range(2)]


def plant_after_it(cast: Cast, made: list[Idea]) -> Things:
    received, answered = made
    opened = queries.opened_idea(cast["officer"], answered.id)
    assert opened is not None
    services.answer_idea(opened, taken_up=True, words="We try it.", by=cast["officer"])
    return {"an idea: received": _thing(received), "an idea: answered": _thing(answered)}


def plant(cast: Cast) -> Things:
    return {"an idea: sent": _thing(_sent(cast))}


def _sent(cast: Cast) -> Idea:
    challenge: Challenge = challenge_in(cast, ChallengeState.OPEN)
    challenge.ideas_allowed = True
    db.session.flush()
    return services.put_forward(challenge, title="Benches", words="A bench at each stop.", by=cast["author"])


def _thing(idea: Idea) -> Thing:
    return {"idea_id": idea.id, "slug": idea.challenge.slug}
