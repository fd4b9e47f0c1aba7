"""What the clock brings about: votes that are over are counted."""

from core.jobs import on_tick
from participation.services import ballot


@on_tick("participation.count_ballots")
def count_ballots() -> None:
    ballot.count_due()
