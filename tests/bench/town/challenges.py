"""Challenges in every state, with their forms, and what was asked about them."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from challenges.models import (
    Anchor,
    Challenge,
    ClarificationQuestion,
    Criterion,
    FundingShare,
    Lot,
    Phase,
    Question,
)
from challenges.states import AnswerKind, ChallengeState, Instrument, QuestionState
from core.audit import AuditEvent
from participation.models import Topic
from tests.bench.town.base import DAY, NOW, Grower, Grown, spread, topic

# (state, how many of a hundred)
CHALLENGE_STATES = (
    (ChallengeState.DRAFT, 5),
    (ChallengeState.IN_APPROVAL, 1),
    (ChallengeState.SCHEDULED, 3),
    (ChallengeState.OPEN, 9),
    (ChallengeState.CLOSED, 3),
    (ChallengeState.ASSESSING, 4),
    (ChallengeState.DECIDED, 1),
    (ChallengeState.STANDSTILL, 1),
    (ChallengeState.AWARDED, 5),
    (ChallengeState.DELIVERING, 12),
    (ChallengeState.COMPLETED, 45),
    (ChallengeState.CANCELLED, 5),
    (ChallengeState.UNSUCCESSFUL, 6),
)
# A form takes 6,000 characters.
LONGEST = 480
BY_DATES = (ChallengeState.SCHEDULED, ChallengeState.OPEN, ChallengeState.CLOSED)
NOT_APPROVED = (ChallengeState.DRAFT, ChallengeState.IN_APPROVAL)


def _dates(grower: Grower, state: ChallengeState) -> tuple[dt.datetime, dt.datetime]:
    """When a challenge in this state opens and closes."""
    open_for = DAY * grower.rng.randint(10, 60)
    if state is ChallengeState.SCHEDULED:
        opens_at = NOW + DAY * grower.rng.randint(1, 60)
    elif state is ChallengeState.OPEN:
        opens_at = NOW - open_for * grower.rng.uniform(0.05, 0.95)
    else:
        opens_at = grower.moment(last=NOW - open_for - 2 * DAY)
    return opens_at, opens_at + open_for


def _challenge(grower: Grower, council: Grown, state: ChallengeState) -> dict[str, Any]:
    language, writer = council.languages[0], grower.writer
    opens_at, closes_at = _dates(grower, state)
    approved = state not in NOT_APPROVED
    title, drafted_at = writer.title(language), opens_at - 40 * DAY
    return {
        "id": grower.id_at(drafted_at),
        "reference": grower.reference("CHL"),
        "slug": grower.slug(title),
        "council_id": council.id,
        "title": title,
        "summary": writer.text(language, median=40, longest=80)[:600],
        "problem_statement": writer.text(language, median=120, longest=LONGEST),
        "evidence": writer.text(language, median=150, longest=LONGEST),
        "outcomes_wanted": writer.text(language, median=80, longest=LONGEST),
        "who_is_affected": writer.text(language, median=60, longest=LONGEST),
        "eligibility": writer.text(language, median=40, longest=LONGEST),
        "route_to_market": writer.text(language, median=60, longest=LONGEST),
        "terms": writer.text(language, median=120, longest=LONGEST),
        "contact_email": "hello@council.example",
        "budget_owner": "Director",
        "conflicts_assessment": "None.",
        "preset": "rapid",
        "instrument": grower.rng.choice(list(Instrument)),
        "state": ChallengeState.APPROVED if state in BY_DATES else state,
        "opens_at": opens_at,
        "questions_close_at": closes_at - 4 * DAY,
        "closes_at": closes_at,
        "decision_expected_on": (closes_at + 40 * DAY).date(),
        "languages": council.languages,
        "currency": "GBP",
        "drafted_by": council.officer,
        "drafted_at": drafted_at,
        "approved_by": council.approver if approved else None,
        "approved_at": opens_at - 7 * DAY if approved else None,
        "announced_at": opens_at if approved and state is not ChallengeState.SCHEDULED else None,
        "cancelled_at": closes_at - DAY if state is ChallengeState.CANCELLED else None,
        "cancel_reason": "The money is gone." if state is ChallengeState.CANCELLED else "",
        "topic_id": None,
    }


def grow_challenges(grower: Grower) -> list[dict[str, Any]]:
    """With everything that hangs on them. The first open one of the busiest council is the crowded one."""
    states = list(spread(CHALLENGE_STATES, grower.sizes.challenges))
    grower.rng.shuffle(states)
    rows = [_challenge(grower, grower.council(), state) for state in states]
    crowded, draft = _challenge(grower, grower.town.busiest, ChallengeState.CLOSED), ChallengeState.DRAFT
    rows[0] = crowded
    # Whatever the size, there is one of each that a visit needs.
    rows[1] = _challenge(grower, grower.town.busiest, draft)
    rows[2] = _challenge(grower, grower.town.busiest, ChallengeState.OPEN)
    grower.town.crowded_slug = crowded["slug"]
    grower.town.draft_slugs = [
        row["slug"] for row in rows if row["state"] is draft and row["council_id"] == grower.town.busiest.id
    ]
    public = [row for row in rows if row["approved_at"]]
    grower.write(Topic, [topic(grower, row, "challenge", row["approved_at"], row["council_id"]) for row in public])
    grower.write_beside(Challenge, rows)
    _grow_forms(grower, rows)
    grower.write(
        AuditEvent,
        (
            {
                "id": grower.id_at(row["approved_at"]),
                "at": row["approved_at"],
                "kind": "CHALLENGE_APPROVED",
                "subject_type": "challenges",
                "subject_id": row["id"],
                "council_id": row["council_id"],
                "from_state": "in_approval",
                "to_state": "approved",
                "facts": {},
            }
            for row in public
        ),
    )
    return rows


def _grow_forms(grower: Grower, rows: Sequence[dict[str, Any]]) -> None:
    phases, shares, lots, criteria, anchors, questions = [], [], [], [], [], []
    for row in rows:
        at, language = row["drafted_at"], row["languages"][0]
        for number in range(1, grower.rng.choice((1, 1, 1, 2)) + 1):
            phase_id = grower.id_at(at)
            phases.append(
                {
                    "id": phase_id,
                    "challenge_id": row["id"],
                    "number": number,
                    "title": f"Phase {number}",
                    "awards_up_to": 3,
                    "amount_each": Decimal(50_000),
                }
            )
            shares.append(
                {
                    "id": grower.id_at(at),
                    "phase_id": phase_id,
                    "council_id": row["council_id"],
                    "amount": Decimal(grower.rng.randint(10, 900) * 1000),
                    "vat_included": False,
                }
            )
        row["lot_id"] = grower.id_at(at)
        lots.append({"id": row["lot_id"], "challenge_id": row["id"], "number": 1, "title": row["title"]})
        for number, weight in enumerate(grower.rng.choice(((50, 30, 20), (25, 25, 25, 25), (60, 40))), start=1):
            criterion_id = grower.id_at(at)
            criteria.append(
                {
                    "id": criterion_id,
                    "lot_id": row["lot_id"],
                    "number": number,
                    "title": grower.writer.title(language),
                    "weight": Decimal(weight),
                }
            )
            anchors += [
                {"id": grower.id_at(at), "criterion_id": criterion_id, "score": score, "words": f"At {score}."}
                for score in range(6)
            ]
        row["questions"] = [grower.id_at(at) for _ in range(grower.rng.randint(4, 12))]
        questions += [
            {
                "id": question_id,
                "challenge_id": row["id"],
                "number": number,
                "words": grower.writer.title(language),
                "kind": AnswerKind.LONG_TEXT if number != 2 else AnswerKind.MONEY,
                "word_limit": 500 if number != 2 else None,
            }
            for number, question_id in enumerate(row["questions"], start=1)
        ]
    for model, made in (
        (Phase, phases),
        (FundingShare, shares),
        (Lot, lots),
        (Criterion, criteria),
        (Anchor, anchors),
        (Question, questions),
    ):
        grower.write(model, made)


def grow_questions_asked(grower: Grower, challenges: Sequence[dict[str, Any]]) -> None:
    rows = []
    for row in challenges:
        if not row["approved_at"] or row["opens_at"] > NOW:
            continue
        for number in range(1, min(60, int(grower.rng.paretovariate(0.9) * 2))):
            asked_at = grower.moment(row["opens_at"], min(NOW, row["questions_close_at"]))
            waits = row["closes_at"] > NOW and grower.rng.random() < 0.4
            rows.append(
                {
                    "id": grower.id_at(asked_at),
                    "challenge_id": row["id"],
                    "number": None if waits else number,
                    "asked_by": grower.rng.choice(grower.town.suppliers)[1],
                    "words": grower.writer.text(row["languages"][0], median=30, longest=300),
                    "state": QuestionState.ASKED if waits else QuestionState.ANSWERED,
                    "asked_at": asked_at,
                    "published_words": "" if waits else grower.writer.text(row["languages"][0], median=30),
                    "answer": "" if waits else grower.writer.text(row["languages"][0], median=60),
                    "answered_at": None if waits else asked_at + 2 * DAY,
                }
            )
    grower.write_beside(ClarificationQuestion, rows)
