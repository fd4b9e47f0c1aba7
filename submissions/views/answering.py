"""One question of a proposal at a time: the title, the words, the files."""

from typing import Any

from flask import abort, current_app, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import format_time
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from accounts import queries as people
from challenges.models import Question
from challenges.queries.question import answered_questions
from challenges.states import AnswerKind
from core import clock, storage
from core.access import current_actor, requires
from core.errors import Refused
from core.fields import typeable
from submissions import policies, queries, services
from submissions.delta import read_delta
from submissions.forms import TitleForm, UploadForm
from submissions.forms.answers import CONTROLS, answer_form, original
from submissions.kinds import shown
from submissions.models import AnswerFile, Submission
from submissions.queries import OwnFile, OwnQuestion
from submissions.services import ChangedMeanwhile, NotOpen, SendAll, TooLate
from submissions.views.applying import first_url
from submissions.views.blueprint import blueprint, choices_in, read_of

# Kinds of which only what changed may be sent.
IN_PARTS = (AnswerKind.LONG_TEXT, AnswerKind.SHORT_TEXT)
MEGABYTE = 1_000_000


@blueprint.route("/proposals/<uuid:submission_id>/title", methods=["GET", "POST"])
@requires(policies.can_edit, load=queries.own_submission)
def title_edit(submission: Submission) -> Any:
    form = TitleForm(title=submission.title, version=submission.title_version)
    if request.method == "GET" and not services.can_change(submission):
        return _to_proposal(submission)
    if form.validate_on_submit():
        try:
            services.save_title(
                submission, title=form.title.data, version=_version(form.version.data), by=current_actor()
            )
        except ChangedMeanwhile as clash:
            return _clash_page(submission, clash, form, words=form.title)
        except (TooLate, NotOpen) as refusal:
            return _late_page(submission, refusal, form.title.data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _onwards(submission)
    return render_template(
        "submissions/title_edit.html", form=form, submission=submission, read=read_of(submission.challenge)
    )


@blueprint.post("/proposals/<uuid:submission_id>/title/autosave")
@requires(policies.can_edit, load=queries.own_submission)
def title_autosave(submission: Submission) -> Any:
    form = TitleForm(title=submission.title)
    if not form.validate_on_submit():
        return jsonify(errors=form.errors), 422
    version = services.save_title(
        submission, title=form.title.data, version=_version(form.version.data), by=current_actor()
    )
    return jsonify(saved_at=_saved_at(), version=version)


@blueprint.route("/proposals/<uuid:submission_id>/questions/<int:number>", methods=["GET", "POST"])
@requires(policies.can_edit_part, load=queries.own_question)
def answer_edit(opened: OwnQuestion) -> Any:
    submission, question = opened.submission, opened.question
    if request.method == "GET" and not services.can_change(submission):
        return _to_proposal(submission)
    if question.kind is AnswerKind.FILE:
        return _file_page(opened)
    form = _form_for(opened)
    if form.validate_on_submit():
        try:
            services.save_answer(
                submission,
                question,
                words=form.kept,
                confidential=form.confidential.data,
                because=form.because.data or "",
                version=_version(form.version.data),
                by=current_actor(),
            )
        except ChangedMeanwhile as clash:
            return _clash_page(submission, clash, form, words=form.words, question=question)
        except (TooLate, NotOpen) as refusal:
            return _late_page(submission, refusal, _as_text(submission, question, form))
        return _saved(opened, form)
    return _answer_page(opened, form)


def _saved(opened: OwnQuestion, form: Any) -> Any:
    """Onwards; but what was saved and could not be submitted so stays on its page, which says what is still to do."""
    submission, question = opened.submission, opened.question
    problem = services.problem_of(question, words=form.kept, has_file=False, currency=submission.challenge.currency)
    if not form.kept or problem is None:
        return redirect(_after(opened))
    if services.rules_out(question, form.kept):
        return redirect(url_for("submissions.answer_ruled_out", submission_id=submission.id, number=question.number))
    fresh = _form_for(queries.own_question(current_actor(), submission.id, question.number) or abort(404), fresh=True)
    fresh.point_out(_("Your answer is saved. %(problem)s", problem=problem), "words")
    return _answer_page(opened, fresh)


@blueprint.post("/proposals/<uuid:submission_id>/questions/<int:number>/autosave")
@requires(policies.can_edit_part, load=queries.own_question)
def answer_autosave(opened: OwnQuestion) -> Any:
    """Saves the fields that were sent; the errors of services become the status that the script understands."""
    if opened.question.kind is AnswerKind.FILE:
        return jsonify(errors={}), 422
    form = _form_for(opened)
    if not form.validate_on_submit():
        return jsonify(errors=form.errors), 422
    delta = read_delta(typeable(request.form["delta"])) if "delta" in request.form else None
    try:
        if "delta" in request.form and (delta is None or opened.question.kind not in IN_PARTS):
            raise SendAll
        answer = services.save_answer(
            opened.submission,
            opened.question,
            words=form.kept if _was_sent("words") else None,
            delta=delta,
            confidential=form.confidential.data if "confidential" in request.form else None,
            because=(form.because.data or "") if "because" in request.form else None,
            version=_version(form.version.data),
            by=current_actor(),
        )
    except SendAll:
        return jsonify(send_all=True), 412
    return jsonify(saved_at=_saved_at(), version=answer.version)


@blueprint.post("/proposals/<uuid:submission_id>/questions/<int:number>/files/<uuid:file_id>/remove")
@requires(policies.can_edit_part, load=queries.own_question_with_file)
def file_remove(opened: OwnQuestion) -> Any:
    if opened.file_id is not None:
        services.remove_file(opened.submission, file_id=opened.file_id, by=current_actor())
        flash(_("The file was removed."), "success")
    return redirect(
        url_for("submissions.answer_edit", submission_id=opened.submission.id, number=opened.question.number)
    )


@blueprint.get("/proposals/<uuid:submission_id>/files/<uuid:file_id>")
@requires(policies.can_read_own_part, load=queries.own_file)
def file_show(found: OwnFile) -> Response:
    return storage.send(found.file, own=True)


def _file_page(opened: OwnQuestion) -> Any:
    submission, question = opened.submission, opened.question
    form, read = UploadForm(), read_of(submission.challenge)
    held = [found for found in submission.files if found.question_id == question.id]
    is_full = len(held) >= services.FILES_PER_QUESTION
    limit = int(current_app.config["TOWNLAB"].upload_limit_mb)
    form.file.max_mb, form.file.label.text = limit, _("Add a file")
    form.file.allowed = services.ENDINGS
    if form.validate_on_submit():
        try:
            added = services.add_file(
                submission,
                question,
                stream=form.file.data.stream,
                name=form.file.data.filename,
                limit=limit * MEGABYTE,
                confidential=form.confidential.data,
                by=current_actor(),
            )
        except (TooLate, NotOpen) as refusal:
            return _late_page(submission, refusal, "")
        except Refused as refusal:
            # Without a field to lead to when there are too many: the page then asks for none.
            form.refuse(refusal.message, None if is_full else "file")
        else:
            flash(_said_of(added), "success")
            return redirect(request.url)
    return render_template(
        "submissions/file_add.html",
        form=form,
        submission=submission,
        question=question,
        read=read,
        original=original(question, read),
        held=held,
        is_full=is_full,
        onwards=_onwards_url(submission),
    )


def _said_of(added: AnswerFile) -> Any:
    if added.file.scan is storage.Scan.HELD:
        return _("The file was added. We check it for viruses as soon as we can; you can submit it meanwhile.")
    return _("The file was added.")


def _answer_page(opened: OwnQuestion, form: Any) -> str:
    return render_template(
        "submissions/answer_edit.html",
        form=form,
        submission=opened.submission,
        question=opened.question,
        read=form.read,
        place=opened.place,
        of=len(opened.questions),
        answered=answered_questions(opened.submission.challenge_id),
        may_reuse=policies.can_reuse_part(current_actor(), opened)
        and queries.has_earlier_answers(current_actor(), opened),
        back=_onwards_url(opened.submission),
    )


def _form_for(opened: OwnQuestion, *, fresh: bool = False) -> Any:
    """The form of this question; `fresh` shows what is stored instead of what was sent."""
    question = opened.question
    answer = opened.answer
    stored: dict[str, Any] = {
        "words": answer.words if answer else "",
        "confidential": answer.confidential if answer else False,
        "because": answer.confidential_because if answer else "",
        "version": answer.version if answer else 0,
    }
    stored["words"] = CONTROLS[question.kind].data(stored["words"])
    challenge = opened.submission.challenge
    kind = answer_form(question, challenge.currency, read_of(challenge))
    return kind(formdata=None, **stored) if fresh else kind(**stored)


def _was_sent(name: str) -> bool:
    """A question in several controls sends `name-day`, `name-0-what` and the like."""
    return any(sent == name or sent.startswith(f"{name}-") for sent in request.form)


def _as_text(submission: Submission, question: Question, form: Any) -> str:
    """To be copied: what was chosen in the words in which it was offered."""
    choices = choices_in(form.kept, question.kind)
    if choices is None:
        return shown(form.kept, question.kind, submission.challenge.currency)
    return "\n".join(form.read.option(question, choice).words for choice in choices)


def _clash_page(
    submission: Submission,
    clash: ChangedMeanwhile,
    form: Any,
    *,
    words: Any,
    question: Question | None = None,
) -> Any:
    """Both texts, and the choice. The form carries the version that is stored now, so the next save replaces it."""
    form.version.data = clash.version
    if clash.confidential:
        # What either of them marked stays marked until somebody takes it away knowingly.
        form.confidential.data = True
    form.refuse(_("Somebody else of your team has saved another text since you opened this page."), words.name)
    saver = people.person(clash.saved_by) if clash.saved_by else None
    return render_template(
        "submissions/answer_clash.html",
        form=form,
        words=words,
        submission=submission,
        question=question,
        read=read_of(submission.challenge),
        theirs=clash.theirs,
        saver=saver,
        onwards=_onwards_url(submission),
    )


def _late_page(submission: Submission, refusal: Refused, words: str) -> Any:
    page = render_template(
        "submissions/answer_late.html",
        submission=submission,
        is_late=isinstance(refusal, TooLate),
        message=refusal.message,
        words=words,
    )
    return page, refusal.status


def _to_proposal(submission: Submission) -> Response:
    return redirect(url_for("submissions.proposal_show", submission_id=submission.id))


def _onwards_url(submission: Submission) -> str:
    """Where saving leads: back to "Check your answers" for who came from there."""
    page = "submissions.proposal_check" if request.args.get("back") == "check" else "submissions.proposal_show"
    return url_for(page, submission_id=submission.id)


def _after(opened: OwnQuestion) -> str:
    """Where a saved answer leads. The questions that decide who can apply follow one another."""
    if not opened.question.decides_eligibility or request.args.get("back") == "check":
        return _onwards_url(opened.submission)
    # What was just saved decides which of them is the next.
    current = queries.own_submission(current_actor(), opened.submission.id)
    if current is None:
        return _onwards_url(opened.submission)
    return first_url(current, services.tasks_of(current, opened.questions))


def _onwards(submission: Submission) -> Response:
    return redirect(_onwards_url(submission))


def _version(sent: Any) -> int:
    """The version that the page was opened with; a form that lost it counts as opened before anything was saved."""
    text = str(sent)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0


def _saved_at() -> str:
    return str(format_time(clock.exactly_now(), "HH:mm"))
