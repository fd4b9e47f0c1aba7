"""What the passing of time makes due."""

from core.jobs import on_tick
from submissions import services


@on_tick("submissions.remind")
def remind() -> None:
    """Teams with a working copy hear 7 days and 1 day before the deadline."""
    services.remind()


@on_tick("submissions.remind_of_clarifications")
def remind_of_clarifications() -> None:
    """Teams that the council has asked something hear a day before it is due."""
    services.remind_of_clarifications()
