"""From the panel to the scores, with a real database."""

import pytest

from challenges.states import ChallengeState
from core.errors import Conflict, IllegalMove, NotPermitted, Refused
from scoring.queries import assessment as queries
from scoring.queries.progress import progress
from scoring.services import assessment as services
from scoring.services import assigning, changing, leaving
from scoring.services.assessment import Entry
from scoring.states import AssessmentState
from submissions.states import SubmissionState
from tests.factories.accounts import page
from tests.factories.panels import panel_with

pytestmark = pytest.mark.usefixtures("db_session")


def test_assigning_gives_each_proposal_its_assessors_and_starts_the_assessment():
    scene = panel_with(assessors=4, submissions=3, each=2)

    scene.assign()

    held = queries.assessments_in(scene.panel.id)
    assert len(held) == 6
    assert {sum(1 for one in held if one.submission_id == submission.id) for submission in scene.submissions} == {2}
    loads = [sum(1 for one in held if one.seat.person_id == actor.person_id) for actor in scene.assessors]
    assert max(loads) - min(loads) <= 1
    assert scene.challenge.state is ChallengeState.ASSESSING
    assert {submission.state for submission in scene.submissions} == {SubmissionState.IN_ASSESSMENT}


def test_nothing_can_be_read_before_interests_are_declared():
    scene = panel_with()
    scene.assign()
    actor = scene.assessors[0]

    assert queries.own_page(actor, 1).total == 0
    assessment = scene.assessment(actor, scene.submissions[0])
    assert queries.own_assessment(actor, assessment.id) is None
    with pytest.raises(NotPermitted):
        services.save_scores(scene.assessment(actor, scene.submissions[0]), {}, version=0, by=actor)

    scene.declare(actor)

    assert queries.own_page(actor, 1).total == 2
    assert scene.opened(actor, scene.submissions[0]).state is AssessmentState.CLEAR


def test_handing_in_needs_a_score_and_a_reason_for_every_criterion():
    scene = panel_with(assessors=1, submissions=1)
    scene.assign()
    scene.declare_all()
    actor, submission = scene.assessors[0], scene.submissions[0]
    first, second, third = queries.criteria_of(scene.panel.lot_id)
    assessment = scene.opened(actor, submission)

    saved = services.save_scores(
        assessment,
        {
            first.id: Entry(score=3, reason="Good."),
            second.id: Entry(score=4, reason=" "),
            third.id: Entry(reason="Fine"),
        },
        version=0,
        by=actor,
    )

    assert (saved.state, saved.version) == (AssessmentState.IN_PROGRESS, 1)
    with pytest.raises(Refused, match=f"{second.title}, {third.title}"):
        services.submit_assessment(saved, by=actor)


@pytest.mark.parametrize("score", [-1, 6, 99])
def test_a_score_off_the_scale_is_refused(score):
    scene = panel_with(assessors=1, submissions=1)
    scene.assign()
    scene.declare_all()
    assessment = scene.opened(scene.assessors[0], scene.submissions[0])
    criterion = queries.criteria_of(scene.panel.lot_id)[0]

    with pytest.raises(Refused, match="0 to 5"):
        services.save_scores(assessment, {criterion.id: Entry(score=score)}, version=0, by=scene.assessors[0])


def test_a_criterion_of_another_challenge_is_refused():
    scene, other = panel_with(assessors=1, submissions=1), panel_with(assessors=1, submissions=1)
    scene.assign()
    scene.declare_all()
    strange = queries.criteria_of(other.panel.lot_id)[0]

    with pytest.raises(Refused):
        services.save_scores(
            scene.opened(scene.assessors[0], scene.submissions[0]),
            {strange.id: Entry(score=1)},
            version=0,
            by=scene.assessors[0],
        )


def test_a_stale_page_overwrites_nothing():
    scene = panel_with(assessors=1, submissions=1)
    scene.assign()
    scene.declare_all()
    actor = scene.assessors[0]
    criterion = queries.criteria_of(scene.panel.lot_id)[0]
    assessment = scene.opened(actor, scene.submissions[0])
    services.save_scores(assessment, {criterion.id: Entry(score=5, reason="New")}, version=0, by=actor)

    with pytest.raises(Conflict):
        services.save_scores(assessment, {criterion.id: Entry(score=1, reason="Old")}, version=0, by=actor)

    (kept,) = scene.opened(actor, scene.submissions[0]).scores
    assert (kept.score, kept.reason) == (5, "New")


def test_what_was_handed_in_is_locked_until_it_is_reopened_with_a_reason():
    scene = panel_with(assessors=2, submissions=1)
    scene.assign()
    scene.declare_all()
    actor, submission = scene.assessors[1], scene.submissions[0]
    handed_in = scene.score(actor, submission)
    criterion = queries.criteria_of(scene.panel.lot_id)[0]

    with pytest.raises(Refused):
        services.save_scores(handed_in, {criterion.id: Entry(score=1)}, version=handed_in.version, by=actor)
    with pytest.raises(IllegalMove):
        services.submit_assessment(handed_in, by=actor)
    with pytest.raises(Refused):
        services.reopen_assessment(handed_in, reason="  ", by=scene.officer)

    services.reopen_assessment(handed_in, reason="The price was read wrongly.", by=scene.assessors[0])

    again = scene.opened(actor, submission)
    assert again.state is AssessmentState.REOPENED
    services.save_scores(again, {criterion.id: Entry(score=1)}, version=again.version, by=actor)
    assert services.submit_assessment(again, by=actor).state is AssessmentState.SUBMITTED


