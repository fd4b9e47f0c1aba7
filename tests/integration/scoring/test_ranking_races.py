"""A ranking that is worked out while somebody hands in says nothing untrue for long."""

from sqlalchemy import func, select, update

from core.database import db
from scoring.models import Assessment, PanelRanking, RankingChange
from scoring.services import ranking as services
from tests.factories.decisions import scored


def test_what_is_committed_while_a_ranking_is_worked_out_stays_noted(committing_session):
    scene = scored(scores=(5, 4))
    panel_id, chosen = scene.panel.id, scene.assessment(scene.assessors[1], scene.submissions[1]).id
    db.session.commit()
    with db.engine.connect() as other, other.begin():
        other.execute(
            update(Assessment).where(Assessment.id == chosen).values(state="reopened", reopen_reason="A slip.")
        )
        # Seen by nobody yet, and nobody waits for it.
        services.keep_ranking(panel_id)
        db.session.commit()
        assert db.session.get_one(PanelRanking, panel_id).figures["missing"] == 0
    assert db.session.scalar(select(func.count()).select_from(RankingChange)) == 1
    db.session.rollback()
    services.keep_ranking(panel_id)
    kept = db.session.get_one(PanelRanking, panel_id, populate_existing=True)
    assert kept.figures["missing"] == 1
    assert db.session.scalar(select(func.count()).select_from(RankingChange)) == 0
