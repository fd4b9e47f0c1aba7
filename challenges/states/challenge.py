"""The life of a challenge (domain.md): what is stored, what the clock decides, and which moves are legal."""

import enum

from flask_babel import lazy_gettext as _l

from accounts.states import Role
from core.workflow import LabelledState, Lifecycle


class ChallengeState(LabelledState):
    """`scheduled`, `open` and `closed` are never stored: an approved challenge is in one of them by its dates."""

    DRAFT = ("draft", _l("Draft"), "grey")
    IN_APPROVAL = ("in_approval", _l("Waiting for approval"), "yellow")
    APPROVED = ("approved", _l("Approved"), "blue")
    SCHEDULED = ("scheduled", _l("Opening soon"), "teal")
    OPEN = ("open", _l("Open"), "green")
    CLOSED = ("closed", _l("Closed"), "purple")
    ASSESSING = ("assessing", _l("Being assessed"), "purple")
    DECIDED = ("decided", _l("Decision made"), "blue")
    STANDSTILL = ("standstill", _l("Standstill"), "yellow")
    AWARDED = ("awarded", _l("Awarded"), "green")
    DELIVERING = ("delivering", _l("Pilot running"), "teal")
    COMPLETED = ("completed", _l("Completed"), "grey")
    CANCELLED = ("cancelled", _l("Cancelled"), "red")
    UNSUCCESSFUL = ("unsuccessful", _l("Ended without an award"), "orange")


# A supplier chose what it would like to hear of.
INTERESTS_CHOSEN = "INTERESTS_CHOSEN"


class ChallengeAction(enum.Enum):
    SUBMIT = "submit"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    AMEND = "amend"
    EXTEND = "extend"
    START_ASSESSMENT = "start_assessment"
    RECORD_DECISION = "record_decision"
    START_STANDSTILL = "start_standstill"
    SET_ASIDE = "set_aside"
    AWARD = "award"
    START_DELIVERY = "start_delivery"
    COMPLETE = "complete"
    CANCEL = "cancel"
    DECLARE_UNSUCCESSFUL = "declare_unsuccessful"


_S, _A = ChallengeState, ChallengeAction

CHALLENGE_LIFECYCLE = Lifecycle(
    "challenge",
    {
        (_S.DRAFT, _A.SUBMIT): _S.IN_APPROVAL,
        (_S.DRAFT, _A.CANCEL): _S.CANCELLED,
        (_S.IN_APPROVAL, _A.APPROVE): _S.APPROVED,
        (_S.IN_APPROVAL, _A.SEND_BACK): _S.DRAFT,
        (_S.IN_APPROVAL, _A.CANCEL): _S.CANCELLED,
        (_S.SCHEDULED, _A.AMEND): _S.APPROVED,
        (_S.SCHEDULED, _A.EXTEND): _S.APPROVED,
        (_S.SCHEDULED, _A.CANCEL): _S.CANCELLED,
        (_S.OPEN, _A.AMEND): _S.APPROVED,
        (_S.OPEN, _A.EXTEND): _S.APPROVED,
        (_S.OPEN, _A.CANCEL): _S.CANCELLED,
        (_S.CLOSED, _A.AMEND): _S.APPROVED,
        (_S.CLOSED, _A.START_ASSESSMENT): _S.ASSESSING,
        (_S.CLOSED, _A.CANCEL): _S.CANCELLED,
        (_S.CLOSED, _A.DECLARE_UNSUCCESSFUL): _S.UNSUCCESSFUL,
        (_S.ASSESSING, _A.AMEND): _S.ASSESSING,
        (_S.ASSESSING, _A.RECORD_DECISION): _S.DECIDED,
        (_S.ASSESSING, _A.CANCEL): _S.CANCELLED,
        (_S.ASSESSING, _A.DECLARE_UNSUCCESSFUL): _S.UNSUCCESSFUL,
        (_S.DECIDED, _A.START_STANDSTILL): _S.STANDSTILL,
        (_S.DECIDED, _A.CANCEL): _S.CANCELLED,
        (_S.DECIDED, _A.DECLARE_UNSUCCESSFUL): _S.UNSUCCESSFUL,
        (_S.STANDSTILL, _A.SET_ASIDE): _S.ASSESSING,
        (_S.STANDSTILL, _A.AWARD): _S.AWARDED,
        (_S.STANDSTILL, _A.CANCEL): _S.CANCELLED,
        (_S.STANDSTILL, _A.DECLARE_UNSUCCESSFUL): _S.UNSUCCESSFUL,
        # Everybody who was offered a contract may decline it.
        (_S.AWARDED, _A.DECLARE_UNSUCCESSFUL): _S.UNSUCCESSFUL,
        (_S.AWARDED, _A.START_DELIVERY): _S.DELIVERING,
        (_S.DELIVERING, _A.COMPLETE): _S.COMPLETED,
    },
)


class PartnerState(LabelledState):
    INVITED = ("invited", _l("Invited"), "yellow")
    CONFIRMED = ("confirmed", _l("Confirmed"), "green")
    DECLINED = ("declined", _l("Declined"), "orange")


class PartnerAction(enum.Enum):
    CONFIRM = "confirm"
    DECLINE = "decline"
    INVITE_AGAIN = "invite_again"


PARTNER_LIFECYCLE = Lifecycle(
    "partner",
    {
        (PartnerState.INVITED, PartnerAction.CONFIRM): PartnerState.CONFIRMED,
        (PartnerState.INVITED, PartnerAction.DECLINE): PartnerState.DECLINED,
        # Until the challenge is approved, a partner may change what it promised, or leave.
        (PartnerState.CONFIRMED, PartnerAction.CONFIRM): PartnerState.CONFIRMED,
        (PartnerState.CONFIRMED, PartnerAction.DECLINE): PartnerState.DECLINED,
        (PartnerState.DECLINED, PartnerAction.INVITE_AGAIN): PartnerState.INVITED,
    },
)

