"""Reads, filtered by what the reader may see. Those of challenges that other floors use stand here."""

from challenges.queries.challenge import (
    challenge_by_id,
    challenge_by_slug,
    challenges_by_ids,
    criteria_of,
    lots_of,
    open_challenges,
    phases_of,
    public_challenges_of,
    questions_of,
    state_is,
    whole_challenge,
)
from challenges.queries.hits import challenge_hits, challenges_answering, problem_hits, problems_answering
from challenges.queries.problem import problems_behind, problems_of_council, recent_problems
from challenges.queries.similar import Similar, similar_to

__all__ = [
    "Similar",
    "challenge_by_id",
    "challenge_by_slug",
    "challenge_hits",
    "challenges_answering",
    "challenges_by_ids",
    "criteria_of",
    "lots_of",
    "open_challenges",
    "phases_of",
    "problem_hits",
    "problems_answering",
    "problems_behind",
    "problems_of_council",
    "public_challenges_of",
    "questions_of",
    "recent_problems",
    "similar_to",
    "state_is",
    "whole_challenge",
]
