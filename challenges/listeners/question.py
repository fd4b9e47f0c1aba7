"""What waits for officers because somebody asked."""

from collections.abc import Iterable

from flask import url_for
from flask_babel import lazy_gettext as _l

from accounts.registries import WorkItem, work_items
from challenges.policies import question as policies
from challenges.queries import question as queries
from core.access import Actor


def questions_to_answer(actor: Actor) -> Iterable[WorkItem]:
    """For officers, the longest waiting first."""
    if not policies.can_answer_for_council(actor):
        return []
    return [
        WorkItem(
            kind=_l("Questions to answer"),
            title=question.challenge.title,
            url=url_for("challenges.question_answer", question_id=question.id),
            since_at=question.asked_at,
        )
        for question in queries.unanswered(actor)
    ]


work_items.add("questions to answer", questions_to_answer)
