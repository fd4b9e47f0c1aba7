"""What would tell an assessor of an anonymised challenge, in a roundabout way, whose proposal they read."""

import pytest

from accounts.models import Council, Person
from accounts.states import Role
from challenges.models import Challenge
from core.database import db
from core.errors import NotPermitted, Refused
from scoring.queries import assessment as assessments
from scoring.queries import panel as panels
from scoring.queries.progress import progress
from scoring.services import conflict as interests
from scoring.services import panel as paneling
from scoring.services.conflict import Outcome
from submissions import queries, services
from tests.factories.accounts import assign_all, member, sign_in
from tests.factories.interests import no_interest
from tests.factories.panels import panel_with, seat_for
from tests.support.posting import send

pytestmark = pytest.mark.usefixtures("db_session")


@pytest.fixture
def scene():
    """The first assessor, who is the chair, says of one bidder that they are tied to it."""
    scene = panel_with(assessors=2, submissions=3, anonymised=True)
    scene.assign()
    scene.declare(scene.assessors[0], conflict_with=scene.submissions[0])
    scene.declare(scene.assessors[1])
    return scene


def settle(scene, outcome):
    interests.settle_conflict(
        scene.challenge,
        scene.bids()[0],
        person_id=scene.assessors[0].person_id,
        outcome=outcome,
        words="A colleague reads along.",
        by=scene.officer,
    )


def seen(scene, actor):
    panel = scene.reload()
    return assessments.own_page(actor, 1).total, progress(actor, panel, panel.rounds[0], 1).page.total


def test_nothing_is_read_while_a_conflict_waits_so_that_no_proposal_is_the_one_that_comes_late(client, scene):
    tied, other = scene.assessors
    assert seen(scene, tied) == (0, 0)
    assert assessments.own_page(other, 1).total == 3
    sign_in(client, tied)
    page = client.get("/assessing").text
    assert "The council looks at the interests that you declared" in page

    settle(scene, Outcome.MITIGATED)

    assert seen(scene, tied) == (3, 3)
    page = client.get("/assessing").text
    assert page.count("Ready to assess") == 3
    assert "mitigated" not in page
    opened = scene.opened(tied, scene.submissions[0])
    assert "mitigated" not in client.get(f"/assessing/{opened.id}").text


def test_who_is_kept_out_of_one_reads_the_others(scene):
    settle(scene, Outcome.RECUSED)
    assert seen(scene, scene.assessors[0]) == (2, 2)


def test_where_names_are_known_only_the_proposal_of_the_conflict_waits():
    scene = panel_with(assessors=1, submissions=3)
    scene.assign()
    scene.declare(scene.assessors[0], conflict_with=scene.submissions[0])
    assert seen(scene, scene.assessors[0]) == (2, 2)


def test_an_officer_who_assesses_neither_looks_through_proposals_for_names_nor_settles_conflicts(client, scene):
    officer = member(db.session.get_one(Council, scene.challenge.council_id), Role.OFFICER)
    assign_all(Challenge.id == scene.challenge.id)
    seat_for(scene, person=db.session.get_one(Person, officer.person_id))
    no_interest(scene.challenge, officer)
    submission, name = scene.submissions[0], scene.bids()[0].supplier.name
    sign_in(client, officer)
    around = f"/challenges/{scene.challenge.slug}"
    for address in (f"{around}/proposals/telling", f"/received/{submission.id}/hiding", f"{around}/conflicts"):
        page = client.get(address)
        assert "Another officer does this, because it tells who proposes." in page.text
        assert name not in page.text
    assert f"/received/{submission.id}/hiding" not in client.get(f"/received/{submission.id}").text
    with pytest.raises(Refused, match="Another officer"):
        services.confirm_checked([queries.opened_submission(officer, submission.id)], by=officer)
    assert queries.waiting_for_looking(officer) == []


def test_who_has_looked_through_proposals_for_names_cannot_assess_them_without(scene):
    looked = db.session.get_one(Person, scene.officer.person_id)
    with pytest.raises(Refused, match="This person looked through"):
        paneling.invite(scene.reload(), name="Ada", email=looked.email, is_chair=False, by=scene.officer)
    seat = paneling.invite(scene.reload(), name="Ada", email="ada@elsewhere.example", is_chair=False, by=scene.officer)
    looked.email = "ada@elsewhere.example"
    with pytest.raises(NotPermitted, match="You looked through"):
        paneling.accept_seat(panels.invitation_for(scene.officer, seat.id), terms_accepted=True, by=scene.officer)


def test_what_an_officer_writes_to_an_assessor_does_not_name_the_bidder(client, scene):
    [_tied, other] = scene.assessors
    handed_in = scene.score(other, scene.submissions[1])
    address = f"/panels/{scene.panel.id}/assessments/{handed_in.id}/reopen"
    name = scene.bids()[1].supplier.name
    sign_in(client, scene.officer)
    page = send(client, address, {"reason": f"Read again what {name} says of the price."})
    assert f"This would tell an assessor who proposes: {name}." in page.text
    assert send(client, address, {"reason": "Read again what it says of the price."}).status_code == 302
