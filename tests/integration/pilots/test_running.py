"""A pilot from its first day to its learning report."""

import datetime as dt
from decimal import Decimal

import pytest

from accounts.states import Role
from challenges.states import ChallengeState
from core import clock
from core.errors import IllegalMove, NotPermitted, Refused
from pilots import queries, services
from pilots.states import (
    GateOutcome,
    KpiState,
    MilestoneState,
    ObservationState,
    PaymentState,
    PilotState,
    StageState,
    StopReason,
)
from tests.factories.accounts import CouncilFactory, MembershipFactory, SupplierFactory, actor_for, member
from tests.factories.pilots import accepted_submission, pass_gate, pilot_at, stop, today, write_learning

pytestmark = pytest.mark.usefixtures("db_session")
TOMORROW = dt.timedelta(days=1)


@pytest.fixture
def active():
    return pilot_at(PilotState.ACTIVE)


def both_roles(running):
    """One person who is officer and approver of the same council, in either role."""
    person = MembershipFactory(body=running.pilot.council, role=Role.OFFICER)
    as_approver = MembershipFactory(person=person.person, body=running.pilot.council, role=Role.APPROVER)
    return actor_for(person), actor_for(as_approver)


def test_beginning_starts_the_first_stage_and_the_measuring(active):
    assert active.pilot.state is PilotState.ACTIVE
    assert active.stages[0].state is StageState.ACTIVE
    assert active.kpi.state is KpiState.ACTIVE


def test_a_pause_and_back(active):
    services.pause(active.pilot, reasons="Flood.", by=active.officer)
    services.resume(active.pilot, by=active.officer)
    assert active.pilot.state is PilotState.ACTIVE


@pytest.mark.parametrize("verb", [services.begin, services.resume, services.carry_on, services.close])
def test_moves_that_do_not_fit_the_state_are_refused(active, verb):
    with pytest.raises(IllegalMove):
        verb(active.pilot, by=active.officer)


def test_only_officers_of_the_council_move_the_pilot(active):
    for stranger in (active.team, active.approver, active.auditor, member(CouncilFactory(), Role.OFFICER)):
        with pytest.raises(NotPermitted):
            services.pause(active.pilot, reasons="Flood.", by=stranger)
        with pytest.raises(NotPermitted):
            services.evaluate(active.pilot, evaluation="It works.", by=stranger)


def test_the_end_is_decided_by_an_approver_who_did_not_evaluate(active):
    officer, approver = both_roles(active)
    services.evaluate(active.pilot, evaluation="It works.", by=officer)
    with pytest.raises(NotPermitted):
        services.scale(active.pilot, reasons="It works.", by=approver)
    with pytest.raises(NotPermitted):
        services.scale(active.pilot, reasons="It works.", by=active.officer)
    services.scale(active.pilot, reasons="It works.", by=active.approver)
    assert active.pilot.state is PilotState.SCALING


def test_another_officer_takes_over(active):
    other = member(active.pilot.council, Role.OFFICER)
    with pytest.raises(NotPermitted):
        services.take_over(active.pilot, by=active.approver)
    services.take_over(active.pilot, by=other)
    assert active.pilot.manager_id == other.person_id


def test_an_extension_has_a_later_end_and_goes_on():
    running = pilot_at(PilotState.EVALUATING)
    with pytest.raises(Refused):
        services.extend(running.pilot, ends_on=running.pilot.ends_on, reasons="More.", by=running.approver)
    later = running.pilot.ends_on + TOMORROW
    services.extend(running.pilot, ends_on=later, reasons="More.", by=running.approver)
    services.carry_on(running.pilot, by=running.officer)
    assert (running.pilot.state, running.pilot.ends_on) == (PilotState.ACTIVE, later)


def test_in_use_closes_the_measuring():
    running = pilot_at(PilotState.SCALING)
    with pytest.raises(Refused):
        services.put_in_use(running.pilot, in_use_on=today() + TOMORROW, by=running.officer)
    services.put_in_use(running.pilot, in_use_on=today(), by=running.officer)
    assert running.kpi.state is KpiState.CLOSED


