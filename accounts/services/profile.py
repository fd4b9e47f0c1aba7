"""What a supplier answers once about itself; every proposal keeps it as it stood when it was submitted."""

import uuid
from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.dialects.postgresql import insert

from accounts import policies
from accounts import states as events
from accounts.models import Supplier, SupplierProfile
from accounts.states import ProfilePart
from core import audit, clock
from core.access import Actor, check
from core.database import db
from core.errors import Conflict


class ProfileChanged(Conflict):
    """A colleague saved the profile since this person opened it; `profile` is what is stored now."""

    def __init__(self, profile: SupplierProfile) -> None:
        super().__init__(_l("Somebody else of your organisation has changed this since you opened the page."))
        self.profile = profile


def save_profile(
    supplier: Supplier, *, name: str, size: str, words: Mapping[str, str], version: int, by: Actor
) -> SupplierProfile:
    """Keep what the supplier says of itself. `words` by the value of each `ProfilePart`; `version` 0 when it is new.

    Raises `ProfileChanged` when a colleague was faster and wrote something else.
    """
    check(policies.can_edit_profile(by, supplier))
    assert by.person_id is not None  # noqa: S101 - the policy asked for it
    profile = _locked(supplier, person_id=by.person_id)
    wanted = {part.value: words.get(part.value, "").strip() for part in ProfilePart}
    if (name.strip(), size, wanted) == (supplier.name, supplier.size, profile.words):
        return profile
    if version != profile.version:
        raise ProfileChanged(profile)
    supplier.name, supplier.size = name.strip(), size
    _keep(profile, wanted)
    profile.version += 1
    profile.saved_at, profile.saved_by = clock.now(), by.person_id
    db.session.flush()
    audit.record(events.SUPPLIER_PROFILE_SAVED, subject=supplier, by=by, version=profile.version)
    return profile


def _locked(supplier: Supplier, *, person_id: uuid.UUID) -> SupplierProfile:
    """The row, ours until the end of the transaction; an empty one of version 0 when it is new."""
    empty: dict[str, Any] = {part.value: "" for part in ProfilePart}
    db.session.execute(
        insert(SupplierProfile)
        .values(supplier_id=supplier.id, version=0, saved_at=clock.now(), saved_by=person_id, **empty)
        .on_conflict_do_nothing()
    )
    return db.session.get_one(SupplierProfile, supplier.id, with_for_update=True, populate_existing=True)


def _keep(profile: SupplierProfile, wanted: Mapping[str, str]) -> None:
    for name, text in wanted.items():
        setattr(profile, name, text)
