"""From an accepted proposal to a signed contract: the first plan, its changes, and the signature that freezes it."""

import datetime as dt
import secrets
import uuid
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from challenges import services as challenge_services
from challenges.models import Phase
from challenges.states import ChallengeState
from core import audit, clock
from core.access import Actor, check
from core.database import db, new_id
from core.errors import Conflict, Refused
from core.text import new_reference, slugify
from participation import services as participation
from pilots import policies, queries
from pilots import states as events
from pilots.models import Milestone, Payment, Pilot, Stage
from pilots.services import news
from pilots.services.locking import lock
from pilots.states import PILOT_LIFECYCLE, KpiState, PilotAction, PilotState
from scoring.queries.standstill import award_in_the_way
from submissions import services as submission_services
from submissions.models import Submission
from submissions.states import SubmissionState

STARTABLE = (ChallengeState.AWARDED, ChallengeState.DELIVERING)
USUAL_LENGTH = dt.timedelta(days=180)
# Pages beside those of the pilots themselves.
NOT_SLUGS = ("ours", "start")
PENNY = Decimal("0.01")


@dataclass(frozen=True)
class ContractFacts:
    """What the contract says. `amount` in the challenge's currency."""

    title: str
    summary: str
    amount: Decimal
    vat_included: bool
    starts_on: dt.date
    ends_on: dt.date


def start_pilot(submission: Submission, *, by: Actor, facts: ContractFacts | None = None) -> Pilot:
    """A pilot from an accepted proposal, with the stages and payments of the challenge's phase as its first plan.

    Without `facts` they are taken from proposal and phase. Raises `Refused` while the offer is not accepted, the
    challenge not awarded, or a pilot exists.
    """
    check(policies.can_start_pilot(by, submission))
    lock(submission)
    challenge = submission.challenge
    if submission.state is not SubmissionState.ACCEPTED:
        raise Refused(_l("A pilot starts when the supplier has accepted the offer."))
    if challenge.state not in STARTABLE:
        raise Refused(_l("A pilot starts when the challenge is awarded."))
    _check_award(submission.id)
    if queries.pilot_of_submission(submission.id):
        raise Refused(_l("This proposal has a pilot already."))
    phase = queries.phase_of(submission)
    chosen = facts or usual_facts(submission)
    _check_period(chosen.starts_on, chosen.ends_on)
    pilot = Pilot(
        id=new_id(),
        reference=new_reference("PIL"),
        slug=_free_slug(chosen.title),
        challenge_id=challenge.id,
        submission_id=submission.id,
        council_id=challenge.council_id,
        supplier_id=submission.supplier_id,
        manager_id=by.person_id,
        title=chosen.title.strip(),
        summary=chosen.summary.strip(),
        language=challenge.languages[0] if challenge.languages else "en",
        created_at=clock.now(),
        amount=chosen.amount,
        currency=challenge.currency,
        vat_included=chosen.vat_included,
        starts_on=chosen.starts_on,
        ends_on=chosen.ends_on,
    )
    db.session.add(pilot)
    db.session.flush()
    audit.record(events.PILOT_STARTED, subject=pilot, by=by, submission_id=submission.id)
    _first_plan(pilot, phase)
    if challenge.state is ChallengeState.AWARDED:
        challenge_services.start_delivery(challenge, by=by)
    return pilot


def usual_facts(submission: Submission) -> ContractFacts:
    """What proposal and phase say about the contract; the officer corrects it."""
    phase = queries.phase_of(submission)
    today = clock.now().date()
    length = USUAL_LENGTH
    if phase and phase.starts_on and phase.ends_on:
        length = phase.ends_on - phase.starts_on
    starts_on = max(today, phase.starts_on) if phase and phase.starts_on else today
    return ContractFacts(
        title=submission.title or submission.challenge.title,
        summary=submission.challenge.summary,
        amount=(phase.amount_each if phase else None) or Decimal(0),
        vat_included=queries.vat_included(phase),
        starts_on=starts_on,
        ends_on=starts_on + length,
    )


