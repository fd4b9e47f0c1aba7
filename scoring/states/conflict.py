"""A declaration of interests, and what is recorded about conflicts."""

import enum

from flask_babel import lazy_gettext as _l

from core.workflow import LabelledState, Lifecycle


class DeclarationState(LabelledState):
    CLEAR = ("clear", _l("No conflict"), "green")
    CONFLICT = ("conflict", _l("Conflict to settle"), "orange")
    MITIGATED = ("mitigated", _l("Conflict mitigated"), "yellow")
    RECUSED = ("recused", _l("Recused"), "red")


class DeclarationAction(enum.Enum):
    REPORT_CONFLICT = "report_conflict"
    MITIGATE = "mitigate"
    RECUSE = "recuse"


# Nothing leads back from recused: whoever was kept out of a proposal stays out.
DECLARATION_LIFECYCLE = Lifecycle(
    "declaration",
    {
        (DeclarationState.CLEAR, DeclarationAction.REPORT_CONFLICT): DeclarationState.CONFLICT,
        (DeclarationState.MITIGATED, DeclarationAction.REPORT_CONFLICT): DeclarationState.CONFLICT,
        (DeclarationState.CONFLICT, DeclarationAction.MITIGATE): DeclarationState.MITIGATED,
        # The service noticed a link that the person did not think of.
        (DeclarationState.CLEAR, DeclarationAction.MITIGATE): DeclarationState.MITIGATED,
        (DeclarationState.CLEAR, DeclarationAction.RECUSE): DeclarationState.RECUSED,
        (DeclarationState.MITIGATED, DeclarationAction.RECUSE): DeclarationState.RECUSED,
        (DeclarationState.CONFLICT, DeclarationAction.RECUSE): DeclarationState.RECUSED,
    },
)


class MatchKind(LabelledState):
    """Why the service thinks that a person and a bidder know each other."""

    ORGANISATION = ("organisation", _l("Belongs to the bidder"))
    EMAIL_DOMAIN = ("email_domain", _l("Email address at the bidder’s domain"))
    PAST_EMPLOYER = ("past_employer", _l("Works or used to work for the bidder"))
    # Noted, and counting for nothing by itself.
    OLD_TIE = ("old_tie", _l("Had to do with the bidder long ago"))


CONFLICT_MATCHED = "CONFLICT_MATCHED"
CONFLICT_MATCH_SETTLED = "CONFLICT_MATCH_SETTLED"
INTERESTS_DECLARED = "INTERESTS_DECLARED"
CONFLICT_REPORTED = "CONFLICT_REPORTED"
CONFLICT_MITIGATED = "CONFLICT_MITIGATED"
PERSON_RECUSED = "PERSON_RECUSED"
REGISTER_SAVED = "REGISTER_SAVED"
REGISTER_CONFIRMED = "REGISTER_CONFIRMED"
