"""Pilots in each state, everything that is in one, and what another council makes of them."""

import datetime as dt
import io
from decimal import Decimal

from sqlalchemy import update

from challenges.states import ChallengeState
from core.database import db
from core.storage import store_upload
from pilots import services
from pilots.models import GateReview, Observation, Pilot, Variation
from pilots.states import AdoptionRoute, GateOutcome, MilestoneState, PilotState
from tests.access.cast import Cast
from tests.access.world.things import Thing, Things
from tests.factories.challenges import ChallengeFactory
from tests.factories.pilots import Running, accepted_submission, kpi_facts, pilot_at, today
from tests.factories.submissions import PDF

STATES = {
    "agreeing the contract": PilotState.CONTRACTING,
    "preparing": PilotState.MOBILISING,
    "active": PilotState.ACTIVE,
    "paused": PilotState.PAUSED,
    "being evaluated": PilotState.EVALUATING,
    "extended": PilotState.EXTENDED,
    "scaling": PilotState.SCALING,
    "in use": PilotState.IN_USE,
    "stopped": PilotState.STOPPED,
    "closed": PilotState.CLOSED,
}


def plant(cast: Cast) -> Things:
    found: Things = {}
    running = {name: _running(cast, state) for name, state in STATES.items()}
    for name, one in running.items():
        found[f"a pilot: {name}"] = _thing(one)
    found["a pilot to start"] = {"submission_id": _accepted(cast)}
    found |= _plan(running["agreeing the contract"])
    found |= _gate(cast)
    found |= _reports(cast)
    return found | _adoptions(cast, running)


def _running(cast: Cast, state: PilotState) -> Running:
    """The pilot lead leads it; the drafting approver wrote the evaluation when an officer."""
    running = pilot_at(state, council=cast.council, supplier=cast.bidding)
    evaluated_by = cast["drafting approver"].person_id if running.pilot.evaluated_by else None
    db.session.execute(
        update(Pilot)
        .where(Pilot.id == running.pilot.id)
        .values(lead_person_id=cast["pilot lead"].person_id, evaluated_by=evaluated_by)
    )
    return running


def _thing(running: Running) -> Thing:
    milestones, stages = running.milestones, running.stages
    return {
        "slug": running.pilot.slug,
        "stage_id": stages[0].id,
        "milestone_id": milestones[0].id,
        "action": "begin",
    }


def _accepted(cast: Cast) -> object:
    challenge = ChallengeFactory(at=ChallengeState.AWARDED, council=cast.council)
    return accepted_submission(challenge, supplier=cast.bidding).id


def _plan(running: Running) -> Things:
    """Before the signature: a KPI that is proposed."""
    kpi = services.propose_kpi(running.pilot, facts=kpi_facts(), by=running.team)
    return {"a KPI: proposed": {"slug": running.pilot.slug, "kpi_id": kpi.id}}


def _gate(cast: Cast) -> Things:
    """The drafting approver, then an officer, has recommended at the gate."""
    running = _running(cast, PilotState.ACTIVE)
    stage = running.stages[0]
    review = services.recommend_gate(
        stage, recommendation=GateOutcome.PASSED, reasons="The KPIs say so.", by=running.officer
    )
    _by(cast, GateReview, review.id, "recommended_by")
    return {"a stage: at its gate": {"slug": running.pilot.slug, "stage_id": stage.id}}


def _reports(cast: Cast) -> Things:
    """Milestones that are due, accepted, invoiced; a KPI with values; changes that are proposed."""
    running = _running(cast, PilotState.ACTIVE)
    slug = running.pilot.slug
    reported = running.observation("60", days_ago=1)
    disputed = running.observation("70", days_ago=2)
    services.dispute_observation(disputed, reasons="That was a holiday.", by=running.officer)
    own = running.observation("65", days_ago=3)
    _by(cast, Observation, own.id, "reported_by", name="officer")
    variation = services.propose_end(
        running.pilot, ends_on=today() + dt.timedelta(days=999), reason="Snow.", by=running.officer
    )
    _by(cast, Variation, variation.id, "proposed_by")
    return {
        "a KPI: active": {"slug": slug, "kpi_id": running.kpi.id},
        "an observation: reported by the supplier": {"slug": slug, "observation_id": reported.id},
        "an observation: reported by the officer": {"slug": slug, "observation_id": own.id},
        "an observation: disputed": {"slug": slug, "observation_id": disputed.id},
        "a variation: proposed": {"slug": slug, "number": variation.number},
        **_money(cast),
    }


def _money(cast: Cast) -> Things:
    found: Things = {}
    for reached, name in enumerate(("scheduled", "met")):
        running = _running(cast, PilotState.ACTIVE)
        milestone = running.milestones[0]
        thing: dict[str, object] = {"slug": running.pilot.slug, "milestone_id": milestone.id}
        if reached >= 1:
            evidence = store_upload(io.BytesIO(PDF), name="report.pdf", limit=1_000_000)
            report = services.report_milestone(
                milestone, outcome=MilestoneState.MET, words="Done.", evidence=evidence, by=running.team
            )
            thing["report_id"] = report.id
        found[f"a milestone: {name}"] = thing
    return found


def _adoptions(cast: Cast, running: dict[str, Running]) -> Things:
    places = {"interested": (0, "active"), "in use": (3, "scaling"), "given up": (4, "in use")}
    return {
        f"an adoption: {name}": {"adoption_id": _adopt(cast, running[place], reached)}
        for name, (reached, place) in places.items()
    }


def _adopt(cast: Cast, running: Running, reached: int) -> object:
    by = cast["adopter"]
    adoption = services.register_interest(running.whole(), by=by)
    if reached >= 1:
        services.evaluate_adoption(adoption, by=by)
    if reached >= 2:
        services.procure(adoption, route=next(iter(AdoptionRoute)), value=Decimal(1000), by=by)
    if reached >= 3:
        services.go_live(adoption, live_on=today(), by=by)
    if reached >= 4:
        services.discontinue(adoption, discontinued_on=today(), words="It rusts.", by=by)
    db.session.flush()
    return adoption.id


def _by(cast: Cast, table: type, thing_id: object, column: str, *, name: str = "drafting approver") -> None:
    """Somebody of the cast did it: the same person may hold another role by now."""
    db.session.execute(update(table).where(table.id == thing_id).values({column: cast[name].person_id}))  # type: ignore[attr-defined]
    db.session.expire_all()
