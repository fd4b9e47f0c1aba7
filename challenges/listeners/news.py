"""The lists of challenges and problems whose searches can be saved."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l

from challenges.queries.challenge_list import ChallengeSearch, public_challenges
from challenges.queries.news import new_challenges, new_problems
from challenges.queries.problem_list import ProblemSearch, public_problems
from challenges.queries.translation import readings_of
from challenges.states.challenge import ChallengeState
from core import clock
from notifications.registries import News, Parameters, SavableList, Wanted, first, savable_lists


def _challenge_search(parameters: Parameters) -> ChallengeSearch:
    return ChallengeSearch.read(lambda name: first(parameters, name), sort="newest")


def _problem_search(parameters: Parameters) -> ProblemSearch:
    return ProblemSearch.read(lambda name: first(parameters, name), sort="newest")


def _news_of_challenges(parameters: Parameters, after: dt.datetime, until: dt.datetime, limit: int) -> Sequence[News]:
    search = _challenge_search(parameters)
    among = new_challenges(search.state, after, until)
    if not among:
        return []
    now = clock.now()
    found = public_challenges(replace(search, among=among)).items[:limit]
    readings = readings_of(found, get_locale().language)
    return [
        News(
            title=readings[challenge.id](challenge, "title").words,
            path=f"/challenges/{challenge.slug}",
            source=challenge.council.name,
            state=(state := challenge.state_at(now)).label,
            closes_at=challenge.closes_at if state is ChallengeState.OPEN else None,
            zone=challenge.council.timezone,
        )
        for challenge in found
    ]


def _news_of_problems(parameters: Parameters, after: dt.datetime, until: dt.datetime, limit: int) -> Sequence[News]:
    search = _problem_search(parameters)
    among = new_problems(search.state, after, until)
    if not among:
        return []
    return [
        News(
            title=problem.title,
            path=f"/problems/{problem.slug}",
            source=problem.council.name,
            state=problem.state.label,
        )
        for problem in public_problems(replace(search, among=among)).items[:limit]
    ]


savable_lists.add(
    "challenges",
    SavableList(
        label=_l("Challenges"),
        path="/challenges",
        wanted=lambda parameters: Wanted.of(_challenge_search(parameters)),
        news=_news_of_challenges,
    ),
    order=10,
)
savable_lists.add(
    "problems",
    SavableList(
        label=_l("Problems"),
        path="/problems",
        wanted=lambda parameters: Wanted.of(_problem_search(parameters)),
        news=_news_of_problems,
    ),
    order=20,
)
