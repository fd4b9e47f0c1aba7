"""The pages from the ranking to the award, over HTTP and without JavaScript."""

import uuid
from urllib.parse import quote

import pytest
from sqlalchemy import select

from accounts.models import Supplier
from accounts.registries import work_for
from accounts.states import Role
from challenges.services import life
from core.access import Actor
from core.database import db
from scoring.models import Decision, LegalClaim, ModerationCase
from scoring.queries import feedback as summaries
from scoring.services import claim as claiming
from scoring.services import conflict as interests
from scoring.services import ranking
from scoring.services import standstill as waiting
from scoring.states import DecisionState
from tests.factories.accounts import member, officer, page, sign_in
from tests.factories.decisions import after_standstill, decided, declare_clear, rescore, scored, suspended
from tests.support.posting import hidden, post, send

pytestmark = pytest.mark.usefixtures("db_session")


def outcome_fields(found, **changes):
    fields = {"version": str(found.desk().decision.version)}
    for one in found.desk().outcomes:
        fields |= {f"outcome_{one.submission_id.hex}": one.outcome.value, f"reason_{one.submission_id.hex}": one.reason}
    return fields | changes


def first_summary(found, number=1):
    ids = {one.submission_id: one for one in summaries.summaries_of(found.decision.id)}
    return ids[found.scene.submissions[number].id]


# --- the ranking ---------------------------------------------------------------------------------------------------


def test_the_ranking_shows_scores_in_order_and_offers_the_draft(client):
    scene = scored(scores=(2, 5, 4))
    text = page(client, scene.officer, f"/panels/{scene.panel.id}/ranking")
    assert "100.00" in text
    assert text.index("100.00") < text.index("80.00") < text.index("40.00")
    assert "Draft the award decision" in text
    answer = post(client, f"/panels/{scene.panel.id}/decisions", form_at=f"/panels/{scene.panel.id}/ranking")
    decision = db.session.scalars(select(Decision)).one()
    assert answer.location == f"/decisions/{decision.id}/edit"


def test_a_ranking_that_is_not_final_says_why_and_offers_nothing(client):
    scene = scored(scores=(5, 4))
    rescore(scene, scene.assessors[2], scene.submissions[0], impact=1)
    text = page(client, scene.officer, f"/panels/{scene.panel.id}/ranking")
    assert "1 case of panel moderation is open." in text
    assert "Draft the award decision" not in text


@pytest.mark.parametrize(
    ("who", "status"),
    [("approver", 200), ("auditor", 200), ("chair", 200), ("assessor", 403), ("stranger", 404), ("bidder", 404)],
)
def test_who_sees_the_ranking(client, who, status):
    found = decided(at=DecisionState.DRAFTED)
    actors = {
        "approver": lambda: found.approver,
        "auditor": lambda: member(found.scene.council, Role.AUDITOR),
        "chair": lambda: found.chair,
        "assessor": lambda: found.scene.assessors[1],
        "stranger": officer,
        "bidder": lambda: found.bidder(0),
    }
    page(client, actors[who](), f"/panels/{found.scene.panel.id}/ranking", status=status)


def test_somebody_with_an_interest_in_one_proposal_sees_no_rank_of_any(client):
    found = decided(at=DecisionState.DRAFTED)
    conflicted = member(found.scene.council, Role.OFFICER)
    wrong = {found.scene.submissions[0].id: "My sister."}
    interests.declare_interests(found.scene.challenge, found.scene.bids(), conflicts=wrong, by=conflicted)
    for url in (
        f"/panels/{found.scene.panel.id}/ranking",
        f"/decisions/{found.decision.id}",
        f"/decisions/{found.decision.id}/edit",
    ):
        page(client, conflicted, url, status=403)
    text = page(client, conflicted, "/decisions")
    assert found.decision.reference not in text


def test_a_chair_sees_no_ranking_before_all_assessments_are_in(client):
    scene = scored(scores=(5, 4))
    from scoring.services import assessment as assessing

    assessing.reopen_assessment(
        scene.assessment(scene.assessors[1], scene.submissions[0]), reason="A slip.", by=scene.officer
    )
    page(client, scene.assessors[0], f"/panels/{scene.panel.id}/ranking", status=403)


def test_an_anonymised_challenge_names_nobody_before_the_decision(client):
    scene = scored(anonymised=True)
    found = decided(at=DecisionState.DRAFTED, scene=scene)
    names = [db.session.get_one(Supplier, one.supplier_id).name for one in scene.submissions]
    text = page(client, found.officer, f"/panels/{scene.panel.id}/ranking")
    shown = page(client, found.officer, f"/decisions/{found.decision.id}")
    edited = page(client, found.officer, f"/decisions/{found.decision.id}/edit")
    assert not any(name in text + shown + edited for name in names)
    assert scene.submissions[0].reference in text


