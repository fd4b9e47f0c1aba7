"""The real case of TechForce19's size, played through the services: 1,600 in, 53 interviewed, 18 chosen, all told why.

Suppliers and what they submitted are planted as rows; everything after the deadline is what the council, its panel and
the bidders do in life. Each step is measured: seconds, and the most memory that the process had until then.
"""

import datetime as dt
import hashlib
import os
import random
import resource
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from sqlalchemy import distinct, func, select, text

from accounts.states import Role
from challenges.models import Challenge, FundingShare, Phase
from challenges.states import ChallengeState, SecondRound
from core import clock
from core.access import Actor
from core.database import db, new_id
from core.outbox import Message
from core.text import new_reference
from scoring.models import Assessment, AssessmentSummary, Decision, DecisionOutcome, Interview, Panel
from scoring.queries import assessment as assessments
from scoring.queries import conflict as conflicts
from scoring.queries import interview as interviews
from scoring.queries import outcome as outcomes
from scoring.queries import panel as panels
from scoring.services import assessment as assessing
from scoring.services import assigning, feedback, summarising
from scoring.services import conflict as interests
from scoring.services import decision as deciding
from scoring.services import interview as interviewing
from scoring.services import outcome as saving
from scoring.services import panel as paneling
from scoring.services import standstill as waiting
from scoring.services.second_round import begin_second_round
from scoring.states import DecisionKind, ProposalOutcome, ReasonRule
from submissions.models import Submission, SubmissionVersion
from submissions.services import moves
from submissions.states import SubmissionState
from tests.factories.accounts import CouncilFactory, MembershipFactory, member
from tests.factories.challenges import ChallengeFactory
from tests.factories.decisions import after_standstill, declare_clear
from tests.factories.panels import Scene, seat_for
from tests.factories.submissions import after_deadline
from tests.support import isolation

pytestmark = pytest.mark.bench

SEED, EACH, SPREAD, MONEY_EACH = 2026, 3, 1, 25_000


@dataclass
class Case:
    """Who is who, how large it is, and what each step took."""

    proposals: int
    assessors: int
    interviewed: int
    chosen: int
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))
    steps: list[tuple[str, int, float, float]] = field(default_factory=list)
    ids: tuple[uuid.UUID, uuid.UUID] = (uuid.UUID(int=0), uuid.UUID(int=0))
    slug: str = ""

    def fresh(self, scene: Scene) -> None:
        """As a new request or job begins: with nothing loaded but who is who."""
        challenge_id, panel_id = self.ids
        db.session.commit()
        db.session.expunge_all()
        clock.forget()
        scene.challenge = panels.own_challenge(scene.officer, self.slug)
        scene.panel = db.session.get_one(Panel, panel_id)
        assert scene.challenge.id == challenge_id

    @contextmanager
    def step(self, scene: Scene, name: str, number: int) -> Iterator[None]:
        self.fresh(scene)
        begun = time.perf_counter()
        yield
        db.session.commit()
        seconds = time.perf_counter() - begun
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        self.steps.append((name, number, seconds, memory))
        print(f"| {name} | {number:,} | {seconds:.1f} | {memory:.0f} |", flush=True)


def of_share(share: float) -> Case:
    return Case(
        proposals=max(60, round(1600 * share)),
        assessors=max(6, round(60 * share)),
        interviewed=max(6, round(53 * share)),
        chosen=max(2, round(18 * share)),
    )


@pytest.mark.bench
def test_a_competition_of_the_size_of_techforce19(app, cluster):
    case = of_share(float(os.environ.get("SHARE", "1")))
    with isolation.committing(app, cluster.database("test_bench_case")):
        print(f"\nseed {SEED}\n\n| step | of | seconds | most memory, MB |\n|---|---:|---:|---:|")
        play(case)
        total = sum(seconds for _, _, seconds, _ in case.steps)
        print(f"| all of it | {case.proposals:,} | {total:.0f} | {case.steps[-1][3]:.0f} |")
    cluster.server.drop("test_bench_case")


def play(case: Case) -> None:
    scene, approver = set_up(case)
    with case.step(scene, "found eligible", case.proposals):
        moves.mark_all_eligible(received(scene), by=scene.officer)
    with case.step(scene, "shared out to the panel", case.proposals * EACH):
        done = assigning.assign(scene.reload(), by=scene.officer)
        assert (done.made, done.short) == (case.proposals * EACH, 0)
    score(case, scene, name="declared and scored by the panel")
    shortlist = shortlisted(case, scene, approver)
    told(case, scene, shortlist, number=case.proposals)
    interviewed(case, scene)
    award = awarded(case, scene, approver)
    told(case, scene, award, number=case.interviewed)
    confirmed(case, scene, award)
    everybody_knows(case, scene)


