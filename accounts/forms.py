"""Forms about people and bodies."""

from flask_babel import lazy_gettext as _l

from accounts.states import Role
from core.fields import (
    EmailField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    SubmitField,
    TextAreaField,
    TownlabForm,
)

LANGUAGES = (("en", "English"), ("cy", "Cymraeg"), ("ca", "Català"), ("es", "Español"))
NATIONS = (
    ("ENG", _l("England")),
    ("WLS", _l("Wales")),
    ("SCT", _l("Scotland")),
    ("NIR", _l("Northern Ireland")),
    ("CT", _l("Catalonia")),
    ("ES", _l("Spain, outside Catalonia")),
)
SCHEMES = (
    ("GB-COH", _l("Company number (England, Wales, Scotland)")),
    ("GB-NIC", _l("Charity or company number (Northern Ireland)")),
    ("GB-CHC", _l("Charity number (England and Wales)")),
    ("GB-SC", _l("Charity number (Scotland)")),
    ("GB-UKPRN", _l("University or college (UKPRN)")),
    ("ES-RMC", _l("Spanish tax number (NIF)")),
    ("XI-LEI", _l("Legal entity identifier (any country)")),
)
SIZES = (
    ("micro", _l("Micro: fewer than 10 people")),
    ("small", _l("Small: 10 to 49 people")),
    ("medium", _l("Medium: 50 to 249 people")),
    ("large", _l("Large: 250 people or more")),
)


class SignInForm(TownlabForm):
    email = EmailField(_l("Email address"), required=_l("Enter your email address"))
    submit = SubmitField(_l("Send me a link"))


class SignInPasswordForm(TownlabForm):
    email = EmailField(_l("Email address"), required=_l("Enter your email address"))
    password = PasswordField(_l("Password"), required=_l("Enter your password"))
    submit = SubmitField(_l("Sign in"))


class ConfirmForm(TownlabForm):
    """A single button."""

    submit = SubmitField(_l("Continue"))


class ActingForm(TownlabForm):
    membership = RadioField(_l("For whom do you act now?"), required=_l("Choose for whom you act"))
    submit = SubmitField(_l("Continue"))


class PersonForm(TownlabForm):
    name = StringField(_l("Your name"), required=_l("Enter your name"), max_length=120)
    language = RadioField(_l("Language of emails to you"), choices=LANGUAGES)
    past_employers = TextAreaField(
        _l("Where you worked in the last five years"),
        hint=_l("One organisation on each line. Used only to find conflicts of interest."),
    )
    submit = SubmitField(_l("Save"))


class PasswordForm(TownlabForm):
    password = PasswordField(
        _l("New password"),
        hint=_l("At least 12 characters. Three words that only you would put together work well."),
        required=_l("Enter a new password"),
    )
    submit = SubmitField(_l("Save the password"))


class SupplierForm(TownlabForm):
    name = StringField(_l("Name of your organisation"), required=_l("Enter the name of your organisation"))
    scheme = SelectField(
        _l("Which official number does it have?"),
        choices=SCHEMES,
        required=_l("Choose which official number it has"),
    )
    identifier = StringField(_l("The number"), required=_l("Enter the number"), max_length=40)
    size = RadioField(_l("How big is it?"), choices=SIZES, required=_l("Choose how big your organisation is"))
    next = HiddenField()
    submit = SubmitField(_l("Register"))


class CouncilForm(TownlabForm):
    name = StringField(_l("Name of the council"), required=_l("Enter the name of the council"))
    nation = SelectField(
        _l("Where it is"),
        choices=NATIONS,
        blank=_l("Choose where it is"),
        hint=_l("This decides the bank holidays of a standstill."),
        required=_l("Choose where it is"),
    )
    contact_email = EmailField(_l("Public email address"), required=_l("Enter the council's public email address"))
    lead_email = EmailField(
        _l("Email address of its first lead"), required=_l("Enter the email address of the first lead")
    )
    submit = SubmitField(_l("Set up the council"))


class MembershipForm(TownlabForm):
    name = StringField(_l("Name"), required=_l("Enter the person's name"), max_length=120)
    email = EmailField(_l("Email address"), required=_l("Enter the person's email address"))
    role = RadioField(_l("Role"), choices=Role, required=_l("Choose a role"))
    submit = SubmitField(_l("Add this person"))
