"""Pages: each module registers its own on the one blueprint."""

from challenges.views import problem, problem_triage, question
from challenges.views.blueprint import blueprint

__all__ = ["blueprint", "problem", "problem_triage", "question"]
