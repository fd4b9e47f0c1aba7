"""Pages about interests: declaring them, reporting a conflict later, and settling one."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from challenges.models import Challenge
from core.access import Actor, check, current_actor, local, requires
from core.errors import Refused
from core.pagination import Page
from scoring.forms.conflict import BidderSearchForm, ReportConflictForm, SettleForm, interests_form
from scoring.models import Declaration, PanelSeat
from scoring.policies import conflict as policies
from scoring.policies import panel as panel_policies
from scoring.queries import conflict as queries
from scoring.queries import declaring
from scoring.queries import panel as panels
from scoring.queries import register as registers
from scoring.queries import stand_in as stand_ins
from scoring.services import conflict as services
from scoring.services.conflict import Outcome
from scoring.states import DeclarationState
from scoring.views.blueprint import blueprint
from submissions.models import Submission
from submissions.queries.received import entered_by
from submissions.services import must_be_apart


@blueprint.route("/assessing/panels/<uuid:panel_id>/interests", methods=["GET", "POST"])
@requires(panel_policies.holds_seat, load=panels.own_seat)
def interests_declare(seat: PanelSeat) -> Any:
    """What an assessor says about every bidder, knowing nothing but the names."""
    challenge = seat.panel.challenge
    return _declare(
        challenge,
        queries.bids(challenge.id, seat.panel.lot_id),
        seat=seat,
        back=url_for("scoring.assessment_list"),
        report=url_for("scoring.conflict_report", panel_id=seat.panel_id),
    )


def _may_declare(actor: Actor, challenge: Challenge) -> bool:
    return policies.can_declare_for_council(actor, challenge) or stand_ins.is_named(actor, challenge.id)


def _back(challenge: Challenge) -> str:
    """Those who stand in for the council have no way to its panels."""
    if policies.can_declare_for_council(current_actor(), challenge):
        return url_for("scoring.panel_overview", slug=challenge.slug)
    return url_for("web.work")


@blueprint.route("/challenges/<slug>/interests", methods=["GET", "POST"])
@requires(_may_declare, load=stand_ins.challenge_to_declare)
def council_interests(challenge: Challenge) -> Any:
    """The same for officers and approvers of the lead council."""
    return _declare(
        challenge,
        queries.received(challenge.id),
        seat=None,
        back=_back(challenge),
        report=url_for("scoring.council_conflict_report", slug=challenge.slug),
    )


@blueprint.route("/assessing/panels/<uuid:panel_id>/interests/report", methods=["GET", "POST"])
@requires(panel_policies.holds_seat, load=panels.own_seat)
def conflict_report(seat: PanelSeat) -> Any:
    challenge = seat.panel.challenge
    return _report(
        challenge,
        queries.bids(challenge.id, seat.panel.lot_id),
        seat=seat,
        back=url_for("scoring.interests_declare", panel_id=seat.panel_id),
    )


@blueprint.route("/challenges/<slug>/interests/report", methods=["GET", "POST"])
@requires(_may_declare, load=stand_ins.challenge_to_declare)
def council_conflict_report(challenge: Challenge) -> Any:
    return _report(
        challenge,
        queries.received(challenge.id),
        seat=None,
        back=url_for("scoring.council_interests", slug=challenge.slug),
    )


def _declare(
    challenge: Challenge, bids: Sequence[Submission], *, seat: PanelSeat | None, back: str, report: str
) -> Any:
    """All bidders on one page, or, where there are many, as many as can be looked over; searchable."""
    actor, wanted = current_actor(), local(request.args.get("next"))
    known = queries.declarations_of(_person(actor), [bid.id for bid in bids])
    open_bids = [bid for bid in bids if bid.id not in known]
    lines = queries.bidders(open_bids)
    search, page = _looked_over(lines)
    is_part = len(lines) > len(page.items)
    form = interests_form(page.items, years=queries.interest_years(challenge.council_id), is_part=is_part)
    if open_bids and form.validate_on_submit():
        conflicts = form.conflicts_by_submission(page.items)
        about = open_bids if form.is_final else [bid for bid in open_bids if bid.id in conflicts]
        found = services.declare_interests(challenge, about, conflicts=conflicts, seat=seat, by=actor)
        if not form.is_final:
            return _thanked(found, then=request.full_path)
        # With a conflict, what they were going to may not open to them.
        return _thanked(found, then=back if found else wanted or back)
    return render_template(
        "scoring/interests_declare.html",
        form=form,
        challenge=challenge,
        search=search,
        page=page,
        is_part=is_part,
        declared=_declared(bids, known),
        may_confirm=not registers.is_current(registers.register_of(actor)),
        back=back,
        wanted=wanted,
        report=report,
    )


def _looked_over(lines: Sequence[queries.Bidder]) -> tuple[BidderSearchForm, Page[queries.Bidder]]:
    search = BidderSearchForm()
    return search, queries.bidders_page(lines, request.args.get("page", 1, int), words=search.q.data or "")


def _thanked(found: int, *, then: str) -> Any:
    if found:
        flash(_("Thank you. The council decides what this means before you go on with those."), "important")
    else:
        flash(_("Thank you. Your declaration is kept."), "success")
    return redirect(then)


@dataclass(frozen=True)
class Declared:
    """What somebody said before: line by line, or, where there are many, without the plain "no conflict"."""

    lines: Sequence[tuple[queries.Bidder, DeclarationState]]
    left_out: int

    @property
    def total(self) -> int:
        return len(self.lines) + self.left_out


def _declared(bids: Sequence[Submission], known: Mapping[uuid.UUID, Declaration]) -> Declared:
    """Without the bids that the person is recused from."""
    kept = [bid for bid in bids if bid.id in known and known[bid.id].state is not DeclarationState.RECUSED]
    lines = [
        (bidder, _gravest([known[submission_id].state for submission_id in bidder.submission_ids]))
        for bidder in queries.bidders(kept)
    ]
    if len(lines) <= queries.BIDDERS_PER_PAGE:
        return Declared(lines, 0)
    telling = [line for line in lines if line[1] is not DeclarationState.CLEAR]
    return Declared(telling, len(lines) - len(telling))


def _gravest(states: Sequence[DeclarationState]) -> DeclarationState:
    order = (DeclarationState.CONFLICT, DeclarationState.MITIGATED, DeclarationState.CLEAR)
    return next(state for state in order if state in states)


def _report(challenge: Challenge, bids: Sequence[Submission], *, seat: PanelSeat | None, back: str) -> Any:
    known = queries.declarations_of(_person(current_actor()), [bid.id for bid in bids])
    silent = (DeclarationState.CONFLICT, DeclarationState.RECUSED)
    lines = queries.bidders([bid for bid in bids if bid.id not in known or known[bid.id].state not in silent])
    search, page = _looked_over(lines)
    form = ReportConflictForm()
    form.bidder.choices = [(bidder.key, bidder.name) for bidder in page.items]
    if form.is_submitted() and not page.items:
        return redirect(request.url)
    if form.validate_on_submit():
        chosen = next(bidder for bidder in page.items if bidder.key == form.bidder.data)
        services.report_conflict(
            challenge,
            [bid for bid in bids if bid.id in chosen.submission_ids],
            words=form.words.data,
            seat=seat,
            by=current_actor(),
        )
        flash(_("Thank you. You cannot read this proposal until the council has decided what this means."), "important")
        return redirect(back)
    return render_template(
        "scoring/conflict_report.html",
        form=form,
        challenge=challenge,
        search=search,
        page=page,
        is_part=len(lines) > len(page.items),
        back=back,
    )


def _person(actor: Actor) -> uuid.UUID:
    assert actor.person_id is not None  # noqa: S101 - the policy let only people in
    return actor.person_id


@blueprint.get("/challenges/<slug>/conflicts")
@requires(policies.can_read_conflicts, load=declaring.challenge_at_work)
def conflict_list(challenge: Challenge) -> str:
    cases = queries.cases(current_actor(), challenge.id)
    if not cases:
        must_be_apart(challenge, by=current_actor())
    return render_template(
        "scoring/conflict_list.html",
        challenge=challenge,
        cases=cases,
        shortage=stand_ins.shortage_in(challenge),
        may_name=policies.can_name_stand_in(current_actor(), challenge),
    )


def _case(actor: Actor, slug: str, key: uuid.UUID) -> tuple[Challenge, queries.Case] | None:
    challenge = declaring.challenge_at_work(actor, slug)
    if challenge is None:
        return None
    found = queries.cases(actor, challenge.id)
    return next(((challenge, case) for case in found if case.is_known_as(key)), None)


def _may_read(actor: Actor, found: tuple[Challenge, queries.Case]) -> bool:
    return policies.can_read_conflicts(actor, found[0])


@blueprint.route("/challenges/<slug>/conflicts/<uuid:key>", methods=["GET", "POST"])
@requires(_may_read, load=_case)
def conflict_settle(found: tuple[Challenge, queries.Case]) -> Any:
    challenge, case = found
    may_settle = policies.can_settle_conflicts(current_actor(), challenge, entered_by(challenge.id))
    form = SettleForm()
    check(may_settle or not form.is_submitted())
    form.outcome.choices = [(outcome.value, label) for outcome, label in OUTCOMES if _may_choose(case, outcome)]
    if case.waits and form.validate_on_submit():
        try:
            services.settle_conflict(
                challenge,
                case.submission,
                person_id=case.person.id,
                outcome=Outcome(form.outcome.data),
                words=form.words.data,
                by=current_actor(),
            )
        except Refused as refusal:
            form.refuse(refusal.message, refusal.field or "")
        else:
            flash(_("Your decision is kept, and the person is told."), "success")
            return redirect(url_for("scoring.conflict_list", slug=challenge.slug))
    return render_template(
        "scoring/conflict_settle.html", form=form if may_settle else None, challenge=challenge, case=case
    )


OUTCOMES = (
    (Outcome.DISMISSED, _l("There is nothing in it")),
    (Outcome.MITIGATED, _l("It is mitigated: they may go on, in the way that I describe")),
    (Outcome.RECUSED, _l("They are recused: they cannot reach this proposal from now on")),
)

_Allowed = Callable[[queries.Case], bool]
_ALLOWED: dict[Outcome, _Allowed] = {
    Outcome.DISMISSED: lambda case: case.declaration is None or case.declaration.state is not DeclarationState.CONFLICT,
    Outcome.MITIGATED: lambda case: case.declaration is not None,
    Outcome.RECUSED: lambda _case: True,
}


def _may_choose(case: queries.Case, outcome: Outcome) -> bool:
    return _ALLOWED[outcome](case)
