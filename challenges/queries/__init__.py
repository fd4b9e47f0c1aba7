"""Reads, filtered by what the reader may see. What other floors use is named here."""

from challenges.queries.problem import problems_behind, problems_of_council, recent_problems
from challenges.queries.question import answered_questions

__all__ = ["answered_questions", "problems_behind", "problems_of_council", "recent_problems"]
