"""Forms about what assessors are paid."""

from flask_babel import lazy_gettext as _l

from core.fields import MoneyField, RadioField, TextAreaField, TownlabForm


class PayRateForm(TownlabForm):
    amount = MoneyField(
        _l("What does the council pay for each proposal that an assessor assesses?"),
        hint=_l("Everybody who is invited reads this before they accept."),
        required=_l("Enter the amount"),
    )
    how_paid = TextAreaField(
        _l("How do they get their money?"),
        hint=_l("Say where they send their bank details and how long it takes. Bank details are never kept here."),
        required=_l("Say how they get their money"),
        max_length=2000,
        rows=4,
    )


class PayClaimForm(TownlabForm):
    answer = RadioField(
        _l("What do you decide?"),
        choices=[("approve", _l("Approve: it may be paid")), ("refuse", _l("Refuse"))],
        required=_l("Choose what you decide"),
        conditional={"refuse": "reason"},
    )
    reason = TextAreaField(
        _l("Why is it refused?"),
        hint=_l("The assessor gets these words."),
        required=_l("Say why it is refused"),
        max_length=1000,
        rows=3,
    )
