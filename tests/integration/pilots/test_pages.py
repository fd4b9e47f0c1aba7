"""Pages about pilots, by who looks at them."""

import datetime as dt
import io
import re

import pytest

from accounts.models import Supplier
from accounts.states import Role
from core.database import db
from pilots import queries, services
from pilots.models import Adoption, Observation, Pilot
from pilots.states import (
    GateOutcome,
    KpiState,
    MilestoneState,
    ObservationState,
    PaymentState,
    PilotState,
    StageState,
    StopReason,
    VariationState,
)
from tests.factories.accounts import CouncilFactory, PersonFactory, SupplierFactory, actor_alone, member, sign_in
from tests.factories.pilots import accepted_submission, adopter, pass_gate, pilot_at, sign, stop, today, write_learning
from tests.support.posting import post, send

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def day(name, moment: dt.date) -> dict[str, str]:
    return {f"{name}-day": str(moment.day), f"{name}-month": str(moment.month), f"{name}-year": str(moment.year)}


def summary(page) -> bool:
    return b"There is a problem" in page.data and b"<title>Error: " in page.data


@pytest.fixture
def active(db_session):
    return pilot_at(PilotState.ACTIVE)


@pytest.fixture
def as_(client):
    def become(actor):
        sign_in(client, actor)
        return client

    return become


# --- what everybody sees ----------------------------------------------------------------------------------------


def test_everybody_sees_what_is_signed_and_nobody_else_what_is_not(client, as_, db_session):
    running = pilot_at(PilotState.CONTRACTING)
    path = running.pilot.path
    assert client.get(path).status_code == 404
    assert running.pilot.title.encode() not in client.get("/pilots").data
    assert as_(running.officer).get(path).status_code == 200
    assert as_(running.team).get(path).status_code == 200
    assert as_(adopter()).get(path).status_code == 404
    sign(running)
    assert as_(adopter()).get(path).status_code == 200
    assert running.pilot.title.encode() in client.get("/pilots").data


@pytest.mark.parametrize("state", [state for state in PilotState if state is not PilotState.CONTRACTING])
def test_the_page_of_a_pilot_in_every_state(client, as_, db_session, state):
    running = pilot_at(state)
    page = client.get(running.pilot.path)
    assert page.status_code == 200
    assert b"Where it came from" in page.data
    assert as_(running.officer).get(f"{running.pilot.path}/manage").status_code == 200


def test_the_page_shows_checked_values_alone(client, active):
    services.verify_observation(active.observation("61.25", days_ago=2), by=active.officer)
    active.observation("44.75")
    page = client.get(active.pilot.path).get_data(as_text=True)
    assert "61.25" in page
    assert "44.75" not in page


def test_the_private_parts_are_on_no_public_page(client, active):
    services.report_milestone(
        active.milestones[0], outcome=MilestoneState.MET, words="Secretword delivered.", by=active.team
    )
    services.dispute_observation(active.observation(), reasons="Secretword doubt.", by=active.officer)
    services.propose_end(active.pilot, ends_on=today() + dt.timedelta(days=999), reason="Secretword.", by=active.team)
    services.evaluate(active.pilot, evaluation="Secretword evaluation.", by=active.officer)
    for path in (active.pilot.path, "/pilots", "/adoptions"):
        assert b"Secretword" not in client.get(path).data


def test_a_stopped_pilot_says_why_and_what_was_learned(client, db_session):
    running = pilot_at(PilotState.STOPPED)
    write_learning(running)
    page = client.get(running.pilot.path).get_data(as_text=True)
    assert "it would cost more than it is worth" in page
    assert "It costs too much." in page
    assert "Ask the drivers first." in page


def test_the_list_is_searched_filtered_sorted_and_linked(client, active):
    stopped = pilot_at(PilotState.STOPPED, title="Talking bins")
    for query, expected in (
        ("words=talking", {stopped.pilot.slug}),
        ("words=" + active.pilot.reference, {active.pilot.slug}),
        ("words=" + stopped.pilot.supplier.name.replace(" ", "+"), {stopped.pilot.slug}),
        ("state=active", {active.pilot.slug}),
        ("council=" + stopped.pilot.council.slug, {stopped.pilot.slug}),
        ("adopted=yes", set()),
        ("sort=amount", {active.pilot.slug, stopped.pilot.slug}),
        ("words=nothingatall", set()),
    ):
        page = client.get(f"/pilots?{query}")
        found = set(re.findall(r'href="/pilots/([^"]+)"', page.get_data(as_text=True)))
        assert found - {"start", "ours"} == expected, query


