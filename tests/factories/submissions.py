"""Proposals for tests, and an open challenge to make them in.

`challenge_open()` closes in ten days; `draft(...)` is complete and can be submitted.
"""

import datetime as dt
import io
import uuid
from typing import Any, cast

from flask.testing import FlaskClient

from accounts.models import Council, Supplier
from accounts.states import Role
from challenges.models import Challenge, Lot, Phase, Question
from challenges.queries.challenge import lots_of, questions_of
from challenges.states import AnswerKind, ChallengeState, Instrument
from challenges.states.challenge import CHOSEN
from core import clock
from core.access import Actor
from core.database import db, new_id
from submissions import services
from submissions.models import Submission, SubmissionVersion
from submissions.states import SubmissionState
from tests.factories.accounts import CouncilFactory, PersonFactory, SupplierFactory, assign_all, member
from tests.factories.interests import office_has_no_interest
from tests.support.kept import kept

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
_KINDS: tuple[tuple[AnswerKind, str, dict[str, Any]], ...] = (
    (AnswerKind.LONG_TEXT, "What would you do?", {"word_limit": 50}),
    (AnswerKind.SHORT_TEXT, "Who are you?", {"identifies_bidder": True}),
    (AnswerKind.MONEY, "What does it cost?", {}),
    (AnswerKind.FILE, "Your plan", {"required": False}),
)


@kept
def challenge_open(
    council: Council | None = None, *, closes_in: dt.timedelta = dt.timedelta(days=10), **more: Any
) -> Challenge:
    """An open challenge with one phase, one lot and four questions, one of each kind that matters."""
    now, council = clock.now(), council or cast(Council, CouncilFactory())
    values: dict[str, Any] = {
        "id": new_id(),
        "reference": f"CHL-{new_id().hex[-10:]}",
        "slug": f"challenge-{new_id().hex[-10:]}",
        "council_id": council.id,
        "title": "Quieter bin lorries",
        "preset": "rapid",
        "instrument": Instrument.CONTRACT,
        "state": ChallengeState.APPROVED,
        "opens_at": now - dt.timedelta(days=20),
        "questions_close_at": now + closes_in / 2,
        "closes_at": now + closes_in,
        "drafted_by": PersonFactory().id,
        "drafted_at": now - dt.timedelta(days=30),
        "approved_by": PersonFactory().id,
        "approved_at": now - dt.timedelta(days=25),
        "currency": "GBP",
        "contact_email": council.contact_email,
    } | more
    challenge = Challenge(**values)
    db.session.add(challenge)
    db.session.flush()
    db.session.add(Phase(id=new_id(), challenge_id=challenge.id, number=1, title="Test"))
    db.session.add(Lot(id=new_id(), challenge_id=challenge.id, number=1, title="All"))
    for number, (kind, words, options) in enumerate(_KINDS, start=1):
        db.session.add(
            Question(id=new_id(), challenge_id=challenge.id, number=number, words=words, kind=kind, **options)
        )
    db.session.flush()
    assign_all(Challenge.id == challenge.id)
    return challenge


def supplier_person(supplier: Supplier | None = None) -> Actor:
    """Somebody who acts for a supplier, a new one when none is given."""
    return member(supplier or SupplierFactory(), Role.MEMBER)


@kept
def draft(
    challenge: Challenge | None = None,
    *,
    by: Actor | None = None,
    words: str = "We would listen.",
    price: str = "£12,500",
) -> Submission:
    """A complete draft without files."""
    by = by or supplier_person()
    challenge = challenge or challenge_open()
    submission = services.start_submission(challenge, by=by)
    services.save_title(submission, title=f"Title {words}"[:100], version=0, by=by)
    answers = {AnswerKind.LONG_TEXT: words, AnswerKind.SHORT_TEXT: f"We are {words}", AnswerKind.MONEY: price}
    for question in questions_of(challenge.id):
        if question.kind in answers and question.required:
            services.save_answer(submission, question, version=0, words=answers[question.kind], by=by)
    db.session.expire(submission)
    return submission


def question_of(challenge: Challenge, kind: AnswerKind) -> Question:
    return next(question for question in questions_of(challenge.id) if question.kind is kind)


def attach(submission: Submission, *, by: Actor, name: str = "plan.pdf", content: bytes = PDF) -> None:
    services.add_file(
        submission,
        question_of(submission.challenge, AnswerKind.FILE),
        stream=io.BytesIO(content),
        name=name,
        limit=1_000_000,
        by=by,
    )


@kept
def submitted(
    challenge: Challenge | None = None,
    *,
    by: Actor | None = None,
    words: str = "We would listen.",
    price: str = "£12,500",
) -> tuple[Submission, SubmissionVersion]:
    """A proposal that was handed in, with its first version."""
    by = by or supplier_person()
    submission = draft(challenge, by=by, words=words, price=price)
    version = services.submit(own(submission, by), by=by)
    return submission, version


def rows(
    challenge: Challenge,
    count: int = 1,
    *,
    state: SubmissionState = SubmissionState.SUBMITTED,
    supplier_id: uuid.UUID | None = None,
) -> list[Submission]:
    """Many proposals without versions, for lists: of as many suppliers, when none is named."""
    lot, person = lots_of(challenge.id)[0], PersonFactory()
    made = [
        Submission(
            id=new_id(),
            reference=f"SUB-{new_id().hex[-10:]}",
            challenge_id=challenge.id,
            lot_id=lot.id,
            supplier_id=supplier_id or SupplierFactory().id,
            title=f"Title {number}",
            state=state,
            created_by=person.id,
            created_at=clock.now(),
            submitted_at=None if state is SubmissionState.DRAFT else clock.now(),
        )
        for number in range(count)
    ]
    db.session.add_all(made)
    db.session.flush()
    return made


def own(submission: Submission, by: Actor) -> Submission:
    """The proposal as its team loads it."""
    from submissions import queries

    found = queries.own_submission(by, submission.id)
    assert found is not None
    return found


def after_deadline(challenge: Challenge, *, declared: bool = True) -> None:
    """Move the service's clock to just after the deadline; the council's people declare that they have no interest."""
    assert challenge.closes_at is not None
    clock.move_to(challenge.closes_at + dt.timedelta(minutes=1))
    if declared:
        office_has_no_interest(challenge)


def upload(client: FlaskClient, url: str, *, name: str = "plan.pdf", content: bytes = PDF) -> Any:
    return client.post(url, data={"file": (io.BytesIO(content), name)}, content_type="multipart/form-data")


def ask(challenge: Challenge, kind: AnswerKind, words: str = "", **more: Any) -> Question:
    """One more question of the form, which need not be answered."""
    values = {"required": False, "words": words or f"Answer in {kind.value}"} | more
    if kind in CHOSEN:
        values = {"options": ["Wood", "Stone", "Ice"]} | values
    question = Question(
        id=new_id(), challenge_id=challenge.id, number=len(questions_of(challenge.id)) + 1, kind=kind, **values
    )
    db.session.add(question)
    db.session.flush()
    return question