# Those of the lead council who may read a challenge that is not public yet.
INSIDERS = (Role.LEAD.value, Role.OFFICER.value, Role.APPROVER.value, Role.MODERATOR.value, Role.AUDITOR.value)
RUNNERS = (Role.OFFICER.value, Role.APPROVER.value)


class Instrument(LabelledState):
    CONTRACT = ("contract", _l("Contract"))
    GRANT = ("grant", _l("Grant"))


class Notice(LabelledState):
    """Notices of the Procurement Act 2023 that speak of a challenge; `value` is their part of the address."""

    UK2 = ("uk2", _l("UK2: preliminary market engagement notice"))
    UK4 = ("uk4", _l("UK4: tender notice"))


class PartnerKind(LabelledState):
    FUNDER = ("funder", _l("Pays a share"))
    SUPPORTER = ("supporter", _l("Supports without money"))


class AnswerKind(LabelledState):
    """What a supplier gives in answer to a question of the form."""

    SHORT_TEXT = ("short_text", _l("One line of text"))
    LONG_TEXT = ("long_text", _l("Several paragraphs"))
    NUMBER = ("number", _l("A number"))
    MONEY = ("money", _l("An amount of money"))
    DATE = ("date", _l("A date"))
    ONE_OF = ("one_of", _l("One of several choices"))
    SEVERAL_OF = ("several_of", _l("Any of several choices"))
    YES_NO = ("yes_no", _l("Yes or no"))
    FILE = ("file", _l("A file"))
    COSTS = ("costs_table", _l("A table of costs"))


# Kinds whose answers people choose, kinds that are amounts, and kinds that can decide who may apply.
CHOSEN = (AnswerKind.ONE_OF, AnswerKind.SEVERAL_OF)
PRICED = (AnswerKind.MONEY, AnswerKind.COSTS)
DECIDING = (AnswerKind.YES_NO, AnswerKind.ONE_OF)
YES, NO = "yes", "no"


class PriceFormula(LabelledState):
    """How the score of a price is worked out; `scoring.pricing` does the sum. No assessor scores such a criterion."""

    PROPORTIONAL = ("proportional", _l("The lowest price divided by this price, times the highest score"))
    LINEAR = ("linear", _l("The highest score, less the part of it by which this price is above the lowest"))


class SecondRound(LabelledState):
    """How the panel meets those again who go on; published, with its weight, before anybody scores."""

    INTERVIEW = ("interview", _l("Interview"))
    WRITTEN = ("written", _l("Second written assessment"))


class ApprovalOutcome(LabelledState):
    APPROVED = ("approved", _l("Approved"), "green")
    SENT_BACK = ("sent_back", _l("Returned with comments"), "orange")


CHALLENGE_DRAFTED = "CHALLENGE_DRAFTED"
PRESET_SAVED = "COUNCIL_PRESET_SAVED"
PRESET_REMOVED = "COUNCIL_PRESET_REMOVED"
CHALLENGE_SECTION_SAVED = "CHALLENGE_SECTION_SAVED"
CHALLENGE_PARTNER_INVITED = "CHALLENGE_PARTNER_INVITED"
CHALLENGE_PARTNER_CONFIRMED = "CHALLENGE_PARTNER_CONFIRMED"
CHALLENGE_PARTNER_DECLINED = "CHALLENGE_PARTNER_DECLINED"
CHALLENGE_PARTNER_REMOVED = "CHALLENGE_PARTNER_REMOVED"
CHALLENGE_SHARE_APPROVED = "CHALLENGE_SHARE_APPROVED"
CHALLENGE_OFFICER_ASSIGNED = "CHALLENGE_OFFICER_ASSIGNED"
CHALLENGE_OFFICER_REMOVED = "CHALLENGE_OFFICER_REMOVED"
CHALLENGE_TAKEN_ON = "CHALLENGE_TAKEN_ON"
CHALLENGE_SENT_FOR_APPROVAL = "CHALLENGE_SENT_FOR_APPROVAL"
CHALLENGE_APPROVED = "CHALLENGE_APPROVED"
CHALLENGE_SENT_BACK = "CHALLENGE_SENT_BACK"
CHALLENGE_OPENED = "CHALLENGE_OPENED"
CHALLENGE_AMENDED = "CHALLENGE_AMENDED"
CHALLENGE_TRANSLATION_CHECKED = "CHALLENGE_TRANSLATION_CHECKED"
CHALLENGE_EXTENDED = "CHALLENGE_EXTENDED"
CHALLENGE_CANCELLED = "CHALLENGE_CANCELLED"
CHALLENGE_UNSUCCESSFUL = "CHALLENGE_UNSUCCESSFUL"
CHALLENGE_ASSESSMENT_STARTED = "CHALLENGE_ASSESSMENT_STARTED"
CHALLENGE_DECISION_RECORDED = "CHALLENGE_DECISION_RECORDED"
CHALLENGE_STANDSTILL_STARTED = "CHALLENGE_STANDSTILL_STARTED"
CHALLENGE_DECISION_SET_ASIDE = "CHALLENGE_DECISION_SET_ASIDE"
CHALLENGE_AWARDED = "CHALLENGE_AWARDED"
CHALLENGE_DELIVERY_STARTED = "CHALLENGE_DELIVERY_STARTED"
CHALLENGE_COMPLETED = "CHALLENGE_COMPLETED"
