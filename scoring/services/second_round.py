"""The rounds of a panel: as published, and the second one begun once it is decided who goes on."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from challenges.models import Challenge
from challenges.states import ChallengeState, SecondRound
from core import audit
from core.access import Actor, check
from core.database import new_id
from core.errors import Refused
from notifications.services import tell_people
from scoring.assignment import Pair, Seat, share_out
from scoring.models import Panel, Round
from scoring.policies.panel import can_manage_panel
from scoring.queries import second_round as queries
from scoring.queries.decision import AT_LEAST_APPROVED
from scoring.queries.panel import locked_panel
from scoring.queries.ranking import live_decision
from scoring.services import assigning
from scoring.services.conflict import must_have_declared
from scoring.states import DecisionKind, RoundKind, SeatState
from scoring.states import panel as events

_KINDS = {SecondRound.INTERVIEW: RoundKind.INTERVIEW, SecondRound.WRITTEN: RoundKind.WRITTEN}
WHOLE = Decimal(100)


@dataclass(frozen=True)
class Begun:
    """`made` assessments were given out; `short` proposals have fewer assessors than each was to have."""

    made: int
    short: int


def published_rounds(challenge: Challenge, panel_id: uuid.UUID) -> list[Round]:
    """One written round, and the second where the challenge says so, with the weights that everybody could read."""
    first = Round(
        id=new_id(),
        panel_id=panel_id,
        number=1,
        kind=RoundKind.WRITTEN,
        title=_("Written assessment"),
        weight=WHOLE - challenge.second_round_weight,
    )
    if challenge.second_round is None:
        return [first]
    second = Round(
        id=new_id(),
        panel_id=panel_id,
        number=2,
        kind=_KINDS[challenge.second_round],
        title=str(challenge.second_round.label),
        weight=challenge.second_round_weight,
    )
    return [first, second]


def begin_second_round(panel: Panel, *, by: Actor) -> Begun:
    """Give each shortlisted proposal to those who assessed it before, and to others where one has left; tell them.

    Harmless when it is done twice: who has it keeps it, and who came to it since gets it. Raises `Refused` when no
    second round was published, before the shortlist is approved, and once the panel's work is over.
    """
    check(can_manage_panel(by, panel))
    must_have_declared(panel.challenge_id, by=by)
    panel = locked_panel(panel.id)
    in_round = second_round(panel)
    if panel.challenge.state is not ChallengeState.ASSESSING:
        raise Refused(_l("The panel’s work on this challenge is over."))
    shortlist = live_decision(panel.id, DecisionKind.SHORTLIST)
    if shortlist is None or shortlist.state not in AT_LEAST_APPROVED:
        raise Refused(_l("The second round begins once a shortlist is approved."))
    pairs, missing = _shared_out(panel, in_round, by=by)
    if pairs:
        assigning.add(panel, in_round, pairs, by=by)
        audit.record(events.SECOND_ROUND_BEGUN, subject=panel, by=by, round_id=in_round.id, assessments=len(pairs))
        _tell(panel, in_round, {seat_id for seat_id, _ in pairs})
    return Begun(made=len(pairs), short=missing)


def _shared_out(panel: Panel, in_round: Round, *, by: Actor) -> tuple[list[Pair], int]:
    """The pairs to add, and how many proposals still lack somebody.

    Whoever handed in about a proposal before meets it again; where somebody has left, others take their place.
    """
    submissions = queries.shortlisted(panel)
    seats = [seat for seat in panel.seats if seat.state is SeatState.ACCEPTED]
    bars = assigning.barred(panel, submissions, seats, by=by)
    again = [pair for pair in queries.to_meet_again(panel, in_round) if pair not in bars]
    held = {(one.seat_id, one.submission_id) for found in queries.assessments_of(in_round).values() for one in found}
    sitting = {seat.id for seat in seats}
    gone = [Seat(seat_id, capacity=0) for seat_id in {seat_id for seat_id, _ in held} - sitting]
    plan = share_out(
        seats=[*assigning.seats_to_fill(panel, seats), *gone],
        proposals=assigning.proposals_to_share(panel.challenge, submissions),
        each=panel.challenge.assessors_each,
        barred=frozenset(bars),
        held=frozenset(held | set(again)),
        seed=assigning.seed_of(panel),
    )
    return [*again, *plan.pairs], len(plan.missing)


def _tell(panel: Panel, in_round: Round, seat_ids: Collection[uuid.UUID]) -> None:
    tell_people(
        {seat.person_id for seat in panel.seats if seat.id in seat_ids and seat.person_id is not None},
        template="scoring/second_round_begun",
        why=_l("You get this email because you assess proposals to this challenge."),
        panel=panel,
        challenge=panel.challenge,
        round=in_round,
    )


def second_round(panel: Panel) -> Round:
    """Raises `Refused` where none was published. `panel` has its rounds loaded."""
    if len(panel.rounds) < 2:
        raise Refused(_l("No second round was published for this challenge."))
    return panel.rounds[1]
