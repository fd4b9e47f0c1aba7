"""After the deadline the words are for those who assess and decide, and for nobody whom a conflict keeps out."""

import pytest
from sqlalchemy import select

from core.database import db
from scoring.models import Decision, Dossier
from tests.sealing import stages
from tests.sealing.addresses import Address
from tests.sealing.proposals import ASKED, DRAFT, FIRST, IDEA, POSTED, RIVALS, SECOND, UNSENT, Edition
from tests.sealing.words import Word

REOPENED = (FIRST, SECOND, UNSENT, ASKED)
RECEIVED = (SECOND, ASKED, POSTED, RIVALS)
TEAMS = {
    "team of reopened": REOPENED,
    "team of posted": (POSTED,),
    "team of draft": (DRAFT,),
    "rival": (RIVALS,),
    "sender of an idea": (IDEA,),
}
# What was submitted last is read; what was before it, and what was written after it, never.
READERS = {
    "officer": (*RECEIVED, IDEA),
    "approver": (*RECEIVED, IDEA),
    "auditor": (*RECEIVED, IDEA),
    "officer who typed in": (SECOND, ASKED, RIVALS, IDEA),
    "conflicted officer": (POSTED, RIVALS, IDEA),
    "undeclared officer": (IDEA,),
    "chair": RECEIVED,
    "assessor": RECEIVED,
    "recused assessor": (POSTED, RIVALS),
}
SCORING = ("chair", "assessor", "recused assessor")
DECIDING = ("officer", "approver", "auditor")
OFFICE_ONLY = ("confidential reason", "exclusion", "subsidy")
NOBODIES = (
    "anonymous",
    "resident",
    "undeclared assessor",
    "invited assessor",
    "moderator",
    "lead",
    "unassigned officer",
    "other officer",
    "administrator",
)


STAGES = {"being assessed": (stages.pass_deadline,), "in standstill": (stages.pass_deadline, stages.decide)}
# Who reads what is settled when the assessment begins; those for whom a decision could open a door look again.
PLACES = [("being assessed", who) for who in (*READERS, *TEAMS, *NOBODIES)] + [
    ("in standstill", who)
    for who in (
        "anonymous",
        "rival",
        "team of posted",
        "recused assessor",
        "conflicted officer",
        "undeclared officer",
        "unassigned officer",
        "other officer",
        "lead",
    )
]


@pytest.fixture(scope="module")
def later(world, request):
    """The same world, further on."""
    world.go_on(*STAGES[request.param])
    return world


def words_of(*editions: Edition) -> set[Word]:
    return {word for edition in editions for word in edition.words.values()}


@pytest.mark.parametrize(("later", "who"), PLACES, indirect=["later"])
def test_everybody_finds_what_they_must_read_and_nothing_else(later, who):
    open_to_them = words_of(*TEAMS.get(who, READERS.get(who, ())))
    found, leaks = set(), []
    for address in later.addresses.near():
        there = later.look.words_at(who, address)
        found |= there
        if not there <= open_to_them:
            leaks.append(f"{address.method} {address.path}: {', '.join(map(str, there - open_to_them))}")
    assert not leaks, "\n".join(leaks)
    # Why an answer is confidential matters to those who are asked for it by law, and to nobody who scores it.
    missing = {word for word in open_to_them - found if who not in SCORING or word.field not in OFFICE_ONLY}
    assert not missing, f"not found: {', '.join(map(str, missing))}"


# The last, because the world only goes on: what is looked at while it is being assessed comes before.
@pytest.mark.parametrize("later", ["in standstill"], indirect=True)
def test_the_dossier_tells_those_who_decide_what_was_submitted_last_and_nobody_else_anything(later):
    dossier = db.session.scalars(
        select(Dossier.id).join(Dossier.decision).where(Decision.challenge_id == later.challenge.id)
    ).one()
    for who in later.cast.actors:
        found = later.look.words_at(who, Address("GET", f"/dossiers/{dossier}"))
        told = words_of(*RECEIVED) if who in DECIDING else set()
        assert found == told, who
