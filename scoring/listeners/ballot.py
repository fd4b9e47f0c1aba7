"""The public's vote: who has none, what the public finds on a challenge's page, and what waits for an officer."""

from collections.abc import Iterable

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from accounts.registries import WorkItem, work_items
from accounts.states import Role
from challenges.models import Challenge
from challenges.registries import PublicPart, public_parts
from challenges.states import ChallengeState
from core import clock
from core.access import Actor
from participation.registries import voting_obstacles
from participation.states import BallotState, Tier
from scoring.queries import ballot as queries

# While people can vote, or soon can, the way there stands on top of the page.
_ON_TOP = (BallotState.SCHEDULED, BallotState.OPEN)
# From when on everybody may know how people voted: the bidders were told first.
_TOLD = (
    ChallengeState.STANDSTILL,
    ChallengeState.AWARDED,
    ChallengeState.DELIVERING,
    ChallengeState.COMPLETED,
    ChallengeState.UNSUCCESSFUL,
    ChallengeState.CANCELLED,
)


def public_vote(challenge: Challenge) -> PublicPart | None:
    """The way to the vote, and what it came to once the bidders know."""
    if not challenge.public_vote:
        return None
    now, several = clock.now(), len(challenge.lots) > 1
    found = [(one, one.state_at(now), title if several else "") for one, title in queries.ballots_of(challenge)]
    if not found:
        return None
    return PublicPart(
        template="scoring/public_vote.html",
        facts={"ballots": found, "tell": challenge.state in _TOLD, "tiers": Tier},
        on_top=any(state in _ON_TOP for _, state, _ in found),
    )


def votes_to_set_up(actor: Actor) -> Iterable[WorkItem]:
    if actor.role != Role.OFFICER.value:
        return []
    return [
        WorkItem(
            kind=_l("Votes of the public to set up"),
            title=title,
            url=url_for("scoring.vote_show", panel_id=panel_id),
            detail=_("Bidders know who is on the shortlist"),
        )
        for panel_id, title in queries.votes_to_set_up(actor)
    ]


voting_obstacles.add("scoring", queries.voting_obstacle)
public_parts.add("scoring.vote", public_vote, order=20)
work_items.add("scoring.votes", votes_to_set_up, order=44)
