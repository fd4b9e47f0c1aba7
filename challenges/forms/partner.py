"""Inviting a partner, and answering as one."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from challenges.models.challenge import Phase
from challenges.states.challenge import PartnerKind
from core.fields import MoneyField, RadioField, SelectField, SubmitField, TextAreaField, TownlabForm, YesNoField


class InvitePartnerForm(TownlabForm):
    """Choices of `body` come from the view."""

    body = SelectField(_l("Council or community group"), required=_l("Choose who is to be a partner"))
    kind = RadioField(_l("What does it bring?"), choices=PartnerKind, required=_l("Choose what it brings"))
    save = SubmitField(_l("Invite"))


class ConfirmForm(TownlabForm):
    """Choices of `lead` come from the view; money is asked by phase where it pays a share."""

    lead = SelectField(
        _l("Who leads it for you?"),
        hint=_l("The lead council talks with this person."),
        required=_l("Choose who leads it for you"),
    )


class DeclineForm(TownlabForm):
    reason = TextAreaField(
        _l("Why do you not take part?"),
        hint=_l("The lead council reads it. It is not published."),
        rows=4,
        max_length=2000,
        required=_l("Say why you do not take part"),
    )
    save = SubmitField(_l("Decline"), style="warning")


def confirm_form(phases: Sequence[Phase], *, currency: str, pays: bool) -> type[ConfirmForm]:
    """With two questions for each phase, where the partner pays a share."""
    fields: dict[str, Any] = {}
    for phase in phases if pays else ():
        name = amount_name(phase)
        fields[name] = MoneyField(
            _l("What you pay towards %(phase)s", phase=phase.title), minimum=1, currency=currency, optional_mark=False
        )
        fields[vat_name(phase)] = YesNoField(
            _l("Is VAT included in it?"),
            optional_mark=False,
            required=_l("Choose whether VAT is included"),
            required_when=lambda form, name=name: form[name].data is not None,
        )
    fields["save"] = SubmitField(_l("Confirm"))
    return type("ConfirmWithMoneyForm", (ConfirmForm,), fields)


def amount_name(phase: Phase) -> str:
    return f"amount_{phase.number}"


def vat_name(phase: Phase) -> str:
    return f"vat_{phase.number}"
