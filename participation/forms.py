"""Forms for taking part."""

from flask_babel import lazy_gettext as _l

from core.fields import CheckboxesField, EmailField, RadioField, SubmitField, TextAreaField, TownlabForm
from participation.services import COMMENT_LIMIT
from participation.states import ModerationRule


class CommentForm(TownlabForm):
    words = TextAreaField(
        _l("What do you want to say?"),
        hint=_l("Everybody can read it, with your name. Leave out telephone numbers and what is private to others."),
        required=_l("Write what you want to say"),
        max_length=COMMENT_LIMIT,
    )
    submit = SubmitField(_l("Publish my comment"))


class FollowForm(TownlabForm):
    email = EmailField(
        _l("Email address"),
        hint=_l("We send a link first, to be sure that it is you. You can stop with one click."),
        required=_l("Enter your email address"),
    )
    submit = SubmitField(_l("Send me news"))


class ButtonForm(TownlabForm):
    """A single button; the page says what it does."""

    submit = SubmitField(_l("Continue"))


class ReportForm(TownlabForm):
    rule = RadioField(_l("Which rule does the comment break?"), choices=ModerationRule, required=_l("Choose the rule"))
    submit = SubmitField(_l("Report this comment"))


class RemoveForm(TownlabForm):
    rule = RadioField(_l("Which rule does the comment break?"), choices=ModerationRule, required=_l("Choose the rule"))
    reason = TextAreaField(
        _l("Why?"), hint=_l("The author will read this."), required=_l("Say why, in words that the author will read")
    )
    submit = SubmitField(_l("Remove the comment"))


class ReleaseForm(TownlabForm):
    reason = TextAreaField(_l("Note for the record"))
    submit = SubmitField(_l("Show the comment"))


class AppealForm(TownlabForm):
    words = TextAreaField(_l("Why should it stay?"), required=_l("Say why it should stay"))
    submit = SubmitField(_l("Ask another moderator"))


class BallotForm(TownlabForm):
    """Choices come from the view."""

    marks = CheckboxesField(_l("Which of them would you choose?"), required=_l("Choose at least one"))
    submit = SubmitField(_l("Cast my vote"))
