"""What a panel talks about: where two of its people see a proposal quite differently."""

import uuid

from core import clock
from demonstration.services.panel import Bench
from scoring.queries import meeting as queries
from scoring.queries.meeting import Line
from scoring.services import meeting as services
from scoring.states import CaseState

AGREED = "We read the answer together. It says who is asked first, and not yet how they are found."


def put_on_table(bench: Bench) -> None:
    """The chair has put it on the table, and has recorded what the panel agreed on for one of two criteria."""
    chair = bench.people[0]
    bench.story.at(8.5)
    clock.forget()
    room = queries.room(chair, bench.panel.id, 1)
    if room is None:
        raise LookupError(bench.story.facts["key"])
    services.bring_up_to_date(room, by=chair)
    item_id = queries.agenda_page(chair, room, 1).items[0].item.id
    services.put_on_table(item_id, by=chair)
    [first, *_left] = [
        line for line in queries.table(chair, room).lines if line.case is not None and line.case.state is CaseState.OPEN
    ]
    _settle(bench, item_id, first)


def _settle(bench: Bench, item_id: uuid.UUID, line: Line) -> None:
    """Between what the two gave."""
    chair, criterion_id = bench.people[0], line.criterion.id
    point = queries.point(chair, item_id, criterion_id)
    if point is None:
        raise LookupError(bench.story.facts["key"])
    given = [one.score or 0 for one in line.scores]
    between = (min(given) + max(given) + 1) // 2
    services.settle(item_id, criterion_id, score=between, reason=AGREED, seen=services.seen_of(point), by=chair)
