"""Ideas from the public."""

from flask_babel import lazy_gettext as _l

from core.fields import RadioField, StringField, SubmitField, TextAreaField, TownlabForm
from submissions.services.ideas import TITLE_LIMIT, WORDS_LIMIT


class IdeaForm(TownlabForm):
    title = StringField(
        _l("Your idea in a few words"), required=_l("Say your idea in a few words"), max_length=TITLE_LIMIT
    )
    words = TextAreaField(
        _l("What is your idea?"),
        hint=_l("What would you do, and who would it help?"),
        required=_l("Write what your idea is"),
        max_words=WORDS_LIMIT,
        max_length=6000,
        rows=10,
    )
    contact = StringField(
        _l("How can the council reach you?"),
        hint=_l("An email address or a telephone number. They see it only after the deadline."),
        max_length=120,
    )
    submit = SubmitField(_l("Send your idea"))


class IdeaAnswerForm(TownlabForm):
    outcome = RadioField(
        _l("What becomes of it?"),
        required=_l("Choose what becomes of it"),
        choices=(("taken_up", _l("We take it up")), ("not_taken_up", _l("We do not take it up"))),
    )
    answer = TextAreaField(
        _l("What do you tell them?"),
        hint=_l("Whoever sent the idea reads this."),
        required=_l("Write what becomes of it"),
        max_length=4000,
        rows=6,
    )
    submit = SubmitField(_l("Send the answer"))


class WithdrawIdeaForm(TownlabForm):
    submit = SubmitField(_l("Withdraw this idea"), style="warning")