# --- moderation ----------------------------------------------------------------------------------------------------


def test_the_chair_closes_a_case(client):
    scene = scored(scores=(5, 4))
    rescore(scene, scene.assessors[2], scene.submissions[0], impact=1)
    case = db.session.scalars(select(ModerationCase)).one()
    listed = page(client, scene.assessors[0], f"/panels/{scene.panel.id}/cases")
    assert f"/cases/{case.id}" in listed
    assert "What the assessors gave" in page(client, scene.assessors[0], f"/cases/{case.id}")
    wrong = post(client, f"/cases/{case.id}", how="consensus", reason="We agree.")
    assert "Enter the score" in wrong.text
    off = post(client, f"/cases/{case.id}", how="consensus", score="9", reason="We agree.")
    assert "from 0 to 5" in off.text
    assert "We agree." in off.text
    assert post(client, f"/cases/{case.id}", how="consensus", score="4", reason="We agree.").status_code == 302
    again = page(client, scene.officer, f"/cases/{case.id}")
    assert "We agree." in again
    assert "Close the case" not in again


def test_an_assessor_who_is_not_the_chair_reaches_no_case(client):
    scene = scored(scores=(5, 4))
    rescore(scene, scene.assessors[2], scene.submissions[0], impact=1)
    case = db.session.scalars(select(ModerationCase)).one()
    page(client, scene.assessors[1], f"/cases/{case.id}", status=403)
    page(client, officer(), f"/cases/{case.id}", status=404)


# --- the draft and its approval ------------------------------------------------------------------------------------


def test_the_whole_way_over_the_pages(client):
    scene = scored()
    approver = member(scene.council, Role.APPROVER)
    declare_clear(scene, approver)
    standings = f"/panels/{scene.panel.id}/ranking"
    sign_in(client, scene.officer)
    edit = post(client, f"/panels/{scene.panel.id}/decisions", form_at=standings).location
    url = edit.removesuffix("/edit")
    assert "Ranked 1 of 3" in client.get(edit).text
    assert post(client, f"{url}/send", form_at=url).location == url
    sign_in(client, approver)
    assert "Approve this decision" in client.get(f"{url}/approve").text
    assert post(client, f"{url}/approve", answer="approve").location == url
    sign_in(client, scene.officer)
    assert "Check the summaries" in client.get(url).text
    post(client, f"{url}/issue-summaries", form_at=url)
    post(client, f"{url}/standstill", form_at=url)
    assert "No contract can be offered before it ends." in client.get(url).text
    early = post(client, f"{url}/confirm", form_at=url)
    assert early.status_code in (400, 409)
    after_standstill(db.session.scalars(select(Decision)).one())
    assert "Confirm the award" in client.get(url).text
    post(client, f"{url}/confirm", form_at=url)
    text = client.get(url).text
    assert "Confirmed" in text
    assert "Offered" in text


def test_a_form_with_errors_keeps_what_was_typed(client):
    found = decided(at=DecisionState.DRAFTED)
    url = f"/decisions/{found.decision.id}/edit"
    sign_in(client, found.officer)
    empty = f"reason_{found.scene.submissions[0].id.hex}"
    answer = post(client, url, **outcome_fields(found, **{empty: "", "reasons": "The panel was of one mind."}))
    assert answer.status_code == 200
    assert "There is a problem" in answer.text
    assert "The panel was of one mind." in answer.text


def test_a_refused_choice_changes_nothing(client):
    found = decided(at=DecisionState.DRAFTED)
    sign_in(client, found.officer)
    every = {f"outcome_{one.id.hex}": "recommended" for one in found.scene.submissions}
    reasons = {f"reason_{one.id.hex}": "Ours." for one in found.scene.submissions}
    answer = post(client, f"/decisions/{found.decision.id}/edit", **outcome_fields(found, **every, **reasons))
    assert "At most 1 can be recommended" in answer.text
    assert [one.outcome.value for one in found.desk().outcomes] == ["recommended", "reserve", "not_selected"]


def test_an_unknown_outcome_and_a_stale_version_are_told(client):
    found = decided(at=DecisionState.DRAFTED)
    sign_in(client, found.officer)
    url = f"/decisions/{found.decision.id}/edit"
    unknown = {f"outcome_{found.scene.submissions[0].id.hex}": "winner"}
    assert "There is a problem" in post(client, url, **outcome_fields(found, **unknown)).text
    assert "Somebody else changed this" in post(client, url, **outcome_fields(found, version="77")).text


