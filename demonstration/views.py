"""Pages that only a demonstration has: who you are, the mail, the clock."""

import ipaddress
import uuid
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from accounts import session
from core import clock
from core.access import public
from core.errors import Refused
from core.fields import tidy
from demonstration import queries, services
from demonstration.forms import ClockForm
from demonstration.services import cast

blueprint = Blueprint("demonstration", __name__, url_prefix="/demo")


@blueprint.before_request
def only_on_this_machine() -> None:
    """A demonstration signs in anybody as anybody: only on this machine, only in a database that was made for it."""
    address = ipaddress.ip_address(request.remote_addr or "0.0.0.0")  # noqa: S104 - compared, not bound
    # A proxy on this machine speaks for somebody elsewhere.
    comes_from_here = address.is_loopback and "X-Forwarded-For" not in request.headers
    if not (comes_from_here and queries.is_made_for_demonstration()):
        abort(404)


@blueprint.get("")
@public
def start() -> str:
    return render_template("demonstration/start.html", roles=cast.read("people")["roles"], now_is=clock.now())


@blueprint.post("/sign-in/<role>")
@public
def sign_in(role: str) -> Response:
    facts = cast.read("people")["roles"].get(role) or abort(404)
    found = queries.person_and_role(facts["email"], facts.get("body", "")) or abort(404)
    someone, membership = found
    session.sign_in(someone)
    session.act_for(someone, membership)
    return redirect(url_for("web.work"))


@blueprint.get("/mail")
@public
def mail() -> str:
    address = tidy(request.args.get("to", ""))
    page = queries.mail(request.args.get("page", 1, type=int), to_address=address)
    return render_template("demonstration/mail.html", page=page, to_address=address)


@blueprint.get("/mail/<uuid:message_id>/attachment")
@public
def mail_attachment(message_id: uuid.UUID) -> Response:
    """The file that goes with a mail."""
    message = queries.message_with_attachment(message_id) or abort(404)
    response = Response(message.attached, content_type=f"{message.attached_as}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{message.attached_name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@blueprint.route("/clock", methods=["GET", "POST"])
@public
def move_clock() -> Any:
    form = ClockForm()
    if form.validate_on_submit():
        try:
            services.move_clock(form.moment.data)
        except Refused as refusal:
            form.refuse(refusal.message, refusal.field or "")
        else:
            flash(_("The clock is moved. Everything that depends on time follows."), "success")
            return redirect(url_for("demonstration.move_clock"))
    return render_template("demonstration/clock.html", form=form, now_is=clock.now())
