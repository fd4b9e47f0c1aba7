"""Who reads an assessment summary."""

import uuid
from collections.abc import Collection
from typing import Protocol

from challenges.policies.officer import is_assigned
from core.access import Actor
from scoring.models import AssessmentSummary, Decision
from submissions.policies import is_team


class SummaryDesk(Protocol):
    @property
    def summary(self) -> AssessmentSummary: ...

    @property
    def decision(self) -> Decision: ...

    @property
    def kept_out(self) -> Collection[uuid.UUID]: ...


def can_read_feedback(actor: Actor, summary: AssessmentSummary) -> bool:
    """The bidder's own people, once it was issued. `summary` has its submission with members loaded."""
    return summary.issued_at is not None and is_team(actor, summary.submission)


def can_edit_summary(actor: Actor, desk: SummaryDesk) -> bool:
    return is_assigned(actor, desk.decision.challenge) and actor.person_id not in desk.kept_out