def test_what_somebody_else_saved_stands_beside_what_was_typed_and_may_be_replaced(client):
    found = decided(at=DecisionState.DRAFTED)
    sign_in(client, found.officer)
    url, first = f"/decisions/{found.decision.id}/edit", f"reason_{found.scene.submissions[0].id.hex}"
    mine = outcome_fields(found, **{first: "Typed in my window."})
    post(client, url, **outcome_fields(found, **{first: "Saved by a colleague."}))
    late = post(client, url, **mine)
    assert "Saved by a colleague." in late.text
    assert late.text.count("Saved meanwhile:") == 1
    again = mine | {"version": hidden(late, "version")}
    assert post(client, url, **again).status_code == 302
    assert found.desk().outcomes[0].reason == "Typed in my window."


def test_every_outcome_that_needs_a_reason_is_named_at_once(client):
    found = decided(at=DecisionState.DRAFTED)
    sign_in(client, found.officer)
    swapped = {"reserve": "not_selected", "not_selected": "reserve"}
    moved = {one.submission.reference: one for one in found.desk().outcomes if one.outcome.value in swapped}
    fields = {f"outcome_{one.submission_id.hex}": swapped[one.outcome.value] for one in moved.values()}
    refused = post(client, f"/decisions/{found.decision.id}/edit", **outcome_fields(found, **fields)).text
    assert len(moved) == 2
    assert all(f"Say why the outcome of {reference} differs" in refused for reference in moved)


def test_an_unknown_kind_of_decision_is_refused(client):
    scene = scored()
    sign_in(client, scene.officer)
    answer = post(
        client, f"/panels/{scene.panel.id}/decisions", form_at=f"/panels/{scene.panel.id}/ranking", kind="coup"
    )
    assert answer.status_code == 400


def test_sending_twice_says_that_it_cannot_be_done_now(client):
    found = decided(at=DecisionState.DRAFTED)
    sign_in(client, found.officer)
    url = f"/decisions/{found.decision.id}"
    assert post(client, f"{url}/send", form_at=url).status_code == 302
    assert send(client, f"{url}/send").status_code == 409


def test_an_approver_returns_it_with_comments(client):
    found = decided(at=DecisionState.MODERATED)
    sign_in(client, found.approver)
    url = f"/decisions/{found.decision.id}"
    assert "Enter what has to change" in post(client, f"{url}/approve", answer="send_back").text
    assert post(client, f"{url}/approve", answer="send_back", words="Say more.").location == url
    assert "Say more." in page(client, found.officer, url)


def test_an_approver_who_has_not_declared_is_led_there_and_back(client):
    found = decided(at=DecisionState.MODERATED)
    other = member(found.scene.council, Role.APPROVER)
    sign_in(client, other)
    address = f"/decisions/{found.decision.id}/approve"
    asked = client.get(address).location
    assert asked == f"/challenges/{found.scene.challenge.slug}/interests?next={quote(address)}"
    sent = send(client, asked, {"none": "yes"})
    assert sent.location == address
    assert client.get(address).status_code == 200


def test_the_officer_who_drafted_gets_no_page_to_approve(client):
    found = decided(at=DecisionState.MODERATED)
    page(client, found.officer, f"/decisions/{found.decision.id}/approve", status=403)


def test_the_snapshot_is_there_as_data_for_the_council_alone(client):
    found = decided(at=DecisionState.APPROVED)
    sign_in(client, found.approver)
    assert client.get(f"/decisions/{found.decision.id}/snapshot.json").json["score_max"] == 5
    sign_in(client, officer())
    assert client.get(f"/decisions/{found.decision.id}/snapshot.json").status_code == 404


@pytest.mark.parametrize("who", ["bidder", "resident", "stranger"])
def test_nobody_outside_the_council_sees_a_decision(client, who):
    found = decided(at=DecisionState.APPROVED)
    actor = {"bidder": lambda: found.bidder(0), "resident": member_alone, "stranger": officer}[who]()
    sign_in(client, actor)
    for part in ("", "/edit", "/approve", "/summaries", f"/summaries/{found.scene.submissions[0].id}"):
        assert client.get(f"/decisions/{found.decision.id}{part}").status_code in (403, 404), part


def member_alone():
    from tests.factories.accounts import PersonFactory, actor_alone

    return actor_alone(PersonFactory())


# --- feedback ------------------------------------------------------------------------------------------------------