def change_contract(
    pilot: Pilot, *, facts: ContractFacts, lead_person_id: uuid.UUID | None, version: int, by: Actor
) -> None:
    """Correct what the contract will say, until it is signed. `version` is the one that the person was looking at."""
    check_plan_open(pilot, by)
    if version != pilot.version:
        raise Conflict(_l("Somebody else changed this contract meanwhile. Look at it again before you change it."))
    _check_period(facts.starts_on, facts.ends_on)
    _check_lead(pilot, lead_person_id)
    pilot.title = facts.title.strip()
    pilot.summary = facts.summary.strip()
    pilot.amount = facts.amount
    pilot.vat_included = facts.vat_included
    pilot.starts_on = facts.starts_on
    pilot.ends_on = facts.ends_on
    pilot.lead_person_id = lead_person_id
    plan_changed(pilot, by=by)


def name_lead(pilot: Pilot, *, person_id: uuid.UUID, by: Actor) -> None:
    """Who leads the pilot for the supplier: one of its people."""
    check(policies.can_report(by, pilot))
    _check_lead(pilot, person_id)
    pilot.lead_person_id = person_id
    audit.record(events.PILOT_LEAD_NAMED, subject=pilot, by=by, lead=person_id)


def take_over(pilot: Pilot, *, by: Actor) -> None:
    """Another officer of the council manages the pilot from now on, and is told what was the other's to know."""
    check(policies.can_manage(by, pilot))
    lock(pilot)
    if by.person_id is None or by.person_id == pilot.manager_id:
        return
    pilot.manager_id = by.person_id
    audit.record(events.PILOT_TAKEN_OVER, subject=pilot, by=by)


def missing_before_signing(pilot: Pilot) -> list[Any]:
    """What stands in the way of a signature, in words; nothing once it is signed. Three queries."""
    if pilot.state is not PilotState.CONTRACTING:
        return []
    milestones, kpis = queries.milestones_of(pilot.id), queries.kpis_of(pilot.id)
    paid = sum((milestone.amount for milestone in milestones), Decimal(0))
    rules = (
        (not queries.stages_of(pilot.id), _l("Add a stage.")),
        (not milestones, _l("Add a milestone.")),
        (not kpis, _l("Add a KPI, so that everybody can see whether the pilot works.")),
        (any(kpi.state is KpiState.PROPOSED for kpi in kpis), _l("Agree every KPI, or remove it.")),
        (paid != pilot.amount, _l("The milestones' payments must add up to the amount of the contract.")),
        (pilot.lead_person_id is None, _l("Name the pilot lead on the supplier's side.")),
    )
    return [words for stands_in_the_way, words in rules if stands_in_the_way]


def sign_contract(pilot: Pilot, *, signed_on: dt.date, by: Actor) -> None:
    """Record the signature. From now on plan and targets change only by a variation; the pilot becomes public."""
    check(policies.can_manage(by, pilot))
    lock(pilot)
    PILOT_LIFECYCLE.check(pilot, PilotAction.SIGN)
    if missing := missing_before_signing(pilot):
        raise Refused(missing[0])
    _check_award(pilot.submission_id)
    if signed_on > clock.now().date():
        raise Refused(_l("The date of the signature cannot be in the future."), field="signed_on")
    pilot.signed_on = signed_on
    pilot.topic_id = participation.create_topic(
        kind="pilot",
        title=pilot.title,
        path=pilot.path,
        council_id=pilot.council_id,
        body_id=pilot.supplier_id,
    ).id
    PILOT_LIFECYCLE.move(pilot, PilotAction.SIGN, by=by, event=events.PILOT_SIGNED, signed_on=signed_on)
    db.session.add_all(
        Payment(id=new_id(), milestone_id=milestone.id)
        for milestone in queries.milestones_of(pilot.id)
        if milestone.amount
    )
    submission_services.contract(queries.submission_of(pilot), by=by)
    db.session.flush()
    news.tell_team(pilot, template="pilots/contract_signed", by=by)


