"""An answer from an earlier proposal of the same organisation, added to this one."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from markupsafe import escape

from core import formats
from core.access import current_actor, requires
from core.errors import Refused
from core.fields import joined, marked
from submissions import policies, queries, services
from submissions.forms import ReuseForm
from submissions.queries import OwnQuestion
from submissions.services import ChangedMeanwhile
from submissions.views.blueprint import blueprint, language, read_of

EXCERPT = 300


@blueprint.route("/proposals/<uuid:submission_id>/questions/<int:number>/earlier", methods=["GET", "POST"])
@requires(policies.can_reuse_part, load=queries.own_question)
def answer_reuse(opened: OwnQuestion) -> Any:
    """Choose one; it is put below what is there, and overwrites nothing."""
    actor = current_actor()
    onwards = url_for("submissions.answer_edit", submission_id=opened.submission.id, number=opened.question.number)
    earlier = queries.earlier_answers(actor, opened, language())
    form = ReuseForm(version=opened.answer.version if opened.answer else 0)
    form.earlier.choices = [(str(one.id), marked(one.question.words, one.question.lang)) for one in earlier]
    form.earlier.hints = {str(one.id): _told(one) for one in earlier}
    if earlier and form.validate_on_submit():
        chosen = next(one for one in earlier if str(one.id) == form.earlier.data)
        try:
            services.reuse_answer(
                opened.submission, opened.question, words=chosen.words, version=form.seen_version, by=actor
            )
        except ChangedMeanwhile as clash:
            form.version.data = str(clash.version)
            form.refuse(_("Somebody else of your team has changed this answer meanwhile. Look at it, or add to it."))
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The earlier answer is added. Change it so that it fits."), "success")
            return redirect(onwards)
    return render_template(
        "submissions/answer_reuse.html",
        form=form,
        submission=opened.submission,
        question=opened.question,
        read=read_of(opened.submission.challenge),
        earlier=earlier,
        onwards=onwards,
    )


def _told(one: queries.EarlierAnswer) -> str:
    words = one.words if len(one.words) <= EXCERPT else f"{one.words[:EXCERPT].rstrip()}…"
    challenge = marked(one.challenge.words, one.challenge.lang)
    told = escape(_("For “%(challenge)s”, %(day)s:")) % {
        "challenge": challenge,
        "day": formats.date_short(one.saved_at),
    }
    return joined(told, words)
