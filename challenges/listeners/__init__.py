"""What this feature does when others ask or tell."""

from challenges.listeners import challenge, problem, question

__all__ = ["challenge", "problem", "question"]
