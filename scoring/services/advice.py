"""The statistics beside a ranking, for people to think about. They change no score and no order."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, insert, update

from core import clock
from core.database import db
from scoring import ranking, stability, statistics
from scoring.marking import Estimate, Marking, Panelled, combined, in_round, marking
from scoring.models import PanelRanking, RankingAdvice, Round
from scoring.queries.facts import RankingFacts, ranking_facts
from scoring.states import HANDED_IN


@dataclass(frozen=True)
class RoundAdvice:
    """What is kept of one round (see `PanelRanking.advice`), what was scored in it, and the estimates, if any."""

    kept: dict[str, Any]
    found: Panelled
    estimates: Mapping[uuid.UUID, Estimate] | None


def keep_advice(panel_id: uuid.UUID) -> None:
    """Work out adjusted scores, agreement and stability for the ranking that is kept, and keep them beside it."""
    kept = db.session.get(PanelRanking, panel_id, populate_existing=True)
    if kept is None or kept.advised_for == kept.worked_out_at:
        return
    begun, ranked_at = clock.exactly_now(), kept.worked_out_at
    facts = ranking_facts(panel_id)
    if facts is None:
        return
    advice, rows = _advice(facts, _sheet(facts))
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


def _advice(facts: RankingFacts, sheet: stability.Sheet) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What is kept of the panel as a whole, and of each proposal.

    Each round is looked at by itself, over all that was handed in in it: what a shortlist left out, or what left the
    race, still says how strict the assessors are.
    """
    # With a single assessor nothing is left to rank without them.
    stable = stability.stability(sheet) if len(sheet.assessor_keys) > 1 else None
    stays = {} if stable is None else {key: int(n) for key, n in zip(facts.references, stable.above, strict=True)}
    rows = {key: _row(facts.panel.id, key, stays.get(key)) for key in facts.references}
    handed_in = [one for one in (*facts.assessments, *facts.left_out) if one.state in HANDED_IN]
    found = marking(handed_in, [one.key for one in facts.method.criteria])
    rounds = [_of_round(facts, found, one) for one in facts.panel.rounds]
    _adjust(rows, facts, rounds)
    kept = [one.kept for one in rounds if len(one.found.keys) or one.kept["round"] == str(facts.panel.rounds[0].id)]
    return {"of": stable.of if stable else 0, "rounds": kept}, list(rows.values())


def _of_round(facts: RankingFacts, found: Marking, one: Round) -> RoundAdvice:
    highest = facts.method.score_max
    here = in_round(found, one.id, _scored(facts), highest)
    obstacle = statistics.obstacle(here.marks)
    kept: dict[str, Any] = {"round": str(one.id), "obstacle": obstacle.value if obstacle else None}
    if obstacle is not None:
        return RoundAdvice(kept | {"assessors": _assessors(here, None), "criteria": []}, here, None)
    components = statistics.components(here.marks)
    predicted = statistics.predictions(here.marks, components)
    kept |= _agreement(here, components) | {"assessors": _assessors(here, predicted)}
    kept["criteria"] = _by_criterion(facts, found, one)
    estimates = {
        key: Estimate(float(predicted.adjusted[place]), float(predicted.adjusted_error[place]))
        for place, key in enumerate(here.keys)
    }
    return RoundAdvice(kept, here, estimates)


def _scored(facts: RankingFacts) -> dict[int, float]:
    """The weights of the criteria that people score, by number."""
    priced = {one.criterion.id for one in facts.prices}
    return {place: float(one.weight) for place, one in enumerate(facts.method.criteria) if one.key not in priced}


def _row(panel_id: uuid.UUID, key: uuid.UUID, stays: int | None) -> dict[str, Any]:
    empty: dict[str, Any] = dict.fromkeys(("adjusted", "low", "high"))
    return {"panel_id": panel_id, "submission_id": key, "stays": stays, **empty}


def _adjust(rows: dict[uuid.UUID, dict[str, Any]], facts: RankingFacts, rounds: list[RoundAdvice]) -> None:
    """The rounds by their published weights. Prices, and the share of the public, keep their weight beside what was
    scored: they are the same whoever assesses."""
    priced = {one.criterion.id: float(one.criterion.weight) for one in facts.prices}
    weight = float(sum(one.weight for one in facts.method.criteria))
    scored, panel = 1 - sum(priced.values()) / weight, 1 - float(facts.method.public_share) / 100
    entries = {_id(one.key): one for one in facts.entries}
    weights = [float(one.weight) for one in facts.panel.rounds]
    estimates = combined([(w, one.found.keys, one.estimates) for w, one in zip(weights, rounds, strict=True)])
    for key in rows.keys() & estimates.keys():
        given, estimate = entries[key].given, estimates[key]
        price = sum(float(given[one]) * part for one, part in priced.items()) * 100 / facts.method.score_max / weight
        public = float(entries[key].public_score or 0)
        score = panel * (scored * estimate.score + price) + (1 - panel) * public
        reach = panel * scored * estimate.error * statistics.QUANTILE_90
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


def _assessors(found: Panelled, predicted: statistics.Predictions | None) -> list[dict[str, Any]]:
    """Of each: how far their scores are from the others' on the same `met` proposals, and what is estimated of that."""
    above, met = statistics.beside_others(found.marks)
    rows: list[dict[str, Any]] = []
    for place, seat in enumerate(found.seats):
        row: dict[str, Any] = {"seat": str(seat), "above": round(float(above[place]), 2), "met": int(met[place])}
        if predicted is not None:
            offset, error = float(predicted.offsets[place]), float(predicted.offset_errors[place])
            reach = error * statistics.QUANTILE_90
            row |= {
                "offset": round(offset, 2),
                "low": round(offset - reach, 2),
                "high": round(offset + reach, 2),
            }
        rows.append(row)
    return rows


def _by_criterion(facts: RankingFacts, found: Marking, one: Round) -> list[dict[str, Any]]:
    """The agreement on each criterion that people score."""
    rows = []
    for place in _scored(facts):
        here = in_round(found, one.id, {place: 1.0}, facts.method.score_max)
        if statistics.obstacle(here.marks) is None:
            kept = _agreement(here, statistics.components(here.marks))
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
