"""Whoever runs, approves or moderates says who they have an interest in before anything about a proposal opens."""

from urllib.parse import quote

import pytest
from sqlalchemy import select

from accounts.models import Person
from accounts.registries import work_for
from accounts.states import Role
from challenges.services import life
from challenges.states import ChallengeState
from core.database import db
from core.errors import NotPermitted, Refused
from scoring.models import ConflictMatch, Declaration, Dossier, ModerationCase
from scoring.queries import conflict as conflicts
from scoring.queries import declaring
from scoring.queries import moderation as moderations
from scoring.queries import stand_in as stand_ins
from scoring.queries.conflict import BIDDERS_PER_PAGE
from scoring.services import assigning, dossier, sharing
from scoring.services import conflict as interests
from scoring.services import decision as deciding
from scoring.services import stand_in as standing_in
from scoring.services.changing import set_assessors
from scoring.services.conflict import Outcome
from scoring.states import DecisionKind, DecisionState
from submissions.queries.received import opened_submission
from submissions.services import moves
from submissions.states import SubmissionState
from tests.factories.accounts import CouncilFactory, member, sign_in
from tests.factories.decisions import decided, rescore, scored
from tests.factories.interests import no_interest, reader_of
from tests.factories.panels import panel_with
from tests.factories.submissions import rows
from tests.support.posting import send

pytestmark = pytest.mark.usefixtures("db_session")


@pytest.fixture
def done():
    """Decided and in standstill; its officer and its approver have declared."""
    return decided(at=DecisionState.STANDSTILL)


def asked_at(challenge):
    return f"/challenges/{challenge.slug}/interests"


def pages_of(found):
    """Every kind of page that tells of a proposal, and the one it tells of."""
    slug, panel, decision = found.scene.challenge.slug, found.scene.panel.id, found.decision.id
    bid = found.scene.submissions[0].id
    return [
        f"/challenges/{slug}/proposals",
        f"/challenges/{slug}/proposals/eligible",
        f"/challenges/{slug}/proposals/openings",
        f"/challenges/{slug}/proposals/telling",
        f"/challenges/{slug}/conflicts",
        f"/received/{bid}",
        f"/received/{bid}/disqualify",
        f"/received/{bid}/clarify",
        f"/panels/{panel}",
        f"/panels/{panel}/ranking",
        f"/panels/{panel}/cases",
        f"/panels/{panel}/moderation",
        f"/panels/{panel}/sharing",
        f"/panels/{panel}/rounds/1/meeting",
        f"/panels/{panel}/proposals/{bid}/assessors",
        f"/decisions/{decision}",
        f"/decisions/{decision}/snapshot.json",
        f"/decisions/{decision}/summaries",
        f"/decisions/{decision}/summaries/{bid}/preview",
        f"/decisions/{decision}/summaries/{bid}/summary.pdf",
        f"/decisions/{decision}/standstill",
        f"/decisions/{decision}/dossier",
    ]


@pytest.mark.parametrize("role", [Role.OFFICER, Role.APPROVER])
def test_everything_about_a_proposal_leads_to_the_bidders_first_and_one_press_leads_back(client, done, role):
    someone = member(done.scene.council, role)
    sign_in(client, someone)
    pages = pages_of(done)
    for address in pages:
        answer = client.get(address)
        assert answer.status_code == 302, address
        assert answer.location == f"{asked_at(done.scene.challenge)}?next={quote(address)}"
    words = client.get(answer.location).text
    assert "Before that page opens, tell us about your interests." in words
    assert done.scene.submissions[0].title not in words

    back = send(client, answer.location, {"none": "yes"}).location

    assert back == pages[-1]
    opened = [client.get(address) for address in pages]
    assert {answer.status_code for answer in opened} <= {200, 302, 403, 409}
    assert not [answer for answer in opened if "/interests" in (answer.location or "")]
    assert client.get(f"/received/{done.scene.submissions[0].id}").status_code == 200
    assert client.get(back).status_code == 200


def test_an_auditor_decides_nothing_and_is_asked_nothing(client, done):
    sign_in(client, member(done.scene.council, Role.AUDITOR))
    assert {client.get(address).status_code for address in pages_of(done)} <= {200, 403, 404}
    assert client.get(f"/received/{done.scene.submissions[0].id}").status_code == 200
    assert client.get(asked_at(done.scene.challenge)).status_code == 403


