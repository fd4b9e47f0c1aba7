"""Assessors over challenges: what each says of themselves, and the pool that the officers of a council choose from."""

import uuid
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from accounts.forms import LANGUAGES
from challenges.states.theme import Theme
from core import clock
from core.access import current_actor, requires, signed_in
from core.errors import Refused
from core.formats import one_place
from core.workflow import known
from scoring import calibration
from scoring.calibration import Manner
from scoring.forms.panel import PoolSearchForm, ProfileForm
from scoring.models import Panel
from scoring.policies import panel as policies
from scoring.queries import assigning
from scoring.queries import panel as panels
from scoring.queries import pool as queries
from scoring.queries import register as registers
from scoring.queries.own_scores import own_scores
from scoring.services.joining import save_profile
from scoring.views.blueprint import blueprint

MANNERS = {
    Manner.TOO_FEW: _l("Too little to say how you score."),
    Manner.UNSURE: _l("That may be chance."),
    Manner.ALIKE: _l("You gave about as much as the others."),
    Manner.LESS: _l("You gave clearly less than the others: you were stricter."),
    Manner.A_LITTLE_LESS: _l("You gave a little less than the others: you were a little stricter."),
    Manner.MORE: _l("You gave clearly more than the others: you were more generous."),
    Manner.A_LITTLE_MORE: _l("You gave a little more than the others: you were a little more generous."),
}


@blueprint.route("/assessing/profile", methods=["GET", "POST"])
@signed_in
def profile_edit() -> Any:
    actor = current_actor()
    profile = queries.profile_of(actor.person_id)
    form = ProfileForm(
        data=None
        if profile is None
        else {
            "languages": profile.languages,
            "themes": [theme for value in profile.themes if (theme := known(Theme, value))],
            "away_from": profile.away_from,
            "away_until": profile.away_until,
        }
    )
    if form.validate_on_submit():
        try:
            save_profile(
                languages=form.languages.data,
                themes=form.themes.data,
                away_from=form.away_from.data,
                away_until=form.away_until.data,
                by=actor,
            )
        except Refused as refusal:
            form.refuse(refusal.message, refusal.field or "")
        else:
            flash(_("Saved."), "success")
            joins = profile is None and not registers.is_current(registers.register_of(actor))
            return redirect(url_for("scoring.register_edit" if joins else "scoring.profile_edit"))
    panels, scores = queries.own_panels(actor), own_scores(actor)
    together = {panel_id: calibration.together(one.parts) for panel_id, one in scores.items()}
    return render_template(
        "scoring/profile_edit.html",
        form=form,
        panels=panels,
        to_do=sum(one.work.to_do for one in panels),
        stated=[
            (council, ", ".join(str(theme.label) for value in themes if (theme := known(Theme, value))))
            for council, themes in queries.stated_about(actor)
        ],
        scores=scores,
        beside={panel_id: _told(found) for panel_id, found in together.items() if found},
        in_all=_told(calibration.together([part for one in scores.values() for part in one.parts])),
    )


def _told(found: calibration.Beside | None) -> dict[str, Any] | None:
    """How somebody's scores sat beside those of the others: the plain difference, and in words."""
    if found is None:
        return None
    proposals = ngettext("%(num)d proposal", "%(num)d proposals", found.met)
    points = one_place(abs(found.above))
    if round(abs(found.above), 1) == 0:
        difference = _("Over %(proposals)s, as many points as the others.", proposals=proposals)
    elif found.above > 0:
        difference = _(
            "Over %(proposals)s, %(points)s points of 100 more than the others.", proposals=proposals, points=points
        )
    else:
        difference = _(
            "Over %(proposals)s, %(points)s points of 100 fewer than the others.", proposals=proposals, points=points
        )
    return {"difference": difference, "words": MANNERS[calibration.manner(found)]}


@blueprint.get("/assessors")
@requires(policies.is_officer)
def pool_list() -> str:
    actor, search = current_actor(), PoolSearchForm()
    theme, panel = search.theme.data, _panel(search.panel.data or "")
    page = queries.pool_page(
        actor,
        request.args.get("page", 1, int),
        queries.PoolFilter(search.q.data or "", theme.value if theme else "", search.language.data or ""),
    )
    person_ids = [someone.id for someone in page.items]
    return render_template(
        "scoring/pool_list.html",
        search=search,
        page=page,
        work=queries.work_of(actor, person_ids),
        profiles=assigning.profiles_of(person_ids),
        stated=assigning.stated_of(actor.body_id, person_ids),
        language_names=dict(LANGUAGES),
        themes={theme.value: theme.label for theme in Theme},
        today=clock.now().date(),
        panel=panel,
        on_panel={seat.person_id for seat in panel.seats} if panel else set(),
    )


def _panel(text: str) -> Panel | None:
    """The panel that somebody is being chosen for, when the actor looks after it."""
    try:
        panel = panels.panel_in_sight(current_actor(), uuid.UUID(text))
    except ValueError:
        return None
    return panel if panel is not None and policies.can_manage_panel(current_actor(), panel) else None
