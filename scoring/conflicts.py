"""What makes an assessor and a bidder look connected. Pure: the officer decides what is in it.

Matched are the organisation (by its identifier or by membership), the domain of the e-mail address, and past
employers (domain.md, "Conflicts of interest"). False alarms cost an officer a minute, a missed one costs the award,
so names are compared without legal forms, accents and punctuation.
"""

import re
import unicodedata
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from scoring.states import MatchKind

# Addresses that anybody can have say nothing about where somebody works.
PUBLIC_MAIL = frozenset(
    {
        "aol.com", "btinternet.com", "fastmail.com", "gmail.com", "gmx.com", "googlemail.com", "hotmail.co.uk",
        "hotmail.com", "icloud.com", "live.co.uk", "live.com", "mail.com", "me.com", "msn.com", "outlook.com",
        "outlook.es", "pm.me", "proton.me", "protonmail.com", "sky.com", "talktalk.net", "virginmedia.com",
        "yahoo.co.uk", "yahoo.com", "yahoo.es", "zoho.com",
    }
)  # fmt: skip
LEGAL_FORMS = frozenset(
    {"and", "cic", "cio", "co", "company", "cyf", "cyfyngedig", "gmbh", "group", "inc", "limited", "llc", "llp", "ltd",
     "plc", "sa", "sccl", "sl", "slu", "the"}
)  # fmt: skip


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


def domain_of(email: str) -> str:
    """The part after the @, in lower case; empty for a provider that everybody can use."""
    domain = email.rpartition("@")[2].strip().lower().rstrip(".") if "@" in email else ""
    return "" if domain in PUBLIC_MAIL else domain


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


def plain_name(name: str) -> str:
    """A name for comparing: no accents, case, punctuation or legal form ("The Fernway Co. Ltd" is "fernway")."""
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    # Dots within a legal form join it (S.L. is SL); elsewhere punctuation separates words.
    joined = re.sub(r"\b([a-z])\.(?=[a-z]\b)", r"\1", ascii_only)
    words = re.findall(r"[a-z0-9]+", joined)
    telling = [word for word in words if word not in LEGAL_FORMS]
    return " ".join(telling or words)


def _letters(text: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", text.upper())
