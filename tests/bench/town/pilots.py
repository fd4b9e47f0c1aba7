"""Pilots in every state, and who took them up."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from core.audit import AuditEvent
from participation.models import Topic
from pilots.models import Adoption, Pilot
from pilots.states import AdoptionRoute, AdoptionState, PilotState, StopReason
from tests.bench.town.base import DAY, Grower, Grown, topic


def grow_pilots(grower: Grower, accepted: Sequence[dict[str, Any]]) -> None:
    states = list(PilotState)
    pilots, topics, adoptions, audit = [], [], [], []
    assert len(accepted) >= grower.sizes.pilots, f"{len(accepted)} proposals can become pilots"
    for one in accepted[: grower.sizes.pilots]:
        row = _pilot(grower, one, grower.rng.choice(states))
        pilots.append(row)
        if row["state"] is PilotState.CONTRACTING:
            continue
        signed_at = dt.datetime.combine(row["signed_on"], dt.time(9), dt.UTC)
        topics.append(topic(grower, row, "pilot", signed_at, row["supplier_id"]))
        audit.append(
            {
                "id": grower.id_at(signed_at),
                "at": signed_at,
                "kind": "PILOT_SIGNED",
                "subject_type": "pilots",
                "subject_id": row["id"],
                "council_id": row["council_id"],
                "from_state": "contracting",
                "to_state": "mobilising",
                "facts": {},
            }
        )
        others = [council for council in grower.town.councils if council.id != row["council_id"]]
        many = min(len(others), int(grower.rng.paretovariate(1.1)) - 1)
        adoptions += [_adoption(grower, row, council) for council in grower.rng.sample(others, k=many)]
    grower.write(Topic, topics)
    grower.write(Pilot, pilots)
    grower.write(Adoption, adoptions)
    grower.write(AuditEvent, audit)


def _pilot(grower: Grower, one: dict[str, Any], state: PilotState) -> dict[str, Any]:
    challenge, language = one["challenge"], one["challenge"]["languages"][0]
    starts_on = (challenge["closes_at"] + 60 * DAY).date()
    title = grower.writer.title(language)
    ended = starts_on + dt.timedelta(days=200)
    has_stopped = state is PilotState.STOPPED
    return {
        "id": grower.id_at(challenge["closes_at"] + 50 * DAY),
        "reference": grower.reference("PIL"),
        "slug": grower.slug(title),
        "challenge_id": challenge["id"],
        "submission_id": one["proposal"]["id"],
        "council_id": challenge["council_id"],
        "supplier_id": one["supplier_id"],
        "topic_id": None,
        "manager_id": challenge["drafted_by"],
        "title": title,
        "summary": grower.writer.text(language, median=60, longest=300),
        "language": language,
        "state": state,
        "created_at": challenge["closes_at"] + 50 * DAY,
        "amount": Decimal(grower.rng.randint(5, 500) * 1000),
        "starts_on": starts_on,
        "ends_on": ended,
        "signed_on": None if state is PilotState.CONTRACTING else starts_on - dt.timedelta(days=5),
        "stop_reason": grower.rng.choice(list(StopReason)) if has_stopped else None,
        "stopped_on": ended if has_stopped else None,
        "in_use_on": ended if state is PilotState.IN_USE else None,
        "learning_worked": grower.writer.text(language, median=80),
        "learning_published_at": challenge["closes_at"] + 300 * DAY if state is PilotState.CLOSED else None,
    }


def _adoption(grower: Grower, pilot: dict[str, Any], council: Grown) -> dict[str, Any]:
    state = grower.rng.choice(list(AdoptionState))
    bought = state not in (AdoptionState.INTERESTED, AdoptionState.EVALUATING)
    used = state in (AdoptionState.LIVE, AdoptionState.DISCONTINUED)
    registered_at = grower.moment(pilot["created_at"])
    return {
        "id": grower.id_at(registered_at),
        "pilot_id": pilot["id"],
        "council_id": council.id,
        "state": state,
        "registered_by": council.officer,
        "registered_at": registered_at,
        "route": AdoptionRoute.FRAMEWORK if bought else None,
        "live_on": pilot["ends_on"] if used else None,
        "results": grower.writer.text("en", median=40) if used else "",
        "discontinued_on": pilot["ends_on"] if state is AdoptionState.DISCONTINUED else None,
        "moved_at": registered_at,
    }
