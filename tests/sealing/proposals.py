"""Three proposals to one open challenge, each field of each edition filled with a word of its own.

One was never submitted. One was submitted, reopened, submitted again and reopened again. One came by post, and an
officer typed it in and submitted it.
"""

import datetime as dt
import io

from accounts.models import SupplierProfile
from accounts.states import ProfilePart
from challenges.models import Challenge, Question
from challenges.queries.challenge import questions_of
from challenges.states import AnswerKind
from challenges.states.challenge import CHOSEN
from core import clock
from core.access import Actor
from core.database import db, new_id
from submissions import queries, services
from submissions.models import Submission, SubmissionMember
from submissions.services import Declared
from submissions.states import EntryChannel, ExclusionGround
from tests.factories.submissions import PDF
from tests.sealing.people import Cast
from tests.sealing.words import Edition

DRAFT = Edition("draft", "the working copy")
FIRST = Edition("reopened", "version 1")
SECOND = Edition("reopened", "version 2")
UNSENT = Edition("reopened", "the working copy")
POSTED = Edition("posted", "version 1")
RIVALS = Edition("rival's", "version 1")
# What the council asks after the deadline, and the answer; and what a resident puts forward.
ASKED = Edition("reopened", "the clarification", fields=("subject", "question", "answer"))
IDEA = Edition("idea", "what was sent", fields=("title", "idea", "contact"))
# Who is behind it, and what becomes of it; looked for where the tests say so, because suppliers are no secret.
NAMED = Edition("reopened", "the suppliers", fields=("bidder name", "company number", "member name"))
AFTERWARDS = Edition("reopened", "what came after", fields=("audit reason", "job argument", "mail", "slip"))
EDITIONS = (DRAFT, FIRST, SECOND, UNSENT, POSTED)
# Nobody finds this any more.
OVERWRITTEN = Edition("draft", "an earlier save")


def name_suppliers(cast: Cast) -> None:
    lead, partner = cast.suppliers["reopened"], cast.suppliers["partner"]
    lead.name, lead.identifier, partner.name = NAMED["bidder name"], NAMED["company number"], NAMED["member name"]
    db.session.flush()


def ask_everything(challenge: Challenge) -> None:
    """One question of each kind, all of them scored; the short text tells who the bidder is."""
    challenge.asks_declarations = True
    criterion = challenge.lots[0].criteria[0]
    for question in challenge.questions:
        question.criterion_id = criterion.id
    asked = {question.kind for question in challenge.questions}
    for number, kind in enumerate((kind for kind in AnswerKind if kind not in asked), start=len(asked) + 1):
        db.session.add(
            Question(
                id=new_id(),
                challenge_id=challenge.id,
                number=number,
                words=f"Answer in {kind.value}",
                kind=kind,
                required=True,
                criterion_id=criterion.id,
                identifies_bidder=kind is AnswerKind.SHORT_TEXT,
                options=["Wood", "Stone"] if kind in CHOSEN else [],
                eligible_answers=["yes"] if kind is AnswerKind.YES_NO else [],
                ineligible_because="The law." if kind is AnswerKind.YES_NO else "",
            )
        )
    db.session.flush()


def plant(cast: Cast, challenge: Challenge) -> dict[str, Submission]:
    return {
        "draft": _draft(cast, challenge),
        "reopened": _reopened(cast, challenge),
        "posted": _posted(cast, challenge),
        "rival": _rivals(cast, challenge),
    }


def put_forward(cast: Cast, challenge: Challenge) -> None:
    services.put_forward(
        challenge, title=IDEA["title"], words=IDEA["idea"], contact=IDEA["contact"], by=cast["sender of an idea"]
    )


def clarify(cast: Cast, submission: Submission) -> None:
    """The officer asks, and the team answers."""
    officer, team = cast["officer"], cast["team of reopened"]
    opened = queries.opened_submission(officer, submission.id)
    assert opened is not None
    asked = services.ask_bidder(
        opened,
        subject=ASKED["subject"],
        words=ASKED["question"],
        due_at=clock.now() + dt.timedelta(days=5),
        by=officer,
    )
    found = queries.own_clarification(team, submission.id, asked.number)
    assert found is not None
    services.answer_council(found, words=ASKED["answer"], by=team)


