"""The pilots of all councils that answer a question best."""

import uuid

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, literal, select

from challenges.registries import Hit, Hits
from core.database import db
from core.extracts import Written
from core.search import HANDFUL_AMONG, Part, best, candidates_of, matches, total_of
from pilots.models import Pilot
from pilots.states import PilotState

FINISHED = (PilotState.IN_USE, PilotState.STOPPED, PilotState.CLOSED)


def pilots_answering(asked: Part, *conditions: ColumnElement[bool]) -> Select[uuid.UUID]:
    """From the signature of their contract on."""
    return select(Pilot.id).where(Pilot.state != PilotState.CONTRACTING, matches(Pilot.search, asked), *conditions)


def pilot_hits(asked: Part, limit: int, *conditions: ColumnElement[bool], counted: bool = True) -> Hits:
    """The best of them, and how many there are."""
    candidates = candidates_of(pilots_answering(asked, *conditions), Pilot.signed_on)
    found = best(candidates, Pilot.search, asked, limit=limit, among=HANDFUL_AMONG)
    rows = db.session.execute(
        select(Pilot, found.c.rank, total_of(candidates) if counted else literal(0))
        .join(found, found.c.id == Pilot.id)
        .order_by(found.c.rank.desc(), Pilot.id.desc())
    ).all()
    return Hits([_pilot(*row[:2]) for row in rows], rows[0][2] if rows else 0)


def finished_pilots_like(asked: Part, limit: int) -> Hits:
    """For whoever is about to ask for the same: what was tried and is over, however it ended."""
    return pilot_hits(asked, limit, Pilot.state.in_(FINISHED), counted=False)


def text_of(pilot: Pilot) -> Written:
    """As it is read in a list; what was learned comes with it once it is published."""
    learned = (pilot.learning_worked, pilot.learning_failed, pilot.learning_advice)
    return Written(
        pilot.language, pilot.title, " ".join([pilot.summary, *(learned if pilot.learning_published_at else ())])
    )


def _pilot(pilot: Pilot, rank: float) -> Hit:
    return Hit(
        kind=_l("Pilot"),
        path=pilot.path,
        written=text_of(pilot),
        council=pilot.council.name,
        state=pilot.state,
        reason=pilot.stop_reason.label if pilot.stop_reason else "",
        rank=rank,
    )
