"""Assessment summaries: what each bidder is told, before the standstill starts."""

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from accounts import queries as people
from challenges.models import Criterion
from core import audit, clock
from core.access import Actor
from core.database import db, new_id
from core.errors import Conflict, NotPermitted, Refused
from core.formats import money
from notifications.services import tell_people
from scoring import ranking
from scoring.models import AssessmentSummary
from scoring.policies.decision import can_issue_summaries
from scoring.policies.feedback import can_edit_summary
from scoring.queries import decision as decisions
from scoring.queries import feedback as queries
from scoring.queries.decision import Desk
from scoring.queries.pricing import PricedCriterion
from scoring.queries.ranking import Standing
from scoring.states import (
    DECISION_LIFECYCLE,
    SUMMARIES_ISSUED,
    SUMMARY_EDITED,
    DecisionAction,
    ProposalOutcome,
)
from submissions.models import Submission

# Kinds of companies, which are no part of the name that people use.
_SUFFIX = re.compile(
    r"[\s,]+(ltd|limited|plc|llp|lp|cic|cio|inc|gmbh|s\.?\s?l\.?u?|s\.?\s?a\.?u?|s\.?\s?c\.?c?\.?l|coop|cooperative)\.?$",
    re.IGNORECASE,
)
_SHORT = 4
_WON = (ProposalOutcome.RECOMMENDED, ProposalOutcome.SHORTLISTED)


@dataclass(frozen=True)
class Words:
    """What an officer writes about one criterion."""

    words: str
    better: str


def assemble(desk: Desk, found: Standing) -> None:
    """One summary for each proposal, from the assessors' reasons and the published anchors; an officer edits it."""
    criteria = decisions.criteria_with_anchors(desk.decision.lot_id)
    ranked = {one.key: one for one in found.ranked}
    winner = next((ranked[one.submission_id] for one in desk.outcomes if one.outcome in _WON), None)
    for outcome in desk.outcomes:
        one = ranked[outcome.submission_id]
        db.session.add(
            AssessmentSummary(
                id=new_id(),
                decision_id=desk.decision.id,
                submission_id=outcome.submission_id,
                council_id=desk.decision.council_id,
                assembled_at=clock.now(),
                content={
                    "score": _text(one.score),
                    "winner_score": _text(winner.score) if winner else None,
                    "rank": one.rank,
                    "of": len(found.ranked),
                    "criteria": [_about(criterion, one, winner, found) for criterion in criteria],
                },
            )
        )
    db.session.flush()


def edit_summary(
    decision_id: uuid.UUID,
    submission_id: uuid.UUID,
    *,
    words: Mapping[uuid.UUID, Words],
    version: int,
    by: Actor,
) -> AssessmentSummary:
    """Keep what the officer wrote.

    Raises `Refused` with the field for an empty answer or one that names another bidder, `Conflict` when somebody
    else saved meanwhile or when the summary has gone out.
    """
    desk = queries.summary_desk(by, decision_id, submission_id)
    if desk is None or not can_edit_summary(by, desk):
        raise NotPermitted
    summary = desk.summary
    if summary.issued_at is not None:
        raise Conflict(_l("This summary has been sent and cannot be changed."))
    if version != summary.version:
        raise Conflict(_l("Somebody else changed this summary meanwhile. Look at it again before you save."))
    names = _names_of_others(summary, queries.summaries_of(decision_id))
    criteria = [_edited(entry, words, names) for entry in summary.content["criteria"]]
    summary.content = {**summary.content, "criteria": criteria}
    summary.version += 1
    summary.edited_at, summary.edited_by = clock.now(), by.person_id
    audit.record(SUMMARY_EDITED, subject=summary, by=by, version=summary.version)
    db.session.flush()
    return summary


def issue_summaries(decision_id: uuid.UUID, *, by: Actor) -> int:
    """Send every bidder its summary, all at once; returns how many.

    Raises `Refused` when one of them names another bidder.
    """
    desk = decisions.locked_desk(decision_id)
    if desk is None or not can_issue_summaries(by, desk):
        raise NotPermitted
    decision = desk.decision
    DECISION_LIFECYCLE.check(decision, DecisionAction.ISSUE_SUMMARIES)
    summaries = queries.summaries_of(decision_id)
    named = naming_others(summaries)
    if named:
        raise Refused(
            _l(
                "These summaries name another bidder. Change them first: %(references)s",
                references=", ".join(summary.submission.reference for summary in named),
            )
        )
    decision.summaries_issued_at = clock.now()
    for summary in summaries:
        summary.issued_at = decision.summaries_issued_at
    DECISION_LIFECYCLE.move(
        decision, DecisionAction.ISSUE_SUMMARIES, by=by, event=SUMMARIES_ISSUED, summaries=len(summaries)
    )
    db.session.flush()
    tell_bidders(
        [summary.submission for summary in summaries],
        template="scoring/summary_issued",
        key=f"summary:{decision.id}",
        challenge=desk.challenge,
    )
    return len(summaries)


