"""Forms about people and bodies."""

from flask_babel import lazy_gettext as _l

from accounts.states import SCHEMES, Role, Size
from core.fields import (
    BooleanField,
    EmailField,
    HiddenField,
    IntegerField,
    MoneyField,
    PasswordField,
    RadioField,
    SearchField,
    SearchForm,
    SelectField,
    StringField,
    SubmitField,
    TextAreaField,
    TownlabForm,
    WebAddressField,
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
    size = RadioField(_l("How big is it?"), choices=Size, required=_l("Choose how big your organisation is"))
    # Asked only where one that is registered looks like it.
    not_these = BooleanField(_l("My organisation is none of these"))
    next = HiddenField()
    submit = SubmitField(_l("Register"))


PROFILE_LIMIT = 3000


class ProfileForm(TownlabForm):
    """What a supplier answers once. `version` is the one that the page was opened with."""

    name = StringField(
        _l("Legal name"),
        hint=_l("As it stands in the register."),
        required=_l("Enter the legal name of your organisation"),
        max_length=200,
    )
    trading_name = StringField(_l("Trading name"), hint=_l("If people know you by another name."), max_length=200)
    size = RadioField(_l("How big is it?"), choices=Size, required=_l("Choose how big your organisation is"))
    website = WebAddressField(_l("Website"), max_length=240)
    about = TextAreaField(
        _l("What does your organisation do?"),
        hint=_l("For somebody who has never heard of you."),
        max_length=PROFILE_LIMIT,
    )
    past_work = TextAreaField(
        _l("What have you done before?"),
        hint=_l("Two or three pieces of work: for whom, when, and what came of it."),
        max_length=PROFILE_LIMIT,
    )
    accessibility = TextAreaField(
        _l("How do you make sure that everybody can use what you make?"),
        hint=_l("For example: tests with disabled people, an accessibility statement, WCAG 2.2."),
        max_length=PROFILE_LIMIT,
    )
    security = TextAreaField(
        _l("How do you keep data safe?"),
        hint=_l("For example: Cyber Essentials, ISO 27001, where data is stored, who can reach it."),
        max_length=PROFILE_LIMIT,
    )
    insurance = TextAreaField(
        _l("Which insurance do you have?"),
        hint=_l("The kind, the amount, and until when."),
        max_length=PROFILE_LIMIT,
        rows=3,
    )
    version = HiddenField()
    submit = SubmitField(_l("Save"))


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


class CouncilSettingsForm(TownlabForm):
    contact_email = EmailField(_l("Public email address"), required=_l("Enter the council's public email address"))
    contact_phone = StringField(_l("Public phone number"), max_length=40)
    standstill_days = IntegerField(
        _l("How many working days does a standstill last?"),
        hint=_l("Counting the day of the notice. In the United Kingdom usually 8. 0 means that awards have none."),
        required=_l("Enter how many working days a standstill lasts, or 0"),
        minimum=0,
        maximum=60,
    )
    standstill_above = MoneyField(
        _l("Only for contracts worth more than"),
        hint=_l("Leave it empty if every contract has a standstill. Grants never have one."),
        maximum=999_999_999_999,
    )
    late_answer_days = IntegerField(
        _l("When is an answer to a question late?"),
        hint=_l("If fewer working days than this are left before the deadline. 0 means never."),
        required=_l("Enter a number of working days, or 0"),
        minimum=0,
        maximum=30,
    )
    interest_years = IntegerField(
        _l("For how many years is an old tie a conflict of interest?"),
        hint=_l("If somebody left a bidder longer ago, it is shown, and counts for nothing by itself. Usually 3."),
        required=_l("Enter a number of years"),
        minimum=0,
        maximum=20,
    )
    submit = SubmitField(_l("Save"))


class InvitationForm(TownlabForm):
    name = StringField(_l("Name"), required=_l("Enter the person's name"), max_length=120)
    email = EmailField(_l("Email address"), required=_l("Enter the person's email address"))
    role = RadioField(
        _l("Role"),
        choices=(),
        coerce=Role,
        hints={
            Role.LEAD: _l(
                "Looks after the people and what the organisation says of itself. Can do all that a member can."
            ),
            Role.MEMBER: _l("Writes, submits and reads proposals, and works on pilots."),
        },
        required=_l("Choose a role"),
    )
    submit = SubmitField(_l("Send an invitation"))


class AnswerForm(TownlabForm):
    """To an invitation."""

    answer = RadioField(
        _l("Do you accept?"),
        choices=(("accept", _l("Yes")), ("refuse", _l("No"))),
        required=_l("Choose whether you accept"),
    )
    submit = SubmitField(_l("Send"))


class JoinForm(TownlabForm):
    words = TextAreaField(
        _l("Who are you to this organisation?"),
        hint=_l(
            "Say what you do there, so that its people know you. An officer's letter or a director's name helps too."
        ),
        required=_l("Say who you are to this organisation"),
        max_length=1000,
        rows=4,
    )
    submit = SubmitField(_l("Ask to be let in"))


class RequestForm(TownlabForm):
    """A lead's or an administrator's answer; `answer` has the choices of whoever decides."""

    answer = RadioField(_l("What do you decide?"), choices=(), required=_l("Choose what you decide"))
    reason = TextAreaField(_l("Why?"), hint=_l("The person who asked reads this."), max_length=1000, rows=4)
    submit = SubmitField(_l("Send"))


class SupplierSearch(SearchForm):
    words = SearchField(_l("Name or official number"))


class MergeForm(TownlabForm):
    reason = TextAreaField(
        _l("How do you know that the two are one organisation?"),
        hint=_l("The people of both read this."),
        required=_l("Say how you know that the two are one organisation"),
        max_length=1000,
        rows=4,
    )
    sure = BooleanField(
        _l("I have asked the leads of both"), required=_l("Ask the leads of both first, then tick the box")
    )
    submit = SubmitField(_l("Merge the two"), style="warning")


class MembershipForm(TownlabForm):
    name = StringField(_l("Name"), required=_l("Enter the person's name"), max_length=120)
    email = EmailField(_l("Email address"), required=_l("Enter the person's email address"))
    role = RadioField(_l("Role"), choices=Role, required=_l("Choose a role"))
    submit = SubmitField(_l("Add this person"))
