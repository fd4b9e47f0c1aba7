"""From an accepted proposal to a signed contract."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import select

from accounts.states import Role
from challenges.models import Phase
from challenges.states import ChallengeState
from core.errors import Conflict, IllegalMove, NotPermitted, Refused
from participation.models import Topic
from pilots import queries, services
from pilots.models import Payment
from pilots.services import ContractFacts, MilestoneFacts, StageFacts
from pilots.states import KpiState, PilotState
from submissions.states import SubmissionState
from tests.factories.accounts import CouncilFactory, member, officer
from tests.factories.challenges import ChallengeFactory
from tests.factories.pilots import accepted_submission, kpi_facts, pilot_at, sign, today

pytestmark = pytest.mark.usefixtures("db_session")


@pytest.fixture
def contracting():
    return pilot_at(PilotState.CONTRACTING)


def facts_of(pilot, **more) -> ContractFacts:
    return replace(
        ContractFacts(
            title=pilot.title,
            summary=pilot.summary,
            amount=pilot.amount,
            vat_included=pilot.vat_included,
            starts_on=pilot.starts_on,
            ends_on=pilot.ends_on,
        ),
        **more,
    )


def test_a_pilot_takes_its_plan_from_the_phase_of_the_challenge(contracting, db_session):
    phase = db_session.scalars(select(Phase).where(Phase.challenge_id == contracting.challenge.id)).one()
    assert [stage.title for stage in contracting.stages] == (phase.gates or ["Pilot"])
    assert sum(milestone.amount for milestone in contracting.milestones) == contracting.pilot.amount
    assert contracting.pilot.currency == contracting.challenge.currency


def test_a_quarter_is_paid_at_the_start_and_the_rest_at_the_end(db_session):
    challenge = ChallengeFactory(at=ChallengeState.AWARDED)
    phase = challenge.phases[0]
    phase.gates = ["Middle", "End"]
    phase.amount_each = Decimal(50_000)
    phase.payments = [{"percent": 25, "title": "Start report"}, {"percent": 75, "title": "Final report"}]
    db_session.flush()
    pilot = services.start_pilot(accepted_submission(challenge), by=officer(challenge.council))
    found = queries.milestones_of(pilot.id)
    assert [(one.title, one.amount) for one in found] == [
        ("Start report", Decimal(12_500)),
        ("Final report", Decimal(37_500)),
    ]
    assert (found[0].due_on, found[1].due_on) == (pilot.starts_on, pilot.ends_on)
    assert [stage.title for stage in queries.stages_of(pilot.id)] == ["Middle", "End"]


def test_starting_the_first_pilot_begins_the_delivery_of_the_challenge(contracting):
    assert contracting.challenge.state is ChallengeState.DELIVERING


def test_a_second_award_of_the_same_challenge_gets_its_own_pilot(contracting):
    other = accepted_submission(contracting.challenge)
    assert services.start_pilot(other, by=contracting.officer).id != contracting.pilot.id


def test_one_proposal_has_one_pilot(contracting):
    with pytest.raises(Refused):
        services.start_pilot(contracting.submission, by=contracting.officer)


def test_two_pilots_of_the_same_name_have_different_addresses():
    first, second = pilot_at(PilotState.CONTRACTING).pilot, pilot_at(PilotState.CONTRACTING).pilot
    assert first.title == second.title
    assert first.slug != second.slug


def test_a_pilot_called_start_does_not_hide_a_page():
    assert pilot_at(PilotState.CONTRACTING, title="Start").pilot.slug not in {"start", "ours"}


@pytest.mark.parametrize("state", [SubmissionState.OFFERED, SubmissionState.RECOMMENDED, SubmissionState.CONTRACTED])
def test_only_an_accepted_offer_becomes_a_pilot(state):
    challenge = ChallengeFactory(at=ChallengeState.AWARDED)
    submission = accepted_submission(challenge)
    submission.state = state
    with pytest.raises(Refused):
        services.start_pilot(submission, by=officer(challenge.council))


@pytest.mark.parametrize("at", [ChallengeState.STANDSTILL, ChallengeState.DECIDED])
def test_no_pilot_starts_before_the_standstill_is_over(at):
    challenge = ChallengeFactory(at=at)
    with pytest.raises(Refused):
        services.start_pilot(accepted_submission(challenge), by=officer(challenge.council))


def test_only_an_officer_of_the_lead_council_starts_it():
    challenge = ChallengeFactory(at=ChallengeState.AWARDED)
    submission = accepted_submission(challenge)
    for stranger in (officer(CouncilFactory()), member(challenge.council, Role.APPROVER)):
        with pytest.raises(NotPermitted):
            services.start_pilot(submission, by=stranger)


def test_an_end_before_the_start_is_refused(contracting):
    pilot = contracting.pilot
    with pytest.raises(Refused) as refusal:
        services.change_contract(
            pilot,
            facts=facts_of(pilot, ends_on=pilot.starts_on - dt.timedelta(days=1)),
            lead_person_id=None,
            version=pilot.version,
            by=contracting.officer,
        )
    assert refusal.value.field == "ends_on"


def test_the_second_of_two_people_who_change_the_contract_is_told(contracting):
    pilot, seen = contracting.pilot, contracting.pilot.version
    change = {"facts": facts_of(pilot, title="New name"), "lead_person_id": None, "by": contracting.officer}
    services.change_contract(pilot, version=seen, **change)
    with pytest.raises(Conflict):
        services.change_contract(pilot, version=seen, **change)


def test_somebody_who_is_not_of_the_supplier_cannot_lead(contracting):
    with pytest.raises(Refused):
        services.name_lead(contracting.pilot, person_id=contracting.officer.person_id, by=contracting.officer)


def test_a_kpi_must_be_better_at_the_end(contracting):
    with pytest.raises(Refused) as refusal:
        services.propose_kpi(contracting.pilot, facts=kpi_facts(target=Decimal(95)), by=contracting.officer)
    assert refusal.value.field == "target"


def test_an_agreed_kpi_is_not_changed_any_more(contracting):
    kpi = services.propose_kpi(contracting.pilot, facts=kpi_facts(), by=contracting.team)
    services.change_kpi(kpi, facts=kpi_facts(target=Decimal(20)), by=contracting.team)
    services.agree_kpi(kpi, by=contracting.officer)
    with pytest.raises(Refused):
        services.change_kpi(kpi, facts=kpi_facts(target=Decimal(40)), by=contracting.team)
    with pytest.raises(IllegalMove):
        services.agree_kpi(kpi, by=contracting.officer)


def test_the_supplier_does_not_agree_kpis(contracting):
    kpi = services.propose_kpi(contracting.pilot, facts=kpi_facts(), by=contracting.team)
    with pytest.raises(NotPermitted):
        services.agree_kpi(kpi, by=contracting.team)


def test_readiness_does_not_fall(contracting):
    facts = StageFacts(title="Back", starts_on=today(), ends_on=today(), trl_entry=7, trl_exit=6)
    with pytest.raises(Refused):
        services.save_stage(contracting.pilot, facts=facts, by=contracting.officer)


def test_stages_and_milestones_can_be_added_changed_and_removed(contracting):
    pilot, by = contracting.pilot, contracting.officer
    facts = StageFacts(title="Extra", starts_on=today(), ends_on=today(), trl_entry=6, trl_exit=7)
    stage = services.save_stage(pilot, facts=facts, by=by)
    milestone = services.save_milestone(
        pilot,
        facts=MilestoneFacts(title="Talk", deliverable="", stage_id=stage.id, due_on=today(), amount=Decimal(5)),
        by=by,
    )
    with pytest.raises(Refused):
        services.remove_stage(stage, by=by)
    services.remove_milestone(milestone, by=by)
    services.remove_stage(stage, by=by)
    assert "Extra" not in [one.title for one in contracting.stages]


def test_a_milestone_belongs_to_a_stage_of_its_own_pilot(contracting):
    other = pilot_at(PilotState.CONTRACTING)
    facts = MilestoneFacts(title="Talk", deliverable="", stage_id=other.stages[0].id, due_on=today(), amount=Decimal(5))
    with pytest.raises(Refused):
        services.save_milestone(contracting.pilot, facts=facts, by=contracting.officer)


def test_nothing_is_signed_while_something_is_missing(contracting):
    assert services.missing_before_signing(contracting.pilot)
    with pytest.raises(Refused):
        services.sign_contract(contracting.pilot, signed_on=today(), by=contracting.officer)


def test_payments_that_do_not_add_up_stand_in_the_way(contracting):
    pilot = contracting.pilot
    services.change_contract(
        pilot,
        facts=facts_of(pilot, amount=pilot.amount + 1),
        lead_person_id=None,
        version=pilot.version,
        by=contracting.officer,
    )
    assert any("add up" in str(words) for words in services.missing_before_signing(pilot))


def test_a_signature_lies_in_the_past(contracting):
    with pytest.raises(Refused):
        services.sign_contract(contracting.pilot, signed_on=today() + dt.timedelta(days=1), by=contracting.officer)


def test_signing_makes_payments_due_the_pilot_public_and_the_proposal_contracted(contracting, db_session):
    sign(contracting)
    assert contracting.pilot.state is PilotState.MOBILISING
    assert contracting.submission.state is SubmissionState.CONTRACTED
    assert db_session.get(Topic, contracting.pilot.topic_id).path == f"/pilots/{contracting.pilot.slug}"
    payments = db_session.scalars(select(Payment)).all()
    assert len(payments) == sum(1 for milestone in contracting.milestones if milestone.amount)
    assert contracting.kpi.state is KpiState.AGREED


def test_after_the_signature_the_plan_is_frozen():
    running = pilot_at(PilotState.MOBILISING)
    pilot, by = running.pilot, running.officer
    stage, milestone = running.stages[0], running.milestones[0]
    with pytest.raises(Refused):
        services.change_contract(pilot, facts=facts_of(pilot), lead_person_id=None, version=pilot.version, by=by)
    with pytest.raises(Refused):
        services.remove_stage(stage, by=by)
    with pytest.raises(Refused):
        services.remove_milestone(milestone, by=by)
    with pytest.raises(Refused):
        services.propose_kpi(pilot, facts=kpi_facts(), by=by)
    with pytest.raises(Refused):
        services.change_kpi(running.kpi, facts=kpi_facts(), by=by)
    with pytest.raises(Refused):
        services.remove_kpi(running.kpi, by=by)


def test_signing_twice_is_refused():
    running = pilot_at(PilotState.MOBILISING)
    with pytest.raises(IllegalMove):
        services.sign_contract(running.pilot, signed_on=today(), by=running.officer)
