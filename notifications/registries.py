"""What higher floors contribute to who is told."""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from core.registry import Registry
from core.workflow import LabelledState


@dataclass(frozen=True)
class Recipient:
    """Somebody to tell: a person with an account, or just an address. `stop_path` stops this kind of mail."""

    address: str
    language: str = "en"
    person_id: uuid.UUID | None = None
    stop_path: str = ""


@dataclass(frozen=True, kw_only=True)
class Follower(Recipient):
    """Somebody who follows a topic; `id` is their place in the order of all who do."""

    id: uuid.UUID


# Who follows a topic: those after this place, at most so many, in their order. The floor that keeps follows fills it.
FollowersAfter = Callable[[uuid.UUID, uuid.UUID, int], Sequence[Follower]]
followers: Registry[FollowersAfter] = Registry("followers")


Parameters = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class News:
    """Something that is new in a list. `state` is what its tag says; `closes_at` is shown in `zone`."""

    title: str
    path: str
    source: str
    state: Any = ""
    closes_at: dt.datetime | None = None
    zone: str = ""


class Search(Protocol):
    """What a list is searched by. `more` is what is asked for besides, by the names of the parameters."""

    @property
    def words(self) -> str: ...
    @property
    def council(self) -> str: ...
    @property
    def state(self) -> LabelledState | None: ...
    @property
    def more(self) -> Mapping[str, LabelledState]: ...


@dataclass(frozen=True)
class Wanted:
    """What a search asks for: `council` is a slug; `more` has other parameters, each with value and words."""

    words: str = ""
    council: str = ""
    state: LabelledState | None = None
    more: Mapping[str, tuple[str, Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, search: Search) -> "Wanted":
        more = {name: (str(value.value), value.label) for name, value in search.more.items()}
        return cls(words=search.words, council=search.council, state=search.state, more=more)


@dataclass(frozen=True)
class SavableList:
    """A public list whose searches can be saved.

    `wanted` reads the parameters of an address, and leaves out what the list does not know. `news` is what fits them
    and became public, or came into the state that is asked for, after the first moment and not after the second: the
    newest first, at most `limit`.
    """

    label: Any
    path: str
    wanted: Callable[[Parameters], Wanted]
    news: Callable[[Parameters, dt.datetime, dt.datetime, int], Sequence[News]]
    # Of a list that not everybody may read: whether this person may now. Else the search ends, without a mail.
    may_read: Callable[[Parameters, uuid.UUID | None], bool] | None = None


# By the key of the list, in the order in which a mail tells of them; the floors that own the lists fill it.
savable_lists: Registry[SavableList] = Registry("lists whose searches can be saved")


def first(parameters: Parameters, name: str) -> str:
    """The value of a parameter, empty when it is not there."""
    return next(iter(parameters.get(name, ())), "")
