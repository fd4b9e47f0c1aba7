"""The quick ranking of the statistics follows the exact one to the last tie."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import ranking
from scoring.funding import Budget, DrawnBy, funding_line
from scoring.ranking import Criterion, Entry, Method, RawScore
from scoring.stability import above_line, sheet, stability

METHOD = Method(
    criteria=(
        Criterion("fit", Decimal(50), Decimal(30)),
        Criterion("value", Decimal(30)),
        Criterion("price", Decimal(20)),
    ),
    rounds={"written": Decimal(70), "interview": Decimal(30)},
    score_max=5,
    quality_threshold=Decimal(45),
    tie_break=("value", "fit"),
    draw_seed="seed",
)
BUDGET = Budget(awards=4, pot=Decimal(30), asked={str(number): Decimal(number % 4 + 7) for number in range(12)})


def above(entries: list[Entry], budget: Budget, method: Method = METHOD) -> set[str]:
    """As the exact ranking has it."""
    ranked = ranking.rank(entries, method)
    return {str(one.key) for one in ranked[: funding_line(ranked, budget).places]}


def panelled(table: list[list[tuple[int, int, int, int]]], prices: list[int]) -> tuple[list[Entry], list[list[str]]]:
    """By proposal, (assessor, fit, value, whether at the interview)."""
    entries, seats = [], []
    for number, rows in enumerate(table):
        given_by: dict[tuple[int, str], tuple[int, int]] = {}
        for who, fit, value, later in rows:
            given_by[who, "interview" if later else "written"] = (fit, value)
        scores = [
            (RawScore(in_round, key, score), str(who))
            for (who, in_round), both in given_by.items()
            for key, score in zip(("fit", "value"), both, strict=True)
        ]
        entries.append(
            Entry(
                key=str(number),
                reference=f"SUB-{number}",
                scores=[score for score, _ in scores],
                consensus={("written", "fit"): 4} if scores and number % 5 == 0 else {},
                given={"price": Decimal(prices[number])},
            )
        )
        seats.append([who for _, who in scores])
    return entries, seats


rows = st.tuples(st.integers(0, 4), st.integers(0, 5), st.integers(0, 5), st.integers(0, 1))
tables = st.lists(st.lists(rows, max_size=4), min_size=1, max_size=12)


@settings(max_examples=40, deadline=None)
@given(table=tables, votes=st.lists(st.integers(0, 9), min_size=12, max_size=12))
def test_the_public_has_its_share_in_both(table, votes):
    entries, seats = panelled(table, [3] * 12)
    method = replace(METHOD, public_share=Decimal(25))
    entries = [
        replace(entry, public_score=ranking.public_score(votes[place], 9)) for place, entry in enumerate(entries)
    ]
    found = sheet(entries, seats, method, BUDGET)
    quick = {str(key) for key, is_above in zip(found.keys, above_line(found), strict=True) if is_above}
    assert quick == above(entries, BUDGET, method)


@settings(max_examples=60, deadline=None)
@given(table=tables, prices=st.lists(st.integers(0, 5), min_size=12, max_size=12))
def test_the_quick_ranking_is_the_exact_one_with_and_without_each_assessor(table, prices):
    entries, seats = panelled(table, prices)
    found = sheet(entries, seats, METHOD, BUDGET)
    assert {str(key) for key, is_above in zip(found.keys, above_line(found), strict=True) if is_above} == above(
        entries, BUDGET
    )
    for place, person in enumerate(found.assessor_keys):
        left = [
            replace(entry, scores=[one for one, who in zip(entry.scores, seats[number], strict=True) if who != person])
            for number, entry in enumerate(entries)
        ]
        quick = above_line(found, without=place)
        assert {str(key) for key, yes in zip(found.keys, quick, strict=True) if yes} == above(left, BUDGET)


def test_a_place_that_hangs_on_one_assessor_is_not_firm():
    given_by_three = ((5, 5, 5), (5, 3, 2), (3, 3, 3))
    table = [[(who, score, score, 0) for who, score in enumerate(scores)] for scores in given_by_three]
    entries, seats = panelled(table, [3, 3, 3])
    plain = [replace(one, consensus={}) for one in entries]
    found = stability(sheet(plain, seats, METHOD, Budget(awards=2)))
    assert (found.of, found.above.tolist()) == (3, [3, 2, 1])


def ranked(*scores: int) -> list[ranking.Ranked]:
    entries, _ = panelled([[(0, score, score, 0), (0, score, score, 1)] for score in scores], [3] * len(scores))
    return ranking.rank([replace(one, consensus={}) for one in entries], METHOD)


@pytest.mark.parametrize(
    ("awards", "pot", "asked", "places", "drawn_by", "used"),
    [
        (2, None, {}, 2, DrawnBy.AWARDS, None),
        (9, None, {}, 3, DrawnBy.THRESHOLDS, None),
        (9, 25, {"0": 10, "1": 10, "2": 10}, 2, DrawnBy.MONEY, 20),
        # The third would still fit, but nobody jumps the queue.
        (9, 25, {"0": 10, "1": 20, "2": 5}, 1, DrawnBy.MONEY, 10),
        (9, 30, {"0": 10, "1": 10, "2": 10}, 3, DrawnBy.THRESHOLDS, 30),
        (9, 5, {"0": 10, "1": 1, "2": 1}, 0, DrawnBy.MONEY, 0),
        # What one of them would cost is not known: the number alone decides.
        (9, 5, {"0": 10, "1": None, "2": 1}, 3, DrawnBy.THRESHOLDS, None),
    ],
)
def test_where_the_funding_line_lies(awards, pot, asked, places, drawn_by, used):
    budget = Budget(
        awards=awards,
        pot=None if pot is None else Decimal(pot),
        asked={key: None if amount is None else Decimal(amount) for key, amount in asked.items()},
    )
    line = funding_line(ranked(5, 4, 3, 1), budget)
    assert (line.places, line.drawn_by, line.used) == (places, drawn_by, used)
