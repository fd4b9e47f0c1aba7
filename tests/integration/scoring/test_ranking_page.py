"""The ranking that is kept: exact, never silently out of date, and read one page at a time."""

import hashlib
import re
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from accounts.states import Role
from challenges.models import Phase
from core import jobs
from core.database import db
from scoring import draw
from scoring.models import ModerationCase, PanelRanking, RankingChange, RankingPlace
from scoring.queries.ranking import standing
from scoring.services import advice, moderation
from scoring.services import assessment as assessing
from scoring.services import conflict as interests
from scoring.services import ranking as services
from scoring.states import DecisionState
from submissions.services import moves
from tests.factories.accounts import page, sign_in
from tests.factories.decisions import criteria_of, decided, rescore, scored, second_lot
from tests.factories.interests import reader_of

pytestmark = pytest.mark.usefixtures("db_session")


def changed(scene) -> bool:
    db.session.flush()
    return bool(db.session.scalar(select(func.count()).where(RankingChange.panel_id == scene.panel.id)))


def ranking_for(client, actor, scene, **asked) -> str:
    return page(client, actor, f"/panels/{scene.panel.id}/ranking", **asked)


def places(scene) -> list[RankingPlace]:
    return list(
        db.session.scalars(
            select(RankingPlace)
            .where(RankingPlace.panel_id == scene.panel.id)
            .order_by(RankingPlace.position)
            .execution_options(populate_existing=True)
        )
    )


# --- what is kept is what the scores say ---------------------------------------------------------------------------


def test_what_is_kept_is_the_exact_ranking():
    scene = scored(scores=(4, 4, 2, 5))
    assert services.keep_ranking(scene.panel.id) is not None
    exact = standing(scene.panel.id)
    kept = [
        (one.submission_id, one.rank, one.score, one.panel_score, one.public_score, one.settled_by, one.above_line)
        for one in places(scene)
    ]
    assert kept == [
        (
            one.key,
            one.rank,
            one.score,
            one.panel_score,
            one.public_score,
            str(one.settled_by),
            number <= exact.line.places,
        )
        for number, one in enumerate(exact.ranked, start=1)
    ]
    assert not changed(scene)


def _hand_in(scene):
    assessing.submit_assessment(scene.opened(scene.assessors[2], scene.submissions[0]), by=scene.assessors[2])


def _reopen(scene):
    chosen = scene.assessment(scene.assessors[1], scene.submissions[1])
    assessing.reopen_assessment(chosen, reason="A slip.", by=scene.officer)


def _recuse(scene):
    interests.settle_conflict(
        scene.challenge,
        next(bid for bid in scene.bids() if bid.id == scene.submissions[0].id),
        person_id=scene.assessors[1].person_id,
        outcome=interests.Outcome.RECUSED,
        words="Too close.",
        by=scene.officer,
    )


def _disqualify(scene):
    moves.disqualify(scene.submissions[1], reason="False papers.", by=scene.officer)


def _more_awards(scene):
    db.session.get_one(Phase, scene.panel.phase_id).awards_up_to = 7


def _weights(scene):
    first, second, *_ = criteria_of(scene)
    first.weight, second.weight = second.weight, first.weight


def _threshold(scene):
    scene.challenge.quality_threshold = Decimal(50)


@pytest.mark.parametrize("change", [_hand_in, _reopen, _recuse, _disqualify, _more_awards, _weights, _threshold])
def test_whatever_counts_is_noted_in_the_same_transaction(change):
    scene = scored(scores=(5, 4))
    chosen = scene.assessment(scene.assessors[2], scene.submissions[0])
    assessing.reopen_assessment(chosen, reason="A slip.", by=scene.officer)
    services.keep_ranking(scene.panel.id)
    assert not changed(scene)
    change(scene)
    assert changed(scene)


