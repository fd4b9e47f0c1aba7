"""From the deadline to the award: panel, interests, scores, decision, summaries, standstill."""

import datetime as dt
import random
import uuid
from dataclasses import dataclass, field
from decimal import Decimal

from accounts.states import Role
from challenges.services import life
from challenges.states.theme import Theme
from core.access import Actor
from core.database import db
from demonstration.services import names
from demonstration.services.story import Story
from scoring.models import Assessment, Panel
from scoring.queries import assessment as assessments
from scoring.queries import calibration as calibrations
from scoring.queries import conflict as conflicts
from scoring.queries import moderation as moderations
from scoring.queries import panel as panels
from scoring.queries import pay as paying
from scoring.services import assessment as assessing
from scoring.services import assigning, calibration, dossier, feedback, joining, moderation, pay
from scoring.services import conflict as interests
from scoring.services import decision as deciding
from scoring.services import panel as paneling
from scoring.services import standstill as waiting
from scoring.states import DecisionKind
from submissions import services as proposals
from submissions.models import Submission
from submissions.states import SubmissionState

# What each further proposal loses against the one before it, and how strict each assessor is.
QUALITY = (5, 5, 3, 3, 2, 2)
# Where a second round follows, more are good enough to go on.
CLOSE = (5, 5, 4, 4, 3, 2)
STRICTNESS = (0, 0, -1, 0, 1, 0)
LATE = "recycling"
# How many days after the deadline scores are due.
DUE = {LATE: 8, "falls": 40}
# How much worse one assessor thinks of one proposal than the chair; the panel talks about it.
APART = -4
DOUBT = "I looked for who would do this on a Sunday evening, and found nobody."
REASONS = (
    "Clear steps, and the people who raised the problem are heard in each of them.",
    "The idea fits. How it would go on after the pilot is said in one sentence only.",
    "The team has done this before, with figures to show for it.",
    "The cost can be followed. The saving is hoped for, not shown.",
    "Good for most people; those without a telephone are left out.",
)


@dataclass
class Bench:
    """The panel of a story. `people` in the order of their seats, the chair first; about `disputed` two are apart."""

    story: Story
    panel: Panel
    people: list[Actor] = field(default_factory=list)
    disputed: uuid.UUID | None = None

    def reload(self) -> Panel:
        db.session.flush()
        db.session.expire_all()
        found = panels.panel_in_sight(self.story.officer, self.panel.id)
        if found is None:
            raise LookupError(self.panel.id)
        return found

    def bids(self) -> list[Submission]:
        return conflicts.bids(self.story.challenge.id, self.panel.lot_id)


def set_up(story: Story) -> Bench:
    """Invite the panel before the deadline; everybody accepts."""
    story.at(-1.5)
    challenge = story.whole()
    panel = paneling.set_up_panel(
        challenge,
        phase_id=challenge.phases[0].id,
        lot_id=challenge.lots[0].id,
        assess_by_at=story.closes_at + dt.timedelta(days=DUE.get(story.facts["key"], 21)),
        by=story.officer,
    )
    bench = Bench(story=story, panel=panel)
    for number, actor in enumerate(_invited(story)):
        seat = paneling.invite(
            bench.reload(),
            name=actor.name,
            email=story.cast.emails[str(actor.person_id)],
            is_chair=number == 0,
            by=story.officer,
        )
        invitation = panels.invitation_for(actor, seat.id)
        if invitation is not None:
            paneling.accept_seat(invitation, terms_accepted=True, by=actor)
        _speaks(story, actor)
        bench.people.append(actor)
    if story.facts["key"] == LATE:
        _prepare(bench)
    return bench


def _speaks(story: Story, actor: Actor) -> None:
    """What they read, so that they can sit on panels in Wales and Catalonia, and some of what there is to know."""
    place = story.cast.assessors.index(actor) if actor in story.cast.assessors else 0
    joining.save_profile(languages=["en", "cy", "ca", "es"], themes=list(Theme)[place % 3 :: 2], by=actor)


