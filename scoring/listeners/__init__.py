"""What this feature does when others ask or tell."""

from scoring.listeners import panel

__all__ = ["panel"]
