"""Naming somebody who acts in the place of the council's own people."""

from flask_babel import lazy_gettext as _l

from accounts.states import Role
from core.fields import EmailField, RadioField, SubmitField, TextAreaField, TownlabForm


class StandInForm(TownlabForm):
    email = EmailField(
        _l("Their email address"),
        hint=_l("Somebody of another council, or a delegate of yours, who has signed in here before."),
        required=_l("Enter their email address"),
    )
    role = RadioField(
        _l("What do they do?"),
        choices=((Role.APPROVER, _l("They approve decisions")), (Role.OFFICER, _l("They prepare decisions"))),
        coerce=Role,
        required=_l("Choose what they do"),
    )
    reason = TextAreaField(
        _l("Why does somebody else have to act?"),
        hint=_l("They get these words, and they are kept for the auditor."),
        required=_l("Say why somebody else has to act"),
        max_length=2000,
        rows=4,
    )
    submit = SubmitField(_l("Name them"))
