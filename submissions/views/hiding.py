"""What would tell the assessors of an anonymised challenge who proposes: found, and hidden before they read."""

import uuid
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from challenges.models import Challenge
from core.access import Actor, current_actor, requires
from core.errors import Refused
from submissions import hiding, policies, queries, services
from submissions.forms.hiding import HidingForm
from submissions.models import Redaction, Submission
from submissions.queries import ContentFile, Told
from submissions.views.blueprint import blueprint, page_number


@blueprint.get("/challenges/<slug>/proposals/telling")
@requires(policies.can_check_eligibility_of, load=queries.challenge_to_open)
def telling_list(challenge: Challenge) -> str:
    """In which proposals something could tell who proposes."""
    page = queries.page_to_check(current_actor(), challenge, page_number())
    if not page.items:
        services.must_be_apart(challenge, by=current_actor())
    told = {one.submission.id: one for one in queries.told_by([found for found in page.items if found.names_hidden])}
    return render_template(
        "submissions/telling_list.html",
        challenge=challenge,
        page=page,
        told=told,
    )


@blueprint.post("/challenges/<slug>/proposals/telling")
@requires(policies.can_check_eligibility_of, load=queries.challenge_to_open)
def telling_confirm(challenge: Challenge) -> Response:
    """For all in which nothing was found, whichever page they stand on."""
    count = services.confirm_where_nothing_was_found(challenge, by=current_actor())
    _say_confirmed(count)
    return redirect(url_for("submissions.telling_list", slug=challenge.slug))


def _say_confirmed(count: int) -> None:
    if count:
        flash(ngettext("%(num)d proposal is checked.", "%(num)d proposals are checked.", count), "success")


@blueprint.route("/received/<uuid:submission_id>/hiding", methods=["GET", "POST"])
@requires(policies.can_hide_words, load=queries.opened_submission)
def words_hide(submission: Submission) -> Any:
    """The officer reads the words as they were written: opening is recorded."""
    if not submission.names_hidden:
        raise Refused(_("Names are not hidden in this challenge now, so there is nothing to hide."))
    services.must_be_apart(submission.challenge, by=current_actor())
    services.record_opening(submission, by=current_actor())
    told = queries.told_by([submission])[0]
    form = _form(told)
    if form.validate_on_submit():
        try:
            return _hidden(told, form)
        except Refused as refusal:
            form.refuse(refusal)
    return render_template(
        "submissions/words_hide.html",
        form=form,
        submission=submission,
        told=told,
        redactions=queries.redactions_of(submission),
        file_names={file.id: file.name for answer in told.answers for file in answer.files},
        parts_of=hiding.parts_of,
    )


def _form(told: Told) -> HidingForm:
    form = HidingForm()
    form.found.choices = [(words, words) for words in told.signs]
    form.files.choices = [
        (file.id, _file_choice(told, file, answer.place))
        for answer in told.answers
        for file in answer.files
        if file.id not in told.hidden.file_ids
    ]
    for name, choices in (("found", form.found.choices), ("files", form.files.choices)):
        if not choices:
            del form[name]
    return form


def _file_choice(told: Told, file: ContentFile, number: int) -> str:
    name = str(_("%(name)s, in answer %(number)s", name=file.name, number=number))
    reading = told.readings.get(file.id)
    if reading is None or not reading.tells:
        return name
    words = ", ".join(dict.fromkeys([*reading.in_text, *reading.in_properties]))
    return str(_("%(name)s: we found %(words)s in it", name=name, words=words))


def _hidden(told: Told, form: HidingForm) -> Response:
    actor = current_actor()
    count = services.hide_words(told, form.phrases, by=actor) + services.hide_files(told, form.file_ids, by=actor)
    if count:
        flash(ngettext("%(num)d thing is hidden.", "%(num)d things are hidden.", count), "success")
    return redirect(url_for("submissions.words_hide", submission_id=told.submission.id))


@blueprint.post("/received/<uuid:submission_id>/hiding/checked")
@requires(policies.can_hide_words, load=queries.opened_submission)
def words_checked(submission: Submission) -> Response:
    """The officer has read what the page showed; the next one waits in the list."""
    if not services.confirm_seen(submission, request.form.get("seen", ""), by=current_actor()):
        flash(_("Something has changed since you opened this page. Look through it again."), "important")
        return redirect(url_for("submissions.words_hide", submission_id=submission.id))
    _say_confirmed(1)
    return redirect(url_for("submissions.telling_list", slug=submission.challenge.slug))


def _redaction(actor: Actor, submission_id: uuid.UUID, redaction_id: uuid.UUID) -> Redaction | None:
    submission = queries.opened_submission(actor, submission_id)
    return queries.redaction_in(submission, redaction_id) if submission else None


@blueprint.post("/received/<uuid:submission_id>/hiding/<uuid:redaction_id>/lift")
@requires(policies.can_lift, load=_redaction)
def redaction_lift(redaction: Redaction) -> Response:
    services.lift(redaction, by=current_actor())
    flash(_("Assessors see it again."), "success")
    return redirect(url_for("submissions.words_hide", submission_id=redaction.submission_id))
