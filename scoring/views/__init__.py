"""Pages of assessing and deciding, one module a word of the domain."""

from scoring.views import (
    assessment,
    claim,
    conflict,
    decision,
    feedback,
    moderation,
    naming,
    panel,
    ranking,
    standstill,
)
from scoring.views.blueprint import blueprint

__all__ = [
    "assessment",
    "blueprint",
    "claim",
    "conflict",
    "decision",
    "feedback",
    "moderation",
    "naming",
    "panel",
    "ranking",
    "standstill",
]
