"""Prices become scores by the published formula."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from challenges.states import PriceFormula
from scoring import ranking
from scoring.pricing import price_scores
from scoring.ranking import Criterion, Entry, Method, RawScore

D = Decimal
prices = st.decimals(D("0.01"), D("999999999999"), places=2)
formulas = st.sampled_from(PriceFormula)


def scores(formula: PriceFormula, **given: str | None) -> dict[str, str]:
    found = price_scores(
        {key: D(value) if value is not None else None for key, value in given.items()}, formula=formula, score_max=5
    )
    return {key: str(score) for key, score in found.items()}


def test_by_proportion_twice_the_lowest_price_gets_half_the_score():
    found = scores(PriceFormula.PROPORTIONAL, a="10000", b="20000", c="15000", d="10000.01")
    assert found == {"a": "5.00", "b": "2.50", "c": "3.33", "d": "5.00"}


def test_by_distance_a_price_loses_what_it_is_above_the_lowest():
    found = scores(PriceFormula.LINEAR, a="10000", b="12000", c="20000", d="50000")
    assert found == {"a": "5.00", "b": "4.00", "c": "0.00", "d": "0.00"}


@pytest.mark.parametrize("formula", PriceFormula)
def test_what_has_no_price_gets_nothing_and_sets_no_standard(formula):
    assert scores(formula, a="0", b=None, c="-4", d="900") == {"a": "0.00", "b": "0.00", "c": "0.00", "d": "5.00"}
    assert scores(formula) == {}
    assert scores(formula, a=None) == {"a": "0.00"}


def test_halves_are_rounded_up_from_the_exact_value():
    # 5 x 800 / 801 is 4.99375...; 5 x 399 / 400 is 4.9875; 5 x 199 / 200 is 4.975.
    assert scores(PriceFormula.PROPORTIONAL, a="199", b="200")["b"] == "4.98"


@given(st.dictionaries(st.text(max_size=3), prices, min_size=1, max_size=8), formulas, st.integers(1, 10))
def test_the_lowest_gets_most_no_dearer_one_gets_more_and_all_lie_on_the_scale(bids, formula, score_max):
    found = price_scores(bids, formula=formula, score_max=score_max)
    assert found[min(bids, key=lambda key: bids[key])] == score_max
    assert all(0 <= score <= score_max for score in found.values())
    in_order = sorted(bids, key=lambda key: bids[key])
    assert all(found[one] >= found[other] for one, other in pairwise(in_order))


@given(st.lists(prices, min_size=2, max_size=5), formulas, st.integers(2, 1000))
def test_neither_the_currency_nor_the_order_matters(bids, formula, factor):
    plain = price_scores(dict(enumerate(bids)), formula=formula, score_max=5)
    dearer = price_scores({key: bid * factor for key, bid in enumerate(bids)}, formula=formula, score_max=5)
    backwards = price_scores(dict(reversed(list(enumerate(bids)))), formula=formula, score_max=5)
    assert plain == dearer == backwards


METHOD = Method(
    criteria=[Criterion("quality", D(60)), Criterion("price", D(40))], rounds={"written": D(100)}, score_max=5
)


def entry(key: str, score: int | None, price: str) -> Entry:
    raw = [RawScore("written", "quality", score)] if score is not None else []
    return Entry(key, key, raw, given={"price": D(price)})


def test_a_price_is_weighed_like_any_other_criterion():
    first, second = ranking.rank([entry("dear", 5, "2.50"), entry("cheap", 4, "5.00")], METHOD)
    assert (first.key, first.score, first.by_criterion["price"]) == ("cheap", D("88.00"), D("100.00"))
    assert (second.key, second.score, second.by_criterion["price"]) == ("dear", D("80.00"), D("50.00"))


def test_a_price_alone_ranks_nobody():
    unread = ranking.rank([entry("unread", None, "5.00")], METHOD)[0]
    assert (unread.rank, unread.score, unread.by_criterion) == (None, None, {})
