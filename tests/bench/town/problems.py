"""Problems in every state."""

import uuid
from collections.abc import Sequence
from typing import Any

from challenges.models import (
    Problem,
)
from challenges.states import ProblemState
from participation.models import Topic
from tests.bench.town.base import DAY, NOW, Grower, Grown, spread, topic

PROBLEM_STATES = (
    (ProblemState.RAISED, 6),
    (ProblemState.UNDER_REVIEW, 14),
    (ProblemState.ACCEPTED, 9),
    (ProblemState.ANSWERED, 38),
    (ProblemState.DECLINED, 17),
    (ProblemState.TRANSFERRED, 10),
    (ProblemState.MERGED, 6),
)


def grow_problems(grower: Grower, challenges: Sequence[dict[str, Any]]) -> None:
    states = list(spread(PROBLEM_STATES, grower.sizes.problems))
    grower.rng.shuffle(states)
    of_council: dict[uuid.UUID, list[uuid.UUID]] = {}
    for row in challenges:
        of_council.setdefault(row["council_id"], []).append(row["id"])
    place = states.index(ProblemState.UNDER_REVIEW)
    merged_into: uuid.UUID | None = None
    rows, topics = [], []
    for number, state in enumerate(states):
        council = grower.council()
        if state is ProblemState.ACCEPTED and council.id not in of_council:
            council = grower.town.busiest
        row = _problem(grower, council, state)
        row["challenge_id"] = grower.rng.choice(of_council[council.id]) if state is ProblemState.ACCEPTED else None
        if state is ProblemState.MERGED and merged_into is None:
            row["state"] = ProblemState.UNDER_REVIEW
        row["merged_into_id"] = merged_into if row["state"] is ProblemState.MERGED else None
        if number == place:
            merged_into = row["id"]
        if row["published_at"]:
            topics.append(topic(grower, row, "problem", row["published_at"], council.id))
        rows.append(row)
    grower.write(Topic, topics)
    # What others were merged into has to be there before them.
    grower.write(Problem, rows[: place + 1])
    grower.write_beside(Problem, rows[place + 1 :])


def _problem(grower: Grower, council: Grown, state: ProblemState) -> dict[str, Any]:
    language = grower.rng.choice([council.languages[0], council.languages[0], council.languages[-1]])
    raised_at = grower.moment() if state in PROBLEM_STATES[1] else grower.moment(last=NOW - 5 * DAY)
    decided = state not in (ProblemState.RAISED, ProblemState.UNDER_REVIEW)
    # Some wait to be published, and a few decided ones never were.
    shown = state is not ProblemState.RAISED and grower.rng.random() < 0.93
    title = grower.writer.title(language)
    description = grower.writer.text(language, median=30)
    return {
        "id": grower.id_at(raised_at),
        "reference": grower.reference("PRB"),
        "slug": grower.slug(title),
        "council_id": council.id,
        "title": title,
        "description": description,
        "raised_words": description,
        "place": " ".join(grower.writer.some_words(language, 2)),
        "language": language,
        "state": state,
        "raised_at": raised_at,
        "review_started_at": raised_at + DAY if state is not ProblemState.RAISED else None,
        "published_at": raised_at + DAY if shown else None,
        "decided_at": raised_at + 3 * DAY if decided else None,
        "public_answer": grower.writer.text(language, median=40) if decided else "",
        "transferred_to_name": "The county" if state is ProblemState.TRANSFERRED else "",
        "topic_id": None,
    }
