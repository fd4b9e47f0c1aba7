"""Working a ranking out and keeping it, so that its page reads one page of it. No decision is made on what is kept."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, exists, func, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert

from core import clock, jobs
from core.database import db
from scoring import ranking
from scoring.models import Assessment, Panel, PanelRanking, RankingChange, RankingPlace, Round
from scoring.queries.facts import RankingFacts, ranking_facts
from scoring.queries.pricing import PricedCriterion
from scoring.queries.voice import Voice
from scoring.states import DecisionKind

# Up to here a ranking is worked out at once when somebody looks (a few hundredths of a second); above it, in a job.
AT_ONCE = 600
# A panel at work changes all the time. Its ranking may take up this share of one worker, and no more.
_REST = 9


def keep_ranking(panel_id: uuid.UUID) -> RankingFacts | None:
    """Work the ranking out and keep it, if anything has changed since; returns what it was made of.

    What is taken away from the changes was seen before the scores were read: what is committed meanwhile stays noted.
    The statistics are asked for in the same transaction.
    """
    begun = clock.exactly_now()
    _hold(panel_id)
    seen = db.session.scalars(select(RankingChange.transaction).where(RankingChange.panel_id == panel_id)).all()
    if not seen and db.session.get(PanelRanking, panel_id) is not None:
        return None
    facts = ranking_facts(panel_id)
    if facts is None:
        return None
    _write(facts, begun)
    db.session.execute(
        delete(RankingChange).where(RankingChange.panel_id == panel_id, RankingChange.transaction.in_(seen))
    )
    jobs.enqueue("scoring.advise", lock=f"ranking:{panel_id}", panel_id=str(panel_id))
    return facts


def keep_if_quick(panel_id: uuid.UUID) -> bool:
    """Work it out now if the panel is small; a large one waits for its job. Returns whether it was."""
    count = db.session.scalar(
        select(func.count()).select_from(
            select(Assessment.id).join(Round, Round.id == Assessment.round_id).where(Round.panel_id == panel_id)
            .limit(AT_ONCE + 1).subquery()
        )
    )  # fmt: skip
    if (count or 0) > AT_ONCE:
        return False
    keep_ranking(panel_id)
    return True


def ask_for_rankings() -> int:
    """For every panel with changes that has rested long enough, ask for a job; returns how many."""
    waiting = db.session.execute(
        select(Panel.id, PanelRanking.worked_out_at, PanelRanking.took, PanelRanking.advice_took)
        .outerjoin(PanelRanking, PanelRanking.panel_id == Panel.id)
        .where(exists().where(RankingChange.panel_id == Panel.id))
        .order_by(Panel.id)
    ).all()
    now = clock.now()
    due = [row.id for row in waiting if row.worked_out_at is None or now >= row.worked_out_at + _rest(row)]
    for panel_id in due:
        jobs.enqueue("scoring.rank", lock=f"ranking:{panel_id}", panel_id=str(panel_id))
    return len(due)


def _rest(row: Any) -> dt.timedelta:
    return dt.timedelta(seconds=_REST * (row.took + (row.advice_took or 0)))


def _hold(panel_id: uuid.UUID) -> None:
    """One after the other: two who work out the same ranking at once would write the same rows."""
    db.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"ranking:{panel_id}", 0))))


def _write(facts: RankingFacts, begun: dt.datetime) -> None:
    panel_id = facts.panel.id
    db.session.execute(delete(RankingPlace).where(RankingPlace.panel_id == panel_id))
    rows = [_place(facts, position, one) for position, one in enumerate(facts.ranked, start=1)]
    if rows:
        db.session.execute(insert(RankingPlace), rows)
    values = {
        "worked_out_at": begun,
        "took": (clock.exactly_now() - begun).total_seconds(),
        "figures": _figures(facts),
    }
    db.session.execute(
        upsert(PanelRanking)
        .values(panel_id=panel_id, **values)
        .on_conflict_do_update(index_elements=["panel_id"], set_=values)
    )


def _place(facts: RankingFacts, position: int, one: ranking.Ranked) -> dict[str, Any]:
    key = uuid.UUID(str(one.key))
    return {
        "panel_id": facts.panel.id,
        "position": position,
        "submission_id": key,
        "rank": one.rank,
        "score": one.score,
        "panel_score": one.panel_score,
        "public_score": one.public_score,
        "by_criterion": {str(criterion): str(score) for criterion, score in one.by_criterion.items()},
        "missed": [str(missed) for missed in one.missed],
        "settled_by": str(one.settled_by),
        "above_line": position <= facts.line.places,
        "asked": facts.budget.asked.get(key),
        "prices": _prices(facts.prices, key),
        "dots": facts.dots(key),
    }


def _prices(prices: Sequence[PricedCriterion], key: uuid.UUID) -> dict[str, list[str | None]]:
    return {str(one.criterion.id): [_text(one.prices.get(key)), str(one.scores[key])] for one in prices}


def _figures(facts: RankingFacts) -> Mapping[str, Any]:
    """Plain JSON. `thin` is how many proposals too few have assessed, by the kind of decision."""
    line = facts.line
    return {
        "proposals": len(facts.references),
        "assessments": len(facts.assessments),
        "missing": len(facts.missing),
        "open_cases": facts.open_cases,
        "waits": facts.waits_for_second_round,
        "vote": _vote(facts.voice, facts.method.public_share),
        "thin": {kind.value: len(facts.below_quorum(kind)) for kind in (DecisionKind.AWARD, DecisionKind.SHORTLIST)},
        "line": {
            "places": line.places,
            "drawn_by": line.drawn_by.value,
            "awards": line.awards,
            "pot": _text(line.pot),
            "used": _text(line.used),
        },
        "seed": facts.method.draw_seed,
        "drawn": ranking.drawn_groups(facts.ranked, facts.method)[:50],
        "tie_break": [str(key) for key in facts.method.tie_break],
        "prices": [
            {
                "criterion": str(one.criterion.id),
                "vat_included": one.question.vat_included,
                "lowest": _text(one.lowest),
            }
            for one in facts.prices
        ],
    }


def _vote(voice: Voice, share: Decimal) -> dict[str, Any]:
    """`share` is the percentage with which it counts: none where too few voted."""
    return {
        "stage": voice.stage.value,
        "voters": voice.voters,
        "turnout": voice.turnout,
        "by_tier": dict(voice.voters_by_tier),
        "share": str(share),
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
