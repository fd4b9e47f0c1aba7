"""Pages for taking part. Forms live at their own addresses, so that public pages can be cached whole."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from core.access import current_actor, public, requires
from core.errors import Refused
from participation import policies, queries, services
from participation.forms import (
    AppealForm,
    BallotForm,
    ButtonForm,
    CommentForm,
    FollowForm,
    ReleaseForm,
    RemoveForm,
    ReportForm,
)
from participation.models import Comment, Topic
from participation.queries.ballot import BallotPage, ballot_for
from participation.services import ballot as ballots
from participation.states import BallotState

blueprint = Blueprint("participation", __name__)


@blueprint.get("/topics/<uuid:topic_id>/comments")
@requires(policies.can_read, load=queries.public_topic)
def comment_list(topic: Topic) -> str:
    page = queries.comments_page(topic.id, request.args.get("page", 1, type=int))
    return render_template("participation/comment_list.html", topic=topic, page=page)


@blueprint.route("/topics/<uuid:topic_id>/comment", methods=["GET", "POST"])
@requires(policies.can_comment, load=queries.topic_for)
def comment_add(topic: Topic) -> Any:
    form = CommentForm()
    if form.validate_on_submit():
        comment = services.say(topic, words=form.words.data, by=current_actor(), language=str(get_locale()))
        flash(_("Your comment is published."), "success")
        return redirect(url_for("participation.comment_show", comment_id=comment.id))
    return render_template("participation/comment_add.html", form=form, topic=topic)


@blueprint.route("/topics/<uuid:topic_id>/vote", methods=["GET", "POST"])
@requires(policies.can_vote, load=queries.topic_for)
def vote(topic: Topic) -> Any:
    actor = current_actor()
    form = ButtonForm()
    voted = queries.has_voted(topic.id, actor)
    if form.validate_on_submit():
        if request.form.get("take_back"):
            services.take_back_vote(topic, by=actor)
            flash(_("Your vote is taken back."), "success")
        else:
            services.vote(topic, by=actor)
            flash(_("Your vote counts. You can take it back at any time."), "success")
        return redirect(topic.path)
    return render_template("participation/vote.html", form=form, topic=topic, has_voted=voted)


@blueprint.get("/ballots/<uuid:ballot_id>")
@requires(policies.can_read_ballot, load=ballot_for)
def ballot_show(page: BallotPage) -> str:
    return render_template("participation/ballot_show.html", page=page, ballot=page.ballot, states=BallotState)


@blueprint.route("/ballots/<uuid:ballot_id>/vote", methods=["GET", "POST"])
@requires(policies.can_cast, load=ballot_for)
def ballot_vote(page: BallotPage) -> Any:
    """Whoever sends it after the end is told that it was not counted."""
    form = BallotForm(data={"marks": [str(number) for number in page.marks or ()]})
    standing = [option for option in page.options if option.left_at is None]
    form.marks.choices = [(str(option.number), option.title) for option in standing]
    form.marks.hints = {str(option.number): option.by for option in standing}
    if form.validate_on_submit():
        try:
            ballots.cast(page, marks=[int(number) for number in form.marks.data], by=current_actor())
        except ballots.NotOpen as refusal:
            flash(str(refusal), "important")
            return _to_ballot(page)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("Your vote counts. You can change it until the vote ends."), "success")
            return _to_ballot(page)
    if page.state is not BallotState.OPEN:
        return _to_ballot(page)
    return render_template("participation/ballot_vote.html", form=form, page=page, ballot=page.ballot)


@blueprint.post("/ballots/<uuid:ballot_id>/take-back")
@requires(policies.can_cast, load=ballot_for)
def ballot_take_back(page: BallotPage) -> Any:
    if ballots.take_back(page, by=current_actor()):
        flash(_("Your vote is taken back."), "success")
    else:
        flash(_("There was no vote to take back, or the vote is over."), "important")
    return _to_ballot(page)


def _to_ballot(page: BallotPage) -> Response:
    return redirect(url_for("participation.ballot_show", ballot_id=page.ballot.id))


@blueprint.route("/topics/<uuid:topic_id>/follow", methods=["GET", "POST"])
@requires(policies.can_read, load=queries.public_topic)
def follow(topic: Topic) -> Any:
    actor = current_actor()
    form: Any = ButtonForm() if actor.is_signed_in else FollowForm()
    if not form.validate_on_submit():
        return render_template(
            "participation/follow.html", form=form, topic=topic, follows=queries.follows(topic.id, actor)
        )
    if actor.person_id is None:
        services.follow_by_email(topic, address=form.email.data, language=str(get_locale()))
        return redirect(url_for("participation.follow_asked", topic_id=topic.id))
    if request.form.get("stop"):
        services.stop_following(topic, by=actor)
        flash(_("You no longer get news of this."), "success")
    else:
        services.follow_as_person(topic, actor.person_id)
        flash(_("You will get news of this by email."), "success")
    return redirect(topic.path)


@blueprint.get("/topics/<uuid:topic_id>/follow/asked")
@requires(policies.can_read, load=queries.public_topic)
def follow_asked(topic: Topic) -> str:
    return render_template("participation/follow_asked.html", topic=topic)


@blueprint.route("/follow/<token>", methods=["GET", "POST"])
@public
def follow_confirm(token: str) -> Any:
    found = queries.follow_by_token(token) or abort(404)
    form = ButtonForm()
    if form.validate_on_submit():
        services.confirm_follow(found)
        flash(_("You will get news of this by email."), "success")
        return redirect(found.topic.path)
    return render_template("participation/follow_confirm.html", form=form, topic=found.topic)


@blueprint.route("/follow/<token>/stop", methods=["GET", "POST"])
@public
def follow_stop(token: str) -> Any:
    found = queries.follow_by_token(token) or abort(404)
    if request.method == "POST":
        services.stop_follow(found)
        return render_template("participation/follow_stopped.html", topic=found.topic)
    return render_template("participation/follow_stop.html", form=ButtonForm(), topic=found.topic)


@blueprint.get("/comments/<uuid:comment_id>")
@requires(policies.can_read_comment, load=queries.comment_for)
def comment_show(comment: Comment) -> str:
    return render_template(
        "participation/comment_show.html", comment=comment, decision=queries.last_decision(comment.id)
    )


@blueprint.route("/comments/<uuid:comment_id>/report", methods=["GET", "POST"])
@requires(policies.can_report_comment, load=queries.comment_for)
def comment_report(comment: Comment) -> Any:
    form = ReportForm()
    if form.validate_on_submit():
        try:
            hidden = services.report_comment(comment, rule=form.rule.data, by=current_actor())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            unseen = _("A moderator will look at the comment. Until then nobody sees it.")
            flash(unseen if hidden else _("A moderator will look at the comment."), "success")
            return redirect(comment.topic.path)
    return render_template("participation/comment_report.html", form=form, comment=comment)


@blueprint.route("/comments/<uuid:comment_id>/withdraw", methods=["GET", "POST"])
@requires(policies.can_withdraw_comment, load=queries.comment_for)
def comment_withdraw(comment: Comment) -> Any:
    form = ButtonForm()
    form.submit.label.text = _("Take back my comment")
    if form.validate_on_submit():
        services.withdraw_comment(comment, by=current_actor())
        flash(_("Your comment is taken back."), "success")
        return redirect(comment.topic.path)
    return render_template("participation/comment_withdraw.html", form=form, comment=comment)


@blueprint.route("/comments/<uuid:comment_id>/appeal", methods=["GET", "POST"])
@requires(policies.can_appeal, load=queries.removed_comment_of)
def comment_appeal(comment: Comment) -> Any:
    form = AppealForm()
    if form.validate_on_submit():
        services.appeal(comment, words=form.words.data, by=current_actor())
        flash(_("Another moderator will look at your comment and write to you."), "success")
        return redirect(url_for("participation.comment_show", comment_id=comment.id))
    return render_template("participation/comment_appeal.html", form=form, comment=comment)


@blueprint.get("/moderation")
@requires(policies.can_see_moderation)
def moderation() -> str:
    page = queries.waiting_comments(current_actor(), request.args.get("page", 1, type=int))
    reports = queries.reports_on([comment.id for comment in page.items])
    return render_template("participation/moderation.html", page=page, reports=reports)


@blueprint.route("/comments/<uuid:comment_id>/remove", methods=["GET", "POST"])
@requires(policies.can_moderate, load=queries.comment_for)
def comment_remove(comment: Comment) -> Any:
    form = RemoveForm()
    if form.validate_on_submit():
        services.remove_comment(comment, rule=form.rule.data, reason=form.reason.data, by=current_actor())
        flash(_("The comment is removed, and its author was told why."), "success")
        return redirect(url_for("participation.moderation"))
    return render_template("participation/comment_remove.html", form=form, comment=comment)


@blueprint.route("/comments/<uuid:comment_id>/release", methods=["GET", "POST"])
@requires(policies.can_moderate, load=queries.comment_for)
def comment_release(comment: Comment) -> Any:
    form = ReleaseForm()
    if form.validate_on_submit():
        try:
            services.release_comment(comment, reason=form.reason.data or "", by=current_actor())
        except Refused as refusal:
            form.refuse(refusal.message, refusal.field or "")
        else:
            flash(_("Everybody can see the comment."), "success")
            return redirect(url_for("participation.moderation"))
    return render_template("participation/comment_release.html", form=form, comment=comment)


@blueprint.get("/councils/<slug>/moderation-log")
@public
def moderation_log(slug: str) -> Response | str:
    found = queries.moderation_log(slug, request.args.get("page", 1, type=int)) or abort(404)
    return render_template("participation/moderation_log.html", council=found.council, page=found.page)
