"""How a lower floor lets higher floors contribute: it declares a registry, they fill it at import time."""

from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Registry(Generic[T]):
    """Contributions by key, in the order of their `order` number."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._entries: dict[str, tuple[int, T]] = {}

    def add(self, key: str, entry: T, *, order: int = 100) -> T:
        """Register `entry`. Raises `KeyError` when another entry has the same key."""
        if key in self._entries and self._entries[key][1] is not entry:
            raise KeyError(f"{self.name}: {key} is registered twice")
        self._entries[key] = (order, entry)
        return entry

    def get(self, key: str) -> T | None:
        found = self._entries.get(key)
        return found[1] if found else None

    def __iter__(self) -> Iterator[T]:
        return iter(entry for _, entry in sorted(self._entries.values(), key=lambda pair: pair[0]))
