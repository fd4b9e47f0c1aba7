"""Second rounds that wait for an officer."""

from collections.abc import Iterable

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from accounts.registries import WorkItem, work_items
from accounts.states import Role
from core.access import Actor
from scoring.queries import second_round as rounds


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


work_items.add("scoring.rounds", rounds_to_begin, order=43)
