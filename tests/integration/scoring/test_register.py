"""The register of interests: said once, confirmed every year, and compared with the bidders."""

import datetime as dt

import pytest
from sqlalchemy import func, select

from accounts.states import Role
from core import clock
from core.audit import AuditEvent
from core.database import db
from scoring.models import ConflictMatch, InterestRegister
from scoring.queries import conflict as conflicts
from scoring.queries import register as queries
from scoring.services import register as services
from scoring.states import MatchKind
from tests.factories.accounts import MembershipFactory, PersonFactory, actor_alone, member, sign_in
from tests.factories.panels import panel_with, seat_for
from tests.support.posting import send

pytestmark = pytest.mark.usefixtures("db_session")
YEAR = dt.timedelta(days=366)


def said(actor, *employers, holdings=""):
    return services.save_register(employers=employers, holdings=holdings, memberships="", family="", by=actor)


def employer(name, *, ends_on=None, identifier=""):
    return {"name": name, "identifier": identifier, "starts_on": None, "ends_on": ends_on}


def kinds_of(actor):
    return set(db.session.scalars(select(ConflictMatch.kind).where(ConflictMatch.person_id == actor.person_id)))


def test_a_person_writes_it_once_and_confirms_it_next_year_with_one_press(client, set_clock):
    person = PersonFactory(past_employers=["Bramble & Co"])
    sign_in(client, actor_alone(person))
    assert "Bramble &amp; Co" in client.get("/register-of-interests").text

    row = {"employers-0-name": "Bramble & Co", "employers-0-ends_on-day": "1", "employers-0-ends_on-month": "3"}
    row |= {"employers-0-ends_on-year": "2019", "holdings": "Ten shares of Fernway"}
    assert send(client, "/register-of-interests", row).location == "/work"
    assert "Nothing has changed" not in client.get("/register-of-interests").text

    set_clock(clock.now() + YEAR)
    page = client.get("/register-of-interests").text
    assert "Nothing has changed" in page
    assert "Ten shares of Fernway" in page
    for _ in range(2):
        send(client, "/register-of-interests/confirm", {})

    last = queries.register_of(actor_alone(person))
    assert queries.is_current(last)
    assert last.employers == [{"name": "Bramble & Co", "identifier": "", "starts_on": "", "ends_on": "2019-03-01"}]
    assert db.session.scalar(select(func.count()).select_from(InterestRegister)) == 2
    recorded = db.session.scalars(select(AuditEvent.kind).where(AuditEvent.subject_type == "interest_registers"))
    assert sorted(recorded) == ["REGISTER_CONFIRMED", "REGISTER_SAVED"]


def test_there_is_nothing_to_confirm_before_anything_was_said(client):
    sign_in(client, actor_alone(PersonFactory()))
    assert send(client, "/register-of-interests/confirm", {}).location == "/register-of-interests"


def test_it_is_asked_for_when_somebody_joins_a_panel_and_a_year_later(client, set_clock):
    scene = panel_with(assessors=1, submissions=1)
    actor = scene.assessors[0]
    sign_in(client, actor)
    assert "Tell us who you have ties with" in client.get("/work").text
    assert (
        "You have not told us within the last year" in client.get(f"/assessing/panels/{scene.panel.id}/interests").text
    )

    said(actor)
    assert "Tell us who you have ties with" not in client.get("/work").text

    set_clock(clock.now() + YEAR)
    assert queries.has_to_confirm(actor)
    assert queries.has_to_confirm(scene.officer)
    assert not queries.has_to_confirm(actor_alone(PersonFactory()))


def test_an_employer_of_late_locks_the_proposal_and_one_of_long_ago_is_only_shown(client):
    scene = panel_with(assessors=2, submissions=1)
    bid, (lately, long_ago) = scene.bids()[0], scene.assessors
    today = clock.now().date()
    said(lately, employer("Another name", identifier=bid.supplier.identifier, ends_on=today - dt.timedelta(days=900)))
    said(long_ago, employer(bid.supplier.name, ends_on=today - dt.timedelta(days=1200)))

    for actor in scene.assessors:
        scene.declare(actor)
    scene.assign()

    assert kinds_of(lately) == {MatchKind.PAST_EMPLOYER}
    assert kinds_of(long_ago) == {MatchKind.OLD_TIE}
    assert conflicts.is_kept_out(lately.person_id, bid.id)
    assert not conflicts.is_kept_out(long_ago.person_id, bid.id)
    assert scene.opened(long_ago, bid) is not None
    sign_in(client, scene.officer)
    shown = client.get(f"/challenges/{scene.challenge.slug}/conflicts").text
    assert "Had to do with the bidder long ago" in shown


def test_the_council_chooses_how_long_a_tie_counts():
    scene = panel_with(assessors=1, submissions=1)
    bid, actor = scene.bids()[0], scene.assessors[0]
    scene.council.interest_years = 10
    db.session.flush()
    said(actor, employer(bid.supplier.name, ends_on=clock.now().date() - dt.timedelta(days=1200)))

    scene.declare(actor)

    assert kinds_of(actor) == {MatchKind.PAST_EMPLOYER}


def test_officers_and_approvers_are_compared_with_the_bidders_when_proposals_are_shared_out():
    scene = panel_with(assessors=1, submissions=1)
    bid = scene.bids()[0]
    approver = member(scene.council, Role.APPROVER)
    said(scene.officer, employer(bid.supplier.name))
    said(approver, employer(bid.supplier.name))

    scene.assign()

    assert kinds_of(approver) == kinds_of(scene.officer) == {MatchKind.PAST_EMPLOYER}
    assert conflicts.is_kept_out(approver.person_id, bid.id)


def test_a_membership_that_ended_long_ago_is_an_old_tie():
    scene = panel_with(assessors=0, submissions=1)
    person = PersonFactory()
    ended = dt.date(2021, 1, 1)
    MembershipFactory(person=person, body=scene.bids()[0].supplier, role=Role.MEMBER, ends_on=ended)
    actor = seat_for(scene, person=person)
    scene.declare(actor)
    assert kinds_of(actor) == {MatchKind.OLD_TIE}
