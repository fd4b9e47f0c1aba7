"""What every save of a draft has in common: it is locked, it is one's own to write in, and nothing unseen is lost."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import inspect

from challenges.models.challenge import Challenge
from challenges.policies.challenge import can_write
from challenges.queries.builder import stamp
from challenges.states.builder import Section
from challenges.states.challenge import CHALLENGE_SECTION_SAVED, ChallengeState
from core import audit
from core.access import Actor, check
from core.database import db
from core.errors import Conflict, Refused

_SEARCHED = ("search", "translated")


def lock(challenge: Challenge) -> None:
    """Read the challenge's own row again and keep others from changing it until this unit of work ends."""
    db.session.flush()
    columns = [attribute.key for attribute in inspect(Challenge).column_attrs if attribute.key not in _SEARCHED]
    db.session.refresh(challenge, columns, with_for_update=True)


def writable(challenge: Challenge, *, by: Actor) -> None:
    """Lock a draft that `by` may write in. Raises `Refused` when it is no draft any more."""
    check(can_write(by, challenge))
    lock(challenge)
    if challenge.state is not ChallengeState.DRAFT:
        raise Refused(
            _l(
                "This challenge is not a draft any more. While it waits for approval it cannot be changed; after that, "
                "changes are amendments that everybody sees."
            )
        )


def only_unchanged(values: Mapping[str, Any], seen: str) -> None:
    """Raises `Conflict` unless `seen` is the stamp of these values."""
    if stamp(values) != seen:
        raise Conflict(
            _l(
                "Somebody else saved this section while you were writing. What they saved is shown beside what you "
                "wrote. Save again to keep yours."
            )
        )


def saved(challenge: Challenge, section: Section, *, by: Actor, **facts: Any) -> None:
    """Whoever saves is one of the authors from now on, and cannot approve."""
    if str(by.person_id) not in challenge.drafters:
        challenge.drafters = [*challenge.drafters, str(by.person_id)]
    db.session.flush()
    audit.record(CHALLENGE_SECTION_SAVED, subject=challenge, by=by, section=section.value, **facts)
