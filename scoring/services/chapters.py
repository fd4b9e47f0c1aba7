"""What stands in a dossier: a folder for each proposal, and around them the decision and what was recorded.

Whatever is the same gives the same bytes, so nothing here says when or for whom it was built.
"""

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import Any

from core import storage
from core.audit import AuditEvent
from core.rendering import render_page
from core.storage import Scan, StoredFile
from scoring.models import Assessment, Decision
from scoring.queries import decision as decisions
from scoring.queries import dossier as queries
from scoring.queries.dossier import Chapter
from scoring.services.packing import Package, safe_name
from submissions.services.receipts import canonical, receipt_of

_EVENT = ("at", "kind", "person_id", "body_id", "role", "subject_type", "subject_id", "from_state", "to_state")


@dataclass(frozen=True)
class Line:
    """A proposal as the index tells of it."""

    reference: str
    supplier: str
    state: Any
    outcome: Any
    rank: int | None
    score: Decimal | None


@dataclass
class Book:
    """What is remembered from chapter to chapter: a line for each proposal, and who is named by an id."""

    package: Package
    titles: dict[uuid.UUID, str]
    lines: list[Line] = field(default_factory=list)
    people: set[uuid.UUID] = field(default_factory=set)


def put_chapter(book: Book, chapter: Chapter) -> None:
    submission, outcome = chapter.submission, chapter.outcome
    folder = f"proposals/{submission.reference}"
    files, left_out = _put_files(book.package, folder, chapter)
    if chapter.version is not None:
        # These very bytes have the digest that the receipt signs.
        book.package.put(f"{folder}/proposal.json", canonical(chapter.version.content))
        book.package.put(f"{folder}/receipt.txt", receipt_of(chapter.version).words + "\n")
    told = {
        "reference": submission.reference,
        "state": submission.state,
        "supplier": {"name": submission.supplier.name, "identifier": submission.supplier.identifier},
        "outcome": outcome and plain(outcome, "outcome", "suggested", "position", "rank", "score", "reason"),
        "assessments": [_assessment(one) for one in chapter.assessments],
        "consensus": [
            plain(one, "criterion_id", "round_id", "score", "reason", "recorded_by", "recorded_at", "superseded_at")
            for one in chapter.consensus
        ],
        "moderation_cases": [
            plain(one, "criterion_id", "round_id", "spread", "state", "opened_at", "reason", "closed_at", "closed_by")
            for one in chapter.cases
        ],
        "interests": [
            plain(one, "person_id", "state", "words", "declared_at", "decision_words", "decided_by", "decided_at")
            for one in chapter.declarations
        ],
        "interests_noticed": [
            plain(one, "person_id", "kind", "noticed_at", "settled_words", "settled_by", "settled_at")
            | {"organisation": one.body.name}
            for one in chapter.matches
        ],
        "clarifications": [
            plain(one, "number", "subject", "words", "asked_by", "asked_at", "due_at", "answer", "answered_at")
            for one in chapter.clarifications
        ],
        "files_left_out": left_out,
    }
    book.package.put_json(f"{folder}/assessment.json", jsonable(told))
    if chapter.summary is not None:
        book.package.put_json(f"{folder}/summary.json", jsonable(_summary(chapter)))
    book.package.put(
        f"{folder}/index.html",
        render_page(
            "scoring/dossier_chapter.html",
            chapter=chapter,
            told=told,
            titles=book.titles,
            files=files,
            left_out=left_out,
        ),
    )
    book.people |= _people_in(told)
    book.lines.append(
        Line(
            submission.reference,
            submission.supplier.name,
            submission.state,
            outcome.outcome if outcome else None,
            outcome.rank if outcome else None,
            outcome.score if outcome else None,
        )
    )


def put_frame(book: Book, decision: Decision) -> None:
    """Everything that is not about one proposal alone, and the page to begin with."""
    package, challenge = book.package, decision.challenge
    panel, claims = queries.panel_of(decision.panel_id), queries.claims_about(decision.lot_id)
    taken = queries.decisions_of_lot(decision.lot_id)
    for one in taken:
        folder = f"decisions/{one.reference}"
        told = _decision(one)
        book.people |= _people_in(told)
        package.put_json(f"{folder}/decision.json", jsonable(told))
        package.put_json(f"{folder}/snapshot.json", one.snapshot)
        package.put_table(
            f"{folder}/outcomes.csv",
            [
                "position",
                "rank",
                "reference",
                "supplier",
                "score",
                "panel_score",
                "public_score",
                "outcome",
                "suggested",
                "reason",
            ],
            (
                [
                    *(out.position, out.rank, reference, name, out.score, out.panel_score, out.public_score),
                    *(out.outcome.value, out.suggested.value, out.reason),
                ]
                for out, reference, name in queries.outcomes_of(one.id)
            ),
        )
    criteria = decisions.criteria_with_anchors(decision.lot_id)
    package.put_json("panel.json", jsonable(_panel(panel, criteria, decision)))
    package.put_json("claims.json", jsonable([_claim(one) for one in claims]))
    _put_events(book, decision)
    names = queries.names_of_people(book.people)
    package.put_json("people.json", names)
    package.put(
        "index.html",
        render_page(
            "scoring/dossier_index.html",
            decision=decision,
            challenge=challenge,
            decisions=taken,
            panel=panel,
            claims=claims,
            lines=book.lines,
            names=names,
        ),
    )