def test_an_officer_edits_a_summary_and_cannot_name_a_rival(client):
    found = decided(at=DecisionState.APPROVED)
    summary = first_summary(found)
    url = f"/decisions/{found.decision.id}/summaries/{summary.submission_id}"
    rival = first_summary(found, 0).submission.supplier.name
    fields = {"version": "1"}
    for entry in summary.content["criteria"]:
        one = uuid.UUID(entry["criterion_id"]).hex
        fields |= {f"words_{one}": entry["words"], f"better_{one}": entry["better"]}
    name = next(key for key in fields if key.startswith("words_"))
    sign_in(client, found.officer)
    refused = post(client, url, **(fields | {name: f"Weaker than {rival}."}))
    assert f"Take out the name of another bidder or of an assessor: {rival}" in refused.text
    assert f"Weaker than {rival}." in refused.text
    assert post(client, url, **(fields | {name: "Clear, but thin."})).status_code == 302
    assert "Edited on" in client.get(f"/decisions/{found.decision.id}/summaries").text


def test_a_bidder_reads_its_feedback_from_its_own_page(client):
    found = decided(at=DecisionState.APPROVED)
    mine = found.scene.submissions[1].id
    bidder = found.bidder(1)
    assert "feedback" not in page(client, bidder, f"/proposals/{mine}")
    page(client, bidder, f"/proposals/{mine}/feedback", status=404)
    from scoring.services import feedback

    feedback.issue_summaries(found.decision.id, by=found.officer)
    assert f"/proposals/{mine}/feedback" in page(client, bidder, f"/proposals/{mine}")
    text = page(client, bidder, f"/proposals/{mine}/feedback")
    assert "80.00" in text
    assert "For a score of 5" in text
    rivals = [first_summary(found, number).submission.supplier.name for number in (0, 2)]
    assert not any(rival in text for rival in rivals)


def test_nobody_reads_the_feedback_of_another(client):
    found = decided(at=DecisionState.SUMMARIES_ISSUED)
    for actor in (found.bidder(0), found.officer, found.chair):
        page(client, actor, f"/proposals/{found.scene.submissions[1].id}/feedback", status=404)


# --- claims --------------------------------------------------------------------------------------------------------


def test_a_bidder_raises_a_claim_and_the_approver_upholds_it(client):
    found = decided(at=DecisionState.STANDSTILL)
    mine = found.scene.submissions[1].id
    bidder = found.bidder(1)
    text = page(client, bidder, f"/proposals/{mine}/feedback")
    assert f"/proposals/{mine}/claim" in text
    incomplete = post(client, f"/proposals/{mine}/claim", grounds="The weights were changed.")
    assert "Tick the box" in incomplete.text
    assert "The weights were changed." in incomplete.text
    answer = post(client, f"/proposals/{mine}/claim", grounds="The weights were changed.", meant="yes")
    claim = db.session.scalars(select(LegalClaim)).one()
    assert answer.location == f"/claims/{claim.id}"
    assert "Take the claim back" in client.get(f"/claims/{claim.id}").text
    page(client, found.officer, f"/claims/{claim.id}")
    page(client, found.officer, f"/claims/{claim.id}/settle", status=403)
    page(client, found.bidder(2), f"/claims/{claim.id}", status=404)
    sign_in(client, found.approver)
    answer = post(client, f"/claims/{claim.id}/settle", outcome="uphold", words="They are right.")
    assert answer.location == f"/claims/{claim.id}"
    assert found.states()[:2] == ["set_aside", "assessing"]
    assert "was set aside" in page(client, bidder, f"/proposals/{mine}/feedback")


def test_a_bidder_takes_its_claim_back(client):
    found = suspended(decided(at=DecisionState.STANDSTILL))
    claim = found.desk().claims[0]
    sign_in(client, found.bidder(1))
    assert "Enter the reason" in post(client, f"/claims/{claim.id}/withdraw").text
    assert post(client, f"/claims/{claim.id}/withdraw", words="We were wrong.").status_code == 302
    assert "We were wrong." in client.get(f"/claims/{claim.id}").text


# --- what others see -----------------------------------------------------------------------------------------------


def test_the_public_reads_the_outcome_and_the_names_only_after_confirmation(client):
    found = decided(at=DecisionState.APPROVED)
    challenge = f"/challenges/{found.scene.challenge.slug}"
    names = [first_summary(found, number).submission.supplier.name for number in range(3)]
    assert "The decision" not in client.get(challenge).text
    from scoring.services import feedback

    feedback.issue_summaries(found.decision.id, by=found.officer)
    waiting.start_standstill(found.decision.id, by=found.officer)
    text = client.get(challenge).text
    assert "3 proposals were assessed." in text
    assert "The standstill lasts until" in text
    assert not any(name in text for name in names)
    after_standstill(found.decision)
    waiting.confirm_decision(found.decision.id, by=found.officer)
    text = client.get(challenge).text
    assert names[0] in text
    assert not any(name in text for name in names[1:])
    assert not any(score in text for score in ("100.00", "80.00", "40.00"))


