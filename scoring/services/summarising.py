"""Assessment summaries are put together from what went into the decision, and from the reasons that were given.

From the snapshot, because that is what was approved; in batches, because there may be thousands.
"""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _

from challenges.models import Challenge, Criterion
from challenges.presets import BETWEEN
from core import clock, jobs
from core.database import db, new_id
from core.formats import money
from scoring.models import AssessmentSummary, Decision
from scoring.names import NameFinder
from scoring.queries import decision as decisions
from scoring.queries import feedback
from scoring.queries import sending as queries
from scoring.queries.decision import Desk

AT_ONCE = 100
BATCH = 100


@dataclass(frozen=True)
class Ranked:
    """A proposal's place as the snapshot has it. Scores on 0-100, two decimals, as text."""

    reference: str
    score: str | None
    panel_score: str | None
    public_score: str | None
    rank: int | None
    by_criterion: dict[str, str | None]


@dataclass(frozen=True)
class Basis:
    """What all summaries of a decision have in common. `winner` is the best of those chosen in this lot."""

    decision: Decision
    challenge: Challenge
    criteria: Sequence[Criterion]
    ranked: dict[uuid.UUID, Ranked]
    winner: Ranked | None
    prices: dict[tuple[str, str], Decimal | None]
    # The percentage of the score that the public gave; None where its vote did not count.
    public_share: str | None = None

    def lowest(self, criterion_id: uuid.UUID) -> Decimal | None:
        of_criterion = [price for (_ref, key), price in self.prices.items() if key == str(criterion_id) and price]
        return min(of_criterion, default=None)


def assemble(desk: Desk) -> None:
    """One summary for each proposal of a decision that was just approved: at once, or in a job when there are many."""
    db.session.flush()
    if len(desk.outcomes) > AT_ONCE:
        enqueue(desk.decision.id)
        return
    while assemble_batch(desk.decision.id):
        continue


def enqueue(decision_id: uuid.UUID) -> None:
    jobs.enqueue("scoring.assemble_summaries", lock=f"summaries:{decision_id}", decision_id=str(decision_id))


def assemble_batch(decision_id: uuid.UUID, *, size: int = BATCH) -> bool:
    """Put together the next ones that are missing; returns whether more are left. Harmless when called again."""
    missing = queries.without_summary(decision_id, limit=size)
    found = _basis(decision_id) if missing else None
    if found is None:
        return False
    reasons = queries.reasons_about(missing)
    finder, own = names_of(decision_id)
    with force_locale(found.challenge.main_language):
        for submission_id in missing:
            content = _content(found, submission_id, reasons)
            db.session.add(
                AssessmentSummary(
                    id=new_id(),
                    decision_id=decision_id,
                    submission_id=submission_id,
                    council_id=found.decision.council_id,
                    assembled_at=clock.now(),
                    content=content,
                    named=sorted(finder.found_in(all_words(content)) - own.get(submission_id, set())),
                )
            )
    db.session.flush()
    return len(missing) == size


def names_of(decision_id: uuid.UUID) -> tuple[NameFinder[str], dict[uuid.UUID, set[str]]]:
    """Finds ids of bidders, their members and assessors; and which of them are a proposal's own."""
    run = feedback.run_of(decision_id)
    ordinary = set(run.ordinary) if run else set()
    own: dict[uuid.UUID, set[str]] = {}
    names = [(str(seat_id), name) for seat_id, name in queries.assessor_names(decision_id) if " " in name.strip()]
    for submission_id, body_id, name in queries.bidder_names(decision_id):
        own.setdefault(submission_id, set()).add(str(body_id))
        names.append((str(body_id), name))
    return NameFinder(dict.fromkeys(one for one in names if one[0] not in ordinary)), own


def all_words(content: dict[str, Any]) -> str:
    """What people wrote in a summary."""
    return "\n".join(f"{entry['words']}\n{entry['better']}" for entry in content["criteria"])


