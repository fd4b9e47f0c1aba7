"""Forms about interviews. Choices of times come from the view."""

from flask_babel import lazy_gettext as _l

from core.fields import DateTimeField, IntegerField, RadioField, StringField, TextAreaField, TownlabForm


class SlotsForm(TownlabForm):
    starts_at = DateTimeField(_l("When does the first interview start?"), required=_l("Enter when the first starts"))
    minutes = IntegerField(
        _l("How many minutes does each last?"), minimum=5, maximum=480, required=_l("Enter how many minutes each lasts")
    )
    number = IntegerField(
        _l("How many in a row?"), minimum=1, maximum=60, default=1, required=_l("Enter how many in a row")
    )
    pause = IntegerField(
        _l("How many minutes of break are between two?"),
        minimum=0,
        maximum=240,
        default=0,
        required=_l("Enter how many minutes are between two; 0 means none"),
    )
    place = StringField(
        _l("Place"), hint=_l("Say also how to get in without steps."), max_length=200, optional_mark=False
    )
    link = StringField(
        _l("Link for a video call"), hint=_l("Enter a place, a link, or both."), max_length=200, optional_mark=False
    )


class QuestionSheetForm(TownlabForm):
    questions = TextAreaField(
        _l("Questions to every bidder"),
        hint=_l("Each on a line of its own. Whoever is interviewed is asked the same."),
        max_length=6000,
        rows=10,
        optional_mark=False,
    )


class AnswerInterviewForm(TownlabForm):
    answer = RadioField(
        _l("Can you come at this time?"),
        required=_l("Choose whether you can come"),
        conditional={"another": "slot", "none": "words"},
    )
    slot = RadioField(_l("Another time"), required=_l("Choose another time"))
    words = TextAreaField(_l("Which times suit you?"), required=_l("Say which times suit you"), max_length=2000, rows=4)
    access_needs = TextAreaField(
        _l("Does anybody of you need something to take part?"),
        hint=_l("For example an interpreter, step-free access, breaks, or questions in writing beforehand."),
        max_length=2000,
        rows=4,
    )


class MoveInterviewForm(TownlabForm):
    slot = RadioField(_l("At which time instead?"), required=_l("Choose a time"))


class CancelInterviewForm(TownlabForm):
    reason = TextAreaField(
        _l("Why is it cancelled?"),
        hint=_l("The bidder reads it."),
        required=_l("Say why it is cancelled"),
        max_length=2000,
        rows=4,
    )
