"""A closed challenge with proposals and a panel, for tests of assessing.

`panel_with(...)` goes through the real services, so that everything hangs together as it does in life.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from accounts.models import Council, Person
from accounts.states import Role
from challenges.models import Challenge
from challenges.states import ChallengeState, PriceFormula
from core.access import Actor
from core.database import db
from scoring.models import Assessment, Panel, PanelSeat
from scoring.queries import assessment as assessments
from scoring.queries import conflict as conflicts
from scoring.queries import panel as panels
from scoring.services import assessment as assessing
from scoring.services import assigning
from scoring.services import conflict as interests
from scoring.services import panel as paneling
from submissions.models import Submission
from submissions.services import hiding, moves
from tests.factories.accounts import CouncilFactory, PersonFactory, member
from tests.factories.challenges import ChallengeFactory
from tests.factories.submissions import after_deadline, submitted
from tests.support.kept import kept


@dataclass
class Scene:
    """Who is who. Assessors in the order of their seats; the first one is the chair."""

    council: Council
    challenge: Challenge
    officer: Actor
    panel: Panel
    assessors: list[Actor] = field(default_factory=list)
    submissions: list[Submission] = field(default_factory=list)

    def seat(self, actor: Actor) -> PanelSeat:
        found = panels.own_seat(actor, self.panel.id)
        assert found is not None
        return found

    def reload(self) -> Panel:
        found = panels.panel_in_sight(self.officer, self.panel.id)
        assert found is not None
        return found

    def bids(self) -> list[Submission]:
        return conflicts.bids(self.challenge.id, self.panel.lot_id)

    def declare(
        self, actor: Actor, *, conflict_with: Submission | None = None, words: str = "My sister works there."
    ) -> None:
        wrong = {} if conflict_with is None else {conflict_with.id: words}
        interests.declare_interests(self.challenge, self.bids(), conflicts=wrong, seat=self.seat(actor), by=actor)

    def declare_all(self) -> None:
        for actor in self.assessors:
            self.declare(actor)

    def assign(self) -> None:
        if self.challenge.anonymised:
            hiding.confirm_checked(self.bids(), by=self.officer)
        assigning.assign(self.reload(), by=self.officer)
        db.session.expire_all()

    def assessment(self, actor: Actor, submission: Submission) -> Assessment:
        return next(
            one
            for one in assessments.assessments_in(self.panel.id, submission_id=submission.id)
            if one.seat.person_id == actor.person_id
        )

    def opened(self, actor: Actor, submission: Submission) -> Assessment:
        found = assessments.own_assessment(actor, self.assessment(actor, submission).id)
        assert found is not None
        return found

    def score(self, actor: Actor, submission: Submission, *, score: int = 4) -> Assessment:
        """Score every criterion and hand in."""
        assessment = self.opened(actor, submission)
        # Nobody's name: a reason goes into the summaries of the bidders.
        who = str(actor.person_id)[-6:]
        entries = {
            criterion.id: assessing.Entry(score=score, reason=f"Reason {who} for {criterion.title}.")
            for criterion in assessments.criteria_of(self.panel.lot_id)
        }
        saved = assessing.save_scores(assessment, entries, version=assessment.version, by=actor)
        return assessing.submit_assessment(saved, by=actor)


@kept
def panel_with(
    *,
    assessors: int = 3,
    submissions: int = 2,
    each: int | None = None,
    anonymised: bool = False,
    council: Council | None = None,
    prices: Sequence[str] = (),
    formula: PriceFormula | None = None,
) -> Scene:
    """Everybody has accepted, the deadline has passed, all proposals are eligible; nothing is declared or assigned.

    With a `formula`, the last criterion is the price, and the proposals have these `prices`.
    """
    council = council or CouncilFactory()
    officer = member(council, Role.OFFICER)
    challenge = ChallengeFactory(
        at=ChallengeState.OPEN, council=council, assessors_each=each or assessors or 1, anonymised=anonymised
    )
    if formula is not None:
        price = challenge.lots[0].criteria[-1]
        price.price_formula = formula
        challenge.questions[1].criterion_id, challenge.questions[1].vat_included = price.id, False
        db.session.flush()
    asked = [*prices, *["£12,500"] * submissions][:submissions]
    received = [
        submitted(challenge, words=f"Proposal number {number}.", price=asked[number])[0]
        for number in range(submissions)
    ]
    challenge = panels.own_challenge(officer, challenge.slug)
    panel = paneling.set_up_panel(
        challenge,
        phase_id=challenge.phases[0].id,
        lot_id=challenge.lots[0].id,
        assess_by_at=challenge.closes_at + dt.timedelta(days=14),
        by=officer,
    )
    scene = Scene(council=council, challenge=challenge, officer=officer, panel=panel, submissions=received)
    for number in range(assessors):
        scene.assessors.append(seat_for(scene, is_chair=number == 0))
    after_deadline(challenge)
    for submission in received:
        moves.mark_eligible(submission, by=officer)
    db.session.flush()
    return scene


def seat_for(scene: Scene, *, is_chair: bool = False, person: Person | None = None) -> Actor:
    """Invite somebody and let them accept."""
    someone = person or PersonFactory()
    seat = paneling.invite(scene.reload(), name=someone.name, email=someone.email, is_chair=is_chair, by=scene.officer)
    actor = Actor(person_id=someone.id, name=someone.name)
    found = panels.invitation_for(actor, seat.id)
    assert found is not None
    paneling.accept_seat(found, terms_accepted=True, by=actor)
    db.session.flush()
    db.session.expire_all()
    return actor
