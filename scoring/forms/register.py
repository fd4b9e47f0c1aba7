"""What a person says once of their interests. Everything may stay empty: most people have little to say."""

from flask_babel import lazy_gettext as _l

from core.fields import DateField, RowForm, RowsField, StringField, SubmitField, TextAreaField, TownlabForm

LIMIT = 3000


class EmployerForm(RowForm):
    name = StringField(_l("Name"), max_length=200, optional_mark=False)
    identifier = StringField(_l("Company number, if you know it"), max_length=40, optional_mark=False)
    starts_on = DateField(_l("From"), optional_mark=False)
    ends_on = DateField(_l("To"), hint=_l("Leave it empty if you still work there."), optional_mark=False)


class RegisterForm(TownlabForm):
    employers = RowsField(
        EmployerForm,
        _l("Who do you work for, and who did you work for before?"),
        hint=_l("Go back as far as you remember. Used only to find conflicts of interest."),
        row_label=_l("Employer"),
        add_label=_l("Add an employer"),
    )
    holdings = TextAreaField(
        _l("What do you own a part of?"),
        hint=_l("Companies in which you have shares or money. Not pension funds."),
        max_length=LIMIT,
        rows=3,
    )
    memberships = TextAreaField(
        _l("What are you a member of?"),
        hint=_l("Boards, charities, trade bodies, political parties."),
        max_length=LIMIT,
        rows=3,
    )
    family = TextAreaField(
        _l("Does somebody close to you have such ties?"),
        hint=_l("In your own words. You need not name anybody."),
        max_length=LIMIT,
        rows=3,
    )
    submit = SubmitField(_l("Save"))