def kinds(actor: Actor, app) -> list[str]:
    with app.test_request_context():
        return [str(item.kind) for item in work_for(actor)]


def test_each_finds_what_waits_for_them(app):
    scene = scored()
    assert "Decisions to draft" in kinds(scene.officer, app)
    found = decided(at=DecisionState.MODERATED, scene=scene)
    assert "Decisions to approve" in kinds(found.approver, app)
    assert "Decisions to draft" not in kinds(found.officer, app)


def test_a_standstill_that_runs_waits_for_nobody_and_one_that_is_over_for_the_officer(app):
    found = decided(at=DecisionState.STANDSTILL)
    assert "Awards to confirm" not in kinds(found.officer, app)
    assert "Feedback on your proposals" in kinds(found.bidder(1), app)
    after_standstill(found.decision)
    from core import clock

    clock.forget()
    assert "Awards to confirm" in kinds(found.officer, app)


def test_a_chair_and_an_approver_find_cases_and_claims(app):
    scene = scored(scores=(5, 4))
    rescore(scene, scene.assessors[2], scene.submissions[0], impact=1)
    assert "Panel moderation" in kinds(scene.assessors[0], app)
    found = suspended(decided(at=DecisionState.STANDSTILL))
    assert "Legal claims to settle" in kinds(found.approver, app)
    claiming.dismiss_claim(found.desk().claims[0].id, words="Followed.", by=found.approver)
    assert "Legal claims to settle" not in kinds(found.approver, app)


def test_pages_take_the_same_number_of_queries_for_one_proposal_and_for_many(client, bare_client, query_counter):
    counts: dict[str, list[int]] = {}
    for scores in ((5,), (5, 4, 3, 3, 2, 1, 1, 0)):
        found = decided(at=DecisionState.SUMMARIES_ISSUED, scene=scored(scores=scores, assessors=2))
        sign_in(bare_client, found.officer)
        ranking.keep_ranking(found.scene.panel.id)
        for name, url in {
            "ranking": f"/panels/{found.scene.panel.id}/ranking",
            "decision": f"/decisions/{found.decision.id}",
            "summaries": f"/decisions/{found.decision.id}/summaries",
            "decisions": "/decisions",
            "public": f"/challenges/{found.scene.challenge.slug}",
        }.items():
            with query_counter() as statements:
                assert bare_client.get(url).status_code == 200
            counts.setdefault(name, []).append(len(statements))
    assert all(one == many for one, many in counts.values()), counts
    assert all(one <= 12 for one, _ in counts.values()), counts


def test_an_address_with_an_unknown_state_shows_everything(client):
    found = decided(at=DecisionState.DRAFTED)
    assert found.decision.reference in page(client, found.officer, "/decisions?state=bogus&page=99")
    page(client, found.officer, f"/panels/{found.scene.panel.id}/cases?state=bogus")


def test_scores_read_as_people_of_the_language_write_them(client):
    found = decided(at=DecisionState.SUMMARIES_ISSUED)
    sign_in(client, found.bidder(1))
    url = f"/proposals/{found.scene.submissions[1].id}/feedback"
    assert "80.00" in client.get(url).text
    assert "80,00" in client.get(f"{url}?lang=ca").text


def test_markup_in_words_is_shown_and_not_run(client):
    found = decided(at=DecisionState.DRAFTED)
    url = f"/decisions/{found.decision.id}"
    sign_in(client, found.officer)
    words = {"reasons": "<script>alert(1)</script> and **bold**"}
    post(client, f"{url}/edit", **outcome_fields(found, **words))
    text = client.get(url).text
    assert "<script>alert" not in text
    assert "<strong>bold</strong>" in text


def test_a_decision_of_a_challenge_that_was_cancelled_offers_nothing(client):
    found = decided(at=DecisionState.STANDSTILL)
    after_standstill(found.decision)
    url = f"/decisions/{found.decision.id}"
    assert "Confirm the award" in page(client, found.officer, url)
    life.cancel(found.scene.challenge, reason="The money is gone.", by=found.officer)
    text = client.get(url).text
    assert "This challenge has ended" in text
    assert "Confirm the award" not in text
    assert "The decision" not in client.get(f"/challenges/{found.scene.challenge.slug}").text
