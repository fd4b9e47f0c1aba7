"""Pilots as everybody sees them."""

from typing import Any

from flask import abort, render_template, request

from accounts import queries as accounts
from core.access import Actor, current_actor, public
from participation import queries as participation
from pilots import policies, queries
from pilots.forms.adoption import AdoptionSearchForm, PilotSearchForm
from pilots.models import Pilot
from pilots.queries import AdoptionSearch, PilotSearch
from pilots.views import drawing
from pilots.views.blueprint import blueprint


@blueprint.get("/pilots")
@public
def pilot_list() -> str:
    search = PilotSearchForm()
    found = queries.find_pilots(PilotSearch.read(search.asked, sort=search.order, page=_page_number()))
    search.offer(found.counts, name_of=accounts.name_of_council)
    adopters = queries.adopters_of([pilot.id for pilot in found.items])
    return render_template("pilots/pilot_list.html", search=search, page=found, adopters=adopters)


@blueprint.get("/pilots/<slug>")
@public
def pilot_show(slug: str) -> str:
    actor = current_actor()
    pilot = queries.pilot_by_slug(actor, slug) or abort(404)
    return render_template(
        "pilots/pilot_show.html",
        pilot=pilot,
        chain=queries.chain_of(pilot),
        steps=drawing.way_of(pilot),
        measures=drawing.measures_of(pilot),
        reached=drawing.reached(pilot),
        series=drawing.series_of(pilot),
        topic_view=participation.topic_view(pilot.topic_id, actor) if pilot.topic_id else None,
        may=_may(actor, pilot),
    )


@blueprint.get("/adoptions")
@public
def adoption_list() -> str:
    search = AdoptionSearchForm()
    search.council.choices = [(council.slug, council.name) for council in accounts.councils()]
    found = queries.adoption_list(
        AdoptionSearch(
            words=search.words.data or "",
            council=search.council.data or "",
            state=drawing.adoption_state_named(search.state.data),
            page=_page_number(),
        )
    )
    return render_template("pilots/adoption_list.html", search=search, page=found)


def _may(actor: Actor, pilot: Pilot) -> dict[str, Any]:
    """What this reader can do from the page."""
    adopts = policies.can_adopt(actor, pilot)
    own = next((adoption for adoption in reversed(pilot.adoptions) if policies.can_run_adoption(actor, adoption)), None)
    return {
        "read_contract": policies.can_read_contract(actor, pilot),
        "adopt": adopts and (own is None or own.state.value == "discontinued"),
        "own_adoption": own,
        # Somebody who has not signed in is led to the sign-in page and back.
        "ask_to_adopt": not actor.is_signed_in and pilot.open_to_adoption,
    }


def _page_number() -> int:
    return request.args.get("page", 1, type=int)
