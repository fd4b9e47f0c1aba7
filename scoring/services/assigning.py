"""Who assesses which proposal, shared out at once. By hand, for one: `scoring.services.changing`."""

import hashlib
import random
import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from challenges.models import Challenge
from challenges.services.life import start_assessment
from challenges.states import ChallengeState
from core import audit, clock
from core.access import Actor, check
from core.database import db, new_id
from core.errors import Refused
from notifications.services import tell
from scoring.assignment import Obstacle, Pair, Plan, Proposal, Seat, share_out
from scoring.models import Assessment, Panel, PanelSeat, ProposalLanguage, Round
from scoring.policies.panel import can_manage_panel
from scoring.queries import assigning as queries
from scoring.queries import conflict as conflicts
from scoring.queries import panel as panels
from scoring.services.assessment import must_be_assessing
from scoring.services.conflict import must_have_declared, notice_matches
from scoring.states import (
    ASSESSMENT_LIFECYCLE,
    AssessmentAction,
    AssessmentState,
    DeclarationState,
    SeatState,
)
from scoring.states import assessment as events
from scoring.wording import language_of
from submissions.models import Submission
from submissions.queries.received import submissions_to_assess
from submissions.services.hiding import must_be_checked
from submissions.services.moves import enter_assessment
from submissions.states import SubmissionState

# Letters and digits of a code such as K7: none that is mistaken for another when read aloud.
_LETTERS = "ABCDEFGHJKLMNPRSTVWXY"
_DIGITS = "23456789"
UNTOUCHED = (AssessmentState.ASSIGNED, AssessmentState.CLEAR, AssessmentState.MITIGATED)
_UNLOCKS = {
    DeclarationState.CLEAR: AssessmentAction.DECLARE_CLEAR,
    DeclarationState.MITIGATED: AssessmentAction.MITIGATE,
}


@dataclass(frozen=True)
class Assigned:
    """What assigning did: how many assessments were made, and how many proposals still lack somebody, and why."""

    made: int
    short: int
    obstacles: Sequence[Obstacle] = ()


@dataclass(frozen=True)
class Facts:
    """What a plan is made from. `held` stays; `untouched` is what nobody has begun, where that is shared out anew."""

    panel: Panel
    seats: Sequence[PanelSeat]
    submissions: Sequence[Submission]
    table_of_seats: Sequence[Seat]
    proposals: Sequence[Proposal]
    barred: frozenset[Pair]
    held: frozenset[Pair]
    untouched: Mapping[Pair, uuid.UUID] = field(default_factory=dict)

    @property
    def first_round(self) -> Round:
        return self.panel.rounds[0]

    def plan(self, seed: int) -> Plan:
        return share_out(
            seats=self.table_of_seats,
            proposals=self.proposals,
            each=self.panel.challenge.assessors_each,
            barred=self.barred,
            held=self.held,
            seed=seed,
        )

    def digest(self) -> str:
        """Another one when anything changes that the plan depends on."""
        seats = sorted(
            f"{one.id}{one.capacity}{sorted(one.languages or ('any',))}{sorted(one.expertise)}"
            for one in self.table_of_seats
        )
        bids = sorted(f"{one.id}{one.language}{sorted(one.topics)}" for one in self.proposals)
        pairs = [sorted(f"{seat}{bid}" for seat, bid in found) for found in (self.barred, self.held, self.untouched)]
        told = (self.panel.challenge.assessors_each, seats, bids, *pairs)
        return hashlib.sha256(repr(told).encode()).hexdigest()


def assign(panel: Panel, *, by: Actor) -> Assigned:
    """Give every eligible proposal of the lot its assessors, evenly, around the conflicts that are known.

    What is assigned already stays. The challenge moves to assessing, and the proposals with it. Raises `Refused` when
    nobody has accepted a seat or nothing is eligible.
    """
    facts = gather(panels.locked_panel(panel.id), by=by)
    plan = facts.plan(seed_of(panel))
    begin(facts.panel.challenge, facts.submissions, by=by)
    add(facts.panel, facts.first_round, plan.pairs, by=by)
    tell_assigned(facts.panel, {seat_id for seat_id, _ in plan.pairs})
    return Assigned(made=len(plan.pairs), short=len(plan.missing), obstacles=plan.obstacles)


def seed_of(panel: Panel) -> int:
    return panel.id.int % 2**31