def _prepare(bench: Bench) -> None:
    """One panel is paid, and tries a sample proposal first."""
    officer = bench.story.officer
    pay.set_rate(
        bench.reload(), amount=Decimal(75), how_paid="Send your bank details to the finance office.", by=officer
    )
    parts = {
        one.id: calibration.Part(
            "We would ask ten households first, change what they did not like, and then ask a hundred.",
            3,
            "It says what is done and who is asked. It does not say how anybody will know that it worked.",
        )
        for one in assessments.criteria_of(bench.panel.lot_id)
    }
    calibration.write_sample(
        bench.reload(), title="A letter that explains the bins", parts=parts, version=0, by=officer
    )
    calibration.open_sample(bench.reload(), by=officer)


def _calibrate(bench: Bench, actor: Actor, *, strictness: int) -> None:
    task = calibrations.own_task(actor, bench.panel.id)
    if task is None or task.done is not None:
        return
    given = {
        one.id: calibration.Judged(min(5, max(0, 3 + strictness)), REASONS[place % len(REASONS)])
        for place, one in enumerate(assessments.criteria_of(bench.panel.lot_id))
    }
    calibration.hand_in_calibration(task, given=given, by=actor)


def _invited(story: Story) -> list[Actor]:
    """The people of the buttons sit on the panels of their own council; others take turns."""
    chair, assessor = story.cast.actors["chair"], story.cast.actors["assessor"]
    others = story.cast.assessors[2:]
    turn = len(story.facts["key"]) % len(others)
    if story.council == "northmoor":
        return [chair, assessor, others[turn]]
    return [others[turn], others[turn - 1], chair if turn % 2 else assessor]


def receive(bench: Bench) -> None:
    """After the deadline: what is eligible is assigned."""
    story = bench.story
    story.at(0.3)
    db.session.expire_all()
    _declare(story)
    story.at(0.4)
    db.session.expire_all()
    proposals.mark_all_eligible(bench.bids(), by=story.officer)
    if story.challenge.anonymised:
        names.hide(story, bench.bids())
    assigning.assign(bench.reload(), by=story.officer)


def _declare(story: Story) -> None:
    """The officer opens no proposal before."""
    bids = conflicts.received(story.challenge.id)
    interests.declare_interests(story.whole(), bids, conflicts={}, by=story.officer)
    db.session.flush()


def assess(bench: Bench) -> None:
    """Interests, then scores. In one challenge somebody has not handed in yet, and is late."""
    story = bench.story
    story.at(1)
    for actor in [*bench.people, story.approver]:
        seat = panels.own_seat(actor, bench.panel.id)
        interests.declare_interests(story.whole(), bench.bids(), conflicts={}, seat=seat, by=actor)
        db.session.flush()
    bench.disputed = _disputed(bench)
    for number, actor in enumerate(bench.people):
        story.at(2 + number)
        strictness = STRICTNESS[(number + len(story.facts["key"])) % len(STRICTNESS)]
        _calibrate(bench, actor, strictness=strictness)
        for place, mine in enumerate(assessments_of(bench, actor, round_id=bench.panel.rounds[0].id)):
            if story.facts["key"] == LATE and number == 1 and place > 2:
                break
            apart = number == 2 and mine.submission_id == bench.disputed
            score(bench, actor, mine.id, strictness=APART if apart else strictness)
        else:
            _claim(bench, actor)


def _claim(bench: Bench, actor: Actor) -> None:
    seat = paying.paid_seat(actor, bench.panel.id)
    if seat is not None:
        pay.claim_pay(seat, by=actor)


def _disputed(bench: Bench) -> uuid.UUID | None:
    """Where one panel is far apart: the first proposal that its chair and its third assessor both have."""
    chair, _second, third = (person.person_id for person in bench.people)
    if bench.story.facts["key"] != LATE:
        return None
    seen: dict[uuid.UUID, set[uuid.UUID | None]] = {}
    for one in assessments.assessments_in(bench.panel.id):
        seen.setdefault(one.submission_id, set()).add(one.seat.person_id)
    return next(one.id for one in bench.story.submissions if seen.get(one.id) == {chair, third})


def assessments_of(bench: Bench, actor: Actor, *, round_id: uuid.UUID) -> list[Assessment]:
    found = assessments.assessments_in(bench.panel.id)
    return [one for one in found if one.seat.person_id == actor.person_id and one.round_id == round_id]


