"""Who moderates a panel."""

import uuid
from collections.abc import Collection
from typing import Protocol

from core.access import Actor
from scoring.models import ModerationCase, Panel
from scoring.policies.panel import can_see_panel, holds_seat, is_chair


class CaseOnTable(Protocol):
    """A case, its panel with the seats, and those who may not reach its proposal."""

    @property
    def case(self) -> ModerationCase: ...

    @property
    def panel(self) -> Panel: ...

    @property
    def recused(self) -> Collection[uuid.UUID]: ...


def can_see_cases(actor: Actor, panel: Panel) -> bool:
    """`panel` has its challenge and seats loaded. The list shows only proposals that the actor may reach."""
    return can_see_panel(actor, panel)


def can_see_case(actor: Actor, table: CaseOnTable) -> bool:
    return can_see_cases(actor, table.panel) and actor.person_id not in table.recused


def can_close_case(actor: Actor, table: CaseOnTable) -> bool:
    """The chair, unless recused from that very proposal."""
    return is_chair(actor, table.panel) and actor.person_id not in table.recused


class MeetingRoom(Protocol):
    """Where a panel meets; it has its challenge and seats loaded."""

    @property
    def panel(self) -> Panel: ...


def can_meet(actor: Actor, room: MeetingRoom) -> bool:
    """The council's people, and everybody on the panel. They hear only of proposals that they may reach."""
    return can_see_panel(actor, room.panel) or any(holds_seat(actor, seat) for seat in room.panel.seats)


def can_lead_meeting(actor: Actor, room: MeetingRoom) -> bool:
    return is_chair(actor, room.panel)