def test_what_somebody_handed_in_who_left_stays_as_it_is(client):
    scene = panel_with(assessors=2, submissions=1)
    scene.declare_all()
    scene.assign()
    submission, gone = scene.submissions[0], scene.assessors[1]
    handed_in = scene.score(gone, submission)
    address = f"/panels/{scene.panel.id}/assessments/{handed_in.id}/reopen"
    assert address in page(client, scene.officer, f"/panels/{scene.panel.id}")
    leaving.leave_panel(scene.reload(), scene.seat(gone), reason="Ill.", by=scene.officer)
    assert address not in page(client, scene.officer, f"/panels/{scene.panel.id}")
    with pytest.raises(Refused, match="has left the panel"):
        services.reopen_assessment(scene.assessment(gone, submission), reason="Look again.", by=scene.officer)
    assert scene.assessment(gone, submission).state is AssessmentState.SUBMITTED


def test_a_chair_cannot_reopen_for_themselves_and_an_assessor_cannot_at_all():
    scene = panel_with(assessors=2, submissions=1)
    scene.assign()
    scene.declare_all()
    chair, other = scene.assessors
    own = scene.score(chair, scene.submissions[0])

    for actor in (chair, other):
        with pytest.raises(NotPermitted):
            services.reopen_assessment(own, reason="Because.", by=actor)


def test_peers_scores_stay_hidden_until_all_are_in():
    scene = panel_with(assessors=3, submissions=1)
    scene.assign()
    scene.declare_all()
    one, two, three = scene.assessors
    submission = scene.submissions[0]
    first = scene.score(one, submission)
    scene.score(two, submission)

    assert queries.peers_of(first) == []

    scene.score(three, submission, score=2)

    assert [peer.seat.person_id for peer in queries.peers_of(first)] == [two.person_id, three.person_id]

    services.reopen_assessment(scene.assessment(two, submission), reason="Look again.", by=scene.officer)

    assert queries.peers_of(first) == []


def test_assessors_can_be_changed_by_hand_but_not_after_they_began():
    scene = panel_with(assessors=3, submissions=1, each=2)
    scene.assign()
    scene.declare_all()
    submission = scene.submissions[0]
    held = {one.seat.person_id for one in queries.assessments_in(scene.panel.id)}
    outside = next(actor for actor in scene.assessors if actor.person_id not in held)
    inside = [actor for actor in scene.assessors if actor.person_id in held]

    changing.set_assessors(
        scene.reload(),
        submission,
        seat_ids=[scene.seat(outside).id, scene.seat(inside[0]).id],
        by=scene.officer,
    )

    assert {one.seat.person_id for one in queries.assessments_in(scene.panel.id)} == {
        outside.person_id,
        inside[0].person_id,
    }
    assert scene.opened(outside, submission).state is AssessmentState.CLEAR

    criterion = queries.criteria_of(scene.panel.lot_id)[0]
    services.save_scores(scene.opened(outside, submission), {criterion.id: Entry(score=1)}, version=0, by=outside)
    with pytest.raises(Refused, match="begun"):
        changing.set_assessors(scene.reload(), submission, seat_ids=[scene.seat(inside[0]).id], by=scene.officer)


def test_assigning_twice_adds_nothing():
    scene = panel_with(assessors=3, submissions=2, each=2)
    scene.assign()

    assert assigning.assign(scene.reload(), by=scene.officer).made == 0
    assert len(queries.assessments_in(scene.panel.id)) == 4


def test_an_officer_of_another_council_can_do_nothing():
    scene, other = panel_with(), panel_with()

    with pytest.raises(NotPermitted):
        assigning.assign(scene.reload(), by=other.officer)
    assert progress(scene.officer, scene.reload(), scene.reload().rounds[0], 1).seats


def test_codes_are_short_different_for_each_proposal_and_stay():
    scene = panel_with(assessors=1, submissions=5)
    scene.assign()
    codes = [one.code for one in queries.assessments_in(scene.panel.id)]

    assert len(set(codes)) == 5
    assert all(len(code) == 2 for code in codes)


def test_final_scores_cannot_be_reopened():
    scene = panel_with(assessors=1, submissions=1)
    scene.assign()
    scene.declare_all()
    handed_in = scene.score(scene.assessors[0], scene.submissions[0])

    assert services.finalise_assessments(scene.reload(), by=scene.officer) == 1
    with pytest.raises(IllegalMove):
        services.reopen_assessment(handed_in, reason="Too late.", by=scene.officer)
