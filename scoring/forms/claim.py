"""Forms about legal claims."""

from flask_babel import lazy_gettext as _l

from core.fields import BooleanField, RadioField, TextAreaField, TownlabForm

WORDS_LIMIT = 8000


class RaiseClaimForm(TownlabForm):
    grounds = TextAreaField(
        _l("What are the grounds of your claim?"),
        hint=_l("Say which rule or published criterion was not followed, and how that changed the outcome."),
        required=_l("Enter the grounds of your claim"),
        max_length=WORDS_LIMIT,
        rows=10,
    )
    meant = BooleanField(
        _l("I understand that this holds up the award, and that the council is told who we are"),
        required=_l("Tick the box to raise the claim"),
    )


class SettleClaimForm(TownlabForm):
    outcome = RadioField(
        _l("What do you decide?"),
        choices=[
            ("dismiss", _l("Dismiss the claim: the decision stands")),
            ("uphold", _l("Uphold the claim: the decision is set aside and the proposals are assessed again")),
        ],
        required=_l("Choose what you decide"),
    )
    words = TextAreaField(
        _l("Why?"),
        hint=_l("The bidder gets these words."),
        required=_l("Enter the reason"),
        max_length=WORDS_LIMIT,
        rows=6,
    )


class WithdrawClaimForm(TownlabForm):
    words = TextAreaField(
        _l("Why do you take it back?"), required=_l("Enter the reason"), max_length=WORDS_LIMIT, rows=4
    )
