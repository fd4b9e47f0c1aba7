"""Reads of how an assessor's own scores sat beside those of the others: for themselves only, once it is decided."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, exists, not_, select

from challenges.models import Challenge
from challenges.states import ChallengeState
from core.access import Actor
from core.database import db
from scoring.calibration import Beside, Given, Reading, readings
from scoring.models import Assessment, Calibration, CalibrationSample, Panel, PanelRanking, PanelSeat
from scoring.queries.pool import ON_PANEL
from scoring.states import AssessmentState
from submissions.models import Submission
from submissions.queries.received import not_barred

# A decision is approved, and nothing on the panel can change any more.
DECIDED = (
    ChallengeState.DECIDED,
    ChallengeState.STANDSTILL,
    ChallengeState.AWARDED,
    ChallengeState.DELIVERING,
    ChallengeState.COMPLETED,
    ChallengeState.UNSUCCESSFUL,
)


@dataclass(frozen=True)
class OwnScores:
    """Of one panel. `parts` are its rounds, empty before the decision; `sample` is what they gave the sample proposal,
    against what was agreed.

    What is estimated comes from all scores of the panel. So whoever is kept out of one of its proposals gets the plain
    difference over their own, and no figure at all where a proposal that they scored is among those.
    """

    parts: tuple[Beside, ...] = ()
    sample: Reading | None = None


def own_scores(actor: Actor) -> dict[uuid.UUID, OwnScores]:
    """By panel, of all that the actor sits or sat on, in one query."""
    if actor.person_id is None:
        return {}
    rows: Any = db.session.execute(
        select(
            Panel.id,
            PanelSeat.id,
            Challenge.state,
            PanelRanking.advice,
            _kept_out(actor),
            _scored_and_kept_out(actor),
            CalibrationSample.content,
            Calibration.scores,
        )
        .select_from(PanelSeat)
        .join(Panel, Panel.id == PanelSeat.panel_id)
        .join(Challenge, Challenge.id == Panel.challenge_id)
        .outerjoin(PanelRanking, PanelRanking.panel_id == Panel.id)
        .outerjoin(Calibration, Calibration.seat_id == PanelSeat.id)
        .outerjoin(CalibrationSample, CalibrationSample.id == Calibration.sample_id)
        .where(PanelSeat.person_id == actor.person_id, PanelSeat.state.in_(ON_PANEL))
    )
    return {
        panel_id: OwnScores(
            parts=_parts(advice, seat_id, estimates=not barred) if state in DECIDED and not scored else (),
            sample=_sample(content, given),
        )
        for panel_id, seat_id, state, advice, barred, scored, content, given in rows
    }


def _kept_out(actor: Actor) -> ColumnElement[bool]:
    return exists().where(Submission.lot_id == Panel.lot_id, not_(not_barred(actor))).correlate(Panel)


def _scored_and_kept_out(actor: Actor) -> ColumnElement[bool]:
    return (
        exists()
        .where(
            Assessment.seat_id == PanelSeat.id,
            Assessment.state != AssessmentState.RECUSED,
            Submission.id == Assessment.submission_id,
            not_(not_barred(actor)),
        )
        .correlate(PanelSeat)
    )


def _parts(advice: Mapping[str, Any] | None, seat_id: uuid.UUID, *, estimates: bool) -> tuple[Beside, ...]:
    rounds: Iterable[Any] = (advice or {}).get("rounds", ())
    found = [one for each in rounds for one in each["assessors"] if one["seat"] == str(seat_id) and one["met"]]
    return tuple(
        Beside(
            above=one["above"],
            met=one["met"],
            offset=one.get("offset") if estimates else None,
            low=one.get("low") if estimates else None,
            high=one.get("high") if estimates else None,
        )
        for one in found
    )


def _sample(content: Mapping[str, Any] | None, given: Mapping[str, Any] | None) -> Reading | None:
    if content is None or given is None:
        return None
    agreed = {uuid.UUID(key): part["score"] for key, part in content.items()}
    found = readings(agreed, [Given("", {uuid.UUID(key): value["score"] for key, value in given.items()})])
    return found[0] if found else None
