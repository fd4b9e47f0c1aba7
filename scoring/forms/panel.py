"""Forms for setting up a panel and answering an invitation."""

import uuid

from flask_babel import lazy_gettext as _l

from core.fields import (
    BooleanField,
    CheckboxesField,
    DateTimeField,
    EmailField,
    RadioField,
    SearchField,
    SearchForm,
    StringField,
    TextAreaField,
    TownlabForm,
)


class PanelForm(TownlabForm):
    assess_by_at = DateTimeField(
        _l("When are scores due?"), required=_l("Enter the date and time by which scores are due")
    )


class InviteForm(TownlabForm):
    name = StringField(_l("Their name"), required=_l("Enter their name"), max_length=150, autocomplete="off")
    email = EmailField(
        _l("Their email address"),
        hint=_l("Inside or outside the council. They sign in with this address."),
        required=_l("Enter their email address"),
        autocomplete="off",
    )
    is_chair = BooleanField(
        _l("They chair the panel"), hint=_l("The chair leads panel moderation. There is one chair.")
    )


class AnswerInvitationForm(TownlabForm):
    answer = RadioField(
        _l("Will you join the panel?"),
        choices=[("accept", _l("Yes, I accept")), ("refuse", _l("No, I cannot"))],
        required=_l("Choose whether you will join"),
        conditional={"accept": "terms", "refuse": "reason"},
    )
    terms = BooleanField(
        _l("I keep what I read confidential, use it only to assess, and declare every conflict of interest"),
        required=_l("Tick the box to accept the terms"),
    )
    reason = TextAreaField(_l("Why not?"), required=_l("Say why you cannot do it"), max_length=1000, rows=3)


class LeaveForm(TownlabForm):
    reason = TextAreaField(
        _l("Why do they leave the panel?"), required=_l("Say why they leave"), max_length=1000, rows=3
    )


class AssessorsForm(TownlabForm):
    """Who assesses one proposal. The choices are the seats of the panel."""

    seats = CheckboxesField(_l("Who assesses this proposal?"), choices=[], coerce=uuid.UUID, optional_mark=False)


class PanelSearchForm(SearchForm):
    q = SearchField(_l("Search by title or reference"))
