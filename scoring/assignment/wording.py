"""What cannot be met, in plain words, and for whom."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from scoring.assignment.facts import Obstacle, Shortage

# So many are named; of more it is said how many there are.
NAMED = 6


def explain(
    obstacle: Obstacle,
    *,
    names: Mapping[uuid.UUID, str],
    references: Mapping[uuid.UUID, str],
    languages: Mapping[str, Any],
    topics: Mapping[str, Any],
) -> str:
    """One sentence or two. `names` are of the assessors by seat, `references` of the proposals."""
    count = len(obstacle.proposals)
    which = _listed([references.get(one, "") for one in obstacle.proposals])
    causes: dict[Shortage, Callable[[], str]] = {
        Shortage.PANEL: lambda: _panel(obstacle),
        Shortage.LANGUAGE: lambda: _language(obstacle, languages.get(obstacle.key, obstacle.key)),
        Shortage.CONFLICT: lambda: _conflict(obstacle),
        Shortage.CAPACITY: lambda: _capacity(obstacle),
        Shortage.GROUP: lambda: _group(obstacle, names),
        Shortage.EXPERT: lambda: _expert(obstacle, topics.get(obstacle.key, obstacle.key)),
    }
    first = causes[obstacle.kind]()
    if obstacle.kind is Shortage.EXPERT:
        then = ngettext(
            "%(num)d proposal is without: %(which)s.", "%(num)d proposals are without: %(which)s.", count, which=which
        )
    else:
        then = ngettext(
            "%(num)d proposal gets fewer assessors than planned: %(which)s.",
            "%(num)d proposals get fewer assessors than planned: %(which)s.",
            count,
            which=which,
        )
    return f"{first} {then}"


def _panel(one: Obstacle) -> str:
    there = ngettext("%(num)d assessor can take new work,", "%(num)d assessors can take new work,", one.available)
    wish = ngettext("and each proposal needs %(num)d.", "and each proposal needs %(num)d.", one.needed)
    return f"{there} {wish}"


def _language(one: Obstacle, language: Any) -> str:
    if not one.available:
        return str(_("No assessor on this panel reads %(language)s.", language=language))
    return str(
        ngettext(
            "Only %(num)d assessor on this panel reads %(language)s.",
            "Only %(num)d assessors on this panel read %(language)s.",
            one.available,
            language=language,
        )
    )


def _conflict(one: Obstacle) -> str:
    if not one.available:
        return str(_("Every assessor who reads the language has a conflict of interest."))
    return str(
        ngettext(
            "Only %(num)d assessor who reads the language has no conflict of interest.",
            "Only %(num)d assessors who read the language have no conflict of interest.",
            one.available,
        )
    )


def _capacity(one: Obstacle) -> str:
    there = ngettext(
        "The panel can take %(num)d more assessment,", "The panel can take %(num)d more assessments,", one.available
    )
    wish = ngettext("and %(num)d is needed.", "and %(num)d are needed.", one.needed)
    return f"{there} {wish}"


def _group(one: Obstacle, names: Mapping[uuid.UUID, str]) -> str:
    who = _listed([names.get(seat, "") for seat in one.seats])
    return str(_("Nobody but %(who)s can take them, and they have no room for more.", who=who))


def _expert(one: Obstacle, topic: Any) -> str:
    if not one.available:
        return str(_("No assessor on this panel has said that they know “%(topic)s” well.", topic=topic))
    return str(_("Those who know “%(topic)s” well have no room, or a conflict of interest.", topic=topic))


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(sorted(names)[:NAMED])
    left = len(names) - NAMED
    return f"{shown} " + ngettext("and %(num)d more", "and %(num)d more", left) if left > 0 else shown
