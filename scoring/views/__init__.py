"""Pages of assessing and deciding, one module a word of the domain."""

from scoring.views import assessment, conflict, panel
from scoring.views.blueprint import blueprint

__all__ = ["assessment", "blueprint", "conflict", "panel"]
