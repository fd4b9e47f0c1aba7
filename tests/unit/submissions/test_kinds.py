"""Each kind of answer: how it is kept, what is wrong with it, how it reads."""

import json
from decimal import Decimal

import pytest
from flask import Flask
from flask_babel import Babel
from hypothesis import given
from hypothesis import strategies as st

from challenges.models import Criterion, Question
from challenges.states import AnswerKind, PriceFormula
from submissions import kinds
from submissions.forms.answers import CONTROLS
from submissions.kinds import Cost, Costs, read_costs, write_costs
from submissions.services.checking import problem_of, rules_out
from submissions.verify import canonical

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
K = AnswerKind


def asked(kind: AnswerKind, **more) -> Question:
    return Question(kind=kind, **{"required": True, "word_limit": None, "options": [], "eligible_answers": [], **more})


@pytest.fixture
def in_english():
    app = Flask("kinds")
    Babel(app)
    with app.test_request_context():
        yield


def test_every_kind_has_its_rules_and_its_control():
    assert set(kinds.KINDS) == set(CONTROLS) == set(AnswerKind)


def costs(*rows: tuple[str, str, str]) -> str:
    return write_costs([Cost(*row) for row in rows])


CHOICES = ["Wood", "Stone"]


@pytest.mark.parametrize(
    ("question", "words", "is_fine"),
    [
        (asked(K.MONEY), "-3", False),
        (asked(K.MONEY), "0", True),
        (asked(K.MONEY), "12.345", False),
        (asked(K.MONEY), "€500", False),
        (asked(K.MONEY, criterion=Criterion(price_formula=PriceFormula.PROPORTIONAL)), "0", False),
        (asked(K.NUMBER), "-3", True),
        (asked(K.NUMBER), "9" * 400, False),
        (asked(K.DATE), "2027-02-28", True),
        (asked(K.DATE), "31/2/2027", False),
        (asked(K.ONE_OF, options=CHOICES), "Wood", True),
        (asked(K.ONE_OF, options=CHOICES), "Iron", False),
        (asked(K.SEVERAL_OF, options=CHOICES), "Wood\nStone", True),
        (asked(K.SEVERAL_OF, options=CHOICES), "Wood\nIron", False),
        (asked(K.YES_NO), "no", True),
        (asked(K.YES_NO), "perhaps", False),
        (asked(K.YES_NO, eligible_answers=["yes"]), "no", False),
        (asked(K.YES_NO, eligible_answers=["yes"], required=False), "", False),
        (asked(K.COSTS), costs(("Sensors", "2", "1250.5")), True),
        (asked(K.COSTS), costs(("", "2", "1250.5")), False),
        (asked(K.COSTS), costs(("Sensors", "0", "1250.5")), False),
        (asked(K.COSTS), costs(("Sensors", "two", "1250.5")), False),
        (asked(K.COSTS), costs(("Sensors", "2", "-1")), False),
        (asked(K.COSTS), costs(("Sensors", "999999999999", "999999999999")), False),
        (asked(K.COSTS), "no table", False),
    ],
)
def test_an_answer_can_be_submitted_or_it_is_said_why_not(question, words, is_fine):
    assert (problem_of(question, words=words, has_file=False, currency="GBP") is None) == is_fine


def test_only_another_answer_than_those_that_may_apply_rules_out():
    question = asked(K.ONE_OF, options=["Charity", "Company", "Person"], eligible_answers=["Charity", "Company"])
    assert [words for words in ("Charity", "Company", "Person", "") if rules_out(question, words)] == ["Person"]


@pytest.mark.parametrize(
    ("kind", "words", "shown"),
    [
        (K.MONEY, "23500", "£23,500"),
        (K.MONEY, "€23500", "€23500"),
        (K.NUMBER, "12500", "12,500"),
        (K.NUMBER, "about 3", "about 3"),
        (K.DATE, "2027-03-27", "Saturday 27 March 2027"),
        (K.DATE, "31/2/2027", "31/2/2027"),
        (K.YES_NO, "yes", "Yes"),
        (K.SEVERAL_OF, "Wood\nStone", "Wood\nStone"),
        (K.COSTS, costs(("Sensors", "2", "1250.5")), "Sensors: 2 × £1,250.50\nTotal: £2,501"),
        (K.COSTS, costs(("Sensors", "some", "1250.5")), "Sensors: some × £1,250.50"),
        (K.COSTS, "", ""),
    ],
)
def test_an_answer_reads_as_people_write(in_english, kind, words, shown):
    assert kinds.shown(words, kind, "GBP") == shown


@given(st.lists(st.builds(Cost, texts, texts, texts), min_size=1, max_size=5))
def test_a_table_of_costs_is_kept_whole_and_in_canonical_form(rows):
    words = write_costs(rows)
    assert read_costs(words) == Costs(tuple(rows))
    assert canonical(json.loads(words)) == words.encode()


@given(texts | st.sampled_from(['{"rows": 3}', '{"rows": [3]}', '{"rows":[{"who":"x"}]}', "[]", "1", '{"rows":null}']))
def test_what_is_no_table_has_no_rows(words):
    assert read_costs(words) == Costs()


def test_a_table_adds_up_to_the_penny():
    table = Costs((Cost("A", "3", "0.335"), Cost("B", "0.5", "0.03"), Cost("C", "2", "£1,000")))
    assert [row.amount for row in table.rows] == [Decimal("1.01"), Decimal("0.02"), Decimal("2000.00")]
    assert table.total == Decimal("2001.03")
    assert Costs((*table.rows, Cost("D", "x", "1"))).total is None
