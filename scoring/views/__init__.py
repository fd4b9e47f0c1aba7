"""Pages of assessing and deciding, one module a word of the domain."""

from scoring.views import (
    assessment,
    calibration,
    claim,
    conflict,
    decision,
    dossier,
    feedback,
    meeting,
    moderation,
    naming,
    panel,
    pay,
    pool,
    ranking,
    second_round,
    sharing,
    standstill,
)
from scoring.views.blueprint import blueprint

__all__ = [
    "assessment",
    "blueprint",
    "calibration",
    "claim",
    "conflict",
    "decision",
    "dossier",
    "feedback",
    "meeting",
    "moderation",
    "naming",
    "panel",
    "pay",
    "pool",
    "ranking",
    "second_round",
    "sharing",
    "standstill",
]
