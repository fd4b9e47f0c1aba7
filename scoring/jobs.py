"""Work that pages do not wait for.

Of the work on all proposals of a decision, each unit does a batch, which shows how far it is and can be begun again. It
asks for the next batch in the same breath as it writes its own, so none is lost and none is done twice.
"""

import uuid
from typing import Any

from core import jobs
from core.access import SYSTEM
from core.database import db
from scoring.services import (
    advice,
    ballot,
    dossier,
    feedback,
    interview,
    ranking,
    reminding,
    sharing,
    summarising,
    telling,
)


@jobs.task("scoring.assemble_summaries")
def assemble_summaries(decision_id: str) -> None:
    if summarising.assemble_batch(uuid.UUID(decision_id)):
        summarising.enqueue(uuid.UUID(decision_id))


@jobs.task("scoring.send_summaries")
def send_summaries(decision_id: str) -> None:
    if feedback.send_batch(uuid.UUID(decision_id)):
        feedback.enqueue(uuid.UUID(decision_id))


@jobs.task("scoring.tell_bidders")
def tell_bidders(decision_id: str, after: str, **facts: Any) -> None:
    last = telling.tell_batch(uuid.UUID(decision_id), after=after, **facts)
    if last is not None:
        jobs.enqueue("scoring.tell_bidders", decision_id=decision_id, after=last, **facts)


@jobs.task("scoring.rank")
def rank(panel_id: str) -> None:
    ranking.keep_ranking(uuid.UUID(panel_id))


@jobs.task("scoring.advise")
def advise(panel_id: str) -> None:
    advice.keep_advice(uuid.UUID(panel_id))


@jobs.task("scoring.plan_sharing")
def plan_sharing(sharing_id: str) -> None:
    sharing.reckon(uuid.UUID(sharing_id))


@jobs.task("scoring.carry_out_sharing")
def carry_out_sharing(sharing_id: str) -> None:
    if sharing.carry_out(uuid.UUID(sharing_id)):
        jobs.enqueue("scoring.carry_out_sharing", sharing_id=sharing_id)


@jobs.on_tick("scoring.mind_ballots")
def mind_ballots() -> None:
    ballot.mind_ballots()


@jobs.on_tick("scoring.ask_for_rankings")
def ask_for_rankings() -> None:
    ranking.ask_for_rankings()


@jobs.on_tick("scoring.cancel_interviews")
def cancel_interviews() -> None:
    interview.cancel_of_those_who_left()


@jobs.task("scoring.build_dossier")
def build_dossier(dossier_id: str) -> None:
    """In one piece, because a ZIP has one end; how far it is is committed on the way."""
    for _done in dossier.build(uuid.UUID(dossier_id)):
        db.session.commit()


@jobs.on_tick("scoring.remove_old_dossiers")
def remove_old_dossiers() -> None:
    dossier.remove_old(by=SYSTEM)


@jobs.on_tick("scoring.remind")
def remind() -> None:
    """Assessors who have not answered or not handed in hear before scores are due, and after."""
    reminding.remind()
