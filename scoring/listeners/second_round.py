"""Second rounds and interviews: what waits for an officer, and where a bidder finds its own."""

from collections.abc import Iterable

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from accounts.registries import WorkItem, work_items
from accounts.states import Role
from core.access import Actor
from scoring.queries import interview as interviews
from scoring.queries import second_round as rounds
from submissions.models import Submission
from submissions.registries import OwnLink, own_links


def rounds_to_begin(actor: Actor) -> Iterable[WorkItem]:
    if actor.role != Role.OFFICER.value:
        return []
    return [
        WorkItem(
            kind=_l("Second rounds to begin"),
            title=title,
            url=url_for("scoring.round_show", panel_id=panel_id),
            detail=_("The shortlist is approved"),
            due_at=due_at,
        )
        for panel_id, title, due_at in rounds.rounds_to_begin(actor)
    ]


def times_asked_for(actor: Actor) -> Iterable[WorkItem]:
    if actor.role != Role.OFFICER.value:
        return []
    return [
        WorkItem(
            kind=_l("Interviews to move"),
            title=title,
            url=url_for("scoring.round_show", panel_id=panel_id),
            detail=ngettext("%(num)d bidder asks for another time", "%(num)d bidders ask for another time", number),
        )
        for panel_id, title, number in interviews.changes_asked(actor)
    ]


def interview_link(actor: Actor, submission: Submission) -> Iterable[OwnLink]:
    found = interviews.interview_of_bidder(actor, submission.id)
    if found is None:
        return []
    return [OwnLink(text=_("Your interview"), url=url_for("scoring.interview_answer", submission_id=submission.id))]


work_items.add("scoring.interviews", times_asked_for, order=43)
own_links.add("scoring.interview", interview_link)
work_items.add("scoring.rounds", rounds_to_begin, order=43)
