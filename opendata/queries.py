"""Reads for machines: only what everybody may see, with the time of its last public change."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import contains_eager, load_only

from accounts.models import Council
from challenges.models import Challenge, Problem
from challenges.states.challenge import CHALLENGE_AMENDED, CHALLENGE_EXTENDED, ChallengeState
from core import clock
from core.audit import AuditEvent
from core.database import Model, db
from pilots.models import Pilot
from pilots.states import PilotState

# Of a calendar: what is over for this long is left out, and no calendar is longer than this.
KEPT: Final = dt.timedelta(days=90)
CALENDAR_LIMIT: Final = 300
MAP_LENGTH: Final = 5000
# The long texts of so many challenges would be most of the work.
_DATED: Final = (
    Challenge.slug,
    Challenge.title,
    Challenge.summary,
    Challenge.languages,
    Challenge.state,
    Challenge.drafted_at,
    Challenge.approved_at,
    Challenge.opens_at,
    Challenge.questions_close_at,
    Challenge.closes_at,
    Challenge.decision_expected_on,
)
_CHANGES: Final = (CHALLENGE_AMENDED, CHALLENGE_EXTENDED)


def last_moves(kind: type[Model], ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, dt.datetime]:
    """When each of these things last changed its state, or was amended; one query."""
    if not ids:
        return {}
    rows = db.session.execute(
        select(AuditEvent.subject_id, func.max(AuditEvent.at))
        .where(
            AuditEvent.subject_type == kind.__tablename__,
            AuditEvent.subject_id.in_(ids),
            or_(AuditEvent.to_state.is_not(None), AuditEvent.kind.in_(_CHANGES)),
        )
        .group_by(AuditEvent.subject_id)
    )
    return {row[0]: row[1] for row in rows}


def challenges_with_dates(*, council_id: uuid.UUID | None = None) -> Sequence[Challenge]:
    """The approved challenges with something in their calendar that is not long over, the next to close first."""
    since = clock.now() - KEPT
    query = (
        select(Challenge)
        .join(Challenge.council)
        .options(
            contains_eager(Challenge.council).load_only(Council.name, Council.timezone),
            load_only(*_DATED, raiseload=True),
        )
        .where(
            Challenge.approved_at.is_not(None),
            or_(Challenge.closes_at >= since, Challenge.decision_expected_on >= since.date()),
            or_(Challenge.state != ChallengeState.CANCELLED, Challenge.cancelled_at >= since),
        )
        .order_by(Challenge.closes_at.desc(), Challenge.id)
        .limit(CALENDAR_LIMIT)
    )
    if council_id is not None:
        query = query.where(Challenge.council_id == council_id)
    return db.session.scalars(query).all()


# What a site map has a page of: address below the service, and when it became public or was decided.
_MAPPED: Final[dict[str, tuple[Any, Any, Any]]] = {
    "challenges": (Challenge, Challenge.approved_at, Challenge.approved_at.is_not(None)),
    "problems": (
        Problem,
        func.coalesce(Problem.decided_at, Problem.published_at),
        Problem.published_at.is_not(None),
    ),
    "pilots": (Pilot, Pilot.learning_published_at, Pilot.state != PilotState.CONTRACTING),
    "councils": (Council, None, True),
}
MAPS: Final = tuple(_MAPPED)


def map_sizes() -> dict[str, int]:
    """How many site maps each kind of thing fills."""
    return {kind: -(-_count(kind) // MAP_LENGTH) for kind in MAPS}


def mapped(kind: str, number: int) -> Sequence[tuple[str, dt.datetime | None]]:
    """The slugs of one map, numbered from 1, in the order in which things were made. Raises `LookupError`."""
    if kind not in _MAPPED or number < 1:
        raise LookupError(kind)
    thing, changed, _ = _MAPPED[kind]
    columns = (thing.slug,) if changed is None else (thing.slug, changed)
    query = _public(kind, *columns).order_by(thing.id).limit(MAP_LENGTH).offset((number - 1) * MAP_LENGTH)
    return [(row[0], row[1] if len(row) > 1 else None) for row in db.session.execute(query)]


def _count(kind: str) -> int:
    return db.session.scalar(_public(kind, func.count())) or 0


def _public(kind: str, *columns: Any) -> Select[Any]:
    thing, _, condition = _MAPPED[kind]
    query = select(*columns).select_from(thing)
    return query if condition is True else query.where(condition)