def _check_award(submission_id: uuid.UUID) -> None:
    """Whatever way led here: nothing is signed while the standstill runs, or a claim is open."""
    if award_in_the_way(submission_id):
        raise Refused(_l("The award of this proposal is not confirmed. No contract is made before it is."))


def plan_changed(pilot: Pilot, *, by: Actor) -> None:
    pilot.version += 1
    audit.record(events.PILOT_PLAN_CHANGED, subject=pilot, by=by, version=pilot.version)


def check_plan_open(pilot: Pilot, by: Actor) -> None:
    """The officer, and nothing signed yet."""
    check(policies.can_manage(by, pilot))
    lock(pilot)
    if pilot.state is not PilotState.CONTRACTING:
        raise Refused(_l("The contract is signed. What it says changes only by a variation."))


def _check_period(starts_on: dt.date, ends_on: dt.date) -> None:
    if ends_on < starts_on:
        raise Refused(_l("The pilot must end after it starts."), field="ends_on")


def _check_lead(pilot: Pilot, person_id: uuid.UUID | None) -> None:
    if person_id is not None and person_id not in {someone.id for someone in queries.supplier_people(pilot)}:
        raise Refused(_l("Choose one of the supplier's people."), field="lead_person")


def _first_plan(pilot: Pilot, phase: Phase | None) -> None:
    stages = _stages(pilot, phase)
    db.session.add_all(stages)
    db.session.flush()
    db.session.add_all(_milestones(pilot, stages, phase))
    db.session.flush()


def _stages(pilot: Pilot, phase: Phase | None) -> list[Stage]:
    titles = list(phase.gates) if phase and phase.gates else [_("Pilot")]
    days = (pilot.ends_on - pilot.starts_on).days
    ends = [pilot.starts_on + dt.timedelta(days=days * (i + 1) // len(titles)) for i in range(len(titles))]
    begins = [pilot.starts_on] + [min(end + dt.timedelta(days=1), pilot.ends_on) for end in ends[:-1]]
    return [
        Stage(
            id=new_id(),
            pilot_id=pilot.id,
            number=number,
            title=str(title),
            starts_on=begin,
            ends_on=max(begin, end),
            trl_entry=min(5 + number, 8),
            trl_exit=min(6 + number, 9),
        )
        for number, (title, begin, end) in enumerate(zip(titles, begins, ends, strict=True), start=1)
    ]


def _milestones(pilot: Pilot, stages: list[Stage], phase: Phase | None) -> list[Milestone]:
    payments = phase.payments if phase and phase.payments else [{"percent": 100, "title": _("Final report")}]
    amounts = split(pilot.amount, [Decimal(str(payment["percent"])) for payment in payments])
    days, last = (pilot.ends_on - pilot.starts_on).days, max(1, len(payments) - 1)
    due = [pilot.starts_on + dt.timedelta(days=days * i // last) for i in range(len(payments))]
    if len(payments) == 1:
        due = [pilot.ends_on]
    return [
        Milestone(
            id=new_id(),
            pilot_id=pilot.id,
            stage_id=next((stage.id for stage in stages if day <= stage.ends_on), stages[-1].id),
            title=str(payment["title"]),
            due_on=day,
            amount=amount,
        )
        for payment, amount, day in zip(payments, amounts, due, strict=True)
    ]


def split(amount: Decimal, percentages: list[Decimal]) -> list[Decimal]:
    """The amount in parts, to the penny; what rounding leaves goes to the last part."""
    parts = [(amount * share / 100).quantize(PENNY, rounding=ROUND_DOWN) for share in percentages[:-1]]
    return [*parts, amount - sum(parts, Decimal(0))]


def _free_slug(title: str) -> str:
    slug = slugify(title)
    return f"{slug}-{secrets.token_hex(2)}" if slug in NOT_SLUGS or queries.slug_taken(slug) else slug
