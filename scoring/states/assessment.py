"""The life of an assessment, and what is recorded about assigning and assessing."""

import enum

from flask_babel import lazy_gettext as _l

from core.workflow import LabelledState, Lifecycle


class AssessmentState(LabelledState):
    ASSIGNED = ("assigned", _l("Interests to declare"), "blue")
    CLEAR = ("clear", _l("Ready to assess"), "teal")
    MITIGATED = ("mitigated", _l("Ready to assess, conflict mitigated"), "teal")
    IN_PROGRESS = ("in_progress", _l("In progress"), "yellow")
    SUBMITTED = ("submitted", _l("Handed in"), "green")
    REOPENED = ("reopened", _l("Reopened"), "orange")
    FINAL = ("final", _l("Final"), "green")
    RECUSED = ("recused", _l("Recused"), "red")


class AssessmentAction(enum.Enum):
    DECLARE_CLEAR = "declare_clear"
    MITIGATE = "mitigate"
    BEGIN = "begin"
    SUBMIT = "submit"
    REOPEN = "reopen"
    FINALISE = "finalise"
    RECUSE = "recuse"


ASSESSMENT_LIFECYCLE = Lifecycle(
    "assessment",
    {
        (AssessmentState.ASSIGNED, AssessmentAction.DECLARE_CLEAR): AssessmentState.CLEAR,
        (AssessmentState.ASSIGNED, AssessmentAction.MITIGATE): AssessmentState.MITIGATED,
        (AssessmentState.CLEAR, AssessmentAction.MITIGATE): AssessmentState.MITIGATED,
        (AssessmentState.CLEAR, AssessmentAction.BEGIN): AssessmentState.IN_PROGRESS,
        (AssessmentState.MITIGATED, AssessmentAction.BEGIN): AssessmentState.IN_PROGRESS,
        (AssessmentState.IN_PROGRESS, AssessmentAction.SUBMIT): AssessmentState.SUBMITTED,
        (AssessmentState.SUBMITTED, AssessmentAction.REOPEN): AssessmentState.REOPENED,
        (AssessmentState.REOPENED, AssessmentAction.SUBMIT): AssessmentState.SUBMITTED,
        (AssessmentState.SUBMITTED, AssessmentAction.FINALISE): AssessmentState.FINAL,
        (AssessmentState.ASSIGNED, AssessmentAction.RECUSE): AssessmentState.RECUSED,
        (AssessmentState.CLEAR, AssessmentAction.RECUSE): AssessmentState.RECUSED,
        (AssessmentState.MITIGATED, AssessmentAction.RECUSE): AssessmentState.RECUSED,
        (AssessmentState.IN_PROGRESS, AssessmentAction.RECUSE): AssessmentState.RECUSED,
        # A conflict found after submission: reopened with the reason, then recused.
        (AssessmentState.REOPENED, AssessmentAction.RECUSE): AssessmentState.RECUSED,
    },
)

# States in which the proposal may be read, may be written about, and counts as in.
UNLOCKED = (
    AssessmentState.CLEAR,
    AssessmentState.MITIGATED,
    AssessmentState.IN_PROGRESS,
    AssessmentState.SUBMITTED,
    AssessmentState.REOPENED,
    AssessmentState.FINAL,
)
OPEN_TO_SCORES = (
    AssessmentState.CLEAR,
    AssessmentState.MITIGATED,
    AssessmentState.IN_PROGRESS,
    AssessmentState.REOPENED,
)
HANDED_IN = (AssessmentState.SUBMITTED, AssessmentState.FINAL)

ASSESSMENTS_ASSIGNED = "ASSESSMENTS_ASSIGNED"
ASSESSMENTS_UNASSIGNED = "ASSESSMENTS_UNASSIGNED"
ASSESSMENTS_SET_ASIDE = "ASSESSMENTS_SET_ASIDE"
SHARING_CONFIRMED = "SHARING_CONFIRMED"
PROPOSAL_LANGUAGE_SAID = "PROPOSAL_LANGUAGE_SAID"
ASSESSORS_REMINDED = "ASSESSORS_REMINDED"
ASSESSMENT_UNLOCKED = "ASSESSMENT_UNLOCKED"
ASSESSMENT_BEGUN = "ASSESSMENT_BEGUN"
ASSESSMENT_SUBMITTED = "ASSESSMENT_SUBMITTED"
ASSESSMENT_REOPENED = "ASSESSMENT_REOPENED"
ASSESSMENT_RECUSED = "ASSESSMENT_RECUSED"
ASSESSMENT_FINALISED = "ASSESSMENT_FINALISED"
