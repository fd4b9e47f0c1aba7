"""The ranking against sums done by hand."""

import hashlib
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import ranking
from scoring.ranking import Criterion, Entry, Method, RawScore

FIT, VALUE = "fit", "value"
WRITTEN, INTERVIEW = "written", "interview"


def method(**changes) -> Method:
    chosen = {
        "criteria": (Criterion(FIT, Decimal(60)), Criterion(VALUE, Decimal(40))),
        "rounds": {WRITTEN: Decimal(100)},
        "score_max": 5,
        "tie_break": (FIT, VALUE),
        "draw_seed": "seed",
    }
    return Method(**{**chosen, **changes})


def entry(name: str, *, fit: tuple[int, ...] = (), value: tuple[int, ...] = (), **changes) -> Entry:
    scores = [RawScore(WRITTEN, FIT, one) for one in fit] + [RawScore(WRITTEN, VALUE, one) for one in value]
    return Entry(key=name, reference=f"SUB-{name}", scores=tuple(scores), **changes)


def names(ranked) -> list[str]:
    return [one.key for one in ranked]


def test_the_decision_score_is_the_weighted_mean_of_raw_scores():
    # Fit: (4 + 5 + 3) / 3 = 4 of 5 = 80; value: (2 + 3 + 3) / 3 = 2.667 of 5 = 53.33.
    # 0.6 x 80 + 0.4 x 53.333... = 48 + 21.333... = 69.33
    [only] = ranking.rank([entry("A", fit=(4, 5, 3), value=(2, 3, 3))], method())
    assert only.by_criterion == {FIT: Decimal("80.00"), VALUE: Decimal("53.33")}
    assert only.score == Decimal("69.33")
    assert only.rank == 1


def test_one_assessor_alone_makes_a_score():
    [only] = ranking.rank([entry("A", fit=(3,), value=(4,))], method())
    assert only.score == Decimal("68.00")


def test_halves_are_rounded_up():
    assert ranking.rounded(Fraction(12345, 1000)) == Decimal("12.35")
    assert ranking.rounded(Fraction(12344999, 1000000)) == Decimal("12.34")
    assert ranking.rounded(Fraction(200, 3)) == Decimal("66.67")
    assert str(ranking.rounded(Fraction(70))) == "70.00"


def test_the_consensus_takes_the_place_of_the_mean():
    agreed = entry("A", fit=(1, 5, 5), value=(4, 4, 4), consensus={(WRITTEN, FIT): 4})
    # 0.6 x 80 + 0.4 x 80, where the mean of fit would have given 73.33.
    assert ranking.rank([agreed], method())[0].score == Decimal("80.00")


def test_rounds_are_combined_by_their_published_weights():
    both = Entry(
        "A",
        "SUB-A",
        (
            RawScore(WRITTEN, FIT, 5),
            RawScore(WRITTEN, VALUE, 5),
            RawScore(INTERVIEW, FIT, 0),
            RawScore(INTERVIEW, VALUE, 5),
        ),
    )
    # Fit: 0.7 x 100 + 0.3 x 0 = 70; value 100; 0.6 x 70 + 0.4 x 100 = 82.
    found = ranking.rank([both], method(rounds={WRITTEN: Decimal(70), INTERVIEW: Decimal(30)}))
    assert found[0].score == Decimal("82.00")


def test_the_higher_score_goes_first_and_everybody_has_a_rank():
    ranked = ranking.rank([entry("B", fit=(3,), value=(3,)), entry("A", fit=(4,), value=(4,))], method())
    assert [(one.key, one.rank) for one in ranked] == [("A", 1), ("B", 2)]
    assert [one.settled_by for one in ranked] == ["", ""]


def test_a_proposal_below_a_threshold_of_a_criterion_is_not_ranked_however_good_the_rest():
    strict = method(criteria=(Criterion(FIT, Decimal(60), Decimal(60)), Criterion(VALUE, Decimal(40))))
    ranked = ranking.rank([entry("A", fit=(2,), value=(5,)), entry("B", fit=(3,), value=(1,))], strict)
    assert [(one.key, one.rank, one.missed) for one in ranked] == [("B", 1, ()), ("A", None, (FIT,))]


