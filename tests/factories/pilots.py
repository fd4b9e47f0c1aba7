"""Pilots at each step, for tests. Each goes there through the real services, as it happens in life."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from accounts.models import Council, Supplier
from accounts.states import Role
from challenges.models import Challenge, Lot
from challenges.states import ChallengeState
from core import clock
from core.access import Actor
from core.database import db, new_id
from core.text import new_reference
from pilots import queries, services
from pilots.models import Kpi, Milestone, Observation, Payment, Pilot, Stage
from pilots.services import KpiFacts
from pilots.states import Direction, GateOutcome, PilotState, StopReason
from submissions.models import Submission
from submissions.states import SubmissionState
from tests.factories.accounts import CouncilFactory, SupplierFactory, member
from tests.factories.challenges import ChallengeFactory
from tests.support.kept import kept


@dataclass
class Running:
    """A pilot and everybody around it."""

    challenge: Challenge
    submission: Submission
    pilot: Pilot
    officer: Actor
    approver: Actor
    auditor: Actor
    team: Actor

    def whole(self) -> Pilot:
        """As its team loads it."""
        found = queries.pilot_for_team(self.officer, self.pilot.slug)
        assert found is not None
        return found

    @property
    def stages(self) -> list[Stage]:
        return list(queries.stages_of(self.pilot.id))

    @property
    def milestones(self) -> list[Milestone]:
        return list(queries.milestones_of(self.pilot.id))

    @property
    def kpi(self) -> Kpi:
        return queries.kpis_of(self.pilot.id)[0]

    def payment(self, number: int = 0) -> Payment:
        found = queries.payment_for(self.officer, self.pilot.slug, self.milestones[number].id)
        assert found is not None
        return found

    def observation(self, value: str = "60", *, days_ago: int = 0, by: Actor | None = None) -> Observation:
        return services.report_observation(
            self.kpi,
            value=Decimal(value),
            observed_on=today() - dt.timedelta(days=days_ago),
            by=by or self.team,
        )


def today() -> dt.date:
    return clock.now().date()


def accepted_submission(
    challenge: Challenge | None = None, *, supplier: Supplier | None = None, title: str = "Warm pavements"
) -> Submission:
    """The proposal of a supplier that was offered the contract of an awarded challenge and accepted."""
    challenge = challenge or ChallengeFactory(at=ChallengeState.AWARDED)
    submission = Submission(
        id=new_id(),
        reference=new_reference("SUB"),
        challenge_id=challenge.id,
        lot_id=db.session.scalars(select(Lot.id).where(Lot.challenge_id == challenge.id)).first(),
        supplier_id=(supplier or SupplierFactory()).id,
        title=title,
        state=SubmissionState.ACCEPTED,
        created_by=challenge.drafted_by,
        created_at=clock.now(),
        submitted_at=clock.now(),
    )
    db.session.add(submission)
    db.session.flush()
    return submission


def kpi_facts(**more: Any) -> KpiFacts:
    """Minutes, from 95 down to 30; 120 is where it should stop."""
    facts: dict[str, Any] = {
        "title": "Time until a pavement is cleared",
        "direction": Direction.DECREASE,
        "unit": "minutes",
        "baseline": Decimal(95),
        "baseline_on": today() - dt.timedelta(days=60),
        "target": Decimal(30),
        "target_on": today() + dt.timedelta(days=90),
        "owner": "Highways team",
        "method": "From the first report to the photo that shows it cleared.",
        "stop_threshold": Decimal(120),
        "report_every_days": 30,
    }
    return KpiFacts(**(facts | more))


@kept
def pilot_at(
    state: PilotState, *, council: Council | None = None, supplier: Supplier | None = None, **more: Any
) -> Running:
    """A pilot in this state. Its people are new."""
    council, supplier = council or CouncilFactory(), supplier or SupplierFactory()
    challenge = ChallengeFactory(at=ChallengeState.AWARDED, council=council)
    submission = accepted_submission(challenge, supplier=supplier, **more)
    officer, approver = member(council, Role.OFFICER), member(council, Role.APPROVER)
    team = member(supplier, Role.LEAD)
    pilot = services.start_pilot(submission, by=officer)
    running = Running(challenge, submission, pilot, officer, approver, member(council, Role.AUDITOR), team)
    for step in _way_to(state):
        STEPS[step](running)
    db.session.flush()
    return running


def adopter(council: Council | None = None) -> Actor:
    """An officer of another council."""
    return member(council or CouncilFactory(), Role.OFFICER)


def sign(running: Running) -> None:
    kpi = services.propose_kpi(running.pilot, facts=kpi_facts(), by=running.team)
    services.agree_kpi(kpi, by=running.officer)
    assert running.team.person_id is not None
    services.name_lead(running.pilot, person_id=running.team.person_id, by=running.officer)
    services.sign_contract(running.pilot, signed_on=today(), by=running.officer)


def pass_gate(running: Running, number: int = 0, outcome: GateOutcome = GateOutcome.PASSED) -> None:
    review = services.recommend_gate(
        running.stages[number], recommendation=outcome, reasons="The KPIs say so.", by=running.officer
    )
    services.decide_gate(review, outcome=outcome, reasons="I agree.", by=running.approver)


def write_learning(running: Running) -> None:
    services.save_learning(
        running.pilot,
        worked="Sensors on bins.",
        failed="Sensors on walls.",
        advice="Ask the drivers first.",
        by=running.officer,
    )
    services.publish_learning(running.pilot, by=running.officer)


def stop(running: Running) -> None:
    services.stop(running.pilot, stop_reason=StopReason.NOT_VIABLE, words="It costs too much.", by=running.approver)


def close(running: Running) -> None:
    write_learning(running)
    services.close(running.pilot, by=running.officer)


STEPS = {
    PilotState.MOBILISING: sign,
    PilotState.ACTIVE: lambda running: services.begin(running.pilot, by=running.officer),
    PilotState.PAUSED: lambda running: services.pause(running.pilot, reasons="Flood.", by=running.officer),
    PilotState.EVALUATING: lambda running: services.evaluate(running.pilot, evaluation="It works.", by=running.officer),
    PilotState.EXTENDED: lambda running: services.extend(
        running.pilot,
        ends_on=running.pilot.ends_on + dt.timedelta(days=30),
        reasons="One more month.",
        by=running.approver,
    ),
    PilotState.SCALING: lambda running: services.scale(running.pilot, reasons="It works.", by=running.approver),
    PilotState.IN_USE: lambda running: services.put_in_use(running.pilot, in_use_on=today(), by=running.officer),
    PilotState.STOPPED: stop,
    PilotState.CLOSED: close,
}
_TO_ACTIVE = (PilotState.MOBILISING, PilotState.ACTIVE)
_TO_SCALING = (*_TO_ACTIVE, PilotState.EVALUATING, PilotState.SCALING)
WAYS: dict[PilotState, tuple[PilotState, ...]] = {
    PilotState.CONTRACTING: (),
    PilotState.MOBILISING: (PilotState.MOBILISING,),
    PilotState.ACTIVE: _TO_ACTIVE,
    PilotState.PAUSED: (*_TO_ACTIVE, PilotState.PAUSED),
    PilotState.EVALUATING: (*_TO_ACTIVE, PilotState.EVALUATING),
    PilotState.EXTENDED: (*_TO_ACTIVE, PilotState.EVALUATING, PilotState.EXTENDED),
    PilotState.SCALING: _TO_SCALING,
    PilotState.IN_USE: (*_TO_SCALING, PilotState.IN_USE),
    PilotState.STOPPED: (*_TO_ACTIVE, PilotState.STOPPED),
    PilotState.CLOSED: (*_TO_SCALING, PilotState.IN_USE, PilotState.CLOSED),
}


def _way_to(state: PilotState) -> tuple[PilotState, ...]:
    return WAYS[state]
