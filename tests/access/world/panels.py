"""A panel at work, with everything about it that somebody may be kept out of."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import select

from accounts.models import Person
from accounts.states import Role
from challenges.states import ChallengeState, SecondRound
from core import clock
from core.database import db
from scoring.models import MeetingItem, ModerationCase, StandIn
from scoring.queries import assessment as assessments
from scoring.queries import conflict as conflicts
from scoring.queries import interview as interviews
from scoring.queries import meeting as meetings
from scoring.queries import panel as panels
from scoring.queries import pay as paying
from scoring.services import calibration, meeting, moderation, pay
from scoring.services import conflict as interests
from scoring.services import interview as interviewing
from scoring.services import panel as paneling
from scoring.services import stand_in as standing_in
from scoring.services.conflict import Outcome
from scoring.services.second_round import begin_second_round
from submissions.models import Submission
from submissions.services import moves
from tests.access.cast import Cast
from tests.access.world.challenges import challenge_in
from tests.access.world.proposals import file_of
from tests.access.world.recasting import recast
from tests.access.world.things import Thing, Things
from tests.factories.accounts import CouncilFactory, member
from tests.factories.ballots import set_up, to_vote_on
from tests.factories.decisions import rescore, scored, shortlisted
from tests.factories.interests import no_interest
from tests.factories.panels import Scene, seat_for

SEATED = ("chair", "assessor", "recused assessor")
KEPT_OUT = ("conflicted officer", "conflicted approver")


def plant_before_a_deadline(cast: Cast, handed_in: Submission) -> Scene:
    """A panel for a challenge that is still open; three have accepted, one is invited."""
    scene = _panel(cast, handed_in.challenge.slug)
    scene.submissions.append(handed_in)
    scene.assessors = [seat_for(scene, is_chair=name == "chair", person=cast.person(name)) for name in SEATED]
    _invite(cast, scene)
    return scene


def plant_silent(cast: Cast, handed_in: Submission) -> Thing:
    """The deadline will pass, and neither the council's people nor the chair of the panel have declared anything."""
    scene = _panel(cast, handed_in.challenge.slug)
    seat_for(scene, is_chair=True, person=cast.person("chair"))
    return {
        "slug": scene.challenge.slug,
        "panel_id": scene.panel.id,
        "submission_id": handed_in.id,
        "file_id": file_of(handed_in),
    }


def plant_after_it(cast: Cast, scene: Scene) -> Things:
    """The chair has handed in, the assessor has not begun, one is recused, and two of the council wait to be."""
    bid = scene.submissions[0]
    no_interest(scene.challenge, cast["officer"])
    moves.mark_eligible(bid, by=cast["officer"])
    db.session.flush()
    scene.assign()
    for name in SEATED[:2]:
        scene.declare(cast[name])
    scene.declare(cast["recused assessor"], conflict_with=bid)
    interests.settle_conflict(
        scene.challenge,
        bid,
        person_id=cast.person("recused assessor").id,
        outcome=Outcome.RECUSED,
        words="His sister owns it.",
        by=cast["officer"],
    )
    scene.score(cast["chair"], bid)
    for name in KEPT_OUT:
        interests.declare_interests(scene.challenge, scene.bids(), conflicts={bid.id: "Mine."}, by=cast[name])
    db.session.flush()
    return _panel_at_work(cast, scene) | _assessments(cast, scene) | _cases(cast) | _pay(cast, scene)


def plant(cast: Cast) -> Things:
    """A panel of another challenge, that is open: the other assessor sits on it."""
    challenge = challenge_in(cast, ChallengeState.OPEN)
    scene = _panel(cast, challenge.slug)
    seated = seat_for(scene, person=cast.person("other assessor"))
    _invite(cast, scene)
    _sample(cast, scene)
    return {
        "a panel: before the deadline": {
            "slug": challenge.slug,
            "panel_id": scene.panel.id,
            "seat_id": scene.seat(seated).id,
        },
        "an invitation": {"seat_id": _invited_seat(cast, scene).id, "panel_id": scene.panel.id},
        "an interview of the bidder": _interview(cast),
        **_votes(cast),
    }


def _votes(cast: Cast) -> Things:
    """A shortlist on which the public votes, and one on which it will."""
    voted, waiting = (to_vote_on(council=cast.council) for _ in range(2))
    ballot = set_up(voted)
    ballot.opens_at = clock.exactly_now() - dt.timedelta(minutes=1)
    for scene in (voted, waiting):
        recast(cast, scene)
    return {
        "a vote of the public: open": {"panel_id": voted.panel.id, "ballot_id": ballot.id},
        "a vote of the public: to be set up": {"panel_id": waiting.panel.id},
    }


def _interview(cast: Cast) -> Thing:
    """Two are on the shortlist and invited, and there is a time more than they need."""
    scene = scored(council=cast.council, scores=(5, 4), second_round=SecondRound.INTERVIEW)
    shortlisted(scene)
    begin_second_round(scene.reload(), by=scene.officer)
    interviewing.add_slots(
        scene.reload(), starts_at=clock.now() + dt.timedelta(days=1), minutes=30, number=3, pause=0, place="Room 2",
        link="", by=scene.officer,
    )  # fmt: skip
    interviewing.invite_all(scene.reload(), by=scene.officer)
    recast(cast, scene)
    round_id = scene.reload().rounds[1].id
    bid = scene.submissions[0].id
    return {
        "panel_id": scene.panel.id,
        "submission_id": bid,
        "interview_id": interviews.interviews_in(round_id)[bid].id,
        "slot_id": interviews.free_slots(round_id)[0].id,
    }


