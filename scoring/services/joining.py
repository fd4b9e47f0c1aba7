"""Joining a panel, and what an assessor says of themselves once for all panels."""

import datetime as dt
from collections.abc import Sequence

from flask_babel import lazy_gettext as _l

from challenges.states.theme import Theme
from core import audit, clock
from core.access import Actor, check
from core.database import db
from core.errors import Refused
from scoring.models import AssessorProfile, PanelSeat
from scoring.queries import panel as panels
from scoring.queries import pool as queries
from scoring.services.leaving import Handover, take_over
from scoring.services.panel import accept_seat
from scoring.states import panel as events


def join_panel(seat: PanelSeat, *, terms_accepted: bool, capacity: int | None = None, by: Actor) -> Handover:
    """Accept, and take on what somebody who left had not handed in, where this seat replaces theirs."""
    accept_seat(seat, terms_accepted=terms_accepted, capacity=capacity, by=by)
    if seat.replaces_id is None:
        return Handover()
    panel = panels.locked_panel(seat.panel_id)
    left = next(one for one in panel.seats if one.id == seat.replaces_id)
    return take_over(panel, seat, left=left, by=by)


def save_profile(
    *,
    languages: Sequence[str],
    themes: Sequence[Theme],
    away_from: dt.date | None = None,
    away_until: dt.date | None = None,
    by: Actor,
) -> AssessorProfile:
    """What the actor reads and knows, and when they are away. Holds from the next time that work is shared out."""
    check(by.is_signed_in)
    if not languages:
        raise Refused(_l("Choose at least one language that you read."), field="languages")
    if (away_from is None) != (away_until is None):
        raise Refused(_l("Enter both days, or none."), field="away_until" if away_until is None else "away_from")
    if away_from and away_until and away_until < away_from:
        raise Refused(_l("The last day must not be before the first."), field="away_until")
    profile = queries.profile_of(by.person_id)
    if profile is None:
        profile = AssessorProfile(person_id=by.person_id)
        db.session.add(profile)
    profile.languages, profile.themes = list(languages), [theme.value for theme in themes]
    profile.away_from, profile.away_until, profile.saved_at = away_from, away_until, clock.now()
    db.session.flush()
    audit.record(events.ASSESSOR_PROFILE_SAVED, subject=_Subject(by), by=by)
    return profile


class _Subject:
    """The person, as the subject of an event: a profile has no id of its own."""

    __tablename__ = "people"

    def __init__(self, by: Actor) -> None:
        self.id = by.person_id