def test_who_has_a_conflict_is_not_led_back_to_what_stays_closed(client, done):
    someone, bid = reader_of(done.scene.challenge), done.scene.submissions[0]
    db.session.execute(Declaration.__table__.delete().where(Declaration.person_id == someone.person_id))
    sign_in(client, someone)
    asked = client.get(f"/received/{bid.id}").location
    refused = send(
        client, asked, {"none": "yes", "conflicts": str(bid.id), f"words_{bid.id.hex}": "My sister works there."}
    )
    assert "You ticked some of them" in refused.text
    ticked = {"conflicts": str(bid.id), f"words_{bid.id.hex}": "My sister works there.", "confirmed": "y"}
    assert send(client, asked, ticked).location == f"/challenges/{done.scene.challenge.slug}/panels"
    assert client.get(f"/received/{bid.id}").status_code == 404
    assert client.get(f"/received/{done.scene.submissions[1].id}").status_code == 200


def test_nobody_is_sent_to_another_place_of_the_web(client, done):
    someone = member(done.scene.council, Role.OFFICER)
    sign_in(client, someone)
    sent = send(client, f"{asked_at(done.scene.challenge)}?next=//elsewhere.example/", {"none": "yes"})
    assert sent.location == f"/challenges/{done.scene.challenge.slug}/panels"


def test_what_a_form_would_do_waits_as_well_and_is_not_done_afterwards(client, done):
    sign_in(client, member(done.scene.council, Role.OFFICER))
    sent = send(client, f"/received/{done.scene.submissions[0].id}/disqualify", {"reason": "It was late."})
    assert sent.location == asked_at(done.scene.challenge)
    assert done.scene.submissions[0].state is not SubmissionState.DISQUALIFIED


def test_one_press_is_enough_for_more_bidders_than_fit_a_page(client):
    scene = panel_with(assessors=1, submissions=1)
    rows(scene.challenge, BIDDERS_PER_PAGE + 4, state=SubmissionState.ELIGIBLE)
    for bid in conflicts.received(scene.challenge.id):
        bid.submitted_at = scene.challenge.opens_at
    db.session.flush()
    db.session.expire_all()
    someone = member(scene.council, Role.OFFICER)
    sign_in(client, someone)
    asked = client.get(f"/panels/{scene.panel.id}").location
    assert send(client, asked, {"rest": "yes"}).location == f"/panels/{scene.panel.id}"
    assert declaring.has_declared(someone, scene.challenge.id)


def test_what_somebody_has_not_declared_about_they_are_asked_about_although_they_declared_before(client):
    scene = panel_with(assessors=1, submissions=1)
    late = rows(scene.challenge, 1, state=SubmissionState.ELIGIBLE)[0]
    late.submitted_at = scene.challenge.opens_at
    db.session.flush()
    assert opened_submission(scene.officer, scene.submissions[0].id) is not None
    assert opened_submission(scene.officer, late.id) is None
    sign_in(client, scene.officer)
    assert client.get(f"/panels/{scene.panel.id}").status_code == 302
    assert late.supplier_id in {one.supplier_id for one in conflicts.received(scene.challenge.id)}


def test_what_competes_no_more_opens_to_nobody_who_has_not_declared_about_it_either():
    scene = panel_with(assessors=1, submissions=2)
    moves.disqualify(scene.submissions[0], reason="A bribe.", by=scene.officer)
    someone = member(scene.council, Role.OFFICER)
    interests.declare_interests(scene.challenge, scene.bids(), conflicts={}, by=someone)
    assert opened_submission(someone, scene.submissions[0].id) is None
    no_interest(scene.challenge, someone)
    assert opened_submission(someone, scene.submissions[0].id) is not None


def test_work_tells_an_officer_to_declare_first_and_what_waits_behind_it_afterwards(app):
    scene = panel_with(assessors=1, submissions=2)
    someone = member(scene.council, Role.OFFICER)
    with app.test_request_context():
        before = {str(item.kind): item.url for item in work_for(someone)}
        no_interest(scene.challenge, someone)
        after = {str(item.kind) for item in work_for(someone)}
    assert before["Interests to declare"] == asked_at(scene.challenge)
    assert "Interests to declare" not in after


def test_the_verbs_refuse_whoever_has_not_declared():
    scene = panel_with(assessors=2, submissions=2)
    silent, bid = member(scene.council, Role.OFFICER), scene.submissions[0]
    scene.declare(scene.assessors[0], conflict_with=bid)
    person_id = scene.assessors[0].person_id
    for act in (
        lambda: assigning.assign(scene.reload(), by=silent),
        lambda: sharing.plan(scene.reload(), by=silent),
        lambda: set_assessors(scene.reload(), bid, seat_ids=[], by=silent),
        lambda: interests.settle_conflict(
            scene.challenge, bid, person_id=person_id, outcome=Outcome.MITIGATED, words="Fine.", by=silent
        ),
    ):
        with pytest.raises(Refused, match="Say first whether you have a conflict"):
            act()
    ready = scored()
    with pytest.raises(NotPermitted):
        deciding.draft_decision(ready.panel.id, kind=DecisionKind.AWARD, by=member(ready.council, Role.OFFICER))


