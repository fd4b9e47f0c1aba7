"""Choosing who is assigned to a challenge."""

from flask_babel import lazy_gettext as _l

from core.fields import SelectField, SubmitField, TownlabForm


class AssignOfficerForm(TownlabForm):
    """Choices of `person` come from the view."""

    person = SelectField(_l("Which officer of your council?"), required=_l("Choose an officer"))
    save = SubmitField(_l("Add to this challenge"))


class EndAssignmentForm(TownlabForm):
    save = SubmitField(_l("Remove from this challenge"), style="warning")
