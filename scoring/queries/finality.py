"""Why a ranking is not final, in words."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from challenges.models import Challenge
from scoring.queries.voice import Stage
from scoring.states import DecisionKind

_VOTE_BLOCKS = {
    Stage.NONE: _l("The public votes on the shortlist, as it was published. First draft a shortlist."),
    Stage.RUNNING: _l("The public’s vote is not counted yet."),
}


def blockers(
    kind: DecisionKind,
    *,
    proposals: int,
    missing: int,
    open_cases: int,
    thin: int,
    waits: bool,
    vote: Stage,
    challenge: Challenge,
) -> list[Any]:
    """Why a ranking is not final, in words.

    `thin` is how many proposals too few have assessed, `waits` whether a published second round has not begun, `vote`
    how far the public's vote is.
    """
    found: list[Any] = []
    if not proposals:
        found.append(_l("There is no proposal in assessment."))
    if missing:
        found.append(ngettext("%(num)d assessment is not in yet.", "%(num)d assessments are not in yet.", missing))
    if open_cases:
        found.append(
            ngettext(
                "%(num)d case of panel moderation is open.", "%(num)d cases of panel moderation are open.", open_cases
            )
        )
    if waits and kind is DecisionKind.AWARD:
        found.append(_l("There is a second round, and it has not begun. First a shortlist decides who goes on to it."))
    elif thin and not missing:
        found.append(
            ngettext(
                "%(num)d proposal has too few assessments: each needs %(quorum)s in every round.",
                "%(num)d proposals have too few assessments: each needs %(quorum)s in every round.",
                thin,
                quorum=quorum_of(challenge),
            )
        )
    # Advice too was promised, and is heard before anybody decides.
    if challenge.public_vote and kind is DecisionKind.AWARD and vote in _VOTE_BLOCKS:
        found.append(_VOTE_BLOCKS[vote])
    return found


def quorum_of(challenge: Challenge) -> int:
    return challenge.assessors_each // 2 + 1