@pytest.mark.parametrize(
    "query",
    ["state=flying", "council=atlantis", "sort=sideways", "page=0", "page=-4", "page=999", "page=x", "words=%00'"],
)
def test_an_unknown_value_in_the_address_breaks_nothing(client, active, query):
    assert client.get(f"/pilots?{query}").status_code == 200
    assert client.get(f"/adoptions?{query}").status_code == 200


def test_a_list_takes_the_same_number_of_queries_with_1_and_with_25(client, db_session, query_counter):
    counts: list[tuple[str, int]] = []
    running = pilot_at(PilotState.IN_USE)
    services.register_interest(running.pilot, by=adopter())
    for wanted in (1, 25):
        for _number in range(wanted - 1):
            services.register_interest(copy_of(running), by=adopter())
            services.register_interest(running.pilot, by=adopter())
        for path in ("/pilots", "/adoptions", running.pilot.path):
            with query_counter() as statements:
                client.get(path)
            counts.append((path, len(statements)))
    assert counts[:3] == counts[3:]
    assert all(number <= 12 for _path, number in counts), counts


def copy_of(running) -> Pilot:
    """Another pilot of the same council, quickly."""
    submission = accepted_submission(running.challenge)
    found = running.pilot
    pilot = Pilot(
        reference=f"PIL-{submission.reference}",
        slug=submission.reference.lower(),
        challenge_id=found.challenge_id,
        submission_id=submission.id,
        council_id=found.council_id,
        supplier_id=submission.supplier_id,
        manager_id=found.manager_id,
        topic_id=found.topic_id,
        title="Another",
        summary="",
        state=PilotState.ACTIVE,
        created_at=found.created_at,
        amount=found.amount,
        starts_on=found.starts_on,
        ends_on=found.ends_on,
        signed_on=found.signed_on,
    )
    db.session.add(pilot)
    db.session.flush()
    return pilot


# --- who may open what ------------------------------------------------------------------------------------------


def private_paths(running) -> list[str]:
    base = running.pilot.path
    stage, milestone, kpi = running.stages[0], running.milestones[0], running.kpi
    return [
        f"{base}/manage",
        f"{base}/stages/{stage.id}",
        f"{base}/milestones/{milestone.id}",
        f"{base}/kpis/{kpi.id}",
        f"{base}/variations/1",
        f"{base}/observations/{running.observation().id}",
    ]


def test_only_the_two_sides_and_the_auditor_open_the_private_pages(bare_client, active):
    def statuses(actor) -> set[int]:
        sign_in(bare_client, actor)
        return {bare_client.get(path).status_code for path in paths}

    services.propose_end(active.pilot, ends_on=today() + dt.timedelta(days=999), reason="Snow.", by=active.team)
    paths = private_paths(active)
    for actor in (active.officer, active.approver, active.auditor, active.team):
        assert statuses(actor) == {200}
    strangers = (
        adopter(),
        member(CouncilFactory(), Role.APPROVER),
        member(CouncilFactory(), Role.AUDITOR),
        member(active.pilot.council, Role.MODERATOR),
        member(SupplierFactory(), Role.LEAD),
        actor_alone(PersonFactory()),
    )
    for actor in strangers:
        assert statuses(actor) == {404}
    with bare_client.session_transaction() as session:
        session.clear()
    for path in paths:
        answer = bare_client.get(path)
        assert answer.status_code == 302
        assert "/sign-in" in answer.location


def test_ids_of_another_pilot_lead_nowhere(as_, active):
    other = pilot_at(PilotState.ACTIVE)
    client = as_(active.officer)
    for path in (
        f"{active.pilot.path}/milestones/{other.milestones[0].id}",
        f"{active.pilot.path}/kpis/{other.kpi.id}",
        f"{active.pilot.path}/stages/{other.stages[0].id}",
        f"{active.pilot.path}/variations/7",
        f"{other.pilot.path}/manage",
    ):
        assert client.get(path).status_code == 404


