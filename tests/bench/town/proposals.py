"""Proposals with their answers: most of them to one challenge."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import text

from challenges.states import ChallengeState
from submissions.models import Answer, Submission, SubmissionVersion
from submissions.states import SubmissionState
from tests.bench.town.base import DAY, NOW, Grower

# The council's officers work on the crowded challenge, have no interest in anybody, and said so.
ASSIGNED = text(
    "insert into challenge_officers (id, challenge_id, person_id, assigned_at) select gen_random_uuid(), calls.id,"
    " held.person_id, calls.opens_at from challenges calls join memberships held on held.body_id = calls.council_id"
    " where calls.id = :challenge_id and held.role = 'officer'"
)
DECLARED = text(
    "insert into declarations (id, person_id, submission_id, challenge_id, council_id, state, words, declared_at,"
    " decision_words) select gen_random_uuid(), officers.person_id, bids.id, calls.id, calls.council_id, 'clear', '',"
    " calls.closes_at, '' from challenges calls join challenge_officers officers on officers.challenge_id = calls.id"
    " join submissions bids on bids.challenge_id = calls.id"
    " where calls.id = :challenge_id and officers.ended_at is null and bids.submitted_at is not null"
)
WITH_PILOT = (ChallengeState.DELIVERING, ChallengeState.COMPLETED)


def grow_proposals(grower: Grower, challenges: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those of the crowded challenge, and a few of each other; returns those that became pilots."""
    crowded = challenges[0]
    rows = [_proposal(grower, crowded, supplier) for supplier in _bidders(grower, grower.sizes.proposals)]
    accepted: list[dict[str, Any]] = []
    for row in challenges[1:]:
        if not row["approved_at"] or row["opens_at"] > NOW:
            continue
        count = min(40, grower.sizes.suppliers, int(grower.rng.paretovariate(1.1) * 2))
        for place, supplier in enumerate(_bidders(grower, count)):
            proposal = _proposal(grower, row, supplier)
            if place == 0 and row["state"] in WITH_PILOT and proposal["submitted_at"]:
                proposal["state"] = SubmissionState.CONTRACTED
                accepted.append({"proposal": proposal, "challenge": row, "supplier_id": supplier[0]})
            rows.append(proposal)
    _own_drafts(grower, rows, challenges)
    grower.write(Submission, rows)
    _grow_answers(grower, rows, {row["id"]: row for row in challenges})
    for rule in (ASSIGNED, DECLARED):
        grower.connection.execute(rule, {"challenge_id": crowded["id"]})
    return accepted


def _own_drafts(grower: Grower, rows: list[dict[str, Any]], challenges: Sequence[dict[str, Any]]) -> None:
    """What the busiest supplier sends in to what is open now is still being written."""
    supplier = grower.town.suppliers[0]
    begun = {row["challenge_id"]: row for row in rows if row["supplier_id"] == supplier[0]}
    for challenge in challenges:
        if challenge["approved_at"] and challenge["opens_at"] < NOW < challenge["closes_at"]:
            if challenge["id"] not in begun:
                begun[challenge["id"]] = _proposal(grower, challenge, supplier)
                rows.append(begun[challenge["id"]])
            begun[challenge["id"]].update(state=SubmissionState.DRAFT, submitted_at=None)
            grower.town.own_drafts.append(begun[challenge["id"]]["id"])


def _bidders(grower: Grower, count: int) -> list[tuple[uuid.UUID, uuid.UUID, uuid.UUID]]:
    """Each once; the first suppliers bid nearly everywhere."""
    eager = grower.town.suppliers[: max(1, count // 8)]
    others = grower.rng.sample(grower.town.suppliers, k=min(len(grower.town.suppliers), count))
    return list(dict.fromkeys([*eager, *others]))[:count]


def _proposal(
    grower: Grower, challenge: dict[str, Any], supplier: tuple[uuid.UUID, uuid.UUID, uuid.UUID]
) -> dict[str, Any]:
    created_at = grower.moment(challenge["opens_at"], min(NOW, challenge["closes_at"] - DAY / 24))
    over = challenge["closes_at"] <= NOW
    submitted = grower.rng.random() < (0.9 if over else 0.2)
    return {
        "id": grower.id_at(created_at),
        "reference": grower.reference("SUB"),
        "challenge_id": challenge["id"],
        "lot_id": challenge["lot_id"],
        "supplier_id": supplier[0],
        "title": grower.writer.title(challenge["languages"][0]),
        "state": SubmissionState.SUBMITTED if submitted else SubmissionState.DRAFT,
        "created_by": supplier[1],
        "created_at": created_at,
        "submitted_at": created_at if submitted else None,
    }


def _grow_answers(
    grower: Grower, proposals: Sequence[dict[str, Any]], challenges: dict[uuid.UUID, dict[str, Any]]
) -> None:
    answers, versions = [], []
    for proposal in proposals:
        challenge = challenges[proposal["challenge_id"]]
        language = challenge["languages"][0]
        answers += [
            {
                "id": grower.id_at(proposal["created_at"]),
                "submission_id": proposal["id"],
                "question_id": question_id,
                "words": "12500" if number == 2 else grower.writer.text(language, median=120, longest=490),
                "saved_at": proposal["created_at"],
                "saved_by": proposal["created_by"],
            }
            for number, question_id in enumerate(challenge["questions"][:6], start=1)
        ]
        if proposal["submitted_at"]:
            versions.append(
                {
                    "id": grower.id_at(proposal["created_at"]),
                    "submission_id": proposal["id"],
                    "number": 1,
                    "submitted_at": proposal["submitted_at"],
                    "submitted_by": proposal["created_by"],
                    "content": {"title": proposal["title"], "answers": [], "files": [], "questions": []},
                    "digest": "0" * 64,
                    "signature": "none",
                }
            )
    grower.write_beside(Answer, answers)
    grower.write(SubmissionVersion, versions)
