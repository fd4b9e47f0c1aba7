"""Writing a draft: the task list, and the sections that are words, dates or settings."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from challenges.forms.builder import PhaseForm, TimelineForm, assessment_form, phase_form, tie_name
from challenges.forms.challenge import WORDS_FORMS, SectionForm
from challenges.models.challenge import Challenge, Phase
from challenges.policies import challenge as policies
from challenges.policies.readiness import Missing, missing
from challenges.presets import PRESETS
from challenges.queries import approval as approvals
from challenges.queries.builder import lot_amount_name, own_phase, phase_values, section_values, stamp
from challenges.queries.challenge import own_challenge
from challenges.queries.similar import tried_before
from challenges.services import builder as services
from challenges.states.builder import OPEN_MINDED, TIMELINE_FIELDS, WORDS_OF, Section
from challenges.states.challenge import ChallengeState as State
from challenges.views.blueprint import blueprint
from challenges.views.challenge_public import use_zone_of
from challenges.views.changes import in_words
from challenges.views.timeline import picture_of, worth_a_look
from challenges.wording import solution_words
from core import clock
from core.access import Actor, current_actor, requires
from core.errors import Conflict, Refused

# The sections with a page of their own; all others are words, under one address.
_ENDPOINTS = {
    Section.MONEY: "challenges.money_edit",
    Section.PARTNERS: "challenges.partners_edit",
    Section.TIMELINE: "challenges.timeline_edit",
    Section.CRITERIA: "challenges.criteria_edit",
    Section.ASSESSMENT: "challenges.assessment_edit",
    Section.QUESTIONS: "challenges.form_edit",
}


def words_section(actor: Actor, slug: str, section: str) -> tuple[Challenge, Section] | None:
    """The challenge and the section that an address names; None when there is no such section of words."""
    known = next((each for each in WORDS_FORMS if each.value == section), None)
    challenge = own_challenge(actor, slug)
    return (challenge, known) if challenge is not None and known is not None else None


@blueprint.get("/challenges/<slug>/edit")
@requires(policies.can_write, load=own_challenge)
def challenge_edit(challenge: Challenge) -> Any:
    """What there is to write, and what is missing and why."""
    if challenge.state is not State.DRAFT:
        return redirect(url_for("challenges.challenge_manage", slug=challenge.slug))
    lacking, remarks = missing(challenge, clock.now()), approvals.remarks_of(challenge)
    return render_template(
        "challenges/challenge_edit.html",
        challenge=challenge,
        tasks=[_task(challenge, section, lacking, remarks) for section in Section],
        lacking=lacking,
        tried=tried_before(challenge),
        preset=PRESETS.get(challenge.preset),
    )


@blueprint.route("/challenges/<slug>/edit/<section>", methods=["GET", "POST"])
@requires(policies.can_write_section, load=words_section)
def section_edit(found: tuple[Challenge, Section]) -> Any:
    challenge, section = found
    values = section_values(challenge, section)
    form = WORDS_FORMS[section](data={**values, "seen": stamp(values)})
    return save_section(
        challenge,
        section,
        form,
        lambda: services.save_words(challenge, section, words=form.answers(), seen=form.stamp, by=current_actor()),
        lambda: section_values(challenge, section),
    )


@blueprint.route("/challenges/<slug>/edit/timeline", methods=["GET", "POST"])
@requires(policies.can_write, load=own_challenge)
def timeline_edit(challenge: Challenge) -> Any:
    """With a picture of the dates that are stored or typed: one of the buttons draws it, and saves nothing."""
    values = section_values(challenge, Section.TIMELINE)
    form = TimelineForm(data={**values, "seen": stamp(values)}, zone=challenge.council.timezone)
    use_zone_of(challenge)
    if form.is_submitted():
        # Only a checked field knows which moment its time means.
        form.validate()
    typed = {name: form[name].data for name in TIMELINE_FIELDS}
    return save_section(
        challenge,
        Section.TIMELINE,
        form,
        lambda: services.save_timeline(
            challenge,
            **{name: form[name].data for name in TIMELINE_FIELDS},
            seen=form.stamp,
            by=current_actor(),
        ),
        lambda: section_values(challenge, Section.TIMELINE),
        only_draws=form.show.data,
        picture=picture_of(challenge, typed),
        notes=worth_a_look(typed),
    )


@blueprint.route("/challenges/<slug>/edit/assessment", methods=["GET", "POST"])
@requires(policies.can_write, load=own_challenge)
def assessment_edit(challenge: Challenge) -> Any:
    values = section_values(challenge, Section.ASSESSMENT)
    asked = {tie_name(lot) if len(challenge.lots) > 1 else "first_in_tie": lot for lot in challenge.lots}
    choices = {
        name: [(str(criterion.id), criterion.title) for criterion in lot.criteria] for name, lot in asked.items()
    }
    form = assessment_form(challenge.lots)(
        data={**values, **_first_in_ties(challenge, choices), "seen": stamp(values)},
    )
    for name, found in choices.items():
        form[name].choices = found

    def save() -> None:
        settings = {name: value for name, value in form.answers().items() if name not in asked}
        firsts = [form[name].data for name in asked]
        order = [*firsts, *(key for key in challenge.tie_break if key not in firsts)]
        services.save_assessment(
            challenge, settings={**settings, "tie_break": order}, seen=form.stamp, by=current_actor()
        )

    return save_section(
        challenge, Section.ASSESSMENT, form, save, lambda: section_values(challenge, Section.ASSESSMENT)
    )


def _first_in_ties(challenge: Challenge, choices: Mapping[str, list[tuple[str, str]]]) -> dict[str, str | None]:
    """By the name of the field, the one of its criteria that comes first in the stored order."""
    ours = {name: {key for key, _title in found} for name, found in choices.items()}
    return {name: next((key for key in challenge.tie_break if key in keys), None) for name, keys in ours.items()}


@blueprint.get("/challenges/<slug>/edit/money")
@requires(policies.can_write, load=own_challenge)
def money_edit(challenge: Challenge) -> Any:
    """The phases; where there is one only, straight to it."""
    if len(challenge.phases) == 1:
        return redirect(url_for("challenges.phase_edit", slug=challenge.slug, number=challenge.phases[0].number))
    remark = approvals.remarks_of(challenge).get(Section.MONEY.value, "")
    return render_template("challenges/money_edit.html", challenge=challenge, remark=remark)


@blueprint.route("/challenges/<slug>/edit/money/<int:number>", methods=["GET", "POST"])
@requires(policies.can_write_phase, load=own_phase)
def phase_edit(phase: Phase) -> Any:
    challenge = phase.challenge
    values = phase_values(phase, challenge.council_id)
    form = phase_form(challenge.lots)(data={**values, "seen": stamp(values)})
    names = {lot_amount_name(lot.id): lot.id for lot in challenge.lots if lot_amount_name(lot.id) in form}
    for name in ("pot", "amount_each", *names):
        form[name].currency = challenge.currency
    return save_section(
        challenge,
        Section.MONEY,
        form,
        lambda: services.save_phase(phase, money=_money(form, names), seen=form.stamp, by=current_actor()),
        lambda: phase_values(phase, challenge.council_id),
    )


def _money(form: PhaseForm, names: Mapping[str, uuid.UUID]) -> services.PhaseMoney:
    """`names` are of the fields that hold what a lot gets, with the lot's id."""
    answers = form.answers()
    lots = {lot_id: answers.pop(name) for name, lot_id in names.items()}
    return services.PhaseMoney(**answers, lots={lot_id: amount for lot_id, amount in lots.items() if amount})