def test_each_side_is_refused_what_the_other_does(as_, active):
    base, kpi = active.pilot.path, active.kpi
    assert as_(active.team).get(f"{base}/pause").status_code == 403
    assert as_(active.team).get(f"{base}/stop").status_code == 403
    assert as_(active.officer).get(f"{base}/stop").status_code == 403
    assert as_(active.auditor).get(f"{base}/kpis/{kpi.id}/report").status_code == 403
    assert as_(active.approver).get(f"{base}/milestones/{active.milestones[0].id}/report").status_code == 403


def test_an_unknown_move_is_not_found(as_, active):
    client = as_(active.officer)
    answer = post(client, f"{active.pilot.path}/moves/fly", form_at=f"{active.pilot.path}/pause")
    assert answer.status_code == 404


# --- doing it through the pages ---------------------------------------------------------------------------------


def test_an_officer_starts_plans_and_signs(as_, db_session):
    running = pilot_at(PilotState.CONTRACTING)
    submission = accepted_submission(running.challenge)
    client = as_(running.officer)
    assert b"To be started" in client.get("/pilots/ours").data
    path = f"/pilots/start/{submission.id}"
    facts = {
        "title": "Warm steps",
        "summary": "Heated steps at two stations.",
        "amount": "£50,000",
        "vat_included": "no",
        **day("starts_on", today()),
        **day("ends_on", today() + dt.timedelta(days=90)),
    }
    answer = post(client, path, **facts)
    pilot = queries.pilot_of_submission(submission.id)
    assert answer.location == f"{pilot.path}/manage"
    # A second click, or the form of yesterday: the pilot is there already.
    again = post(client, path, form_at=f"{pilot.path}/contract", **facts)
    assert again.location == f"{pilot.path}/manage"

    lead = member(db.session.get(Supplier, submission.supplier_id), Role.LEAD)
    change = facts | {"lead_person_id": str(lead.person_id), "version": str(pilot.version)}
    assert post(client, f"{pilot.path}/contract", **change).status_code == 302
    assert summary(post(client, f"{pilot.path}/contract", **change))
    answer = post(
        client,
        f"{pilot.path}/kpis/new",
        title="Falls",
        unit="falls a month",
        direction="decrease",
        baseline="40",
        target="10",
        report_every_days="30",
        owner="Highways",
        how_measured="Counted.",
        **day("baseline_on", today() - dt.timedelta(days=9)),
        **day("target_on", today() + dt.timedelta(days=90)),
    )
    assert answer.status_code == 302
    manage = f"{pilot.path}/manage"
    kpi = queries.kpis_of(pilot.id)[0]
    assert post(client, f"{pilot.path}/kpis/{kpi.id}/agree", form_at=manage).status_code == 302
    assert post(client, f"{pilot.path}/sign", **day("signed_on", today())).status_code == 302
    assert queries.pilot_of_submission(submission.id).state is PilotState.MOBILISING
    assert post(client, f"{pilot.path}/moves/begin", form_at=manage).status_code == 302
    assert queries.kpis_of(pilot.id)[0].state is KpiState.ACTIVE


def test_stages_and_milestones_through_the_pages(as_, db_session):
    running = pilot_at(PilotState.CONTRACTING)
    client, base = as_(running.officer), running.pilot.path
    days = day("starts_on", today()) | day("ends_on", today() + dt.timedelta(days=9))
    assert summary(post(client, f"{base}/stages/new", title="Two", trl_entry="7", trl_exit="6", **days))
    assert post(client, f"{base}/stages/new", title="Two", trl_entry="6", trl_exit="7", **days).status_code == 302
    stage = running.stages[-1]
    assert b"Two" in client.get(f"{base}/stages/{stage.id}/edit").data
    milestone = {"title": "Talk", "stage_id": str(stage.id), "amount": "0", **day("due_on", today())}
    assert post(client, f"{base}/milestones/new", **milestone).status_code == 302
    found = next(one for one in running.milestones if one.title == "Talk")
    edit = f"{base}/milestones/{found.id}/edit"
    assert post(client, edit, **milestone | {"title": "Long talk"}).status_code == 302
    assert post(client, f"{base}/stages/{stage.id}/remove", form_at=edit).status_code == 409
    assert post(client, f"{base}/milestones/{found.id}/remove", form_at=edit).status_code == 302
    assert post(client, f"{base}/stages/{stage.id}/remove", form_at=f"{base}/contract").status_code == 302
    assert [one.title for one in running.stages] == ["Test report"]


