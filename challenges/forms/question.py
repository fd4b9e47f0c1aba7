"""What people fill in about clarification questions."""

from flask_babel import lazy_gettext as _l

from challenges.forms.problem import BY_HAND, OnceForm
from challenges.services.question import WORDS_LIMIT
from challenges.states.problem import Channel
from core.fields import (
    BooleanField,
    CheckboxesField,
    RadioField,
    SearchForm,
    SelectField,
    TextAreaField,
    TownlabForm,
)


class AskForm(OnceForm):
    words = TextAreaField(
        _l("What do you want to know?"),
        hint=_l("Do not say who you are: question and answer will be public, and nobody is told who asked."),
        max_length=WORDS_LIMIT,
        required=_l("Write your question"),
    )


def _published_words() -> TextAreaField:
    return TextAreaField(
        _l("The question as everybody will read it"),
        hint=_l("Change it where it tells who is asking."),
        max_length=WORDS_LIMIT,
        required=_l("Write the question as people will read it"),
    )


def _answer() -> TextAreaField:
    return TextAreaField(
        _l("Your answer"),
        hint=_l("It goes to everybody who follows this challenge or has started a proposal."),
        max_length=5000,
        required=_l("Write the answer"),
    )


class AnswerQuestionForm(TownlabForm):
    words = _published_words()
    answer = _answer()


class AnswerTogetherForm(TownlabForm):
    """One answer to several. The choices come from the view."""

    questions = CheckboxesField(
        _l("Which questions does it answer?"),
        hint=_l("One question is published. Everybody who asked one of them is told."),
        required=_l("Choose the questions that you answer"),
    )
    words = _published_words()
    answer = _answer()


class JoinForm(TownlabForm):
    into = RadioField(
        _l("Which answer says it already?"),
        hint=_l("The person who asked is led to it. Nothing new is published."),
        required=_l("Choose the answer that says it already"),
    )


class QuestionEnterForm(OnceForm):
    words = TextAreaField(
        _l("What do they want to know?"),
        hint=_l("Leave out who they are: it is not kept, and nobody may find it out."),
        max_length=WORDS_LIMIT,
        required=_l("Write the question"),
    )
    channel = RadioField(
        _l("How did it reach you?"), choices=BY_HAND, required=_l("Choose how it reached you"), coerce=Channel
    )
    consent_given = BooleanField(
        _l("The person agreed that I write this down for them"),
        required=_l("Ask the person whether you may write it down for them, then tick the box"),
    )


class WithholdForm(TownlabForm):
    reason = TextAreaField(
        _l("Why will this question not be published?"),
        hint=_l("Only the person who asked reads this."),
        max_length=WORDS_LIMIT,
        required=_l("Say why it will not be published"),
    )


class QuestionSearchForm(SearchForm):
    state = SelectField(_l("State"), blank=_l("Waiting for an answer"))
    challenge = SelectField(_l("Challenge"), blank=_l("All challenges"))
