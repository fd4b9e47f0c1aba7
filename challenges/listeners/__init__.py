"""What this feature does when others ask or tell."""

from challenges.listeners import problem, question

__all__ = ["problem", "question"]
