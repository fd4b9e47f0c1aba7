"""Forms for setting up a panel and answering an invitation."""

import uuid

from flask_babel import lazy_gettext as _l

from accounts.forms import LANGUAGES
from challenges.states.theme import Theme
from core.fields import (
    BooleanField,
    CheckboxesField,
    DateField,
    DateTimeField,
    EmailField,
    HiddenField,
    IntegerField,
    RadioField,
    SearchField,
    SearchForm,
    SelectField,
    StringField,
    TextAreaField,
    TownlabForm,
)


class PanelForm(TownlabForm):
    assess_by_at = DateTimeField(
        _l("When are scores due?"), required=_l("Enter the date and time by which scores are due")
    )


class InviteForm(TownlabForm):
    name = StringField(_l("Their name"), required=_l("Enter their name"), max_length=150, autocomplete="off")
    email = EmailField(
        _l("Their email address"),
        hint=_l("Inside or outside the council. They sign in with this address."),
        required=_l("Enter their email address"),
        autocomplete="off",
    )
    is_chair = BooleanField(
        _l("They chair the panel"), hint=_l("The chair leads panel moderation. There is one chair.")
    )
    capacity = IntegerField(
        _l("How many proposals at most?"),
        hint=_l("Leave it empty if there is no limit. They can lower it when they accept."),
        minimum=1,
    )


class AnswerInvitationForm(TownlabForm):
    answer = RadioField(
        _l("Will you join the panel?"),
        choices=[("accept", _l("Yes, I accept")), ("refuse", _l("No, I cannot"))],
        required=_l("Choose whether you will join"),
        conditional={"accept": "terms", "refuse": "reason"},
    )
    terms = BooleanField(
        _l(
            "I accept the terms: I keep what I read confidential, use it only to assess, "
            "and declare every conflict of interest"
        ),
        required=_l("Tick the box to accept the terms"),
    )
    capacity = IntegerField(
        _l("How many proposals can you take at most?"),
        hint=_l("Leave it empty if you take as many as you are asked to."),
        minimum=1,
    )
    reason = TextAreaField(_l("Why not?"), required=_l("Say why you cannot do it"), max_length=1000, rows=3)


class LeaveForm(TownlabForm):
    """Who leaves, and who goes on with what they did not hand in. The choices are the seats of the panel."""

    reason = TextAreaField(
        _l("Why do they leave the panel?"), required=_l("Say why they leave"), max_length=1000, rows=3
    )
    successor = RadioField(
        _l("Who takes on what is not handed in?"),
        choices=[],
        required=_l("Choose who takes it on"),
    )
    name = StringField(_l("The name of somebody new"), max_length=150, autocomplete="off")
    email = EmailField(_l("Their email address"), autocomplete="off")


class TermsForm(TownlabForm):
    terms = TextAreaField(
        _l("What else holds for the assessors of this panel?"),
        hint=_l("For example what you pay, and until when. It stands with the terms that hold for everybody."),
        max_length=5000,
        rows=8,
    )


class ProfileForm(TownlabForm):
    languages = CheckboxesField(
        _l("Which languages do you read well enough to assess?"),
        choices=LANGUAGES,
        required=_l("Choose at least one language"),
    )
    themes = CheckboxesField(_l("What do you know well?"), choices=Theme)
    away_from = DateField(
        _l("Away from"), hint=_l("You get no new proposals while you are away. For example, 27 7 2026")
    )
    away_until = DateField(_l("Away until, that day included"))


class ExpertiseForm(TownlabForm):
    """What the council says that somebody knows well."""

    themes = CheckboxesField(
        _l("What do they know well?"),
        hint=_l("It counts beside what they say themselves, for all panels of your council. They are told."),
        choices=Theme,
    )


class PoolSearchForm(SearchForm):
    """`panel` is the panel that somebody is being chosen for, if any."""

    panel = HiddenField()
    q = SearchField(_l("Search by name or email"))
    theme = SelectField(_l("What they know"), choices=Theme, blank=_l("Everything"))
    language = SelectField(_l("What they read"), choices=LANGUAGES, blank=_l("All languages"))


class AssessorsForm(TownlabForm):
    """Who assesses one proposal. The choices are the seats of the panel."""

    seats = CheckboxesField(_l("Who assesses this proposal?"), choices=[], coerce=uuid.UUID, optional_mark=False)
    reason = TextAreaField(
        _l("Why do you take somebody out?"),
        hint=_l("Needed where they have begun, and always in a second round. It is kept in the history."),
        max_length=1000,
        rows=3,
    )
    language = RadioField(_l("Which language is it written in?"), choices=LANGUAGES)


class PanelSearchForm(SearchForm):
    q = SearchField(_l("Search by title or reference"))
