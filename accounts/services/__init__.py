"""Everything that changes people and bodies."""

from accounts.services.bodies import (
    create_council,
    create_operator,
    end_membership,
    grant_membership,
    register_group,
    register_supplier,
    supplier_for_entry,
)
from accounts.services.profile import ProfileChanged, save_profile
from accounts.services.signing_in import (
    FAILURES_PER_HOUR,
    LINKS_PER_HOUR,
    check_password,
    record_acting_for,
    record_sign_in,
    register_person,
    send_sign_in_link,
    set_password,
    update_person,
    use_sign_in_link,
)

__all__ = [
    "FAILURES_PER_HOUR",
    "LINKS_PER_HOUR",
    "ProfileChanged",
    "check_password",
    "create_council",
    "create_operator",
    "end_membership",
    "grant_membership",
    "record_acting_for",
    "record_sign_in",
    "register_group",
    "register_person",
    "register_supplier",
    "save_profile",
    "send_sign_in_link",
    "set_password",
    "supplier_for_entry",
    "update_person",
    "use_sign_in_link",
]
