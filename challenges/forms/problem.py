"""What people fill in about problems."""

import uuid

from flask_babel import lazy_gettext as _l

from challenges.services.problem import FILE_ENDINGS, FILE_LIMIT, WORDS_LIMIT
from challenges.states.problem import Channel, Concern, ProblemState
from challenges.states.theme import Theme
from core.fields import (
    BooleanField,
    EmailField,
    FileField,
    FilterField,
    FilterForm,
    HiddenField,
    RadioField,
    SearchField,
    SearchForm,
    SelectField,
    StringField,
    TextAreaField,
    TownlabForm,
    WebAddressField,
)

BY_HAND = tuple((channel.value, channel.label) for channel in Channel if channel is not Channel.WEB)
SORT_LABELS = {"newest": _l("Newest first"), "oldest": _l("Oldest first"), "decided": _l("Decided last")}
NEW_CHALLENGE = "new"
ANOTHER_BODY = "other"


def new_form_key() -> str:
    return str(uuid.uuid4())


class OnceForm(TownlabForm):
    """Sent twice, it counts once."""

    form_key = HiddenField(default=new_form_key)

    @property
    def key(self) -> uuid.UUID | None:
        try:
            return uuid.UUID(self.form_key.data or "")
        except ValueError:
            return None


class ProblemForm(OnceForm):
    """Two questions need an answer; the page says of the others that they do not."""

    council_id = SelectField(
        _l("Which council is it about?"), blank=_l("Choose a council"), required=_l("Choose the council it is about")
    )
    words = TextAreaField(
        _l("What is the problem?"),
        hint=_l(
            "Say what is wrong and who it affects. Leave out names, addresses and phone numbers of people: "
            "we may show your words to everybody."
        ),
        rows=8,
        max_length=WORDS_LIMIT,
        required=_l("Say what the problem is"),
    )
    place = StringField(
        _l("Where is it?"), hint=_l("A street, a building or an area. Not your home address."), max_length=200
    )
    upload = FileField(
        _l("A picture or a document"),
        allowed=FILE_ENDINGS,
        max_mb=FILE_LIMIT // (1024 * 1024),
        hint=_l("Only the council sees it, unless it decides to publish it."),
    )
    email = EmailField(
        _l("Your email address"), hint=_l("Only if you want news. We will not show it or use it for anything else.")
    )
    # Of a file that came before the page between form and sending.
    kept = HiddenField(default="")


class MeTooForm(OnceForm):
    words = TextAreaField(
        _l("What is it like for you?"), hint=_l("Only the council reads it."), rows=4, max_length=WORDS_LIMIT
    )
    email = EmailField(
        _l("Your email address"),
        hint=_l("We send a link first. Once you open it, you count and get news. We will not show your address."),
    )


class ClaimForm(TownlabForm):
    """From the slip that the officer gave or sent."""

    reference = StringField(
        _l("Reference"),
        hint=_l("It begins with PRB, for example PRB-7K3M9QX."),
        max_length=40,
        width="width-10",
        required=_l("Enter the reference on your slip"),
    )
    code = StringField(
        _l("Code"),
        hint=_l("8 letters and numbers, on the same slip."),
        max_length=40,
        width="width-10",
        autocomplete="off",
        required=_l("Enter the code on your slip"),
    )
    email = EmailField(
        _l("Your email address"),
        hint=_l("We send a link first, to be sure that it is you."),
        required=_l("Enter your email address"),
    )


class ReferForm(TownlabForm):
    """Where to turn at once."""

    concern = RadioField(_l("What is it?"), choices=Concern, required=_l("Choose what it is"))
    answer = TextAreaField(
        _l("Where should they turn?"),
        hint=_l("Only whoever raised it reads this, with the numbers below it."),
        rows=6,
        max_length=WORDS_LIMIT,
        required=_l("Say where they should turn"),
    )


class ProblemEnterForm(ProblemForm):
    """An officer writes down what somebody said."""

    channel = RadioField(
        _l("How did it reach you?"), choices=BY_HAND, required=_l("Choose how it reached you"), coerce=Channel
    )
    consent_given = BooleanField(
        _l("The person agreed that I write this down for them"),
        required=_l("Ask the person whether you may write it down for them, then tick the box"),
    )


