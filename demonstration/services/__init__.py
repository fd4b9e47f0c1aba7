"""Filling a demonstration, and moving its clock."""

from demonstration.services.clockwork import move_clock
from demonstration.services.seed import seed

__all__ = ["move_clock", "seed"]
