"""What waits for people about the bodies that they act for."""

from collections.abc import Iterable

from flask import url_for
from flask_babel import lazy_gettext as _l

from accounts import policies, queries
from accounts.models import JoinRequest
from accounts.registries import WorkItem, work_items
from accounts.states import BodyKind, Role
from core.access import Actor


def _work(actor: Actor) -> Iterable[WorkItem]:
    """Invitations for everybody; requests to join for the leads of a supplier and for administrators."""
    for invitation in queries.invitations_to(actor):
        yield WorkItem(
            kind=_l("Invitations to an organisation"),
            title=invitation.body.name,
            url=url_for("accounts.invitation_answer", invitation_id=invitation.id),
            detail=invitation.role.label,
            due_at=invitation.expires_at,
        )
    if policies.can_administer(actor):
        yield from map(_request, queries.requests_for_administrator())
    elif actor.body_kind == BodyKind.SUPPLIER.value and actor.acts_for(actor.body_id, Role.LEAD.value):
        assert actor.body_id is not None  # noqa: S101 - who acts for a supplier acts for a body
        yield from map(_request, queries.open_requests(actor.body_id))


def _request(request: JoinRequest) -> WorkItem:
    return WorkItem(
        kind=_l("People who ask to join an organisation"),
        title=request.person.name,
        url=url_for("accounts.joining_decide", request_id=request.id),
        detail=request.body.name,
        since_at=request.asked_at,
    )


work_items.add("accounts", _work, order=5)