@pytest.mark.parametrize("path", ["contract", "stages/new", "milestones/new", "kpis/new"])
def test_forms_of_the_plan_answer_with_the_error_summary_and_keep_what_was_typed(as_, db_session, path):
    running = pilot_at(PilotState.CONTRACTING)
    page = post(as_(running.officer), f"{running.pilot.path}/{path}", title="<b>Kept words</b>", amount="a lot")
    assert page.status_code == 200
    assert summary(page)
    assert b"&lt;b&gt;Kept words" in page.data


def test_after_the_signature_the_forms_of_the_plan_refuse(as_, active):
    client, base = as_(active.officer), active.pilot.path
    facts = {
        "title": "New",
        "summary": "New",
        "amount": "1",
        "vat_included": "no",
        "version": str(active.pilot.version),
        **day("starts_on", today()),
        **day("ends_on", today()),
    }
    assert b"changes only by a variation" in post(client, f"{base}/contract", **facts).data
    assert db.session.get(Pilot, active.pilot.id).title != "New"


def test_a_milestone_is_reported_with_evidence_and_paid(as_, active):
    base = f"{active.pilot.path}/milestones/{active.milestones[0].id}"
    client = as_(active.team)
    photos = (io.BytesIO(PDF), "photo list.pdf")
    reported = post(client, f"{base}/report", outcome="met", words="Twelve streets.", evidence=photos)
    assert reported.status_code == 302
    page = client.get(base).get_data(as_text=True)
    evidence = re.search(r'href="(/pilots/[^"]+/evidence/[^"]+)"', page).group(1)
    assert "Twelve streets." in page
    for actor in (active.team, active.officer, active.auditor):
        answer = as_(actor).get(evidence)
        assert answer.status_code == 200
        assert answer.data == PDF
        assert answer.headers["Content-Disposition"].startswith("attachment")
    for stranger in (adopter(), member(SupplierFactory(), Role.LEAD)):
        assert as_(stranger).get(evidence).status_code == 404

    assert post(as_(active.officer), f"{base}/accept", form_at=base).status_code == 302
    assert post(as_(active.team), f"{base}/invoice", invoice_number="INV-7").status_code == 302
    assert post(as_(active.officer), f"{base}/paid", **day("paid_on", today())).status_code == 302
    assert active.payment().state is PaymentState.PAID


def test_a_second_click_on_accept_is_told_that_it_is_done(as_, active):
    services.report_milestone(active.milestones[0], outcome=MilestoneState.MET, words="Done.", by=active.team)
    base = f"{active.pilot.path}/milestones/{active.milestones[0].id}"
    client = as_(active.officer)
    assert post(client, f"{base}/accept", form_at=base).status_code == 302
    assert send(client, f"{base}/accept").status_code == 409


@pytest.mark.parametrize(("name", "content"), [("list.exe", PDF), ("list.pdf", b"MZ not a pdf"), ("list.pdf", b"")])
def test_evidence_with_a_wrong_or_false_ending_is_refused_in_words(as_, active, name, content):
    path = f"{active.pilot.path}/milestones/{active.milestones[0].id}/report"
    page = post(as_(active.team), path, outcome="met", words="Kept words.", evidence=(io.BytesIO(content), name))
    assert summary(page)
    assert b"Kept words." in page.data
    assert active.milestones[0].state is MilestoneState.SCHEDULED


def test_an_unknown_outcome_is_refused(as_, active):
    path = f"{active.pilot.path}/milestones/{active.milestones[0].id}/report"
    for outcome in ("scheduled", "superb"):
        assert summary(post(as_(active.team), path, outcome=outcome, words="Done."))


def test_a_value_is_reported_disputed_answered_and_checked(as_, active):
    base, report = active.pilot.path, f"{active.pilot.path}/kpis/{active.kpi.id}/report"
    assert summary(post(as_(active.team), report, value="many", **day("observed_on", today())))
    assert summary(post(as_(active.team), report, value="9" * 40, **day("observed_on", today())))
    future = day("observed_on", today() + dt.timedelta(days=2))
    assert summary(post(as_(active.team), report, value="61", **future))
    assert post(as_(active.team), report, value="61", **day("observed_on", today())).status_code == 302
    # The same form sent twice.
    assert summary(post(as_(active.team), report, value="61", **day("observed_on", today())))
    observation = queries.kpi_for(active.team, active.pilot.slug, active.kpi.id).observations[0]
    path = f"{base}/observations/{observation.id}"
    assert summary(post(as_(active.officer), f"{path}/dispute", reasons=" "))
    assert post(as_(active.officer), f"{path}/dispute", reasons="Which week?").status_code == 302
    assert post(as_(active.team), f"{path}/answer", answer="The first.").status_code == 302
    assert b"The first." in as_(active.officer).get(path).data
    assert post(as_(active.officer), f"{path}/verify", form_at=path).status_code == 302
    assert db.session.get(Observation, observation.id).state is ObservationState.VERIFIED
    assert as_(active.officer).get(f"{base}/kpis/{active.kpi.id}").status_code == 200


