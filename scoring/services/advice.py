"""The statistics beside a ranking, for people to think about. They change no score and no order."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
from sqlalchemy import delete, insert, update

from core import clock
from core.database import db
from scoring import ranking, stability, statistics
from scoring.models import PanelRanking, RankingAdvice
from scoring.queries.facts import RankingFacts, ranking_facts


@dataclass(frozen=True)
class Panelled:
    """Totals with whose they are: `keys` by number of the proposal, `seats` by number of the assessor."""

    marks: statistics.Marks
    keys: Sequence[uuid.UUID]
    seats: Sequence[uuid.UUID]


def keep_advice(panel_id: uuid.UUID) -> None:
    """Work out adjusted scores, agreement and stability for the ranking that is kept, and keep them beside it."""
    kept = db.session.get(PanelRanking, panel_id, populate_existing=True)
    if kept is None or kept.advised_for == kept.worked_out_at:
        return
    begun, ranked_at = clock.exactly_now(), kept.worked_out_at
    facts = ranking_facts(panel_id)
    if facts is None:
        return
    sheet = _sheet(facts)
    advice, rows = _advice(facts, sheet)
    db.session.execute(delete(RankingAdvice).where(RankingAdvice.panel_id == panel_id))
    if rows:
        db.session.execute(insert(RankingAdvice), rows)
    now = clock.exactly_now()
    db.session.execute(
        update(PanelRanking)
        .where(PanelRanking.panel_id == panel_id)
        .values(
            advice=advice, advised_for=ranked_at, advised_at=begun, advice_took=(now - begun) / dt.timedelta(seconds=1)
        )
    )


def _totals(sheet: stability.Sheet, weights: Mapping[int, float]) -> Panelled:
    """What each assessor gave each proposal, on 0-100: rounds and criteria combined, over what they scored.

    `weights` by number of the criterion. Consensus scores and prices are nobody's own, and left out.
    """
    if not len(sheet.scores) or not any(weights.values()):
        none = np.zeros(0, dtype=np.int64)
        return Panelled(statistics.Marks(none, none, np.zeros(0)), (), ())
    rounds = np.array([float(one) for one in sheet.method.rounds.values()])
    by_criterion = np.array([weights.get(place, 0.0) for place in range(len(sheet.method.criteria))])
    weight = rounds[sheet.rounds] * by_criterion[sheet.criteria]
    used = weight > 0
    cells = sheet.proposals[used] * len(sheet.assessor_keys) + sheet.assessors[used]
    known, inverse = np.unique(cells, return_inverse=True)
    total = np.bincount(inverse, weights=weight[used] * sheet.scores[used])
    scores = total / np.bincount(inverse, weights=weight[used]) * 100 / sheet.method.score_max
    proposals, proposal_of = np.unique(known // len(sheet.assessor_keys), return_inverse=True)
    people, person_of = np.unique(known % len(sheet.assessor_keys), return_inverse=True)
    return Panelled(
        marks=statistics.Marks(proposal_of, person_of, scores),
        keys=[_id(sheet.keys[place]) for place in proposals],
        seats=[_id(sheet.assessor_keys[place]) for place in people],
    )


def _advice(facts: RankingFacts, sheet: stability.Sheet) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What is kept of the panel as a whole, and of each proposal."""
    found = _totals(sheet, _scored(facts))
    obstacle = statistics.obstacle(found.marks)
    # With a single assessor nothing is left to rank without them.
    stable = stability.stability(sheet) if len(sheet.assessor_keys) > 1 else None
    stays = {} if stable is None else {key: int(n) for key, n in zip(facts.references, stable.above, strict=True)}
    rows = {key: _row(facts.panel.id, key, stays.get(key)) for key in facts.references}
    advice: dict[str, Any] = {"obstacle": obstacle.value if obstacle else None, "of": stable.of if stable else 0}
    if obstacle is None:
        components = statistics.components(found.marks)
        predicted = statistics.predictions(found.marks, components)
        advice |= _agreement(found, components) | {"assessors": _assessors(found, predicted)}
        advice["criteria"] = _by_criterion(facts, sheet)
        _adjust(rows, facts, found, predicted)
    return advice, list(rows.values())


