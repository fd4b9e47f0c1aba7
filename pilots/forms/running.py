"""Reports, checks, gates, variations and the moves of a pilot that runs."""

from flask_babel import lazy_gettext as _l

from core.fields import (
    DateField,
    DecimalField,
    FileField,
    IntegerField,
    MoneyField,
    RadioField,
    StringField,
    SubmitField,
    TextAreaField,
    TownlabForm,
)
from pilots.forms.plan import HIGHEST, LONG
from pilots.states import GateOutcome, MilestoneState, StopReason

EVIDENCE = ("pdf", "docx", "xlsx", "odt", "png", "jpg", "jpeg")
EVIDENCE_MB = 25
REPORTED = [(state.value, state.label) for state in MilestoneState if state is not MilestoneState.SCHEDULED]


class MilestoneReportForm(TownlabForm):
    outcome = RadioField(
        _l("Is the milestone met?"), choices=REPORTED, coerce=MilestoneState, required=_l("Choose whether it is met")
    )
    words = TextAreaField(_l("What was done?"), max_length=LONG, required=_l("Say what was done"))
    evidence = FileField(
        _l("Evidence"),
        hint=_l("Only the council and your team see it."),
        allowed=EVIDENCE,
        max_mb=EVIDENCE_MB,
    )


class InvoiceForm(TownlabForm):
    invoice_number = StringField(
        _l("Number of your invoice"), max_length=60, width="width-10", required=_l("Enter the number of the invoice")
    )


class PaidForm(TownlabForm):
    paid_on = DateField(_l("On which day was it paid?"), required=_l("Enter the day of the payment"))


class ObservationForm(TownlabForm):
    value = DecimalField(
        _l("What was measured?"), minimum=-HIGHEST, maximum=HIGHEST, required=_l("Enter the value that was measured")
    )
    observed_on = DateField(_l("On which day?"), required=_l("Enter the day of the measurement"))
    words = TextAreaField(_l("Anything that explains the value"), rows=3, max_length=LONG)


class ReasonsForm(TownlabForm):
    reasons = TextAreaField(_l("Your reasons"), rows=5, max_length=LONG, required=_l("Give your reasons"))


class DisputeAnswerForm(TownlabForm):
    answer = TextAreaField(_l("Your answer"), rows=5, max_length=LONG, required=_l("Write your answer"))


class RecommendForm(TownlabForm):
    recommendation = RadioField(
        _l("What do you recommend?"), choices=GateOutcome, required=_l("Choose what you recommend")
    )
    reasons = TextAreaField(
        _l("Your reasons"),
        hint=_l("What the milestones and KPIs show, and what follows from it."),
        max_length=LONG,
        required=_l("Give your reasons"),
    )


class GateDecisionForm(TownlabForm):
    outcome = RadioField(_l("What do you decide?"), choices=GateOutcome, required=_l("Choose what you decide"))
    reasons = TextAreaField(
        _l("Your reasons"),
        hint=_l("With conditions: say what must be done, and by when. The team reads it."),
        max_length=LONG,
        required=_l("Give your reasons"),
    )
    trl_reached = IntegerField(_l("Technology readiness reached, from 1 to 9"), minimum=1, maximum=9)


class TargetVariationForm(TownlabForm):
    target = DecimalField(_l("New target"), minimum=-HIGHEST, maximum=HIGHEST, required=_l("Enter the target"))
    target_on = DateField(_l("To be reached by"), required=_l("Enter when it should be reached"))
    reason = TextAreaField(_l("Why should it change?"), max_length=LONG, required=_l("Give the reason for the change"))


class MilestoneVariationForm(TownlabForm):
    due_on = DateField(_l("When is it due?"), required=_l("Enter when it is due"))
    amount = MoneyField(_l("What is paid for it?"), maximum=HIGHEST, required=_l("Enter what is paid for it, or 0"))
    reason = TextAreaField(_l("Why should it change?"), max_length=LONG, required=_l("Give the reason for the change"))


class EndVariationForm(TownlabForm):
    ends_on = DateField(_l("New last day of the contract"), required=_l("Enter the last day"))
    reason = TextAreaField(_l("Why should it change?"), max_length=LONG, required=_l("Give the reason for the change"))


class VariationDecisionForm(TownlabForm):
    reasons = TextAreaField(
        _l("Your reasons"),
        rows=4,
        max_length=LONG,
        required=_l("Give your reasons"),
        required_when=lambda form: form.refuse_it.data,
    )
    approve = SubmitField(_l("Approve the change"))
    refuse_it = SubmitField(_l("Refuse it"), style="secondary")


class PauseForm(TownlabForm):
    reasons = TextAreaField(_l("Why is it paused?"), rows=4, max_length=LONG, required=_l("Say why it is paused"))


class EvaluateForm(TownlabForm):
    evaluation = TextAreaField(
        _l("What did you find, and what should follow?"),
        hint=_l("Whether it works, what it costs, what people say. An approver decides on it."),
        rows=10,
        max_length=LONG,
        required=_l("Say what you found"),
    )


class ExtendForm(TownlabForm):
    ends_on = DateField(_l("New last day"), required=_l("Enter the new last day"))
    reasons = TextAreaField(_l("Your reasons"), rows=5, max_length=LONG, required=_l("Give your reasons"))


class InUseForm(TownlabForm):
    in_use_on = DateField(_l("Since which day is it in use?"), required=_l("Enter the day"))


class StopForm(TownlabForm):
    stop_reason = RadioField(_l("Why does it stop?"), choices=StopReason, required=_l("Choose a reason"))
    words = TextAreaField(
        _l("In your own words"),
        hint=_l("Everybody can read it."),
        max_length=LONG,
        required=_l("Explain why the pilot stops"),
    )


class LearningForm(TownlabForm):
    worked = TextAreaField(_l("What worked?"), max_length=LONG, rows=7, required=_l("Say what worked"))
    failed = TextAreaField(_l("What did not work?"), max_length=LONG, rows=7, required=_l("Say what did not work"))
    advice = TextAreaField(
        _l("What should another council know?"),
        max_length=LONG,
        rows=7,
        required=_l("Say what another council should know"),
    )


class LearningDraftForm(LearningForm):
    """Not published yet: it may be kept as it is."""

    publish = SubmitField(_l("Publish"))
    keep = SubmitField(_l("Save without publishing"), style="secondary")