def test_the_overall_threshold_is_met_by_exactly_its_figure():
    ranked = ranking.rank(
        [entry("A", fit=(3,), value=(3,)), entry("B", fit=(3,), value=(2,))], method(quality_threshold=Decimal(60))
    )
    assert [(one.key, one.missed) for one in ranked] == [("A", ()), ("B", (ranking.OVERALL,))]
    assert ranked[0].score == Decimal("60.00")


def test_a_tie_is_broken_by_the_published_order_of_criteria():
    # Both 60.00: A has fit 60 and value 60, B has fit 100 and value 0.
    tied = [entry("A", fit=(3,), value=(3,)), entry("B", fit=(5,), value=(0,))]
    by_fit = ranking.rank(tied, method(tie_break=(FIT, VALUE)))
    by_value = ranking.rank(tied, method(tie_break=(VALUE, FIT)))
    assert names(by_fit) == ["B", "A"]
    assert names(by_value) == ["A", "B"]
    assert [one.settled_by for one in by_fit] == [FIT, FIT]


def test_what_is_still_equal_is_drawn_and_anybody_can_draw_again():
    equal = [entry(name, fit=(3,), value=(3,)) for name in "ABCDEF"]
    drawn = ranking.rank(equal, method(draw_seed="2f6a"))
    again = sorted(equal, key=lambda one: hashlib.sha256(f"2f6a|{one.reference}".encode()).hexdigest())
    assert names(drawn) == names(again)
    assert {one.settled_by for one in drawn} == {"draw"}
    assert [one.rank for one in drawn] == [1, 2, 3, 4, 5, 6]


def test_another_seed_draws_another_order():
    equal = [entry(name, fit=(3,), value=(3,)) for name in "ABCDEFGH"]
    assert names(ranking.rank(equal, method(draw_seed="1"))) != names(ranking.rank(equal, method(draw_seed="2")))


def test_a_draw_known_beforehand():
    assert ranking.draw_ticket("townlab", "SUB-2345678") == hashlib.sha256(b"townlab|SUB-2345678").hexdigest()


def test_the_seed_depends_on_what_was_submitted_and_not_on_its_order():
    assert ranking.seed_from(["CHL-1", "aa", "bb"]) == ranking.seed_from(["bb", "CHL-1", "aa"])
    assert ranking.seed_from(["CHL-1", "aa", "bb"]) != ranking.seed_from(["CHL-1", "aa", "bc"])


def test_a_proposal_with_nothing_scored_stands_last_without_a_rank():
    ranked = ranking.rank([entry("A"), entry("B", fit=(0,), value=(0,))], method())
    assert [(one.key, one.rank, one.score) for one in ranked] == [("B", 1, Decimal("0.00")), ("A", None, None)]


def test_no_proposals_make_an_empty_ranking():
    assert ranking.rank([], method()) == []


def test_the_public_share_is_added_as_published():
    # 0.8 x 60 + 0.2 x 90 = 66
    shared = method(public_share=Decimal(20))
    [only] = ranking.rank([entry("A", fit=(3,), value=(3,), public_score=Decimal(90))], shared)
    assert (only.panel_score, only.score) == (Decimal("60.00"), Decimal("66.00"))


def test_a_threshold_looks_at_the_panel_and_not_at_the_public():
    shared = method(public_share=Decimal(25), quality_threshold=Decimal(70))
    [only] = ranking.rank([entry("A", fit=(3,), value=(3,), public_score=Decimal(100))], shared)
    assert only.score == Decimal("70.00")
    assert only.missed == (ranking.OVERALL,)


@pytest.mark.parametrize(
    ("votes", "voters", "score"), [(1, 3, "33.33"), (2, 3, "66.67"), (7, 7, "100.00"), (0, 0, "0.00")]
)
def test_the_public_score_is_the_share_of_those_who_voted(votes, voters, score):
    assert ranking.public_score(votes, voters) == Decimal(score)


def test_a_published_public_share_cannot_be_left_out():
    with pytest.raises(ValueError, match="no public score"):
        ranking.rank([entry("A", fit=(3,), value=(3,))], method(public_share=Decimal(20)))