def set_up(case: Case) -> tuple[Scene, Actor]:
    """A challenge that is closed, its panel, and what came in."""
    council = CouncilFactory()
    officer, approver = member(council, Role.OFFICER), member(council, Role.APPROVER)
    challenge = ChallengeFactory(
        at=ChallengeState.OPEN,
        council=council,
        assessors_each=EACH,
        second_round=SecondRound.INTERVIEW,
        second_round_weight=50,
        second_round_places=case.interviewed,
    )
    phase = db.session.get_one(Phase, challenge.phases[0].id)
    phase.awards_up_to, phase.amount_each = case.chosen, MONEY_EACH
    shares = db.session.scalars(select(FundingShare).where(FundingShare.phase_id == phase.id)).all()
    for share in shares:
        share.amount = MONEY_EACH * case.chosen
    db.session.flush()
    challenge = panels.own_challenge(officer, challenge.slug)
    assert challenge is not None
    panel = paneling.set_up_panel(
        challenge,
        phase_id=challenge.phases[0].id,
        lot_id=challenge.lots[0].id,
        assess_by_at=challenge.closes_at + dt.timedelta(days=30),
        by=officer,
    )
    scene = Scene(council=council, challenge=challenge, officer=officer, panel=panel)
    for number in range(case.assessors):
        scene.assessors.append(seat_for(scene, is_chair=number == 0))
    case.ids, case.slug = (challenge.id, panel.id), challenge.slug
    plant(case, challenge, panel.lot_id, panel.phase_id)
    after_deadline(db.session.get_one(Challenge, case.ids[0]))
    db.session.commit()
    db.session.execute(text("analyze"))
    return scene, approver


