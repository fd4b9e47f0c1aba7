"""Tables of assessing and deciding."""

from scoring.models.assessment import Assessment, Score
from scoring.models.conflict import ConflictMatch, Declaration
from scoring.models.panel import Panel, PanelSeat, Round

__all__ = ["Assessment", "ConflictMatch", "Declaration", "Panel", "PanelSeat", "Round", "Score"]
