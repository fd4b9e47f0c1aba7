"""Forms of saved searches."""

from flask_babel import lazy_gettext as _l

from core.fields import EmailField, HiddenField, SubmitField, TownlabForm


class SaveByEmailForm(TownlabForm):
    email = EmailField(
        _l("Email address"),
        hint=_l("We send a link first, to be sure that it is you. You can stop with one click."),
        required=_l("Enter your email address"),
    )
    submit = SubmitField(_l("Send me news"))


class SaveForm(TownlabForm):
    """For somebody whose address is known."""

    submit = SubmitField(_l("Send me news"))


class EndSearchForm(TownlabForm):
    """One for each search of a page: the button says which."""

    search_id = HiddenField()


class ButtonForm(TownlabForm):
    """A single button; the page says what it does."""

    submit = SubmitField(_l("Continue"))
