"""Puts the people of the tables into a scene that the factories have made."""

from sqlalchemy import select, update

from core.database import db, new_id
from scoring.models import Declaration, PanelSeat
from scoring.states import DeclarationState
from submissions.models import Submission, SubmissionMember
from tests.access.cast import Cast
from tests.factories.interests import office_has_no_interest
from tests.factories.panels import Scene

SEATED = ("chair", "assessor", "recused assessor")
KEPT_OUT = ("recused assessor", "conflicted officer", "conflicted approver")


def recast(cast: Cast, scene: Scene) -> None:
    """Seats, bidders and partner become those of the cast; whom a conflict keeps out is kept out of the first bid.

    The third proposal, where there is one, was entered by the entering officer. Everybody else has declared that
    they have no interest.
    """
    seats = db.session.scalars(
        select(PanelSeat).where(PanelSeat.panel_id == scene.panel.id).order_by(PanelSeat.is_chair.desc(), PanelSeat.id)
    ).all()
    for seat, name in zip(seats, SEATED, strict=True):
        _take_seat(cast, seat, name)
    _bid(cast, scene.submissions)
    for name in KEPT_OUT:
        _keep_out(cast, scene, name)
    office_has_no_interest(scene.challenge)
    db.session.expire_all()
    scene.assessors = [cast[name] for name in SEATED]


def _take_seat(cast: Cast, seat: PanelSeat, name: str) -> None:
    person = cast.person(name)
    db.session.execute(update(Declaration).where(Declaration.person_id == seat.person_id).values(person_id=person.id))
    seat.person_id, seat.name, seat.email = person.id, person.name, person.email or ""


def _bid(cast: Cast, submissions: list[Submission]) -> None:
    for submission, supplier in zip(submissions, (cast.bidding, cast.rivalling), strict=False):
        db.session.execute(update(Submission).where(Submission.id == submission.id).values(supplier_id=supplier.id))
    first = submissions[0]
    db.session.add(SubmissionMember(submission_id=first.id, body_id=cast.partnering.id, confirmed_at=first.created_at))
    for entered in submissions[2:]:
        db.session.execute(
            update(Submission)
            .where(Submission.id == entered.id)
            .values(entered_by_officer=cast["entering officer"].person_id, entered_channel="post")
        )


def _keep_out(cast: Cast, scene: Scene, name: str) -> None:
    person, submission = cast.person(name), scene.submissions[0]
    known = db.session.scalar(
        select(Declaration).where(Declaration.person_id == person.id, Declaration.submission_id == submission.id)
    )
    declaration = known or Declaration(
        id=new_id(),
        person_id=person.id,
        submission_id=submission.id,
        challenge_id=scene.challenge.id,
        council_id=scene.council.id,
        declared_at=scene.panel.created_at,
    )
    declaration.state = DeclarationState.RECUSED
    declaration.decided_by = cast["officer"].person_id
    declaration.decided_at = scene.panel.created_at
    declaration.decision_words = "An interest."
    db.session.add(declaration)
