"""What waits for officers and approvers because of a challenge."""

from collections.abc import Iterable

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from accounts.registries import WorkItem, work_items
from challenges.policies.challenge import can_answer_invitation
from challenges.queries import approval as approvals
from challenges.queries import challenge as queries
from challenges.queries import outage as outages
from challenges.queries import partner as partners
from core import formats
from core.access import Actor


def challenges_to_approve(actor: Actor) -> Iterable[WorkItem]:
    """For approvers: what somebody else wrote."""
    return [
        WorkItem(
            kind=_l("Challenges to approve"),
            title=approval.challenge.title,
            url=url_for("challenges.approval_show", slug=approval.challenge.slug),
            detail=_("Asked by %(name)s", name=approval.asker.name),
            since_at=approval.asked_at,
        )
        for approval in approvals.waiting_for(actor)
    ]


def drafts_to_finish(actor: Actor) -> Iterable[WorkItem]:
    """For officers; those that an approver returned say so."""
    return [
        WorkItem(
            kind=_l("Challenges to write"),
            title=challenge.title,
            url=url_for("challenges.challenge_edit", slug=challenge.slug),
            detail=_("Returned with comments") if returned else _("Draft"),
            since_at=returned.decided_at if returned else None,
        )
        for challenge, returned in approvals.drafts_of(actor)
    ]


def closed_challenges(actor: Actor) -> Iterable[WorkItem]:
    """For officers: proposals are in, and nobody has begun to assess them."""
    return [
        WorkItem(
            kind=_l("Challenges to assess"),
            title=challenge.title,
            url=url_for("challenges.challenge_manage", slug=challenge.slug),
            detail=_("Closed on %(day)s", day=formats.date_long(challenge.closes_at)),
        )
        for challenge in queries.closed_of(actor)
    ]


def hit_by_outage(actor: Actor) -> Iterable[WorkItem]:
    """For officers: the service was away near a deadline, which can still be moved."""
    return [
        WorkItem(
            kind=_l("Deadlines to extend after an outage"),
            title=challenge.title,
            url=url_for("challenges.challenge_extend", slug=challenge.slug),
            detail=outage.label,
            due_at=challenge.closes_at,
        )
        for challenge, outage in outages.hit_by_outage(actor)
    ]


work_items.add("deadlines after an outage", hit_by_outage)


def invitations_to_answer(actor: Actor) -> Iterable[WorkItem]:
    """For whoever answers for a body that another council invited."""
    return [
        WorkItem(
            kind=_l("Invitations to a joint challenge"),
            title=partner.challenge.title,
            url=url_for("challenges.partnership_show", partner_id=partner.id),
            detail=_("From %(name)s", name=partner.challenge.council.name),
            since_at=partner.invited_at,
        )
        for partner in partners.waiting_for_answer(actor)
        if can_answer_invitation(actor, partner)
    ]


def shares_to_approve(actor: Actor) -> Iterable[WorkItem]:
    """For approvers of a council that pays towards another's challenge."""
    return [
        WorkItem(
            kind=_l("Money to approve"),
            title=partner.challenge.title,
            url=url_for("challenges.partnership_show", partner_id=partner.id),
            detail=_("For a challenge of %(name)s", name=partner.challenge.council.name),
            since_at=partner.answered_at,
        )
        for partner in partners.shares_to_approve(actor)
    ]


work_items.add("invitations to joint challenges", invitations_to_answer)
work_items.add("shares to approve", shares_to_approve)
work_items.add("challenges to approve", challenges_to_approve)
work_items.add("challenges to write", drafts_to_finish)
work_items.add("challenges to assess", closed_challenges)