def save_section(
    challenge: Challenge,
    section: Section,
    form: SectionForm,
    save: Callable[[], None],
    stored: Callable[[], Mapping[str, Any]],
    *,
    only_draws: bool = False,
    **context: Any,
) -> str | Response:
    """The one way in which a section is shown and saved.

    `stored` reads what is stored now, for the second of two officers: they see it beside their own words, and may
    save again.
    """
    if challenge.state is not State.DRAFT:
        abort(409)
    use_zone_of(challenge)
    theirs: Mapping[str, Any] = {}
    if form.validate_on_submit() and not only_draws:
        try:
            save()
        except Conflict as conflict:
            form.refuse(conflict)
            theirs = stored()
            form.seen.data = stamp(theirs)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("Saved: %(section)s.", section=section.label), "success")
            return redirect(context.pop("back", None) or url_for("challenges.challenge_edit", slug=challenge.slug))
    return render_template(
        "challenges/section_edit.html",
        form=form,
        challenge=challenge,
        section=section,
        flagged=_solutions_in(section, [form[name].data for name in OPEN_MINDED.get(section, ())], challenge),
        remark=approvals.remarks_of(challenge).get(section.value, ""),
        theirs=[(form[name].label.text, in_words(value)) for name, value in theirs.items() if name in form],
        preset=PRESETS.get(challenge.preset),
        **context,
    )


def section_address(challenge: Challenge, section: Section) -> str:
    endpoint = _ENDPOINTS.get(section)
    if endpoint is not None:
        return url_for(endpoint, slug=challenge.slug)
    return url_for("challenges.section_edit", slug=challenge.slug, section=section.value)


def _solutions_in(section: Section, texts: Iterable[str | None], challenge: Challenge) -> list[str]:
    """Words that name a solution, in the sections that are to leave it open."""
    return solution_words([text or "" for text in texts], challenge.languages) if section in OPEN_MINDED else []


def _task(challenge: Challenge, section: Section, lacking: list[Missing], remarks: Mapping[str, str]) -> dict[str, Any]:
    whys = [f"{lack.why} {lack.matters}".strip() for lack in lacking if lack.section is section]
    flagged = _solutions_in(section, [getattr(challenge, name) for name in OPEN_MINDED.get(section, ())], challenge)
    named = [_("Names a solution: %(words)s.", words=", ".join(flagged))] if flagged else []
    remark = remarks.get(section.value)
    remarked = [_("The approver wrote: “%(words)s”", words=remark)] if remark else []
    begun = section not in WORDS_OF or any(getattr(challenge, name) for name in WORDS_OF[section] if name != "title")
    return {
        "title": section.label,
        "href": section_address(challenge, section),
        "status": ("started" if begun else "todo") if whys else "done",
        "hint": " ".join([*whys, *named, *remarked]),
    }