def test_a_case_and_what_the_panel_agrees_on_are_noted():
    scene = scored(scores=(5, 4))
    rescore(scene, scene.assessors[2], scene.submissions[0], impact=1)
    services.keep_ranking(scene.panel.id)
    case = db.session.scalars(select(ModerationCase)).one()
    moderation.close_case(case.id, reason="We talked.", score=4, by=scene.assessors[0])
    assert changed(scene)
    services.keep_ranking(scene.panel.id)
    assert [one.score for one in places(scene)] == [one.score for one in standing(scene.panel.id).ranked]


def test_saving_a_draft_and_making_final_touch_nothing():
    scene = scored(scores=(5, 4))
    chosen = scene.assessment(scene.assessors[2], scene.submissions[0])
    assessing.reopen_assessment(chosen, reason="A slip.", by=scene.officer)
    services.keep_ranking(scene.panel.id)
    assessment = scene.opened(scene.assessors[2], scene.submissions[0])
    entries = {one.id: assessing.Entry(score=1, reason="Draft.") for one in criteria_of(scene)}
    assessing.save_scores(assessment, entries, version=assessment.version, by=scene.assessors[2])
    assessing.finalise_assessments(scene.panel, by=scene.officer)
    assert not changed(scene)


def test_each_lot_is_noted_and_kept_by_itself():
    first = scored(scores=(5, 4))
    second = second_lot(first)
    services.keep_ranking(first.panel.id)
    services.keep_ranking(second.panel.id)
    _reopen(second)
    assert not changed(first)
    assert changed(second)
    assert {one.submission_id for one in places(second)} == {one.id for one in second.submissions}


def test_a_panel_that_rests_is_not_worked_out_again_and_again():
    scene = scored(scores=(5, 4))
    assert services.ask_for_rankings() == 1
    services.keep_ranking(scene.panel.id)
    assert services.ask_for_rankings() == 0
    _reopen(scene)
    kept = db.session.get_one(PanelRanking, scene.panel.id, populate_existing=True)
    kept.took = 3600
    db.session.flush()
    assert services.ask_for_rankings() == 0


# --- the page ------------------------------------------------------------------------------------------------------


def test_a_small_panel_is_worked_out_when_somebody_looks(client):
    scene = scored(scores=(5, 4))
    assert "80.00" in ranking_for(client, scene.officer, scene)
    rescore(scene, scene.assessors[1], scene.submissions[0], impact=4, feasibility=4, value=4)
    assert "93.33" in ranking_for(client, scene.officer, scene)
    assert not changed(scene)


def test_a_large_panel_says_since_when_its_figures_are_old(client, monkeypatch):
    scene = scored(scores=(5, 4))
    monkeypatch.setattr(services, "AT_ONCE", 1)
    assert "The ranking is being worked out." in ranking_for(client, scene.officer, scene)
    jobs.run_now("scoring.rank", panel_id=str(scene.panel.id))
    fresh = ranking_for(client, scene.officer, scene)
    assert "All assessments are in" in fresh
    assert "Draft the award decision" in fresh
    _reopen(scene)
    late = ranking_for(client, scene.officer, scene)
    assert "Something that counts has changed since" in late
    assert "Draft the award decision" not in late


def test_the_page_takes_few_queries_for_one_proposal_and_for_many(client, bare_client, query_counter):
    counts = []
    for scores in ((5,), tuple(number % 6 for number in range(30))):
        scene = scored(scores=scores, assessors=2)
        services.keep_ranking(scene.panel.id)
        advice.keep_advice(scene.panel.id)
        sign_in(bare_client, scene.officer)
        address = f"/panels/{scene.panel.id}/ranking"
        with query_counter() as statements:
            assert bare_client.get(address).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1] < 12


