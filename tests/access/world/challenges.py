"""Challenges in each state, and clarification questions."""

import uuid

from sqlalchemy import delete, select

from challenges.models import Challenge, ChallengeOfficer, CouncilPreset
from challenges.services import question as asking
from challenges.states import ChallengeState
from core import clock
from core.access import Actor
from core.database import db, new_id
from tests.access.cast import Cast
from tests.access.world.things import Thing, Things
from tests.factories.challenges import ChallengeFactory, PartnerFactory

STATES = {
    "draft": ChallengeState.DRAFT,
    "waiting for approval": ChallengeState.IN_APPROVAL,
    "scheduled": ChallengeState.SCHEDULED,
    "open": ChallengeState.OPEN,
    "closed": ChallengeState.CLOSED,
    "being assessed": ChallengeState.ASSESSING,
    "in standstill": ChallengeState.STANDSTILL,
    "awarded": ChallengeState.AWARDED,
    "cancelled": ChallengeState.CANCELLED,
    "nobody is assigned": ChallengeState.CLOSED,
}


def plant(cast: Cast) -> Things:
    found: Things = {}
    for name, state in STATES.items():
        found[f"a challenge: {name}"] = thing_of(challenge_in(cast, state))
    found["a challenge: open"]["officer_id"] = _assignment(cast["entering officer"], found["a challenge: open"])
    return found | _presets(cast) | _joint(cast) | _questions(cast)


def leave_alone(thing: Thing) -> None:
    """Nobody is assigned to it any more."""
    of_it = select(Challenge.id).where(Challenge.slug == thing["slug"]).scalar_subquery()
    db.session.execute(delete(ChallengeOfficer).where(ChallengeOfficer.challenge_id == of_it))


def challenge_in(cast: Cast, state: ChallengeState) -> Challenge:
    """The officer began it, and the drafting approver wrote in it."""
    wrote = [cast["officer"].person_id, cast["drafting approver"].person_id]
    challenge: Challenge = ChallengeFactory(
        at=state, council=cast.council, drafted_by=wrote[0], drafters=[str(person_id) for person_id in wrote]
    )
    return challenge


def thing_of(challenge: Challenge) -> Thing:
    return {
        "slug": challenge.slug,
        "section": "outcomes",
        "language": "cy",
        "notice": "uk4",
        "criterion_id": challenge.lots[0].criteria[0].id,
        "lot_id": challenge.lots[0].id,
        "question_id": challenge.questions[1].id,
        "number": 1,
        "phase": 1,
        "lot": 1,
        "topic_id": challenge.topic_id,
    }


def _assignment(actor: Actor, thing: Thing) -> object:
    return db.session.scalars(
        select(ChallengeOfficer.id)
        .join(ChallengeOfficer.challenge)
        .where(ChallengeOfficer.person_id == actor.person_id, Challenge.slug == thing["slug"])
    ).one()


def _presets(cast: Cast) -> Things:
    preset = CouncilPreset(
        id=new_id(),
        council_id=cast.council.id,
        name="Winter",
        plan={"criteria": [], "questions": []},
        saved_by=cast["officer"].person_id,
        saved_at=clock.now(),
    )
    db.session.add(preset)
    return {"a preset of the council": {"preset_id": preset.id}}


def _joint(cast: Cast) -> Things:
    """With the other council, whose officer promised money."""
    found: Things = {}
    for name in ("draft", "waiting for approval"):
        challenge = challenge_in(cast, STATES[name])
        partner = PartnerFactory(challenge=challenge, body=cast.other_council, by=cast["other officer"])
        found[f"a joint challenge: {name}"] = thing_of(challenge) | {"partner_id": partner.id}
    return found


def _questions(cast: Cast) -> Things:
    challenge = challenge_in(cast, ChallengeState.OPEN)
    asked, answered = _ask(cast, challenge), _ask(cast, challenge)
    asking.answer_question(answered, words="By when?", answer="By May.", by=cast["officer"])
    db.session.flush()
    return {
        "a clarification question: asked": {"question_id": asked.id},
        "a clarification question: answered": {"question_id": answered.id},
    }


def _ask(cast: Cast, challenge: Challenge) -> asking.ClarificationQuestion:
    form_key: uuid.UUID = new_id()
    return asking.ask_question(challenge, words="By when is it to run?", by=cast["bidder"], form_key=form_key)
