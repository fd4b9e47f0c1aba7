"""A team's proposals: the list, the start, the task list."""

import uuid
from collections.abc import Collection, Sequence
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from accounts import queries as people
from challenges.models import Challenge, Lot
from challenges.queries import challenge_by_slug, lots_of, questions_of
from challenges.queries.challenge import whole_challenge_by_id
from challenges.queries.texts import Reading
from challenges.queries.translation import readings_of
from challenges.states import ChallengeState
from core import clock
from core.access import current_actor, requires, signed_in
from core.errors import Refused
from core.fields import marked
from submissions import policies, queries, registries, services
from submissions.forms import OwnSearch, StartForm
from submissions.models import Submission
from submissions.states import GONE, SUBMISSION_LIFECYCLE, SubmissionAction, SubmissionState
from submissions.views.applying import first_url
from submissions.views.blueprint import about_declaration, about_team, blueprint, language, page_number, read_of


@blueprint.get("/proposals")
@signed_in
def proposal_list() -> str:
    """Those of the body that the actor acts for now."""
    search = OwnSearch()
    page = queries.own_page(current_actor(), page_number(), words=search.words.data or "", state=search.chosen("state"))
    return render_template(
        "submissions/proposal_list.html",
        search=search,
        page=page,
        readings=readings_of([found.challenge for found in page.items], language()),
    )


@blueprint.route("/challenges/<slug>/propose", methods=["GET", "POST"])
@requires(policies.can_propose, load=challenge_by_slug)
def proposal_start(challenge: Challenge) -> Any:
    actor = current_actor()
    form = StartForm()
    lots, own = lots_of(challenge.id), queries.own_submissions_to(actor, challenge.id)
    read = read_of(challenge)
    taken = {found.lot_id for found in own if found.supplier_id == actor.body_id and found.state not in GONE}
    if len(lots) > 1:
        _offer(form, lots, taken, read)
    else:
        del form.lot
    if policies.acts_for_supplier(actor) and form.validate_on_submit():
        chosen = uuid.UUID(form.lot.data) if "lot" in form else None
        try:
            submission = services.start_submission(challenge, lot_id=chosen, by=actor)
        except Refused as refusal:
            form.refuse(refusal.message, refusal.field)
        else:
            return redirect(
                first_url(submission, services.tasks_of(submission, questions_of(challenge.id, submission.lot_id)))
            )
    return render_template(
        "submissions/proposal_start.html",
        form=form,
        challenge=challenge,
        read=read,
        is_open=challenge.state_at(clock.now()) is ChallengeState.OPEN,
        acts_for_supplier=policies.acts_for_supplier(actor),
        own=own,
        divided=whole_challenge_by_id(challenge.id) if len(lots) > 1 else None,
        is_all_taken=len(lots) > 1 and {lot.id for lot in lots} <= taken,
        body=people.body_for_actor(actor),
    )


def _offer(form: StartForm, lots: Sequence[Lot], taken: Collection[uuid.UUID], read: Reading) -> None:
    """The lots to choose from. One that is `taken` leads to its proposal: an organisation has one for each."""
    titles = {lot.id: read(lot, "title") for lot in lots}
    form.lot.choices = [(str(lot_id), marked(title.words, title.lang)) for lot_id, title in titles.items()]
    form.lot.hints = {str(lot_id): _("You have a proposal for this lot. You go on with it.") for lot_id in taken}


@blueprint.get("/proposals/<uuid:submission_id>")
@requires(policies.can_read_own, load=queries.own_submission)
def proposal_show(submission: Submission) -> str:
    """The task list while it can be changed; afterwards what was submitted and what became of it."""
    questions = questions_of(submission.challenge_id, submission.lot_id)
    tasks, read = services.tasks_of(submission, questions), read_of(submission.challenge)
    if services.can_change(submission):
        declaration = about_declaration(submission)
        is_ready = not any(task.problem for task in tasks) and bool(submission.title)
        return render_template(
            "submissions/proposal_tasks.html",
            submission=submission,
            read=read,
            tasks=tasks,
            is_ready=is_ready and not declaration["declaration_problem"],
            may_withdraw=_allowed(submission, SubmissionAction.WITHDRAW),
            **about_team(submission),
            **declaration,
        )
    openings = queries.openings_of(submission)
    standing = queries.latest_own_version(submission)
    return render_template(
        "submissions/proposal_show.html",
        submission=submission,
        read=read,
        state=SUBMISSION_LIFECYCLE.state_of(submission),
        tasks=tasks,
        content=queries.content_in(standing) if standing else None,
        openings=openings,
        clarifications=queries.clarifications_of(submission),
        bodies=people.bodies([opening.body_id for opening in openings if opening.body_id]),
        may_reopen=SUBMISSION_LIFECYCLE.allows(submission, SubmissionAction.REOPEN),
        # A draft that was too late competes with nobody: there is nothing to withdraw from.
        may_withdraw=standing is not None and _allowed(submission, SubmissionAction.WITHDRAW),
        may_answer=submission.state is SubmissionState.OFFERED
        and policies.can_answer_offer(current_actor(), submission),
        too_late=submission.state is SubmissionState.DRAFT,
        links=registries.own_links_for(current_actor(), submission),
        declared=queries.declaration_now(submission),
    )


@blueprint.post("/proposals/<uuid:submission_id>/reopen")
@requires(policies.can_withdraw, load=queries.own_submission)
def proposal_reopen(submission: Submission) -> Any:
    services.reopen(submission, by=current_actor())
    flash(_("You can change your proposal now. What you submitted counts until you submit again."), "success")
    return redirect(url_for("submissions.proposal_show", submission_id=submission.id))


def _allowed(submission: Submission, action: SubmissionAction) -> bool:
    return policies.can_withdraw(current_actor(), submission) and SUBMISSION_LIFECYCLE.allows(submission, action)