def test_the_second_page_goes_on_where_the_first_ends(client):
    scene = scored(scores=tuple(number % 6 for number in range(30)), assessors=1)
    first, second = (ranking_for(client, scene.officer, scene, page=number) for number in (1, 2))
    in_order = [one.reference for one in standing(scene.panel.id).ranked]
    assert all(reference in first for reference in in_order[:25])
    assert all(reference in second and reference not in first.split("<h2")[1] for reference in in_order[25:])


def test_the_funding_line_follows_the_money(client):
    scene = scored(scores=(5, 4, 3))
    phase = db.session.get_one(Phase, scene.panel.phase_id)
    phase.awards_up_to, phase.amount_each = 3, Decimal(40_000)
    db.session.flush()
    text = ranking_for(client, scene.officer, scene)
    assert "2 proposals are above the funding line." in text
    assert "The money does not reach for the next one." in text
    assert "They ask for £80,000 of £100,000." in text


def test_of_several_parts_each_has_the_money_that_was_published_for_it(client):
    first = scored(scores=(5, 4, 3))
    second = second_lot(first, scores=(5, 4, 3))
    phase = db.session.get_one(Phase, first.panel.phase_id)
    phase.awards_up_to, phase.amount_each = 3, Decimal(40_000)
    db.session.flush()
    # Money that is not divided draws no line: the number of awards does.
    assert "3 proposals are above the funding line." in ranking_for(client, first.officer, first)
    assert not changed(first)
    phase.lot_amounts = {str(first.panel.lot_id): "45000.00", str(second.panel.lot_id): "80000.00"}
    assert changed(first)
    assert "They ask for £40,000 of £45,000." in ranking_for(client, first.officer, first)
    assert "They ask for £80,000 of £80,000." in ranking_for(client, first.officer, second)
    public = client.get(f"/challenges/{first.challenge.slug}").text
    assert "is divided over the lots" in public
    assert "£45,000" in public


# --- the advice ----------------------------------------------------------------------------------------------------


def panel_of_moods():
    """Twelve proposals of different quality; the last assessor gives one point less than the others."""
    scene = scored(scores=(5, 4, 4, 3, 3, 3, 2, 2, 2, 4, 3, 2))
    for number, bid in enumerate(scene.submissions):
        if number % 3 == 0:
            rescore(scene, scene.assessors[0], bid, impact=1 + number % 2, feasibility=2 + number % 3, value=3)
        rescore(scene, scene.assessors[2], bid, impact=1, feasibility=2, value=1)
    return scene


def test_the_advice_stands_beside_the_ranking_and_changes_nothing(client):
    scene = panel_of_moods()
    before = ranking_for(client, scene.officer, scene)
    assert "It is being worked out." in before
    order = [one.reference for one in standing(scene.panel.id).ranked]
    jobs.run_now("scoring.advise", panel_id=str(scene.panel.id))
    text = ranking_for(client, scene.officer, scene)
    assert "Advice: it never decides" in text
    assert "How much the panel agrees" in text
    assert "Adjusted scores of 100" in text
    assert re.search(r"\d of 3", text)
    assert [one.reference for one in standing(scene.panel.id).ranked] == order


@pytest.mark.access
def test_only_officers_and_the_chair_read_how_strict_an_assessor_is(client):
    scene = panel_of_moods()
    for case in db.session.scalars(select(ModerationCase)).all():
        moderation.close_case(case.id, reason="We talked.", score=None, by=scene.assessors[0])
    services.keep_ranking(scene.panel.id)
    advice.keep_advice(scene.panel.id)
    strictest = scene.assessors[2].name
    for actor in (scene.officer, scene.assessors[0]):
        assert strictest in ranking_for(client, actor, scene)
    for role in (Role.APPROVER, Role.AUDITOR):
        text = ranking_for(client, reader_of(scene.challenge, role), scene)
        assert "Adjusted scores" in text
        assert strictest not in text


