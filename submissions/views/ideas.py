"""Ideas from the public: a short form, a page of one's own, and the council's answer after the deadline."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from accounts import queries as people
from challenges.models import Challenge
from challenges.queries import challenge_by_slug
from challenges.queries.translation import read_titles
from challenges.states import ChallengeState
from core import clock
from core.access import current_actor, requires, signed_in
from core.errors import Refused
from submissions import policies, queries, services
from submissions.forms.ideas import IdeaAnswerForm, IdeaForm, WithdrawIdeaForm
from submissions.models import Idea
from submissions.states import IDEA_LIFECYCLE, IdeaAction
from submissions.views.blueprint import blueprint, page_number


@blueprint.route("/challenges/<slug>/ideas/new", methods=["GET", "POST"])
@requires(policies.can_put_forward, load=challenge_by_slug)
def idea_send(challenge: Challenge) -> Any:
    actor, form = current_actor(), IdeaForm()
    if form.validate_on_submit():
        try:
            idea = services.put_forward(
                challenge,
                title=form.title.data,
                words=form.words.data,
                contact=form.contact.data or "",
                by=actor,
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return redirect(url_for("submissions.idea_show", idea_id=idea.id))
    return render_template(
        "submissions/idea_send.html",
        form=form,
        challenge=challenge,
        is_open=challenge.state_at(clock.now()) is ChallengeState.OPEN,
        sent=queries.own_idea_for(actor, challenge.id),
        body=people.body_for_actor(actor),
    )


@blueprint.get("/ideas")
@signed_in
def idea_list() -> str:
    """One's own, and those of the group that one acts for."""
    page = queries.own_ideas_page(current_actor(), page_number())
    read_titles(idea.challenge for idea in page.items)
    return render_template(
        "submissions/idea_list.html",
        page=page,
        state_of=IDEA_LIFECYCLE.state_of,
    )


@blueprint.get("/ideas/<uuid:idea_id>")
@requires(policies.can_read_own_idea, load=queries.own_idea)
def idea_show(idea: Idea) -> str:
    return render_template(
        "submissions/idea_show.html",
        idea=idea,
        state=IDEA_LIFECYCLE.state_of(idea),
        receipt=services.receipt_of_idea(idea),
        may_withdraw=IDEA_LIFECYCLE.allows(idea, IdeaAction.WITHDRAW),
    )


@blueprint.route("/ideas/<uuid:idea_id>/withdraw", methods=["GET", "POST"])
@requires(policies.can_withdraw_idea, load=queries.own_idea)
def idea_withdraw(idea: Idea) -> Any:
    IDEA_LIFECYCLE.check(idea, IdeaAction.WITHDRAW)
    form = WithdrawIdeaForm()
    if form.validate_on_submit():
        services.withdraw_idea(idea, by=current_actor())
        flash(_("Your idea is withdrawn."), "success")
        return redirect(url_for("submissions.idea_show", idea_id=idea.id))
    return render_template("submissions/idea_withdraw.html", form=form, idea=idea)


@blueprint.get("/challenges/<slug>/ideas")
@requires(policies.can_see_received, load=challenge_by_slug)
def idea_received_list(challenge: Challenge) -> str:
    """How many before the deadline, and what they say after it."""
    has_closed = challenge.closes_at is not None and challenge.closes_at <= clock.now()
    return render_template(
        "submissions/idea_received_list.html",
        challenge=challenge,
        has_closed=has_closed,
        may_open=policies.can_see_openings(current_actor(), challenge),
        count=queries.ideas_sent(challenge.id),
        page=queries.received_ideas_page(current_actor(), challenge, page_number()) if has_closed else None,
        state_of=IDEA_LIFECYCLE.state_of,
    )


@blueprint.get("/received/ideas/<uuid:idea_id>")
@requires(policies.can_open_idea, load=queries.opened_idea)
def idea_received(idea: Idea) -> str:
    """Opening is recorded."""
    actor = current_actor()
    services.record_idea_opening(idea, by=actor)
    may_answer = policies.can_answer_idea(actor, idea) and IDEA_LIFECYCLE.allows(idea, IdeaAction.TAKE_UP)
    return render_template(
        "submissions/idea_received.html", idea=idea, state=IDEA_LIFECYCLE.state_of(idea), may_answer=may_answer
    )


@blueprint.route("/received/ideas/<uuid:idea_id>/answer", methods=["GET", "POST"])
@requires(policies.can_answer_idea, load=queries.opened_idea)
def idea_answer(idea: Idea) -> Any:
    IDEA_LIFECYCLE.check(idea, IdeaAction.TAKE_UP)
    form = IdeaAnswerForm()
    if form.validate_on_submit():
        try:
            services.answer_idea(
                idea, taken_up=form.outcome.data == "taken_up", words=form.answer.data, by=current_actor()
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The answer is sent."), "success")
            return redirect(url_for("submissions.idea_received_list", slug=idea.challenge.slug))
    return render_template("submissions/idea_answer.html", form=form, idea=idea)