@pytest.mark.parametrize(
    "state",
    [
        PilotState.MOBILISING,
        PilotState.ACTIVE,
        PilotState.PAUSED,
        PilotState.EVALUATING,
        PilotState.EXTENDED,
        PilotState.SCALING,
        PilotState.IN_USE,
    ],
)
def test_a_pilot_stops_for_a_stated_reason_from_any_state_after_contracting(state):
    running = pilot_at(state)
    with pytest.raises(Refused):
        services.stop(running.pilot, stop_reason=StopReason.NO_BUDGET, words=" ", by=running.approver)
    services.stop(running.pilot, stop_reason=StopReason.NO_BUDGET, words="The money is gone.", by=running.approver)
    assert running.pilot.stop_reason is StopReason.NO_BUDGET
    assert running.pilot.stopped_on == today()


def test_what_is_not_signed_cannot_be_stopped():
    running = pilot_at(PilotState.CONTRACTING)
    with pytest.raises(IllegalMove):
        stop(running)


def test_a_pilot_never_just_ends():
    running = pilot_at(PilotState.STOPPED)
    with pytest.raises(Refused):
        services.close(running.pilot, by=running.officer)
    with pytest.raises(Refused):
        services.publish_learning(running.pilot, by=running.officer)
    write_learning(running)
    services.close(running.pilot, by=running.officer)
    assert running.pilot.state is PilotState.CLOSED


def test_a_published_report_stays_whole():
    running = pilot_at(PilotState.CLOSED)
    published_at = running.pilot.learning_published_at
    with pytest.raises(Refused):
        services.save_learning(running.pilot, worked="", failed="b", advice="c", by=running.officer)
    services.save_learning(running.pilot, worked="a", failed="b", advice="c", by=running.officer)
    services.publish_learning(running.pilot, by=running.officer)
    assert running.pilot.learning_published_at == published_at


def test_the_last_pilot_completes_its_challenge():
    running = pilot_at(PilotState.STOPPED)
    other = services.start_pilot(accepted_submission(running.challenge), by=running.officer)
    write_learning(running)
    services.close(running.pilot, by=running.officer)
    assert running.challenge.state is ChallengeState.DELIVERING
    assert other.state is PilotState.CONTRACTING
    assert pilot_at(PilotState.CLOSED).challenge.state is ChallengeState.COMPLETED


# -- gates ----------------------------------------------------------------------------------------------------------


def test_after_a_gate_the_next_stage_begins(active):
    extra = [stage for stage in active.stages if stage.state is StageState.PLANNED]
    pass_gate(active, 0, GateOutcome.CONDITIONAL)
    assert active.stages[0].state is StageState.CONDITIONAL
    if extra:
        assert active.stages[1].state is StageState.ACTIVE


def test_after_a_failed_gate_nothing_begins(active):
    pass_gate(active, 0, GateOutcome.FAILED)
    assert not [stage for stage in active.stages if stage.state is StageState.ACTIVE]


def test_nobody_decides_a_gate_that_they_recommended(active):
    officer, approver = both_roles(active)
    review = services.recommend_gate(active.stages[0], recommendation=GateOutcome.PASSED, reasons="Good.", by=officer)
    for person in (officer, approver, active.officer, active.team):
        with pytest.raises(NotPermitted):
            services.decide_gate(review, outcome=GateOutcome.PASSED, reasons="Good.", by=person)
    services.decide_gate(review, outcome=GateOutcome.PASSED, reasons="Good.", trl_reached=7, by=active.approver)
    assert (review.outcome, review.trl_reached) == (GateOutcome.PASSED, 7)


def test_a_gate_is_recommended_and_decided_once(active):
    pass_gate(active)
    with pytest.raises(IllegalMove):
        pass_gate(active)
    review = queries.review_for(active.officer, active.pilot.slug, active.stages[0].id)
    assert review is not None
    with pytest.raises(IllegalMove):
        services.decide_gate(review, outcome=GateOutcome.FAILED, reasons="No.", by=active.approver)


