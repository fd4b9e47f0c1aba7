"""A challenge in two lots, from the draft to the awards: each is proposed for, scored, ranked and awarded by itself."""

import datetime as dt

import pytest
from sqlalchemy import select

from accounts.models import Body
from accounts.states import Role
from challenges.models import Challenge, Question
from challenges.queries.challenge import questions_of, whole_challenge_by_id
from challenges.states import AnswerKind, ChallengeState
from core import clock
from core.access import Actor
from core.database import db, new_id
from core.outbox import Message
from scoring.models import Panel
from scoring.queries import conflict as conflicts
from scoring.queries.ranking import standing
from scoring.services import decision as deciding
from scoring.services import outcome as saving
from scoring.services import standstill as waiting
from scoring.states import DecisionKind, DecisionState
from submissions.models import Submission, SubmissionVersion
from submissions.services import moves
from tests.factories.accounts import assign_all, member, officer, sign_in
from tests.factories.challenges import ChallengeFactory
from tests.factories.decisions import after_standstill, decided, scored, second_lot
from tests.factories.panels import Scene, seat_for
from tests.factories.submissions import after_deadline, supplier_person
from tests.support.client import text_of
from tests.support.posting import hidden, post, send

pytestmark = pytest.mark.usefixtures("db_session")
NORTH, SOUTH = "Terraces", "Tower blocks"


def drafted() -> tuple[Challenge, Actor, Actor]:
    """Complete but for nothing, with a question on each criterion."""
    challenge: Challenge = ChallengeFactory(at=ChallengeState.DRAFT, assessors_each=2)
    for number, criterion in enumerate(challenge.lots[0].criteria[1:], start=4):
        words = f"What of {criterion.title.lower()}?"
        values = {"number": number, "words": words, "kind": AnswerKind.LONG_TEXT, "word_limit": 50}
        db.session.add(Question(id=new_id(), challenge_id=challenge.id, criterion_id=criterion.id, **values))
    db.session.flush()
    return challenge, officer(challenge.council), member(challenge.council, Role.APPROVER)


def divide_and_publish(client, challenge: Challenge, by: Actor, approver: Actor) -> None:
    """On the pages: two lots, a question of the second reworded, sent, approved, opened."""
    base = f"/challenges/{challenge.slug}"
    sign_in(client, by)
    assert post(client, f"{base}/edit/lots/new", first_title=NORTH, title=SOUTH).status_code == 302
    whole = whole_challenge_by_id(challenge.id)
    first = whole.lots[1].criteria[0].id
    asked = next(one for one in whole.questions if one.criterion_id == first)
    address = f"{base}/edit/questions/{asked.id}"
    fields = {
        "seen": hidden(client.get(address), "seen"),
        "words": "What will change on each floor?",
        "kind": "long_text",
        "word_limit": "100",
        "criterion": str(first),
        "required": "y",
    }
    assert send(client, address, data=fields).status_code == 302
    assert send(client, f"{base}/submit", {"note": ""}).location == f"{base}/manage"
    sign_in(client, approver)
    summary = text_of(client.get(f"{base}/approval"))
    assert NORTH in summary
    assert SOUTH in summary
    assert send(client, f"{base}/approval", {"approve": "yes"}).location == f"{base}/manage"
    clock.move_to(db.session.get_one(Challenge, challenge.id).opens_at + dt.timedelta(hours=1))


def propose(client, challenge: Challenge, lot_id, by: Actor) -> Submission:
    """On the pages, from the start to the receipt."""
    sign_in(client, by)
    assert post(client, f"/challenges/{challenge.slug}/propose", lot=str(lot_id)).status_code == 302
    found = db.session.scalars(
        select(Submission).where(Submission.lot_id == lot_id, Submission.supplier_id == by.body_id)
    ).one()
    base = f"/proposals/{found.id}"
    send(client, f"{base}/title", data={"title": "Our plan", "version": "0"})
    for question in questions_of(challenge.id, lot_id):
        if question.required:
            words = "12500" if question.kind is AnswerKind.MONEY else "We insulate."
            saved = send(client, f"{base}/questions/{question.number}", data={"words": words, "version": "0"})
            assert saved.status_code == 302
    assert send(client, f"{base}/check").location == f"{base}/receipt"
    return db.session.get_one(Submission, found.id)


def panel_for(client, challenge: Challenge, by: Actor, number: int, bids: list[Submission]) -> Scene:
    """Set up on the page; two people accept a seat, and declare when the deadline has passed."""
    sign_in(client, by)
    due = (challenge.closes_at + dt.timedelta(days=10)).date()
    when = {"assess_by_at-day": due.day, "assess_by_at-month": due.month, "assess_by_at-year": due.year}
    address = f"/challenges/{challenge.slug}/panels/1/{number}/set-up"
    assert post(client, address, **when, **{"assess_by_at-time": "12:00"}).status_code == 302
    whole = whole_challenge_by_id(challenge.id)
    panel = db.session.scalars(select(Panel).where(Panel.lot_id == whole.lots[number - 1].id)).one()
    scene = Scene(council=whole.council, challenge=whole, officer=by, panel=panel, submissions=bids)
    scene.assessors = [seat_for(scene, is_chair=is_chair) for is_chair in (True, False)]
    return scene