def gather(panel: Panel, *, by: Actor, anew: bool = False) -> Facts:
    """Everything that sharing out depends on. `panel` comes from `locked_panel`.

    Raises `Refused` when nobody has accepted a seat, nothing is eligible, or the actor has yet to declare, `NotChecked`
    where a proposal that is read without names may still tell who proposes.
    """
    check(can_manage_panel(by, panel))
    must_have_declared(panel.challenge_id, by=by)
    seats = [seat for seat in panel.seats if seat.state is SeatState.ACCEPTED]
    submissions = submissions_to_assess(panel.challenge_id, panel.lot_id)
    if not seats:
        raise Refused(_l("Nobody has accepted a seat on this panel yet."))
    if not submissions:
        raise Refused(_l("No proposal has been found eligible yet."))
    must_be_checked(submissions)
    held = [one for one in queries.held_in(panel.id, panel.rounds[0].id) if one.state is not AssessmentState.RECUSED]
    sitting = {seat.id for seat in seats}
    loose = [one for one in held if anew and one.seat_id in sitting and one.state in UNTOUCHED]
    untouched = {(one.seat_id, one.submission_id): one.id for one in loose}
    staying = {(one.seat_id, one.submission_id) for one in held} - set(untouched)
    # Who left keeps what was handed in, and takes no more.
    gone = [seat for seat in panel.seats if seat.id in {seat_id for seat_id, _ in staying} - sitting]
    return Facts(
        panel=panel,
        seats=seats,
        submissions=submissions,
        table_of_seats=[*seats_to_fill(panel, seats), *(Seat(seat.id, capacity=0) for seat in gone)],
        proposals=proposals_to_share(panel.challenge, submissions),
        barred=frozenset(barred(panel, submissions, seats, by=by)),
        held=frozenset(staying),
        untouched=untouched,
    )


def seats_to_fill(panel: Panel, seats: Sequence[PanelSeat]) -> list[Seat]:
    """Who is away takes nothing now. Who has not said what they read is kept from no language. What somebody knows
    well is what they say themselves, and what the council says."""
    people = [seat.person_id for seat in seats if seat.person_id]
    profiles, stated = queries.profiles_of(people), queries.stated_of(panel.council_id, people)
    today = clock.now().date()
    found = []
    for seat in seats:
        profile = profiles.get(seat.person_id) if seat.person_id else None
        known = stated.get(seat.person_id, []) if seat.person_id else []
        found.append(
            Seat(
                seat.id,
                capacity=0 if profile and profile.is_away(today) else seat.capacity,
                languages=frozenset(profile.languages) if profile else None,
                expertise=frozenset([*(profile.themes if profile else ()), *known]),
            )
        )
    return found


def proposals_to_share(challenge: Challenge, submissions: Sequence[Submission]) -> list[Proposal]:
    """With the language of each: as an officer said, or as its words tell where there are several to choose from."""
    topics = frozenset([challenge.theme.value] if challenge.theme else [])
    languages = languages_of(challenge, [submission.id for submission in submissions])
    return [Proposal(one.id, language=languages[one.id], topics=topics) for one in submissions]