def test_reasons_are_needed_at_a_gate(active):
    with pytest.raises(Refused):
        services.recommend_gate(active.stages[0], recommendation=GateOutcome.PASSED, reasons=" ", by=active.officer)


# -- milestones and payments ----------------------------------------------------------------------------------------


def report(running, outcome=MilestoneState.MET, **more):
    return services.report_milestone(
        running.milestones[0], **({"outcome": outcome, "words": "Done.", "by": running.team} | more)
    )


def test_a_payment_goes_from_due_to_paid_only_after_the_milestone(active):
    with pytest.raises(Refused):
        services.accept_payment(active.payment(), by=active.officer)
    report(active)
    services.accept_payment(active.payment(), by=active.officer)
    services.invoice_payment(active.payment(), invoice_number=" INV 7 ", by=active.team)
    services.mark_paid(active.payment(), paid_on=today(), by=active.officer)
    assert (active.payment().state, active.payment().invoice_number) == (PaymentState.PAID, "INV 7")


def test_a_missed_milestone_earns_nothing_until_it_is_met(active):
    report(active, MilestoneState.NOT_MET)
    with pytest.raises(Refused):
        services.accept_payment(active.payment(), by=active.officer)
    report(active)
    services.accept_payment(active.payment(), by=active.officer)
    assert len(queries.milestone_for(active.officer, active.pilot.slug, active.milestones[0].id).reports) == 2


def test_steps_of_a_payment_are_not_skipped_or_repeated(active):
    with pytest.raises(IllegalMove):
        services.invoice_payment(active.payment(), invoice_number="1", by=active.team)
    with pytest.raises(IllegalMove):
        services.mark_paid(active.payment(), paid_on=today(), by=active.officer)
    report(active)
    services.accept_payment(active.payment(), by=active.officer)
    with pytest.raises(IllegalMove):
        services.accept_payment(active.payment(), by=active.officer)


def test_each_side_does_its_own_part_of_a_payment(active):
    report(active)
    with pytest.raises(NotPermitted):
        services.accept_payment(active.payment(), by=active.team)
    services.accept_payment(active.payment(), by=active.officer)
    with pytest.raises(NotPermitted):
        services.invoice_payment(active.payment(), invoice_number="1", by=active.officer)


def test_a_met_milestone_stays_met(active):
    report(active)
    with pytest.raises(IllegalMove):
        report(active, MilestoneState.NOT_MET)


def test_nobody_else_reports(active):
    for stranger in (member(SupplierFactory(), Role.LEAD), active.approver, active.auditor):
        with pytest.raises(NotPermitted):
            report(active, by=stranger)


def test_nothing_is_reported_before_the_signature():
    with pytest.raises(Refused):
        report(pilot_at(PilotState.CONTRACTING))


# -- KPIs -----------------------------------------------------------------------------------------------------------


def test_a_reported_value_counts_once_an_officer_has_checked_it(active):
    observation = active.observation()
    services.verify_observation(observation, by=active.officer)
    assert observation.state is ObservationState.VERIFIED


def test_a_disputed_value_is_answered_then_checked_or_rejected(active):
    observation = active.observation()
    with pytest.raises(Refused):
        services.dispute_observation(observation, reasons="", by=active.officer)
    services.dispute_observation(observation, reasons="From one day only.", by=active.officer)
    services.answer_dispute(observation, answer="From a week: see the list.", by=active.team)
    services.reject_observation(observation, reasons="The list is another one.", by=active.officer)
    assert observation.state is ObservationState.REJECTED
    assert active.observation("70").state is ObservationState.REPORTED


def test_a_value_is_not_checked_by_whoever_reported_it(active):
    observation = active.observation(by=active.officer)
    with pytest.raises(NotPermitted):
        services.verify_observation(observation, by=active.officer)
    with pytest.raises(NotPermitted):
        services.verify_observation(observation, by=active.team)


def test_one_value_a_day_however_often_it_is_sent(active):
    active.observation()
    with pytest.raises(Refused):
        active.observation()


