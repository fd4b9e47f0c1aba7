"""Proposals as the lead council sees them: how many before the deadline, and what they say after it."""

import uuid
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from challenges.models import Challenge
from core import clock, storage
from core.access import current_actor, requires
from core.errors import Refused
from submissions import policies, queries, services
from submissions.forms import BatchForm, DisqualifyForm, EligibilityForm, ReceivedSearch
from submissions.models import Submission
from submissions.queries import OpenedFile
from submissions.states import SUBMISSION_LIFECYCLE, SubmissionAction, SubmissionState
from submissions.views.blueprint import blueprint, page_number, read_of


@blueprint.get("/challenges/<slug>/proposals")
@requires(policies.can_see_received, load=queries.challenge_to_open)
def received_list(challenge: Challenge) -> str:
    actor, search = current_actor(), ReceivedSearch()
    has_closed = challenge.closes_at is not None and challenge.closes_at <= clock.now()
    page = None
    if has_closed:
        page = queries.received_page(
            actor, challenge, page_number(), words=search.words.data or "", state=_state(search.chosen("state"))
        )
    return render_template(
        "submissions/received_list.html",
        challenge=challenge,
        counts=queries.counts_of([challenge.id])[challenge.id],
        has_closed=has_closed,
        search=search,
        page=page,
        may_open=policies.can_see_openings(actor, challenge),
        asked=queries.asked_of([found.id for found in page.items]) if page else {},
        state_of=SUBMISSION_LIFECYCLE.state_of,
        may_check=policies.can_check_eligibility_of(actor, challenge),
        may_enter=policies.can_enter_for_supplier(actor, challenge) and not has_closed,
    )


@blueprint.route("/challenges/<slug>/proposals/eligible", methods=["GET", "POST"])
@requires(policies.can_check_eligibility_of, load=queries.challenge_to_open)
def eligible_mark(challenge: Challenge) -> Any:
    """Many at once; those that do not meet the conditions are dealt with one by one."""
    actor = current_actor()
    page = queries.waiting_page(actor, challenge, page_number())
    form = BatchForm()
    form.chosen.choices = [(str(found.id), _line(found)) for found in page.items]
    if form.is_submitted() and not page.total:
        # A colleague was faster: the page that was open asks for nothing any more.
        return redirect(url_for("submissions.received_list", slug=challenge.slug))
    if form.validate_on_submit():
        chosen = page.items
        if not form.every.data:
            chosen = queries.received(actor, challenge, [uuid.UUID(wanted) for wanted in form.chosen.data])
        count = services.mark_all_eligible(chosen, by=actor)
        flash(ngettext("%(num)d proposal is eligible.", "%(num)d proposals are eligible.", count), "success")
        onwards = "submissions.eligible_mark" if page.total > count else "submissions.received_list"
        return redirect(url_for(onwards, slug=challenge.slug))
    return render_template(
        "submissions/eligible_mark.html", form=form, challenge=challenge, read=read_of(challenge), page=page
    )


@blueprint.get("/challenges/<slug>/proposals/openings")
@requires(policies.can_see_openings, load=queries.challenge_to_open)
def opening_list(challenge: Challenge) -> str:
    """Who opened which proposal, and when."""
    return render_template(
        "submissions/opening_list.html",
        challenge=challenge,
        page=queries.openings_page(current_actor(), challenge, page_number()),
    )


@blueprint.get("/received/<uuid:submission_id>")
@requires(policies.can_open, load=queries.opened_submission)
def received_show(submission: Submission) -> str:
    """Opening is recorded."""
    actor = current_actor()
    services.record_opening(submission, by=actor)
    may_decide = policies.can_check_eligibility(actor, submission)
    may_hide = submission.names_hidden and policies.can_hide_words(actor, submission)
    may_hide = may_hide and not queries.is_kept_from_names(actor, submission.challenge)
    return render_template(
        "submissions/received_show.html",
        submission=submission,
        state=SUBMISSION_LIFECYCLE.state_of(submission),
        content=queries.content_of(submission),
        clarifications=queries.clarifications_shown(submission, to_checker=may_hide),
        may_ask=policies.can_ask_bidder(actor, submission) and services.can_be_asked(submission),
        may_check=may_decide and SUBMISSION_LIFECYCLE.allows(submission, SubmissionAction.MARK_ELIGIBLE),
        may_hide=may_hide,
        is_checked=may_hide and submission.id in queries.checked_among([submission.id]),
        may_disqualify=may_decide and SUBMISSION_LIFECYCLE.allows(submission, SubmissionAction.DISQUALIFY),
    )


@blueprint.get("/received/<uuid:submission_id>/files/<uuid:file_id>")
@requires(policies.can_open_part, load=queries.opened_file)
def received_file(found: OpenedFile) -> Response:
    services.record_opening(found.submission, by=current_actor())
    return storage.send(found.file, name=found.name)


@blueprint.route("/received/<uuid:submission_id>/eligibility", methods=["GET", "POST"])
@requires(policies.can_check_eligibility, load=queries.opened_submission)
def eligibility_check(submission: Submission) -> Any:
    SUBMISSION_LIFECYCLE.check(submission, SubmissionAction.MARK_ELIGIBLE)
    form = EligibilityForm()
    if form.validate_on_submit():
        try:
            if form.outcome.data == "eligible":
                services.mark_eligible(submission, by=current_actor())
            else:
                services.mark_ineligible(submission, reason=form.reason.data or "", by=current_actor())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("%(reference)s was checked.", reference=submission.reference), "success")
            return redirect(url_for("submissions.received_list", slug=submission.challenge.slug))
    return render_template(
        "submissions/eligibility_check.html", form=form, submission=submission, read=read_of(submission.challenge)
    )


@blueprint.route("/received/<uuid:submission_id>/disqualify", methods=["GET", "POST"])
@requires(policies.can_check_eligibility, load=queries.opened_submission)
def proposal_disqualify(submission: Submission) -> Any:
    SUBMISSION_LIFECYCLE.check(submission, SubmissionAction.DISQUALIFY)
    form = DisqualifyForm()
    if form.validate_on_submit():
        services.disqualify(submission, reason=form.reason.data or "", by=current_actor())
        flash(_("%(reference)s is disqualified. The supplier was told why.", reference=submission.reference), "success")
        return redirect(url_for("submissions.received_list", slug=submission.challenge.slug))
    return render_template("submissions/proposal_disqualify.html", form=form, submission=submission)


def _state(chosen: Any) -> SubmissionState | None:
    return SubmissionState(chosen) if chosen else None


def _line(submission: Submission) -> str:
    if submission.names_hidden:
        return submission.reference
    return f"{submission.reference}: {submission.standing_title} ({submission.supplier.name})"
