"""What makes an assessor and a bidder look connected. Pure: the officer decides what is in it.

Matched are the organisation (by its identifier or by membership), the domain of the e-mail address, and past
employers (domain.md, "Conflicts of interest"). False alarms cost an officer a minute, a missed one costs the award.
"""

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from accounts.likeness import PUBLIC_MAIL, domain_of, plain_name
from scoring.states import MatchKind


@dataclass(frozen=True)
class PersonFacts:
    """`organisations` are the bodies that the person belongs to or belonged to."""

    email: str = ""
    organisations: frozenset[uuid.UUID] = frozenset()
    past_employers: tuple[str, ...] = ()


@dataclass(frozen=True)
class BidderFacts:
    """One organisation of a bid: the lead or a member of the consortium."""

    body_id: uuid.UUID
    name: str
    identifier_scheme: str = ""
    identifier: str = ""
    email_domains: frozenset[str] = frozenset()


def match(person: PersonFacts, bidder: BidderFacts) -> list[MatchKind]:
    """Every way in which the two look connected, the strongest first."""
    found = []
    if bidder.body_id in person.organisations:
        found.append(MatchKind.ORGANISATION)
    if _share_domain(domain_of(person.email), bidder.email_domains):
        found.append(MatchKind.EMAIL_DOMAIN)
    if any(_is_employer(words, bidder) for words in person.past_employers):
        found.append(MatchKind.PAST_EMPLOYER)
    return found


def _share_domain(own: str, domains: Iterable[str]) -> bool:
    return bool(own) and any(_same_or_below(own, other.strip().lower()) for other in domains if other)


def _same_or_below(one: str, other: str) -> bool:
    if other in PUBLIC_MAIL or "." not in other or "." not in one:
        return False
    return one == other or one.endswith("." + other) or other.endswith("." + one)


def _is_employer(words: str, bidder: BidderFacts) -> bool:
    if bidder.identifier and _letters(words) in (
        _letters(bidder.identifier),
        _letters(bidder.identifier_scheme + bidder.identifier),
    ):
        return True
    return bool(plain_name(words)) and plain_name(words) == plain_name(bidder.name)


def _letters(text: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", text.upper())