@pytest.mark.parametrize("days_ago", [-1, 61])
def test_a_value_lies_between_the_baseline_and_today(active, days_ago):
    with pytest.raises(Refused):
        active.observation(days_ago=days_ago)


def test_a_reported_value_cannot_be_rejected_without_a_dispute(active):
    with pytest.raises(IllegalMove):
        services.reject_observation(active.observation(), reasons="No.", by=active.officer)


def test_only_a_disputed_value_is_answered(active):
    with pytest.raises(Refused):
        services.answer_dispute(active.observation(), answer="Yes.", by=active.team)


# -- variations -----------------------------------------------------------------------------------------------------


def ask(running, target="40", by=None):
    return services.propose_target(
        running.kpi,
        target=Decimal(target),
        target_on=running.kpi.target_on,
        reason="Two of five roads are closed.",
        by=by or running.team,
    )


def test_an_approved_variation_makes_a_new_version_of_the_target(active):
    variation = ask(active)
    assert active.kpi.target == 30
    services.approve_variation(variation, reasons="Agreed.", by=active.approver)
    assert (active.kpi.target, active.kpi.target_version) == (40, 2)
    assert variation.changes == [{"field": "target", "before": "30.00", "after": "40"}]


def test_a_refused_variation_changes_nothing(active):
    variation = ask(active)
    with pytest.raises(Refused):
        services.refuse_variation(variation, reasons="", by=active.approver)
    services.refuse_variation(variation, reasons="Too soft.", by=active.approver)
    assert active.kpi.target == 30
    with pytest.raises(IllegalMove):
        services.approve_variation(variation, reasons="", by=active.approver)


def test_whoever_asks_for_a_variation_does_not_decide_on_it(active):
    officer, approver = both_roles(active)
    variation = ask(active, by=officer)
    for person in (officer, approver, active.team, member(CouncilFactory(), Role.APPROVER)):
        with pytest.raises(NotPermitted):
            services.approve_variation(variation, reasons="Yes.", by=person)


def test_one_open_variation_for_each_thing(active):
    ask(active)
    with pytest.raises(Refused):
        ask(active, "45")


@pytest.mark.parametrize("target", ["30", "95", "96"])
def test_a_variation_changes_something_and_stays_an_improvement(active, target):
    with pytest.raises(Refused):
        ask(active, target)


def test_the_contract_follows_the_amount_of_a_milestone(active):
    milestone, before = active.milestones[0], active.pilot.amount
    variation = services.propose_milestone(
        milestone,
        due_on=milestone.due_on + TOMORROW,
        amount=milestone.amount + 100,
        reason="One more street.",
        by=active.officer,
    )
    services.approve_variation(variation, reasons="", by=active.approver)
    assert active.pilot.amount == before + 100
    assert sum(one.amount for one in active.milestones) == active.pilot.amount


def test_a_met_milestone_cannot_be_varied(active):
    report(active)
    milestone = active.milestones[0]
    with pytest.raises(Refused):
        services.propose_milestone(
            milestone, due_on=milestone.due_on, amount=Decimal(1), reason="Less.", by=active.officer
        )


def test_the_last_day_is_varied_and_numbered(active):
    later = active.pilot.ends_on + TOMORROW
    first = ask(active)
    second = services.propose_end(active.pilot, ends_on=later, reason="Snow.", by=active.officer)
    services.approve_variation(second, reasons="", by=active.approver)
    assert (first.number, second.number, active.pilot.ends_on) == (1, 2, later)


@pytest.mark.parametrize("state", [PilotState.CONTRACTING, PilotState.STOPPED])
def test_only_a_running_contract_is_varied(state):
    running = pilot_at(state)
    with pytest.raises(Refused):
        services.propose_end(running.pilot, ends_on=today() + dt.timedelta(days=900), reason="?", by=running.officer)


def test_time_is_that_of_the_service(active):
    clock.move_to(clock.now() + dt.timedelta(days=20))
    assert active.observation().observed_on == today()
