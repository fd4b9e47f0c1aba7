"""The pages of assessors and of the officers who look after a panel, over HTTP and without JavaScript."""

import re

import pytest

from accounts.states import Role
from core.access import Actor
from core.database import db
from scoring.queries import assessment as queries
from scoring.queries import conflict as conflicts
from scoring.queries import panel as panels
from scoring.queries.progress import progress
from scoring.services import conflict as interests
from scoring.services import leaving
from scoring.services import panel as services
from scoring.services.conflict import Outcome
from scoring.states import AssessmentState
from tests.factories.accounts import PersonFactory, member, sign_in
from tests.factories.panels import panel_with, seat_for
from tests.support.posting import post, token


def full(scene, *, version, score="4"):
    found = {"version": str(version)}
    for criterion in queries.criteria_of(scene.panel.lot_id):
        found |= {f"score_{criterion.number}": score, f"reason_{criterion.number}": f"Because of {criterion.title}."}
    return found


@pytest.fixture
def scene(db_session):
    scene = panel_with(assessors=2, submissions=2)
    scene.assign()
    return scene


def test_an_officer_sets_up_a_panel_and_invites_a_chair_who_accepts(client, db_session, set_clock):
    scene = panel_with(assessors=0, submissions=1)
    sign_in(client, scene.officer)
    url = f"/panels/{scene.panel.id}"

    answer = post(client, f"{url}/invite", name="Ada Reader", email="Ada@Elsewhere.example", is_chair="yes")

    assert answer.location == url
    page = client.get(url).text
    assert "Ada Reader" in page
    assert "Chair" in page

    ada = PersonFactory(name="Ada Reader", email="ada@elsewhere.example")
    seat = panels.seat_by_email(scene.panel.id, "ada@elsewhere.example")
    sign_in(client, Actor(person_id=ada.id, name=ada.name))
    invitation = f"/assessing/invitations/{seat.id}"
    assert "Tick the box" in post(client, invitation, answer="accept").text
    assert post(client, invitation, answer="accept", terms="yes").location == "/assessing/profile"
    assert "The terms that you accepted" in client.get(invitation).text


def test_an_invitation_is_not_there_for_anybody_else(client, scene):
    stranger = PersonFactory()
    seat = services.invite(scene.reload(), name="Ada", email="ada@x.example", is_chair=False, by=scene.officer)
    sign_in(client, Actor(person_id=stranger.id))

    assert client.get(f"/assessing/invitations/{seat.id}").status_code == 404


def test_an_assessor_declares_reads_saves_and_hands_in(client, scene):
    actor = scene.assessors[0]
    sign_in(client, actor)
    declare = f"/assessing/panels/{scene.panel.id}/interests"
    assert "First, declare your interests" in client.get("/assessing").text
    page = client.get(declare).text
    assert all(submission.supplier.name in page for submission in scene.bids())
    assert scene.submissions[0].title not in page
    assert "Tick the box" in post(client, declare).text

    post(client, declare, confirmed="yes")

    first = scene.opened(actor, scene.submissions[0])
    url = f"/assessing/{first.id}"
    page = client.get(url).text
    assert "Proposal number 0." in page
    assert "Impact at 3." in page

    assert post(client, url, version="0", score_1="3", reason_1="Good.", save="yes").location == "/assessing"
    assert "1 of 3 criteria" in client.get("/assessing").text
    page = client.get(url).text
    assert "Good." in page

    refused = post(client, url, version="1", score_1="3", reason_1="Good.", hand_in="yes").text
    assert "There is a problem" in refused
    assert "Choose a score for Feasibility" in refused
    assert "Give a reason for your score for Value" in refused

    answer = post(client, url, hand_in="yes", **full(scene, version=2))
    assert answer.location == f"/assessing/{scene.opened(actor, scene.submissions[1]).id}"
    assert scene.opened(actor, scene.submissions[0]).state is AssessmentState.SUBMITTED


def test_a_second_click_on_hand_in_finds_it_done(client, scene):
    scene.declare_all()
    actor = scene.assessors[0]
    sign_in(client, actor)
    url = f"/assessing/{scene.opened(actor, scene.submissions[0]).id}"
    sent = {"csrf_token": token(client, url), "hand_in": "yes", **full(scene, version=0)}

    assert client.post(url, data=sent).status_code == 302
    again = client.post(url, data=sent)

    assert again.location == url
    assert scene.opened(actor, scene.submissions[0]).version == 1


