"""Pages: each module registers its own on the one blueprint."""

from pilots.views import adoption, gate, kpi, milestone, plan, progress, public, team, variation
from pilots.views.blueprint import blueprint

__all__ = [
    "adoption",
    "blueprint",
    "gate",
    "kpi",
    "milestone",
    "plan",
    "progress",
    "public",
    "team",
    "variation",
]