def test_a_value_is_rejected_through_the_page(as_, active):
    observation = active.observation()
    services.dispute_observation(observation, reasons="Which week?", by=active.officer)
    path = f"{active.pilot.path}/observations/{observation.id}/reject"
    assert post(as_(active.officer), path, reasons="No list.").status_code == 302


def test_a_gate_is_recommended_by_one_and_decided_by_another(as_, active):
    path = f"{active.pilot.path}/stages/{active.stages[0].id}"
    assert summary(post(as_(active.officer), f"{path}/recommend", recommendation="maybe", reasons="Good."))
    answer = post(as_(active.officer), f"{path}/recommend", recommendation="passed", reasons="Good.")
    assert answer.location == path
    assert as_(active.officer).get(f"{path}/decide").status_code == 403
    answer = post(as_(active.approver), f"{path}/decide", outcome="passed", reasons="I agree.", trl_reached="7")
    assert answer.status_code == 302
    assert active.stages[0].state is StageState.PASSED
    assert b"I agree." in as_(active.team).get(path).data


def test_a_variation_is_asked_for_by_one_and_decided_by_another(as_, active):
    base, kpi = active.pilot.path, active.kpi
    target = {"target": "40", "reason": "Two roads are closed.", **day("target_on", kpi.target_on)}
    assert post(as_(active.team), f"{base}/kpis/{kpi.id}/variation", **target).status_code == 302
    decide = f"{base}/variations/1/decide"
    assert as_(active.team).get(decide).status_code == 403
    client = as_(active.approver)
    assert summary(post(client, decide, refuse_it="yes", reasons=""))
    assert post(client, decide, approve="yes", reasons="").status_code == 302
    assert active.kpi.target == 40
    variation = queries.variation_for(active.officer, active.pilot.slug, 1)
    assert variation.state is VariationState.APPROVED
    assert "40 minutes" in client.get(f"{base}/variations/1").get_data(as_text=True)
    milestone = active.milestones[0]
    more = {"amount": "77", "reason": "Less.", **day("due_on", milestone.due_on)}
    assert post(client_of(as_, active), f"{base}/milestones/{milestone.id}/variation", **more).status_code == 302
    later = day("ends_on", active.pilot.ends_on + dt.timedelta(days=7))
    assert post(client_of(as_, active), f"{base}/variations/new", reason="Snow.", **later).status_code == 302
    assert client_of(as_, active).get(f"{base}/manage").status_code == 200


def client_of(as_, running):
    return as_(running.officer)


def test_from_evaluation_to_use_and_the_learning_report(as_, client, active):
    base = active.pilot.path
    assert post(as_(active.officer), f"{base}/pause", reasons="Flood.").status_code == 302
    assert post(as_(active.officer), f"{base}/moves/resume", form_at=f"{base}/manage").status_code == 302
    assert post(as_(active.officer), f"{base}/evaluate", evaluation="It works.").status_code == 302
    assert b"It works." in as_(active.approver).get(f"{base}/manage").data
    later = day("ends_on", active.pilot.ends_on + dt.timedelta(days=30))
    assert post(as_(active.approver), f"{base}/extend", reasons="More.", **later).status_code == 302
    assert post(as_(active.officer), f"{base}/moves/continue", form_at=f"{base}/manage").status_code == 302
    assert post(as_(active.officer), f"{base}/evaluate", evaluation="It works.").status_code == 302
    assert post(as_(active.approver), f"{base}/scale", reasons="Go on.").status_code == 302
    assert post(as_(active.officer), f"{base}/in-use", **day("in_use_on", today())).status_code == 302
    assert post(as_(active.officer), f"{base}/moves/close", form_at=f"{base}/learning").status_code == 409
    words = {"worked": "A.", "failed": "B.", "advice": "Learnedword."}
    assert summary(post(as_(active.officer), f"{base}/learning", worked="A.", publish="yes"))
    assert post(as_(active.officer), f"{base}/learning", **words, keep="yes").status_code == 302
    assert b"Learnedword" not in client.get(base).data
    assert post(as_(active.officer), f"{base}/learning", **words, publish="yes").status_code == 302
    assert b"Learnedword" in client.get(base).data
    assert post(as_(active.officer), f"{base}/moves/close", form_at=f"{base}/manage").status_code == 302
    assert db.session.get(Pilot, active.pilot.id).state is PilotState.CLOSED


