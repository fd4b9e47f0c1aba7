"""What becomes of the winners: contract, work, measuring, the end, and other councils."""

import datetime as dt
from decimal import Decimal
from typing import Any

from accounts.states import Role
from core import clock
from core.access import Actor
from core.database import db
from demonstration.services.cast import read
from demonstration.services.story import Story
from pilots.models import Kpi, Pilot
from pilots.queries import lookups, public, team
from pilots.services import adoption, contract, gates, plan, progress, reports
from pilots.services.plan import KpiFacts
from pilots.states import AdoptionRoute, Direction, GateOutcome, MilestoneState, StopReason
from submissions.models import Submission

FIRST_DAY = 60
# Days between two observations.
RHYTHM = 28
WORDS = "As planned. Two homes asked to leave and were replaced."


def deliver(story: Story, won: list[Submission]) -> None:
    """A pilot for each of the winners that `data/pilots.json` names."""
    by_supplier = {submission.supplier_id: submission for submission in won}
    for facts in read("pilots").get(story.facts["key"], ()):
        supplier = story.cast.suppliers[facts["supplier"]]
        submission = by_supplier.get(supplier.id)
        if submission is None:
            raise LookupError(f"{facts['supplier']} did not win {story.facts['key']}")
        Delivery(story, facts).play(submission)


