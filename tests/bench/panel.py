"""A panel of full size: 10,000 proposals, three assessments of five criteria each."""

import datetime as dt
import random
import uuid
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import insert, text

from accounts.models import Body, Supplier
from accounts.states import BodyKind, Role
from challenges.models import Criterion
from challenges.states import ChallengeState
from core.access import Actor
from core.database import db, new_id
from scoring.models import Assessment, Declaration, Panel, PanelSeat, Round, Score
from scoring.states import AssessmentState, RoundKind, SeatState
from submissions.models import Submission, SubmissionVersion
from submissions.states import SubmissionState
from tests.factories.accounts import CouncilFactory, PersonFactory, member
from tests.factories.challenges import ChallengeFactory

SEED = 2026
BATCH = 5000


@dataclass(frozen=True)
class FullPanel:
    panel_id: uuid.UUID
    officer: Actor
    criteria: list[uuid.UUID]
    proposals: int


def grow_panel(*, proposals: int, assessors: int, each: int) -> FullPanel:
    """All handed in, nothing decided; committed, and looked at by the planner."""
    rng = random.Random(SEED)
    council = CouncilFactory()
    officer = member(council, Role.OFFICER)
    challenge = ChallengeFactory(at=ChallengeState.ASSESSING, council=council, assessors_each=each)
    lot, phase = challenge.lots[0], challenge.phases[0]
    phase.awards_up_to = 50
    criteria = _criteria(lot)
    given_at = challenge.closes_at + dt.timedelta(days=14)
    panel = Panel(
        id=new_id(),
        challenge_id=challenge.id,
        phase_id=phase.id,
        lot_id=lot.id,
        council_id=council.id,
        assess_by_at=given_at,
        created_at=challenge.closes_at,
    )
    db.session.add(panel)
    db.session.flush()
    in_round = Round(
        id=new_id(), panel_id=panel.id, number=1, kind=RoundKind.WRITTEN, title="Written", weight=Decimal(100)
    )
    seats = [_seat(panel, number) for number in range(assessors)]
    db.session.add_all([in_round, *seats])
    db.session.flush()
    bids = _bids(challenge, lot.id, phase.id, proposals)
    _assess(rng, bids, seats, in_round, criteria, each=each, council_id=council.id, at=given_at)
    declared = {"challenge_id": challenge.id, "council_id": council.id, "declared_at": given_at}
    _write(
        Declaration,
        [
            {"id": new_id(), "person_id": person_id, "submission_id": bid, **declared}
            for person_id in (officer.person_id, *(seat.person_id for seat in seats[:5]))
            for bid in bids
        ],
    )
    db.session.commit()
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as settled:
        settled.execute(text("vacuum analyze"))
    return FullPanel(panel.id, officer, [one.id for one in criteria], proposals)


def _criteria(lot: Any) -> list[Criterion]:
    for number in range(len(lot.criteria) + 1, 6):
        db.session.add(Criterion(id=new_id(), lot_id=lot.id, number=number, title=f"Criterion {number}", weight=20))
    db.session.flush()
    db.session.refresh(lot, ["criteria"])
    for criterion in lot.criteria:
        criterion.weight = Decimal(20)
    db.session.flush()
    return list(lot.criteria)


def _seat(panel: Panel, number: int) -> PanelSeat:
    person = PersonFactory()
    return PanelSeat(
        id=new_id(),
        panel_id=panel.id,
        person_id=person.id,
        name=f"Assessor {number}",
        email=person.email,
        is_chair=number == 0,
        state=SeatState.ACCEPTED,
        invited_at=panel.created_at,
        responded_at=panel.created_at,
        terms_accepted_at=panel.created_at,
    )


def _bids(challenge: Any, lot_id: uuid.UUID, phase_id: uuid.UUID, count: int) -> list[uuid.UUID]:
    at = challenge.closes_at - dt.timedelta(hours=1)
    someone = PersonFactory().id
    suppliers = [new_id() for _ in range(count)]
    bids = [new_id() for _ in range(count)]
    _write(
        Body,
        [
            {"id": key, "kind": BodyKind.SUPPLIER, "name": f"Supplier {number}", "slug": f"of-panel-{number}",
             "email_domain": "", "created_at": at}
            for number, key in enumerate(suppliers)
        ],
    )  # fmt: skip
    _write(
        Supplier,
        [
            {"id": key, "identifier_scheme": "GB-COH", "identifier": str(30_000_000 + number)}
            for number, key in enumerate(suppliers)
        ],
    )
    _write(
        Submission,
        [
            {
                "id": key,
                "reference": f"SUB-{number:07d}",
                "challenge_id": challenge.id,
                "lot_id": lot_id,
                "phase_id": phase_id,
                "supplier_id": suppliers[number],
                "title": f"Proposal {number}",
                "state": SubmissionState.IN_ASSESSMENT,
                "created_by": someone,
                "created_at": at,
                "submitted_at": at,
            }
            for number, key in enumerate(bids)
        ],
    )
    words = "What we would do, and how. " * 60
    _write(
        SubmissionVersion,
        [
            {
                "id": new_id(),
                "submission_id": key,
                "number": 1,
                "submitted_at": at,
                "submitted_by": someone,
                "content": {
                    "reference": f"SUB-{number:07d}",
                    "title": f"Proposal {number}",
                    "supplier": {"name": f"Supplier {number}", "scheme": "GB-COH", "identifier": str(number)},
                    "questions": [],
                    "files": [],
                    "answers": [{"question": 1, "words": words}, {"question": 2, "words": "12500"}],
                },
                "digest": f"{number:064x}",
                "signature": "none",
            }
            for number, key in enumerate(bids)
        ],
    )
    return bids


def _assess(
    rng: random.Random,
    bids: list[uuid.UUID],
    seats: list[PanelSeat],
    in_round: Round,
    criteria: list[Criterion],
    *,
    each: int,
    council_id: uuid.UUID,
    at: dt.datetime,
) -> None:
    strict = {seat.id: rng.gauss(0, 0.6) for seat in seats}
    assessments, scores = [], []
    reason = "It says what is done, by whom and when, but not what it costs later. " * 4
    for number, bid in enumerate(bids):
        quality = rng.gauss(2.8, 0.9)
        for seat in rng.sample(seats, each):
            key = new_id()
            assessments.append(
                {
                    "id": key,
                    "seat_id": seat.id,
                    "submission_id": bid,
                    "round_id": in_round.id,
                    "council_id": council_id,
                    "code": f"K{number}",
                    "state": AssessmentState.SUBMITTED,
                    "assigned_at": at,
                    "submitted_at": at,
                }
            )
            scores += [
                {
                    "id": new_id(),
                    "assessment_id": key,
                    "criterion_id": criterion.id,
                    "score": min(5, max(0, round(quality + strict[seat.id] + rng.gauss(0, 0.9)))),
                    "reason": reason,
                    "saved_at": at,
                }
                for criterion in criteria
            ]
    _write(Assessment, assessments)
    _write(Score, scores)


def _write(model: Any, rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), BATCH):
        db.session.execute(insert(model.__table__), rows[start : start + BATCH])
