"""What higher floors say about taking part."""

import uuid
from collections.abc import Callable
from typing import Any

from core.registry import Registry

# Each entry says, in words, why this person has no vote on the ballot about the owner's thing with this id; or None.
voting_obstacles: Registry[Callable[[uuid.UUID, uuid.UUID], Any]] = Registry("why somebody has no vote")


def voting_obstacle(person_id: uuid.UUID, subject_id: uuid.UUID) -> Any:
    """The first reason why not; None when there is none."""
    return next((words for ask in voting_obstacles if (words := ask(person_id, subject_id))), None)