class Delivery:
    """One pilot on its way; each step leaves the clock where the next one begins."""

    def __init__(self, story: Story, facts: dict[str, Any]) -> None:
        self.story = story
        self.facts = facts
        self.pilot_id: Any = None

    @property
    def officer(self) -> Actor:
        return self.story.officer

    @property
    def lead(self) -> Actor:
        """The person of the button leads Tidewell's pilots."""
        if self.facts["supplier"] == "tidewell":
            return self.story.cast.actors["pilot_lead"]
        return self.story.cast.of(self.facts["supplier"], Role.LEAD)

    @property
    def start(self) -> int:
        """Days from the deadline to the first day of work; what is only being signed is young."""
        return 200 if self.facts["reach"] in ("contracting", "mobilising") else FIRST_DAY

    def pilot(self) -> Pilot:
        db.session.flush()
        db.session.expire_all()
        found = db.session.get(Pilot, self.pilot_id)
        whole = team.pilot_for_team(self.officer, found.slug) if found else None
        if whole is None:
            raise LookupError(self.pilot_id)
        return whole

    def play(self, submission: Submission) -> None:
        reach = self.facts["reach"]
        self._contract(submission)
        if reach == "contracting":
            return
        contract.sign_contract(self.pilot(), signed_on=clock.now().date(), by=self.officer)
        if reach == "mobilising":
            return
        self.story.at(self.start + 10)
        progress.begin(self.pilot(), by=self.officer)
        self._work()
        ends = {
            "paused": self._pause,
            "evaluating": self._evaluate,
            "stopped": self._stop,
            "closed": self._into_use,
        }
        ends.get(reach, lambda: None)()

    def _contract(self, submission: Submission) -> None:
        self.story.at(self.start)
        db.session.expire_all()
        fresh = db.session.get_one(Submission, submission.id)
        today = clock.now().date()
        usual = contract.usual_facts(_with_challenge(fresh))
        facts = contract.ContractFacts(
            title=usual.title,
            summary=next(words for key, _, words in self.story.facts["proposals"] if key == self.facts["supplier"]),
            amount=usual.amount,
            vat_included=usual.vat_included,
            starts_on=today + dt.timedelta(days=10),
            ends_on=today + dt.timedelta(days=200),
        )
        self.pilot_id = contract.start_pilot(_with_challenge(fresh), by=self.officer, facts=facts).id
        title, unit, direction, baseline, target, _ = self.facts["kpi"]
        kpi = plan.propose_kpi(
            self.pilot(),
            facts=KpiFacts(
                title=title,
                direction=Direction(direction),
                unit=unit,
                baseline=Decimal(baseline),
                baseline_on=today - dt.timedelta(days=30),
                target=Decimal(target),
                target_on=today + dt.timedelta(days=180),
                owner="Pilot team",
                method="Counted from the records of the service at the end of each month",
                stop_threshold=None,
                report_every_days=RHYTHM,
            ),
            by=self.officer,
        )
        plan.agree_kpi(self._kpi(kpi.id), by=self.officer)
        contract.name_lead(self.pilot(), person_id=self.lead.person_id, by=self.lead)  # type: ignore[arg-type]

    def _kpi(self, kpi_id: Any) -> Kpi:
        found = team.kpi_for(self.officer, self.pilot().slug, kpi_id)
        if found is None:
            raise LookupError(kpi_id)
        return found

    def _work(self) -> None:
        """Observations, the last one not verified yet while the pilot runs; the first milestone and its gate."""
        values = self.facts["kpi"][5]
        kpi_id = lookups.kpis_of(self.pilot_id)[0].id
        for number, value in enumerate(values):
            self.story.at(self.start + 10 + RHYTHM * (number + 1))
            seen = reports.report_observation(
                self._kpi(kpi_id),
                value=Decimal(value),
                observed_on=clock.now().date() - dt.timedelta(days=1),
                words=WORDS,
                by=self.lead,
            )
            if number == len(values) - 1 and self.facts["reach"] == "active":
                return
            observation = team.observation_for(self.officer, self.pilot().slug, seen.id)
            if observation is not None:
                reports.verify_observation(observation, by=self.officer)
            if number == 0:
                self._first_milestone()

    def _first_milestone(self) -> None:
        pilot = self.pilot()
        stage = lookups.stages_of(pilot.id)[0]
        for one in lookups.milestones_of(pilot.id):
            milestone = team.milestone_for(self.lead, pilot.slug, one.id)
            if milestone is not None and one.stage_id == stage.id:
                reports.report_milestone(milestone, outcome=MilestoneState.MET, words="Done and shown.", by=self.lead)
        here = team.stage_for(self.officer, pilot.slug, stage.id)
        if here is None:
            raise LookupError(stage.id)
        gates.recommend_gate(
            here, recommendation=GateOutcome.PASSED, reasons="The first stage did what it said.", by=self.officer
        )
        review = team.review_for(self.story.approver, pilot.slug, stage.id)
        if review is not None:
            gates.decide_gate(review, outcome=GateOutcome.PASSED, reasons="Agreed.", by=self.story.approver)

    def _pause(self) -> None:
        progress.pause(self.pilot(), reasons="The market hall is being repaired until spring.", by=self.officer)

    def _evaluate(self) -> None:
        progress.evaluate(
            self.pilot(),
            evaluation="It works on main roads and less well in lanes. Crews want to keep it.",
            by=self.officer,
        )

    def _stop(self) -> None:
        progress.evaluate(self.pilot(), evaluation="The figures have not moved for two months.", by=self.officer)
        progress.stop(
            self.pilot(),
            stop_reason=StopReason(self.facts["reason"]),
            words=self.facts["words"],
            by=self.story.approver,
        )
        self._learn()

    def _learn(self) -> None:
        worked, failed, advice = self.facts["learning"]
        progress.save_learning(self.pilot(), worked=worked, failed=failed, advice=advice, by=self.officer)
        progress.publish_learning(self.pilot(), by=self.officer)

    def _into_use(self) -> None:
        progress.evaluate(self.pilot(), evaluation="Target reached a month early.", by=self.officer)
        progress.scale(self.pilot(), reasons="Families ask for it.", by=self.story.approver)
        self.story.at(self.start + 220)
        progress.put_in_use(self.pilot(), in_use_on=clock.now().date(), by=self.officer)
        self._learn()
        for facts in self.facts["adopted"]:
            self._adopt(facts)
        progress.close(self.pilot(), by=self.officer)

    def _adopt(self, facts: dict[str, Any]) -> None:
        actor = self.story.cast.of(facts["council"], Role.OFFICER)
        pilot = public.pilot_by_slug(actor, self.pilot().slug)
        if pilot is None:
            raise LookupError(self.pilot_id)
        begun = adoption.register_interest(pilot, by=actor)
        adoption.evaluate_adoption(self._adoption(actor, begun.id), by=actor)
        if facts["to"] != "live":
            return
        self.story.at(self.start + 250)
        route = next(iter(AdoptionRoute))
        adoption.procure(self._adoption(actor, begun.id), route=route, value=Decimal(facts["value"]), by=actor)
        self.story.at(self.start + 300)
        adoption.go_live(
            self._adoption(actor, begun.id), live_on=clock.now().date(), results=facts["results"], by=actor
        )

    def _adoption(self, actor: Actor, adoption_id: Any) -> Any:
        db.session.flush()
        db.session.expire_all()
        return team.adoption_for(actor, adoption_id)


def _with_challenge(submission: Submission) -> Submission:
    db.session.refresh(submission, ["challenge"])
    return submission
