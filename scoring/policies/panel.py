"""Who may set up and look after a panel."""

import uuid
from collections.abc import Collection

from accounts.states import BodyKind, Role
from challenges.models import Challenge
from challenges.policies.officer import is_assigned, works_on_proposals
from core.access import Actor
from scoring.models import Panel, PanelSeat
from scoring.states import SeatState

# Those of the lead council who may see how a panel gets on.
READERS = (Role.OFFICER.value, Role.APPROVER.value, Role.AUDITOR.value)


def can_read_panel_list(actor: Actor) -> bool:
    """The panels of the council that the actor acts for."""
    return actor.body_kind == BodyKind.COUNCIL.value and actor.role in READERS


def can_see_panels(actor: Actor, challenge: Challenge) -> bool:
    return works_on_proposals(actor, challenge, *READERS)


def can_set_up_panel(actor: Actor, challenge: Challenge, typed_in_by: Collection[uuid.UUID]) -> bool:
    """An assigned officer; not one who typed in a proposal to the challenge, whom `typed_in_by` names."""
    return is_assigned(actor, challenge) and actor.person_id not in typed_in_by


def can_manage_panel(actor: Actor, panel: Panel) -> bool:
    """Invite, name the chair, assign seats, reopen: an assigned officer who typed in no proposal to the challenge.

    `panel` has its challenge loaded.
    """
    return is_assigned(actor, panel.challenge) and actor.person_id not in (panel.typed_in_by or ())


def can_see_panel(actor: Actor, panel: Panel) -> bool:
    """Those of the council who see its panels, and the chair. `panel` has its challenge and seats loaded."""
    return can_see_panels(actor, panel.challenge) or is_chair(actor, panel)


def can_open_panel(actor: Actor, panel: Panel) -> bool:
    """Its page: also for who stands in for the council, who reads there how far the panel is and changes nothing."""
    return can_see_panel(actor, panel) or (actor.is_signed_in and actor.person_id in (panel.acting or ()))


def is_chair(actor: Actor, panel: Panel) -> bool:
    """`panel` has its seats loaded."""
    return actor.is_signed_in and any(
        seat.is_chair and seat.state is SeatState.ACCEPTED and seat.person_id == actor.person_id for seat in panel.seats
    )


def holds_seat(actor: Actor, seat: PanelSeat) -> bool:
    """Accepted, and still on the panel."""
    return actor.is_signed_in and seat.person_id == actor.person_id and seat.state is SeatState.ACCEPTED


def can_answer_invitation(actor: Actor, seat: PanelSeat) -> bool:
    """Whoever the loader found it for: the person at whose address it was sent, or who sits there now."""
    return actor.is_signed_in and seat.person_id in (None, actor.person_id)


def is_officer(actor: Actor) -> bool:
    return actor.body_kind == BodyKind.COUNCIL.value and actor.role == Role.OFFICER.value


def is_office(actor: Actor) -> bool:
    """Those of a council who run a challenge and decide about it."""
    return is_officer(actor) or (actor.body_kind == BodyKind.COUNCIL.value and actor.role == Role.APPROVER.value)
