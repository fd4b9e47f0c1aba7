"""Moving the service's clock, and letting what has become due happen at once."""

import datetime as dt

from flask_babel import lazy_gettext as _l

from core import clock, jobs
from core.errors import Refused


def move_clock(moment: dt.datetime) -> None:
    """Move the clock forward to `moment`; reminders and announcements that became due are made in the same step.

    Raises `Refused` for a moment that is past: what was decided cannot become undecided.
    """
    if moment <= clock.exactly_now():
        raise Refused(_l("Choose a moment in the future. The clock only goes forward."), field="moment")
    clock.move_to(moment)
    jobs.due_now()
