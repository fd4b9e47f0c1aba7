"""Saving a score is cheap, and nothing is lost when many save at once."""

import threading
from collections import Counter

import pytest
from sqlalchemy import create_engine, delete, select, update
from sqlalchemy.orm import selectinload

from core.database import db
from core.errors import Conflict
from scoring.models import Assessment, Score
from scoring.queries import assessment as queries
from scoring.services import assessment as services
from scoring.services.assessment import Entry
from scoring.states import AssessmentState
from tests.factories.accounts import sign_in
from tests.factories.decisions import scored
from tests.factories.panels import panel_with
from tests.support.isolation import PATIENCE
from tests.support.posting import token


@pytest.fixture
def begun(db_session):
    """An assessor who has saved once."""
    scene = panel_with(assessors=1, submissions=2)
    scene.assign()
    scene.declare_all()
    services.save_scores(scene.opened(scene.assessors[0], scene.submissions[0]), {}, version=0, by=scene.assessors[0])
    return scene


def address_and_token(client, scene):
    sign_in(client, scene.assessors[0])
    url = f"/assessing/{scene.opened(scene.assessors[0], scene.submissions[0]).id}"
    return url, token(client, url)


def test_a_score_is_saved_with_four_statements_who_asks_included(bare_client, begun, query_counter):
    url, csrf = address_and_token(bare_client, begun)

    with query_counter() as statements:
        answer = bare_client.post(
            f"{url}/autosave", data={"csrf_token": csrf, "version": "1", "score_1": "4", "reason_1": "Because."}
        )

    assert answer.json["version"] == 2
    assert len(statements) <= 4, "\n\n".join(statements)
    (kept,) = begun.opened(begun.assessors[0], begun.submissions[0]).scores
    assert (kept.score, kept.reason) == (4, "Because.")


def test_a_field_that_was_not_sent_stays_as_it_is(client, begun):
    url, csrf = address_and_token(client, begun)
    for version, sent in enumerate(({"score_1": "4"}, {"reason_1": "First."}, {"score_1": "2"}), start=1):
        client.post(f"{url}/autosave", data={"csrf_token": csrf, "version": str(version), **sent})

    (kept,) = begun.opened(begun.assessors[0], begun.submissions[0]).scores
    assert (kept.score, kept.reason) == (2, "First.")


@pytest.mark.parametrize(("score", "status"), [("6", 409), ("-1", 422), ("3.5", 422), ("many", 422), ("100", 422)])
def test_nothing_off_the_scale_is_saved_on_the_way(client, begun, score, status):
    url, csrf = address_and_token(client, begun)

    answer = client.post(f"{url}/autosave", data={"csrf_token": csrf, "version": "1", "score_1": score})

    assert answer.status_code == status
    again = begun.opened(begun.assessors[0], begun.submissions[0])
    assert (again.version, again.scores) == (1, [])


def test_two_windows_show_both_texts_and_neither_is_overwritten(client, begun):
    url, csrf = address_and_token(client, begun)
    sent = {"csrf_token": csrf, "version": "1", "save": "yes"}
    client.post(url, data={**sent, "score_1": "5", "reason_1": "From the first window.", "reason_2": "The same."})

    page = client.post(
        url, data={**sent, "score_1": "1", "reason_1": "From the second window.", "reason_2": "The same."}
    ).text

    assert "From the second window.</textarea>" in page
    assert "Saved in the other window: 5" in page
    assert "From the first window." in page
    assert page.count("Saved in the other window") == 1
    kept = {one.reason for one in begun.opened(begun.assessors[0], begun.submissions[0]).scores}
    assert kept == {"From the first window.", "The same."}


def test_how_far_one_is_stands_on_every_proposal(client, begun):
    actor = begun.assessors[0]
    url, _ = address_and_token(client, begun)
    assert "0 of 2 handed in" in client.get(url).text
    begun.score(actor, begun.submissions[1])
    assert "1 of 2 handed in" in client.get(url).text


@pytest.fixture
def sixty(app, committing_session):
    """Sixty people who are writing about the same proposal, over twenty connections."""
    scene = scored(scores=(4,), assessors=60)
    ids = [(actor, scene.assessment(actor, scene.submissions[0]).id) for actor in scene.assessors]
    db.session.execute(delete(Score))
    db.session.execute(update(Assessment).values(state=AssessmentState.IN_PROGRESS, submitted_at=None))
    db.session.commit()
    engines = db.engines
    usual = engines[None]
    engines[None] = create_engine(usual.url, pool_size=20, max_overflow=0, pool_timeout=PATIENCE)
    yield ids
    db.session.remove()
    engines[None].dispose()
    engines[None] = usual


def at_once(app, works):
    """Each piece of work in a thread of its own, all of them starting together; what they answered, in order."""
    start = threading.Barrier(len(works))
    answers = [None] * len(works)

    def run(number, work):
        with app.app_context():
            start.wait()
            try:
                answers[number] = work()
            except Conflict as conflict:
                answers[number] = conflict
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=pair, daemon=True) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def saving(actor, assessment_id, *entries):
    """One after the other, so that each knows the version of the one before; the first knows none."""

    def work():
        for version, entry in enumerate(entries):
            assessment = queries.own_assessment(actor, assessment_id)
            criterion = queries.criteria_of(assessment.seat.panel.lot_id)[0]
            services.save_scores(assessment, {criterion.id: entry}, version=version, by=actor)
            db.session.commit()
        return len(entries)

    return work


def test_sixty_assessors_who_save_at_once_lose_nothing(app, sixty):
    versions = at_once(
        app,
        [
            saving(actor, one, Entry(score=number % 6), Entry(reason=f"By number {number}.", has_score=False))
            for number, (actor, one) in enumerate(sixty)
        ],
    )

    assert versions == [2] * 60
    found = db.session.scalars(select(Assessment).options(selectinload(Assessment.scores)))
    kept = {one.id: [(score.score, score.reason) for score in one.scores] for one in found}
    assert kept == {one: [(number % 6, f"By number {number}.")] for number, (_, one) in enumerate(sixty)}


def test_of_one_assessors_windows_that_save_at_once_one_is_kept_and_the_others_are_told(app, sixty):
    actor, one = sixty[0]

    answers = at_once(app, [saving(actor, one, Entry(score=number, reason=f"{number}")) for number in range(5)])

    assert Counter(type(answer) for answer in answers) == {int: 1, Conflict: 4}
    winner = next(number for number, answer in enumerate(answers) if not isinstance(answer, Conflict))
    (kept,) = db.session.scalars(select(Score).where(Score.assessment_id == one))
    assert (kept.score, kept.reason) == (winner, f"{winner}")
