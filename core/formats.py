"""How dates, times and money read (service.md, "Look"), in the language and zone of the request."""

import datetime as dt
import decimal
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location
from babel.numbers import format_currency, format_decimal
from flask_babel import format_date, get_locale, get_timezone, ngettext
from flask_babel import gettext as _

from core import clock


def date_long(day: dt.date | dt.datetime | None, zone: str | None = None) -> str:
    """`Friday 24 July 2026`. Of a moment, the day in `zone`, or in the zone of the page."""
    if day is None:
        return ""
    return str(format_date(_day(day, zone), "EEEE d MMMM y" if _language() in ("en", "cy") else "full"))


def date_short(day: dt.date | dt.datetime | None, zone: str | None = None) -> str:
    """`24 July 2026`."""
    if day is None:
        return ""
    return str(format_date(_day(day, zone), "d MMMM y" if _language() in ("en", "cy") else "long"))


def time_of_day(moment: dt.datetime, zone: str | None = None) -> str:
    """`12 noon`, `5pm`, `9:30am`; in languages that count to 24, `17:00`."""
    local = moment.astimezone(_zone(zone))
    if _language() != "en":
        return local.strftime("%H:%M")
    if (local.hour, local.minute) == (12, 0):
        return "12 noon"
    if (local.hour, local.minute) == (0, 0):
        return "12 midnight"
    hour = local.hour % 12 or 12
    minutes = f":{local.minute:02d}" if local.minute else ""
    return f"{hour}{minutes}{'am' if local.hour < 12 else 'pm'}"


def _time_told(moment: dt.datetime, zone: str | None) -> str:
    """The time of day; of one that comes twice because the clocks go back, which it is."""
    told = time_of_day(moment, zone)
    before, now, after = (
        (moment + dt.timedelta(hours=hours)).astimezone(_zone(zone)).replace(tzinfo=None, fold=0)
        for hours in (-1, 0, 1)
    )
    if after == now:
        return str(_("%(time)s, summer time", time=told))
    return str(_("%(time)s, winter time", time=told)) if before == now else told


def datetime_long(moment: dt.datetime | None, zone: str | None = None) -> str:
    """`Friday 24 July 2026 at 12 noon (London time)`."""
    if moment is None:
        return ""
    return str(
        _(
            "%(day)s at %(time)s (%(place)s time)",
            day=date_long(moment, zone),
            time=_time_told(moment, zone),
            place=get_timezone_location(_zone(zone), locale=get_locale(), return_city=True),
        )
    )


def datetime_short(moment: dt.datetime | None, zone: str | None = None) -> str:
    """`24 July 2026, 12 noon`."""
    if moment is None:
        return ""
    return f"{date_short(moment, zone)}, {_time_told(moment, zone)}"


def money(amount: decimal.Decimal | int | None, currency: str = "GBP") -> str:
    """`£50,000`, with pence only where there are any."""
    if amount is None:
        return ""
    whole = decimal.Decimal(amount) == decimal.Decimal(amount).to_integral_value()
    if not whole:
        return str(format_currency(amount, currency, locale=get_locale()))
    pattern = "¤#,##0" if _language() in ("en", "cy") else "#,##0 ¤"
    return str(format_currency(amount, currency, pattern, locale=get_locale(), currency_digits=False))


def number(value: decimal.Decimal | float | None) -> str:
    """`1,234.5`, without needless decimals."""
    if value is None:
        return ""
    plain = decimal.Decimal(str(value))
    whole = plain == plain.to_integral_value()
    return str(format_decimal(plain.to_integral_value() if whole else plain.normalize(), locale=get_locale()))


def one_place(value: decimal.Decimal | float) -> str:
    """`3.0`: always one decimal, as an estimate is told."""
    return str(format_decimal(decimal.Decimal(str(value)), format="#,##0.0", locale=get_locale()))


def two_places(value: decimal.Decimal | str | None) -> str:
    """`80.00`: always two decimals, as a score is published; a dash for none."""
    if value is None:
        return "–"
    return str(format_decimal(decimal.Decimal(value), format="#,##0.00", locale=get_locale()))


def time_left(moment: dt.datetime | None) -> str:
    """`12 days left`, `3 hours left`, `20 minutes left`; empty when the moment has passed."""
    if moment is None:
        return ""
    left = moment - clock.now()
    minutes = int(left.total_seconds() // 60)
    if left.total_seconds() <= 0:
        return ""
    if minutes >= 48 * 60:
        return str(ngettext("%(num)d day left", "%(num)d days left", minutes // (24 * 60)))
    if minutes >= 60:
        return str(ngettext("%(num)d hour left", "%(num)d hours left", minutes // 60))
    return str(ngettext("%(num)d minute left", "%(num)d minutes left", max(1, minutes)))


def age(moment: dt.datetime | None) -> str:
    """How long ago: `today`, `1 day`, `12 days`."""
    if moment is None:
        return ""
    days = (clock.now() - moment).days
    return str(_("today")) if days < 1 else str(ngettext("%(num)d day", "%(num)d days", days))


def percent(value: decimal.Decimal | float | None) -> str:
    """`25 %` without needless decimals."""
    if value is None:
        return ""
    plain = decimal.Decimal(str(value)).normalize()
    return f"{plain:f} %" if _language() != "en" else f"{plain:f}%"


def _day(day: dt.date | dt.datetime, zone: str | None) -> dt.date:
    return day.astimezone(_zone(zone)).date() if isinstance(day, dt.datetime) else day


def _zone(name: str | None) -> dt.tzinfo:
    found: dt.tzinfo = ZoneInfo(name) if name else get_timezone()
    return found


def _language() -> str:
    locale: Any = get_locale()
    return locale.language if locale else "en"


FILTERS = {
    "date_long": date_long,
    "date_short": date_short,
    "time_of_day": time_of_day,
    "datetime_long": datetime_long,
    "datetime_short": datetime_short,
    "money": money,
    "number": number,
    "one_place": one_place,
    "two_places": two_places,
    "time_left": time_left,
    "age": age,
    "percent": percent,
}
GLOBALS = {"now": clock.now}
