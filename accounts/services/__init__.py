"""Everything that changes people and bodies."""

from accounts.services.bodies import (
    KnownOrganisation,
    create_council,
    create_operator,
    end_membership,
    grant_membership,
    register_group,
    register_supplier,
    supplier_for_entry,
)
from accounts.services.council import CouncilSettings, change_council_settings
from accounts.services.invitation import (
    accept_invitation,
    invite,
    refuse_invitation,
    renew_invitation,
    withdraw_invitation,
)
from accounts.services.joining import (
    ask_to_join,
    let_in,
    take_back_request,
    turn_down,
)
from accounts.services.merging import (
    merge_suppliers,
)
from accounts.services.profile import (
    ProfileChanged,
    save_profile,
)
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
    "CouncilSettings",
    "KnownOrganisation",
    "ProfileChanged",
    "accept_invitation",
    "ask_to_join",
    "change_council_settings",
    "check_password",
    "create_council",
    "create_operator",
    "end_membership",
    "grant_membership",
    "invite",
    "let_in",
    "merge_suppliers",
    "record_acting_for",
    "record_sign_in",
    "refuse_invitation",
    "register_group",
    "register_person",
    "register_supplier",
    "renew_invitation",
    "save_profile",
    "send_sign_in_link",
    "set_password",
    "supplier_for_entry",
    "take_back_request",
    "turn_down",
    "update_person",
    "use_sign_in_link",
    "withdraw_invitation",
]