def _scored(facts: RankingFacts) -> dict[int, float]:
    """The weights of the criteria that people score, by number."""
    priced = {one.criterion.id for one in facts.prices}
    return {place: float(one.weight) for place, one in enumerate(facts.method.criteria) if one.key not in priced}


def _row(panel_id: uuid.UUID, key: uuid.UUID, stays: int | None) -> dict[str, Any]:
    empty: dict[str, Any] = dict.fromkeys(("adjusted", "low", "high"))
    return {"panel_id": panel_id, "submission_id": key, "stays": stays, **empty}


def _adjust(
    rows: dict[uuid.UUID, dict[str, Any]],
    facts: RankingFacts,
    found: Panelled,
    predicted: statistics.Predictions,
) -> None:
    """Prices keep their weight beside what was scored: they are the same whoever assesses."""
    priced = {one.criterion.id: float(one.criterion.weight) for one in facts.prices}
    weight = float(sum(one.weight for one in facts.method.criteria))
    scored = 1 - sum(priced.values()) / weight
    entries = {_id(one.key): one for one in facts.entries}
    for place, key in enumerate(found.keys):
        given = entries[key].given
        price = sum(float(given[one]) * part for one, part in priced.items()) * 100 / facts.method.score_max / weight
        score = scored * predicted.adjusted[place] + price
        reach = scored * predicted.adjusted_error[place] * statistics.QUANTILE_90
        rows[key] |= {
            "adjusted": _two(score),
            "low": _two(max(score - reach, 0)),
            "high": _two(min(score + reach, 100)),
        }


def _agreement(found: Panelled, components: statistics.Components) -> dict[str, Any]:
    agreed = statistics.agreement(found.marks, components)
    return {
        "one": round(agreed.one, 4),
        "mean": round(agreed.mean, 4),
        "each": round(agreed.each, 2),
        "band": statistics.band(agreed.mean).value,
        "band_one": statistics.band(agreed.one).value,
        "shares": [
            round(part / components.total, 4) for part in (components.quality, components.severity, components.noise)
        ],
    }


def _assessors(found: Panelled, predicted: statistics.Predictions) -> list[dict[str, Any]]:
    reach = predicted.offset_errors * statistics.QUANTILE_90
    return [
        {
            "seat": str(seat),
            "offset": round(float(predicted.offsets[place]), 2),
            "low": round(float(predicted.offsets[place] - reach[place]), 2),
            "high": round(float(predicted.offsets[place] + reach[place]), 2),
        }
        for place, seat in enumerate(found.seats)
    ]


def _by_criterion(facts: RankingFacts, sheet: stability.Sheet) -> list[dict[str, Any]]:
    """The agreement on each criterion that people score."""
    rows = []
    for place in _scored(facts):
        found = _totals(sheet, {place: 1.0})
        if statistics.obstacle(found.marks) is None:
            kept = _agreement(found, statistics.components(found.marks))
            criterion = str(facts.method.criteria[place].key)
            rows.append({"criterion": criterion, **{key: kept[key] for key in ("one", "mean", "band")}})
    return rows


def _sheet(facts: RankingFacts) -> stability.Sheet:
    seats: list[list[ranking.Key]] = [
        [one.seat_id for one in facts.handed_in(key) for _score in one.scores] for key in facts.references
    ]
    return stability.sheet(list(facts.entries), seats, facts.method, facts.budget)


def _two(value: float) -> Decimal:
    return Decimal(f"{float(value):.2f}")


def _id(key: ranking.Key) -> uuid.UUID:
    return key if isinstance(key, uuid.UUID) else uuid.UUID(key)