def test_a_stale_form_keeps_what_was_typed_and_says_so(client, scene):
    scene.declare_all()
    actor = scene.assessors[0]
    sign_in(client, actor)
    url = f"/assessing/{scene.opened(actor, scene.submissions[0]).id}"
    post(client, url, version="0", score_1="5", reason_1="From the first window.", save="yes")

    page = post(client, url, version="0", score_1="1", reason_1="From the second window.", save="yes").text

    assert "another window" in page
    assert "From the second window." in page
    assert 'name="version" type="hidden" value="1"' in page
    assert scene.opened(actor, scene.submissions[0]).scores[0].reason == "From the first window."


@pytest.mark.parametrize("nonsense", ["6", "-1", "3.5", "many"])
def test_a_score_that_is_not_offered_is_told_beside_the_question(client, scene, nonsense):
    scene.declare_all()
    actor = scene.assessors[0]
    sign_in(client, actor)
    url = f"/assessing/{scene.opened(actor, scene.submissions[0]).id}"

    page = post(client, url, version="0", score_1=nonsense, reason_1="Kept.", save="yes").text

    assert "There is a problem" in page
    assert "Kept." in page
    (kept,) = [score for score in scene.opened(actor, scene.submissions[0]).scores if score.reason]
    assert kept.score is None


def test_autosave_takes_single_fields_and_refuses_a_stale_version(client, scene):
    scene.declare_all()
    actor = scene.assessors[0]
    sign_in(client, actor)
    url = f"/assessing/{scene.opened(actor, scene.submissions[0]).id}"
    csrf = token(client, url)

    answer = client.post(f"{url}/autosave", data={"csrf_token": csrf, "version": "0", "reason_2": "A thought."})

    assert answer.json["version"] == 1
    stale = client.post(f"{url}/autosave", data={"csrf_token": csrf, "version": "0", "reason_2": "An old thought."})
    assert stale.status_code == 409
    client.post(f"{url}/autosave", data={"csrf_token": csrf, "version": "1", "score_2": "2"})
    (kept,) = [score for score in scene.opened(actor, scene.submissions[0]).scores if score.reason]
    assert (kept.score, kept.reason) == (2, "A thought.")


def test_markup_in_an_answer_or_a_reason_is_text(client, scene):
    scene.declare_all()
    actor = scene.assessors[0]
    sign_in(client, actor)
    url = f"/assessing/{scene.opened(actor, scene.submissions[0]).id}"
    post(client, url, version="0", reason_1="<script>alert(1)</script>", save="yes")

    assert "<script>alert(1)" not in client.get(url).text


def every_url_of(scene, actor, submission):
    assessment = scene.assessment(actor, submission)
    return [
        ("GET", f"/assessing/{assessment.id}"),
        ("POST", f"/assessing/{assessment.id}"),
        ("POST", f"/assessing/{assessment.id}/autosave"),
        ("GET", f"/assessing/{assessment.id}/files/{submission.id}"),
        ("GET", f"/panels/{scene.panel.id}/assessments/{assessment.id}/reopen"),
        ("POST", f"/panels/{scene.panel.id}/assessments/{assessment.id}/reopen"),
        ("GET", f"/panels/{scene.panel.id}/proposals/{submission.id}/assessors"),
        ("POST", f"/panels/{scene.panel.id}/proposals/{submission.id}/assessors"),
    ]


def test_a_recused_assessor_reaches_the_proposal_by_no_page_list_or_count(client, scene):
    chair, other = scene.assessors
    kept_from, still = scene.submissions
    scene.declare(chair, conflict_with=kept_from)
    scene.declare(other)
    sign_in(client, chair)
    csrf = token(client, f"/assessing/{scene.opened(chair, still).id}")

    def reached():
        return [
            (method, url)
            for method, url in every_url_of(scene, chair, kept_from)
            if client.open(url, method=method, data={"csrf_token": csrf} if method == "POST" else None).status_code
            not in (403, 404)
        ]

    assert reached() == []  # already while it waits for a decision
    interests.settle_conflict(
        scene.challenge,
        next(bid for bid in scene.bids() if bid.id == kept_from.id),
        person_id=chair.person_id,
        outcome=Outcome.RECUSED,
        words="Too close.",
        by=scene.officer,
    )
    scored = scene.score(other, kept_from)
    assert reached() == []
    name = next(bid.supplier.name for bid in scene.bids() if bid.id == kept_from.id)
    for url in (
        "/assessing",
        f"/panels/{scene.panel.id}",
        f"/assessing/panels/{scene.panel.id}/interests",
        f"/assessing/panels/{scene.panel.id}/interests/report",
        f"/assessing/{scene.opened(chair, still).id}",
        "/work",
    ):
        page = client.get(url)
        assert page.status_code == 200
        assert name not in page.text
        assert kept_from.reference not in page.text
        assert str(scored.id) not in page.text
    assert queries.own_page(chair, 1).total == 1
    assert progress(chair, scene.reload(), scene.reload().rounds[0], 1).total == 2


