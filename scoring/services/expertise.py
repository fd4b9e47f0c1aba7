"""What a council says that somebody knows well, beside what they say themselves. They are told."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l

from challenges.states.theme import Theme
from core import audit, clock
from core.access import Actor, check
from core.database import db
from core.errors import Refused
from notifications.services import tell
from scoring.models import Panel, PanelSeat, StatedExpertise
from scoring.policies.panel import can_manage_panel
from scoring.states import SeatState
from scoring.states import panel as events


def state_expertise(panel: Panel, seat: PanelSeat, *, themes: Sequence[Theme], by: Actor) -> None:
    """It holds for every panel of the council, from the next time that work is shared out."""
    check(can_manage_panel(by, panel))
    if seat.person_id is None or seat.state is not SeatState.ACCEPTED:
        raise Refused(_l("Wait until they are on the panel."))
    key = {"council_id": panel.council_id, "person_id": seat.person_id}
    found = db.session.get(StatedExpertise, key)
    values = [theme.value for theme in themes]
    if (found.themes if found else []) == values:
        return
    if found is None:
        found = StatedExpertise(**key)
        db.session.add(found)
    found.themes, found.said_by, found.said_at = values, by.person_id, clock.now()
    db.session.flush()
    audit.record(events.EXPERTISE_STATED, subject=seat, by=by, council_id=panel.council_id, themes=values)
    tell(
        template="scoring/expertise_stated",
        why=_l("You get this email because you assess proposals for this council."),
        person_id=seat.person_id,
        council=panel.challenge.council,
        themes=[theme.label for theme in themes],
    )