@pytest.mark.parametrize(
    ("scores", "assessors", "words"),
    [
        ((5, 4, 3), 1, "Only one person has scored"),
        ((4, 4, 4, 4), 3, "All scores are the same"),
        ((4,), 3, "too few proposals"),
    ],
)
def test_where_figures_would_mean_nothing_a_sentence_says_so(client, scores, assessors, words):
    scene = scored(scores=scores, assessors=assessors)
    services.keep_ranking(scene.panel.id)
    advice.keep_advice(scene.panel.id)
    text = ranking_for(client, scene.officer, scene)
    assert words in text
    assert "So no figures are shown." in text
    assert "Adjusted score" not in text


def test_other_weights_are_looked_at_and_never_saved(client):
    scene = scored(scores=(4, 3))
    db.session.get_one(Phase, scene.panel.phase_id).awards_up_to = 1
    worse = scene.submissions[1]
    for actor in scene.assessors:
        rescore(scene, actor, worse, value=5)
    impact, feasibility, value = criteria_of(scene)
    before = [(one.id, one.weight) for one in criteria_of(scene)]
    asked = {f"weight_{impact.id.hex}": "0", f"weight_{feasibility.id.hex}": "10", f"weight_{value.id.hex}": "90"}
    text = ranking_for(client, scene.officer, scene, **asked)
    # 0.1 x 60 + 0.9 x 100 = 96, against 80 for the other.
    shown = text.split("The best proposals with these weights")[-1]
    assert shown.index("96.00") < shown.index("80.00")
    assert "would be above the line" in shown
    assert "would be below the line" in shown
    assert [(one.id, one.weight) for one in criteria_of(scene)] == before
    assert places(scene)[0].submission_id == scene.submissions[0].id


@pytest.mark.parametrize(("typed", "words"), [("0", "above 0"), ("-1", "from 0 to 1,000"), ("much", "Enter a number")])
def test_weights_that_make_no_sense_are_told(client, typed, words):
    scene = scored(scores=(4, 3))
    asked = {f"weight_{one.id.hex}": typed for one in criteria_of(scene)}
    text = ranking_for(client, scene.officer, scene, **asked)
    assert "There is a problem" in text
    assert words in text
    assert "The best proposals with these weights" not in text


# --- the draw ------------------------------------------------------------------------------------------------------


def test_anybody_runs_the_draw_again_from_what_is_published(client, capsys):
    found = decided(at=DecisionState.STANDSTILL, scene=scored(scores=(4, 4, 4, 2)))
    in_order = [one.submission.reference for one in found.desk().outcomes][:3]
    text = client.get(f"/challenges/{found.scene.challenge.slug}").text
    [command] = re.findall(r"python draw\.py ([0-9a-f]{64}(?: SUB-[0-9A-Z]+)+)", text)
    assert draw.main(command.split()[:1] + sorted(command.split()[1:])) == 0
    assert capsys.readouterr().out.split() == in_order == command.split()[1:]
    seed = command.split()[0]
    assert in_order == sorted(in_order, key=lambda one: hashlib.sha256(f"{seed}|{one}".encode()).hexdigest())
    assert b"def in_drawn_order(" in client.get("/draws/draw.py").data


def test_nothing_is_said_of_a_draw_before_the_notice(client):
    found = decided(at=DecisionState.SUMMARIES_ISSUED, scene=scored(scores=(4, 4, 2)))
    text = client.get(f"/challenges/{found.scene.challenge.slug}").text
    assert "The council has decided" in text
    assert "draw.py" not in text


def test_a_chair_to_whom_names_are_hidden_reads_codes_and_no_reference_of_a_draw(client):
    scene = scored(scores=(4, 4, 2), anonymised=True)
    text = ranking_for(client, scene.assessors[0], scene)
    assert "Proposal " in text
    assert scene.challenge.anonymised
    assert not any(one.reference in text for one in scene.submissions)
    assert "Nothing had to be drawn." not in text
    told = ranking_for(client, scene.officer, scene)
    assert all(one.reference in told for one in scene.submissions)
