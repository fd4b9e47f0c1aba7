"""What is taken from an assessor who had not handed it in: kept with its drafts, which nobody reads or counts."""

from collections.abc import Sequence

from core import audit, clock
from core.access import Actor
from core.database import db, new_id
from scoring.models import Assessment, Panel, PanelSeat, SetAside
from scoring.queries import assigning as queries
from scoring.states import assessment as events


def set_aside(panel: Panel, seat: PanelSeat, unfinished: Sequence[Assessment], *, reason: str = "", by: Actor) -> None:
    """`unfinished` are assessments of this seat, with their scores. Of one that was set aside before, the first drafts
    are kept."""
    known = {(one.submission_id, one.round_id) for one in queries.set_aside_of(seat.id)}
    for one in unfinished:
        if (one.submission_id, one.round_id) not in known:
            db.session.add(_kept(one, panel))
        db.session.delete(one)
    if unfinished:
        audit.record(
            events.ASSESSMENTS_SET_ASIDE, subject=seat, by=by, council_id=panel.council_id, reason=reason,
            submission_ids=[one.submission_id for one in unfinished],
        )  # fmt: skip
    db.session.flush()


def _kept(one: Assessment, panel: Panel) -> SetAside:
    drafts = [
        {"criterion": str(score.criterion_id), "score": score.score, "reason": score.reason} for score in one.scores
    ]
    return SetAside(
        id=new_id(), seat_id=one.seat_id, submission_id=one.submission_id, round_id=one.round_id,
        council_id=panel.council_id, drafts=drafts, set_aside_at=clock.now(),
    )  # fmt: skip
