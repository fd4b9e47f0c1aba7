"""The panel's meeting: the chair puts proposals on the table and records what the panel agreed on."""

import secrets
import uuid

from flask_babel import lazy_gettext as _l
from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from core import audit, clock
from core.access import Actor, check
from core.database import db, new_id
from core.errors import Conflict, NotPermitted, Refused
from core.text import REFERENCE_ALPHABET
from scoring.models import MeetingItem
from scoring.policies.panel import is_chair
from scoring.queries import meeting as queries
from scoring.queries.meeting import Point, Room
from scoring.services import moderation
from scoring.states import CaseState
from scoring.states.moderation import CONSENSUS_TAKEN_BACK, MEETING_ITEM_ON_TABLE

_CODE_LENGTH = 3


def bring_up_to_date(room: Room, *, by: Actor) -> int:
    """Put everything on the agenda that is all in, each under a code that tells nothing. How many were added."""
    check(is_chair(by, room.panel))
    missing = queries.not_on_agenda(room)
    if missing:
        used = queries.codes_in(room.round.id)
        rows = [
            {
                "id": new_id(),
                "panel_id": room.panel.id,
                "round_id": room.round.id,
                "submission_id": submission_id,
                "council_id": room.panel.council_id,
                "code": _free(used),
            }
            for submission_id in missing
        ]
        # Another window of the chair may have come first.
        db.session.execute(insert(MeetingItem).values(rows).on_conflict_do_nothing())
    return len(missing)


def _free(used: set[str]) -> str:
    """A code that nobody has yet; longer when short ones run out."""
    length = _CODE_LENGTH
    while True:
        for _attempt in range(50):
            code = "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(length))
            if code not in used:
                used.add(code)
                return code
        length += 1


def put_on_table(item_id: uuid.UUID, *, by: Actor) -> Room:
    """The panel talks about this proposal now; what was on the table before no longer is."""
    queries.hold_round(item_id)
    found = queries.item_in_room(by, item_id)
    if found is None or not is_chair(by, found[0].panel):
        raise NotPermitted
    room, item = found
    if item.on_table_at is None:
        _clear(room)
        item.on_table_at = clock.now()
        audit.record(MEETING_ITEM_ON_TABLE, subject=item, by=by, submission_id=item.submission_id)
        db.session.flush()
    return room


def clear_table(room: Room, *, by: Actor) -> None:
    """The panel talks about nothing."""
    check(is_chair(by, room.panel))
    _clear(room)


def _clear(room: Room) -> None:
    db.session.execute(
        update(MeetingItem).where(MeetingItem.round_id == room.round.id).values(on_table_at=None),
        execution_options={"synchronize_session": "fetch"},
    )


def settle(
    item_id: uuid.UUID,
    criterion_id: uuid.UUID,
    *,
    score: int | None,
    reason: str,
    seen: str,
    by: Actor,
) -> Point:
    """Record what the panel agreed on for one criterion, and close its case if there is one.

    Without a `score` the assessors' scores stand and their mean counts. `seen` is `seen_of` the page that the chair
    wrote on. Raises `Conflict` when something else was recorded since, `Refused` for a missing reason, a score off the
    scale, and where nobody has scored.
    """
    queries.hold_round(item_id)
    point = queries.point(by, item_id, criterion_id)
    if point is None or not is_chair(by, point.room.panel):
        raise NotPermitted
    moderation.check_time(point.room.challenge)
    if seen_of(point) != seen:
        raise Conflict(_l("Something else was recorded meanwhile. Look at it before you record this."))
    if not reason.strip():
        raise Refused(_l("Enter why the panel settled it like this"), field="reason")
    if not point.line.scores:
        raise Refused(
            _l("Nobody has scored this criterion, so there is nothing to agree about. Ask the assessors for scores.")
        )
    most = point.room.challenge.score_max
    if score is not None and not 0 <= score <= most:
        raise Refused(_l("The score must be a whole number from 0 to %(most)s", most=most), field="score")
    _record(point, score=score, reason=reason, by=by)
    return point


def seen_of(point: Point) -> str:
    """What stands about the criterion: another text as soon as something else was recorded or the case moved."""
    agreed, case = point.line.agreed, point.line.case
    return f"{agreed.id.hex if agreed else ''}.{case.state.value if case else ''}"


def _record(point: Point, *, score: int | None, reason: str, by: Actor) -> None:
    item, line = point.item, point.line
    if line.agreed is not None:
        moderation.supersede(line.agreed)
    if score is not None:
        moderation.record_consensus(
            item.submission_id,
            line.criterion.id,
            item.round_id,
            council_id=item.council_id,
            score=score,
            reason=reason,
            by=by,
        )
    elif line.agreed is not None:
        audit.record(CONSENSUS_TAKEN_BACK, subject=line.agreed, by=by, reason=reason)
    if line.case is not None and line.case.state is CaseState.OPEN:
        moderation.close(line.case, reason=reason, by=by)
    db.session.flush()
