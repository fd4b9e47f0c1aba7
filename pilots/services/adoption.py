"""Another council takes up what a pilot tried."""

import datetime as dt
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l

from accounts import queries as accounts
from accounts.models import Council
from core import audit, clock
from core.access import Actor, check
from core.database import db, new_id
from core.errors import Refused
from participation import services as participation
from pilots import policies, queries
from pilots import states as events
from pilots.models import Adoption, Pilot
from pilots.services import news
from pilots.services.locking import lock
from pilots.states import ADOPTION_LIFECYCLE, AdoptionAction, AdoptionRoute, AdoptionState


def register_interest(pilot: Pilot, *, by: Actor, interest: str = "") -> Adoption:
    """An officer of another council is interested. Asked twice, it answers with what is there already."""
    check(policies.can_adopt(by, pilot))
    lock(pilot)
    known = queries.open_adoption(pilot.id, by.body_id)
    if known:
        return known
    council = accounts.body(by.body_id) if by.body_id else None
    adoption = Adoption(
        id=new_id(),
        pilot=pilot,
        council_id=by.body_id,
        registered_by=by.person_id,
        registered_at=clock.now(),
        moved_at=clock.now(),
        interest=interest.strip(),
        currency=council.currency if isinstance(council, Council) else pilot.currency,
    )
    db.session.add(adoption)
    db.session.flush()
    audit.record(events.ADOPTION_REGISTERED, subject=adoption, by=by, pilot_id=pilot.id)
    _follow(pilot, by=by)
    news.tell_team(pilot, template="pilots/adoption_registered", by=by, adopter=council)
    return adoption


def evaluate_adoption(adoption: Adoption, *, by: Actor) -> None:
    """The council looks into it."""
    _move(adoption, AdoptionAction.EVALUATE, by=by, event=events.ADOPTION_EVALUATING)


def procure(adoption: Adoption, *, route: AdoptionRoute, value: Decimal, by: Actor) -> None:
    """The council buys it, by this route and for this value in its own currency."""
    if value < 0:
        raise Refused(_l("The value cannot be below 0."), field="value")
    _move(adoption, AdoptionAction.PROCURE, by=by, event=events.ADOPTION_PROCURING, route=route, value=value)


def go_live(adoption: Adoption, *, live_on: dt.date, results: str = "", by: Actor) -> None:
    """The council uses it. Everybody who follows the pilot, or the problem it came from, is told."""
    if live_on > clock.now().date():
        raise Refused(_l("Enter the day since when it has been in use. It cannot be in the future."), field="live_on")
    _move(adoption, AdoptionAction.GO_LIVE, by=by, event=events.ADOPTION_LIVE, live_on=live_on, results=results)
    news.tell_public(adoption.pilot, template="pilots/pilot_adopted", key="adopted", adoption=adoption)


def report_results(adoption: Adoption, *, results: str, by: Actor) -> None:
    """Whether it works there too, in the council's own words."""
    check(policies.can_run_adoption(by, adoption))
    if not results.strip():
        raise Refused(_l("Write what changed."), field="results")
    lock(adoption)
    if adoption.state not in {AdoptionState.LIVE, AdoptionState.DISCONTINUED}:
        raise Refused(_l("Results can be reported once it is in use."))
    adoption.results = results.strip()
    audit.record(events.ADOPTION_RESULTS_REPORTED, subject=adoption, by=by)


def discontinue(adoption: Adoption, *, discontinued_on: dt.date, words: str, by: Actor) -> None:
    """The council stopped using it, and says why."""
    if discontinued_on > clock.now().date():
        raise Refused(_l("The day cannot be in the future."), field="discontinued_on")
    if adoption.live_on and discontinued_on < adoption.live_on:
        raise Refused(_l("The day cannot be before it was in use."), field="discontinued_on")
    if not words.strip():
        raise Refused(_l("Say why it is no longer used."), field="words")
    _move(
        adoption,
        AdoptionAction.DISCONTINUE,
        by=by,
        event=events.ADOPTION_DISCONTINUED,
        discontinued_on=discontinued_on,
        discontinued_words=words,
    )


def _move(adoption: Adoption, action: AdoptionAction, *, by: Actor, event: str, **columns: Any) -> None:
    check(policies.can_run_adoption(by, adoption))
    lock(adoption)
    ADOPTION_LIFECYCLE.check(adoption, action)
    for name, value in columns.items():
        setattr(adoption, name, value.strip() if isinstance(value, str) else value)
    adoption.moved_at = clock.now()
    ADOPTION_LIFECYCLE.move(adoption, action, by=by, event=event)


def _follow(pilot: Pilot, *, by: Actor) -> None:
    topic = queries.topic_of(pilot)
    if topic and by.person_id:
        participation.follow_as_person(topic, by.person_id)
