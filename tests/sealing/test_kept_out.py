"""Whom a conflict or a promise of anonymity keeps from something finds it nowhere; who may see it, does."""

import re

import pytest
from sqlalchemy import select, text

from core.database import db
from core.outbox import Message
from scoring.models import Declaration
from scoring.states import DeclarationState
from submissions.queries import content
from tests.sealing import stages
from tests.sealing.addresses import Address
from tests.sealing.proposals import AFTERWARDS, ASKED, FIRST, NAMED, POSTED, RIVALS, SECOND, UNSENT
from tests.sealing.words import Word

# The unlinked list of all bidders, against which everybody declares; and the register of suppliers, which says
# nothing about who proposes.
NAMES_ONLY = re.compile(r"/(assessing/panels|challenges)/[^/]+/interests(/report)?|/suppliers/[^/]+/join(/take-back)?")
# All mails of a demonstration lie open here; what matters is what stands in those to somebody.
DEMONSTRATION = "/demo"
EVERYTHING = {word for edition in (NAMED, AFTERWARDS, ASKED, FIRST, SECOND, UNSENT) for word in edition.words.values()}
IDENTIFYING = ("title", "short_text", "file name", "profile", "exclusion", "subsidy")
# What an assessor of an anonymised challenge may read of the same proposal.
NAMELESS = {
    word
    for word in SECOND.words.values()
    if word.field not in (*IDENTIFYING, "confidential reason", "part of a member")
}
NAMELESS |= set(ASKED.words.values())
# Nor may they learn who is behind the others; and a file of theirs was hidden.
OTHERS = {edition.words[name] for edition in (POSTED, RIVALS) for name in (*IDENTIFYING, "confidential reason")}
OTHERS |= {POSTED.words["file content"]}
RECEIPT = Word("reopened", "the receipt", "reference")
SEARCHED = (NAMED["bidder name"], NAMED["company number"], SECOND["title"], SECOND["short_text"])

open_world = pytest.mark.parametrize("world", ["open"], indirect=True)
anonymised_world = pytest.mark.parametrize("world", ["anonymised"], indirect=True)


@pytest.fixture(scope="module")
def later(world):
    """Being decided; where names are hidden, at the last moment before they are known."""
    if world.challenge.anonymised:
        world.go_on(stages.pass_deadline, stages.spread_word, stages.hide_names, stages.ask_for_approval)
    else:
        world.go_on(stages.pass_deadline, stages.spread_word, stages.decide)
    world.look.finder.look_for(NAMED, AFTERWARDS)
    return world


def leaks_to(later, who, *, kept_from):
    """What somebody is kept from and finds, with where; and all that they find."""
    leaks, found = [], set()
    for address in later.addresses.near():
        if address.path.startswith(DEMONSTRATION):
            continue
        there = later.look.words_at(who, address)
        found |= there
        named = set(NAMED.words.values()) if NAMES_ONLY.fullmatch(address.path) else set()
        if leaked := there & kept_from - named:
            leaks.append(f"{address.method} {address.path}: {', '.join(map(str, leaked))}")
    return leaks, found


def told_by_search(later, who):
    """Lists that answer otherwise than for what nobody wrote: even how many were found would tell."""
    paths = [path for path in later.addresses.lists() if not path.startswith(DEMONSTRATION)]
    plain = {path: later.shown(who, path, "zqnobodywrotethat") for path in paths}
    return [(path, words) for path in plain for words in SEARCHED if later.shown(who, path, words) != plain[path]]


def mails_to(later, who):
    bodies = db.session.execute(
        select(Message.subject, Message.body).where(Message.to_address == later.cast.person(who).email)
    )
    return ["\n".join(row) for row in bodies]


def seen_by_those_who_may(later):
    """All that is found where it belongs: its team, those who settle conflicts, the operator, the mail."""
    ours = later.proposals["reopened"].id
    settled = db.session.scalars(select(Declaration.id).where(Declaration.state == DeclarationState.RECUSED))
    own = [address.path for address in later.addresses.near() if address.path.startswith(f"/proposals/{ours}")]
    pages = [("team of reopened", path) for path in ("/organisation", *own)]
    pages += [("officer", f"/challenges/{later.challenge.slug}/conflicts/{key}") for key in settled]
    found = set().union(*(later.look.words_at(who, Address("GET", path)) for who, path in dict.fromkeys(pages)))
    jobs = db.session.scalars(text("select args::text from procrastinate_jobs"))
    return found | later.look.finder(*jobs) | later.look.finder(*mails_to(later, "team of reopened"))


@open_world
def test_a_recused_assessor_finds_nothing_of_the_proposal_at_any_address_nor_by_searching(later):
    leaks, _ = leaks_to(later, "recused assessor", kept_from=EVERYTHING)
    assert not leaks, "\n".join(leaks)
    assert told_by_search(later, "recused assessor") == []


@open_world
def test_an_officer_who_has_not_declared_finds_nothing_but_the_names_of_the_bidders(later):
    leaks, found = leaks_to(later, "undeclared officer", kept_from=EVERYTHING)
    assert not leaks, "\n".join(leaks)
    assert set(NAMED.words.values()) & found
    assert told_by_search(later, "undeclared officer") == []
    assert not later.look.finder(*mails_to(later, "undeclared officer"))


@open_world
def test_no_mail_tells_a_recused_person_of_the_proposal(later):
    for who in ("recused assessor", "conflicted officer"):
        mails = mails_to(later, who)
        assert mails
        # Why they are recused, they are told themselves.
        assert later.look.finder(*mails) <= {AFTERWARDS.words["audit reason"]}, who


@open_world
def test_what_the_recused_do_not_find_is_found_by_those_who_may_see_it(later):
    assert EVERYTHING - seen_by_those_who_may(later) == set()


@anonymised_world
@pytest.mark.parametrize("who", ["recused assessor", "assessor", "chair"])
def test_no_assessor_of_an_anonymised_challenge_finds_who_a_bidder_is(later, who):
    readable = NAMELESS if who != "recused assessor" else set()
    # What stands on its receipt the bidder knows too, and could tell somebody.
    later.look.finder.shapes += [(later.proposals["reopened"].reference.lower().encode(), RECEIPT)]
    leaks, found = leaks_to(later, who, kept_from=(EVERYTHING | OTHERS | {RECEIPT}) - readable)
    assert not leaks, "\n".join(leaks)
    assert found >= readable
    assert told_by_search(later, who) == []
    assert later.look.finder(*mails_to(later, who)) <= readable


@anonymised_world
def test_who_the_bidder_is_is_found_by_those_who_may_know(later):
    assert EVERYTHING - seen_by_those_who_may(later) == set()


@anonymised_world
def test_an_open_door_is_noticed(later, monkeypatch):
    """What the tests above look with must be able to see."""
    pages = [address for address in later.addresses.near() if address.path.startswith("/assessing/")]
    monkeypatch.setattr(content, "hidden_in", lambda _submissions: {})
    seen = set().union(*(later.look.words_at("assessor", address) for address in pages))
    assert {AFTERWARDS.words["slip"], POSTED.words["file content"]} <= seen
    monkeypatch.setattr(content, "without_identity", lambda found, _hidden: found)
    seen = set().union(*(later.look.words_at("assessor", address) for address in pages))
    assert set(NAMED.words.values()) | {SECOND.words["title"], SECOND.words["short_text"]} <= seen
