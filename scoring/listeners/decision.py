"""What waits for those who decide, what the public reads of a decision, and where a bidder finds its feedback."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from accounts.registries import WorkItem, work_items
from accounts.states import BodyKind, Role
from challenges.models import Challenge
from challenges.queries.translation import called, read_titles
from challenges.registries import OfficeLink, PublicPart, office_links, public_parts
from core import clock
from core.access import Actor
from scoring import standstill
from scoring.models import Decision
from scoring.policies import panel as panel_policies
from scoring.queries import claim as claims
from scoring.queries import decision as decisions
from scoring.queries import feedback, moderation
from scoring.queries import turn as turns
from scoring.queries.turn import Turn
from scoring.states import DecisionState
from submissions.models import Submission
from submissions.policies import acts_for_supplier
from submissions.registries import OwnLink, own_links
from submissions.states import SubmissionState

_AWARDED = (SubmissionState.OFFERED, SubmissionState.ACCEPTED, SubmissionState.CONTRACTED)
_WAITING = (DecisionState.STANDSTILL, DecisionState.SUSPENDED)
# What an officer does next with a decision, by its state.
_NEXT = {
    DecisionState.DRAFTED: _l("Decisions to finish"),
    DecisionState.APPROVED: _l("Assessment summaries to send"),
    DecisionState.SUMMARIES_ISSUED: _l("Award notices to publish"),
    DecisionState.STANDSTILL: _l("Awards to confirm"),
    DecisionState.SUSPENDED: _l("Awards to confirm"),
    DecisionState.CONFIRMED: _l("Free places to offer to the reserve"),
}


def cases_to_close(actor: Actor) -> Iterable[WorkItem]:
    """Asked only for somebody who chairs a panel, together with the rest of what waits for them."""
    waiting_cases = moderation.open_cases_of_chair(actor)
    read_titles(panel.challenge for panel, _waiting in waiting_cases)
    return [
        WorkItem(
            kind=_l("Panel moderation"),
            title=called(panel.challenge),
            url=url_for("scoring.case_list", panel_id=panel.id),
            detail=ngettext("%(num)d case to close", "%(num)d cases to close", waiting),
            due_at=panel.assess_by_at,
        )
        for panel, waiting in waiting_cases
    ]


def decisions_to_take_further(actor: Actor) -> Iterable[WorkItem]:
    """Rankings to decide about, and decisions to carry on with. A standstill that runs waits for nobody."""
    if actor.role != Role.OFFICER.value:
        return []
    now = clock.now()
    return [_item(turn) for turn in turns.waiting_for_officer(actor) if _can_go_on(turn, now)]


def _item(turn: Turn) -> WorkItem:
    if turn.state is None:
        return WorkItem(
            kind=_l("Decisions to draft"),
            title=turn.title,
            url=url_for("scoring.ranking_show", panel_id=turn.id),
            detail=_("All assessments are in"),
            due_at=turn.due_at,
        )
    return WorkItem(
        kind=_NEXT[turn.state],
        title=turn.title,
        url=url_for("scoring.decision_show", decision_id=turn.id),
        detail=_detail(turn),
        due_at=turn.due_at,
    )


def decisions_to_approve(actor: Actor) -> Iterable[WorkItem]:
    """For approvers; one of another council may stand in."""
    if actor.body_kind != BodyKind.COUNCIL.value:
        return []
    found = turns.waiting_for_approver(actor)
    read_titles(decision.challenge for decision in found)
    return [
        WorkItem(
            kind=_l("Decisions to approve"),
            title=called(decision.challenge),
            url=url_for("scoring.decision_approve", decision_id=decision.id),
            detail=decision.kind.label,
            since_at=decision.moderated_at,
        )
        for decision in found
    ]


def claims_to_settle(actor: Actor) -> Iterable[WorkItem]:
    if actor.role != Role.APPROVER.value:
        return []
    found = claims.open_claims(actor)
    read_titles(claim.decision.challenge for claim in found)
    return [
        WorkItem(
            kind=_l("Legal claims to settle"),
            title=called(claim.decision.challenge),
            url=url_for("scoring.claim_show", claim_id=claim.id),
            detail=_("%(reference)s by %(name)s", reference=claim.reference, name=claim.body.name),
            since_at=claim.raised_at,
        )
        for claim in found
    ]


def feedback_to_read(actor: Actor) -> Iterable[WorkItem]:
    if not acts_for_supplier(actor):
        return []
    found = feedback.recent_feedback(actor)
    read_titles(summary.decision.challenge for summary in found)
    return [
        WorkItem(
            kind=_l("Feedback on your proposals"),
            title=summary.submission.title or summary.submission.reference,
            url=url_for("scoring.feedback_show", submission_id=summary.submission_id),
            detail=called(summary.decision.challenge),
            due_at=summary.decision.standstill_last_minute,
            since_at=None if summary.decision.standstill_ends_at else summary.issued_at,
        )
        for summary in found
    ]


def feedback_link(_actor: Actor, submission: Submission) -> Iterable[OwnLink]:
    if not feedback.has_feedback([submission.id]):
        return []
    return [
        OwnLink(
            text=_("How your proposal was assessed"),
            url=url_for("scoring.feedback_show", submission_id=submission.id),
        )
    ]


def links_for_office(actor: Actor, challenge: Challenge) -> Iterable[OfficeLink]:
    if challenge.approved_at is None or not panel_policies.can_see_panels(actor, challenge):
        return []
    return [
        OfficeLink(text=_("Panel"), url=url_for("scoring.panel_overview", slug=challenge.slug)),
        *(
            OfficeLink(
                text=_("Decision %(reference)s", reference=decision.reference),
                url=url_for("scoring.decision_show", decision_id=decision.id),
                detail=decision.state.label,
            )
            for decision in decisions.decisions_about(actor, challenge.id)
        ),
    ]


def public_part(challenge: Challenge) -> PublicPart | None:
    """What was decided, for each lot: names only of those who have a contract or the offer of one, scores of nobody."""
    found = decisions.award_in_progress(challenge.id)
    if not found:
        return None
    several = len(found) > 1
    return PublicPart(
        template="scoring/public_part.html",
        facts=[_public(decision, title=decision.lot.title if several else "") for decision in found],
    )


def _public(decision: Decision, *, title: str) -> dict[str, Any]:
    confirmed = decision.state is DecisionState.CONFIRMED
    running = decision.state in _WAITING
    return {
        "title": title,
        "assessed": len(decision.outcomes),
        "words": _public_words(decision),
        "winners": sorted(
            outcome.submission.supplier.name
            for outcome in decision.outcomes
            if confirmed and outcome.submission.state in _AWARDED
        ),
        "last_minute": decision.standstill_last_minute if running else None,
        # Whoever was drawn can draw again: references are no names.
        "seed": decision.draw_seed if confirmed or running else "",
        "drawn": decision.drawn if confirmed or running else [],
    }


def _public_words(decision: Decision) -> str:
    words = {
        DecisionState.SUMMARIES_ISSUED: _("The council has decided and has told every bidder."),
        DecisionState.STANDSTILL: _("The council means to award. No contract is signed before the standstill ends."),
        DecisionState.SUSPENDED: _("A bidder has raised a legal claim. The award is suspended until it is settled."),
        DecisionState.CONFIRMED: _("The award is confirmed."),
    }
    return str(words[decision.state])


def _detail(turn: Turn) -> Any:
    if turn.state in _WAITING:
        return _("The standstill is over") if turn.standstill_ends_at else _("No standstill applies")
    return turn.state.label if turn.state else ""


def _can_go_on(turn: Turn, now: dt.datetime) -> bool:
    return turn.state not in _WAITING or standstill.is_over(turn.standstill_ends_at, now)


work_items.add("scoring.decisions", decisions_to_take_further, order=44)
work_items.add("scoring.approvals", decisions_to_approve, order=45)
work_items.add("scoring.claims", claims_to_settle, order=46)
work_items.add("scoring.feedback", feedback_to_read, order=47)
own_links.add("scoring.feedback", feedback_link)
office_links.add("scoring.office", links_for_office, order=30)
public_parts.add("scoring.decision", public_part, order=30)
