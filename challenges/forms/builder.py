"""The sections that are more than words: dates, money, criteria, assessment, questions."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import ValidationError

from challenges.forms.challenge import LONG, SectionForm
from challenges.models import Criterion, Lot
from challenges.queries.builder import lot_amount_name, weight_name
from challenges.states.builder import BALLOT_CHOICES_AT_MOST, PUBLIC_SHARE_AT_MOST
from challenges.states.challenge import NO, YES, AnswerKind, PriceFormula, SecondRound
from core.fields import (
    BooleanField,
    CheckboxesField,
    DateField,
    DateTimeField,
    DecimalField,
    IntegerField,
    MoneyField,
    RadioField,
    SelectField,
    StringField,
    SubmitField,
    TextAreaField,
    TownlabForm,
    YesNoField,
)


class TimelineForm(SectionForm):
    opens_at = DateTimeField(_l("When does it open?"), required=_l("Enter when it opens"))
    questions_close_at = DateTimeField(
        _l("Until when can suppliers ask questions?"), required=_l("Enter until when questions can be asked")
    )
    closes_at = DateTimeField(
        _l("When does it close?"),
        required=_l("Enter when it closes"),
        hint=_l("Proposals count if they are in before this moment. A working day at noon leaves somebody to help."),
    )
    decision_expected_on = DateField(
        _l("When will you decide?"), hint=_l("For example, 27 3 2027"), required=_l("Enter when you will decide")
    )
    save = SubmitField(_l("Save and continue"))
    show = SubmitField(_l("Draw the timeline with these dates"), style="secondary")


class PhaseForm(SectionForm):
    """`currency` is set by the view."""

    title = StringField(_l("Name of the phase"), max_length=100, required=_l("Enter a name for the phase"))
    pot = MoneyField(
        _l("Your council’s money for this phase"),
        minimum=1,
        required=_l("Enter the money for this phase, like 250,000"),
    )
    vat_included = YesNoField(_l("Is VAT included in these amounts?"), required=_l("Choose whether VAT is included"))
    awards_up_to = IntegerField(
        _l("Up to how many suppliers?"), minimum=1, maximum=999, required=_l("Enter up to how many suppliers")
    )
    amount_each = MoneyField(
        _l("Up to how much for each?"), minimum=1, required=_l("Enter up to how much for each, like 50,000")
    )
    starts_on = DateField(_l("First day of work"), required=_l("Enter the first day of work"))
    ends_on = DateField(_l("Last day of work"), required=_l("Enter the last day of work"))


def phase_form(lots: Sequence[Lot]) -> type[PhaseForm]:
    """The form; where there are several lots, with a question for what each of them gets."""
    if len(lots) < 2:
        return PhaseForm
    fields: dict[str, Any] = {
        lot_amount_name(lot.id): MoneyField(
            _l("How much of it for lot %(number)s, “%(title)s”?", number=lot.number, title=lot.title),
            hint=_l("Leave it empty for all lots if the money is not divided.") if lot is lots[0] else "",
            minimum=1,
        )
        for lot in lots
    }
    return type("PhaseForm", (PhaseForm,), fields)


class CriterionForm(SectionForm):
    """Words for the scores from 0 to 5; a challenge with another scale has its own form made by `criterion_form`."""

    title = StringField(_l("Criterion"), max_length=100, required=_l("Enter a name for the criterion"))
    guidance = TextAreaField(_l("What assessors look for"), rows=4, max_length=2000)
    weight = DecimalField(
        _l("Weight"),
        hint=_l("The weights of all criteria sum to 100 %."),
        suffix="%",
        places=2,
        minimum=1,
        maximum=100,
        width="width-4",
        required=_l("Enter the weight"),
    )
    threshold = DecimalField(
        _l("Lowest mean score that passes"),
        hint=_l("Leave it empty if there is none for this criterion alone."),
        places=2,
        minimum=0,
        width="width-4",
    )

    price_formula = SelectField(
        _l("How is it scored?"),
        hint=_l("A price can be scored by a formula that everybody knows beforehand: then nobody scores it."),
        choices=PriceFormula,
        blank=_l("Assessors score it"),
        optional_mark=False,
    )

    def anchors(self, score_max: int) -> list[str]:
        return [(self[f"anchor_{score}"].data or "").strip() for score in range(score_max + 1)]


def criterion_form(score_max: int, lots: Sequence[Lot] = ()) -> type[CriterionForm]:
    """The form with a question for each score of the scale, and for the lot where there are several to choose from."""
    fields: dict[str, Any] = {
        f"anchor_{score}": TextAreaField(
            _l("What does a score of %(score)s mean?", score=score), rows=2, max_length=600, optional_mark=False
        )
        for score in range(score_max + 1)
    }
    if len(lots) > 1:
        choices = [(str(lot.id), lot.title) for lot in lots]
        lot: Any = RadioField(_l("For which lot?"), choices=choices, required=_l("Choose the lot"))
        # Ahead of the name of the criterion.
        lot.creation_counter = 0
        fields["lot"] = lot
    return type("CriterionOnScaleForm", (CriterionForm,), fields)


def weights_form(criteria: Sequence[Criterion], names: Mapping[uuid.UUID, str]) -> type[SectionForm]:
    """One question for the weight of each criterion, named by its id. `names` tell the criteria of all lots apart."""
    fields: dict[str, Any] = {
        weight_name(criterion.id): DecimalField(
            criterion.title,
            suffix="%",
            places=2,
            minimum=1,
            maximum=100,
            width="width-4",
            default=criterion.weight,
            required=_("Enter the weight of %(criterion)s", criterion=names[criterion.id]),
        )
        for criterion in criteria
    }
    return type("WeightsForm", (SectionForm,), fields)


class AssessmentForm(SectionForm):
    """Choices of `first_in_tie` come from the view."""

    quality_threshold = DecimalField(
        _l("Quality threshold"),
        hint=_l("Proposals with a lower score cannot win. A percentage of the highest possible score."),
        suffix="%",
        places=2,
        minimum=0,
        maximum=100,
        width="width-4",
        required=_l("Enter the quality threshold; 0 means none"),
    )
    assessors_each = IntegerField(
        _l("How many assessors read each proposal?"),
        hint=_l("More assessors give fairer results than any arithmetic. We suggest at least 3."),
        minimum=1,
        maximum=15,
        required=_l("Enter how many assessors read each proposal"),
    )
    spread_limit = IntegerField(
        _l("How far apart can scores be before the panel must talk?"),
        hint=_l("With 2, the panel talks when one assessor gives 1 and another gives 4."),
        minimum=1,
        maximum=10,
        required=_l("Enter how far apart scores can be"),
    )
    first_in_tie = SelectField(
        _l("Which criterion decides a tie first?"),
        hint=_l("Then the heaviest of the others. If all are the same, lots are drawn."),
        required=_l("Choose which criterion decides a tie"),
    )
    anonymised = YesNoField(
        _l("Do assessors read without names?"),
        hint=_l("Then answers that tell who the bidder is are hidden from them."),
        required=_l("Choose whether assessors read without names"),
    )
    second_round = SelectField(
        _l("Is there a second round?"),
        hint=_l("The best are met again after a shortlist. It is published, and it cannot be added later."),
        choices=SecondRound,
        blank=_l("No, one round decides"),
        optional_mark=False,
    )
    second_round_weight = DecimalField(
        _l("How much does the second round count?"),
        hint=_l("A percentage of the score; the first round counts the rest. Leave it empty if there is none."),
        suffix="%",
        places=2,
        minimum=0,
        maximum=99,
        width="width-4",
        optional_mark=False,
    )
    second_round_places = IntegerField(
        _l("How many go on to it at most?"),
        hint=_l("Leave it empty to take all that reach the quality threshold."),
        minimum=1,
        maximum=9999,
        optional_mark=False,
    )
    public_vote = YesNoField(
        _l("Does the public vote on the shortlist?"),
        hint=_l("People see who is on the shortlist, and what each of them wants to do."),
        required=_l("Choose whether the public votes"),
    )
    public_share = DecimalField(
        _l("How much does the public’s vote count?"),
        hint=_l("A percentage of the score; the panel’s scores count the rest. Leave it empty if it is only advice."),
        suffix="%",
        places=2,
        minimum=0,
        maximum=PUBLIC_SHARE_AT_MOST,
        width="width-4",
        optional_mark=False,
    )
    ballot_choices = IntegerField(
        _l("How many proposals can each person choose?"),
        hint=_l("We suggest 3. Leave it empty if the public does not vote."),
        minimum=1,
        maximum=BALLOT_CHOICES_AT_MOST,
        optional_mark=False,
    )
    ballot_turnout = IntegerField(
        _l("How many people must vote for it to count?"),
        hint=_l("So that a few friends of one supplier decide nothing. We suggest at least 50."),
        minimum=1,
        maximum=999_999,
        optional_mark=False,
    )
    ideas_allowed = BooleanField(
        _l("Residents and community groups can put forward ideas"),
        hint=_l("A short form, sealed until the deadline as proposals are. Ideas get no score and no contract."),
    )


def tie_name(lot: Lot) -> str:
    """The name of the field that says which criterion of a lot decides a tie first."""
    return f"first_in_tie_{lot.number:02}"


def assessment_form(lots: Sequence[Lot]) -> type[AssessmentForm]:
    """The form; where there are several lots, with a question about ties for each, in place of the one."""
    if len(lots) < 2:
        return AssessmentForm
    fields: dict[str, Any] = {"first_in_tie": None}
    place = cast(Any, AssessmentForm.first_in_tie).creation_counter
    for lot in lots:
        field: Any = SelectField(
            _l(
                "Which criterion of lot %(number)s, “%(title)s”, decides a tie first?",
                number=lot.number,
                title=lot.title,
            ),
            hint=_l("Then the heaviest of the others. If all are the same, lots are drawn."),
            required=_l("Choose which criterion decides a tie"),
        )
        field.creation_counter = place
        fields[tie_name(lot)] = field
    return type("AssessmentOfLotsForm", (AssessmentForm,), fields)


def _choices() -> TextAreaField:
    return TextAreaField(
        _l("Choices"),
        hint=_l("Write each on a line of its own."),
        rows=5,
        max_length=LONG,
        required=_l("Write the choices, each on a line of its own"),
    )


def _with_vat() -> YesNoField:
    return YesNoField(_l("Is VAT included in what they enter?"), required=_l("Choose whether VAT is included"))


class QuestionForm(SectionForm):
    """Choices of `criterion` come from the view. What is asked under a kind goes by the name of that kind."""

    words = TextAreaField(_l("Question"), rows=3, max_length=600, required=_l("Enter the question"))
    help = TextAreaField(_l("Help with it"), rows=3, max_length=LONG)
    kind = RadioField(
        _l("What is the answer?"),
        choices=AnswerKind,
        required=_l("Choose what the answer is"),
        conditional={
            AnswerKind.LONG_TEXT: "word_limit",
            AnswerKind.ONE_OF: "one_of",
            AnswerKind.SEVERAL_OF: "several_of",
            AnswerKind.MONEY: "money",
            AnswerKind.COSTS: "costs_table",
        },
    )
    word_limit = IntegerField(
        _l("Most words"), minimum=10, maximum=5000, required=_l("Enter the most words that an answer can have")
    )
    one_of = _choices()
    several_of = _choices()
    money = _with_vat()
    costs_table = _with_vat()
    criterion = SelectField(_l("On which criterion is the answer scored?"), blank=_l("On none"), optional_mark=False)
    required = BooleanField(_l("It must be answered"))
    identifies_bidder = BooleanField(_l("The answer tells who the bidder is"))
    public = BooleanField(
        _l("We publish the answer of whoever wins"), hint=_l("If the public votes, it stands on the ballot too.")
    )

    def validate_identifies_bidder(self, field: Field) -> None:
        if field.data and self.public.data:
            raise ValidationError(
                _("Choose one of the two: an answer that is published, or one that is hidden to keep names away")
            )

    @property
    def options(self) -> list[str]:
        """The choices of the kind that was chosen."""
        chosen = {AnswerKind.ONE_OF: self.one_of, AnswerKind.SEVERAL_OF: self.several_of}.get(self.kind.data)
        lines = (chosen.data or "").splitlines() if chosen else []
        return [line for line in (" ".join(each.split()) for each in lines) if line]

    @property
    def vat_included(self) -> bool | None:
        chosen = {AnswerKind.MONEY: self.money, AnswerKind.COSTS: self.costs_table}.get(self.kind.data)
        return chosen.data if chosen else None


def question_data(values: dict[str, Any]) -> dict[str, Any]:
    """What is stored of a question, as the form shows it."""
    lines = "\n".join(values["options"])
    return {
        **values,
        "one_of": lines,
        "several_of": lines,
        "money": values["vat_included"],
        "costs_table": values["vat_included"],
    }


class EligibilityForm(SectionForm):
    """Choices of `eligible` come from the view."""

    eligible = CheckboxesField(
        _l("With which answers can a supplier apply?"),
        hint=_l("Who answers otherwise is told why not, and can go back. Choose none to let everybody apply."),
        choices=(),
        optional_mark=False,
    )
    because = TextAreaField(
        _l("What do you tell those who cannot apply?"),
        hint=_l("Say what the rule is for, and where else they could turn."),
        rows=4,
        max_length=2000,
        optional_mark=False,
    )


def choice_label(choice: str) -> Any:
    """A choice as people read it."""
    return {YES: _l("Yes"), NO: _l("No")}.get(choice, choice)


class DeclaringForm(TownlabForm):
    asked = BooleanField(
        _l("Ask suppliers about exclusion grounds and subsidies"),
        hint=_l("An organisation answers once. In each proposal it confirms that the answers are still right."),
    )
    submit = SubmitField(_l("Save"), style="secondary")