def tell_bidders(submissions: Iterable[Submission], *, template: str, key: str, **context: Any) -> None:
    """One mail to everybody of each bidder's lead supplier, in two queries for all of them."""
    chosen = list(submissions)
    suppliers = {
        supplier.id: supplier
        for supplier in people.suppliers_with_members([submission.supplier_id for submission in chosen])
    }
    today = clock.now().date()
    for submission in chosen:
        supplier = suppliers[submission.supplier_id]
        tell_people(
            {membership.person_id for membership in supplier.memberships if membership.runs_on(today)},
            template=template,
            why=_l("You are getting this because your organisation submitted this proposal."),
            once_key=f"{key}:{submission.id}",
            submission=submission,
            **context,
        )


def naming_others(summaries: Sequence[AssessmentSummary]) -> list[AssessmentSummary]:
    """Those in whose words another bidder's name occurs."""
    return [
        summary
        for summary in summaries
        if any(
            names_in(f"{entry['words']}\n{entry['better']}", _names_of_others(summary, summaries))
            for entry in summary.content["criteria"]
        )
    ]


def names_in(words: str, names: Iterable[str]) -> list[str]:
    """Which of the organisations are named, with or without their kind of company, however they are written."""
    found = []
    for name in names:
        short = _SUFFIX.sub("", name).strip()
        wanted = short if len(short) >= _SHORT else name
        pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, wanted.split())) + r"(?!\w)"
        if re.search(pattern, words, re.IGNORECASE):
            found.append(name)
    return found


def _names_of_others(summary: AssessmentSummary, summaries: Sequence[AssessmentSummary]) -> set[str]:
    own = _team_names(summary.submission)
    everybody = {name for other in summaries for name in _team_names(other.submission)}
    return everybody - own


def _team_names(submission: Submission) -> set[str]:
    return {submission.supplier.name, *(member.body.name for member in submission.members)}


def _edited(entry: dict[str, Any], words: Mapping[uuid.UUID, Words], names: set[str]) -> dict[str, Any]:
    criterion_id = uuid.UUID(entry["criterion_id"])
    given = words.get(criterion_id, Words("", ""))
    for field, text in (("words", given.words), ("better", given.better)):
        where = f"{field}_{criterion_id.hex}"
        if not text.strip():
            raise Refused(_l("Write about “%(title)s”", title=entry["title"]), field=where)
        named = names_in(text, names)
        if named:
            raise Refused(_l("Take out the name of another bidder: %(name)s", name=named[0]), field=where)
    return {**entry, "words": given.words.strip(), "better": given.better.strip()}


def _about(criterion: Criterion, one: ranking.Ranked, winner: ranking.Ranked | None, found: Standing) -> dict[str, Any]:
    score = one.by_criterion.get(criterion.id)
    priced = next((each for each in found.prices if each.criterion.id == criterion.id), None)
    return {
        "criterion_id": str(criterion.id),
        "title": criterion.title,
        "weight": str(criterion.weight),
        "score": _text(score),
        "winner_score": _text(winner.by_criterion.get(criterion.id)) if winner else None,
        "words": _about_price(priced, one.key, found)
        if priced
        else "\n\n".join(_reasons(criterion.id, one.key, found)),
        "better": _better_price(priced, found) if priced else _better(criterion, score, found.challenge.score_max),
    }


def _about_price(priced: PricedCriterion, submission: ranking.Key, found: Standing) -> str:
    """How the score follows from the price: nobody gave it."""
    currency = found.challenge.currency
    return str(
        _(
            "The price is %(price)s, and the lowest is %(lowest)s. The score follows from the formula: %(formula)s.",
            price=money(priced.prices[submission], currency) or _("not given"),
            lowest=money(priced.lowest, currency) or _("not given"),
            formula=priced.criterion.price_formula.label if priced.criterion.price_formula else "",
        )
    )


def _better_price(priced: PricedCriterion, found: Standing) -> str:
    lowest = money(priced.lowest, found.challenge.currency) or _("not given")
    return str(_("The lowest price, %(lowest)s, has the highest score.", lowest=lowest))


def _reasons(criterion_id: uuid.UUID, submission: ranking.Key, found: Standing) -> list[str]:
    """Each reason once: the panel's own first where it agreed on a score, then those of the assessors."""
    agreed = [
        one.reason for one in found.consensus if one.submission_id == submission and one.criterion_id == criterion_id
    ]
    given = [
        score.reason.strip()
        for one in found.handed_in(uuid.UUID(str(submission)))
        for score in one.scores
        if score.criterion_id == criterion_id and score.reason.strip()
    ]
    return list(dict.fromkeys([*agreed, *given]))


def _better(criterion: Criterion, score: Decimal | None, score_max: int) -> str:
    """The published words of the next better score; nothing was missing from the best."""
    reached = (score or Decimal(0)) * score_max / 100
    above = [anchor for anchor in criterion.anchors if anchor.score > reached]
    if not above:
        return str(_("This was the best score on the scale. Nothing was missing."))
    wanted = min(above, key=lambda anchor: anchor.score)
    return str(_("For a score of %(score)s: %(words)s", score=wanted.score, words=wanted.words))


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
