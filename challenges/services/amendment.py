"""Changes after approval: numbered, with a reason, for everybody to see. What decides who wins never changes."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, update

from challenges import signals
from challenges.models.approval import Amendment
from challenges.models.challenge import Challenge
from challenges.policies.challenge import can_amend
from challenges.queries import approval as queries
from challenges.queries.builder import stamp
from challenges.queries.texts import PUBLIC_WORDS, Text
from challenges.queries.translation import translated_values, translations_of
from challenges.services.builder import rename_lot
from challenges.services.saving import lock, only_unchanged
from challenges.services.translation import must_be_spoken, write_translations
from challenges.states.builder import AMENDABLE, AMENDABLE_AFTER_DEADLINE, WORDS_OF, Section
from challenges.states.challenge import (
    CHALLENGE_AMENDED,
    CHALLENGE_EXTENDED,
    CHALLENGE_LIFECYCLE,
    CHALLENGE_TRANSLATION_CHECKED,
    ChallengeAction,
    ChallengeState,
)
from core import audit, clock
from core.access import Actor, check
from core.database import db, new_id
from core.errors import Conflict, Refused
from notifications.services import tell_followers
from participation.services import update_topic

WHY = _l("You follow this challenge.")
NEVER_EMPTY = frozenset(AMENDABLE) - {"evidence", "intellectual_property"}
WORDS = frozenset(name for section in PUBLIC_WORDS for name in WORDS_OF[section])


def amend(
    challenge: Challenge,
    *,
    values: Mapping[str, Any],
    reason: str,
    translations: Mapping[str, Mapping[str, str]] | None = None,
    seen: str | None = None,
    by: Actor,
) -> Amendment:
    """Change words, contact or the date of the decision; what is the same as before is left alone.

    `translations` has, by language and key, new words of texts that are translated already; one that is not changed
    with its original is shown as older from now on. `seen` is the `amendable_stamp` that the page showed;
    without one, nothing is compared. Raises `Refused` for anything frozen, for emptied fields, and when nothing
    changes.
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
    if seen is not None and amendable_stamp(challenge) != seen:
        raise Conflict(_l("Somebody else amended this challenge while you were writing. Check what it says now."))
    _needs(reason)
    before = {name: getattr(challenge, name) for name in values}
    changed = {name: _tidy(value) for name, value in values.items() if _tidy(value) != before[name]}
    _must_hold(changed, challenge)
    for name, value in changed.items():
        setattr(challenge, name, value)
    translated = _amend_translations(challenge, translations or {})
    if not changed and not translated:
        raise Refused(_l("Nothing is different from what it says now."))
    rename_lot(challenge, before.get("title", challenge.title))
    CHALLENGE_LIFECYCLE.move(challenge, ChallengeAction.AMEND, by=by, event=CHALLENGE_AMENDED, reason=reason)
    changes = [{"field": name, "before": _text(before[name]), "after": _text(value)} for name, value in changed.items()]
    return _publish(challenge, changes=[*changes, *translated], reason=reason, by=by)


def amend_translations(
    challenge: Challenge,
    *,
    language: str,
    texts: Sequence[Text],
    words: Mapping[str, str],
    reason: str,
    seen: str,
    by: Actor,
) -> Amendment | None:
    """Translate or mend the texts of a section after approval, for everybody to see.

    Where no word is different, they are only marked as translations of the words of today: that is no amendment.
    """
    check(can_amend(by, challenge))
    must_be_spoken(challenge, language)
    lock(challenge)
    CHALLENGE_LIFECYCLE.check(challenge, ChallengeAction.AMEND)
    if not takes_translations(challenge):
        raise Refused(_l("The deadline has passed: translations cannot be changed any more."))
    only_unchanged(translated_values(challenge, language, texts), seen)
    _needs(reason)
    changes = write_translations(challenge, language, texts=texts, words=words)
    if not changes:
        audit.record(CHALLENGE_TRANSLATION_CHECKED, subject=challenge, by=by, language=language)
        db.session.flush()
        return None
    CHALLENGE_LIFECYCLE.move(challenge, ChallengeAction.AMEND, by=by, event=CHALLENGE_AMENDED, reason=reason)
    return _publish(challenge, changes=changes, reason=reason, by=by)


def takes_translations(challenge: Challenge) -> bool:
    """Whether the words that the public reads can still change."""
    return amendable_now(challenge) == AMENDABLE


def _amend_translations(challenge: Challenge, translations: Mapping[str, Mapping[str, str]]) -> list[dict[str, str]]:
    """Those that were changed; words that stay the same keep the stamp of what they translate."""
    changes: list[dict[str, str]] = []
    for language, words in translations.items():
        must_be_spoken(challenge, language)
        stored = {found.field: found.words for found in translations_of(challenge.id, language)}
        given = {key: text.strip() for key, text in words.items() if text.strip() != stored.get(key, "")}
        if not all(key in WORDS and text for key, text in given.items()):
            raise Refused(_l("This cannot be emptied."))
        label, section = "", Section.PROBLEM
        texts = [Text(section, key, label, getattr(challenge, key)) for key in given]
        changes += write_translations(challenge, language, texts=texts, words=given)
    return changes


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


def amendable_stamp(challenge: Challenge) -> str:
    """The stamp of all that an amendment could change now."""
    return stamp({"values": amendable_values(challenge), "translations": amendable_translations(challenge)})


def amendable_translations(challenge: Challenge) -> dict[str, dict[str, str]]:
    """By language and key, the translations of what `amendable_values` has."""
    open_now = WORDS & set(amendable_now(challenge))
    found: dict[str, dict[str, str]] = {}
    for each in translations_of(challenge.id) if open_now else []:
        if each.field in open_now and each.language in challenge.other_languages:
            found.setdefault(each.language, {})[each.field] = each.words
    return found


def _tidy(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _must_hold(changed: Mapping[str, Any], challenge: Challenge) -> None:
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
    # Those who bid are told so that they can change their proposals, and then not once more as followers.
    signals.challenge_amended.send(None, challenge=challenge, amendment=amendment, by=by)
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
    return amendment


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, dt.date | dt.datetime) else str(value or "")
