"""An award decision in each state, its summaries and claims. The drafting approver has had a hand in each."""

import io
import uuid

from sqlalchemy import select, update

from core import clock, storage
from core.database import db, new_id
from scoring.models import Decision, Dossier, LegalClaim
from scoring.queries import conflict as conflicts
from scoring.services import claim as claiming
from scoring.states import DecisionState
from tests.access.cast import Cast
from tests.access.world.recasting import recast
from tests.access.world.things import Thing, Things
from tests.factories.decisions import Decided, after_standstill, decided, scored

STATES = {
    "drafted": DecisionState.DRAFTED,
    "waiting for approval": DecisionState.MODERATED,
    "approved": DecisionState.APPROVED,
    "summaries sent": DecisionState.SUMMARIES_ISSUED,
    "in standstill": DecisionState.STANDSTILL,
}


def plant_before_a_deadline(cast: Cast) -> Things:
    """What takes a standstill to come to: the time moves past it. One standstill ends on the way."""
    over = _decided(cast, DecisionState.STANDSTILL)
    confirmed = _decided(cast, DecisionState.CONFIRMED)
    after_standstill(over.decision)
    return {
        "a decision: confirmed": {**_thing(confirmed), "dossier_id": _dossier(confirmed)},
        "a decision: standstill over": _thing(over),
    }


def plant(cast: Cast) -> Things:
    found = {f"a decision: {name}": _thing(_decided(cast, state)) for name, state in STATES.items()}
    return found | _claims(cast) | _ranking(cast)


def _decided(cast: Cast, state: DecisionState) -> Decided:
    """Nobody of the cast has moved it but the drafting approver, who once was an officer."""
    found = decided(at=state, scene=scored(council=cast.council), awards=1)
    recast(cast, found.scene)
    db.session.execute(
        update(Decision).where(Decision.id == found.decision.id).values(drafted_by=cast["drafting approver"].person_id)
    )
    return found


def _thing(found: Decided) -> Thing:
    return {
        "decision_id": found.decision.id,
        "panel_id": found.scene.panel.id,
        "submission_id": found.scene.submissions[0].id,
        "slug": found.scene.challenge.slug,
    }


def _dossier(found: Decided) -> uuid.UUID:
    """One that is built: what is in it is none of the tables' business."""
    file = storage.keep(io.BytesIO(b"PK"), name="dossier.zip", content_type="application/zip")
    dossier = Dossier(
        id=new_id(),
        decision_id=found.decision.id,
        council_id=found.decision.council_id,
        asked_by=found.approver.person_id,
        asked_at=clock.now(),
        moved_at=clock.now(),
        built_at=clock.now(),
        total=0,
        file_id=file.id,
        manifest_sha256="0" * 64,
    )
    db.session.add(dossier)
    db.session.flush()
    return dossier.id


def _claims(cast: Cast) -> Things:
    raised, dismissed, upheld = (_decided(cast, DecisionState.STANDSTILL) for _ in range(3))
    for found in (raised, dismissed, upheld):
        claiming.raise_claim(found.scene.submissions[1].id, grounds="A criterion was misread.", by=cast["rival"])
    claiming.dismiss_claim(_claim(dismissed).id, words="It was not.", by=cast["approver"])
    claiming.uphold_claim(_claim(upheld).id, words="It was.", by=cast["approver"])
    db.session.flush()
    return {
        "a claim of the rival: raised": {"claim_id": _claim(raised).id},
        "a claim of the rival: dismissed": {"claim_id": _claim(dismissed).id},
        "a decision: suspended": _thing(raised),
        "a decision: set aside": _thing(upheld),
    }


def _claim(found: Decided) -> LegalClaim:
    return db.session.scalars(select(LegalClaim).where(LegalClaim.decision_id == found.decision.id)).one()


def _ranking(cast: Cast) -> Things:
    """A panel that has done its work, and one that has not."""
    done = scored(council=cast.council)
    recast(cast, done)
    assessment = done.assessment(cast["assessor"], done.submissions[0])
    keys = {case.person.id: case.key for case in conflicts.cases(cast["officer"], done.challenge.id)}
    return {
        "a panel: all handed in": {
            "panel_id": done.panel.id,
            "slug": done.challenge.slug,
            "phase": 1,
            "lot": 1,
            "seat_id": done.seat(cast["assessor"]).id,
            "assessment_id": assessment.id,
            "key": keys[cast.person("recused assessor").id],
        }
    }
