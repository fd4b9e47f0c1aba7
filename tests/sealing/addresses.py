"""Every address that the service has for what was planted.

Each argument of a rule is filled with all that fits it from the sealed challenge, with one that fits from somewhere
else, and, where a UUID is asked for, with identifiers of sealed things that do not fit.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import Select, select
from werkzeug.routing import Rule, UUIDConverter

from accounts.models import Council, Invitation, JoinRequest, Membership, Supplier
from challenges.models import (
    Challenge,
    ChallengeOfficer,
    ChallengePartner,
    ClarificationQuestion,
    CouncilPreset,
    Criterion,
    Lot,
    Problem,
    ProblemFile,
    Question,
)
from core.database import db
from core.outbox import Message
from notifications.models import SavedSearch, Subscriber
from participation.models import Ballot, Comment, Follow, Topic
from pilots.models import Adoption, Kpi, Milestone, MilestoneReport, Observation, Pilot, Stage
from scoring.models import (
    Assessment,
    ConflictMatch,
    Decision,
    Declaration,
    Dossier,
    Interview,
    InterviewSlot,
    LegalClaim,
    MeetingItem,
    ModerationCase,
    Panel,
    PanelSeat,
    PayClaim,
    StandIn,
)
from submissions.models import (
    Answer,
    AnswerFile,
    Idea,
    Redaction,
    Submission,
    SubmissionMember,
    SubmissionVersion,
    VersionFile,
)

FAR = re.compile("/(pilots/<slug>|adoptions|problems|comments|councils|administration|people|brand)/.")
# One of each is asked for in the place of whatever it does not fit.
SEALED = (Submission.id, VersionFile.file_id)
FITTING = {
    "adoption_id": (Adoption.id,),
    "ballot_id": (Ballot.id,),
    "assessment_id": (Assessment.id,),
    "case_id": (ModerationCase.id,),
    "claim_id": (LegalClaim.id,),
    "comment_id": (Comment.id,),
    "criterion_id": (Criterion.id,),
    "decision_id": (Decision.id,),
    "dossier_id": (Dossier.id,),
    "file_id": (VersionFile.file_id, AnswerFile.file_id, ProblemFile.file_id),
    "idea_id": (Idea.id,),
    "interview_id": (Interview.id,),
    "item_id": (MeetingItem.id,),
    "invitation_id": (Invitation.id,),
    "key": (Submission.id, Declaration.id, ConflictMatch.id),
    "kpi_id": (Kpi.id,),
    "lot_id": (Lot.id,),
    "member_id": (SubmissionMember.id,),
    "message_id": (Message.id,),
    "membership_id": (Membership.id,),
    "milestone_id": (Milestone.id,),
    "observation_id": (Observation.id,),
    "panel_id": (Panel.id,),
    "partner_id": (ChallengePartner.id,),
    "pay_claim_id": (PayClaim.id,),
    "preset_id": (CouncilPreset.id,),
    "problem_id": (Problem.id,),
    "question_id": (ClarificationQuestion.id, Question.id),
    "officer_id": (ChallengeOfficer.id,),
    "other": (Supplier.slug,),
    "redaction_id": (Redaction.id,),
    "report_id": (MilestoneReport.id,),
    "request_id": (JoinRequest.id,),
    "seat_id": (PanelSeat.id,),
    "slot_id": (InterviewSlot.id,),
    "stand_in_id": (StandIn.id,),
    "stage_id": (Stage.id,),
    "submission_id": (Submission.id,),
    "topic_id": (Topic.id,),
    "token": (Follow.token, SavedSearch.token, Subscriber.token),
    "reference": (Problem.reference, Submission.reference, Challenge.reference),
}
SLUGS = {
    "challenges": Challenge.slug,
    "pilots": Pilot.slug,
    "problems": Problem.slug,
    "councils": Council.slug,
    "administration": Council.slug,
    "suppliers": Supplier.slug,
}
PLAIN: dict[str, Sequence[object]] = {
    "action": ("begin",),
    "colour": ("0b5c63",),
    "language": ("cy",),
    "notice": ("uk2",),
    "lot": (1,),
    "part": ("lists", "challenges", "problems", "pilots"),
    "phase": (1,),
    "role": ("resident",),
    "section": ("outcomes",),
}


@dataclass(frozen=True)
class Address:
    method: str
    path: str


class Addresses:
    """What fits is asked of the database once: things of the sealed challenge first."""

    def __init__(self, app: Flask, sealed: Challenge) -> None:
        self.app = app
        self.sealed = sealed
        self.kept: dict[str, list[object]] = {}
        self.strangers = [value for column in SEALED for value in self._values(column)[:1]]

    def all(self, *, probing: bool = False) -> Iterator[Address]:
        """To look at all that is there; `probing` also asks for what does not fit, and sends empty forms."""
        yield from self._of_rules(sorted(self.app.url_map.iter_rules(), key=str), probing=probing)

    def near(self) -> Iterator[Address]:
        """Without those about a pilot, an adoption or a problem that has nothing to do with the challenge."""
        rules = sorted(self.app.url_map.iter_rules(), key=str)
        yield from self._of_rules([rule for rule in rules if not FAR.match(rule.rule)], probing=False)

    def _of_rules(self, rules: Sequence[Rule], *, probing: bool) -> Iterator[Address]:
        for rule in rules:
            methods = rule.methods or set()
            if "GET" in methods:
                yield from self._filled(rule, "GET", strangers=probing)
            if "POST" in methods and probing:
                yield from self._filled(rule, "POST")

    def lists(self) -> list[str]:
        """Pages where something could be searched for."""
        rules = (rule for rule in self.app.url_map.iter_rules() if "GET" in (rule.methods or ()))
        plain = [rule.rule for rule in rules if not rule.arguments]
        return sorted(
            [*plain, f"/challenges/{self.sealed.slug}/proposals", f"/challenges/{self.sealed.slug}/conflicts"]
        )

    def _filled(self, rule: Rule, method: str, *, strangers: bool = False) -> Iterator[Address]:
        """To look, everything together with everything; to send, each proposal with the first of all else."""
        names = sorted(rule.arguments)
        fitting = {name: self._fitting(rule, name) for name in names}
        if method == "POST":
            fitting = {name: found if name == "submission_id" else found[:1] for name, found in fitting.items()}
        combined = set(itertools.product(*(fitting[name] for name in names)))
        if strangers:
            combined |= set(self._strangers(rule, fitting))
        adapter = self.app.url_map.bind("localhost")
        for values in sorted(combined, key=str):
            path = adapter.build(rule.endpoint, dict(zip(names, values, strict=True)), method=method)
            yield Address(method, path)

    def _strangers(self, rule: Rule, fitting: dict[str, list[object]]) -> Iterator[tuple[object, ...]]:
        for name in sorted(fitting):
            if isinstance(rule._converters[name], UUIDConverter):
                rest = [fitting[other][:1] if other != name else self.strangers for other in sorted(fitting)]
                yield from itertools.product(*rest)

    def _fitting(self, rule: Rule, name: str) -> list[object]:
        if name in PLAIN:
            return list(PLAIN[name])
        if name == "number":
            return [1, 2] if "versions" in rule.rule else list(range(1, 11)) if "questions" in rule.rule else [1]
        if name == "slug":
            first = "suppliers" if "/suppliers/" in rule.rule else rule.rule.split("/")[1]
            return self._of(f"slug in {first}", (SLUGS[first],))
        return self._of(name, FITTING[name])

    def _of(self, key: str, columns: tuple[object, ...]) -> list[object]:
        """All of the sealed challenge, and the first of the others."""
        if key not in self.kept:
            found: list[object] = []
            for column in columns:
                ours = self._values(column)
                others = [value for value in _in_order(select(column), column) if value not in ours]
                found += [*ours, *others[:1]]
            self.kept[key] = list(dict.fromkeys(found))
        return self.kept[key]

    def _values(self, column: object) -> list[object]:
        """Those that belong to the sealed challenge."""
        way = WAYS.get(column.class_)  # type: ignore[attr-defined]
        if way is None:
            return []
        return _in_order(way(select(column)).where(Challenge.id == self.sealed.id).distinct(), column)


def _in_order(query: Select[Any], column: Any) -> list[object]:
    return list(db.session.scalars(query.order_by(column)))


def _through_submission(query):  # type: ignore[no-untyped-def]
    return query.join(Challenge, Challenge.id == Submission.challenge_id)


WAYS = {
    Challenge: lambda query: query,
    Submission: _through_submission,
    SubmissionVersion: lambda query: _through_submission(query.join(SubmissionVersion.submission)),
    Idea: lambda query: query.join(Challenge, Challenge.id == Idea.challenge_id),
    Answer: lambda query: _through_submission(query.join(Answer.submission)),
    AnswerFile: lambda query: _through_submission(query.join(AnswerFile.submission)),
    SubmissionMember: lambda query: _through_submission(query.join(SubmissionMember.submission)),
    VersionFile: lambda query: _through_submission(
        query.join(SubmissionVersion, SubmissionVersion.id == VersionFile.version_id).join(SubmissionVersion.submission)
    ),
    Question: lambda query: query.join(Challenge, Challenge.id == Question.challenge_id),
    ClarificationQuestion: lambda query: query.join(Challenge, Challenge.id == ClarificationQuestion.challenge_id),
    ChallengeOfficer: lambda query: query.join(ChallengeOfficer.challenge),
    Panel: lambda query: query.join(Challenge, Challenge.id == Panel.challenge_id),
    PanelSeat: lambda query: query.join(PanelSeat.panel).join(Challenge, Challenge.id == Panel.challenge_id),
    Assessment: lambda query: _through_submission(query.join(Submission, Submission.id == Assessment.submission_id)),
    Declaration: lambda query: query.join(Challenge, Challenge.id == Declaration.challenge_id),
    ConflictMatch: lambda query: query.join(Challenge, Challenge.id == ConflictMatch.challenge_id),
    ModerationCase: lambda query: query.join(ModerationCase.panel).join(Challenge, Challenge.id == Panel.challenge_id),
    Decision: lambda query: query.join(Challenge, Challenge.id == Decision.challenge_id),
    Dossier: lambda query: query.join(Dossier.decision).join(Challenge, Challenge.id == Decision.challenge_id),
    Topic: lambda query: query.join(Challenge, Challenge.topic_id == Topic.id),
    Comment: lambda query: query.join(Topic, Topic.id == Comment.topic_id).join(
        Challenge, Challenge.topic_id == Topic.id
    ),
    Follow: lambda query: query.join(Topic, Topic.id == Follow.topic_id).join(
        Challenge, Challenge.topic_id == Topic.id
    ),
}
