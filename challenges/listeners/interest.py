"""The daily mail about challenges that fit what a supplier is interested in."""

import datetime as dt
import uuid
from collections.abc import Sequence

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l

from accounts import queries as people
from challenges.models import SupplierInterest
from challenges.queries import interest as queries
from challenges.queries.translation import readings_of
from challenges.services.interest import LIST
from challenges.states.challenge import ChallengeState
from notifications.registries import News, Parameters, SavableList, Wanted, first, savable_lists


def _interest(parameters: Parameters) -> SupplierInterest | None:
    try:
        return queries.interest_by_id(uuid.UUID(first(parameters, "of")))
    except ValueError:
        return None


def _wanted(parameters: Parameters) -> Wanted:
    interest = _interest(parameters)
    return Wanted(more={"of": (str(interest.id), interest.supplier.name)}) if interest else Wanted()


def _news(parameters: Parameters, after: dt.datetime, until: dt.datetime, limit: int) -> Sequence[News]:
    interest = _interest(parameters)
    if interest is None:
        return []
    found = queries.opened_for(interest, after, until, limit)
    readings = readings_of(found, get_locale().language)
    return [
        News(
            title=readings[challenge.id](challenge, "title").words,
            path=f"/challenges/{challenge.slug}",
            source=challenge.council.name,
            state=ChallengeState.OPEN.label,
            closes_at=challenge.closes_at,
            zone=challenge.council.timezone,
        )
        for challenge in found
    ]


def _may_read(parameters: Parameters, person_id: uuid.UUID | None) -> bool:
    """Whoever left the organisation hears no more of what it is interested in."""
    interest = _interest(parameters)
    return bool(interest and person_id and people.acts_for_now(person_id, interest.supplier_id))


savable_lists.add(
    LIST,
    SavableList(
        label=_l("Challenges that fit your interests"),
        path="/interests",
        wanted=_wanted,
        news=_news,
        may_read=_may_read,
    ),
    order=5,
)