def plant(case: Case, challenge: Challenge, lot_id, phase_id) -> None:
    """Suppliers and one submitted version each, as rows."""
    at, challenge_id = challenge.closes_at - dt.timedelta(hours=1), challenge.id
    for number in range(case.proposals):
        membership = MembershipFactory()
        submission = Submission(
            id=new_id(), reference=new_reference("SUB"), challenge_id=challenge_id, lot_id=lot_id, phase_id=phase_id,
            supplier_id=membership.body_id, title=f"Proposal {number}", state=SubmissionState.SUBMITTED,
            created_by=membership.person_id, created_at=at, submitted_at=at,
        )  # fmt: skip
        db.session.add(submission)
        db.session.flush()
        db.session.add(
            SubmissionVersion(
                id=new_id(), submission_id=submission.id, number=1, submitted_at=at,
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
        )  # fmt: skip
        if number % 200 == 199:
            db.session.commit()
            db.session.expunge_all()
    db.session.commit()


def received(scene: Scene) -> list[Submission]:
    found = db.session.scalars(
        select(Submission).where(Submission.challenge_id == scene.challenge.id).order_by(Submission.reference)
    )
    return list(found.unique())


def score(case: Case, scene: Scene, *, name: str, in_round: int = 0) -> None:
    """Everybody declares about what they were given, and hands it in: a score and a reason for each criterion."""
    panel = scene.reload()
    round_id, lot_id = panel.rounds[in_round].id, panel.lot_id
    criteria = [one.id for one in assessments.criteria_of(lot_id)]
    given = db.session.execute(
        select(Assessment.id, Assessment.submission_id, Assessment.seat_id).where(Assessment.round_id == round_id)
    ).all()
    people = {scene.seat(actor).id: actor for actor in scene.assessors}
    quality = {row.submission_id: case.chance.gauss(3, 1) for row in given}
    with case.step(scene, name, len(given)):
        for seat_id, actor in people.items():
            mine = [row for row in given if row.seat_id == seat_id]
            if not in_round:
                challenge = panels.own_challenge(scene.officer, scene.challenge.slug)
                wanted = {row.submission_id for row in mine}
                bids = [bid for bid in conflicts.bids(scene.challenge.id, lot_id) if bid.id in wanted]
                interests.declare_interests(challenge, bids, conflicts={}, seat=scene.seat(actor), by=actor)
                db.session.commit()
            for row in mine:
                opened = assessments.own_assessment(actor, row.id)
                entries = {
                    one: assessing.Entry(
                        score=min(5, max(0, round(quality[row.submission_id]) + case.chance.randint(0, SPREAD))),
                        reason="It says what it would do, with whom, and how anybody could tell whether it worked.",
                    )
                    for one in criteria
                }
                saved = assessing.save_scores(opened, entries, version=opened.version, by=actor)
                assessing.submit_assessment(saved, by=actor)
                db.session.commit()
            case.fresh(scene)
    left = db.session.scalar(
        select(func.count()).where(Assessment.round_id == round_id, Assessment.submitted_at.is_(None))
    )
    assert left == 0


def shortlisted(case: Case, scene: Scene, approver: Actor) -> uuid.UUID:
    with case.step(scene, "shortlist drafted, with one reason for each kind of no", case.proposals):
        decision = deciding.draft_decision(scene.panel.id, kind=DecisionKind.SHORTLIST, by=scene.officer)
        decision_id = decision.id
        for rule in (ReasonRule.BELOW_THRESHOLD, ReasonRule.BELOW_LINE):
            saving.give_reason(
                decision.id, rule=rule, reason="Others showed more.", version=decision.version, by=scene.officer
            )
        deciding.send_for_approval(decision.id, by=scene.officer)
    with case.step(scene, "approver declares about every bidder", case.proposals):
        declare_clear(scene, approver)
    with case.step(scene, "shortlist approved, every proposal moved", case.proposals):
        deciding.approve_decision(decision_id, by=approver)
    found = outcomes.counts_of(decision_id)
    assert found[ProposalOutcome.SHORTLISTED] == case.interviewed
    assert sum(found.values()) == case.proposals
    return decision_id


def told(case: Case, scene: Scene, decision_id: uuid.UUID, *, number: int) -> None:
    """What jobs do, one batch after another, as a worker would."""
    with case.step(scene, "summaries assembled", number):
        while summarising.assemble_batch(decision_id):
            case.fresh(scene)
    with case.step(scene, "summaries sent to all bidders", number):
        feedback.issue_summaries(decision_id, by=scene.officer)
        db.session.commit()
        while feedback.send_batch(decision_id):
            case.fresh(scene)
    issued = select(func.count()).where(
        AssessmentSummary.decision_id == decision_id, AssessmentSummary.issued_at.is_not(None)
    )
    assert db.session.scalar(issued) == number


def interviewed(case: Case, scene: Scene) -> None:
    with case.step(scene, "second round begun, everybody invited", case.interviewed):
        begun = begin_second_round(scene.reload(), by=scene.officer)
        assert (begun.made, begun.short) == (case.interviewed * EACH, 0)
        first = clock.now() + dt.timedelta(days=1)
        for room in range(3):
            interviewing.add_slots(
                scene.reload(), starts_at=first, minutes=30, number=case.interviewed, pause=0, place=f"Room {room}",
                link="", by=scene.officer,
            )  # fmt: skip
        assert interviewing.invite_all(scene.reload(), by=scene.officer) == (case.interviewed, 0)
    clashes_with_nobody(scene)
    score(case, scene, name="interviews scored", in_round=1)


def clashes_with_nobody(scene: Scene) -> None:
    """Nobody of the panel sits in two interviews at once."""
    round_id = scene.reload().rounds[1].id
    held, who = interviews.interviews_in(round_id), interviews.interviewers_of(round_id)
    taken = sorted(
        (person, held[one].slot.starts_at, held[one].slot.ends_at) for one in held for person in who.get(one, ())
    )
    for (person, _, ends), (other, starts, _) in pairwise(taken):
        assert person != other or ends <= starts


def awarded(case: Case, scene: Scene, approver: Actor) -> uuid.UUID:
    with case.step(scene, "award drafted and approved", case.interviewed):
        decision_id = deciding.draft_decision(scene.panel.id, kind=DecisionKind.AWARD, by=scene.officer).id
        deciding.send_for_approval(decision_id, by=scene.officer)
        deciding.approve_decision(decision_id, by=approver)
    assert outcomes.counts_of(decision_id)[ProposalOutcome.RECOMMENDED] == case.chosen
    return decision_id


def confirmed(case: Case, scene: Scene, decision_id: uuid.UUID) -> None:
    with case.step(scene, "standstill, then confirmed and offered", case.chosen):
        waiting.start_standstill(decision_id, by=scene.officer)
        db.session.commit()
        after_standstill(db.session.get_one(Decision, decision_id))
        waiting.confirm_decision(decision_id, by=scene.officer)


def everybody_knows(case: Case, scene: Scene) -> None:
    """The chosen have an offer; each of the others was told the score, the words and the reason, by mail."""
    of_case = Submission.challenge_id == scene.challenge.id
    states = dict(
        db.session.execute(select(Submission.state, func.count()).where(of_case).group_by(Submission.state)).all()
    )
    assert states[SubmissionState.OFFERED] == case.chosen
    others = case.proposals - case.chosen
    told_why = db.session.scalar(
        select(func.count(distinct(Submission.id)))
        .join(AssessmentSummary, AssessmentSummary.submission_id == Submission.id)
        .join(DecisionOutcome, DecisionOutcome.submission_id == Submission.id)
        .where(
            of_case,
            Submission.state != SubmissionState.OFFERED,
            AssessmentSummary.issued_at.is_not(None),
            DecisionOutcome.reason != "",
        )
    )
    assert told_why == others
    mails = db.session.scalar(
        select(func.count(distinct(Message.to_address))).where(Message.kind == "scoring/summary_issued")
    )
    assert mails == case.proposals
    assert db.session.scalar(select(func.count()).select_from(Interview)) == case.interviewed
    print(
        f"\n{case.proposals:,} in, {case.interviewed} interviewed, {case.chosen} chosen, {others:,} others told why\n"
    )
