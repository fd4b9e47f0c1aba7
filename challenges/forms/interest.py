"""What a supplier is asked about its interests."""

from flask_babel import lazy_gettext as _l

from challenges.states.bands import MoneyBand
from challenges.states.theme import Theme
from core.fields import BooleanField, CheckboxesField, StringField, SubmitField, TownlabForm


class InterestForm(TownlabForm):
    themes = CheckboxesField(_l("Which themes?"), choices=Theme)
    words = StringField(
        _l("Which words?"),
        hint=_l("One of them is enough. For example: damp sensors heating"),
        max_length=240,
    )
    council_ids = CheckboxesField(_l("Which councils?"), choices=())
    money = CheckboxesField(_l("How much money?"), choices=MoneyBand)
    mailed = BooleanField(
        _l("Send me an email on days when challenges open that fit"),
        hint=_l("Only you get it. One click in the email stops it."),
    )
    submit = SubmitField(_l("Save"))
