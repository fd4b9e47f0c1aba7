"""What happens to the three proposals after the deadline."""

import datetime as dt
from typing import Any

from sqlalchemy import select

from core import clock, jobs
from core.database import db
from core.outbox import queue_message
from scoring.models import Decision, MeetingItem
from scoring.queries import meeting as meetings
from scoring.services import conflict as interests
from scoring.services import decision as deciding
from scoring.services import dossier, feedback, meeting
from scoring.services import standstill as waiting
from scoring.services.conflict import Outcome
from scoring.states import DecisionKind
from submissions import queries, services
from submissions.models import Submission
from submissions.services import moves
from tests.factories.interests import no_interest
from tests.factories.panels import Scene
from tests.sealing import proposals
from tests.sealing.people import Cast
from tests.sealing.proposals import AFTERWARDS

COMPETING = ("reopened", "posted", "rival")
# Of the council. The conflicted officer does so later, and the undeclared one never.
DECLARED = ("officer", "officer who typed in", "approver")


def pass_deadline(world: Any) -> None:
    """Closed, checked, and given to the panel: two are clear of everybody, two people are kept out of one proposal."""
    cast, scene = world.cast, world.scene
    clock.move_to(world.challenge.closes_at + dt.timedelta(minutes=1))
    no_interest(scene.challenge, *(cast[name] for name in DECLARED))
    for name in COMPETING:
        checked = queries.opened_submission(cast["officer"], world.proposals[name].id)
        assert checked is not None
        moves.mark_eligible(checked, by=cast["officer"])
    proposals.clarify(cast, world.proposals["reopened"])
    db.session.flush()
    # What was answered is looked through a minute later, before anybody reads it.
    clock.move_to(world.challenge.closes_at + dt.timedelta(minutes=2))
    scene.assign()
    for name in ("chair", "assessor"):
        scene.declare(cast[name])
    _recuse(world)
    db.session.commit()


def _recuse(world: Any) -> None:
    cast, scene = world.cast, world.scene
    shunned = db.session.get_one(Submission, world.proposals["reopened"].id)
    scene.declare(cast["recused assessor"], conflict_with=shunned)
    interests.declare_interests(
        scene.challenge, scene.bids(), conflicts={shunned.id: "My brother's firm."}, by=cast["conflicted officer"]
    )
    for name, words in (("recused assessor", "Too close."), ("conflicted officer", AFTERWARDS["audit reason"])):
        interests.settle_conflict(
            scene.challenge,
            shunned,
            person_id=cast.person(name).id,
            outcome=Outcome.RECUSED,
            words=words,
            by=cast["officer"],
        )
    db.session.flush()


def decide(world: Any) -> None:
    """Scored, decided, told to the bidders; the standstill runs."""
    cast, scene = world.cast, world.scene
    scene.challenge = db.session.merge(scene.challenge)
    decision = _drafted(world)
    deciding.approve_decision(decision.id, by=cast["approver"])
    feedback.issue_summaries(decision.id, by=cast["officer"])
    waiting.start_standstill(decision.id, by=cast["officer"])
    for _done in dossier.build(dossier.ask_for_dossier(decision.id, by=cast["approver"]).id):
        db.session.commit()
    db.session.commit()


def ask_for_approval(world: Any) -> None:
    """Scored and drafted: the last moment before the decision."""
    world.scene.challenge = db.session.merge(world.scene.challenge)
    _drafted(world)
    db.session.commit()


def _drafted(world: Any) -> Decision:
    cast, scene = world.cast, world.scene
    _score(cast, scene, {world.proposals[name].id: score for name, score in zip(COMPETING, (5, 3, 2), strict=True)})
    _meet(world)
    decision = deciding.draft_decision(scene.panel.id, kind=DecisionKind.AWARD, by=cast["officer"])
    return deciding.send_for_approval(decision.id, by=cast["officer"])


def _meet(world: Any) -> None:
    """The proposal that somebody is kept out of lies on the table of the panel's meeting."""
    chair, panel_id = world.cast["chair"], world.scene.panel.id
    room = meetings.room(chair, panel_id, 1)
    assert room is not None
    meeting.bring_up_to_date(room, by=chair)
    shunned = world.proposals["reopened"].id
    item = db.session.scalars(select(MeetingItem).where(MeetingItem.submission_id == shunned)).one()
    meeting.put_on_table(item.id, by=chair)


def hide_names(world: Any) -> None:
    """What an officer finds before the assessors read: a slip in an answer, and a file."""
    officer = world.cast["officer"]
    told = {one.submission.id: one for one in queries.told_by([_opened(world, name) for name in COMPETING])}
    services.hide_words(told[world.proposals["reopened"].id], [AFTERWARDS["slip"].upper()], by=officer)
    posted = told[world.proposals["posted"].id]
    files = [file.id for answer in posted.answers for file in answer.files]
    assert services.hide_files(posted, files, by=officer) == 1
    db.session.commit()


def _opened(world: Any, name: str) -> Submission:
    found = queries.opened_submission(world.cast["officer"], world.proposals[name].id)
    assert found is not None
    return found


def spread_word(world: Any) -> None:
    """What is kept about the proposal beside it: a job that waits, and a mail to its team."""
    words, team = AFTERWARDS, world.cast.person("team of reopened")
    jobs.enqueue("core.deliver_message", message_id=words["job argument"])
    told = f"About your proposal: {words['mail']}"
    queue_message(kind="about", to_address=team.email, person_id=team.id, subject=told, body=told)
    db.session.commit()


def _score(cast: Cast, scene: Scene, scores: dict[Any, int]) -> None:
    scene.declare(cast["undeclared assessor"])
    db.session.flush()
    for bid in scene.bids():
        for name in ("chair", "assessor", "undeclared assessor", "recused assessor"):
            if name == "recused assessor" and scores[bid.id] == 5:
                continue
            scene.score(cast[name], bid, score=scores[bid.id])
