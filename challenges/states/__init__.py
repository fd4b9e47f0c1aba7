"""States, legal moves and the names of what happened, one module for each thing that has a life of its own."""

from challenges.states.challenge import (
    CHALLENGE_LIFECYCLE,
    AnswerKind,
    ApprovalOutcome,
    ChallengeAction,
    ChallengeState,
    Instrument,
    PartnerKind,
    PriceFormula,
    SecondRound,
)
from challenges.states.problem import PROBLEM_LIFECYCLE, Channel, Concern, ProblemAction, ProblemState
from challenges.states.question import QUESTION_LIFECYCLE, QuestionAction, QuestionState

__all__ = [
    "CHALLENGE_LIFECYCLE",
    "PROBLEM_LIFECYCLE",
    "QUESTION_LIFECYCLE",
    "AnswerKind",
    "ApprovalOutcome",
    "ChallengeAction",
    "ChallengeState",
    "Channel",
    "Concern",
    "Instrument",
    "PartnerKind",
    "PriceFormula",
    "ProblemAction",
    "ProblemState",
    "QuestionAction",
    "QuestionState",
    "SecondRound",
]
