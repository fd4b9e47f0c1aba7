"""Verbs: one function for each thing that can be done. The moves of a challenge that other floors make stand here."""

from challenges.services.drafting import draft_challenge
from challenges.services.life import (
    award,
    complete,
    declare_unsuccessful,
    end_without_award,
    record_decision,
    set_aside,
    start_assessment,
    start_delivery,
    start_standstill,
)

__all__ = [
    "award",
    "complete",
    "declare_unsuccessful",
    "draft_challenge",
    "end_without_award",
    "record_decision",
    "set_aside",
    "start_assessment",
    "start_delivery",
    "start_standstill",
]
