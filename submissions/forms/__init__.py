"""What is asked of suppliers and officers, in words. Rules are in `services`."""

from flask_babel import lazy_gettext as _l

from accounts.states import SCHEMES
from core.fields import (
    BooleanField,
    CheckboxesField,
    DateTimeField,
    FileField,
    HiddenField,
    RadioField,
    SearchField,
    SearchForm,
    SelectField,
    StringField,
    SubmitField,
    TextAreaField,
    TownlabForm,
)
from submissions.services.checking import TITLE_LIMIT
from submissions.services.clarifying import ANSWER_LIMIT
from submissions.states import EntryChannel, SubmissionState

ALWAYS = {"data-autosave-always": ""}
# Locked is how a submitted proposal reads after the deadline; draft and void are nothing that officers see.
RECEIVED_STATES = tuple(
    state
    for state in SubmissionState
    if state not in (SubmissionState.DRAFT, SubmissionState.SUBMITTED, SubmissionState.VOID)
)


class StartForm(TownlabForm):
    lot = RadioField(
        _l("Which lot do you propose for?"), required=_l("Choose the lot that you propose for"), choices=()
    )
    submit = SubmitField(_l("Start a proposal"))


class TitleForm(TownlabForm):
    title = StringField(
        _l("Title of your proposal"),
        hint=_l("A few words that say what you would do."),
        max_length=TITLE_LIMIT,
        optional_mark=False,
    )
    version = HiddenField(render_kw=ALWAYS)
    submit = SubmitField(_l("Save"))


class ReuseForm(TownlabForm):
    """Choices of `earlier`, and their hints, come from the view."""

    earlier = RadioField(_l("Which answer?"), choices=(), required=_l("Choose an answer"))
    version = HiddenField()
    submit = SubmitField(_l("Add it to my answer"))

    @property
    def seen_version(self) -> int:
        """The version that the page was made from; 0 for nonsense."""
        text = str(self.version.data)
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0


class UploadForm(TownlabForm):
    file = FileField(_l("Add a file"), required=_l("Choose a file"))
    confidential = BooleanField(_l("This file is confidential"))
    submit = SubmitField(_l("Add this file"))


class ConfirmForm(TownlabForm):
    """One button; its words stand in the template."""


class WithdrawForm(TownlabForm):
    reason = TextAreaField(_l("Why do you withdraw it?"), max_length=1000, rows=4)
    submit = SubmitField(_l("Withdraw this proposal"), style="warning")


class OfferForm(TownlabForm):
    answer = RadioField(
        _l("Do you accept the offer?"),
        required=_l("Choose whether you accept the offer"),
        choices=(("accept", _l("Yes, we accept")), ("decline", _l("No, we decline"))),
        conditional={"decline": "reason"},
    )
    reason = TextAreaField(_l("Why do you decline?"), max_length=1000, rows=4)
    submit = SubmitField(_l("Send"))


class OwnSearch(SearchForm):
    words = SearchField(_l("Search"))
    state = SelectField(_l("State"), choices=SubmissionState, blank=_l("Any"))


class ReceivedSearch(SearchForm):
    words = SearchField(_l("Search"))
    state = SelectField(_l("State"), choices=[(state.value, state.label) for state in RECEIVED_STATES], blank=_l("Any"))


class EligibilityForm(TownlabForm):
    outcome = RadioField(
        _l("Does it meet the conditions of the challenge?"),
        required=_l("Choose whether it meets the conditions"),
        choices=(("eligible", _l("Yes, it goes on to assessment")), ("ineligible", _l("No, it is not eligible"))),
        conditional={"ineligible": "reason"},
    )
    reason = TextAreaField(
        _l("Which condition does it not meet, and why?"),
        hint=_l("The supplier reads this."),
        required=_l("Say which condition it does not meet, and why"),
        max_length=2000,
        rows=5,
    )
    submit = SubmitField(_l("Save"))


class BatchForm(TownlabForm):
    every = BooleanField(_l("All of these proposals meet the conditions"))
    chosen = CheckboxesField(
        _l("Or only these"),
        required=_l("Choose at least one proposal"),
        required_when=lambda form: not form.every.data,
        optional_mark=False,
        choices=(),
    )
    submit = SubmitField(_l("Mark as eligible"))


class ClarifyForm(TownlabForm):
    """What the council asks one bidder after the deadline."""

    subject = StringField(_l("What is it about?"), required=_l("Say in a few words what it is about"), max_length=120)
    words = TextAreaField(
        _l("What do you ask?"),
        hint=_l("Ask about what they wrote. They cannot change their proposal or add to it."),
        required=_l("Write what you ask"),
        max_length=4000,
        rows=6,
    )
    due_at = DateTimeField(_l("By when must they answer?"), required=_l("Enter by when they must answer"))
    submit = SubmitField(_l("Send the question"))


class ClarificationForm(TownlabForm):
    answer = TextAreaField(_l("Your answer"), required=_l("Write your answer"), max_length=ANSWER_LIMIT, rows=10)
    submit = SubmitField(_l("Send the answer"))


class DisqualifyForm(TownlabForm):
    reason = TextAreaField(
        _l("Why is it disqualified?"),
        hint=_l("The supplier reads this."),
        required=_l("Say why it is disqualified"),
        max_length=2000,
        rows=5,
    )
    submit = SubmitField(_l("Disqualify this proposal"), style="warning")


class EnterForm(TownlabForm):
    """A proposal that came on paper."""

    name = StringField(_l("Name of the supplier"), required=_l("Enter the name of the supplier"), max_length=200)
    scheme = SelectField(
        _l("Which official number does it have?"), choices=SCHEMES, required=_l("Choose which official number it has")
    )
    identifier = StringField(_l("The number"), required=_l("Enter the number"), max_length=40)
    channel = RadioField(_l("How did it reach you?"), choices=EntryChannel, required=_l("Choose how it reached you"))
    lot = RadioField(_l("Which lot is it for?"), choices=(), optional_mark=False)
    consent = TextAreaField(
        _l("How did they agree that you type it in?"),
        hint=_l("For example: in the letter that came with it, on 3 March."),
        required=_l("Say how they agreed"),
        max_length=1000,
        rows=3,
    )
    submit = SubmitField(_l("Start typing it in"))


class VerifyForm(TownlabForm):
    receipt = TextAreaField(
        _l("Paste the receipt"),
        hint=_l("The whole email will do. We look for the lines Reference, Version, Received, SHA-256 and Signature."),
        required=_l("Paste the receipt"),
        max_length=20_000,
        rows=10,
    )
    content = FileField(
        _l("The content file that belongs to it"),
        hint=_l("Add it to check that it is what was submitted. We do not keep it."),
        allowed=("json",),
        max_mb=5,
    )
    submit = SubmitField(_l("Check the receipt"))
