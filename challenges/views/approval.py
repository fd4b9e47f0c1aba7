"""Asking for approval, approving, returning; amendments and extensions afterwards."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from challenges.forms.amendment import AmendmentForm, ExtensionForm, amendment_form, translation_name
from challenges.forms.challenge import ApprovalForm, SubmitForApprovalForm, approval_form, remark_name
from challenges.models.approval import Approval
from challenges.models.challenge import Challenge
from challenges.policies import challenge as policies
from challenges.policies.readiness import missing
from challenges.queries import approval as queries
from challenges.queries.challenge import own_challenge
from challenges.queries.late_answer import LateAnswer, late_answer
from challenges.queries.outage import outages_of
from challenges.queries.texts import reading
from challenges.services import amendment as amendments
from challenges.services import approval as services
from challenges.states.builder import Section
from challenges.states.challenge import CHALLENGE_LIFECYCLE, ChallengeAction
from challenges.states.challenge import ChallengeState as State
from challenges.views.blueprint import blueprint
from challenges.views.challenge_public import use_zone_of
from challenges.views.changes import compared, lines_in_words
from challenges.views.timeline import dates_of
from core import clock
from core.access import current_actor, requires
from core.errors import Conflict, Refused
from core.formats import date_long, datetime_short
from core.life import Outage

MORE_TIME = dt.timedelta(days=1)


@blueprint.route("/challenges/<slug>/submit", methods=["GET", "POST"])
@requires(policies.can_write, load=own_challenge)
def challenge_submit(challenge: Challenge) -> Any:
    """The last look of the officer: what is missing, or one button."""
    CHALLENGE_LIFECYCLE.check(challenge, ChallengeAction.SUBMIT)
    use_zone_of(challenge)
    form = SubmitForApprovalForm()
    if form.validate_on_submit():
        try:
            services.submit_for_approval(challenge, note=form.note.data or "", by=current_actor())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The approvers of your council are told. It cannot be changed while they look at it."), "success")
            return redirect(url_for("challenges.challenge_manage", slug=challenge.slug))
    lacking = missing(challenge, clock.now())
    return render_template("challenges/challenge_submit.html", form=form, challenge=challenge, lacking=lacking)


@blueprint.route("/challenges/<slug>/approval", methods=["GET", "POST"])
@requires(policies.can_read_approval, load=own_challenge)
def approval_show(challenge: Challenge) -> Any:
    """The summary; whoever may decide finds two buttons under it."""
    actor = current_actor()
    use_zone_of(challenge)
    may_decide = policies.can_approve(actor, challenge) and challenge.state is State.IN_APPROVAL
    form = approval_form()()
    if form.validate_on_submit():
        try:
            done = _decide(challenge, form)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(done, "success")
            return redirect(url_for("challenges.challenge_manage", slug=challenge.slug))
    rounds = queries.approvals_of(challenge.id)
    return render_template(
        "challenges/approval_show.html",
        form=form if may_decide else None,
        challenge=challenge,
        approvals=rounds,
        **_snapshots(rounds),
        remark_name=remark_name,
        dates=dates_of(challenge),
        read=reading(challenge, get_locale().language, []),
    )


@blueprint.route("/challenges/<slug>/amend", methods=["GET", "POST"])
@requires(policies.can_amend, load=own_challenge)
def challenge_amend(challenge: Challenge) -> Any:
    CHALLENGE_LIFECYCLE.check(challenge, ChallengeAction.AMEND)
    use_zone_of(challenge)
    values, spoken = amendments.amendable_values(challenge), amendments.amendable_translations(challenge)
    form = _amendment_form(challenge, values, spoken)
    theirs: dict[str, Any] = {}
    if form.validate_on_submit():
        try:
            amendments.amend(
                challenge,
                values={name: form[name].data for name in values},
                translations={
                    code: {name: form[translation_name(name, code)].data or "" for name in words}
                    for code, words in spoken.items()
                },
                reason=form["reason"].data,
                seen=form.stamp,
                by=current_actor(),
            )
        except Conflict as conflict:
            form.refuse(conflict)
            theirs = amendments.amendable_values(challenge)
            form.seen.data = amendments.amendable_stamp(challenge)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The amendment is public. Everybody who follows the challenge is told."), "success")
            return redirect(url_for("challenges.challenge_show", slug=challenge.slug))
    return render_template("challenges/challenge_amend.html", form=form, challenge=challenge, theirs=theirs)


@blueprint.route("/challenges/<slug>/extend", methods=["GET", "POST"])
@requires(policies.can_amend, load=own_challenge)
def challenge_extend(challenge: Challenge) -> Any:
    CHALLENGE_LIFECYCLE.check(challenge, ChallengeAction.EXTEND)
    use_zone_of(challenge)
    near_deadline = outages_of(challenge)
    late = None if near_deadline.open_to_offer else late_answer(challenge)
    offered = _after_late_answer(late) if late else _offered(challenge, near_deadline.open_to_offer)
    form = ExtensionForm(zone=challenge.council.timezone, **offered)
    if form.validate_on_submit():
        try:
            amendments.extend_deadline(
                challenge, closes_at=form.closes_at.data, reason=form.reason.data, by=current_actor()
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The deadline is extended for everybody."), "success")
            return redirect(url_for("challenges.challenge_show", slug=challenge.slug))
    return render_template(
        "challenges/challenge_extend.html", form=form, challenge=challenge, near_deadline=near_deadline, late=late
    )


def _after_late_answer(late: LateAnswer) -> dict[str, Any]:
    """What the form proposes when an answer leaves little time: enough of it, and the reason for everybody to read."""
    reason = _(
        "Question %(number)s was answered on %(day)s. Everybody has at least %(days)s working days to use the answer.",
        number=late.number,
        day=date_long(late.answered_at),
        days=late.working_days,
    )
    return {"closes_at": late.closes_at, "reason": reason}


def _offered(challenge: Challenge, outages: Sequence[Outage]) -> dict[str, Any]:
    """What the form proposes after an outage: another day, and the reason for everybody to read."""
    if not outages or challenge.closes_at is None:
        return {}
    told = [
        _(
            "%(what)s from %(start)s until %(end)s",
            what=one.label,
            start=datetime_short(one.began_at),
            end=datetime_short(one.ended_at or clock.now()),
        )
        for one in outages
    ]
    reason = _("The service was not well shortly before the deadline. %(outages)s.", outages=". ".join(told))
    return {"closes_at": challenge.closes_at + MORE_TIME, "reason": reason}


def _amendment_form(
    challenge: Challenge, values: Mapping[str, Any], spoken: Mapping[str, Mapping[str, str]]
) -> AmendmentForm:
    """Each text stands before its translations."""
    translated = {name: [code for code, words in spoken.items() if name in words] for name in values}
    data = {translation_name(name, code): text for code, words in spoken.items() for name, text in words.items()}
    form = amendment_form(tuple(values), translated)
    return form(data={**values, **data, "seen": amendments.amendable_stamp(challenge)}, zone=challenge.council.timezone)


def _snapshots(rounds: Sequence[Approval]) -> dict[str, Any]:
    """What was sent last, section by section, and what is different from the time before."""
    latest = rounds[0].snapshot if rounds else {}
    before = rounds[1].snapshot if len(rounds) > 1 else {}
    return {
        "sections": [
            (section, lines_in_words(latest[section.value])) for section in Section if section.value in latest
        ],
        "changed": compared(before, latest) if before else {},
        "is_first": not before,
    }


def _decide(challenge: Challenge, form: ApprovalForm) -> str:
    comments = form.comments.data or ""
    if form.approve.data:
        services.approve(challenge, comments=comments, by=current_actor())
        return str(_("Approved. It opens by itself at the time that it says."))
    services.send_back(challenge, comments=comments, remarks=form.remarks(), by=current_actor())
    return str(_("Returned. The officer is told what you wrote."))
