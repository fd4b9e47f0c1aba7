"""Proposing together with others, in words."""

from flask_babel import lazy_gettext as _l

from core.fields import RadioField, StringField, SubmitField, TownlabForm
from submissions.services.consortium import PART_LIMIT


class MemberForm(TownlabForm):
    """`body` is asked where more than one organisation fits the words."""

    words = StringField(
        _l("Name or official number of the organisation"),
        required=_l("Enter the name or the official number of the organisation"),
        max_length=200,
    )
    body = RadioField(_l("Which of these?"), choices=(), optional_mark=False)
    part = StringField(
        _l("What does it do in this proposal?"),
        hint=_l("In one line. For example: makes the sensors."),
        required=_l("Say in one line what it does"),
        max_length=PART_LIMIT,
    )
    submit = SubmitField(_l("Ask this organisation"))


class PlaceForm(TownlabForm):
    answer = RadioField(
        _l("Does your organisation take part?"),
        choices=(("yes", _l("Yes, we take part")), ("no", _l("No, we do not take part"))),
        required=_l("Choose whether your organisation takes part"),
    )
    submit = SubmitField(_l("Send"))