def test_an_officer_who_declared_a_conflict_is_kept_out_as_well(client, scene):
    kept_from = scene.submissions[0]
    bids = scene.bids()
    interests.report_conflict(scene.challenge, [kept_from], words="My firm.", by=scene.officer)
    name = next(bid.supplier.name for bid in bids if bid.id == kept_from.id)
    scene.declare(scene.assessors[0], conflict_with=kept_from)
    sign_in(client, scene.officer)

    for url in (f"/panels/{scene.panel.id}", f"/challenges/{scene.challenge.slug}/conflicts"):
        page = client.get(url).text
        assert name not in page
        assert kept_from.reference not in page
    declared = conflicts.declarations_of(scene.assessors[0].person_id, [kept_from.id])[kept_from.id]
    assert client.get(f"/challenges/{scene.challenge.slug}/conflicts/{declared.id}").status_code == 404
    assert client.get(f"/panels/{scene.panel.id}/proposals/{kept_from.id}/assessors").status_code == 404


def test_another_panels_assessor_another_councils_officer_and_strangers_find_nothing(client, scene):
    scene.declare_all()
    other = panel_with(assessors=1, submissions=1)
    urls = [url for method, url in every_url_of(scene, scene.assessors[0], scene.submissions[0]) if method == "GET"]
    urls += [f"/panels/{scene.panel.id}", f"/assessing/panels/{scene.panel.id}/interests"]
    for actor in (other.assessors[0], other.officer, member(scene.bids()[0].supplier, Role.LEAD)):
        sign_in(client, actor)
        assert {client.get(url).status_code for url in urls} <= {403, 404}


def test_an_assessor_who_left_reads_nothing_any_more(client, scene):
    scene.declare_all()
    actor = scene.assessors[1]
    url = f"/assessing/{scene.opened(actor, scene.submissions[0]).id}"
    leaving.leave_panel(scene.reload(), scene.seat(actor), reason="New job.", by=scene.officer)
    sign_in(client, actor)

    assert client.get(url).status_code == 404
    assert queries.own_page(actor, 1).total == 0


def test_an_anonymised_proposal_has_a_code_and_no_name(client, db_session):
    scene = panel_with(assessors=1, submissions=2, anonymised=True)
    scene.assign()
    actor = scene.assessors[0]
    names = [bid.supplier.name for bid in scene.bids()]
    sign_in(client, actor)
    listed = client.get(f"/assessing/panels/{scene.panel.id}/interests").text
    assert all(name in listed for name in names)
    assert not any(str(submission.id) in listed or submission.reference in listed for submission in scene.submissions)
    scene.declare_all()

    assessment = scene.opened(actor, scene.submissions[0])
    for url in ("/assessing", f"/assessing/{assessment.id}"):
        page = client.get(url).text
        assert f"Proposal {assessment.code}" in page
        assert not any(name in page for name in names)
        assert scene.submissions[0].title not in page


def test_lists_need_the_same_number_of_statements_for_one_row_and_for_many(bare_client, query_counter, db_session):
    counts = {}
    for size in (1, 25):
        scene = panel_with(assessors=2, submissions=size)
        scene.assign()
        scene.declare_all()
        for who, url in (
            (scene.assessors[1], "/assessing"),
            (scene.officer, f"/panels/{scene.panel.id}"),
            (scene.officer, "/panels"),
            (scene.officer, f"/challenges/{scene.challenge.slug}/conflicts"),
        ):
            sign_in(bare_client, who)
            bare_client.get(url)
            with query_counter() as statements:
                assert bare_client.get(url).status_code == 200
            page = url.replace(str(scene.panel.id), "").replace(scene.challenge.slug, "")
            counts.setdefault(page, []).append(len(statements))
    assert all(one == many <= 12 for one, many in counts.values()), counts


def test_what_waits_is_told_to_assessors_and_officers(client, scene):
    sign_in(client, scene.assessors[0])
    assert "Before you can read the proposals" in client.get("/work").text
    scene.declare(scene.assessors[0], conflict_with=scene.submissions[0])
    page = client.get("/work").text
    assert "1 proposal left" in page
    sign_in(client, scene.officer)
    assert "1 to decide about" in client.get("/work").text


