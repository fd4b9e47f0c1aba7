"""Rounds are looked at one by one, and combined by their published weights."""

import uuid
from dataclasses import dataclass

import numpy as np
import pytest

from scoring import statistics
from scoring.marking import Estimate, combined, in_round, marking
from scoring.statistics import Marks

FIRST, SECOND = uuid.uuid4(), uuid.uuid4()
BIDS = [uuid.uuid4() for _ in range(40)]
SEATS = [uuid.uuid4() for _ in range(6)]
CRITERION = uuid.uuid4()


@dataclass(frozen=True)
class Given:
    submission_id: uuid.UUID
    seat_id: uuid.UUID
    round_id: uuid.UUID
    scores: tuple[tuple[uuid.UUID, float], ...]


def given(bid: int, seat: int, score: float, in_round: uuid.UUID = FIRST) -> Given:
    return Given(BIDS[bid], SEATS[seat], in_round, ((CRITERION, score),))


def two_rounds(*, seed: int = 7) -> tuple[list[Given], np.ndarray]:
    """Forty in writing, the better half again; in the second round the first assessor is lenient where they were
    strict. With what each of the proposals is worth."""
    rng = np.random.default_rng(seed)
    worth = np.sort(rng.normal(60, 10, len(BIDS)))[::-1]
    strict = np.array([-15, 0, 0, 5, 5, 5])
    made = []
    for bid in range(len(BIDS)):
        for seat in rng.choice(len(SEATS), 3, replace=False):
            made.append(given(bid, seat, worth[bid] + strict[seat] + rng.normal(0, 3)))
            if bid < len(BIDS) // 2:
                made.append(given(bid, seat, worth[bid] - strict[seat] + rng.normal(0, 3), SECOND))
    return made, worth


def estimates(made: list[Given], key: uuid.UUID) -> tuple[dict[uuid.UUID, Estimate], list[uuid.UUID]]:
    found = in_round(marking(made, [CRITERION]), key, {0: 100.0}, 100)
    components = statistics.components(found.marks)
    predicted = statistics.predictions(found.marks, components)
    pairs = zip(found.keys, predicted.adjusted, predicted.adjusted_error, strict=True)
    return {key: Estimate(float(score), float(error)) for key, score, error in pairs}, list(found.keys)


def test_an_assessor_may_be_strict_in_one_round_and_lenient_in_another():
    made, worth = two_rounds()
    (first, in_first), (second, in_second) = estimates(made, FIRST), estimates(made, SECOND)
    apart = combined([(60.0, in_first, first), (40.0, in_second, second)])
    better = BIDS[: len(BIDS) // 2]
    off = np.mean([abs(apart[bid].score - worth[place]) for place, bid in enumerate(better)])
    assert off < 3
    assert apart[better[0]].score == pytest.approx(0.6 * first[better[0]].score + 0.4 * second[better[0]].score)
    # Who was in the first round only has what was found there.
    assert apart[BIDS[-1]] == first[BIDS[-1]]


def test_errors_of_rounds_add_up_and_a_round_without_figures_leaves_none():
    one, two = BIDS[:2]
    rounds = [
        (50.0, [one, two], {one: Estimate(60, 4), two: Estimate(50, 4)}),
        (50.0, [one], {one: Estimate(80, 2)}),
    ]
    assert combined(rounds) == {one: Estimate(70, 3), two: Estimate(50, 4)}
    assert combined([rounds[0], (50.0, [one], None)]) == {two: Estimate(50, 4)}


def test_criteria_count_by_their_weight_over_what_was_scored():
    other = uuid.uuid4()
    made = [
        Given(BIDS[0], SEATS[0], FIRST, ((CRITERION, 5), (other, 1))),
        Given(BIDS[1], SEATS[0], FIRST, ((CRITERION, 5),)),
        Given(BIDS[2], SEATS[0], FIRST, ()),
    ]
    found = in_round(marking(made, [CRITERION, other]), FIRST, {0: 75.0, 1: 25.0}, 5)
    assert found.keys == BIDS[:2]
    assert found.marks.scores.tolist() == [80.0, 100.0]
    assert in_round(marking([], [CRITERION]), FIRST, {0: 100.0}, 5).keys == []


def test_how_far_somebody_is_from_the_others_on_the_same_proposals():
    # On the first proposal 60, 70 and 80; on the second 50 and 40; on the third one assessor alone.
    marks = Marks(
        proposals=np.array([0, 0, 0, 1, 1, 2]),
        assessors=np.array([0, 1, 2, 0, 1, 2]),
        scores=np.array([60.0, 70.0, 80.0, 50.0, 40.0, 10.0]),
    )
    above, met = statistics.beside_others(marks)
    assert met.tolist() == [2, 2, 1]
    assert above.tolist() == pytest.approx([(-15 + 10) / 2, (0 - 10) / 2, 15])
