"""What a council sets for all its challenges."""

from dataclasses import dataclass
from decimal import Decimal

from accounts import policies
from accounts import states as events
from accounts.models import Council
from core import audit
from core.access import Actor, check
from core.database import db


@dataclass(frozen=True)
class CouncilSettings:
    """Days are working days; 0 knows none. `standstill_above` in the council's currency, None for every contract."""

    contact_email: str
    contact_phone: str
    standstill_days: int
    standstill_above: Decimal | None
    late_answer_days: int
    interest_years: int


def change_council_settings(council: Council, settings: CouncilSettings, *, by: Actor) -> None:
    """For what is decided from now on: a standstill that runs ends when its notice said."""
    check(policies.can_change_council(by, council))
    council.contact_email = settings.contact_email.strip().lower()
    council.contact_phone = settings.contact_phone.strip()
    council.standstill_days = settings.standstill_days
    council.standstill_above = settings.standstill_above
    council.late_answer_days = settings.late_answer_days
    council.interest_years = settings.interest_years
    above = settings.standstill_above
    audit.record(
        events.COUNCIL_SETTINGS_CHANGED,
        subject=council,
        by=by,
        council_id=council.id,
        standstill_days=settings.standstill_days,
        standstill_above=None if above is None else str(above),
        late_answer_days=settings.late_answer_days,
        interest_years=settings.interest_years,
    )
    db.session.flush()
