"""Mails to all bidders of a decision: at once to few, in batches to many, and to nobody twice."""

import uuid
from collections.abc import Collection, Iterable
from typing import Any

from flask_babel import lazy_gettext as _l

from accounts import queries as people
from core import clock, jobs
from core.database import db
from core.outbox import Message
from notifications.services import tell_people
from scoring.models import Decision
from scoring.queries import sending as queries
from submissions.models import Submission

AT_ONCE = 100
BATCH = 50


def tell_bidders(
    submissions: Iterable[Submission], *, template: str, key: str, **context: Any
) -> dict[uuid.UUID, list[Message]]:
    """One mail to everybody of each bidder's lead supplier, in two queries for all of them.

    Returns what was queued, by submission; nothing for those who have nobody with an address.
    """
    chosen = list(submissions)
    suppliers = {
        supplier.id: supplier
        for supplier in people.suppliers_with_members([submission.supplier_id for submission in chosen])
    }
    today = clock.now().date()
    return {
        submission.id: tell_people(
            {
                membership.person_id
                for membership in suppliers[submission.supplier_id].memberships
                if membership.runs_on(today)
            },
            template=template,
            why=_l("You are getting this because your organisation submitted this proposal."),
            once_key=f"{key}:{submission.id}",
            submission=submission,
            **context,
        )
        for submission in chosen
    }


def tell_all(decision: Decision, *, template: str, states: Collection[str] = ()) -> None:
    """The same mail to the bidders of a decision: by a job when there are many.

    `states` are those of the proposals whose bidders are told; none means all.
    """
    db.session.flush()
    if queries.bidders_in(decision.id) > AT_ONCE:
        jobs.enqueue(
            "scoring.tell_bidders", decision_id=str(decision.id), after="", template=template, states=list(states)
        )
        return
    after: str | None = ""
    while after is not None:
        after = tell_batch(decision.id, after=after, template=template, states=states)


def tell_batch(
    decision_id: uuid.UUID, *, template: str, states: Collection[str], after: str, size: int = BATCH
) -> str | None:
    """Tell the next ones after a reference, in their order; returns the last of them, None when nobody is left."""
    decision = queries.decision_told_of(decision_id)
    found = queries.bidders_to_tell(decision_id, states=states, after=after, limit=size)
    if decision is None or not found:
        return None
    tell_bidders(
        found,
        template=template,
        key=f"{template.removeprefix('scoring/')}:{decision_id}",
        challenge=decision.challenge,
        last_minute=decision.standstill_last_minute,
        reason=decision.set_aside_reason or decision.reasons,
    )
    return found[-1].reference if len(found) == size else None
