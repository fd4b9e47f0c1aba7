"""An assessment summary on paper: the same words as on the bidder's page, as a PDF."""

from pathlib import Path
from typing import Any

from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from challenges.queries.translation import title_of
from core.errors import Refused
from core.formats import datetime_long, percent, two_places
from core.text import blocks_of
from scoring.models import AssessmentSummary, Decision, DecisionOutcome
from scoring.services.typesetting import NotSet, typeset

TEMPLATE = Path(__file__).parents[2] / "templates" / "scoring" / "summary.typ"


def summary_pdf(summary: AssessmentSummary, outcome: DecisionOutcome | None) -> bytes:
    """In the language of the request. `summary` is one with its decision, challenge, council and proposal.

    Raises `Refused` when it cannot be set in time.
    """
    try:
        return typeset(TEMPLATE, _data(summary, outcome))
    except NotSet as problem:
        raise Refused(_l("The PDF could not be made. Print the page instead.")) from problem


def _data(summary: AssessmentSummary, outcome: DecisionOutcome | None) -> dict[str, Any]:
    decision, content = summary.decision, summary.content
    challenge = decision.challenge
    return {
        "title": str(_("How your proposal was assessed")),
        "language": str(get_locale() or "en"),
        "written_in": challenge.main_language,
        "council": challenge.council.name,
        "lines": _lines(summary, outcome),
        "head": [
            str(_("Criterion")),
            str(_("Weight")),
            str(_("Your score of 100")),
            str(decision.kind.best_score),
        ],
        "rows": [
            *([entry["title"], percent(_number(entry["weight"])), *_scores(entry)] for entry in content["criteria"]),
            [str(_("Altogether")), "", *_scores(content)],
        ],
        "criteria": [
            {
                "title": entry["title"],
                "parts": [
                    {"title": str(_("Why")), "blocks": blocks_of(entry["words"])},
                    {
                        "title": str(_("What a better answer would have had")),
                        "blocks": blocks_of(entry["better"]),
                    },
                ],
            }
            for entry in content["criteria"]
        ],
        "foot": _foot(decision),
    }


def _lines(summary: AssessmentSummary, outcome: DecisionOutcome | None) -> list[str]:
    challenge, content = summary.decision.challenge, summary.content
    title = title_of(challenge).words
    found = [str(_("%(reference)s for “%(challenge)s”", reference=summary.submission.reference, challenge=title))]
    if not summary.submission.names_hidden:
        found.append(summary.submission.supplier.name)
    if outcome is not None:
        found.append(str(outcome.outcome.label))
    if content["rank"] is not None:
        place = ngettext("of %(num)d proposal", "of %(num)d proposals", content["of"])
        found.append(f"{_('Your rank')}: {content['rank']} {place}")
    if content.get("public_share"):
        found.append(public_words(content))
    if summary.issued_at is not None:
        found.append(str(_("Sent on %(moment)s.", moment=_moment(summary.issued_at, summary.decision))))
    return found


def public_words(content: dict[str, Any]) -> str:
    """What the public's vote has to do with a score, where it counts."""
    return str(
        _(
            "The public’s vote counts %(share)s of the score. The panel gave you %(panel)s of 100, the public "
            "%(public)s. The public gave the winner %(winner)s.",
            share=percent(_number(content["public_share"])),
            panel=two_places(content["panel_score"]),
            public=two_places(content["public_score"]),
            winner=two_places(content["winner_public_score"]),
        )
    )


def _foot(decision: Decision) -> list[str]:
    challenge = decision.challenge
    found = [
        str(
            _(
                "If you disagree, write to the council first: %(email)s.",
                email=challenge.contact_email or challenge.council.contact_email,
            )
        )
    ]
    if decision.standstill_last_minute is not None:
        found.append(
            str(
                _(
                    "No contract is signed during the standstill. It lasts until %(moment)s.",
                    moment=_moment(decision.standstill_last_minute, decision),
                )
            )
        )
    return found


def _moment(moment: Any, decision: Decision) -> str:
    return datetime_long(moment, decision.challenge.council.timezone)


def _scores(entry: dict[str, Any]) -> list[str]:
    return [two_places(entry["score"]), two_places(entry["winner_score"])]


def _number(text: str) -> float:
    return float(text)
