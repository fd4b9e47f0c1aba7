"""Pages of saved searches: saving one, confirming it by mail, and ending it."""

import uuid
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from accounts import queries as people
from core.access import current_actor, public, signed_in
from core.errors import Refused
from core.fields import tidy
from notifications import queries, services
from notifications.forms import ButtonForm, EndSearchForm, SaveByEmailForm, SaveForm
from notifications.models import Subscriber
from notifications.registries import savable_lists

blueprint = Blueprint("notifications", __name__)


@blueprint.route("/saved-searches/new", methods=["GET", "POST"])
@public
def search_save() -> Any:
    """The address of a list with its parameters, and `list` for which list it is."""
    key = request.args.get("list", "challenges")
    found = savable_lists.get(key) or abort(404)
    actor = current_actor()
    asked = {name: list(map(tidy, values)) for name, values in request.args.lists()}
    parameters = services.tidy(key, asked)
    form: Any = SaveForm() if actor.is_signed_in else SaveByEmailForm()
    if form.validate_on_submit():
        if not actor.is_signed_in:
            services.ask_to_save(key, parameters, address=form.email.data, language=str(get_locale()))
            return redirect(url_for("notifications.search_asked"))
        try:
            services.save_search(key, parameters, by=actor)
        except Refused as refusal:
            form.refuse(refusal.message, refusal.field or "")
        else:
            flash(_("The search is saved. You get an email on days when there is something new."), "success")
            return redirect(url_for("notifications.search_list"))
    return render_template(
        "notifications/search_save.html",
        form=form,
        found=found,
        told=services.told(key, parameters),
    )


@blueprint.get("/saved-searches/asked")
@public
def search_asked() -> str:
    return render_template("notifications/search_asked.html")


@blueprint.route("/saved-searches/<token>/confirm", methods=["GET", "POST"])
@public
def search_confirm(token: str) -> Any:
    search = queries.search_by_token(token) or abort(404)
    found = savable_lists.get(search.list_key) or abort(404)
    form = ButtonForm()
    if form.validate_on_submit():
        services.confirm(search)
        flash(_("The search is saved. You get an email on days when there is something new."), "success")
        return redirect(url_for("notifications.searches_of", token=search.subscriber.token))
    return render_template(
        "notifications/search_confirm.html",
        form=form,
        found=found,
        told=services.told(search.list_key, search.parameters),
    )


@blueprint.route("/saved-searches", methods=["GET", "POST"])
@signed_in
def search_list() -> Any:
    """Those of the address that somebody signs in with."""
    actor = current_actor()
    someone = people.person(actor.person_id) if actor.person_id else None
    subscriber = queries.subscriber_by_address(someone.email) if someone and someone.email else None
    return _list(subscriber, url_for("notifications.search_list"))


@blueprint.route("/saved-searches/<token>", methods=["GET", "POST"])
@public
def searches_of(token: str) -> Any:
    """For whoever has a mail with the address in it."""
    subscriber = queries.subscriber_by_token(token) or abort(404)
    return _list(subscriber, url_for("notifications.searches_of", token=token))


@blueprint.route("/saved-searches/<token>/stop", methods=["GET", "POST"])
@public
def searches_stop(token: str) -> str:
    subscriber = queries.subscriber_by_token(token) or abort(404)
    if request.method == "POST":
        services.end_all(subscriber)
        return render_template("notifications/searches_stopped.html")
    return render_template("notifications/searches_stop.html", form=ButtonForm(), token=token)


def _list(subscriber: Subscriber | None, here: str) -> Any:
    form = EndSearchForm()
    if subscriber is not None and form.validate_on_submit():
        if (search_id := _key(form.search_id.data)) is not None:
            services.end_search(subscriber, search_id)
            flash(_("The search is ended. No more emails come of it."), "success")
        return redirect(here)
    searches = queries.live_searches(subscriber.id) if subscriber else []
    rows = [
        (search, found, services.told(search.list_key, search.parameters), services.path_of(search))
        for search in searches
        if (found := savable_lists.get(search.list_key))
    ]
    return render_template("notifications/search_list.html", form=form, rows=rows, here=here)


def _key(typed: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(typed or "")
    except ValueError:
        return None
