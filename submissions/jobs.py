"""What the passing of time makes due, and reading files, which takes a while."""

import uuid

from core.jobs import on_tick, task
from submissions import services


@on_tick("submissions.remind")
def remind() -> None:
    """Teams with a working copy hear 7 days and 1 day before the deadline."""
    services.remind()


@on_tick("submissions.remind_of_clarifications")
def remind_of_clarifications() -> None:
    """Teams that the council has asked something hear a day before it is due."""
    services.remind_of_clarifications()


@on_tick("submissions.ask_for_readings")
def ask_for_readings() -> None:
    """The files of proposals that are read without names, once their challenge is closed."""
    services.ask_for_readings()


@task("submissions.read_file")
def read_file(submission_id: str, file_id: str) -> None:
    services.read_file(uuid.UUID(submission_id), uuid.UUID(file_id))
