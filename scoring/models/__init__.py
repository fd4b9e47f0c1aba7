"""Tables of assessing and deciding."""

from scoring.models.assessment import Assessment, Score
from scoring.models.claim import LegalClaim
from scoring.models.conflict import ConflictMatch, Declaration
from scoring.models.decision import Decision, DecisionOutcome
from scoring.models.feedback import AssessmentSummary
from scoring.models.moderation import ConsensusScore, ModerationCase
from scoring.models.panel import Panel, PanelSeat, Round

__all__ = [
    "Assessment",
    "AssessmentSummary",
    "ConflictMatch",
    "ConsensusScore",
    "Decision",
    "DecisionOutcome",
    "Declaration",
    "LegalClaim",
    "ModerationCase",
    "Panel",
    "PanelSeat",
    "Round",
    "Score",
]