def test_an_invited_person_sees_the_invitation_in_their_work(client, scene):
    late = seat_for(scene)
    sign_in(client, late)
    assert "Before you can read the proposals" in client.get("/work").text
    db.session.expire_all()


def test_an_officer_settles_a_conflict_and_the_assessor_goes_on(client, scene):
    actor, submission = scene.assessors[0], scene.submissions[0]
    scene.declare(actor, conflict_with=submission)
    sign_in(client, scene.officer)
    listed = client.get(f"/challenges/{scene.challenge.slug}/conflicts").text
    url = re.search(rf'"(/challenges/{scene.challenge.slug}/conflicts/[^"]+)"', listed)[1]
    page = client.get(url).text
    assert "My sister works there." in page
    assert "There is nothing in it" not in page
    assert "Choose what you decide" in post(client, url).text
    assert "Say why" in post(client, url, outcome="mitigated").text
    assert "Choose an option" in post(client, url, outcome="forgotten", words="Why not.").text

    assert post(client, url, outcome="mitigated", words="Read by two.").status_code == 302

    assert scene.opened(actor, submission).state is AssessmentState.MITIGATED
    assert "This is settled." in client.get(url).text


def test_where_names_are_hidden_a_conflict_does_not_lead_to_the_proposal(client, db_session):
    scene = panel_with(assessors=1, submissions=2, anonymised=True)
    scene.assign()
    scene.declare(scene.assessors[0], conflict_with=scene.submissions[0])
    sign_in(client, scene.officer)
    page = client.get(f"/challenges/{scene.challenge.slug}/conflicts").text
    assert scene.bids()[0].supplier.name in page
    for told in (scene.submissions[0].reference, str(scene.submissions[0].id), scene.submissions[0].title):
        assert told not in page


def test_an_overdue_panel_and_a_challenge_without_one_wait_for_the_officer(client, db_session, set_clock):
    scene = panel_with(assessors=1, submissions=1)
    scene.assign()
    bare = panel_with(assessors=0, submissions=1)
    set_clock(bare.panel.assess_by_at)
    for other, words in ((scene, "1 not handed in"), (bare, "nobody has accepted a seat")):
        sign_in(client, other.officer)
        assert words in client.get("/work").text


def test_reopening_over_http_needs_a_reason(client, scene):
    scene.declare_all()
    handed_in = scene.score(scene.assessors[1], scene.submissions[0])
    sign_in(client, scene.assessors[0])
    url = f"/panels/{scene.panel.id}/assessments/{handed_in.id}/reopen"

    assert "Say why it is reopened" in post(client, url).text
    assert post(client, url, reason="Look again.").location == f"/panels/{scene.panel.id}"
    assert scene.opened(scene.assessors[1], scene.submissions[0]).state is AssessmentState.REOPENED


def test_an_officer_runs_a_panel_over_http(client, db_session):
    scene = panel_with(assessors=2, submissions=1, each=1)
    sign_in(client, scene.officer)
    url = f"/panels/{scene.panel.id}"
    other = scene.seat(scene.assessors[1])

    assert post(client, f"{url}/assign", form_at=url).location == f"{url}/sharing"
    (plan,) = re.findall(r'name="sharing" value="([^"]+)"', client.get(f"{url}/sharing").text)
    assert post(client, f"{url}/sharing", sharing=plan).location == url
    assert post(client, f"{url}/seats/{other.id}/chair", form_at=url).location == url
    assert [seat.id for seat in scene.reload().seats if seat.is_chair] == [other.id]
    edit = f"{url}/proposals/{scene.submissions[0].id}/assessors"
    assert post(client, edit, seats=str(other.id)).location == url
    assert "Choose an option" in post(client, edit, seats=str(scene.panel.id)).text
    assert "Say why they leave" in post(client, f"{url}/seats/{other.id}/leave").text
    assert post(client, f"{url}/seats/{other.id}/leave", reason="Ill.", successor="nobody").location == url
    assert "Scores must be due after" in post(
        client, f"{url}/due", **{"assess_by_at-day": "1", "assess_by_at-month": "1", "assess_by_at-year": "2026",
                                 "assess_by_at-time": "12:00"}
    ).text  # fmt: skip
    assert client.get(f"/challenges/{scene.challenge.slug}/panels").location == url
