"""Writing a sample proposal, opening it, and scoring it before the real ones."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from challenges.models import Criterion
from core import audit, clock
from core.access import Actor, check
from core.database import db, new_id
from core.errors import Conflict, Refused
from notifications.services import tell
from scoring.models import Calibration, CalibrationSample, Panel
from scoring.policies import calibration as policies
from scoring.queries import assessment as assessments
from scoring.queries import calibration as queries
from scoring.queries.calibration import Task
from scoring.states import SeatState
from scoring.states import panel as events


@dataclass(frozen=True)
class Part:
    """A sample answer to one criterion, what it deserves and why."""

    words: str
    score: int
    reason: str


@dataclass(frozen=True)
class Judged:
    """What an assessor gave one criterion, and why."""

    score: int
    reason: str


def write_sample(
    panel: Panel, *, title: str, parts: Mapping[uuid.UUID, Part], version: int, by: Actor
) -> CalibrationSample:
    """Keep the draft. `version` is 0 where there was none. `panel` has its challenge loaded.

    Raises `Conflict` when somebody else saved meanwhile or it is open already, `Refused` for what is missing or off
    the scale.
    """
    check(policies.can_write_sample(by, panel))
    criteria = assessments.criteria_of(panel.lot_id)
    if not title.strip():
        raise Refused(_l("Enter a title for the sample"), field="title")
    _check_parts(criteria, parts, panel.challenge.score_max)
    sample = queries.locked_sample(panel.id)
    if version != (sample.version if sample else 0):
        raise Conflict(_l("Somebody else changed the sample meanwhile. Look at it again before you save."))
    if sample is None:
        sample = CalibrationSample(id=new_id(), panel_id=panel.id, council_id=panel.council_id, version=0)
        db.session.add(sample)
    elif sample.opened_at is not None:
        raise Conflict(_l("The sample is open and cannot be changed now."))
    sample.title = title.strip()
    sample.content = {
        str(key): {"words": part.words.strip(), "score": part.score, "reason": part.reason.strip()}
        for key, part in parts.items()
    }
    sample.version += 1
    db.session.flush()
    audit.record(events.SAMPLE_WRITTEN, subject=panel, by=by, version=sample.version)
    return sample


def open_sample(panel: Panel, *, by: Actor) -> CalibrationSample:
    """From now on nobody on the panel reads a real proposal before they have scored the sample.

    Raises `Refused` without a sample, or when a real proposal has been scored already. `panel` has its seats loaded.
    """
    check(policies.can_write_sample(by, panel))
    sample = queries.locked_sample(panel.id)
    if sample is None:
        raise Refused(_l("Write the sample first."))
    if sample.opened_at is not None:
        raise Conflict(_l("The sample is open already."))
    if queries.has_begun(panel.id):
        raise Refused(_l("Somebody has begun to score a real proposal. A sample comes before that."))
    sample.opened_at = clock.now()
    db.session.flush()
    audit.record(events.SAMPLE_OPENED, subject=panel, by=by)
    for seat in panel.seats:
        if seat.state is SeatState.ACCEPTED and seat.person_id is not None:
            tell(
                template="scoring/sample_opened",
                why=_l("You get this email because you assess proposals to this challenge."),
                person_id=seat.person_id,
                panel=panel,
                challenge=panel.challenge,
            )
    return sample


def hand_in_calibration(task: Task, *, given: Mapping[uuid.UUID, Judged], by: Actor) -> Calibration:
    """Score the sample, once and for all; then its agreed scores are shown.

    Raises `Refused` unless every criterion has a score on the scale and a reason.
    """
    check(policies.can_calibrate(by, task.seat))
    sample = queries.locked_sample(task.sample.panel_id)
    if sample is None or sample.opened_at is None:
        raise Refused(_l("The sample is not open."))
    if queries.calibration_of(sample.id, task.seat.id) is not None:
        raise Conflict(_l("You have handed in your scores of the sample already."))
    criteria = assessments.criteria_of(task.seat.panel.lot_id)
    highest = task.seat.panel.challenge.score_max
    for criterion in criteria:
        one = given.get(criterion.id)
        if one is None or not 0 <= one.score <= highest or not one.reason.strip():
            raise Refused(_l("Give a score and a reason for “%(title)s”", title=criterion.title))
    done = Calibration(
        id=new_id(),
        sample_id=sample.id,
        seat_id=task.seat.id,
        scores={
            str(one.id): {"score": given[one.id].score, "reason": given[one.id].reason.strip()} for one in criteria
        },
        handed_in_at=clock.now(),
    )
    db.session.add(done)
    db.session.flush()
    audit.record(events.CALIBRATION_HANDED_IN, subject=task.seat, by=by)
    return done


def _check_parts(criteria: Sequence[Criterion], parts: Mapping[uuid.UUID, Part], highest: int) -> None:
    if set(parts) != {criterion.id for criterion in criteria}:
        raise Refused(_l("Write a sample answer for every criterion."))
    for criterion in criteria:
        part = parts[criterion.id]
        if not part.words.strip() or not part.reason.strip():
            raise Refused(_l("Write an answer and a reason for “%(title)s”", title=criterion.title))
        if not 0 <= part.score <= highest:
            raise Refused(_l("Choose a score from 0 to %(highest)s.", highest=highest))