def _basis(decision_id: uuid.UUID) -> Basis | None:
    decision = queries.decision_told_of(decision_id)
    if decision is None or decision.snapshot is None:
        return None
    ranked = {
        uuid.UUID(place["submission_id"]): Ranked(
            reference=place["reference"],
            score=place["score"],
            panel_score=place.get("panel_score"),
            public_score=place.get("public_score"),
            rank=place["rank"],
            by_criterion=place["by_criterion"],
        )
        for place in decision.snapshot["ranking"]
    }
    best = queries.best_chosen(decision_id)
    return Basis(
        decision=decision,
        challenge=decision.challenge,
        criteria=decisions.criteria_with_anchors(decision.lot_id),
        ranked=ranked,
        winner=ranked.get(best) if best else None,
        public_share=_share(decision.snapshot),
        prices={
            (price["reference"], price["criterion"]): _decimal(price["price"]) for price in decision.snapshot["prices"]
        },
    )


def _share(snapshot: dict[str, Any]) -> str | None:
    vote = snapshot.get("public_vote")
    return snapshot["public_share"] if vote and vote["counts"] and Decimal(snapshot["public_share"]) else None


def _content(found: Basis, submission_id: uuid.UUID, reasons: queries.Reasons) -> dict[str, Any]:
    one = found.ranked[submission_id]
    return {
        "score": one.score,
        "winner_score": found.winner.score if found.winner else None,
        "panel_score": one.panel_score,
        "public_score": one.public_score,
        "winner_public_score": found.winner.public_score if found.winner else None,
        "public_share": found.public_share,
        "rank": one.rank,
        "of": len(found.ranked),
        "criteria": [_about(criterion, submission_id, found, reasons) for criterion in found.criteria],
    }


def _about(criterion: Criterion, submission_id: uuid.UUID, found: Basis, reasons: queries.Reasons) -> dict[str, Any]:
    one, key = found.ranked[submission_id], str(criterion.id)
    score, priced = one.by_criterion.get(key), criterion.price_formula is not None
    return {
        "criterion_id": key,
        "title": criterion.title,
        "weight": str(criterion.weight),
        "score": score,
        "winner_score": found.winner.by_criterion.get(key) if found.winner else None,
        "words": _about_price(criterion, one, found)
        if priced
        else "\n\n".join(_reasons(reasons, submission_id, criterion.id)),
        "better": _better_price(criterion, found)
        if priced
        else _better(criterion, _decimal(score), found.challenge.score_max),
    }


def _about_price(criterion: Criterion, one: Ranked, found: Basis) -> str:
    """How the score follows from the price: nobody gave it."""
    currency = found.challenge.currency
    price = found.prices.get((one.reference, str(criterion.id)))
    return str(
        _(
            "The price is %(price)s, and the lowest is %(lowest)s. The score follows from the formula: %(formula)s.",
            price=money(price, currency) or _("not given"),
            lowest=money(found.lowest(criterion.id), currency) or _("not given"),
            formula=criterion.price_formula.label if criterion.price_formula else "",
        )
    )


def _better_price(criterion: Criterion, found: Basis) -> str:
    lowest = money(found.lowest(criterion.id), found.challenge.currency) or _("not given")
    return str(_("The lowest price, %(lowest)s, has the highest score.", lowest=lowest))


def _reasons(reasons: queries.Reasons, submission_id: uuid.UUID, criterion_id: uuid.UUID) -> list[str]:
    """Each reason once: the panel's own first where it agreed on a score, then those of the assessors.

    Those of the assessors in an order that is another for each criterion, so that nobody can tell which belong
    together.
    """
    agreed, given = reasons.get((submission_id, criterion_id), ([], []))
    mixed = sorted(given, key=lambda words: hashlib.sha256(f"{criterion_id}{words}".encode()).digest())
    return list(dict.fromkeys([*agreed, *mixed]))


def _better(criterion: Criterion, score: Decimal | None, score_max: int) -> str:
    """The published words of the next better score that say what it asks for; nothing was missing from the best."""
    reached = (score or Decimal(0)) * score_max / 100
    above = sorted((anchor for anchor in criterion.anchors if anchor.score > reached), key=lambda one: one.score)
    if not above:
        return str(_("This was the best score on the scale. Nothing was missing."))
    wanted = next((anchor for anchor in above if anchor.words not in map(str, BETWEEN)), above[0])
    return str(_("For a score of %(score)s: %(words)s", score=wanted.score, words=wanted.words))


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
