"""What the people of the journey remember of it: references, and the addresses that their pages gave them."""

import datetime as dt
from dataclasses import dataclass

SENTENCE = (
    "The lift at Harbour Court breaks down every other week and my neighbour on the sixth floor, who is 84, "
    "cannot get to the shop."
)
PUBLIC_TITLE = "The lift at Harbour Court breaks down"
COUNCIL = "Northmoor City Council"

NOT_YET = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


@dataclass
class Story:
    """Filled in chapter by chapter. Times are those of London."""

    problem_reference: str = ""
    problem: str = ""
    challenge: str = ""
    title: str = "Lifts that work when you need them"
    opens_at: dt.datetime = NOT_YET
    closes_at: dt.datetime = NOT_YET
    proposal: str = ""
    receipt: str = ""
    panel: str = ""
    decision: str = ""
    pilot: str = ""
    adoption: str = ""