class ProblemSearchForm(FilterForm):
    kinds = {"state": ProblemState, "theme": Theme}
    words = SearchField(_l("Words or reference"))
    council = FilterField(_l("Council"), blank=_l("All councils"))
    state = FilterField(_l("What became of it"), blank=_l("Anything"))
    theme = FilterField(_l("Theme"), blank=_l("All themes"))
    sort = SelectField(_l("Order"), choices=tuple(SORT_LABELS.items()), blank=_l("Newest first"))


class TriageSearchForm(SearchForm):
    words = SearchField(_l("Words or reference"))
    state = SelectField(_l("State"), blank=_l("Everything that waits"))
    channel = SelectField(
        _l("How it reached us"), blank=_l("Anything"), choices=[(channel.value, channel.label) for channel in Channel]
    )
    days = SelectField(
        _l("Raised"),
        blank=_l("At any time"),
        choices=[
            ("7", _l("More than 7 days ago")),
            ("14", _l("More than 14 days ago")),
            ("30", _l("More than 30 days ago")),
        ],
    )
    sort = SelectField(
        _l("Order"),
        blank=_l("Oldest first"),
        choices=[("people", _l("Most people first")), ("newest", SORT_LABELS["newest"])],
    )


class ReferenceForm(SearchForm):
    reference = StringField(
        _l("Your reference"), hint=_l("It begins with PRB, for example PRB-7K3M9QX."), max_length=40, width="width-10"
    )


class PublishForm(TownlabForm):
    """The words as everybody will read them."""

    title = StringField(_l("Title"), max_length=120, required=_l("Enter a title"))
    description = TextAreaField(
        _l("The problem as everybody will read it"),
        hint=_l("Change only what would tell who somebody is, or could hurt them. The author can see the change."),
        rows=10,
        max_length=WORDS_LIMIT,
        required=_l("Enter the problem as everybody will read it"),
    )
    theme = SelectField(
        _l("Theme"), hint=_l("People find the problem by it."), choices=Theme, blank=_l("None of these")
    )
    publish_files = BooleanField(
        _l("Publish the picture or document too"), hint=_l("Only if it shows no person who could be recognised.")
    )


class AcceptForm(TownlabForm):
    """Into which challenge. The choices come from the view."""

    challenge = RadioField(
        _l("Which challenge takes it up?"),
        required=_l("Choose a challenge, or start a new one"),
        conditional={NEW_CHALLENGE: "preset"},
    )
    preset = SelectField(
        _l("Kind of programme for a new challenge"),
        required=_l("Choose a kind of programme"),
        required_when=lambda form: form.challenge.data == NEW_CHALLENGE,
    )


class AnswerForm(TownlabForm):
    answer = TextAreaField(
        _l("Your answer"), hint=_l("Everybody can read it."), max_length=WORDS_LIMIT, required=_l("Write your answer")
    )
    url = WebAddressField(_l("Where to read more or get help"), max_length=500)


class DeclineForm(TownlabForm):
    reason = TextAreaField(
        _l("Why does the council not take it up?"),
        max_length=WORDS_LIMIT,
        required=_l("Say why the council does not take it up"),
    )


class TransferForm(TownlabForm):
    """To a council here, or to another body by name."""

    council = SelectField(
        _l("Who is responsible?"), blank=_l("Choose a council"), required=_l("Choose who is responsible")
    )
    name = StringField(
        _l("Name of the other body"),
        hint=_l("Only if you chose “Another body”."),
        max_length=200,
        required=_l("Enter the name of the other body"),
        required_when=lambda form: form.council.data == ANOTHER_BODY,
    )
    url = WebAddressField(_l("How to reach it on the web"), max_length=500)
    reason = TextAreaField(_l("Why is it theirs?"), hint=_l("Everybody can read it."), rows=4, max_length=WORDS_LIMIT)


class MergeForm(TownlabForm):
    into = RadioField(_l("Which problem is it the same as?"), required=_l("Choose the problem that it is the same as"))


class MergeSearchForm(SearchForm):
    words = SearchField(_l("Search your council’s problems"))
