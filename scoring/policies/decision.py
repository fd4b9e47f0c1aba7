"""Who drafts, approves and confirms a decision: never one person alone, never one with an interest."""

import uuid
from collections.abc import Collection, Mapping
from typing import Protocol

from accounts.states import Role
from challenges.policies.officer import is_assigned, works_on_proposals
from core.access import Actor
from scoring.models import Decision, Panel
from scoring.policies.ranking import READERS


class DecisionDesk(Protocol):
    """A decision, and whom a conflict of interest or an entry by post keeps out of it."""

    @property
    def decision(self) -> Decision: ...

    @property
    def kept_out(self) -> Collection[uuid.UUID]: ...

    @property
    def stand_ins(self) -> Mapping[uuid.UUID, Collection[Role]]: ...


class PanelDesk(Protocol):
    """A panel that may get a decision, whom a conflict keeps out, and who stands in for the council."""

    @property
    def panel(self) -> Panel: ...

    @property
    def kept_out(self) -> Collection[uuid.UUID]: ...

    @property
    def stand_ins(self) -> Mapping[uuid.UUID, Collection[Role]]: ...


def can_list_decisions(actor: Actor) -> bool:
    return actor.body_id is not None and actor.role in READERS


def can_see_decision(actor: Actor, desk: DecisionDesk) -> bool:
    """The lead council's readers, and who stands in for it."""
    reads = works_on_proposals(actor, desk.decision.challenge, *READERS) or actor.person_id in desk.stand_ins
    return reads and actor.person_id not in desk.kept_out


def can_draft_decision(actor: Actor, desk: PanelDesk) -> bool:
    prepares = is_assigned(actor, desk.panel.challenge) or stands_in(actor, desk, Role.OFFICER)
    return prepares and actor.person_id not in desk.kept_out


def can_edit_decision(actor: Actor, desk: DecisionDesk) -> bool:
    """Assigned officers, or who stands in for them, without a conflict. Whether it is still a draft is the lifecycle's
    question."""
    prepares = is_assigned(actor, desk.decision.challenge) or stands_in(actor, desk, Role.OFFICER)
    return prepares and actor.person_id not in desk.kept_out


def stands_in(actor: Actor, desk: DecisionDesk | PanelDesk, role: Role) -> bool:
    return actor.person_id is not None and role in desk.stand_ins.get(actor.person_id, ())


def can_approve_decision(actor: Actor, desk: DecisionDesk) -> bool:
    """An approver, or who stands in for one, who had no hand in the draft, entered no proposal and has no conflict."""
    approves = actor.acts_for(desk.decision.council_id, Role.APPROVER.value) or stands_in(actor, desk, Role.APPROVER)
    return approves and actor.person_id not in desk.kept_out and not had_a_hand(actor, desk.decision)


def had_a_hand(actor: Actor, decision: Decision) -> bool:
    """Drafted it, changed it, or sent it for approval."""
    return actor.person_id in (decision.drafted_by, decision.moderated_by) or str(actor.person_id) in decision.edited_by


def can_issue_summaries(actor: Actor, desk: DecisionDesk) -> bool:
    return can_edit_decision(actor, desk)


def can_start_standstill(actor: Actor, desk: DecisionDesk) -> bool:
    return can_edit_decision(actor, desk)


def can_confirm_decision(actor: Actor, desk: DecisionDesk) -> bool:
    return can_edit_decision(actor, desk)


def can_offer_reserve(actor: Actor, desk: DecisionDesk) -> bool:
    return can_edit_decision(actor, desk)
