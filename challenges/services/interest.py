"""What a supplier would like to hear of, and who of its people wants a mail about it."""

import uuid
from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy.dialects.postgresql import insert

from challenges.models import SupplierInterest
from challenges.policies import interest as policies
from challenges.queries import interest as queries
from challenges.states import challenge as events
from challenges.states.bands import MoneyBand
from challenges.states.theme import Theme
from core import audit, clock
from core.access import Actor, check
from core.database import db, new_id
from core.errors import Refused
from core.search import WORDS_AT_MOST, words_of
from notifications.services import end_for, save_search

LIST = "interests"


def save_interests(
    *,
    themes: Sequence[Theme],
    words: str,
    council_ids: Sequence[uuid.UUID],
    money: Sequence[MoneyBand],
    mailed: bool,
    by: Actor,
) -> SupplierInterest:
    """Keep what the actor's supplier is interested in; `mailed` is the actor's own wish for the daily mail.

    Raises `Refused` for too many words, and for a mail about nothing.
    """
    check(policies.can_choose_interests(by))
    wanted = list(dict.fromkeys(words_of(words)))
    if len(wanted) > WORDS_AT_MOST:
        raise Refused(_l("Use %(count)s words or fewer.", count=WORDS_AT_MOST), field="words")
    db.session.execute(
        insert(SupplierInterest)
        .values(
            id=new_id(), supplier_id=by.body_id, themes=[], words=[], council_ids=[], money=[], saved_at=clock.now()
        )
        .on_conflict_do_nothing()
    )
    interest = queries.interest_of(by)
    assert interest is not None  # noqa: S101 - it was there or has just been made
    interest.themes = [theme.value for theme in themes]
    interest.words, interest.council_ids = wanted, [str(council_id) for council_id in council_ids]
    interest.money, interest.saved_at = [band.value for band in money], clock.now()
    if mailed and interest.is_empty:
        raise Refused(_l("Choose what you are interested in first."), field="mailed")
    parameters = {"of": [str(interest.id)]}
    if mailed:
        save_search(LIST, parameters, by=by)
    else:
        end_for(LIST, parameters, by=by)
    db.session.flush()
    audit.record(events.INTERESTS_CHOSEN, subject=interest, by=by)
    return interest