def jsonable(value: Any) -> Any:
    """Times in UTC, amounts and ids as text, states by their value."""
    if isinstance(value, dict):
        return {str(key): jsonable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [jsonable(inner) for inner in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    return str(value) if isinstance(value, uuid.UUID | Decimal | dt.date) else value


def plain(thing: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in names}


def _put_files(package: Package, folder: str, chapter: Chapter) -> tuple[list[tuple[str, str]], list[dict[str, Any]]]:
    """Pairs of the name as it was and the path within the chapter; and what was left out, and why."""
    put, left_out = [], []
    listed = chapter.version.content["files"] if chapter.version else []
    for number, one in enumerate(listed, start=1):
        file = chapter.files.get(uuid.UUID(one["id"]))
        if file is None or file.scan in (Scan.HELD, Scan.FOUND):
            left_out.append({"name": one["name"], "sha256": one["sha256"], "because": _because(file)})
            continue
        name = f"files/{safe_name(one['name'], number=number)}"
        package.put_chunks(f"{folder}/{name}", storage.read_chunks(file), size=file.size, packed=False)
        put.append((one["name"], name))
    return put, left_out


def _because(file: StoredFile | None) -> str:
    if file is None:
        return "not stored"
    return "a virus was found in it" if file.scan is Scan.FOUND else "not checked for viruses yet"


def _assessment(one: Assessment) -> dict[str, Any]:
    return {
        "assessor": one.seat.name,
        "person_id": one.seat.person_id,
        "round": one.round.title,
        "counted_as": one.state,
        "assigned_at": one.assigned_at,
        "submitted_at": one.submitted_at,
        "reopen_reason": one.reopen_reason,
        "scores": [
            plain(score, "criterion_id", "score", "reason", "saved_at")
            for score in sorted(one.scores, key=lambda score: score.criterion_id)
        ],
    }


def _summary(chapter: Chapter) -> dict[str, Any]:
    """As it was sent, and what shows that it was."""
    return {
        **plain(chapter.summary, "content", "version", "assembled_at", "edited_at", "edited_by", "issued_at"),
        "mails": [
            {
                **plain(mail.message, "id", "to_address", "subject", "state", "queued_at", "sent_at"),
                "body_sha256": hashlib.sha256(mail.message.body.encode()).hexdigest(),
            }
            for mail in chapter.mails
        ],
        "opened": [plain(opening, "person_id", "opened_at") for opening in chapter.openings],
    }


def _decision(one: Decision) -> dict[str, Any]:
    return {
        **plain(one, "reference", "kind", "state", "reasons", "draw_seed", "edited_by"),
        **plain(one, "drafted_by", "drafted_at", "moderated_by", "moderated_at", "approved_by", "approved_at"),
        **plain(one, "summaries_issued_at", "notice_at", "standstill_ends_at", "confirmed_by", "confirmed_at"),
        **plain(one, "set_aside_at", "set_aside_reason"),
        "challenge": one.challenge.reference,
        "title": one.challenge.title,
        "council": one.challenge.council.name,
        "lot": one.lot.number,
        "phase": one.phase.number,
    }


def _panel(panel: Any, criteria: Any, decision: Decision) -> dict[str, Any]:
    return {
        "challenge": decision.challenge.reference,
        "assess_by_at": panel.assess_by_at,
        "seats": [
            plain(one, "id", "name", "person_id", "is_chair", "state", "invited_at", "responded_at", "refusal_reason")
            for one in sorted(panel.seats, key=lambda seat: seat.id)
        ],
        "rounds": [plain(one, "id", "number", "kind", "title", "weight") for one in panel.rounds],
        "criteria": [
            plain(one, "id", "number", "title", "weight", "threshold")
            | {"anchors": [plain(anchor, "score", "words") for anchor in sorted(one.anchors, key=lambda a: a.score)]}
            for one in criteria
        ],
    }


def _claim(one: Any) -> dict[str, Any]:
    return {
        **plain(one, "reference", "decision_id", "submission_id", "state", "grounds", "raised_by", "raised_at"),
        **plain(one, "settled_words", "settled_by", "settled_at"),
        "bidder": one.body.name,
    }


def _put_events(book: Book, decision: Decision) -> None:
    """Twice read rather than held: there may be hundreds of thousands."""
    book.package.put_lines("audit/events.jsonl", _noted(book, queries.events_about(decision)))
    book.package.put_table(
        "audit/events.csv",
        [*_EVENT, "facts", "reason"],
        (_row(event) for event in queries.events_about(decision)),
    )


def _noted(book: Book, events: Iterator[AuditEvent]) -> Iterator[dict[str, Any]]:
    for event in events:
        if event.person_id is not None:
            book.people.add(event.person_id)
        yield jsonable(
            {"id": event.id, **plain(event, *_EVENT, "facts"), "reason": event.reason.words if event.reason else ""}
        )


def _row(event: AuditEvent) -> list[Any]:
    told = jsonable(plain(event, *_EVENT))
    return [*(told[name] for name in _EVENT), event.facts, event.reason.words if event.reason else ""]


def _people_in(value: Any) -> set[uuid.UUID]:
    """Ids under names that say that they are of people."""
    if isinstance(value, list):
        return set().union(*(_people_in(inner) for inner in value))
    if not isinstance(value, dict):
        return set()
    named = {inner for key, inner in value.items() if isinstance(inner, uuid.UUID) and _is_person(key)}
    return named.union(*(_people_in(inner) for inner in value.values()))


def _is_person(key: str) -> bool:
    return key == "person_id" or key.endswith("_by")
