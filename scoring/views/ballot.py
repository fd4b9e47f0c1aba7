"""The public's vote, for the council that runs it. Where people vote: `participation.views`."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from core.access import current_actor, requires
from core.errors import Refused
from participation.states import BallotState, Tier
from scoring.forms.ballot import CancelVoteForm, PaperForm, SetUpVoteForm
from scoring.models import Panel
from scoring.policies import ballot as policies
from scoring.queries import ballot as queries
from scoring.queries.ballot import VotePage
from scoring.services import ballot as services
from scoring.views.blueprint import blueprint


@blueprint.get("/panels/<uuid:panel_id>/vote")
@requires(policies.can_see_vote, load=queries.vote_in_sight)
def vote_show(vote: VotePage) -> str:
    """How far it is. Nobody reads how many votes there are before it is counted."""
    return render_template(
        "scoring/vote_show.html",
        vote=vote,
        panel=vote.panel,
        challenge=vote.panel.challenge,
        state=vote.page.state if vote.page else None,
        states=BallotState,
        tiers=Tier,
        may_mind=policies.can_mind_vote(current_actor(), vote),
    )


@blueprint.route("/panels/<uuid:panel_id>/vote/set-up", methods=["GET", "POST"])
@requires(policies.can_mind_vote, load=queries.vote_in_sight)
def vote_set_up(vote: VotePage) -> Any:
    panel = vote.panel
    if vote.ballot is not None:
        flash(_("There is a vote already."), "important")
        return _to_vote(panel)
    form = SetUpVoteForm(zone=panel.challenge.council.timezone)
    if form.validate_on_submit():
        try:
            services.set_up_vote(panel, opens_at=form.opens_at.data, closes_at=form.closes_at.data, by=current_actor())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The vote is set up. Whoever follows the challenge is told when it opens."), "success")
            return _to_vote(panel)
    return render_template("scoring/vote_set_up.html", form=form, panel=panel, challenge=panel.challenge)


@blueprint.route("/panels/<uuid:panel_id>/vote/cancel", methods=["GET", "POST"])
@requires(policies.can_mind_vote, load=queries.vote_in_sight)
def vote_cancel(vote: VotePage) -> Any:
    form = CancelVoteForm()
    if form.validate_on_submit():
        try:
            services.cancel_vote(vote, reason=form.reason.data, by=current_actor())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The vote is cancelled."), "success")
            return _to_vote(vote.panel)
    return render_template("scoring/vote_cancel.html", form=form, panel=vote.panel, challenge=vote.panel.challenge)


@blueprint.route("/panels/<uuid:panel_id>/vote/paper", methods=["GET", "POST"])
@requires(policies.can_mind_vote, load=queries.vote_in_sight)
def vote_paper(vote: VotePage) -> Any:
    """One after the other: the form is empty again after each."""
    if vote.page is None or vote.page.state is not BallotState.OPEN:
        flash(_("The vote is not open."), "important")
        return _to_vote(vote.panel)
    form = PaperForm()
    standing = [option for option in vote.page.ballot.options if option.left_at is None]
    form.marks.choices = [(str(option.number), option.title) for option in standing]
    if form.validate_on_submit():
        try:
            services.enter_paper(
                vote,
                number=form.number.data,
                marks=[int(number) for number in form.marks.data],
                by=current_actor(),
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("Paper %(number)s is entered.", number=form.number.data.strip()), "success")
            return redirect(url_for("scoring.vote_paper", panel_id=vote.panel.id))
    return render_template("scoring/vote_paper.html", form=form, panel=vote.panel, challenge=vote.panel.challenge)


def _to_vote(panel: Panel) -> Response:
    return redirect(url_for("scoring.vote_show", panel_id=panel.id))
