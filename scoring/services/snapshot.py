"""Everything that went into a decision, so that anybody can do the sum again years later.

Plain JSON: decimals are text, things are named by id, proposals by reference too.
"""

from decimal import Decimal
from typing import Any

from scoring import ranking
from scoring.queries.ranking import Standing
from scoring.queries.voice import Stage
from scoring.states import HANDED_IN

METHOD = (
    "Weighted mean of the scores that the assessors gave, or of the consensus score where the chair recorded one, "
    "as a percentage of the highest score, rounds combined by their weights, to two decimals, halves up. "
    "A criterion with a `price_formula` has the score that follows from the prices, on the scale, to two decimals. "
    "Equal scores: by the criteria in `tie_break`, in that order; then the lower SHA-256 of `draw_seed|reference`. "
    "With a `public_vote` that counts, the score is (1 - s) times that mean plus s times the public's score, where s "
    "is the `public_share` in percent, and the public's score the share of those who voted that chose the proposal; "
    "thresholds look at the panel's mean alone. "
    "The funding line is below the best, in their order, up to the number of awards and as far as the `pot` reaches."
)


def snapshot_of(standing: Standing) -> dict[str, Any]:
    """The same for the same facts, whatever the order in which they were read."""
    references = dict(standing.references)
    challenge, method = standing.challenge, standing.method
    return {
        "method": METHOD,
        "challenge": challenge.reference,
        "lot": standing.lot.number,
        "phase": standing.phase.number,
        "awards_up_to": standing.phase.awards_up_to,
        "score_max": method.score_max,
        "spread_limit": challenge.spread_limit,
        "quality_threshold": _text(method.quality_threshold),
        "public_share": _text(challenge.public_share),
        "public_vote": _public_vote(standing, references),
        "criteria": [
            {
                "id": str(criterion.id),
                "title": criterion.title,
                "weight": _text(criterion.weight),
                "threshold": _text(criterion.threshold),
                "price_formula": criterion.price_formula.value if criterion.price_formula else None,
            }
            for criterion in standing.criteria
        ],
        "rounds": [
            {"id": str(one.id), "title": one.title, "weight": _text(one.weight)} for one in standing.panel.rounds
        ],
        "tie_break": [str(key) for key in method.tie_break],
        "draw_seed": method.draw_seed,
        "digests": sorted(standing.digests),
        "prices": _prices(standing, references),
        "funding_line": _line(standing, references),
        "scores": _scores(standing, references),
        "consensus": sorted(
            (
                {
                    "reference": references[one.submission_id],
                    "round": str(one.round_id),
                    "criterion": str(one.criterion_id),
                    "score": one.score,
                }
                for one in standing.consensus
            ),
            key=str,
        ),
        "ranking": [_place(position, one) for position, one in enumerate(standing.ranked, start=1)],
    }


def _prices(standing: Standing, references: dict[Any, str]) -> list[dict[str, Any]]:
    found = [
        {
            "reference": reference,
            "criterion": str(priced.criterion.id),
            "question": priced.question.number,
            "vat_included": priced.question.vat_included,
            "price": _text(priced.prices[submission_id]),
            "score": _text(priced.scores[submission_id]),
        }
        for priced in standing.prices
        for submission_id, reference in references.items()
    ]
    return sorted(found, key=str)


def _public_vote(standing: Standing, references: dict[Any, str]) -> dict[str, Any] | None:
    """None where the public did not vote, or where it was not asked yet."""
    voice = standing.voice
    if voice.stage is not Stage.COUNTED:
        return None
    return {
        "counts": voice.counts,
        "voters": voice.voters,
        "voters_by_tier": dict(voice.voters_by_tier),
        "turnout": voice.turnout,
        "votes": {reference: voice.votes.get(key, 0) for key, reference in references.items()},
    }


def _line(standing: Standing, references: dict[Any, str]) -> dict[str, Any]:
    line, asked = standing.line, standing.budget.asked
    return {
        "places": line.places,
        "drawn_by": line.drawn_by.value,
        "pot": _text(line.pot),
        "used": _text(line.used),
        "asked": {reference: _text(asked.get(key)) for key, reference in references.items() if line.pot is not None},
    }


def _scores(standing: Standing, references: dict[Any, str]) -> list[dict[str, Any]]:
    found = [
        {
            "reference": references[one.submission_id],
            "seat": str(one.seat_id),
            "round": str(one.round_id),
            "criterion": str(score.criterion_id),
            "score": score.score,
        }
        for one in standing.assessments
        if one.state in HANDED_IN
        for score in one.scores
    ]
    return sorted(found, key=str)


def _place(position: int, one: ranking.Ranked) -> dict[str, Any]:
    return {
        "position": position,
        "submission_id": str(one.key),
        "reference": one.reference,
        "rank": one.rank,
        "score": _text(one.score),
        "panel_score": _text(one.panel_score),
        "public_score": _text(one.public_score),
        "by_criterion": {str(key): _text(score) for key, score in one.by_criterion.items()},
        "missed": [str(key) for key in one.missed],
        "settled_by": str(one.settled_by),
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
