"""What this feature does when others ask or tell."""

from scoring.listeners import ballot, decision, panel, second_round, supplier

__all__ = ["ballot", "decision", "panel", "second_round", "supplier"]
