"""Forms of the demonstration's own pages."""

from flask_babel import lazy_gettext as _l

from core.fields import DateTimeField, SubmitField, TownlabForm


class ClockForm(TownlabForm):
    moment = DateTimeField(
        _l("Move the clock forward to"), required=_l("Enter a day and a time"), hint=_l("For example, 27 3 2027, 12:00")
    )
    submit = SubmitField(_l("Move the clock"))
