"""Who cannot apply is told why on a page, and can go back; who can goes on to the next question."""

from typing import Any

from flask import redirect, render_template, url_for

from core.access import requires
from submissions import policies, queries, services
from submissions.models import Submission
from submissions.queries import OwnQuestion
from submissions.services import Task
from submissions.views.blueprint import blueprint, read_of


@blueprint.get("/proposals/<uuid:submission_id>/questions/<int:number>/cannot-apply")
@requires(policies.can_edit_part, load=queries.own_question)
def answer_ruled_out(opened: OwnQuestion) -> Any:
    """Why the saved answer rules the supplier out; for an answer that does not, there is nothing to say."""
    answer = opened.answer
    if answer is None or not services.rules_out(opened.question, answer.words):
        return redirect(url_for("submissions.proposal_show", submission_id=opened.submission.id))
    return render_template(
        "submissions/answer_ruled_out.html",
        submission=opened.submission,
        question=opened.question,
        read=read_of(opened.submission.challenge),
        answer=answer,
        may_change=services.can_change(opened.submission),
    )


def first_url(submission: Submission, tasks: list[Task]) -> str:
    """Where a proposal goes on: to the next question that decides who can apply, or to the task list."""
    for task in tasks:
        if task.question.decides_eligibility and not task.is_started:
            return url_for("submissions.answer_edit", submission_id=submission.id, number=task.question.number)
    return url_for("submissions.proposal_show", submission_id=submission.id)
