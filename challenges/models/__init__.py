"""Tables of problems, challenges and the questions asked about them."""

from challenges.models.problem import Problem, ProblemFile
from challenges.models.question import ClarificationQuestion

__all__ = ["ClarificationQuestion", "Problem", "ProblemFile"]