def languages_of(challenge: Challenge, submission_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    said = queries.languages_said(submission_ids)
    asked = [one for one in submission_ids if one not in said] if challenge.other_languages else []
    words = queries.words_of(asked) if asked else {}
    told = {one: language_of(text, challenge.languages) for one, text in words.items()}
    return {one: said.get(one) or told.get(one) or challenge.main_language for one in submission_ids}


def say_language(panel: Panel, submission: Submission, *, language: str, by: Actor) -> None:
    """An officer says in which language a proposal is written."""
    check(can_manage_panel(by, panel))
    known = db.session.get(ProposalLanguage, submission.id)
    if known is None:
        known = ProposalLanguage(submission_id=submission.id)
        db.session.add(known)
    known.language, known.said_by, known.said_at = language, by.person_id, clock.now()
    db.session.flush()
    audit.record(events.PROPOSAL_LANGUAGE_SAID, subject=submission, by=by, council_id=panel.council_id, to=language)


def barred(
    panel: Panel, submissions: Sequence[Submission], seats: Sequence[PanelSeat], *, by: Actor
) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """Pairs of seat and submission that must not meet, what is noticed only now included.

    What is noticed is kept although a plan made from it may never be carried out: that a person and a bidder are tied
    is a fact about the two, not a part of the plan. It has to bar from the moment it is known, the officer settles it
    before anything is assigned, and the plan that is confirmed is the one that was looked at.
    """
    seat_of = {seat.person_id: seat.id for seat in seats if seat.person_id is not None}
    people = seat_of.keys() | conflicts.office_of(panel.challenge)
    notice_matches(panel.challenge, submissions, person_ids=sorted(people), by=by)
    known = conflicts.known_conflicts(panel, [submission.id for submission in submissions])
    typed_in = {(one.entered_by_officer, one.id) for one in submissions if one.entered_by_officer}
    return {(seat_of[person_id], one) for person_id, one in known | typed_in if person_id in seat_of}


def begin(challenge: Challenge, submissions: Iterable[Submission], *, by: Actor) -> None:
    """The challenge and its proposals move to assessing."""
    if challenge.state_at(clock.now()) is ChallengeState.CLOSED:
        start_assessment(challenge, by=by)
    must_be_assessing(challenge)
    for submission in submissions:
        if submission.state is SubmissionState.ELIGIBLE:
            enter_assessment(submission, by=by)


def add(panel: Panel, in_round: Round, pairs: Sequence[Pair], *, by: Actor) -> None:
    """New assessments, written at once, with one event for each seat. Whoever has declared already may begin."""
    seats, codes, at = {seat.id: seat for seat in panel.seats}, _Codes(queries.codes_in(panel.id), pairs), clock.now()
    made = [
        Assessment(
            id=new_id(),
            seat_id=seat_id,
            submission_id=submission_id,
            round_id=in_round.id,
            council_id=panel.council_id,
            code=codes.take(seat_id, submission_id),
            state=AssessmentState.ASSIGNED,
            assigned_at=at,
        )
        for seat_id, submission_id in pairs
    ]
    db.session.add_all(made)
    db.session.flush()
    for seat_id, submission_ids in _by_seat(pairs).items():
        audit.record(events.ASSESSMENTS_ASSIGNED, subject=seats[seat_id], by=by, council_id=panel.council_id,
                     submission_ids=submission_ids)  # fmt: skip
    persons = {seat_id: seats[seat_id].person_id for seat_id, _ in pairs}
    declared = queries.declared([one for one in persons.values() if one], [one for _, one in pairs])
    for one in made:
        person_id = persons[one.seat_id]
        state = declared.get((person_id, one.submission_id)) if person_id else None
        if state is not None:
            ASSESSMENT_LIFECYCLE.move(one, _UNLOCKS[state], by=by, event=events.ASSESSMENT_UNLOCKED)


def _by_seat(pairs: Iterable[Pair]) -> dict[uuid.UUID, list[uuid.UUID]]:
    found: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for seat_id, submission_id in pairs:
        found[seat_id].append(submission_id)
    return found


class _Codes:
    """Codes that are new for each seat, and the same for the same proposal in every round.

    All of one sharing are equally long, with room to spare: a longer code would tell what came last. `pairs` are those
    that need one.
    """

    def __init__(self, given: Mapping[Pair, str], pairs: Sequence[Pair]) -> None:
        self._given = dict(given)
        self._used: dict[uuid.UUID, set[str]] = defaultdict(set)
        for (seat_id, _), code in given.items():
            self._used[seat_id].add(code)
        self._random = random.SystemRandom()
        most = max(Counter(seat_id for seat_id, _ in {*given, *pairs}).values(), default=0)
        self._length = 1
        while len(_LETTERS) ** self._length * len(_DIGITS) < 2 * most:
            self._length += 1

    def take(self, seat_id: uuid.UUID, submission_id: uuid.UUID) -> str:
        known = self._given.get((seat_id, submission_id))
        if known is None:
            known = self._given[(seat_id, submission_id)] = self._free(self._used[seat_id])
            self._used[seat_id].add(known)
        return known

    def _free(self, used: Collection[str]) -> str:
        length = self._length
        while True:
            for _ in range(200):
                letters = "".join(self._random.choice(_LETTERS) for _ in range(length))
                code = letters + self._random.choice(_DIGITS)
                if code not in used:
                    return code
            length += 1


def take_away(panel: Panel, taken: Mapping[Pair, uuid.UUID], *, reason: str = "", by: Actor) -> None:
    """Assessments that nobody has begun, with one event for each seat."""
    if not taken:
        return
    db.session.execute(
        delete(Assessment).where(Assessment.id.in_(set(taken.values())), Assessment.state.in_(UNTOUCHED))
    )
    seats = {seat.id: seat for seat in panel.seats}
    for seat_id, submission_ids in _by_seat(taken).items():
        audit.record(events.ASSESSMENTS_UNASSIGNED, subject=seats[seat_id], by=by, council_id=panel.council_id,
                     reason=reason, submission_ids=submission_ids)  # fmt: skip
    db.session.flush()


def tell_assigned(panel: Panel, seat_ids: Collection[uuid.UUID]) -> None:
    for seat in panel.seats:
        if seat.id in seat_ids and seat.person_id is not None:
            tell(
                template="scoring/assessments_assigned",
                why=_l("You get this email because you assess proposals to this challenge."),
                person_id=seat.person_id,
                panel=panel,
                challenge=panel.challenge,
            )
