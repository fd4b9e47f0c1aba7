"""What people fill in about clarification questions."""

from flask_babel import lazy_gettext as _l

from challenges.forms.problem import OnceForm
from challenges.services.question import WORDS_LIMIT
from core.fields import SearchForm, SelectField, TextAreaField, TownlabForm


class AskForm(OnceForm):
    words = TextAreaField(
        _l("What do you want to know?"),
        hint=_l("Do not say who you are: question and answer will be public, and nobody is told who asked."),
        max_length=WORDS_LIMIT,
        required=_l("Write your question"),
    )


class AnswerQuestionForm(TownlabForm):
    words = TextAreaField(
        _l("The question as everybody will read it"),
        hint=_l("Change it where it tells who is asking."),
        max_length=WORDS_LIMIT,
        required=_l("Write the question as people will read it"),
    )
    answer = TextAreaField(
        _l("Your answer"),
        hint=_l("It goes to everybody who follows this challenge or has started a proposal."),
        max_length=5000,
        required=_l("Write the answer"),
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
