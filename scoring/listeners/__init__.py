"""What this feature does when others ask or tell."""

from scoring.listeners import decision, panel, second_round, supplier

__all__ = ["decision", "panel", "second_round", "supplier"]
