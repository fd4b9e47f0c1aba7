"""Tables of problems, challenges and the questions asked about them."""

from challenges.models.approval import Amendment, Approval
from challenges.models.challenge import Challenge, ChallengePartner, FundingShare, Phase
from challenges.models.interest import SupplierInterest
from challenges.models.lot import Anchor, Criterion, Lot, Question
from challenges.models.me_too import KeptUpload, MeToo
from challenges.models.officer import ChallengeOfficer
from challenges.models.preset import CouncilPreset
from challenges.models.problem import Problem, ProblemFile
from challenges.models.question import ClarificationQuestion
from challenges.models.translation import ChallengeTranslation

__all__ = [
    "Amendment",
    "Anchor",
    "Approval",
    "Challenge",
    "ChallengeOfficer",
    "ChallengePartner",
    "ChallengeTranslation",
    "ClarificationQuestion",
    "CouncilPreset",
    "Criterion",
    "FundingShare",
    "KeptUpload",
    "Lot",
    "MeToo",
    "Phase",
    "Problem",
    "ProblemFile",
    "Question",
    "SupplierInterest",
]
