"""Panel moderation: a spread above the published limit stops the ranking until the chair has settled it."""

import pytest
from sqlalchemy import select

from core.database import db
from core.errors import Conflict, IllegalMove, NotPermitted, Refused
from scoring.models import ConsensusScore, ModerationCase, Score
from scoring.queries import moderation as queries
from scoring.queries.ranking import standing
from scoring.services import conflict as interests
from scoring.services import decision as deciding
from scoring.services import moderation
from scoring.states import CaseState, DecisionKind, DecisionState
from tests.factories.decisions import decided, rescore, scored

pytestmark = pytest.mark.usefixtures("db_session")


def cases() -> list[ModerationCase]:
    db.session.expire_all()
    return list(db.session.scalars(select(ModerationCase).order_by(ModerationCase.id)))


@pytest.fixture
def apart(db_session):
    """One proposal on whose impact an assessor is three points away from the others."""
    scene = scored(scores=(5, 4))
    rescore(scene, scene.assessors[2], scene.submissions[0], impact=2)
    return scene


def test_a_spread_above_the_limit_opens_a_case_on_that_criterion_alone(apart):
    [case] = cases()
    assert (case.spread, case.state) == (3, CaseState.OPEN)
    assert case.submission_id == apart.submissions[0].id
    assert len(standing(apart.panel.id).blockers(DecisionKind.AWARD)) == 1


def test_a_spread_at_the_limit_opens_none():
    scene = scored(scores=(5, 4))
    rescore(scene, scene.assessors[2], scene.submissions[0], impact=3)
    assert cases() == []


def test_nothing_is_opened_while_somebody_has_not_handed_in():
    scene = scored(scores=(5, 4))
    from scoring.services import assessment as assessing

    first, second = scene.assessors[1], scene.assessors[2]
    for actor in (first, second):
        assessing.reopen_assessment(scene.assessment(actor, scene.submissions[0]), reason="A slip.", by=scene.officer)
    scene.score(first, scene.submissions[0], score=1)
    assert cases() == []
    scene.score(second, scene.submissions[0], score=1)
    assert len(cases()) == 3


def test_the_chair_closes_it_with_a_reason_and_the_ranking_stays_as_it_is(apart):
    [case] = cases()
    before = [one.score for one in standing(apart.panel.id).ranked]
    moderation.close_case(case.id, reason="Two ways to read the anchor.", score=None, by=apart.assessors[0])
    found = standing(apart.panel.id)
    assert found.blockers(DecisionKind.AWARD) == []
    assert [one.score for one in found.ranked] == before


def test_a_consensus_counts_instead_of_the_mean_and_no_score_is_overwritten(apart):
    [case] = cases()
    moderation.close_case(case.id, reason="We agree on four.", score=4, by=apart.assessors[0])
    chosen = next(one for one in standing(apart.panel.id).ranked if one.key == apart.submissions[0].id)
    assert chosen.by_criterion[case.criterion_id] == 80
    raw = db.session.scalars(
        select(Score.score).where(Score.criterion_id == case.criterion_id).order_by(Score.score)
    ).all()
    assert raw == [2, 4, 4, 4, 5, 5]


@pytest.mark.parametrize("score", [-1, 6])
def test_a_consensus_lies_on_the_scale(apart, score):
    with pytest.raises(Refused, match="from 0 to 5"):
        moderation.close_case(cases()[0].id, reason="Agreed.", score=score, by=apart.assessors[0])


def test_a_case_is_never_closed_without_a_reason(apart):
    with pytest.raises(Refused):
        moderation.close_case(cases()[0].id, reason="  ", score=None, by=apart.assessors[0])


def test_only_the_chair_closes(apart):
    [case] = cases()
    for actor in (apart.assessors[1], apart.officer):
        with pytest.raises(NotPermitted):
            moderation.close_case(case.id, reason="Mine.", score=None, by=actor)


def test_a_chair_with_a_conflict_does_not_reach_the_case(apart):
    chair = apart.assessors[0]
    interests.report_conflict(
        apart.challenge, [apart.submissions[0]], words="My sister.", seat=apart.seat(chair), by=chair
    )
    assert queries.case_on_table(chair, cases()[0].id) is None
    assert list(queries.cases_page(chair, apart.reload(), 1).items) == []
    assert queries.open_cases_of_chair(chair) == []
    with pytest.raises(NotPermitted):
        moderation.close_case(cases()[0].id, reason="Mine.", score=None, by=chair)


def test_a_closed_case_is_not_closed_again(apart):
    [case] = cases()
    moderation.close_case(case.id, reason="Agreed.", score=4, by=apart.assessors[0])
    with pytest.raises(IllegalMove):
        moderation.close_case(case.id, reason="Once more.", score=3, by=apart.assessors[0])


def test_scores_written_again_and_still_apart_open_it_again_without_the_old_consensus(apart):
    [case] = cases()
    moderation.close_case(case.id, reason="Agreed.", score=4, by=apart.assessors[0])
    rescore(apart, apart.assessors[2], apart.submissions[0], impact=1)
    [case] = cases()
    assert (case.state, case.spread) == (CaseState.OPEN, 4)
    assert db.session.scalars(select(ConsensusScore)).one().superseded_at is not None
    assert queries.standing_consensus(case) is None


def test_scores_written_again_that_agree_end_the_case(apart):
    rescore(apart, apart.assessors[2], apart.submissions[0], impact=5)
    [case] = cases()
    assert case.state is CaseState.CLOSED
    assert case.closed_by is None
    assert standing(apart.panel.id).blockers(DecisionKind.AWARD) == []


def test_a_decision_waits_for_every_case(apart):
    with pytest.raises(Refused, match="1 case of panel moderation is open"):
        deciding.draft_decision(apart.panel.id, kind=DecisionKind.AWARD, by=apart.officer)


def test_after_the_decision_nothing_is_moderated():
    scene = scored(scores=(5, 4))
    rescore(scene, scene.assessors[2], scene.submissions[0], impact=2)
    moderation.close_case(cases()[0].id, reason="Agreed.", score=None, by=scene.assessors[0])
    decided(at=DecisionState.APPROVED, scene=scene)
    with pytest.raises((Refused, Conflict, IllegalMove)):
        moderation.close_case(cases()[0].id, reason="Late.", score=3, by=scene.assessors[0])


def test_the_chair_is_told_how_many_wait(apart):
    [(panel, waiting)] = queries.open_cases_of_chair(apart.assessors[0])
    assert (panel.id, waiting) == (apart.panel.id, 1)
    assert queries.open_cases_of_chair(apart.assessors[1]) == []
