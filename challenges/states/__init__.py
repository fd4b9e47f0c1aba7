"""States, legal moves and the names of what happened, one module for each thing that has a life of its own."""

from challenges.states.problem import PROBLEM_LIFECYCLE, Channel, ProblemAction, ProblemState
from challenges.states.question import QUESTION_LIFECYCLE, QuestionAction, QuestionState

__all__ = [
    "PROBLEM_LIFECYCLE",
    "QUESTION_LIFECYCLE",
    "Channel",
    "ProblemAction",
    "ProblemState",
    "QuestionAction",
    "QuestionState",
]
