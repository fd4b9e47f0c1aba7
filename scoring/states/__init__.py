"""States, legal moves and the names of what happened, one module for each thing that has a life of its own."""

from scoring.states.assessment import (
    ASSESSMENT_LIFECYCLE,
    HANDED_IN,
    OPEN_TO_SCORES,
    UNLOCKED,
    AssessmentAction,
    AssessmentState,
)
from scoring.states.claim import CLAIM_LIFECYCLE, ClaimAction, ClaimState
from scoring.states.conflict import DECLARATION_LIFECYCLE, DeclarationAction, DeclarationState, MatchKind
from scoring.states.decision import (
    DECISION_LIFECYCLE,
    OUTCOMES_OF,
    DecisionAction,
    DecisionKind,
    DecisionState,
    ProposalOutcome,
    ReasonRule,
    SummaryFilter,
)
from scoring.states.moderation import CASE_LIFECYCLE, CaseAction, CaseState
from scoring.states.panel import SEAT_LIFECYCLE, RoundKind, SeatAction, SeatState
from scoring.states.pay import PAY_LIFECYCLE, PayAction, PayState

__all__ = [
    "ASSESSMENT_LIFECYCLE",
    "CASE_LIFECYCLE",
    "CLAIM_LIFECYCLE",
    "DECISION_LIFECYCLE",
    "DECLARATION_LIFECYCLE",
    "HANDED_IN",
    "OPEN_TO_SCORES",
    "OUTCOMES_OF",
    "PAY_LIFECYCLE",
    "SEAT_LIFECYCLE",
    "UNLOCKED",
    "AssessmentAction",
    "AssessmentState",
    "CaseAction",
    "CaseState",
    "ClaimAction",
    "ClaimState",
    "DecisionAction",
    "DecisionKind",
    "DecisionState",
    "DeclarationAction",
    "DeclarationState",
    "MatchKind",
    "PayAction",
    "PayState",
    "ProposalOutcome",
    "ReasonRule",
    "RoundKind",
    "SeatAction",
    "SeatState",
    "SummaryFilter",
]
