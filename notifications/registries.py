"""What higher floors contribute to who is told."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from core.registry import Registry


@dataclass(frozen=True)
class Recipient:
    """Somebody to tell: a person with an account, or just an address. `stop_path` stops this kind of mail."""

    address: str
    language: str = "en"
    person_id: uuid.UUID | None = None
    stop_path: str = ""


# Who follows a topic; the floor that keeps follows fills it.
followers: Registry[Callable[[uuid.UUID], Iterable[Recipient]]] = Registry("followers")
