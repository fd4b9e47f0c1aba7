"""What this feature does when others ask or tell."""

from scoring.listeners import ballot, decision, declaring, panel, second_round, supplier

__all__ = ["ballot", "decision", "declaring", "panel", "second_round", "supplier"]
