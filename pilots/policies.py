"""Who may see, run, check and decide what about a pilot. What another person prepared is never decided by them."""

from accounts.states import BodyKind, Role
from core.access import Actor
from pilots.models import (
    Adoption,
    GateReview,
    Kpi,
    Milestone,
    MilestoneReport,
    Observation,
    Payment,
    Pilot,
    Stage,
    Variation,
)
from submissions.models import Submission

READERS = (Role.LEAD.value, Role.OFFICER.value, Role.APPROVER.value, Role.AUDITOR.value)


def can_start_pilots(actor: Actor) -> bool:
    """Start pilots from accepted proposals, for the council that the officer acts for."""
    return actor.body_kind == BodyKind.COUNCIL.value and actor.role == Role.OFFICER.value


def can_start_pilot(actor: Actor, submission: Submission) -> bool:
    return actor.acts_for(submission.challenge.council_id, Role.OFFICER.value)


def can_list_own(actor: Actor) -> bool:
    """The pilots of the body that the actor acts for."""
    in_council = actor.body_kind == BodyKind.COUNCIL.value and actor.role in READERS
    return in_council or actor.body_kind == BodyKind.SUPPLIER.value


def can_read_contract(actor: Actor, pilot: Pilot) -> bool:
    """Payments, disputes, evidence: the council that runs it, its auditor, and the supplier's team."""
    return actor.acts_for(pilot.council_id, *READERS) or actor.acts_for(pilot.supplier_id)


def can_open_evidence(actor: Actor, report: MilestoneReport) -> bool:
    return can_read_contract(actor, report.milestone.pilot)


def can_manage(actor: Actor, pilot: Pilot) -> bool:
    return actor.acts_for(pilot.council_id, Role.OFFICER.value)


def can_report(actor: Actor, pilot: Pilot) -> bool:
    """The pilot's team: the people of the supplier, and the officer."""
    return actor.acts_for(pilot.supplier_id) or can_manage(actor, pilot)


def can_see_milestone(actor: Actor, milestone: Milestone) -> bool:
    return can_read_contract(actor, milestone.pilot)


def can_see_kpi(actor: Actor, kpi: Kpi) -> bool:
    return can_read_contract(actor, kpi.pilot)


def can_report_milestone(actor: Actor, milestone: Milestone) -> bool:
    return can_report(actor, milestone.pilot)


def can_report_kpi(actor: Actor, kpi: Kpi) -> bool:
    return can_report(actor, kpi.pilot)


def can_manage_stage(actor: Actor, stage: Stage) -> bool:
    return can_manage(actor, stage.pilot)


def can_manage_milestone(actor: Actor, milestone: Milestone) -> bool:
    return can_manage(actor, milestone.pilot)


def can_manage_kpi(actor: Actor, kpi: Kpi) -> bool:
    return can_manage(actor, kpi.pilot)


def can_check_observation(actor: Actor, observation: Observation) -> bool:
    """An officer of the council, but not whoever reported the value."""
    return can_manage(actor, observation.kpi.pilot) and actor.person_id != observation.reported_by


def can_answer_dispute(actor: Actor, observation: Observation) -> bool:
    return can_report(actor, observation.kpi.pilot)


def can_see_observation(actor: Actor, observation: Observation) -> bool:
    return can_read_contract(actor, observation.kpi.pilot)


def can_settle_payment(actor: Actor, payment: Payment) -> bool:
    """Accept what was delivered, and say when it was paid."""
    return can_manage(actor, payment.milestone.pilot)


def can_invoice(actor: Actor, payment: Payment) -> bool:
    return actor.acts_for(payment.milestone.pilot.supplier_id)


def can_see_gate(actor: Actor, stage: Stage) -> bool:
    return can_read_contract(actor, stage.pilot)


def can_read_recommendation(actor: Actor, stage: Stage) -> bool:
    """The council's own advice to its approver; the supplier reads it with the decision."""
    return actor.acts_for(stage.pilot.council_id, *READERS)


def can_read_evaluation(actor: Actor, pilot: Pilot) -> bool:
    return actor.acts_for(pilot.council_id, *READERS)


def can_decide_gate(actor: Actor, review: GateReview) -> bool:
    """An approver of the council, never the person who recommended."""
    return (
        actor.acts_for(review.stage.pilot.council_id, Role.APPROVER.value) and actor.person_id != review.recommended_by
    )


def can_see_variation(actor: Actor, variation: Variation) -> bool:
    return can_read_contract(actor, variation.pilot)


def can_decide_variation(actor: Actor, variation: Variation) -> bool:
    """An approver of the council, never the person who proposed."""
    return actor.acts_for(variation.pilot.council_id, Role.APPROVER.value) and actor.person_id != variation.proposed_by


def can_decide_end(actor: Actor, pilot: Pilot) -> bool:
    """Scale, extend or stop: an approver of the council, never the person who wrote the evaluation."""
    return actor.acts_for(pilot.council_id, Role.APPROVER.value) and (
        pilot.evaluated_by is None or actor.person_id != pilot.evaluated_by
    )


def can_adopt(actor: Actor, pilot: Pilot) -> bool:
    """An officer of any other council, once the pilot has begun and unless it was stopped."""
    return (
        actor.body_kind == BodyKind.COUNCIL.value
        and actor.role == Role.OFFICER.value
        and actor.body_id != pilot.council_id
        and pilot.open_to_adoption
    )


def can_run_adoption(actor: Actor, adoption: Adoption) -> bool:
    return actor.acts_for(adoption.council_id, Role.OFFICER.value)


def can_list_adoptions(actor: Actor) -> bool:
    """What the council that the actor acts for takes up from others."""
    return actor.body_kind == BodyKind.COUNCIL.value and actor.role in READERS


def can_see_adoption(actor: Actor, adoption: Adoption) -> bool:
    return actor.acts_for(adoption.council_id, *READERS)


def can_make_move(actor: Actor, asked: tuple[Pilot, str]) -> bool:
    """The moves that the officer makes alone and without words: begin, resume, continue, take over, close."""
    return can_manage(actor, asked[0])