def _panel(cast: Cast, slug: str) -> Scene:
    challenge = panels.own_challenge(cast["officer"], slug)
    assert challenge is not None
    assert challenge.closes_at is not None
    panel = paneling.set_up_panel(
        challenge,
        phase_id=challenge.phases[0].id,
        lot_id=challenge.lots[0].id,
        assess_by_at=challenge.closes_at + dt.timedelta(days=300),
        by=cast["officer"],
    )
    return Scene(council=cast.council, challenge=challenge, officer=cast["officer"], panel=panel)


def _invite(cast: Cast, scene: Scene) -> None:
    invited = cast.person("invited")
    paneling.invite(scene.reload(), name=invited.name, email=invited.email or "", is_chair=False, by=cast["officer"])
    db.session.flush()
    db.session.expire_all()


def _invited_seat(cast: Cast, scene: Scene) -> panels.PanelSeat:
    seat = panels.seat_by_email(scene.panel.id, cast.person("invited").email or "")
    assert seat is not None
    return seat


def _panel_at_work(cast: Cast, scene: Scene) -> Things:
    db.session.expire_all()
    shared: Thing = {
        "slug": scene.challenge.slug,
        "panel_id": scene.panel.id,
        "submission_id": scene.submissions[0].id,
        "phase": 1,
        "lot": 1,
        "number": 1,
    }
    seat = scene.seat(cast["assessor"])
    named = _stand_in(cast, scene)
    keys = {case.person.id: case.key for case in conflicts.cases(cast["officer"], scene.challenge.id)}
    return {
        "a panel: at work": {
            **shared,
            "seat_id": seat.id,
            "stand_in_id": named.id,
            "file_id": file_of(scene.submissions[0]),
        },
        "a conflict of interest of the conflicted officer: to settle": {
            **shared,
            "key": keys[cast.person("conflicted officer").id],
        },
        "a conflict of interest of the recused assessor: settled": {
            **shared,
            "key": keys[cast.person("recused assessor").id],
        },
    }


def _stand_in(cast: Cast, scene: Scene) -> StandIn:
    """Somebody who is nobody else here."""
    someone = member(CouncilFactory(), Role.APPROVER)
    named = standing_in.name_stand_in(
        scene.challenge,
        email=db.session.get_one(Person, someone.person_id).email or "",
        role=Role.APPROVER,
        reason="All of ours have an interest.",
        by=cast["officer"],
    )
    db.session.flush()
    return named


def _assessments(cast: Cast, scene: Scene) -> Things:
    names = {"assessor": "to do", "chair": "handed in", "recused assessor": "recused"}
    found: Things = {}
    for name, state in names.items():
        held = scene.assessment(cast[name], scene.submissions[0])
        found[f"an assessment of the {name}: {state}"] = {
            "assessment_id": held.id,
            "panel_id": scene.panel.id,
            "file_id": file_of(scene.submissions[0]),
        }
    return found


def _pay(cast: Cast, scene: Scene) -> Things:
    """For the one assessment that is handed in."""
    pay.set_rate(scene.reload(), amount=Decimal(80), how_paid="Write to the finance office.", by=cast["officer"])
    seat = paying.paid_seat(cast["chair"], scene.panel.id)
    assert seat is not None
    claim = pay.claim_pay(seat, by=cast["chair"])
    return {"a claim for pay of the chair: claimed": {"panel_id": scene.panel.id, "pay_claim_id": claim.id}}


def _sample(cast: Cast, scene: Scene) -> None:
    """Open, and scored by nobody."""
    panel = scene.reload()
    parts = {
        one.id: calibration.Part("We would try it first.", 3, "It says what, not how.")
        for one in assessments.criteria_of(panel.lot_id)
    }
    calibration.write_sample(panel, title="A sample", parts=parts, version=0, by=cast["officer"])
    calibration.open_sample(panel, by=cast["officer"])


def _on_agenda(cast: Cast, scene: Scene) -> MeetingItem:
    room = meetings.room(cast["chair"], scene.panel.id, 1)
    assert room is not None
    meeting.bring_up_to_date(room, by=cast["chair"])
    return db.session.scalars(select(MeetingItem).where(MeetingItem.submission_id == scene.submissions[0].id)).one()


def _cases(cast: Cast) -> Things:
    """One proposal on two of whose criteria the assessors are far apart; the chair has closed one of the two."""
    scene = scored(council=cast.council, scores=(5, 4))
    rescore(scene, scene.assessors[2], scene.submissions[0], impact=1, value=1)
    recast(cast, scene)
    first, second = db.session.scalars(select(ModerationCase).where(ModerationCase.panel_id == scene.panel.id))
    moderation.close_case(first.id, reason="We talked it over.", score=None, by=cast["chair"])
    shared = {"panel_id": scene.panel.id, "slug": scene.challenge.slug}
    return {
        "a moderation case: closed": {**shared, "case_id": first.id},
        "a moderation case: open": {**shared, "case_id": second.id},
        "a proposal in the meeting of the panel": {
            "item_id": _on_agenda(cast, scene).id,
            "criterion_id": second.criterion_id,
        },
    }