def _draft(cast: Cast, challenge: Challenge) -> Submission:
    by = cast["team of draft"]
    submission = services.start_submission(challenge, by=by)
    for edition in (OVERWRITTEN, DRAFT):
        write(submission, edition, by=by)
    return submission


def _reopened(cast: Cast, challenge: Challenge) -> Submission:
    by = cast["team of reopened"]
    submission = services.start_submission(challenge, by=by)
    for name in ("partner", "asked"):
        confirmed_at = clock.now() if name == "partner" else None
        body_id = cast.suppliers[name].id
        db.session.add(SubmissionMember(submission_id=submission.id, body_id=body_id, confirmed_at=confirmed_at))
    db.session.flush()
    for edition in (FIRST, SECOND):
        write(submission, edition, by=by)
        services.submit(_own(submission, by), by=by)
        services.reopen(_own(submission, by), by=by)
    write(submission, UNSENT, by=by)
    return submission


def _posted(cast: Cast, challenge: Challenge) -> Submission:
    by = cast["officer who typed in"]
    submission = services.enter_for_supplier(
        challenge, cast.suppliers["posted"], channel=EntryChannel.POST, consent="In the letter.", by=by
    )
    write(submission, POSTED, by=by)
    services.submit(_own(submission, by), by=by)
    return submission


def _rivals(cast: Cast, challenge: Challenge) -> Submission:
    by = cast["rival"]
    submission = services.start_submission(challenge, by=by)
    write(submission, RIVALS, by=by)
    services.submit(_own(submission, by), by=by)
    return submission


def write(submission: Submission, edition: Edition, *, by: Actor) -> None:
    """Fill the working copy with the words of this edition, in the place of what was there."""
    current = _own(submission, by)
    _say_of_team(current, edition)
    _declare(current, edition, by=by)
    services.save_title(current, title=edition["title"], version=current.title_version, by=by)
    versions = {answer.question_id: answer.version for answer in current.answers}
    for question in questions_of(submission.challenge_id):
        if question.kind is AnswerKind.FILE:
            _exchange_file(current, question, edition, by=by)
            continue
        services.save_answer(
            current,
            question,
            version=versions.get(question.id, 0),
            words=_answer_to(question, edition),
            confidential=True,
            because=edition["confidential reason"],
            by=by,
        )


def _answer_to(question: Question, edition: Edition) -> str:
    """Once, somebody names themselves where nobody should."""
    slip = f" {AFTERWARDS['slip']}" if edition is SECOND and question.kind is AnswerKind.LONG_TEXT else ""
    return edition.answer_to(question.kind) + slip


def _declare(submission: Submission, edition: Edition, *, by: Actor) -> None:
    declared = Declared([ExclusionGround.TAX], edition["exclusion"], subsidised=True, subsidy_words=edition["subsidy"])
    services.confirm_declaration(submission, declared, by=by)


def _say_of_team(submission: Submission, edition: Edition) -> None:
    """What the supplier says of itself at this time, and what each member does."""
    answered = SupplierProfile(
        supplier_id=submission.supplier_id,
        **dict.fromkeys((part.value for part in ProfilePart), edition["profile"]),
        version=1,
        saved_at=clock.now(),
        saved_by=submission.created_by,
    )
    db.session.merge(answered)
    for member in submission.members:
        if member.confirmed_at is not None:
            member.part = edition["part of a member"]
    db.session.flush()


def _exchange_file(submission: Submission, question: Question, edition: Edition, *, by: Actor) -> None:
    for held in submission.files:
        services.remove_file(submission, file_id=held.file_id, by=by)
    content = PDF.replace(b"%%EOF", f"% {edition['file content']}\n%%EOF".encode())
    services.add_file(
        submission,
        question,
        stream=io.BytesIO(content),
        name=f"{edition['file name']}.pdf",
        limit=1_000_000,
        confidential=True,
        by=by,
    )


def _own(submission: Submission, by: Actor) -> Submission:
    db.session.expire_all()
    found = queries.own_submission(by, submission.id)
    assert found is not None
    return found
