"""A price is scored by the published formula: no assessor is asked, and everybody can follow the sum."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from accounts.states import Role
from challenges.policies.readiness import missing
from challenges.states import AnswerKind, ChallengeState, PriceFormula
from core import clock
from core.database import db
from scoring.models import RankingAdvice
from scoring.queries import assessment as assessments
from scoring.queries.feedback import summaries_of
from scoring.queries.ranking import standing
from scoring.services import advice
from scoring.services import conflict as interests
from scoring.services import decision as deciding
from scoring.services import ranking as rankings
from scoring.services.snapshot import snapshot_of
from scoring.states import DecisionKind
from submissions.services import moves
from tests.factories.accounts import member, page
from tests.factories.challenges import ChallengeFactory
from tests.factories.panels import Scene, panel_with

pytestmark = pytest.mark.usefixtures("db_session")
D = Decimal


def priced(*prices: str, formula: PriceFormula = PriceFormula.PROPORTIONAL, scores: tuple[int, ...] = ()) -> Scene:
    """Assessed by two people each, who give every proposal its one of `scores`."""
    scene = panel_with(assessors=2, submissions=len(prices), prices=prices, formula=formula)
    scene.declare_all()
    scene.assign()
    for bid, score in zip(scene.submissions, scores, strict=False):
        for actor in scene.assessors:
            scene.score(actor, bid, score=score)
    return scene


def test_the_ranking_takes_the_price_as_the_formula_has_it():
    scene = priced("10000", "£20,000", scores=(4, 5))
    found = standing(scene.panel.id)
    price = found.prices[0]
    assert [price.prices[bid.id] for bid in scene.submissions] == [D(10000), D(20000)]
    assert [price.scores[bid.id] for bid in scene.submissions] == [D("5.00"), D("2.50")]
    # Impact 50 and feasibility 30 by the assessors, the price 20 by the formula.
    by_key = {one.key: one for one in found.ranked}
    cheap, dear = (by_key[bid.id] for bid in scene.submissions)
    assert (cheap.score, dear.score) == (D("84.00"), D("90.00"))
    assert cheap.by_criterion[price.criterion.id] == 100
    assert found.blockers(DecisionKind.AWARD) == []


def test_assessors_are_not_asked_to_score_the_price(client):
    scene = priced("10000", "20000")
    asked = [criterion.title for criterion in assessments.criteria_of(scene.panel.lot_id)]
    assert asked == ["Impact", "Feasibility"]
    assessor = scene.assessors[0]
    text = page(client, assessor, f"/assessing/{scene.assessment(assessor, scene.submissions[0]).id}")
    assert "Score for Impact" in text
    assert "Score for Value" not in text


def test_the_ranking_explains_the_price_and_the_snapshot_keeps_it(client):
    scene = priced("10000", "15000", scores=(4, 4))
    text = page(client, scene.officer, f"/panels/{scene.panel.id}/ranking")
    assert "Value: how the price is scored" in text
    assert "Price, without VAT" in text
    assert "£15,000" in text
    assert "3.33" in text
    kept = snapshot_of(standing(scene.panel.id))
    assert kept["criteria"][-1]["price_formula"] == "proportional"
    assert [(one["price"], one["score"]) for one in sorted(kept["prices"], key=lambda one: one["price"])] == [
        ("10000", "5.00"),
        ("15000", "3.33"),
    ]


def test_every_bidder_is_told_how_its_price_was_scored():
    scene = priced("10000", "15000", scores=(4, 4))
    approver = member(scene.council, Role.APPROVER)
    interests.declare_interests(scene.challenge, scene.bids(), conflicts={}, by=approver)
    decision = deciding.draft_decision(scene.panel.id, kind=DecisionKind.AWARD, by=scene.officer)
    deciding.send_for_approval(decision.id, by=scene.officer)
    deciding.approve_decision(decision.id, by=approver)
    told = {one.submission_id: one.content["criteria"][-1] for one in summaries_of(decision.id)}
    cheap, dear = (told[bid.id] for bid in scene.submissions)
    assert (cheap["score"], dear["score"]) == ("100.00", "66.60")
    assert "The price is £15,000, and the lowest is £10,000." in dear["words"]
    assert "£10,000" in dear["better"]


def test_the_public_reads_the_formula_before_it_opens(client):
    challenge = ChallengeFactory(at=ChallengeState.SCHEDULED)
    price = challenge.lots[0].criteria[-1]
    price.price_formula = PriceFormula.LINEAR
    challenge.questions[1].criterion_id, challenge.questions[1].vat_included = price.id, True
    db.session.flush()
    text = client.get(f"/challenges/{challenge.slug}").text
    assert "a price 20% above the lowest gets 4.00" in text
    assert "The price is the answer to “What is your price?”, including VAT." in text
    assert "Scores for Value" not in text


def test_a_formula_needs_one_amount_that_says_whether_vat_is_in_it():
    challenge = ChallengeFactory(at=ChallengeState.DRAFT)
    price, question = challenge.lots[0].criteria[-1], challenge.questions[1]
    price.price_formula = PriceFormula.PROPORTIONAL
    price.anchors = []

    def lacks() -> bool:
        return any("an amount or a table of costs" in str(one.why) for one in missing(challenge, clock.now()))

    assert lacks()
    question.criterion_id = price.id
    assert lacks()
    question.vat_included = False
    assert not lacks()
    for change in ({"required": False}, {"kind": AnswerKind.NUMBER}):
        before = {name: getattr(question, name) for name in change}
        for name, value in change.items():
            setattr(question, name, value)
        assert lacks()
        for name, value in before.items():
            setattr(question, name, value)
    assert not any("words for every score" in str(one.why) for one in missing(challenge, clock.now()))


def test_a_shortlist_without_the_cheapest_leaves_every_price_score_as_it_was():
    scene = priced("5000", "10000", "20000", scores=(1, 4, 5))
    scene.challenge.quality_threshold = D(50)
    approver = member(scene.council, Role.APPROVER)
    interests.declare_interests(scene.challenge, scene.bids(), conflicts={}, by=approver)
    before = standing(scene.panel.id).prices[0].scores
    shortlist = deciding.draft_decision(scene.panel.id, kind=DecisionKind.SHORTLIST, by=scene.officer)
    deciding.send_for_approval(shortlist.id, by=scene.officer)
    rankings.keep_ranking(scene.panel.id)
    deciding.approve_decision(shortlist.id, by=approver)
    assert rankings.keep_ranking(scene.panel.id) is not None
    after = standing(scene.panel.id)
    assert {one.key for one in after.ranked} == {bid.id for bid in scene.submissions[1:]}
    assert after.prices[0].lowest == 5000
    assert after.prices[0].scores == before


def test_a_bid_that_leaves_the_race_is_compared_no_longer():
    scene = priced("5000", "10000", scores=(4, 4))
    moves.disqualify(scene.submissions[0], reason="False papers.", by=scene.officer)
    assert standing(scene.panel.id).prices[0].lowest == 10_000


def test_the_price_keeps_its_weight_in_the_adjusted_score():
    scene = priced("10000", "10000", "40000", "10000", scores=(2, 4, 4, 5))
    rankings.keep_ranking(scene.panel.id)
    advice.keep_advice(scene.panel.id)
    found = {one.submission_id: one for one in db.session.scalars(select(RankingAdvice))}
    # Both assessors agree on everything, so that nothing is to be adjusted but what the model thinks chance is.
    dear, cheap = (found[scene.submissions[number].id] for number in (2, 1))
    assert float(cheap.adjusted - dear.adjusted) == pytest.approx(15, abs=0.1)