def score(bench: Bench, actor: Actor, assessment_id: uuid.UUID, *, strictness: int) -> None:
    mine = assessments.own_assessment(actor, assessment_id)
    if mine is None:
        raise LookupError(assessment_id)
    assessing.open_assessment(mine, by=actor)
    saved = assessing.save_scores(mine, _entries(bench, mine, strictness), version=mine.version, by=actor)
    assessing.submit_assessment(saved, by=actor)


def _entries(bench: Bench, mine: Assessment, strictness: int) -> dict[uuid.UUID, assessing.Entry]:
    order = [one.id for one in bench.story.submissions]
    qualities = CLOSE if "goes_on" in bench.story.facts else QUALITY
    # Who shares which proposal is never the same twice. Only of a good one can two people think so differently that the
    # panel has to talk about it, wherever it stands in the order.
    good = mine.submission_id == bench.disputed
    quality = max(qualities) if good else qualities[order.index(mine.submission_id) % len(qualities)]
    entries = {}
    for number, criterion in enumerate(assessments.criteria_of(bench.panel.lot_id)):
        mark = quality + (strictness if number % 2 else 0) - (1 if random.random() < 0.2 else 0)  # noqa: S311
        doubts = strictness == APART and number % 2
        reason = DOUBT if doubts else REASONS[(number + mark) % 5]
        entries[criterion.id] = assessing.Entry(score=max(0, min(5, mark)), reason=reason)
    return entries


def settle(bench: Bench) -> None:
    """The chair closes each case of the panel's moderation with its reason."""
    bench.story.at(9)
    chair = bench.people[0]
    for case in moderations.cases_page(chair, bench.reload(), 1).items:
        moderation.close_case(
            case.id, reason="We talked it through. Both views are right about different parts.", score=3, by=chair
        )


def decide(bench: Bench, *, kind: DecisionKind = DecisionKind.AWARD) -> uuid.UUID:
    """Drafted by the officer, approved by the approver."""
    story = bench.story
    story.at(12)
    decision = deciding.draft_decision(bench.panel.id, kind=kind, by=story.officer)
    db.session.expire_all()
    deciding.send_for_approval(decision.id, by=story.officer)
    story.at(15)
    db.session.expire_all()
    deciding.approve_decision(decision.id, by=story.approver)
    db.session.expire_all()
    return decision.id


def give_notice(bench: Bench, decision_id: uuid.UUID, *, days: float) -> None:
    """Every bidder gets its summary; then the standstill starts."""
    bench.story.at(days)
    feedback.issue_summaries(decision_id, by=bench.story.officer)
    bench.story.at(days + 0.2)
    db.session.expire_all()
    waiting.start_standstill(decision_id, by=bench.story.officer)


def audit(bench: Bench, decision_id: uuid.UUID) -> None:
    """While the standstill runs, somebody wants to look at everything."""
    asked = dossier.ask_for_dossier(decision_id, by=bench.story.approver)
    for _done in dossier.build(asked.id):
        db.session.flush()


def award(bench: Bench, decision_id: uuid.UUID) -> list[Submission]:
    """After the standstill: confirmed, offered, accepted. Returns what was accepted."""
    story = bench.story
    story.at(50)
    db.session.expire_all()
    waiting.confirm_decision(decision_id, by=story.officer)
    story.at(53)
    won = []
    for submission in bench.bids():
        supplier = next(key for key, body in story.cast.suppliers.items() if body.id == submission.supplier_id)
        if submission.state is not SubmissionState.OFFERED or supplier in story.facts.get("waits", ()):
            continue
        if supplier in story.facts.get("declines", ()):
            proposals.decline_offer(
                submission, reason="Our two engineers are needed elsewhere.", by=story.cast.of(supplier, Role.LEAD)
            )
            continue
        proposals.accept(submission, by=story.cast.of(supplier, Role.LEAD))
        won.append(submission)
    return won


def give_up(story: Story) -> None:
    """No proposal could be taken up."""
    story.at(5)
    db.session.expire_all()
    _declare(story)
    for bid in conflicts.bids(story.challenge.id):
        proposals.mark_ineligible(
            bid, reason="It could not begin before the end of the school year, as the conditions ask.", by=story.officer
        )
    story.at(6)
    life.declare_unsuccessful(
        story.whole(), reason="Neither proposal could begin before the end of the school year.", by=story.officer
    )
