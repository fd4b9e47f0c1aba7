"""What the public says of the proposals of a panel, as far as it counts."""

import enum
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from participation.queries.ballot import live_ballot
from scoring import ranking
from scoring.models import Panel


class Stage(enum.Enum):
    """How far the public's vote is: there is none, it waits or runs or is being counted, it is counted."""

    NONE = "none"
    RUNNING = "running"
    COUNTED = "counted"


@dataclass(frozen=True)
class Voice:
    """What the public says of the proposals of a panel. `votes` by proposal; `counts`: enough people voted."""

    stage: Stage = Stage.NONE
    voters: int = 0
    turnout: int = 0
    voters_by_tier: Mapping[str, int] = field(default_factory=dict)
    votes: Mapping[uuid.UUID, int] = field(default_factory=dict)
    counts: bool = False

    def score_of(self, submission_id: uuid.UUID) -> Decimal | None:
        if self.stage is not Stage.COUNTED:
            return None
        return ranking.public_score(self.votes.get(submission_id, 0), self.voters)


NO_VOTE = Voice()


def voice_of(panel: Panel) -> Voice:
    """In two queries, and in none where the public does not vote. `panel` has its challenge loaded."""
    ballot = live_ballot(panel.id) if panel.challenge.public_vote else None
    if ballot is None:
        return NO_VOTE
    if ballot.counted_at is None:
        return Voice(stage=Stage.RUNNING, turnout=ballot.turnout)
    return Voice(
        stage=Stage.COUNTED,
        voters=ballot.voters or 0,
        turnout=ballot.turnout,
        voters_by_tier=ballot.voters_by_tier,
        votes={option.subject_id: option.votes or 0 for option in ballot.options},
        counts=ballot.counts,
    )
