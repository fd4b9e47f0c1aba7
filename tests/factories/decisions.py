"""Decisions at each step, for tests. `decided(...)` goes through the real services, as it happens in life."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from accounts.models import Council, Membership
from accounts.states import Role
from challenges.models import Challenge, Criterion, Lot, Phase
from challenges.states import ChallengeState, SecondRound
from core import clock
from core.access import Actor
from core.database import db, new_id
from core.text import new_reference
from scoring.models import Assessment, Decision, Declaration, Panel, PanelSeat, Round, Score
from scoring.queries import assessment as assessments
from scoring.queries import conflict as conflicts
from scoring.queries import decision as decisions
from scoring.queries.decision import Desk
from scoring.services import assessment as assessing
from scoring.services import claim as claiming
from scoring.services import conflict as interests
from scoring.services import decision as deciding
from scoring.services import feedback
from scoring.services import standstill as waiting
from scoring.services.second_round import published_rounds
from scoring.states import AssessmentState, DecisionKind, DecisionState, SeatState
from submissions.models import Submission, SubmissionVersion
from submissions.states import SubmissionState
from tests.factories.accounts import CouncilFactory, MembershipFactory, PersonFactory, actor_for, member
from tests.factories.challenges import ChallengeFactory, lot_of
from tests.factories.interests import no_interest
from tests.factories.panels import Scene
from tests.support.kept import kept

STEPS = (
    DecisionState.DRAFTED,
    DecisionState.MODERATED,
    DecisionState.APPROVED,
    DecisionState.SUMMARIES_ISSUED,
    DecisionState.STANDSTILL,
    DecisionState.CONFIRMED,
)


@dataclass
class Decided:
    """A scene with its decision. `bidder(n)` acts for the supplier of the n-th proposal."""

    scene: Scene
    approver: Actor
    decision: Decision

    @property
    def officer(self) -> Actor:
        return self.scene.officer

    @property
    def chair(self) -> Actor:
        return self.scene.assessors[0]

    def bidder(self, number: int) -> Actor:
        supplier_id = self.scene.submissions[number].supplier_id
        membership = db.session.scalars(
            select(Membership)
            .where(Membership.body_id == supplier_id)
            .options(joinedload(Membership.person), joinedload(Membership.body))
        ).one()
        return actor_for(membership)

    def desk(self) -> Desk:
        found = decisions.locked_desk(self.decision.id, by=self.officer)
        assert found is not None
        return found

    def states(self) -> list[str]:
        """Of decision, challenge and proposals, in the order in which they were submitted."""
        db.session.expire_all()
        return [
            self.decision.state.value,
            self.scene.challenge.state.value,
            *(submission.state.value for submission in self.scene.submissions),
        ]


@kept
def scored(
    *,
    scores: tuple[int, ...] = (5, 4, 2),
    assessors: int = 3,
    anonymised: bool = False,
    council: Council | None = None,
    second_round: SecondRound | None = None,
) -> Scene:
    """All declared and handed in: the n-th proposal gets the n-th score from everybody on everything.

    A second round counts 40 % and takes two.

    Rows, not services: `tests.factories.panels` walks the long way to the same place.
    """
    council = council or CouncilFactory()
    challenge = ChallengeFactory(
        at=ChallengeState.ASSESSING,
        council=council,
        assessors_each=min(assessors, 9),
        anonymised=anonymised,
        second_round=second_round,
        second_round_weight=Decimal(40 if second_round else 0),
        second_round_places=2 if second_round else None,
    )
    scene = Scene(
        council=council,
        challenge=challenge,
        officer=member(council, Role.OFFICER),
        panel=_panel(challenge, challenge.lots[0]),
    )
    return _fill(scene, scores=scores, assessors=assessors)


def second_lot(first: Scene, *, scores: tuple[int, ...] = (5, 4)) -> Scene:
    """Another lot of the same challenge, with a panel and proposals of its own."""
    challenge = first.challenge
    order = list(challenge.tie_break)
    lot = lot_of(challenge, number=2)
    lot.challenge_id = challenge.id
    challenge.tie_break = order + challenge.tie_break
    db.session.add(lot)
    db.session.flush()
    scene = Scene(council=first.council, challenge=challenge, officer=first.officer, panel=_panel(challenge, lot))
    return _fill(scene, scores=scores, assessors=3)


def _fill(scene: Scene, *, scores: tuple[int, ...], assessors: int) -> Scene:
    seats = [_seat(scene.panel, is_chair=number == 0) for number in range(assessors)]
    scene.assessors = [Actor(person_id=seat.person_id, name=seat.name) for seat in seats]
    only = db.session.scalars(select(Round.id).where(Round.panel_id == scene.panel.id, Round.number == 1)).one()
    criteria = criteria_of(scene)
    for score in scores:
        submission = _submission(scene)
        scene.submissions.append(submission)
        for seat in seats:
            _assessment(scene, seat, submission, in_round=only, scores=dict.fromkeys(criteria, score))
    no_interest(scene.challenge, scene.officer)
    db.session.expire_all()
    return scene


def _panel(challenge: Challenge, lot: Lot) -> Panel:
    assert challenge.closes_at is not None
    panel = Panel(
        id=new_id(),
        challenge_id=challenge.id,
        phase_id=db.session.scalars(select(Phase.id).where(Phase.challenge_id == challenge.id)).one(),
        lot_id=lot.id,
        council_id=challenge.council_id,
        assess_by_at=challenge.closes_at + dt.timedelta(days=14),
        created_at=challenge.closes_at,
    )
    db.session.add(panel)
    db.session.flush()
    db.session.add_all(published_rounds(challenge, panel.id))
    db.session.flush()
    return panel


def _seat(panel: Panel, *, is_chair: bool) -> PanelSeat:
    person = PersonFactory()
    seat = PanelSeat(
        id=new_id(),
        panel_id=panel.id,
        person_id=person.id,
        name=person.name,
        email=person.email,
        is_chair=is_chair,
        state=SeatState.ACCEPTED,
        invited_at=panel.created_at,
        responded_at=panel.created_at,
        terms_accepted_at=panel.created_at,
    )
    db.session.add(seat)
    db.session.flush()
    return seat


def _submission(scene: Scene) -> Submission:
    """Its bidder has one person, with whom `Decided.bidder` acts."""
    challenge = scene.challenge
    assert challenge.closes_at is not None
    membership = MembershipFactory()
    handed_in = challenge.closes_at - dt.timedelta(hours=1)
    submission = Submission(
        id=new_id(),
        reference=new_reference("SUB"),
        challenge_id=challenge.id,
        lot_id=scene.panel.lot_id,
        phase_id=scene.panel.phase_id,
        supplier_id=membership.body_id,
        title=f"Proposal of {membership.body.name}",
        state=SubmissionState.IN_ASSESSMENT,
        created_by=membership.person_id,
        created_at=handed_in,
        submitted_at=handed_in,
    )
    db.session.add(submission)
    db.session.flush()
    db.session.add(
        SubmissionVersion(
            id=new_id(),
            submission_id=submission.id,
            number=1,
            submitted_at=handed_in,
            submitted_by=membership.person_id,
            content={
                "reference": submission.reference,
                "title": submission.title,
                "supplier": {
                    "name": membership.body.name,
                    "scheme": membership.body.identifier_scheme,
                    "identifier": membership.body.identifier,
                },
                "questions": [],
                "answers": [],
                "files": [],
            },
            digest=hashlib.sha256(submission.reference.encode()).hexdigest(),
            signature="",
        )
    )
    return submission


def _assessment(
    scene: Scene, seat: PanelSeat, submission: Submission, *, in_round: uuid.UUID, scores: dict[Criterion, int]
) -> None:
    given = scene.panel.assess_by_at
    assessment = Assessment(
        id=new_id(),
        seat_id=seat.id,
        submission_id=submission.id,
        round_id=in_round,
        council_id=scene.council.id,
        code=submission.reference[-6:],
        state=AssessmentState.SUBMITTED,
        assigned_at=given,
        submitted_at=given,
    )
    declaration = Declaration(
        id=new_id(),
        person_id=seat.person_id,
        submission_id=submission.id,
        challenge_id=scene.challenge.id,
        council_id=scene.council.id,
        declared_at=given,
    )
    db.session.add_all([assessment, declaration])
    db.session.add_all(
        Score(
            id=new_id(),
            assessment_id=assessment.id,
            criterion_id=criterion.id,
            score=score,
            reason=f"Reason {seat.id.hex[-6:]} for {criterion.title}.",
            saved_at=given,
        )
        for criterion, score in scores.items()
    )


def criteria_of(scene: Scene) -> Sequence[Criterion]:
    return assessments.criteria_of(scene.panel.lot_id)


def rescore(scene: Scene, actor: Actor, submission: Submission, **by_title: int) -> Assessment:
    """Reopen one assessment and hand it in again with other scores for the named criteria (`impact=1`)."""
    assessing.reopen_assessment(scene.assessment(actor, submission), reason="A slip of the pen.", by=scene.officer)
    assessment = scene.opened(actor, submission)
    entries = {
        criterion.id: assessing.Entry(score=by_title[criterion.title.lower()], reason="Looked at again.")
        for criterion in criteria_of(scene)
        if criterion.title.lower() in by_title
    }
    saved = assessing.save_scores(assessment, entries, version=assessment.version, by=actor)
    return assessing.submit_assessment(saved, by=actor)


def declare_clear(scene: Scene, actor: Actor) -> None:
    """An officer or approver of the council declares that they have no interest in any bidder."""
    interests.declare_interests(scene.challenge, conflicts.received(scene.challenge.id), conflicts={}, by=actor)


@kept
def decided(*, at: DecisionState = DecisionState.CONFIRMED, scene: Scene | None = None, awards: int = 1) -> Decided:
    """An award that was taken as far as `at`; time moves past the standstill when it has to."""
    scene = scene or scored()
    db.session.get_one(Phase, scene.panel.phase_id).awards_up_to = awards
    db.session.flush()
    approver = member(scene.council, Role.APPROVER)
    declare_clear(scene, approver)
    drafted = deciding.draft_decision(scene.panel.id, kind=DecisionKind.AWARD, by=scene.officer)
    found = Decided(scene=scene, approver=approver, decision=drafted)
    for step in STEPS[1 : STEPS.index(at) + 1]:
        _take(found, step)
    db.session.expire_all()
    return found


def shortlisted(scene: Scene) -> tuple[Decision, Actor]:
    """The shortlist is approved and the bidders are told; with the approver."""
    approver = member(scene.council, Role.APPROVER)
    declare_clear(scene, approver)
    decision = deciding.draft_decision(scene.panel.id, kind=DecisionKind.SHORTLIST, by=scene.officer)
    deciding.send_for_approval(decision.id, by=scene.officer)
    deciding.approve_decision(decision.id, by=approver)
    feedback.issue_summaries(decision.id, by=scene.officer)
    db.session.expire_all()
    return decision, approver


def after_standstill(decision: Decision) -> None:
    assert decision.standstill_ends_at is not None
    clock.move_to(decision.standstill_ends_at + dt.timedelta(minutes=1))


def suspended(found: Decided, *, number: int = 1) -> Decided:
    """The n-th bidder goes to law during the standstill."""
    claiming.raise_claim(
        found.scene.submissions[number].id, grounds="The scores do not follow the criteria.", by=found.bidder(number)
    )
    return found


def _take(found: Decided, step: DecisionState) -> None:
    decision = found.decision
    if step is DecisionState.MODERATED:
        deciding.send_for_approval(decision.id, by=found.officer)
    elif step is DecisionState.APPROVED:
        deciding.approve_decision(decision.id, by=found.approver)
    elif step is DecisionState.SUMMARIES_ISSUED:
        feedback.issue_summaries(decision.id, by=found.officer)
    elif step is DecisionState.STANDSTILL:
        waiting.start_standstill(decision.id, by=found.officer)
    elif step is DecisionState.CONFIRMED:
        if decision.standstill_ends_at is not None:
            after_standstill(decision)
        waiting.confirm_decision(decision.id, by=found.officer)