def assess(scene: Scene, scores: list[int]) -> None:
    scene.declare_all()
    scene.assign()
    for bid, score in zip(scene.submissions, scores, strict=True):
        for actor in scene.assessors:
            scene.score(actor, bid, score=score)


def test_two_lots_go_from_the_draft_to_two_awards(client):
    challenge, by, approver = drafted()
    divide_and_publish(client, challenge, by, approver)
    challenge = whole_challenge_by_id(challenge.id)
    north, south = (lot.id for lot in challenge.lots)
    one, other = supplier_person(), supplier_person()
    bids = {north: [propose(client, challenge, north, one)]}
    bids[south] = [propose(client, challenge, south, bidder) for bidder in (one, other)]
    asked = {
        lot: [question["words"] for question in version.content["questions"]]
        for lot, found in bids.items()
        for version in db.session.scalars(
            select(SubmissionVersion).where(SubmissionVersion.submission_id == found[0].id)
        )
    }
    assert "What will change, for whom?" in asked[north]
    assert "What will change on each floor?" in asked[south]
    assert not {"What will change, for whom?"} & set(asked[south])
    assert len(asked[north]) == len(asked[south]) == 5

    assign_all(Challenge.id == challenge.id)
    scenes = [panel_for(client, challenge, by, number, found) for number, found in enumerate(bids.values(), start=1)]
    assert f"{challenge.title}, {SOUTH}" in mail_to(scenes[1].assessors[0])
    after_deadline(challenge)
    for submission in [*bids[north], *bids[south]]:
        moves.mark_eligible(submission, by=by)
    db.session.flush()
    assess(scenes[0], [4])
    assess(scenes[1], [3, 5])
    ranked = [[str(entry.key) for entry in standing(scene.panel.id).ranked] for scene in scenes]
    assert ranked == [[str(bids[north][0].id)], [str(bids[south][1].id), str(bids[south][0].id)]]

    first = decided(at=DecisionState.STANDSTILL, scene=scenes[0])
    assert first.states()[:2] == ["standstill", "assessing"]
    second = decided(at=DecisionState.CONFIRMED, scene=scenes[1])
    assert second.states() == ["confirmed", "standstill", "reserve", "offered"]
    waiting.confirm_decision(first.decision.id, by=by)
    assert first.states() == ["confirmed", "awarded", "offered"]

    with client.session_transaction() as session:
        session.clear()
    public = text_of(client.get(f"/challenges/{challenge.slug}"))
    decided_on = public[public.index("The decision") :]
    told = [decided_on.index(words) for words in (NORTH, name_of(one), SOUTH, name_of(other))]
    assert told == sorted(told)
    sign_in(client, one)
    assert "of 1 proposal" in text_of(client.get(f"/proposals/{bids[north][0].id}/feedback"))
    assert "of 2 proposals" in text_of(client.get(f"/proposals/{bids[south][0].id}/feedback"))
    sign_in(client, by)
    assert f"See the panel of {SOUTH}" in text_of(client.get(f"/challenges/{challenge.slug}/panels"))
    assert f"({SOUTH})" in text_of(client.get(f"/panels/{scenes[1].panel.id}/ranking"))


def name_of(bidder: Actor) -> str:
    return db.session.get_one(Body, bidder.body_id).name


def mail_to(actor: Actor) -> str:
    db.session.flush()
    return " ".join(db.session.scalars(select(Message.body).where(Message.person_id == actor.person_id)))


def test_a_lot_without_a_panel_keeps_the_challenge_in_assessment():
    first = scored()
    other = second_lot(first)
    left = other.submissions[0]
    db.session.execute(Submission.__table__.update().where(Submission.lot_id == left.lot_id).values(state="eligible"))
    db.session.expire_all()
    one = decided(at=DecisionState.SUMMARIES_ISSUED, scene=first)
    assert one.states()[:2] == ["summaries_issued", "assessing"]


def test_a_lot_for_which_nobody_proposed_holds_nothing_up():
    first = scored()
    second_lot(first, scores=())
    one = decided(at=DecisionState.CONFIRMED, scene=first)
    assert one.states()[:2] == ["confirmed", "awarded"]
    after_standstill(one.decision)


def test_a_lot_that_everybody_has_left_is_ended_and_lets_the_others_go_on():
    first = scored()
    other = second_lot(first)
    one = decided(at=DecisionState.CONFIRMED, scene=first)
    for bid in conflicts.bids(other.challenge.id, other.panel.lot_id):
        moves.disqualify(bid, reason="They no longer exist.", by=other.officer)
    ending = deciding.draft_decision(other.panel.id, kind=DecisionKind.STOP, by=other.officer)
    saving.save_outcomes(ending.id, choices={}, reasons="Nobody is left.", version=1, by=other.officer)
    deciding.send_for_approval(ending.id, by=other.officer)
    deciding.approve_decision(ending.id, by=one.approver)
    assert one.states()[:2] == ["confirmed", "awarded"]
