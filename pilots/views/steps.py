"""The one shape of a page with a form: ask, do one thing, say that it is done, go on."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from core.errors import Refused
from core.fields import TownlabForm
from pilots.models import Pilot

Page = str | Response


def ask(
    form: TownlabForm,
    *,
    title: Any,
    do: Callable[[], Any],
    done: Any,
    onward: str,
    pilot: Pilot | None = None,
    lead: Any = "",
    submit: Any = None,
    style: str = "",
    template: str = "pilots/pilot_step.html",
    **context: Any,
) -> Page:
    """Show the form; once it is right, call `do` and go to `onward`. A refusal is shown in the form."""
    if form.validate_on_submit():
        try:
            do()
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return went(done, onward)
    return render_template(
        template,
        form=form,
        title=title,
        lead_text=lead,
        submit=submit,
        style=style,
        onward=onward,
        pilot=pilot,
        **context,
    )


def went(done: Any, onward: str) -> Response:
    flash(str(done), "success")
    return redirect(onward)


def manage_url(pilot: Pilot, anchor: str | None = None) -> str:
    return url_for("pilots.pilot_manage", slug=pilot.slug, _anchor=anchor)


def page_url(pilot: Pilot) -> str:
    return url_for("pilots.pilot_show", slug=pilot.slug)
