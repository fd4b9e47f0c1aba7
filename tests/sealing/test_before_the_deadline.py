"""Before the deadline nobody but its team finds a word of a proposal, at whatever address they look."""

import importlib

import pytest
from sqlalchemy import select, text, true

from core import clock
from core.database import Model, db
from core.outbox import Message
from submissions.models import Submission
from tests.sealing.addresses import Address
from tests.sealing.proposals import DRAFT, FIRST, IDEA, POSTED, RIVALS, SECOND, UNSENT, Edition
from tests.sealing.words import Word

REOPENED = (FIRST, SECOND, UNSENT)
TEAMS = {
    "team of draft": (DRAFT,),
    "team of reopened": REOPENED,
    "confirmed partner": REOPENED,
    "team of posted": (POSTED,),
    "rival": (RIVALS,),
}
OUTSIDE = (
    "anonymous",
    "resident",
    "partner who was asked",
    "member acting for themselves",
    "former member",
    "officer",
    "officer who typed in",
    "approver",
    "moderator",
    "lead",
    "auditor",
    "other officer",
    "chair",
    "assessor",
    "invited assessor",
    "administrator",
)
# They also send empty forms, and ask for identifiers of sealed things where these do not fit.
PROBING = ("anonymous", "team of reopened", "rival", "officer", "officer who typed in", "administrator")
SEARCHING = ("anonymous", "rival", "officer", "other officer", "administrator")
# Where the words themselves are kept.
KEPT_IN = {
    "ideas",
    "submissions",
    "answers",
    "answer_files",
    "submission_members",
    "submission_versions",
    "stored_files",
    "supplier_declarations",
    "supplier_profiles",
}


def words_of(*editions: Edition) -> set[Word]:
    return {word for edition in editions for word in edition.words.values()}


@pytest.mark.parametrize("who", [*TEAMS, *OUTSIDE])
def test_everybody_finds_the_words_of_their_own_proposal_and_no_other(world, who):
    own, found, leaks = words_of(*TEAMS.get(who, ())), set(), []
    for address in world.addresses.all(probing=who in PROBING):
        there = world.look.words_at(who, address)
        found |= there
        if not there <= own:
            leaks.append(f"{address.method} {address.path}: {', '.join(map(str, there - own))}")
    assert not leaks, "\n".join(leaks)
    assert found == own, f"not found by its own team: {', '.join(map(str, own - found))}"


@pytest.mark.parametrize("who", SEARCHING)
def test_a_search_for_what_a_proposal_says_answers_as_one_for_what_nobody_wrote(world, who):
    """Even how many were found would tell."""
    reference = db.session.get_one(Submission, world.proposals["reopened"].id).reference
    for path in world.addresses.lists():
        plain = world.shown(who, path, "zqnobodywrotethat")
        for words in (SECOND["title"], reference):
            assert world.shown(who, path, words) == plain, f"{path}: {words}"


def test_no_mail_but_to_the_team_holds_a_word(world):
    for message in db.session.scalars(select(Message)):
        there = world.look.finder(message.subject, message.body, message.stop_url, message.kind, message.once_key or "")
        team = next((name for name in TEAMS if _address_of(world, name) == message.to_address), None)
        own = words_of(*TEAMS[team]) if team else set()
        assert there <= own, f"{message.kind} to {message.to_address}: {', '.join(map(str, there - own))}"


def test_people_outside_the_team_were_told_of_what_went_on(world):
    """Without mail there would be nothing to look through."""
    told = set(db.session.scalars(select(Message.to_address)))
    assert {_address_of(world, name) for name in ("resident", "officer", "rival", "chair")} <= told


def _address_of(world, name: str) -> str:
    return world.cast.person(name).email or ""


def test_no_table_but_those_of_proposals_holds_a_word(world):
    """Audit events, jobs, topics, whatever there is: what is nowhere cannot leak from there."""
    names = set(db.session.scalars(text("select tablename from pg_tables where schemaname = 'public'")))
    assert {"audit_events", "procrastinate_jobs", "messages", *Model.metadata.tables} <= names
    for name in sorted(names - KEPT_IN):
        rows = db.session.execute(text(f'select found::text from "{name}" found')).scalars()
        assert world.look.finder("\n".join(rows)) == set(), name


def test_the_words_are_kept_where_they_are_looked_for(world):
    """Should the tables be named otherwise one day, the test above must not pass by looking at nothing."""
    kept = set()
    for name in KEPT_IN:
        rows = db.session.execute(text(f'select found::text from "{name}" found')).scalars()
        kept |= world.look.finder("\n".join(rows))
    assert {word for word in words_of(DRAFT, *REOPENED, POSTED, IDEA) if word.field != "file content"} <= kept


def test_a_seal_that_is_broken_is_noticed(world, monkeypatch):
    """What the tests above look with must be able to see. An auditor declares nothing first: only the seal stands
    between them and what is sealed."""
    received = importlib.import_module("submissions.queries.received")
    monkeypatch.setattr(received, "unsealed", lambda _now: true())
    monkeypatch.setattr(clock, "now", lambda: world.challenge.closes_at)
    submission = world.proposals["reopened"]
    there = world.look.words_at("auditor", Address("GET", f"/received/{submission.id}"))
    assert {word.field for word in there} >= {
        "title",
        "long_text",
        "short_text",
        "number",
        "money",
        "date",
        "cost",
        "unit price",
        "confidential reason",
        "exclusion",
        "subsidy",
        "file name",
        "profile",
        "part of a member",
    }
    files = (address for address in world.addresses.all() if address.path.startswith(f"/received/{submission.id}/f"))
    seen = set().union(*(world.look.words_at("auditor", address) for address in files))
    assert {word.edition for word in seen if word.field == "file content"} == {"version 2"}
