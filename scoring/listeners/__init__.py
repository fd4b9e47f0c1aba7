"""What this feature does when others ask or tell."""

from scoring.listeners import decision, panel, supplier

__all__ = ["decision", "panel", "supplier"]
