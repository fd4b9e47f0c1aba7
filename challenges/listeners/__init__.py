"""What this feature does when others ask or tell."""

from challenges.listeners import challenge, news, problem, question, supplier

__all__ = ["challenge", "news", "problem", "question", "supplier"]
