"""What is asked when a challenge is divided into lots."""

from flask_babel import lazy_gettext as _l

from challenges.forms.challenge import SectionForm
from challenges.services.drafting import TITLE_LIMIT
from core.fields import StringField, SubmitField, TownlabForm


class LotForm(SectionForm):
    title = StringField(_l("Name of the lot"), max_length=TITLE_LIMIT, required=_l("Enter a name for the lot"))


class FirstLotsForm(SectionForm):
    """The first time: what there is becomes a lot too."""

    first_title = StringField(
        _l("Name of the first lot"),
        hint=_l("It keeps the criteria and questions that there are."),
        max_length=TITLE_LIMIT,
        required=_l("Enter a name for the lot"),
    )
    title = StringField(
        _l("Name of the second lot"),
        hint=_l("It begins with a copy of them. Change what is different."),
        max_length=TITLE_LIMIT,
        required=_l("Enter a name for the lot"),
    )


class RemoveLotForm(TownlabForm):
    submit = SubmitField(_l("Remove this lot"), style="warning")
