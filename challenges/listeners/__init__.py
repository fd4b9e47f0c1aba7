"""What this feature does when others ask or tell."""

from challenges.listeners import challenge, interest, news, problem, question, supplier

__all__ = ["challenge", "interest", "news", "problem", "question", "supplier"]
