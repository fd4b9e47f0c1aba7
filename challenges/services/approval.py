"""Somebody else looks before the public does."""

import uuid
from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from accounts import queries as people
from accounts.states import Role
from challenges.models.approval import Approval
from challenges.models.challenge import Challenge
from challenges.policies.challenge import can_approve, can_write
from challenges.policies.readiness import Missing, missing
from challenges.queries import approval as queries
from challenges.queries.challenge import whole_challenge_by_id
from challenges.queries.snapshot import Snapshot, snapshot_of
from challenges.queries.translation import translations_of
from challenges.services.saving import lock
from challenges.states.builder import Section
from challenges.states.challenge import (
    CHALLENGE_APPROVED,
    CHALLENGE_LIFECYCLE,
    CHALLENGE_SENT_BACK,
    CHALLENGE_SENT_FOR_APPROVAL,
    ApprovalOutcome,
    ChallengeAction,
)
from core import clock
from core.access import Actor, check
from core.database import db, new_id
from core.errors import Refused
from notifications.services import tell, tell_people
from participation.services import create_topic

WHY_OFFICER = _l("You wrote this challenge for your council.")
WHY_APPROVER = _l("You approve challenges for your council.")


def submit_for_approval(challenge: Challenge, *, note: str = "", by: Actor) -> Approval:
    """Ask for approval; from now on the draft stands still.

    Raises `Refused` when something is missing, or when there is nobody but its authors to approve it.
    """
    check(can_write(by, challenge))
    lock(challenge)
    CHALLENGE_LIFECYCLE.check(challenge, ChallengeAction.SUBMIT)
    _must_be_complete(challenge)
    approvers = _possible_approvers(challenge)
    approval = Approval(
        id=new_id(),
        challenge_id=challenge.id,
        asked_by=by.person_id,
        asked_at=clock.exactly_now(),
        note=note.strip(),
        snapshot=_as_it_is(challenge),
    )
    db.session.add(approval)
    CHALLENGE_LIFECYCLE.move(challenge, ChallengeAction.SUBMIT, by=by, event=CHALLENGE_SENT_FOR_APPROVAL)
    db.session.flush()
    tell_people(
        approvers,
        template="challenges/approval_asked",
        why=WHY_APPROVER,
        challenge_title=challenge.title,
        challenge_path=f"/challenges/{challenge.slug}/approval",
    )
    return approval


def approve(challenge: Challenge, *, comments: str = "", by: Actor) -> None:
    """Publish the challenge; it opens by its dates. Its topic begins now.

    Raises `Refused` when the dates passed meanwhile or something is missing after all.
    """
    approval = _undecided(challenge, by=by)
    CHALLENGE_LIFECYCLE.check(challenge, ChallengeAction.APPROVE)
    _must_be_complete(challenge)
    _decide(approval, ApprovalOutcome.APPROVED, comments=comments, by=by)
    challenge.approved_by, challenge.approved_at = by.person_id, approval.decided_at
    CHALLENGE_LIFECYCLE.move(challenge, ChallengeAction.APPROVE, by=by, event=CHALLENGE_APPROVED)
    topic = create_topic(
        kind="challenge",
        title=challenge.title,
        path=f"/challenges/{challenge.slug}",
        council_id=challenge.council_id,
        body_id=challenge.council_id,
    )
    challenge.topic_id = topic.id
    db.session.flush()
    _tell_asker(approval, challenge)


def send_back(challenge: Challenge, *, comments: str, remarks: Mapping[Section, str] | None = None, by: Actor) -> None:
    """Return it to its authors, who are told why, in all or by section (`remarks`); one of the two is needed."""
    approval = _undecided(challenge, by=by)
    CHALLENGE_LIFECYCLE.check(challenge, ChallengeAction.SEND_BACK)
    found = {section.value: words.strip() for section, words in (remarks or {}).items() if words.strip()}
    if not comments.strip() and not found:
        raise Refused(_l("Say what should change."), field="comments")
    approval.remarks = found
    _decide(approval, ApprovalOutcome.SENT_BACK, comments=comments, by=by)
    CHALLENGE_LIFECYCLE.move(
        challenge, ChallengeAction.SEND_BACK, by=by, event=CHALLENGE_SENT_BACK, reason=_reason(approval)
    )
    db.session.flush()
    _tell_asker(approval, challenge)


def lacking(challenge: Challenge) -> list[Missing]:
    """What keeps the challenge, as it is stored, from being approved."""
    whole = whole_challenge_by_id(challenge.id)
    return missing(whole, clock.exactly_now()) if whole else []


def _reason(approval: Approval) -> str:
    """All that the approver wrote, as the record keeps it."""
    return "\n\n".join([approval.comments, *approval.remarks.values()]).strip()


def _as_it_is(challenge: Challenge) -> Snapshot:
    whole = whole_challenge_by_id(challenge.id)
    if whole is None:
        raise LookupError(challenge.id)
    return snapshot_of(whole, translations_of(challenge.id))


def _must_be_complete(challenge: Challenge) -> None:
    found = lacking(challenge)
    if found:
        raise Refused(_l("Something is missing: %(why)s", why=found[0].why))


def _possible_approvers(challenge: Challenge) -> list[uuid.UUID]:
    authors = {challenge.drafted_by, *(uuid.UUID(person_id) for person_id in challenge.drafters)}
    approvers = people.people_with_role(challenge.council_id, Role.APPROVER)
    found = [person.id for person in approvers if person.id not in authors]
    if not found:
        raise Refused(
            _l("Your council has no approver who did not write in this challenge. Ask your lead to name one.")
        )
    return found


def _undecided(challenge: Challenge, *, by: Actor) -> Approval:
    check(
        can_approve(by, challenge),
        _l("Only an approver of this council who did not write in the challenge can approve or return it."),
    )
    lock(challenge)
    CHALLENGE_LIFECYCLE.check(challenge, ChallengeAction.APPROVE)
    approval = queries.undecided_approval(challenge.id)
    if approval is None:
        raise Refused(_l("Nobody asks for approval now."))
    check(approval.asked_by != by.person_id, _l("You asked for this approval, so somebody else decides."))
    return approval


def _decide(approval: Approval, outcome: ApprovalOutcome, *, comments: str, by: Actor) -> None:
    approval.decided_by, approval.decided_at = by.person_id, clock.exactly_now()
    approval.outcome, approval.comments = outcome, comments.strip()


def _tell_asker(approval: Approval, challenge: Challenge) -> None:
    tell(
        template="challenges/approval_decided",
        why=WHY_OFFICER,
        person_id=approval.asked_by,
        once_key=f"approval:{approval.id}",
        approved=approval.outcome is ApprovalOutcome.APPROVED,
        comments=approval.comments,
        remarks=approval.remarks_by_section,
        challenge_title=challenge.title,
        challenge_path=f"/challenges/{challenge.slug}/manage",
    )
