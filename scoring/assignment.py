"""Who assesses what: each submission gets so many assessors, and the work is shared evenly. Pure and deterministic."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

Pair = tuple[uuid.UUID, uuid.UUID]


@dataclass(frozen=True)
class Plan:
    """`pairs` are (seat, submission) to add; `missing` says how many assessors a submission still lacks."""

    pairs: list[Pair] = field(default_factory=list)
    missing: dict[uuid.UUID, int] = field(default_factory=dict)


def balance(
    *,
    seats: Sequence[uuid.UUID],
    submissions: Sequence[uuid.UUID],
    each: int,
    barred: Collection[Pair] = (),
    existing: Collection[Pair] = (),
) -> Plan:
    """Fill every submission up to `each` seats, never one of `barred`, keeping what is there.

    The hardest submission to staff comes first. The least loaded seat is taken; among equals the choice turns with
    the submission, so that the same assessors do not always meet. Then work is moved from fuller to emptier seats
    until no single move makes it more even.
    """
    taken = set(existing)
    load = {seat: sum(1 for held, _ in taken if held == seat) for seat in seats}
    free = {
        submission: [seat for seat in seats if (seat, submission) not in taken and (seat, submission) not in barred]
        for submission in submissions
    }
    plan = Plan()
    turn = {submission: place for place, submission in enumerate(submissions)}
    for submission in sorted(submissions, key=lambda one: (len(free[one]), turn[one])):
        held = sum(1 for _, other in taken if other == submission)
        needed = max(0, each - held)
        ranked = sorted(
            free[submission],
            key=lambda seat: (load[seat], (seats.index(seat) - turn[submission] * each) % len(seats)),
        )
        for seat in ranked[:needed]:
            plan.pairs.append((seat, submission))
            load[seat] += 1
        if len(ranked) < needed:
            plan.missing[submission] = needed - len(ranked)
    _even_out(plan.pairs, free=free, load=load)
    return plan


def _even_out(pairs: list[Pair], *, free: dict[uuid.UUID, list[uuid.UUID]], load: dict[uuid.UUID, int]) -> None:
    # Each move lowers the sum of squared loads, so this ends.
    while (move := _better_move(pairs, free=free, load=load)) is not None:
        place, seat = move
        before, submission = pairs[place]
        pairs[place] = (seat, submission)
        load[before] -= 1
        load[seat] += 1


def _better_move(
    pairs: list[Pair], *, free: dict[uuid.UUID, list[uuid.UUID]], load: dict[uuid.UUID, int]
) -> tuple[int, uuid.UUID] | None:
    held = set(pairs)
    for place, (seat, submission) in enumerate(pairs):
        for other in free[submission]:
            if load[seat] - load[other] > 1 and (other, submission) not in held:
                return place, other
    return None
