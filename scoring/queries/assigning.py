"""Reads for sharing proposals out: what is held, who reads and knows what, which plan there is."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Text, cast, func, select
from sqlalchemy.dialects.postgresql import JSONPATH, distinct_on

from challenges.models import Challenge
from core import clock
from core.access import Actor
from core.database import db
from scoring.models import (
    Assessment,
    AssessorProfile,
    Declaration,
    Panel,
    PanelSeat,
    ProposalLanguage,
    SetAside,
    Sharing,
    StatedExpertise,
)
from scoring.queries.conflict import unlocked
from scoring.states import AssessmentState, DeclarationState
from submissions.models import Submission, SubmissionVersion
from submissions.queries.received import cleared, unsealed

# So much of a proposal tells its language.
READ_FOR_LANGUAGE = 3000


@dataclass(frozen=True)
class Held:
    """An assessment that there is, without its scores."""

    id: uuid.UUID
    seat_id: uuid.UUID
    submission_id: uuid.UUID
    state: AssessmentState


def held_in(panel_id: uuid.UUID, round_id: uuid.UUID) -> list[Held]:
    rows = db.session.execute(
        select(Assessment.id, Assessment.seat_id, Assessment.submission_id, Assessment.state)
        .join(PanelSeat, PanelSeat.id == Assessment.seat_id)
        .where(PanelSeat.panel_id == panel_id, Assessment.round_id == round_id)
        .order_by(Assessment.id)
    )
    return [Held(*row) for row in rows]


def codes_in(panel_id: uuid.UUID) -> dict[tuple[uuid.UUID, uuid.UUID], str]:
    """What each proposal is called, by seat and submission."""
    rows = db.session.execute(
        select(Assessment.seat_id, Assessment.submission_id, Assessment.code)
        .join(PanelSeat, PanelSeat.id == Assessment.seat_id)
        .where(PanelSeat.panel_id == panel_id)
    )
    return {(row[0], row[1]): row[2] for row in rows}


def declared(
    person_ids: Collection[uuid.UUID], submission_ids: Collection[uuid.UUID]
) -> dict[tuple[uuid.UUID, uuid.UUID], DeclarationState]:
    """Pairs of person and submission of which the content is unlocked, by what was declared; in one query."""
    rows = db.session.execute(
        select(Declaration.person_id, Declaration.submission_id, Declaration.state).where(
            Declaration.person_id.in_(set(person_ids)),
            Declaration.submission_id.in_(set(submission_ids)),
            unlocked(Declaration.person_id, Declaration.submission_id),
        )
    )
    return {(row[0], row[1]): row[2] for row in rows}


def profiles_of(person_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, AssessorProfile]:
    found = db.session.scalars(select(AssessorProfile).where(AssessorProfile.person_id.in_(set(person_ids))))
    return {one.person_id: one for one in found}


def stated_of(council_id: uuid.UUID | None, person_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    """What the council says that these people know well."""
    rows = db.session.execute(
        select(StatedExpertise.person_id, StatedExpertise.themes).where(
            StatedExpertise.council_id == council_id, StatedExpertise.person_id.in_(set(person_ids))
        )
    )
    return {row[0]: row[1] for row in rows}


def languages_said(submission_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Where an officer has said in which language it is written."""
    rows = db.session.execute(
        select(ProposalLanguage.submission_id, ProposalLanguage.language).where(
            ProposalLanguage.submission_id.in_(set(submission_ids))
        )
    )
    return {row[0]: row[1] for row in rows}


def words_of(submission_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The beginning of what the latest version of each answers, after the deadline only, in one query."""
    words: Any = func.jsonb_path_query_array(SubmissionVersion.content, cast("$.answers[*].words", JSONPATH))
    rows = db.session.execute(
        select(SubmissionVersion.submission_id, func.left(cast(words, Text), READ_FOR_LANGUAGE))
        .ext(distinct_on(SubmissionVersion.submission_id))
        .join(Submission, Submission.id == SubmissionVersion.submission_id)
        .join(Challenge, Challenge.id == Submission.challenge_id)
        .where(SubmissionVersion.submission_id.in_(set(submission_ids)), Challenge.closes_at <= clock.now())
        .order_by(SubmissionVersion.submission_id, SubmissionVersion.number.desc())
    )
    return {row[0]: row[1] or "" for row in rows}


def set_aside_of(seat_id: uuid.UUID) -> list[SetAside]:
    """What somebody had not handed in when they left."""
    return list(db.session.scalars(select(SetAside).where(SetAside.seat_id == seat_id).order_by(SetAside.id)))


def latest_sharing(panel_id: uuid.UUID) -> Sharing | None:
    """The plan that was asked for last."""
    return db.session.scalar(select(Sharing).where(Sharing.panel_id == panel_id).order_by(Sharing.id.desc()).limit(1))


def locked_sharing(sharing_id: uuid.UUID) -> Sharing | None:
    """Held until the end of the transaction; None when a newer plan has taken its place."""
    return db.session.scalars(
        select(Sharing)
        .where(Sharing.id == sharing_id)
        .with_for_update(of=Sharing)
        .execution_options(populate_existing=True)
    ).one_or_none()


def unconfirmed_sharings(panel_id: uuid.UUID) -> Sequence[Sharing]:
    return db.session.scalars(select(Sharing).where(Sharing.panel_id == panel_id, Sharing.confirmed_at.is_(None))).all()


def references_in_sight(actor: Actor, panel: Panel) -> dict[uuid.UUID, str]:
    """What is assessed, by id, without what the actor is kept out of."""
    rows = db.session.execute(
        select(Submission.id, Submission.reference)
        .join(Challenge, Challenge.id == Submission.challenge_id)
        .where(
            Submission.challenge_id == panel.challenge_id,
            Submission.lot_id == panel.lot_id,
            unsealed(clock.now()),
            cleared(actor),
        )
    )
    return {row[0]: row[1] for row in rows}
