"""Proposals in each state, with a file in each. Those of the first half are made before a deadline that then passes."""

import datetime as dt

from sqlalchemy import select, update

from accounts.models import Supplier
from challenges.models import Challenge
from challenges.queries import questions_of
from challenges.states import ChallengeState
from core import clock
from core.database import db, new_id
from submissions import queries, services
from submissions.models import Redaction, Submission, SubmissionMember, SubmissionVersion, VersionFile
from submissions.states import EntryChannel, SubmissionState
from tests.access.cast import Cast
from tests.access.world.challenges import challenge_in
from tests.access.world.things import Thing, Things
from tests.factories.accounts import SupplierFactory
from tests.factories.submissions import PDF, attach, draft


def plant_before_a_deadline(cast: Cast) -> list[Submission]:
    """Received, checked, being assessed, offered, withdrawn, entered by an officer: in that order."""
    challenge = challenge_in(cast, ChallengeState.OPEN)
    made = [handed_in(cast) for _ in range(4)]
    gone = handed_in(cast, challenge)
    services.withdraw(_own(cast, gone), by=cast["bidder"])
    entered = _entered(cast, challenge)
    services.submit(queries.own_submission(cast["entering officer"], entered.id), by=cast["entering officer"])
    return [*made, gone, entered]


def plant_after_it(cast: Cast, made: list[Submission]) -> Things:
    received, checked, assessed, offered, gone, entered = made
    states = {
        checked: SubmissionState.ELIGIBLE,
        assessed: SubmissionState.IN_ASSESSMENT,
        offered: SubmissionState.OFFERED,
    }
    for submission, state in states.items():
        db.session.execute(update(Submission).where(Submission.id == submission.id).values(state=state))
    _move(assessed, ChallengeState.ASSESSING)
    services.ask_bidder(
        received, subject="Heat", words="How warm?", due_at=clock.now() + dt.timedelta(days=5), by=cast["officer"]
    )
    _move(offered, ChallengeState.AWARDED)
    return {
        "a proposal: received": {**_thing(received), "redaction_id": _hidden_in(cast, received).id},
        "a proposal: eligible": _thing(checked),
        "a proposal: being assessed": _thing(assessed),
        "a proposal: offered a contract": _thing(offered),
        "a proposal: withdrawn before the deadline": _thing(gone),
        "a proposal that an officer entered: received": _thing(entered),
    }


def _hidden_in(cast: Cast, submission: Submission) -> Redaction:
    by = cast.person("officer").id
    redaction = Redaction(id=new_id(), submission_id=submission.id, words="Warm", made_by=by, made_at=clock.now())
    db.session.add(redaction)
    db.session.flush()
    return redaction


def plant(cast: Cast) -> Things:
    """Those of challenges that are open now."""
    begun = draft(challenge_in(cast, ChallengeState.OPEN), by=cast["bidder"])
    _join(cast, begun)
    _attach(cast, begun)
    places = {
        "asked": services.ask_member(
            begun, db.session.get_one(Supplier, cast["other supplier"].body_id), part="Sensors.", by=cast["bidder"]
        ).id,
        "confirmed by the partner": next(one.id for one in _own(cast, begun).members if one.confirmed_at),
    }
    challenge = challenge_in(cast, ChallengeState.OPEN)
    typed, sent = _entered(cast, challenge), _entered(cast, challenge)
    services.submit(queries.own_submission(cast["entering officer"], sent.id), by=cast["entering officer"])
    return {
        "a proposal: draft": _thing(begun),
        **{
            f"a place in a consortium: {name}": {"submission_id": begun.id, "member_id": member_id}
            for name, member_id in places.items()
        },
        "a proposal: submitted": _thing(handed_in(cast)),
        "a proposal that an officer enters: draft": _thing(typed),
        "a proposal that an officer entered: submitted": _thing(sent),
    }


def handed_in(cast: Cast, challenge: Challenge | None = None) -> Submission:
    """A proposal of the bidder, with the partner in its team."""
    submission = draft(challenge or challenge_in(cast, ChallengeState.OPEN), by=cast["bidder"])
    _join(cast, submission)
    _attach(cast, submission)
    services.submit(_own(cast, submission), by=cast["bidder"])
    return submission


def _own(cast: Cast, submission: Submission) -> Submission:
    found = queries.own_submission(cast["bidder"], submission.id)
    assert found is not None
    return found


def _join(cast: Cast, submission: Submission) -> None:
    member = SubmissionMember(
        submission_id=submission.id, body_id=cast["partner"].body_id, confirmed_at=clock.now() - dt.timedelta(days=1)
    )
    db.session.add(member)
    db.session.flush()


def _attach(cast: Cast, submission: Submission) -> None:
    attach(submission, by=cast["bidder"], content=PDF)
    db.session.flush()


def _entered(cast: Cast, challenge: Challenge) -> Submission:
    """What came by post for a supplier that has nobody here."""
    by = cast["entering officer"]
    submission = services.enter_for_supplier(
        challenge, SupplierFactory(), channel=EntryChannel.POST, consent="Signed.", by=by
    )
    services.save_title(submission, title="Warm pavements", version=0, by=by)
    for question in questions_of(challenge.id)[:2]:
        services.save_answer(submission, question, version=0, words="12500", by=by)
    attach(submission, by=by, content=PDF)
    return submission


def _move(submission: Submission, state: ChallengeState) -> None:
    db.session.execute(update(Challenge).where(Challenge.id == submission.challenge_id).values(state=state))


def _thing(submission: Submission) -> Thing:
    db.session.expire_all()
    return {
        "submission_id": submission.id,
        "slug": submission.challenge.slug,
        "number": 1,
        "file_id": file_of(submission),
    }


def file_of(submission: Submission) -> object:
    """The file that was handed in, or the one of the draft."""
    kept = db.session.scalars(
        select(VersionFile.file_id)
        .join(SubmissionVersion, SubmissionVersion.id == VersionFile.version_id)
        .where(SubmissionVersion.submission_id == submission.id)
    ).first()
    return kept or queries.working_copy(submission.id).files[0].file_id
