"""Who goes where in the town: every list, the search page and the two saves, with varied requests."""

import html
import random
import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from flask.testing import FlaskClient

from challenges.queries.challenge import PUBLIC_STATES as CHALLENGE_STATES
from challenges.queries.problem import PUBLIC_STATES as PROBLEM_STATES
from pilots.queries import PUBLIC_STATES as PILOT_STATES
from pilots.states import AdoptionState
from tests.bench.measuring import Visit, watched
from tests.bench.town import Town
from tests.bench.words import Writer
from tests.support.client import BareClient

LIST, SAVE = 25.0, 15.0
# Of a page that is looked at; a save has no limit of its own.
STATEMENTS = 12
Parameters = Mapping[str, Any]


@dataclass(frozen=True)
class Errand:
    """A kind of page, the limit of its database time in milliseconds, and one visit to it."""

    name: str
    limit: float
    go: Callable[[int], Visit]

    @property
    def statements(self) -> int | None:
        return STATEMENTS if self.limit == LIST else None


class Visitor:
    """One browser, signed in or not, with its own draw of what to ask for."""

    def __init__(self, app: Flask, town: Town, *, membership: tuple[uuid.UUID, uuid.UUID] | None = None) -> None:
        self.client: FlaskClient = BareClient(app, use_cookies=True)
        self.town = town
        self.rng = random.Random(town.seed)
        self.writer = Writer(random.Random(town.seed + 1))
        if membership is not None:
            person_id, membership_id = membership
            with self.client.session_transaction() as kept:
                kept["_user_id"] = f"{person_id}:stamp"
                kept["_fresh"] = True
                kept["acting_as"] = str(membership_id)

    def get(self, path: str, parameters: Parameters | None = None) -> Visit:
        asked = {key: value for key, value in (parameters or {}).items() if value}
        address = f"{path}?{urlencode(asked)}" if asked else path
        with watched() as visit:
            answer = self.client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        return visit

    def save(self, path: str, **changes: str) -> Visit:
        """Send the form of a page, some of it changed; only the sending is watched."""
        data = form_of(self.client.get(path).get_data(as_text=True)) | changes
        with watched() as visit:
            answer = self.client.post(path, data=data)
        assert answer.status_code == 302, f"{path}: {answer.status_code}"
        return visit

    def words(self) -> str:
        language = self.rng.choice(self.rng.choice(self.town.councils).languages)
        return " ".join(self.writer.some_words(language, self.rng.choice((1, 1, 2, 3))))

    def search(self, states: Sequence[Any], sorts: Sequence[str], *, pages: int) -> Parameters:
        """As people search: mostly without anything, often with one thing, now and then with all."""
        return {
            "words": self.words() if self.rng.random() < 0.4 else "",
            "council": self.rng.choice(self.town.councils).slug if self.rng.random() < 0.3 else "",
            "state": self.rng.choice(states).value if self.rng.random() < 0.3 else "",
            "sort": self.rng.choice(sorts) if self.rng.random() < 0.3 else "",
            "page": self.rng.randint(2, pages) if self.rng.random() < 0.3 else "",
        }


def errands(app: Flask, town: Town) -> list[Errand]:
    """Everything that is measured."""
    anyone = Visitor(app, town)
    busiest, supplier = town.busiest, town.suppliers[0]
    officer = Visitor(app, town, membership=(busiest.officer, busiest.membership))
    bidder = Visitor(app, town, membership=(supplier[1], supplier[2]))
    return [*_public(anyone), *_of_council(officer), *_of_supplier(bidder)]


def _public(anyone: Visitor) -> list[Errand]:
    def challenges(_number: int) -> Visit:
        return anyone.get("/challenges", anyone.search(CHALLENGE_STATES, ("closing", "newest", "title"), pages=40))

    def problems(_number: int) -> Visit:
        return anyone.get("/problems", anyone.search(PROBLEM_STATES, ("newest", "oldest", "decided"), pages=300))

    def pilots(_number: int) -> Visit:
        return anyone.get("/pilots", anyone.search(PILOT_STATES, ("newest", "ending", "amount", "title"), pages=10))

    def adoptions(_number: int) -> Visit:
        return anyone.get("/adoptions", anyone.search(list(AdoptionState), ("",), pages=10))

    def feed(number: int) -> Visit:
        path = ("/challenges.atom", "/problems.atom", "/pilots.atom", "/adoptions.atom")[number % 4]
        return anyone.get(path, {"words": anyone.words() if number % 3 else ""})

    def everything(_number: int) -> Visit:
        return anyone.get("/search", {"words": anyone.words()})

    return [
        Errand("search over everything", LIST, everything),
        Errand("challenges", LIST, challenges),
        Errand("problems", LIST, problems),
        Errand("pilots", LIST, pilots),
        Errand("adoptions", LIST, adoptions),
        Errand("feeds", LIST, feed),
        Errand("calendar of all deadlines", LIST, lambda _number: anyone.get("/deadlines.ics")),
    ]


def _of_council(officer: Visitor) -> list[Errand]:
    town = officer.town

    def own(_number: int) -> Visit:
        return officer.get(
            "/challenges/ours", officer.search(CHALLENGE_STATES, ("closing", "newest", "title"), pages=8)
        )

    def triage(_number: int) -> Visit:
        return officer.get("/problems/ours", officer.search(PROBLEM_STATES, ("",), pages=20))

    def desk(number: int) -> Visit:
        return officer.get("/questions", {"state": "answered" if number % 2 else "", "page": officer.rng.randint(1, 5)})

    def received(number: int) -> Visit:
        words = officer.words() if number % 3 == 0 else ""
        path = f"/challenges/{town.crowded_slug}/proposals"
        return officer.get(path, {"words": words, "page": officer.rng.randint(1, 40)})

    def save(number: int) -> Visit:
        slug = town.draft_slugs[number % len(town.draft_slugs)]
        words = officer.writer.text("en", median=150, longest=480)
        return officer.save(f"/challenges/{slug}/edit/problem", problem_statement=words)

    return [
        Errand("a council's own challenges", LIST, own),
        Errand("problems raised with a council", LIST, triage),
        Errand("questions to a council", LIST, desk),
        Errand("proposals received, of 1,600", LIST, received),
        Errand("saving a section of a challenge", SAVE, save),
    ]


def _of_supplier(bidder: Visitor) -> list[Errand]:
    town = bidder.town

    def own(number: int) -> Visit:
        return bidder.get("/proposals", {"words": bidder.words() if number % 3 == 0 else "", "page": number % 8})

    def save(number: int) -> Visit:
        draft = town.own_drafts[number % len(town.own_drafts)]
        words = bidder.writer.text("en", median=200, longest=450)
        return bidder.save(f"/proposals/{draft}/questions/1", words=words)

    return [
        Errand("a supplier's own proposals", LIST, own),
        Errand("saving an answer of a proposal", SAVE, save),
    ]


def form_of(page: str) -> dict[str, str]:
    """What a browser would send back of the form in the main part of a page."""
    main = page[page.index("<main") :]
    fields = {
        name: value
        for tag in re.findall(r"<input\b[^>]*>", main)
        if (name := _attribute(tag, "name"))
        and _attribute(tag, "type") not in ("radio", "checkbox", "submit", "file")
        and (value := _attribute(tag, "value")) is not None
    }
    areas = re.findall(r'<textarea\b[^>]*\bname="([^"]+)"[^>]*>(.*?)</textarea>', main, re.DOTALL)
    return {name: html.unescape(value) for name, value in (fields | dict(areas)).items()}


def _attribute(tag: str, name: str) -> str | None:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return found[1] if found else None
