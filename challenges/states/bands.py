"""Money, closing dates and who may apply, as filters offer them: few bands, none over another."""

import datetime as dt
from decimal import Decimal
from typing import Final

from flask_babel import lazy_gettext as _l

from core.workflow import LabelledState


class MoneyBand(LabelledState):
    """In the currency of the thing."""

    SMALL = ("to-25000", _l("Up to 25,000"))
    MEDIUM = ("to-100000", _l("25,000 to 100,000"))
    LARGE = ("to-500000", _l("100,000 to 500,000"))
    LARGEST = ("more", _l("More than 500,000"))


class ClosingBand(LabelledState):
    """How long an open challenge is still open."""

    WEEK = ("week", _l("In the next 7 days"))
    MONTH = ("month", _l("In 8 to 30 days"))
    LATER = ("later", _l("After 30 days"))


class Applicants(LabelledState):
    """Who may send something in."""

    EVERYBODY = ("everybody", _l("Residents and community groups too"))
    ORGANISATIONS = ("organisations", _l("Organisations only"))


# Up to and with this amount or this stretch of time; what is beyond the last has the last band of all.
MONEY_BANDS: Final = (
    (Decimal(25_000), MoneyBand.SMALL),
    (Decimal(100_000), MoneyBand.MEDIUM),
    (Decimal(500_000), MoneyBand.LARGE),
)
CLOSING_BANDS: Final = ((dt.timedelta(days=7), ClosingBand.WEEK), (dt.timedelta(days=30), ClosingBand.MONTH))
