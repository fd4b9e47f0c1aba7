"""Reads of what somebody has yet to declare about, and the condition that keeps it closed to them until then.

Who runs, approves or assesses declares about each bidder before they read. An auditor decides nothing, and a bidder
reads what is its own: neither is asked.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Result, Select, and_, exists, false, func, literal, null, or_, select, union_all
from sqlalchemy.orm import aliased

from accounts.states import BodyKind, Role
from challenges.models import Challenge
from challenges.queries.officer import is_assigned
from core import clock
from core.access import Actor
from core.database import db
from scoring.models import (
    Decision,
    Declaration,
    Dossier,
    Interview,
    LegalClaim,
    MeetingItem,
    ModerationCase,
    Panel,
    PanelSeat,
    Round,
)
from scoring.queries.panel import on_seat, own_challenge, panel_in_sight, stands_in
from submissions.models import Submission
from submissions.queries.received import unsealed
from submissions.states import SubmissionState

OUT = (
    SubmissionState.DRAFT,
    SubmissionState.INELIGIBLE,
    SubmissionState.WITHDRAWN,
    SubmissionState.DISQUALIFIED,
    SubmissionState.VOID,
)
_DECIDING = (Role.OFFICER.value, Role.APPROVER.value)


def competing() -> ColumnElement[bool]:
    """SQL: it competes, and the deadline has passed. Needs `Challenge` joined."""
    return and_(Submission.state.not_in(OUT), unsealed(clock.now()))


def is_asked(actor: Actor) -> bool:
    return actor.role != Role.AUDITOR.value and actor.body_kind != BodyKind.SUPPLIER.value


def undeclared(actor: Actor, submission_id: Any) -> ColumnElement[bool]:
    """SQL: the actor has to say first whether they have an interest in this submission. What they said is asked by
    `conflict.kept_out`."""
    if not is_asked(actor):
        return false()
    return ~exists().where(Declaration.person_id == actor.person_id, Declaration.submission_id == submission_id)


def undeclared_in(actor: Actor, *which: ColumnElement[bool]) -> ColumnElement[bool]:
    """SQL: among these submissions there is one that was received and that the actor has to declare about first.

    `which` may name anything around it but `Challenge` itself.
    """
    if not is_asked(actor):
        return false()
    return (
        select(Submission.id)
        .join(Submission.challenge)
        .where(*which, unsealed(clock.now()), undeclared(actor, Submission.id))
        .correlate_except(Submission, Challenge)
        .exists()
    )


def has_yet_to_declare(actor: Actor) -> ColumnElement[bool]:
    """SQL: the actor works with this panel, for the council or from a seat, and has not declared about all of its lot.

    Needs `Panel` in the statement. False for those who have no work there: other rules see to them.
    """
    of_lot = Submission.lot_id == Panel.lot_id
    office = and_(_works_for(actor, Panel.council_id, Panel.challenge_id), undeclared_in(actor, of_lot))
    return or_(office, and_(_sits(actor), _undeclared_from_seat(actor)))


def _works_for(actor: Actor, council_id: Any, challenge_id: Any) -> ColumnElement[bool]:
    """SQL: decides for the council of this challenge, or in its place."""
    if actor.role not in _DECIDING:
        return stands_in(actor, challenge_id)
    return or_(
        and_(council_id == actor.body_id, is_assigned(actor, challenge_id)),
        stands_in(actor, challenge_id),
    )


def _sits(actor: Actor, *which: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(PanelSeat.panel_id == Panel.id, on_seat(actor), *which)


def _undeclared_from_seat(actor: Actor) -> ColumnElement[bool]:
    """SQL: whoever they act for, somebody on the panel declares about what competes in its lot."""
    return (
        select(Submission.id)
        .join(Submission.challenge)
        .where(
            Submission.lot_id == Panel.lot_id,
            competing(),
            ~exists().where(Declaration.person_id == actor.person_id, Declaration.submission_id == Submission.id),
        )
        .correlate(Panel)
        .exists()
    )


def to_declare(actor: Actor) -> dict[uuid.UUID, int]:
    """For each panel that the actor sits on, how many bids they have not declared about; in one query."""
    rows = db.session.execute(
        select(Panel.id, func.count())
        .join(PanelSeat, PanelSeat.panel_id == Panel.id)
        .join(Challenge, Challenge.id == Panel.challenge_id)
        .join(Submission, Submission.lot_id == Panel.lot_id)
        .where(
            on_seat(actor),
            competing(),
            ~exists().where(Declaration.person_id == actor.person_id, Declaration.submission_id == Submission.id),
        )
        .group_by(Panel.id)
    )
    return {row[0]: row[1] for row in rows}


def has_declared(actor: Actor, challenge_id: uuid.UUID) -> bool:
    """About everything that was received for the challenge; or they need not."""
    return not db.session.scalar(select(undeclared_in(actor, Submission.challenge_id == challenge_id)))


def panel_at_work(actor: Actor, panel_id: uuid.UUID) -> Panel | None:
    """As `panel_in_sight`, for pages that speak of proposals: none before the actor has declared about those."""
    return panel_in_sight(actor, panel_id, ~has_yet_to_declare(actor))


def challenge_at_work(actor: Actor, slug: str) -> Challenge | None:
    """A challenge of the actor's council, for pages that speak of bidders one by one."""
    ours = aliased(Challenge)
    waits = select(ours.id).where(
        ours.slug == slug,
        _works_for(actor, ours.council_id, ours.id),
        undeclared_in(actor, Submission.challenge_id == ours.id),
    )
    return own_challenge(actor, slug, Challenge.id.not_in(waits))