@pytest.mark.parametrize(
    "changes",
    [
        {"public_share": Decimal(26)},
        {"public_share": Decimal(-1)},
        {"score_max": 0},
        {"criteria": ()},
        {"rounds": {}},
        {"rounds": {WRITTEN: Decimal(0)}},
    ],
)
def test_a_method_that_makes_no_sense_is_refused(changes):
    with pytest.raises(ValueError):
        method(**changes)


def test_a_spread_is_the_distance_from_lowest_to_highest():
    assert ranking.spread([1, 4, 3]) == 3
    assert ranking.spread([2]) == 0
    assert ranking.spread([]) == 0


def test_only_a_spread_above_the_limit_is_wide():
    scores = [RawScore(WRITTEN, FIT, one) for one in (1, 3, 4)] + [RawScore(WRITTEN, VALUE, one) for one in (2, 4)]
    assert ranking.wide_spreads(scores, 2) == {(WRITTEN, FIT): 3}
    assert ranking.wide_spreads(scores, 3) == {}


def test_suggestions_follow_the_number_of_awards():
    strict = method(quality_threshold=Decimal(50))
    ranked = ranking.rank([entry(str(score), fit=(score,), value=(score,)) for score in (5, 4, 3, 2)], strict)
    assert ranking.suggest(ranked, awards=1, reserves=1) == {
        "5": "recommended",
        "4": "reserve",
        "3": "not_selected",
        "2": "not_selected",
    }
    assert ranking.suggest(ranked, awards=4, reserves=4)["2"] == "not_selected"


scores = st.lists(st.integers(0, 5), min_size=1, max_size=5).map(tuple)
entries = st.lists(st.tuples(scores, scores), min_size=1, max_size=8).map(
    lambda pairs: [entry(f"{number:02d}", fit=fit, value=value) for number, (fit, value) in enumerate(pairs)]
)


@given(entries=entries, data=st.data())
def test_the_order_in_which_proposals_and_scores_come_in_changes_nothing(entries, data):
    shuffled = [
        Entry(one.key, one.reference, tuple(data.draw(st.permutations(one.scores))))
        for one in data.draw(st.permutations(entries))
    ]
    assert ranking.rank(shuffled, method()) == ranking.rank(entries, method())


@given(entries=entries, factor=st.integers(1, 50))
def test_only_the_proportion_of_weights_matters(entries, factor):
    scaled = method(criteria=(Criterion(FIT, Decimal(60 * factor)), Criterion(VALUE, Decimal(40 * factor))))
    assert ranking.rank(entries, scaled) == ranking.rank(entries, method())


@given(entries=entries)
def test_every_score_lies_on_the_scale_and_ranks_never_rise_with_a_lower_score(entries):
    ranked = ranking.rank(entries, method())
    figures = [one.score for one in ranked if one.score is not None]
    assert all(Decimal(0) <= figure <= Decimal(100) for figure in figures)
    assert [one.rank for one in ranked] == list(range(1, len(ranked) + 1))
    assert figures == sorted(figures, reverse=True)
    assert len(figures) == len(entries)


@given(entries=entries, weight=st.integers(0, 100))
def test_the_decision_score_lies_between_the_criteria(entries, weight):
    weighted = method(criteria=(Criterion(FIT, Decimal(weight)), Criterion(VALUE, Decimal(100 - weight))))
    for one in ranking.rank(entries, weighted):
        assert one.score is not None
        assert min(one.by_criterion.values()) <= one.score <= max(one.by_criterion.values())


@given(entries=entries, more=st.integers(0, 5))
def test_raising_a_score_never_lowers_a_proposal(entries, more):
    before = next(one for one in ranking.rank(entries, method()) if one.key == "00")
    first = entries[0]
    raised = Entry(
        first.key,
        first.reference,
        tuple(RawScore(one.round, one.criterion, max(one.score, more)) for one in first.scores),
    )
    after = next(one for one in ranking.rank([raised, *entries[1:]], method()) if one.key == "00")
    assert after.rank is not None
    assert before.rank is not None
    assert after.rank <= before.rank


@given(entries=entries)
def test_a_draft_that_is_not_handed_in_has_no_way_into_the_sum(entries):
    with_stranger = [
        Entry(one.key, one.reference, (*one.scores, RawScore("a round nobody published", FIT, 5))) for one in entries
    ]
    assert ranking.rank(with_stranger, method()) == ranking.rank(entries, method())