def test_a_chair_who_has_not_declared_is_led_there_from_a_case_as_from_the_meeting(client):
    scene = scored(scores=(5, 4))
    rescore(scene, scene.assessors[2], scene.submissions[0], impact=1)
    case, chair = db.session.scalars(select(ModerationCase)).one(), scene.assessors[0]
    db.session.execute(Declaration.__table__.delete().where(Declaration.person_id == chair.person_id))
    pages = [
        f"/cases/{case.id}",
        f"/panels/{scene.panel.id}/rounds/1/meeting",
        f"/panels/{scene.panel.id}/cases",
        f"/panels/{scene.panel.id}/ranking",
    ]
    assert moderations.case_on_table(chair, case.id) is None
    sign_in(client, chair)
    for address in pages:
        asked = f"/assessing/panels/{scene.panel.id}/interests?next={quote(address)}"
        assert client.get(address).location == asked
    assert send(client, asked, {"none": "yes"}).location == pages[-1]
    assert [client.get(address).status_code for address in pages] == [200, 200, 200, 200]


def test_who_stands_in_reads_the_panel_and_takes_the_dossier_and_changes_nothing(client):
    found = decided(at=DecisionState.STANDSTILL)
    elsewhere = member(CouncilFactory(), Role.APPROVER)
    named = standing_in.name_stand_in(
        found.scene.challenge,
        email=db.session.get_one(Person, elsewhere.person_id).email,
        role=Role.APPROVER,
        reason="Ours all have an interest.",
        by=found.officer,
    )
    panel, decision = f"/panels/{found.scene.panel.id}", f"/decisions/{found.decision.id}"
    sign_in(client, elsewhere)
    for address in (panel, f"{decision}/dossier", f"{decision}/summaries", f"{panel}/ranking"):
        assert client.get(address).location.startswith(asked_at(found.scene.challenge))
    no_interest(found.scene.challenge, elsewhere)
    page = client.get(panel).text
    assert found.scene.assessors[1].name in page
    assert "Invite an assessor" not in page
    assert "Where assessors differ" not in page
    for address in ("moderation", "cases", "invite", "sharing", "due"):
        assert client.get(f"{panel}/{address}").status_code == 403, address
    assert client.get(f"{decision}/summaries/{found.scene.submissions[0].id}/preview").status_code == 200
    assert send(client, f"{decision}/dossier", {}).status_code == 302
    asked = db.session.scalars(select(Dossier.id)).one()
    for _done in dossier.build(asked):
        db.session.flush()
    db.session.expire_all()
    assert client.get(f"/dossiers/{asked}").status_code == 200
    sign_in(client, member(CouncilFactory(), Role.APPROVER))
    assert client.get(f"/dossiers/{asked}").status_code == 404
    assert client.get(panel).status_code == 404
    standing_in.end_stand_in(
        stand_ins.stand_in_of_own(found.officer, found.scene.challenge.slug, named.id), by=found.officer
    )
    sign_in(client, elsewhere)
    assert client.get(panel).status_code == 404


def test_what_is_noticed_while_planning_bars_and_waits_to_be_settled_although_the_plan_is_never_carried_out():
    scene = panel_with(assessors=2, submissions=2)
    bid = scene.bids()[0]
    seat = scene.seat(scene.assessors[1])
    seat.person.email = f"kim@{bid.supplier.email_domain or 'bidder.example'}"
    bid.supplier.email_domain = seat.person.email.partition("@")[2]
    db.session.flush()
    sharing.plan(scene.reload(), by=scene.officer)
    match = db.session.scalars(select(ConflictMatch).where(ConflictMatch.person_id == seat.person_id)).one()
    assert match.submission_id == bid.id
    assert conflicts.is_kept_out(seat.person_id, bid.id)
    assert len(conflicts.cases(scene.officer, scene.challenge.id)) == 1


def test_a_challenge_is_ended_directly_only_when_nothing_that_was_proposed_could_be_chosen_any_more(client):
    scene = panel_with(assessors=2, submissions=2)
    base = f"/challenges/{scene.challenge.slug}"
    sign_in(client, scene.officer)
    for assign in (False, True):
        if assign:
            scene.assign()
        with pytest.raises(Refused, match="still in the running"):
            life.declare_unsuccessful(scene.challenge, reason="No money.", by=scene.officer)
        refused = client.get(f"{base}/unsuccessful")
        assert refused.status_code == 409
        assert "somebody else approves it" in refused.text
        assert f"{base}/unsuccessful" not in client.get(f"{base}/manage").text
    for bid in scene.bids():
        moves.disqualify(bid, reason="A bribe.", by=scene.officer)
    db.session.expire_all()
    assert f"{base}/unsuccessful" in client.get(f"{base}/manage").text
    assert send(client, f"{base}/unsuccessful", {"reason": "Nobody is left."}).location == f"{base}/manage"
    assert scene.challenge.state is ChallengeState.UNSUCCESSFUL
