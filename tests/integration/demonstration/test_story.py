"""The demonstration is played through the services: one of its challenges, with what there is to see in it."""

import random

import pytest
from sqlalchemy import func, select

from core import clock
from core.database import db
from demonstration.services import cast, organisations, panel, register
from demonstration.services.seed import SEED, play
from scoring.models import InterestRegister, ModerationCase
from scoring.queries import register as registers
from scoring.states import CaseState
from submissions.models import Redaction

pytestmark = pytest.mark.usefixtures("db_session")


@pytest.fixture
def people():
    random.seed(SEED)
    clock.install_movable()
    people = cast.assemble()
    organisations.present(people)
    return people


def test_a_challenge_without_names_has_hidden_words_and_a_hidden_file(people):
    facts = next(one for one in cast.read("challenges") if one.get("anonymised"))

    told = play(facts, people, clock.exactly_now())

    hidden = db.session.scalars(
        select(Redaction).where(Redaction.submission_id.in_([one.id for one in told.submissions]))
    )
    found = list(hidden)
    assert {one.words for one in found if one.words} == {"Lanternway Care", "pellowrand.example"}
    assert sum(one.file_id is not None for one in found) == 1


def test_a_panel_has_something_to_talk_about_whichever_proposal_two_of_it_share(people, monkeypatch):
    """Who shares which is decided by lot: here nearly all of them are poor, and two low scores are never far apart."""
    monkeypatch.setattr(panel, "QUALITY", (2, 2, 2, 2, 2, 5))
    facts = next(one for one in cast.read("challenges") if one["key"] == panel.LATE)

    told = play(facts, people, clock.exactly_now())

    found = select(ModerationCase.state, func.count()).where(
        ModerationCase.submission_id.in_([one.id for one in told.submissions])
    )
    by_state = {row[0]: row[1] for row in db.session.execute(found.group_by(ModerationCase.state))}
    assert by_state[CaseState.CLOSED] == 1
    assert by_state[CaseState.OPEN] >= 1


def test_assessors_and_officers_have_said_who_they_have_ties_with(people):
    today = clock.exactly_now()

    register.declare_all(people, today)

    clock.move_to(today)
    assert db.session.scalar(select(func.count()).select_from(InterestRegister)) > len(people.councils) * 2
    said = {key: registers.register_of(people.actors[key]) for key in ("chair", "assessor", "officer", "approver")}
    assert {key: registers.is_current(one) for key, one in said.items()} == {
        "chair": False,
        "assessor": True,
        "officer": True,
        "approver": True,
    }
