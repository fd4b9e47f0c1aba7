"""Work that pages do not wait for.

Of the work on all proposals of a decision, each unit does a batch, which shows how far it is and can be begun again. It
asks for the next batch in the same breath as it writes its own, so none is lost and none is done twice.
"""

import uuid
from typing import Any

from core import jobs
from scoring.services import advice, feedback, ranking, summarising, telling


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


@jobs.on_tick("scoring.ask_for_rankings")
def ask_for_rankings() -> None:
    ranking.ask_for_rankings()
