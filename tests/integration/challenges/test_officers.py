"""Who is assigned to a challenge: by beginning it, by a colleague, or by taking it on when all others have left."""

import datetime as dt

import pytest
from sqlalchemy import select

from accounts.models import Membership
from accounts.states import Role
from challenges.models import Challenge, ChallengeOfficer
from challenges.queries.challenge import whole_challenge_by_id
from challenges.queries.officer import assignment_of_own, assignments_of
from challenges.services import copying, drafting
from challenges.services import officer as services
from challenges.states import ChallengeState
from core import clock
from core.audit import AuditEvent
from core.database import db
from core.errors import NotPermitted, Refused
from core.outbox import Message
from tests.factories.accounts import CouncilFactory, assign_all, member, officer, sign_in, unassign
from tests.factories.challenges import ChallengeFactory
from tests.support.posting import send

pytestmark = pytest.mark.usefixtures("db_session")


@pytest.fixture
def council(db_session):
    return CouncilFactory()


@pytest.fixture
def first(council):
    return officer(council)


@pytest.fixture
def challenge(council, first):
    return ChallengeFactory(council=council, at=ChallengeState.OPEN)


@pytest.fixture
def second(council, challenge):
    """A colleague who is not assigned."""
    return unassign(officer(council))


def assigned(challenge):
    return [one.person_id for one in assignments_of(challenge)]


def assignment(challenge, actor):
    return assignment_of_own(actor, challenge.slug, next(o.id for o in assignments_of(challenge) if is_of(o, actor)))


def is_of(one, actor):
    return one.person_id == actor.person_id


def recorded(challenge):
    of_it = select(AuditEvent).where(AuditEvent.subject_id == challenge.id).order_by(AuditEvent.at)
    return [(event.kind, event.person_id, event.facts) for event in db.session.scalars(of_it)]


def mails_of(actor):
    return [mail.kind for mail in db.session.scalars(select(Message).where(Message.person_id == actor.person_id))]


def leave(*actors):
    """Their memberships have ended."""
    yesterday = clock.now().date() - dt.timedelta(days=1)
    for actor in actors:
        db.session.get_one(Membership, actor.membership_id).ends_on = yesterday
    db.session.flush()


def test_whoever_begins_a_challenge_or_copies_one_is_assigned_to_it(council, first, second):
    begun = drafting.draft_challenge(council_id=council.id, preset="rapid", title="Ice", by=first)
    copied = copying.copy_challenge(whole_challenge_by_id(begun.id), title="More ice", by=second)
    assert assigned(begun) == [first.person_id]
    assert assigned(copied) == [second.person_id]


def test_somebody_assigned_adds_a_colleague_who_is_told_and_it_is_recorded(client, challenge, first, second):
    sign_in(client, first)
    address = f"/challenges/{challenge.slug}/people"
    assert address in client.get(f"/challenges/{challenge.slug}/manage").text
    assert second.name not in client.get(address).text
    assert "Choose an officer" in send(client, f"{address}/add").text
    for _ in range(2):
        assert send(client, f"{address}/add", {"person": str(second.person_id)}).location == address
    assert second.name in client.get(address).text
    assert assigned(challenge) == [first.person_id, second.person_id]
    assert recorded(challenge) == [
        ("CHALLENGE_OFFICER_ASSIGNED", first.person_id, {"officer": str(second.person_id)}),
    ]
    assert mails_of(second) == ["challenges/officer_assigned"]


def test_somebody_assigned_removes_a_colleague_who_is_told(client, challenge, first, second):
    services.assign_officer(challenge, person_id=second.person_id, by=first)
    gone = assignment(challenge, second)
    address = f"/challenges/{challenge.slug}/people/{gone.id}/remove"
    sign_in(client, first)
    assert f"Remove {second.name}" in client.get(address).text
    for _ in range(2):
        assert send(client, address).location == f"/challenges/{challenge.slug}/people"
    assert assigned(challenge) == [first.person_id]
    assert recorded(challenge)[-1] == (
        "CHALLENGE_OFFICER_REMOVED",
        first.person_id,
        {"officer": str(second.person_id)},
    )
    assert mails_of(second) == ["challenges/officer_assigned", "challenges/officer_removed"]


def test_somebody_assigned_leaves_the_challenge_to_a_colleague(client, challenge, first, second):
    services.assign_officer(challenge, person_id=second.person_id, by=first)
    own = assignment(challenge, first)
    sign_in(client, first)
    for _ in range(2):
        assert send(client, f"/challenges/{challenge.slug}/people/{own.id}/remove").status_code == 302
    assert assigned(challenge) == [second.person_id]
    assert mails_of(first) == []


def test_the_last_officer_stays_also_when_another_left_the_council(client, challenge, first, second):
    services.assign_officer(challenge, person_id=second.person_id, by=first)
    leave(second)
    sign_in(client, first)
    own = assignment(challenge, first)
    told = send(client, f"/challenges/{challenge.slug}/people/{own.id}/remove").text
    assert "Nobody else is assigned. Add another officer first." in told
    assert first.person_id in assigned(challenge)


def test_nobody_is_assigned_who_is_no_officer_of_the_council(council, challenge, first):
    for stranger in (member(council, Role.APPROVER), officer()):
        with pytest.raises(Refused):
            services.assign_officer(challenge, person_id=stranger.person_id, by=first)


def test_nobody_who_is_not_assigned_adds_or_removes(council, challenge, first, second):
    held = assignment(challenge, first)
    for actor in (second, member(council, Role.APPROVER), member(council, Role.LEAD), officer()):
        with pytest.raises(NotPermitted):
            services.assign_officer(challenge, person_id=second.person_id, by=actor)
        with pytest.raises(NotPermitted):
            services.end_assignment(held, by=actor)


def test_when_all_have_left_any_officer_takes_it_on(client, challenge, first, second):
    sign_in(client, second)
    address = f"/challenges/{challenge.slug}/people"
    assert "Take it on" not in client.get(address).text
    assert send(client, f"{address}/take-on").status_code == 409
    leave(first)
    page = client.get(address).text
    assert "Take it on" in page
    assert "No officer of your council any more" in page
    for _ in range(2):
        assert send(client, f"{address}/take-on").location == address
    assert assigned(challenge) == [second.person_id]
    assert [event[0] for event in recorded(challenge)] == ["CHALLENGE_OFFICER_REMOVED", "CHALLENGE_TAKEN_ON"]


def test_the_list_takes_the_same_queries_for_one_and_for_25(client, query_counter, council, challenge, first):
    sign_in(client, first)
    taken = []
    for more in (0, 24):
        for _ in range(more):
            officer(council)
        assign_all(Challenge.id == challenge.id)
        db.session.commit()
        with query_counter() as statements:
            page = client.get(f"/challenges/{challenge.slug}/people").text
        assert page.count("Assigned since") == more + 1
        taken.append(len(statements))
    assert taken[0] == taken[1] <= 12


def test_an_assignment_is_looked_up_by_an_index(challenge, first):
    db.session.execute(db.text("set local enable_seqscan = off"))
    # With no rows to speak of, the planner has no reason to prefer one to the other.
    db.session.execute(db.text("drop index ix_challenge_officers_person_id"))
    wanted = select(ChallengeOfficer.id).where(
        ChallengeOfficer.challenge_id == challenge.id,
        ChallengeOfficer.person_id == first.person_id,
        ChallengeOfficer.ended_at.is_(None),
    )
    plan = db.session.execute(db.text(f"explain {wanted.compile(compile_kwargs={'literal_binds': True})}"))
    assert "uq_challenge_officers" in str(plan.all())
