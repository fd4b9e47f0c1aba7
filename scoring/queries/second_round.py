"""Reads of the second round: who goes on, who meets them again, and what waits to be begun."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import aliased, contains_eager, selectinload

from challenges.models import Challenge
from challenges.queries.officer import is_assigned
from challenges.states import ChallengeState
from core.access import Actor
from core.database import db
from scoring.models import Assessment, Decision, Panel, PanelSeat, Round
from scoring.queries.conflict import kept_out
from scoring.states import HANDED_IN, AssessmentState, DecisionKind, DecisionState, SeatState
from submissions.models import Submission, SubmissionMember
from submissions.queries.received import cleared
from submissions.states import SubmissionState

_NOT_YET = (DecisionState.DRAFTED, DecisionState.MODERATED, DecisionState.SET_ASIDE)


def shortlisted(panel: Panel, actor: Actor | None = None) -> Sequence[Submission]:
    """Those who go on, by reference, with bidder and challenge; for an actor, without what they are kept out of."""
    query = _shortlisted(panel)
    return db.session.scalars(query if actor is None else query.where(cleared(actor))).all()


def _shortlisted(panel: Panel) -> Select[Submission]:
    return (
        select(Submission)
        .join(Submission.supplier)
        .join(Submission.challenge)
        .where(
            Submission.challenge_id == panel.challenge_id,
            Submission.lot_id == panel.lot_id,
            Submission.state == SubmissionState.SHORTLISTED,
        )
        .options(
            contains_eager(Submission.supplier),
            contains_eager(Submission.challenge),
            selectinload(Submission.members).joinedload(SubmissionMember.body),
        )
        .order_by(Submission.reference)
    )


def to_meet_again(panel: Panel, in_round: Round) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """Who handed in about a shortlisted proposal, is still on the panel, and has nothing in this round about it yet.

    Pairs of seat and proposal.
    """
    again = aliased(Assessment)
    rows: Any = db.session.execute(
        select(PanelSeat.id, Assessment.submission_id)
        .join(Assessment.seat)
        .join(Assessment.submission)
        .where(
            PanelSeat.panel_id == panel.id,
            PanelSeat.state == SeatState.ACCEPTED,
            Assessment.round_id != in_round.id,
            Assessment.state.in_(HANDED_IN),
            Submission.state == SubmissionState.SHORTLISTED,
            ~kept_out(PanelSeat.person_id, Submission.id),
            ~exists().where(
                again.seat_id == PanelSeat.id,
                again.submission_id == Assessment.submission_id,
                again.round_id == in_round.id,
            ),
        )
        .order_by(Submission.reference, PanelSeat.id)
    )
    return [(row[0], row[1]) for row in rows]


def assessments_of(in_round: Round) -> dict[uuid.UUID, list[Assessment]]:
    """By proposal, those that count, with their seats in the order of names."""
    found: dict[uuid.UUID, list[Assessment]] = {}
    for one in db.session.scalars(
        select(Assessment)
        .join(Assessment.seat)
        .where(Assessment.round_id == in_round.id, Assessment.state != AssessmentState.RECUSED)
        .options(contains_eager(Assessment.seat))
        .order_by(PanelSeat.name, PanelSeat.id)
    ):
        found.setdefault(one.submission_id, []).append(one)
    return found


def waiting_to_begin() -> ColumnElement[bool]:
    """SQL: the shortlist of this panel is approved, and its second round has no assessment yet."""
    begun = exists().where(Assessment.round_id == Round.id)
    return exists().where(Round.panel_id == Panel.id, Round.number > 1, ~begun).correlate(Panel) & exists().where(
        Decision.panel_id == Panel.id,
        Decision.kind == DecisionKind.SHORTLIST,
        Decision.state.not_in(_NOT_YET),
    ).correlate(Panel)


def rounds_to_begin(actor: Actor) -> list[tuple[uuid.UUID, str, dt.datetime]]:
    """Panels of the actor's council whose second round waits to be begun: id, title, when scores are due."""
    rows: Any = db.session.execute(
        select(Panel.id, Challenge.title, Panel.assess_by_at)
        .join(Panel.challenge)
        .where(
            Panel.council_id == actor.body_id,
            Challenge.state == ChallengeState.ASSESSING,
            waiting_to_begin(),
            is_assigned(actor, Panel.challenge_id),
        )
        .order_by(Panel.assess_by_at, Panel.id)
    )
    return [(row[0], row[1], row[2]) for row in rows]
