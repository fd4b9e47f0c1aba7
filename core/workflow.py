"""The one way in which anything changes its state."""

import enum
from collections.abc import Iterable, Mapping
from typing import Any, Generic, Protocol, TypeVar

from flask_babel import lazy_gettext as _l

from core import audit, clock
from core.access import Actor
from core.errors import IllegalMove

S = TypeVar("S", bound=enum.Enum)
A = TypeVar("A", bound=enum.Enum)
L = TypeVar("L", bound="LabelledState")


class LabelledState(enum.Enum):
    """A state as stored (`value`), as people read it (`label`) and the colour of its tag."""

    label: Any
    colour: str

    def __new__(cls, value: str, label: Any = "", colour: str = "grey") -> "LabelledState":
        member = object.__new__(cls)
        member._value_ = value
        member.label = label
        member.colour = colour
        return member


def known(kind: type[L], value: str) -> L | None:
    """The member with this value; None for one that there is not."""
    return next((member for member in kind if member.value == value), None)


class Stateful(Protocol):
    """What a lifecycle moves: it has an id, a table name and a stored `state`."""

    __tablename__: str
    state: Any

    @property
    def id(self) -> Any: ...


class Lifecycle(Generic[S, A]):
    """A transition table. States that depend on dates are derived (`state_at(now)`), never stored.

    `moves` maps (state, action) to the next stored state; the state on the left may be a derived one.
    """

    def __init__(self, name: str, moves: Mapping[tuple[S, A], S]) -> None:
        self.name = name
        self.moves = dict(moves)

    def state_of(self, thing: Stateful) -> S:
        """The state the thing is in at this time, dates considered."""
        derive = getattr(thing, "state_at", None)
        return derive(clock.now()) if derive else thing.state  # type: ignore[no-any-return]

    def allows(self, thing: Stateful, action: A) -> bool:
        return (self.state_of(thing), action) in self.moves

    def actions_from(self, state: S) -> Iterable[A]:
        return (action for (source, action) in self.moves if source is state)

    def check(self, thing: Stateful, action: A) -> S:
        """The state that `action` leads to. Raises `IllegalMove` when the table has no such row."""
        source = self.state_of(thing)
        target = self.moves.get((source, action))
        if target is None:
            raise IllegalMove(
                lifecycle=self.name,
                state=source.value,
                action=action.value,
                message=_l(
                    "This cannot be done now: its state is “%(state)s”. "
                    "Somebody may have changed it meanwhile. Go back and look again.",
                    state=getattr(source, "label", source.value),
                ),
            )
        return target

    def move(self, thing: Stateful, action: A, *, by: Actor, event: str, reason: str = "", **facts: Any) -> S:
        """Make the move and record it. Returns the new state; raises `IllegalMove`."""
        target = self.check(thing, action)
        source = self.state_of(thing)
        thing.state = target
        audit.record(
            event,
            subject=thing,
            by=by,
            from_state=source.value,
            to_state=target.value,
            reason=reason,
            **facts,
        )
        return target
