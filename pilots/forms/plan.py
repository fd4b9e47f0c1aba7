"""The contract and its plan, before the signature."""

import uuid

from flask_babel import lazy_gettext as _l

from core.fields import (
    DateField,
    DecimalField,
    HiddenField,
    IntegerField,
    MoneyField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    TownlabForm,
    YesNoField,
)
from pilots.services import ContractFacts, KpiFacts, MilestoneFacts, StageFacts
from pilots.states import Direction

LONG = 5000
HIGHEST = 999_999_999


class StartForm(TownlabForm):
    title = StringField(_l("Name of the pilot"), max_length=150, required=_l("Enter a name for the pilot"))
    summary = TextAreaField(
        _l("What is tried out, in a few words?"),
        hint=_l("Everybody can read it once the contract is signed."),
        rows=4,
        max_length=1500,
        required=_l("Say what is tried out"),
    )
    amount = MoneyField(_l("Amount of the contract"), maximum=HIGHEST, required=_l("Enter the amount, like £50,000"))
    vat_included = YesNoField(_l("Is VAT in the amount?"), required=_l("Choose yes or no"))
    starts_on = DateField(_l("First day"), hint=_l("For example, 27 3 2027"), required=_l("Enter the first day"))
    ends_on = DateField(_l("Last day"), hint=_l("For example, 27 9 2027"), required=_l("Enter the last day"))

    def facts(self) -> ContractFacts:
        return ContractFacts(
            title=self.title.data,
            summary=self.summary.data,
            amount=self.amount.data,
            vat_included=self.vat_included.data,
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
        )


class ContractForm(StartForm):
    """`version` is the one that the person looked at."""

    lead_person_id = SelectField(
        _l("Pilot lead on the supplier’s side"), choices=[], coerce=uuid.UUID, blank=_l("Choose later")
    )
    version = HiddenField()

    @property
    def seen_version(self) -> int:
        sent = str(self.version.data)
        return int(sent) if sent.isdigit() else -1


class StageForm(TownlabForm):
    title = StringField(_l("What is the stage called?"), max_length=150, required=_l("Enter a name for the stage"))
    starts_on = DateField(_l("First day"), required=_l("Enter the first day"))
    ends_on = DateField(
        _l("Last day"), hint=_l("The gate review is due on this day."), required=_l("Enter the last day")
    )
    trl_entry = IntegerField(
        _l("Technology readiness at the start"),
        hint=_l("From 1 (an idea) to 9 (in everyday use)."),
        minimum=1,
        maximum=9,
        required=_l("Enter a number from 1 to 9"),
    )
    trl_exit = IntegerField(
        _l("Technology readiness at the end"), minimum=1, maximum=9, required=_l("Enter a number from 1 to 9")
    )

    def facts(self) -> StageFacts:
        return StageFacts(
            title=self.title.data,
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            trl_entry=self.trl_entry.data,
            trl_exit=self.trl_exit.data,
        )


class MilestoneForm(TownlabForm):
    title = StringField(_l("What is the milestone?"), max_length=150, required=_l("Enter the milestone"))
    deliverable = TextAreaField(_l("What is delivered?"), rows=3, max_length=LONG)
    stage_id = SelectField(
        _l("In which stage?"), choices=[], coerce=uuid.UUID, blank=_l("Choose a stage"), required=_l("Choose a stage")
    )
    due_on = DateField(_l("When is it due?"), required=_l("Enter when it is due"))
    amount = MoneyField(
        _l("What is paid for it?"),
        hint=_l("Enter 0 if nothing is paid for it."),
        maximum=HIGHEST,
        required=_l("Enter what is paid for it, or 0"),
    )

    def facts(self) -> MilestoneFacts:
        return MilestoneFacts(
            title=self.title.data,
            deliverable=self.deliverable.data or "",
            stage_id=self.stage_id.data,
            due_on=self.due_on.data,
            amount=self.amount.data,
        )


class KpiForm(TownlabForm):
    """`how_measured` is the KPI's `method`: a form has a method of its own."""

    title = StringField(_l("What is measured?"), max_length=150, required=_l("Enter what is measured"))
    unit = StringField(
        _l("In which unit?"),
        hint=_l("For example minutes, complaints, %."),
        max_length=40,
        required=_l("Enter the unit"),
    )
    direction = RadioField(_l("Which way is better?"), choices=Direction, required=_l("Choose which way is better"))
    baseline = DecimalField(
        _l("Baseline: what is it now?"), minimum=-HIGHEST, maximum=HIGHEST, required=_l("Enter the baseline")
    )
    baseline_on = DateField(_l("Baseline measured on"), required=_l("Enter when the baseline was measured"))
    target = DecimalField(
        _l("Target: what should it be?"), minimum=-HIGHEST, maximum=HIGHEST, required=_l("Enter the target")
    )
    target_on = DateField(_l("Target to be reached by"), required=_l("Enter when the target should be reached"))
    stop_threshold = DecimalField(
        _l("Stop threshold"),
        hint=_l("If a checked value is this bad or worse, the council looks at whether to stop."),
        minimum=-HIGHEST,
        maximum=HIGHEST,
    )
    report_every_days = IntegerField(
        _l("How often is it reported?"),
        hint=_l("In days, for example 30."),
        minimum=1,
        maximum=366,
        default=30,
        required=_l("Enter a number of days"),
    )
    owner = StringField(_l("Who measures it?"), max_length=150, required=_l("Enter who measures it"))
    how_measured = TextAreaField(
        _l("How is it measured?"), rows=3, max_length=LONG, required=_l("Say how it is measured")
    )

    def facts(self) -> KpiFacts:
        return KpiFacts(
            title=self.title.data,
            direction=self.direction.data,
            unit=self.unit.data,
            baseline=self.baseline.data,
            baseline_on=self.baseline_on.data,
            target=self.target.data,
            target_on=self.target_on.data,
            owner=self.owner.data,
            method=self.how_measured.data,
            stop_threshold=self.stop_threshold.data,
            report_every_days=self.report_every_days.data,
        )


class SignForm(TownlabForm):
    signed_on = DateField(_l("On which day was it signed?"), required=_l("Enter the day of the signature"))


class LeadForm(TownlabForm):
    person_id = SelectField(
        _l("Who leads the pilot for the supplier?"),
        choices=[],
        coerce=uuid.UUID,
        blank=_l("Choose a person"),
        required=_l("Choose a person"),
    )
