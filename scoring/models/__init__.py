"""Tables of assessing and deciding."""

from scoring.models.assessment import Assessment, Score
from scoring.models.calibration import Calibration, CalibrationSample
from scoring.models.claim import LegalClaim
from scoring.models.conflict import ConflictMatch, Declaration, InterestRegister
from scoring.models.decision import Decision, DecisionOutcome
from scoring.models.dossier import Dossier, DossierDownload
from scoring.models.feedback import AssessmentSummary, SummaryMail, SummaryOpening, SummaryRun
from scoring.models.interview import Interview, InterviewSlot
from scoring.models.moderation import ConsensusScore, MeetingItem, ModerationCase
from scoring.models.panel import Panel, PanelSeat, Round
from scoring.models.pay import PanelPay, PayClaim, PayClaimItem
from scoring.models.pool import AssessorProfile, ProposalLanguage, StatedExpertise
from scoring.models.ranking import PanelRanking, RankingAdvice, RankingChange, RankingPlace
from scoring.models.sharing import SetAside, Sharing
from scoring.models.stand_in import StandIn

__all__ = [
    "Assessment",
    "AssessmentSummary",
    "AssessorProfile",
    "Calibration",
    "CalibrationSample",
    "ConflictMatch",
    "ConsensusScore",
    "Decision",
    "DecisionOutcome",
    "Declaration",
    "Dossier",
    "DossierDownload",
    "InterestRegister",
    "Interview",
    "InterviewSlot",
    "LegalClaim",
    "MeetingItem",
    "ModerationCase",
    "Panel",
    "PanelPay",
    "PanelRanking",
    "PanelSeat",
    "PayClaim",
    "PayClaimItem",
    "ProposalLanguage",
    "RankingAdvice",
    "RankingChange",
    "RankingPlace",
    "Round",
    "Score",
    "SetAside",
    "Sharing",
    "StandIn",
    "StatedExpertise",
    "SummaryMail",
    "SummaryOpening",
    "SummaryRun",
]