def test_a_pilot_is_stopped_for_a_reason_from_the_list(as_, active):
    path = f"{active.pilot.path}/stop"
    assert summary(post(as_(active.approver), path, stop_reason="bored", words="No."))
    assert summary(post(as_(active.approver), path, stop_reason="no_budget", words=""))
    assert post(as_(active.approver), path, stop_reason="no_budget", words="No money.").status_code == 302
    assert db.session.get(Pilot, active.pilot.id).stop_reason is StopReason.NO_BUDGET


def test_the_lead_is_named_from_the_suppliers_people(as_, active):
    path, new = f"{active.pilot.path}/lead", member(active.pilot.supplier, Role.MEMBER)
    assert summary(post(as_(active.team), path, person_id=str(active.officer.person_id)))
    assert post(as_(active.team), path, person_id=str(new.person_id)).status_code == 302
    assert db.session.get(Pilot, active.pilot.id).lead_person_id == new.person_id


# --- adoption ---------------------------------------------------------------------------------------------------


def test_interest_is_registered_in_one_step_from_the_public_page(as_, active):
    by = adopter()
    client, path = as_(by), f"{active.pilot.path}/adopt"
    first = post(client, path, form_at=active.pilot.path)
    again = post(client, path)
    assert first.location == again.location
    page = client.get(active.pilot.path).get_data(as_text=True)
    assert db.session.get(Adoption, first.location.rsplit("/", 1)[1]).council.name in page


def test_somebody_who_has_not_signed_in_is_led_there_and_back(client, active):
    assert b"/adopt" in client.get(active.pilot.path).data
    answer = client.get(f"{active.pilot.path}/adopt")
    assert "/sign-in" in answer.location
    assert "adopt" in answer.location


def test_the_council_that_runs_it_and_suppliers_are_not_asked(as_, active):
    for actor in (active.officer, active.team, active.approver):
        client = as_(actor)
        assert b"Register interest" not in client.get(active.pilot.path).data
        assert client.get(f"{active.pilot.path}/adopt").status_code == 403


def test_an_adoption_goes_its_way_through_the_pages(as_, active):
    by = adopter()
    path = f"/adoptions/{services.register_interest(active.pilot, by=by).id}"
    client = as_(by)
    assert post(client, f"{path}/evaluate", form_at=path).status_code == 302
    assert summary(post(client, f"{path}/procure", route="barter", value="-4"))
    assert post(client, f"{path}/procure", route="framework", value="£80,000").status_code == 302
    assert post(client, f"{path}/live", results="", **day("live_on", today())).status_code == 302
    assert summary(post(client, f"{path}/results", results=""))
    assert post(client, f"{path}/results", results="Half the complaints.").status_code == 302
    for public in ("/adoptions?state=live", active.pilot.path):
        assert b"Half the complaints." in client.get(public).data
    assert post(client, f"{path}/discontinue", words="Done.", **day("discontinued_on", today())).status_code == 302
    assert client.get(path).status_code == 200


def test_an_adoption_belongs_to_its_council(as_, active):
    path = f"/adoptions/{services.register_interest(active.pilot, by=adopter()).id}"
    for actor in (adopter(), active.officer, active.team):
        assert as_(actor).get(path).status_code == 404


def test_the_pages_of_work_open(as_, active):
    pass_gate(active, 0, GateOutcome.CONDITIONAL)
    stop(pilot_at(PilotState.ACTIVE))
    for actor in (active.officer, active.approver, active.team):
        client = as_(actor)
        assert client.get("/pilots/ours").status_code == 200
        assert client.get("/work").status_code == 200
    client = as_(adopter())
    assert {client.get(path).status_code for path in ("/pilots/ours", "/adoptions/ours", "/work")} == {200}
    assert as_(actor_alone(PersonFactory())).get("/pilots/ours").status_code == 403
