"""Who reads an assessment summary."""

import uuid
from collections.abc import Collection, Mapping
from typing import Protocol

from accounts.states import Role
from core.access import Actor
from scoring.models import AssessmentSummary, Decision
from scoring.policies.decision import can_edit_decision
from submissions.policies import is_team


class SummaryDesk(Protocol):
    @property
    def summary(self) -> AssessmentSummary: ...

    @property
    def decision(self) -> Decision: ...

    @property
    def kept_out(self) -> Collection[uuid.UUID]: ...

    @property
    def stand_ins(self) -> Mapping[uuid.UUID, Collection[Role]]: ...


def can_read_feedback(actor: Actor, summary: AssessmentSummary) -> bool:
    """The bidder's own people, once it was issued. `summary` has its submission with members loaded."""
    return summary.issued_at is not None and is_team(actor, summary.submission)


def can_edit_summary(actor: Actor, desk: SummaryDesk) -> bool:
    """Who may edit the decision sends the summaries, and corrects them first."""
    return can_edit_decision(actor, desk)
