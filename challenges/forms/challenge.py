"""Finding a challenge, starting one, and the words of its sections."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from challenges.services.copying import NAME_LIMIT
from challenges.services.drafting import TITLE_LIMIT
from challenges.states.bands import Applicants, ClosingBand, MoneyBand
from challenges.states.builder import Section
from challenges.states.challenge import ChallengeState, Instrument
from challenges.states.theme import Theme
from core.fields import (
    EmailField,
    FilterField,
    FilterForm,
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

LONG = 6000
SORT_LABELS = {"closing": _l("Closing soonest"), "newest": _l("Newest first"), "title": _l("By title")}


class ChallengeSearchForm(FilterForm):
    kinds = {
        "state": ChallengeState,
        "theme": Theme,
        "money": MoneyBand,
        "closes": ClosingBand,
        "instrument": Instrument,
        "who": Applicants,
    }
    words = SearchField(_l("Search"))
    state = FilterField(_l("State"), blank=_l("All states"))
    council = FilterField(_l("Council"), blank=_l("All councils"))
    theme = FilterField(_l("Theme"), blank=_l("All themes"))
    money = FilterField(_l("Money"), blank=_l("Any amount"))
    closes = FilterField(_l("Closes"), blank=_l("At any time"))
    instrument = FilterField(_l("Kind of money"), blank=_l("Contracts and grants"))
    who = FilterField(_l("Who can apply"), blank=_l("Anybody"))
    sort = SelectField(_l("Order"), choices=tuple(SORT_LABELS.items()), blank=_l("Open ones first"))


class OwnChallengeSearchForm(SearchForm):
    words = SearchField(_l("Search"))
    state = SelectField(_l("State"), blank=_l("All states"))
    sort = SelectField(_l("Order"), choices=tuple(SORT_LABELS.items()), blank=_l("Drafts first"))


class NewChallengeForm(TownlabForm):
    """Choices of presets and their hints come from the view."""

    title = StringField(
        _l("Title"),
        hint=_l("Say what should be better, not how. For example: Fewer falls on icy pavements."),
        max_length=TITLE_LIMIT,
        required=_l("Enter a title"),
    )
    preset = RadioField(
        _l("How is it to run?"),
        hint=_l("You can change every part of it afterwards."),
        required=_l("Choose how it is to run"),
    )
    save = SubmitField(_l("Start the draft"))


class CopyForm(TownlabForm):
    title = StringField(_l("Title of the new challenge"), max_length=TITLE_LIMIT, required=_l("Enter a title"))
    save = SubmitField(_l("Start the draft"))


class SavePresetForm(TownlabForm):
    name = StringField(
        _l("Name of the preset"),
        hint=_l("Your colleagues find it by this name when they start a challenge."),
        max_length=NAME_LIMIT,
        required=_l("Enter a name"),
    )
    save = SubmitField(_l("Save the preset"))


class SectionForm(TownlabForm):
    """The base of the pages of the builder: `seen` is the stamp of what the page showed."""

    seen = HiddenField()
    save = SubmitField(_l("Save and continue"))

    @property
    def stamp(self) -> str:
        """The stamp that came with the form; without one, none that could be right."""
        return str(self.seen.raw_data[0]) if self.seen.raw_data else ""

    def answers(self) -> dict[str, Any]:
        """What was written, by the names of the columns."""
        return {field.short_name: field.data for field in self if field.short_name not in _NOT_ANSWERS}


_NOT_ANSWERS = frozenset({"seen", "save", "show", "csrf_token", "reason"})


def _text(label: Any, hint: Any = "", rows: int = 8) -> Any:
    """No section is forced to be complete when it is saved: the task list says what is missing."""
    return TextAreaField(label, hint=hint, rows=rows, max_length=LONG, optional_mark=False)


class ProblemSectionForm(SectionForm):
    title = StringField(_l("Title"), max_length=TITLE_LIMIT, required=_l("Enter a title"))
    summary = TextAreaField(
        _l("Summary"),
        hint=_l("Two or three sentences. People read them in the list of challenges."),
        rows=4,
        max_length=600,
        optional_mark=False,
    )
    theme = SelectField(
        _l("Theme"),
        hint=_l("People find the challenge by it."),
        choices=Theme,
        blank=_l("None of these"),
        optional_mark=False,
    )
    problem_statement = _text(
        _l("What is the problem?"),
        _l("What happens now, where, how often, and what it costs. Leave the solution to those who apply."),
    )
    evidence = TextAreaField(
        _l("Evidence"), hint=_l("Figures with their source, and what residents said."), rows=6, max_length=LONG
    )


class OutcomesSectionForm(SectionForm):
    outcomes_wanted = _text(
        _l("What should be different afterwards?"),
        _l("One outcome in each line, each with how you would see it. Pilots are measured against them."),
    )


class AffectedSectionForm(SectionForm):
    who_is_affected = _text(
        _l("Who is affected?"), _l("Who lives with the problem, how many they are, and who is often left out.")
    )


class EligibilitySectionForm(SectionForm):
    eligibility = _text(_l("Who can apply?"), _l("Only what is needed: each condition keeps somebody out."))


class RouteSectionForm(SectionForm):
    route_to_market = _text(
        _l("How would the council buy it, if the pilot works?"),
        _l(
            "A framework, a call-off, a tender, an option in the contract, and with which money. Pilots end when "
            "nobody planned this."
        ),
    )


class TermsSectionForm(SectionForm):
    terms = _text(_l("Terms"), _l("What is published, how and when you pay, and how the contract can end."))
    intellectual_property = _text(
        _l("Who owns what is made, and who may use it?"),
        _l("Suppliers who keep their rights offer more, and can sell to the next council."),
        rows=4,
    )


class PanelSectionForm(SectionForm):
    panel_needs = _text(
        _l("Who is needed on the panel?"),
        _l("Which knowledge, how many people, and who speaks for those affected. It is not published."),
        rows=5,
    )


class ContactSectionForm(SectionForm):
    contact_name = StringField(_l("Name"), max_length=120, optional_mark=False)
    contact_email = EmailField(_l("Email address"), autocomplete="off", optional_mark=False)
    contact_phone = StringField(
        _l("Telephone number"), hint=_l("For those who cannot write."), max_length=40, optional_mark=False
    )


class GovernanceSectionForm(SectionForm):
    conflicts_assessment = _text(
        _l("Conflicts assessment"),
        _l("Who on your side might gain privately from a decision, and what you do about it. It is not published."),
    )
    budget_owner = StringField(
        _l("Budget owner"),
        hint=_l("The role of whoever answers for the money. It is not published."),
        max_length=120,
        optional_mark=False,
    )


WORDS_FORMS: Mapping[Section, type[SectionForm]] = {
    Section.PROBLEM: ProblemSectionForm,
    Section.OUTCOMES: OutcomesSectionForm,
    Section.AFFECTED: AffectedSectionForm,
    Section.ELIGIBILITY: EligibilitySectionForm,
    Section.PANEL: PanelSectionForm,
    Section.ROUTE: RouteSectionForm,
    Section.TERMS: TermsSectionForm,
    Section.CONTACT: ContactSectionForm,
    Section.GOVERNANCE: GovernanceSectionForm,
}


class ReasonForm(TownlabForm):
    """An act that needs a reason; what the button says comes from the view."""

    reason = TextAreaField(
        _l("Why?"), hint=_l("Everybody can read it."), rows=5, max_length=2000, required=_l("Say why")
    )
    save = SubmitField(_l("Continue"), style="warning")


class SubmitForApprovalForm(TownlabForm):
    note = TextAreaField(
        _l("A note to the approver"),
        hint=_l("What to look at, and what changed since the last time."),
        rows=4,
        max_length=2000,
    )
    save = SubmitField(_l("Send for approval"))


class ApprovalForm(TownlabForm):
    """One of two buttons; returning needs comments, on all or on a section, approving does not."""

    comments = TextAreaField(
        _l("Comments on all of it"),
        hint=_l("When you return it, write here or under a section. The authors read it."),
        rows=5,
        max_length=4000,
        optional_mark=False,
    )
    approve = SubmitField(_l("Approve"))
    send_back = SubmitField(_l("Return with comments"), style="secondary")

    def remarks(self) -> dict[Section, str]:
        """What was written under the sections."""
        return {section: self[remark_name(section)].data or "" for section in Section}


def remark_name(section: Section) -> str:
    """The name of the question for what the approver says of a section."""
    return f"remark_{section.value}"


def approval_form() -> type[ApprovalForm]:
    """With a question for each section."""
    fields = {
        remark_name(section): TextAreaField(
            _l("Comment on: %(section)s", section=section.label), rows=2, max_length=2000, optional_mark=False
        )
        for section in Section
    }
    return type("ApprovalBySectionForm", (ApprovalForm,), fields)


def preset_hint(about: object, days: int) -> str:
    """What a preset is, under its name."""
    return str(_("%(about)s Open for %(days)s days.", about=about, days=days))
