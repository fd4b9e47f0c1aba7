"""States, legal moves and the names of what happened, one module for each thing that has a life of its own."""

from challenges.states.challenge import (
    CHALLENGE_LIFECYCLE,
    AnswerKind,
    ApprovalOutcome,
    ChallengeAction,
    ChallengeState,
    Instrument,
    PartnerKind,
)
from challenges.states.problem import PROBLEM, Channel, ProblemAction, ProblemState
from challenges.states.question import CLARIFICATION, QuestionAction, QuestionState

__all__ = [
    "CHALLENGE_LIFECYCLE",
    "CLARIFICATION",
    "PROBLEM",
    "AnswerKind",
    "ApprovalOutcome",
    "ChallengeAction",
    "ChallengeState",
    "Channel",
    "Instrument",
    "PartnerKind",
    "ProblemAction",
    "ProblemState",
    "QuestionAction",
    "QuestionState",
]
