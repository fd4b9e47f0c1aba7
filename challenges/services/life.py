"""From opening to the end: what the clock makes true is announced, everything else is somebody's act.

The moves after closing are called by the floors above, in the transaction of the decision or the pilot that they
belong to, so that challenge, proposals and pilots never disagree.
"""

from typing import Any

from flask_babel import lazy_gettext as _l

from challenges import signals
from challenges.models.challenge import Challenge
from challenges.policies.challenge import can_cancel, can_end, can_move
from challenges.queries.challenge import unannounced
from challenges.queries.partner import confirmed_partners
from challenges.registries import acts_in_place, has_somebody_running
from challenges.services.saving import lock
from challenges.states import challenge as events
from challenges.states.challenge import CHALLENGE_LIFECYCLE, ChallengeAction, ChallengeState
from core import audit, clock
from core.access import SYSTEM, Actor, check
from core.database import db
from core.errors import Refused
from notifications.services import tell, tell_followers

WHY = _l("You follow this challenge.")
WHY_PARTNER = _l("You lead it for your council or group.")


def announce_opened() -> int:
    """Tell the followers of every challenge that has opened, once each; returns how many challenges.

    A late call announces late. One that closed meanwhile is not announced to anybody any more.
    """
    now = clock.exactly_now()
    found = unannounced(now)
    for challenge in found:
        challenge.announced_at = now
        audit.record(events.CHALLENGE_OPENED, subject=challenge, by=SYSTEM, opened_at=challenge.opens_at)
        if challenge.state_at(now) is ChallengeState.OPEN:
            _tell(challenge, template="challenges/opened", key="opened", zone=challenge.council.timezone)
        signals.challenge_opened.send(None, challenge=challenge)
    db.session.flush()
    return len(found)


def cancel(challenge: Challenge, *, reason: str, by: Actor) -> None:
    """End it for a stated reason. Whoever holds drafts or proposals hears of it by the signal."""
    check(can_cancel(by, challenge))
    lock(challenge)
    CHALLENGE_LIFECYCLE.check(challenge, ChallengeAction.CANCEL)
    _needs(reason)
    challenge.cancelled_at, challenge.cancel_reason = clock.exactly_now(), reason.strip()
    was_public = challenge.approved_at is not None
    _move(challenge, ChallengeAction.CANCEL, by=by, event=events.CHALLENGE_CANCELLED, reason=reason)
    # Those who bid are told what becomes of their proposals, and then not once more as followers.
    signals.challenge_cancelled.send(None, challenge=challenge, by=by)
    if was_public:
        _tell(challenge, template="challenges/cancelled", key="cancelled", reason=challenge.cancel_reason)
    _tell_partners(challenge)


def declare_unsuccessful(challenge: Challenge, *, reason: str, by: Actor) -> None:
    """Nothing that was proposed can be chosen, so it ends without an award, for a reason that its followers are told.

    Raises `Refused` while something could be: then a decision ends it, which gives each bidder its reasons and which
    somebody else approves.
    """
    _needs(reason)
    check(can_end(by, challenge))
    must_have_nobody_running(challenge)
    end_without_award(challenge, reason=reason, by=by)


def must_have_nobody_running(challenge: Challenge) -> None:
    if has_somebody_running(challenge.id):
        raise Refused(
            _l(
                "Proposals are still in the running. To end this without an award, draft that decision from the "
                "ranking: every bidder gets its reasons, and somebody else approves it."
            )
        )


def end_without_award(challenge: Challenge, *, reason: str, by: Actor) -> None:
    """For the decision that ends it."""
    _needs(reason)
    _run(challenge, ChallengeAction.DECLARE_UNSUCCESSFUL, by=by, event=events.CHALLENGE_UNSUCCESSFUL, reason=reason)
    _tell(challenge, template="challenges/unsuccessful", key="unsuccessful", reason=reason.strip())


def start_assessment(challenge: Challenge, *, by: Actor) -> None:
    _run(challenge, ChallengeAction.START_ASSESSMENT, by=by, event=events.CHALLENGE_ASSESSMENT_STARTED)


def record_decision(challenge: Challenge, *, by: Actor) -> None:
    _run(challenge, ChallengeAction.RECORD_DECISION, by=by, event=events.CHALLENGE_DECISION_RECORDED)


def start_standstill(challenge: Challenge, *, by: Actor) -> None:
    _run(challenge, ChallengeAction.START_STANDSTILL, by=by, event=events.CHALLENGE_STANDSTILL_STARTED)


def set_aside(challenge: Challenge, *, reason: str, by: Actor) -> None:
    """The decision does not stand: back to the assessment."""
    _needs(reason)
    _run(challenge, ChallengeAction.SET_ASIDE, by=by, event=events.CHALLENGE_DECISION_SET_ASIDE, reason=reason)


def award(challenge: Challenge, *, by: Actor) -> None:
    _run(challenge, ChallengeAction.AWARD, by=by, event=events.CHALLENGE_AWARDED)
    _tell(challenge, template="challenges/awarded", key="awarded")


def start_delivery(challenge: Challenge, *, by: Actor) -> None:
    """The first pilot starts. A later pilot of the same challenge finds it delivering, and changes nothing."""
    lock(challenge)
    if challenge.state is not ChallengeState.DELIVERING:
        _run(challenge, ChallengeAction.START_DELIVERY, by=by, event=events.CHALLENGE_DELIVERY_STARTED)


def complete(challenge: Challenge, *, by: Actor) -> None:
    _run(challenge, ChallengeAction.COMPLETE, by=by, event=events.CHALLENGE_COMPLETED)


def _run(challenge: Challenge, action: ChallengeAction, *, by: Actor, event: str, reason: str = "") -> None:
    check(can_move(by, challenge, action) or acts_in_place(by, challenge))
    lock(challenge)
    _move(challenge, action, by=by, event=event, reason=reason)


def _move(challenge: Challenge, action: ChallengeAction, *, by: Actor, event: str, reason: str = "") -> None:
    # The exact time, not that of the beginning of the request: a deadline may pass while a page is being read.
    clock.forget()
    CHALLENGE_LIFECYCLE.move(challenge, action, by=by, event=event, reason=reason)
    db.session.flush()


def _tell(challenge: Challenge, *, template: str, key: str, **more: Any) -> None:
    if challenge.topic_id is not None:
        tell_followers(
            challenge.topic_id,
            template=template,
            why=WHY,
            once_key=f"{key}:{challenge.id}",
            challenge_title=challenge.title,
            challenge_path=f"/challenges/{challenge.slug}",
            closes_at=challenge.closes_at,
            **more,
        )


def _tell_partners(challenge: Challenge) -> None:
    """Whoever promised to stand beside it hears that it ended, published or not."""
    for partner in confirmed_partners(challenge.id):
        tell(
            template="challenges/cancelled",
            why=WHY_PARTNER,
            person_id=partner.lead_id,
            once_key=f"cancelled:{challenge.id}",
            challenge_title=challenge.title,
            challenge_path=f"/partnerships/{partner.id}",
            reason=challenge.cancel_reason,
        )


def _needs(reason: str) -> None:
    if not reason.strip():
        raise Refused(_l("Say why: the reason is published."), field="reason")
