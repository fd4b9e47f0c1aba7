"""Challenges as everybody sees them."""

from flask import abort, g, render_template
from flask_babel import get_locale

from accounts import queries as accounts
from challenges import registries
from challenges.forms.challenge import ChallengeSearchForm
from challenges.models.challenge import Challenge
from challenges.policies import challenge as policies
from challenges.policies.question import can_ask
from challenges.queries import approval as approvals
from challenges.queries import challenge as queries
from challenges.queries.challenge_list import ChallengeSearch, find_challenges
from challenges.queries.partner import partnership_in
from challenges.queries.problem import problems_behind
from challenges.queries.question import answered_questions
from challenges.queries.translation import reading_of
from challenges.services.question import takes_questions
from challenges.states.challenge import ChallengeState as State
from challenges.views.blueprint import blueprint
from challenges.views.changes import changes_of
from challenges.views.problem import page_number
from challenges.views.timeline import dates_of, steps_of
from core import clock
from core.access import current_actor, public
from participation.queries import topic_view


@blueprint.get("/challenges")
@public
def challenge_list() -> str:
    search = ChallengeSearchForm()
    wanted = ChallengeSearch.read(search.asked, sort=search.order, page=page_number(), language=get_locale().language)
    found = find_challenges(wanted)
    search.offer(found.counts, name_of=accounts.name_of_council)
    return render_template("challenges/challenge_list.html", search=search, page=found, now_is=clock.now())


@blueprint.get("/challenges/<slug>")
@public
def challenge_show(slug: str) -> str:
    """All of it. The people of its council see their drafts here as they will look."""
    actor = current_actor()
    challenge = queries.whole_challenge(actor, slug) or abort(404)
    use_zone_of(challenge)
    state = challenge.state_at(clock.now())
    return render_template(
        "challenges/challenge_show.html",
        challenge=challenge,
        read=reading_of(challenge, get_locale().language),
        state=state,
        steps=steps_of(challenge, state),
        dates=dates_of(challenge),
        problems=problems_behind(challenge.id),
        answered=answered_questions(challenge.id),
        amendments=approvals.amendments_of(challenge.id),
        topic_view=topic_view(challenge.topic_id, actor) if challenge.topic_id else None,
        parts=registries.public_parts_of(challenge),
        takes_questions=takes_questions(challenge) and (not actor.is_signed_in or can_ask(actor, challenge)),
        takes_proposals=state is State.OPEN,
        own_part=partnership_in(actor, challenge),
        is_inside=policies.can_see_inside(actor, challenge),
        changes_of=lambda amendment: changes_of(amendment, challenge),
    )


def use_zone_of(challenge: Challenge) -> None:
    """All times of this page are those of the council."""
    g.timezone = challenge.council.timezone
