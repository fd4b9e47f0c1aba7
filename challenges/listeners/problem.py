"""What waits for officers because somebody raised a problem, and what residents wait for."""

from collections.abc import Iterable

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from accounts.registries import WorkItem, work_items
from challenges.models.problem import Problem
from challenges.policies import problem as policies
from challenges.queries import problem as queries
from challenges.services import claim, me_too
from core.access import Actor
from participation.models import Follow
from participation.signals import follow_confirmed


def problems_to_look_at(actor: Actor) -> Iterable[WorkItem]:
    """For officers, the longest waiting first."""
    if not policies.can_enter_problem(actor):
        return []
    return [
        WorkItem(
            kind=_l("Problems to look at"),
            title=problem.title,
            url=url_for("challenges.problem_review", problem_id=problem.id),
            detail=_waits_for(problem),
            since_at=problem.raised_at,
        )
        for problem in queries.waiting_for(actor)
    ]


def _waits_for(problem: Problem) -> str:
    """What makes it urgent, where anything does."""
    if problem.concern:
        return str(_("Read this first: %(concern)s?", concern=problem.concern.label))
    if problem.people_count > 1:
        return str(
            ngettext("%(num)d person has this problem", "%(num)d people have this problem", problem.people_count)
        )
    return str(problem.state.label)


def own_problems(actor: Actor) -> Iterable[WorkItem]:
    """For whoever raised one with an account."""
    if actor.person_id is None or actor.body_id is not None:
        return []
    return [
        WorkItem(
            kind=_l("Problems that you raised"),
            title=problem.title,
            url=_address(problem),
            detail=problem.state.label,
        )
        for problem in queries.raised_by(actor.person_id)
    ]


def _address(problem: Problem) -> str:
    if problem.is_public:
        return url_for("challenges.problem_show", slug=problem.slug)
    return url_for("challenges.problem_status", reference=problem.reference)


@follow_confirmed.connect
def _address_confirmed(_sender: None, *, follow: Follow) -> None:
    """What was said about a problem, or claimed, with this address counts from now on."""
    claim.confirm(follow.topic_id, follow.address)
    me_too.confirm(follow.topic_id, follow.address)


work_items.add("problems to look at", problems_to_look_at)
work_items.add("problems raised", own_problems)