@dataclass(frozen=True)
class Desk:
    """Where somebody declares: with the council of a challenge, or, for who sits on it, with a panel."""

    slug: str
    panel_id: uuid.UUID | None


def _behind(asked: Mapping[str, Any]) -> Select[uuid.UUID] | None:
    """The challenge that a page of this address is about."""
    ways: dict[str, Any] = {
        "slug": select(Challenge.id).where(Challenge.slug == asked.get("slug")),
        "submission_id": select(Submission.challenge_id).where(Submission.id == asked.get("submission_id")),
        "decision_id": select(Decision.challenge_id).where(Decision.id == asked.get("decision_id")),
        "dossier_id": select(Decision.challenge_id)
        .join(Dossier, Dossier.decision_id == Decision.id)
        .where(Dossier.id == asked.get("dossier_id")),
        "claim_id": select(Decision.challenge_id)
        .join(LegalClaim, LegalClaim.decision_id == Decision.id)
        .where(LegalClaim.id == asked.get("claim_id")),
        **{name: select(Panel.challenge_id).where(Panel.id == key) for name, key in _panels_behind(asked).items()},
    }
    return next((ways[name] for name in ways if name in asked), None)


def _panels_behind(asked: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "panel_id": asked.get("panel_id"),
        "case_id": _panel_id(select(ModerationCase.panel_id).where(ModerationCase.id == asked.get("case_id"))),
        "item_id": _panel_id(select(MeetingItem.panel_id).where(MeetingItem.id == asked.get("item_id"))),
        "interview_id": _panel_id(
            select(Round.panel_id)
            .join(Interview, Interview.round_id == Round.id)
            .where(Interview.id == asked.get("interview_id"))
        ),
    }


def _panel_id(query: Any) -> Any:
    return query.scalar_subquery()


# What stands in the addresses of pages for everybody on a panel; its other pages are for the chair.
_FOR_ALL_SEATS = {"number", "item_id", "interview_id"}


def where_to_declare(actor: Actor, asked: Mapping[str, Any]) -> Desk | None:
    """Where the actor has to declare before a page with these arguments in its address opens; in one query.

    None where that is not what keeps it closed.
    """
    challenge_id = _behind(asked)
    if challenge_id is None or actor.person_id is None:
        return None
    ours = aliased(Challenge)
    for_council = select(literal(0).label("order"), ours.slug, null().label("panel_id")).where(
        ours.id.in_(challenge_id),
        _works_for(actor, ours.council_id, ours.id),
        undeclared_in(actor, Submission.challenge_id == ours.id),
    )
    seated = _sits(actor) if _FOR_ALL_SEATS & set(asked) else _sits(actor, PanelSeat.is_chair.is_(True))
    from_seat = (
        select(literal(1), ours.slug, Panel.id)
        .join(Panel, Panel.challenge_id == ours.id)
        .where(ours.id.in_(challenge_id), seated, _undeclared_from_seat(actor))
    )
    rows: Result[Any] = db.session.execute(union_all(for_council, from_seat).order_by("order"))
    found = rows.first()
    return Desk(found.slug, found.panel_id) if found else None
