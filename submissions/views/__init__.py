"""Pages: each module registers its own on the one blueprint."""

from submissions.views import (
    answering,
    applying,
    clarifying,
    consortium,
    declaring,
    entering,
    handing_in,
    hiding,
    ideas,
    receiving,
    reusing,
    verifying,
    writing,
)
from submissions.views.blueprint import blueprint

__all__ = [
    "answering",
    "applying",
    "blueprint",
    "clarifying",
    "consortium",
    "declaring",
    "entering",
    "handing_in",
    "hiding",
    "ideas",
    "receiving",
    "reusing",
    "verifying",
    "writing",
]
