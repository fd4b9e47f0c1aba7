"""A problem that an officer wrote down becomes that of the person who told it."""

import re

import pytest
from sqlalchemy import select

from challenges.models.problem import Problem
from challenges.services import claim
from challenges.services import problem as services
from challenges.services import problem_decision as decisions
from challenges.states.problem import Channel
from core.access import ANONYMOUS
from core.audit import AuditEvent
from core.database import db
from core.errors import Refused
from core.outbox import Message
from participation.models import Follow
from participation.services import confirm_follow
from tests.factories.accounts import CouncilFactory, PersonFactory, actor_alone, officer, sign_in
from tests.factories.problems import raised
from tests.support.posting import post


@pytest.fixture
def council(db_session):
    return CouncilFactory(name="Northbridge")


@pytest.fixture
def by(council):
    return officer(council)


@pytest.fixture
def entered(council, by):
    report = services.Report(council_id=council.id, words="My bin is not emptied.")
    return services.enter_problem(report, channel=Channel.PHONE, consent_given=True, by=by)


def test_the_slip_has_what_the_person_needs(client, council, by):
    sign_in(client, by)
    answer = post(
        client, "/problems/ours/new", council_id=str(council.id), words="My bin.", channel="phone", consent_given="yes"
    )
    page = client.get(answer.location).text
    problem = db.session.scalars(select(Problem)).one()
    code = claim.code_of(problem)
    assert answer.location == f"/problems/ours/{problem.id}/slip"
    assert problem.reference in page
    assert f"{code[:4]} {code[4:]}" in page
    assert code not in client.get(f"/problems/ours/{problem.id}").text


def test_somebody_signed_in_makes_it_theirs_with_the_slip(client, entered):
    somebody = actor_alone(PersonFactory())
    sign_in(client, somebody)
    typed = claim.code_of(entered).lower()
    answer = post(client, "/problems/claim", reference=entered.reference.lower(), code=f" {typed[:4]}-{typed[4:]}")
    assert answer.location == f"/problems/reference/{entered.reference}"
    assert db.session.get(Problem, entered.id).raised_by == somebody.person_id
    assert "My bin is not emptied" in client.get("/work").text
    follow = db.session.scalars(select(Follow).where(Follow.topic_id == entered.topic_id)).one()
    assert follow.confirmed_at is not None
    assert db.session.scalars(select(AuditEvent.kind).where(AuditEvent.kind == "PROBLEM_CLAIMED")).one()


def test_an_address_makes_it_its_own_once_it_is_confirmed(client, entered):
    post(client, "/problems/claim", reference=entered.reference, code=claim.code_of(entered), email="Gran@Home.example")
    assert db.session.get(Problem, entered.id).claimed_at is None
    mail = db.session.scalars(select(Message)).one()
    assert mail.to_address == "gran@home.example"
    confirm_follow(db.session.scalars(select(Follow)).one())
    problem = db.session.get(Problem, entered.id)
    assert problem.claimed_at is not None
    assert problem.reporter_email == "gran@home.example"


def test_it_is_claimed_once(entered):
    code = claim.code_of(entered)
    claim.claim_problem(reference=entered.reference, code=code, by=actor_alone(PersonFactory()))
    with pytest.raises(Refused):
        claim.claim_problem(reference=entered.reference, code=code, by=actor_alone(PersonFactory()))


def test_a_wrong_code_and_an_unknown_reference_are_answered_alike(client, council, entered):
    sign_in(client, actor_alone(PersonFactory()))
    other = raised(council)
    tries = [
        (entered.reference, "22222222"),
        ("PRB-2222222", claim.code_of(entered)),
        (other.reference, claim.code_of(other)),
        (entered.reference, "¡ñ!"),
    ]
    for reference, code in tries:
        page = post(client, "/problems/claim", reference=reference, code=code)
        assert "The reference and the code do not belong together" in page.text
        assert re.search(rf'value="{reference}"', page.text)


def test_an_address_is_needed_without_an_account(client, entered):
    page = post(client, "/problems/claim", reference=entered.reference, code=claim.code_of(entered))
    assert "Enter your email address" in page.text
    with pytest.raises(Refused):
        claim.claim_problem(reference=entered.reference, code=claim.code_of(entered), by=ANONYMOUS)


def test_a_problem_that_was_passed_on_meanwhile_is_theirs_there_too(entered, by):
    services.start_review(entered, by=by)
    there = decisions.transfer_to_council(entered, CouncilFactory(), reason="Their bin.", by=by)
    somebody = actor_alone(PersonFactory())
    claim.claim_problem(reference=entered.reference, code=claim.code_of(entered), by=somebody)
    assert there.raised_by == somebody.person_id
    followed = set(db.session.scalars(select(Follow.topic_id).where(Follow.person_id == somebody.person_id)))
    assert followed == {entered.topic_id, there.topic_id}


def test_officers_sort_and_filter_what_waits(client, council, by, entered):
    raised(council, words="The lift is broken.").people_count = 12
    sign_in(client, by)
    page = client.get("/problems/ours?sort=people").text
    assert page.index("The lift is broken") < page.index("My bin")
    assert "12 people have this problem" in page
    assert "The lift" not in client.get("/problems/ours?channel=phone").text
    assert "No problem fits this search" in client.get("/problems/ours?days=7").text
    assert client.get("/problems/ours?channel=x&days=x&sort=x&state=referred").status_code == 200
