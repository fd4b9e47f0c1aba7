"""Changes after approval: numbered, with a reason, for everybody to see. What decides who wins never changes."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, update

from challenges import signals
from challenges.models.approval import Amendment
from challenges.models.challenge import Challenge
from challenges.policies.challenge import can_amend
from challenges.queries import approval as queries
from challenges.queries.builder import stamp
from challenges.services.builder import lock, rename_lot
from challenges.states.builder import AMENDABLE, AMENDABLE_AFTER_DEADLINE
from challenges.states.challenge import (
    CHALLENGE_AMENDED,
    CHALLENGE_EXTENDED,
    CHALLENGE_LIFECYCLE,
    ChallengeAction,
    ChallengeState,
)
from core import clock
from core.access import Actor, check
from core.database import db, new_id
from core.errors import Conflict, Refused
from notifications.services import tell_followers
from participation.services import update_topic

WHY = _l("You follow this challenge.")
NEVER_EMPTY = frozenset(AMENDABLE) - {"evidence"}


def amend(
    challenge: Challenge, *, values: Mapping[str, Any], reason: str, seen: str | None = None, by: Actor
) -> Amendment:
    """Change words, contact or the date of the decision; what is the same as before is left alone.

    `seen` is the stamp of `amendable_values` as the page showed them; without one, nothing is compared. Raises
    `Refused` for anything frozen, for emptied fields, and when nothing changes.
    """
    check(can_amend(by, challenge))
    lock(challenge)
    CHALLENGE_LIFECYCLE.check(challenge, ChallengeAction.AMEND)
    open_fields = amendable_now(challenge)
    frozen = [name for name in values if name not in open_fields]
    if frozen:
        raise Refused(
            _l(
                "This part is frozen since the challenge was approved, and cannot be amended: %(part)s.",
                part=", ".join(frozen),
            )
        )
    if seen is not None and stamp(amendable_values(challenge)) != seen:
        raise Conflict(_l("Somebody else amended this challenge while you were writing. Check what it says now."))
    _needs(reason)
    before = {name: getattr(challenge, name) for name in values}
    changed = {name: _tidy(value) for name, value in values.items() if _tidy(value) != before[name]}
    _must_hold(changed, challenge)
    for name, value in changed.items():
        setattr(challenge, name, value)
    rename_lot(challenge, before.get("title", challenge.title))
    CHALLENGE_LIFECYCLE.move(challenge, ChallengeAction.AMEND, by=by, event=CHALLENGE_AMENDED, reason=reason)
    changes = [{"field": name, "before": _text(before[name]), "after": _text(value)} for name, value in changed.items()]
    return _publish(challenge, changes=changes, reason=reason, by=by)


def extend_deadline(challenge: Challenge, *, closes_at: dt.datetime, reason: str, by: Actor) -> Amendment:
    """Move the deadline later, for everybody.

    Whether the deadline has passed is decided by the database's clock in the statement that moves it.
    """
    check(can_amend(by, challenge))
    lock(challenge)
    CHALLENGE_LIFECYCLE.check(challenge, ChallengeAction.EXTEND)
    before = challenge.closes_at
    if before is None or closes_at <= before:
        raise Refused(_l("The new deadline must be later than the present one."), field="closes_at")
    _needs(reason)
    moved = db.session.execute(
        update(Challenge)
        .where(
            Challenge.id == challenge.id,
            Challenge.state == ChallengeState.APPROVED,
            Challenge.closes_at > func.townlab_now(),
        )
        .values(closes_at=closes_at)
        .returning(Challenge.id)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if moved is None:
        raise Refused(_l("The deadline has passed: it can no longer be moved."))
    db.session.refresh(challenge, ["closes_at"])
    CHALLENGE_LIFECYCLE.move(challenge, ChallengeAction.EXTEND, by=by, event=CHALLENGE_EXTENDED, reason=reason)
    changes = [{"field": "closes_at", "before": _text(before), "after": _text(closes_at)}]
    return _publish(challenge, changes=changes, reason=reason, by=by)


def amendable_now(challenge: Challenge) -> tuple[str, ...]:
    """The fields that an amendment may change in the state the challenge is in."""
    early = (ChallengeState.SCHEDULED, ChallengeState.OPEN)
    return AMENDABLE if CHALLENGE_LIFECYCLE.state_of(challenge) in early else AMENDABLE_AFTER_DEADLINE


def amendable_values(challenge: Challenge) -> dict[str, Any]:
    return {name: getattr(challenge, name) for name in amendable_now(challenge)}


def _tidy(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _must_hold(changed: Mapping[str, Any], challenge: Challenge) -> None:
    if not changed:
        raise Refused(_l("Nothing is different from what it says now."))
    for name, value in changed.items():
        if name in NEVER_EMPTY and not value:
            raise Refused(_l("This cannot be emptied."), field=name)
    decision = changed.get("decision_expected_on")
    if decision and challenge.closes_at and decision < challenge.closes_at.date():
        raise Refused(_l("The decision must be after the deadline."), field="decision_expected_on")


def _needs(reason: str) -> None:
    if not reason.strip():
        raise Refused(_l("Say why: the reason is published."), field="reason")


def _publish(challenge: Challenge, *, changes: list[dict[str, str]], reason: str, by: Actor) -> Amendment:
    amendment = Amendment(
        id=new_id(),
        challenge_id=challenge.id,
        number=len(queries.amendments_of(challenge.id)) + 1,
        made_at=clock.exactly_now(),
        made_by=by.person_id,
        reason=reason.strip(),
        changes=changes,
    )
    db.session.add(amendment)
    db.session.flush()
    if challenge.topic_id is not None:
        update_topic(challenge.topic_id, title=challenge.title, path=f"/challenges/{challenge.slug}")
        tell_followers(
            challenge.topic_id,
            template="challenges/amended",
            why=WHY,
            once_key=f"amendment:{amendment.id}",
            challenge_title=challenge.title,
            challenge_path=f"/challenges/{challenge.slug}",
            number=amendment.number,
            reason=amendment.reason,
        )
    signals.challenge_amended.send(None, challenge=challenge, amendment=amendment, by=by)
    return amendment


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, dt.date | dt.datetime) else str(value or "")
