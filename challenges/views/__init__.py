"""Pages: each module registers its own on the one blueprint."""

from challenges.views import (
    approval,
    builder,
    challenge_own,
    challenge_public,
    criteria,
    interest,
    lots,
    notice,
    officer,
    partner,
    preset,
    problem,
    problem_raise,
    problem_triage,
    question,
    question_desk,
    translation,
)
from challenges.views.blueprint import blueprint

__all__ = [
    "approval",
    "blueprint",
    "builder",
    "challenge_own",
    "challenge_public",
    "criteria",
    "interest",
    "lots",
    "notice",
    "officer",
    "partner",
    "preset",
    "problem",
    "problem_raise",
    "problem_triage",
    "question",
    "question_desk",
    "translation",
]
