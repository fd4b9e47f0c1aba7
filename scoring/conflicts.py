"""What makes an assessor and a bidder look connected. Pure: the officer decides what is in it.

Matched are the organisation (by its identifier or by membership), the domain of the e-mail address, and past
employers (domain.md, "Conflicts of interest"). False alarms cost an officer a minute, a missed one costs the award.
What ended before the day from which ties count is shown as old, and counts for nothing by itself.
"""

import datetime as dt
import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from accounts.likeness import PUBLIC_MAIL, domain_of, plain_name
from scoring.states import MatchKind


@dataclass(frozen=True)
class Employer:
    """Somebody for whom the person works or worked; without an end it goes on, or nobody knows."""

    name: str
    identifier: str = ""
    ended_on: dt.date | None = None


@dataclass(frozen=True)
class PersonFacts:
    """`organisations` are the bodies that the person belongs or belonged to, with the day on which that ended."""

    email: str = ""
    organisations: Mapping[uuid.UUID, dt.date | None] = field(default_factory=dict)
    employers: tuple[Employer, ...] = ()


@dataclass(frozen=True)
class BidderFacts:
    """One organisation of a bid: the lead or a member of the consortium."""

    body_id: uuid.UUID
    name: str
    identifier_scheme: str = ""
    identifier: str = ""
    email_domains: frozenset[str] = frozenset()


def counts_from(today: dt.date, *, years: int) -> dt.date:
    """The day from which ties count: so many years ago. The 29th of February becomes the 28th."""
    day = min(today.day, 28) if today.month == 2 else today.day
    return today.replace(year=today.year - years, day=day)


def match(person: PersonFacts, bidder: BidderFacts, *, since: dt.date) -> list[MatchKind]:
    """Every way in which the two look connected, the strongest first; an old tie only when there is no other."""
    found, old = [], False
    if bidder.body_id in person.organisations:
        if _counts(person.organisations[bidder.body_id], since):
            found.append(MatchKind.ORGANISATION)
        else:
            old = True
    if _share_domain(domain_of(person.email), bidder.email_domains):
        found.append(MatchKind.EMAIL_DOMAIN)
    employers = [employer for employer in person.employers if _is_employer(employer, bidder)]
    if any(_counts(employer.ended_on, since) for employer in employers):
        found.append(MatchKind.PAST_EMPLOYER)
    if not found and (old or employers):
        found.append(MatchKind.OLD_TIE)
    return found


def _counts(ended_on: dt.date | None, since: dt.date) -> bool:
    return ended_on is None or ended_on >= since


def _share_domain(own: str, domains: Iterable[str]) -> bool:
    return bool(own) and any(_same_or_below(own, other.strip().lower()) for other in domains if other)


def _same_or_below(one: str, other: str) -> bool:
    if other in PUBLIC_MAIL or "." not in other or "." not in one:
        return False
    return one == other or one.endswith("." + other) or other.endswith("." + one)


def _is_employer(employer: Employer, bidder: BidderFacts) -> bool:
    numbers = {_letters(bidder.identifier), _letters(bidder.identifier_scheme + bidder.identifier)}
    if bidder.identifier and numbers & {_letters(employer.identifier), _letters(employer.name)}:
        return True
    return bool(plain_name(employer.name)) and plain_name(employer.name) == plain_name(bidder.name)


def _letters(text: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", text.upper())
