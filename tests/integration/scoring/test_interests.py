"""Declaring interests, noticing them, settling them: what unlocks a proposal, and what keeps somebody out."""

import pytest
from sqlalchemy import select

from accounts import services as accounts
from accounts.models import Person, Supplier
from accounts.states import Role
from core import clock
from core.database import db
from core.errors import NotPermitted, Refused
from scoring.models import ConflictMatch, Declaration
from scoring.queries import assessment as queries
from scoring.queries import conflict as conflicts
from scoring.queries import declaring
from scoring.services import assessment as assessing
from scoring.services import changing
from scoring.services import conflict as services
from scoring.services.conflict import Outcome
from scoring.states import AssessmentState, DeclarationState, MatchKind
from submissions.models import SubmissionMember
from submissions.queries.received import opened_submission
from tests.factories.accounts import (
    LONG_AGO,
    MembershipFactory,
    OperatorFactory,
    PersonFactory,
    SupplierFactory,
    member,
)
from tests.factories.interests import reader_of
from tests.factories.panels import panel_with, seat_for

pytestmark = pytest.mark.usefixtures("db_session")


def settle(scene, actor, submission, outcome, *, by=None, words="Looked at."):
    bid = next(bid for bid in scene.bids() if bid.id == submission.id)
    services.settle_conflict(
        scene.challenge, bid, person_id=actor.person_id, outcome=outcome, words=words, by=by or scene.officer
    )


def readable(scene, actor, submission):
    held = [
        one
        for one in queries.assessments_in(scene.panel.id, submission_id=submission.id)
        if one.seat.person_id == actor.person_id
    ]
    return bool(held) and queries.own_assessment(actor, held[0].id) is not None


@pytest.fixture
def scene(db_session):
    scene = panel_with(assessors=2, submissions=2)
    scene.assign()
    return scene


def test_clear_unlocks_and_a_conflict_locks_only_its_own_proposal(scene):
    actor, (one, two) = scene.assessors[0], scene.submissions

    scene.declare(actor, conflict_with=one)

    assert not readable(scene, actor, one)
    assert readable(scene, actor, two)


def test_a_mitigated_conflict_unlocks(scene):
    actor, submission = scene.assessors[0], scene.submissions[0]
    scene.declare(actor, conflict_with=submission)

    settle(scene, actor, submission, Outcome.MITIGATED, words="The chair reads the scores twice.")

    assert scene.opened(actor, submission).state is AssessmentState.MITIGATED


def test_a_declared_conflict_cannot_be_dismissed_nor_settled_twice_nor_without_words(scene):
    actor, submission = scene.assessors[0], scene.submissions[0]
    scene.declare(actor, conflict_with=submission)

    with pytest.raises(Refused):
        settle(scene, actor, submission, Outcome.DISMISSED)
    with pytest.raises(Refused):
        settle(scene, actor, submission, Outcome.MITIGATED, words=" ")
    settle(scene, actor, submission, Outcome.MITIGATED)
    with pytest.raises(Refused):
        settle(scene, actor, submission, Outcome.MITIGATED)


def test_nobody_settles_their_own_conflict_and_no_assessor_anybodys(scene):
    submission = scene.submissions[0]
    services.report_conflict(scene.challenge, [submission], words="Mine.", by=scene.officer)
    with pytest.raises(NotPermitted):
        settle(scene, scene.officer, submission, Outcome.MITIGATED)
    scene.declare(scene.assessors[0], conflict_with=submission)
    with pytest.raises(NotPermitted):
        settle(scene, scene.assessors[0], submission, Outcome.MITIGATED, by=scene.assessors[1])
    with pytest.raises(NotPermitted):
        settle(scene, scene.assessors[0], submission, Outcome.MITIGATED)  # the officer is kept out of it
    settle(scene, scene.officer, submission, Outcome.MITIGATED, by=reader_of(scene.challenge, Role.APPROVER))


def test_recused_is_for_ever_and_sets_the_scores_aside(scene):
    actor, submission = scene.assessors[0], scene.submissions[0]
    scene.declare_all()
    handed_in = scene.score(actor, submission)

    settle(scene, actor, submission, Outcome.RECUSED, words="His brother owns it.")

    assert not readable(scene, actor, submission)
    assessment = scene.assessment(actor, submission)
    assert assessment.state is AssessmentState.RECUSED
    assert len(assessment.scores) == 3
    with pytest.raises(NotPermitted):
        assessing.save_scores(handed_in, {}, version=handed_in.version, by=actor)
    with pytest.raises(Refused):
        changing.set_assessors(
            scene.reload(), submission, seat_ids=[seat.id for seat in scene.reload().seats], by=scene.officer
        )
    assert not queries.all_in(submission.id, assessment.round_id)
    scene.score(scene.assessors[1], submission)
    assert queries.all_in(submission.id, assessment.round_id)


def test_a_conflict_reported_in_the_middle_locks_at_once(scene):
    actor, submission = scene.assessors[0], scene.submissions[0]
    scene.declare_all()
    criterion = queries.criteria_of(scene.panel.lot_id)[0]
    assessing.save_scores(
        scene.opened(actor, submission), {criterion.id: assessing.Entry(score=2)}, version=0, by=actor
    )

    services.report_conflict(
        scene.challenge,
        [bid for bid in scene.bids() if bid.id == submission.id],
        words="They made me an offer.",
        seat=scene.seat(actor),
        by=actor,
    )

    assert not readable(scene, actor, submission)
    settle(scene, actor, submission, Outcome.MITIGATED)
    assert scene.opened(actor, submission).state is AssessmentState.IN_PROGRESS


def test_declaring_twice_changes_nothing(scene):
    actor, submission = scene.assessors[0], scene.submissions[0]
    scene.declare(actor, conflict_with=submission)
    scene.declare(actor)

    states = db.session.scalars(select(Declaration.state).where(Declaration.person_id == actor.person_id)).all()
    assert sorted(state.value for state in states) == ["clear", "conflict"]


@pytest.mark.parametrize("how", ["membership", "domain", "employer", "consortium"])
def test_what_the_service_notices_blocks_until_it_is_settled(how):
    scene = panel_with(assessors=1, submissions=1)
    bidder = scene.bids()[0].supplier
    person = PersonFactory()
    if how == "membership":
        MembershipFactory(person=person, body=bidder, role=Role.MEMBER)
    elif how == "domain":
        person.email = f"ann@{bidder.email_domain}"
    elif how == "employer":
        person.past_employers = [f"{bidder.name} Limited"]
    else:
        partner = SupplierFactory()
        db.session.add(
            SubmissionMember(submission_id=scene.submissions[0].id, body_id=partner.id, confirmed_at=LONG_AGO)
        )
        MembershipFactory(person=person, body=partner, role=Role.LEAD)
    db.session.flush()
    actor = seat_for(scene, person=person)
    submission = scene.bids()[0]
    changing.set_assessors(scene.reload(), submission, seat_ids=[scene.seat(scene.assessors[0]).id], by=scene.officer)

    scene.declare(actor)

    kinds = db.session.scalars(select(ConflictMatch.kind).where(ConflictMatch.person_id == actor.person_id)).all()
    expected = {"domain": MatchKind.EMAIL_DOMAIN, "employer": MatchKind.PAST_EMPLOYER}
    assert expected.get(how, MatchKind.ORGANISATION) in kinds
    with pytest.raises(Refused):
        changing.set_assessors(scene.reload(), submission, seat_ids=[scene.seat(actor).id], by=scene.officer)

    settle(scene, actor, submission, Outcome.DISMISSED, words="A namesake.")
    both = [scene.seat(actor).id, scene.seat(scene.assessors[0]).id]
    changing.set_assessors(scene.reload(), submission, seat_ids=both, by=scene.officer)

    assert readable(scene, actor, submission)


def test_assigning_goes_round_known_conflicts():
    scene = panel_with(assessors=3, submissions=3, each=2)
    scene.declare(scene.assessors[0], conflict_with=scene.submissions[0])

    scene.assign()

    pairs = {(one.seat.person_id, one.submission_id) for one in queries.assessments_in(scene.panel.id)}
    assert (scene.assessors[0].person_id, scene.submissions[0].id) not in pairs
    assert len(pairs) == 6


def test_a_dismissal_needs_no_declaration_but_mitigation_does():
    scene = panel_with(assessors=1, submissions=1)
    bidder = scene.bids()[0].supplier
    person = PersonFactory(email=f"ann@{bidder.email_domain}")
    actor = seat_for(scene, person=person)
    scene.assign()  # notices it, though nobody has declared

    with pytest.raises(Refused):
        settle(scene, actor, scene.submissions[0], Outcome.MITIGATED)
    settle(scene, actor, scene.submissions[0], Outcome.DISMISSED)
    assert not readable(scene, actor, scene.submissions[0])


def test_officers_who_declared_a_conflict_cannot_open_the_proposal_anywhere(scene):
    one, two = scene.submissions
    services.report_conflict(scene.challenge, [one], words="My old firm.", by=scene.officer)

    assert opened_submission(scene.officer, one.id) is None
    assert opened_submission(scene.officer, two.id) is not None


def test_nothing_can_be_declared_before_the_deadline(set_clock):
    scene = panel_with(assessors=1, submissions=1)
    set_clock(scene.challenge.opens_at)
    clock.forget()
    assert scene.bids() == []
    assert declaring.to_declare(scene.assessors[0]) == {}


def test_an_anonymised_conflict_with_a_partner_covers_every_proposal_it_is_in():
    scene = panel_with(assessors=1, submissions=2, anonymised=True)
    partner = SupplierFactory(name="Zed Partners")
    for submission in scene.submissions:
        db.session.add(SubmissionMember(submission_id=submission.id, body_id=partner.id, confirmed_at=LONG_AGO))
    db.session.flush()
    db.session.expire_all()

    lines = conflicts.bidders(scene.bids())

    assert [line.name for line in lines] == sorted(line.name for line in lines)
    assert len(lines) == 3
    assert set(next(line for line in lines if line.name == "Zed Partners").submission_ids) == {
        submission.id for submission in scene.submissions
    }


def test_a_recused_declaration_never_becomes_anything_else(scene):
    actor, submission = scene.assessors[0], scene.submissions[0]
    scene.declare(actor)
    settle(scene, actor, submission, Outcome.RECUSED)
    services.report_conflict(scene.challenge, scene.bids(), words="Again.", seat=scene.seat(actor), by=actor)
    found = conflicts.declarations_of(actor.person_id, [submission.id])[submission.id]
    assert found.state is DeclarationState.RECUSED


def test_when_two_suppliers_turn_out_to_be_one_interests_in_the_other_are_noticed():
    scene = panel_with(assessors=1, submissions=1)
    bid = scene.submissions[0]
    twin, administrator = SupplierFactory(name="Twin of the bidder"), member(OperatorFactory(), Role.ADMINISTRATOR)
    assessor = scene.assessors[0]
    MembershipFactory(person=db.session.get_one(Person, assessor.person_id), body=twin, role=Role.MEMBER)
    scene.declare(assessor)
    assert conflicts.matches_of([assessor.person_id], [bid.id]) == []

    accounts.merge_suppliers(twin, db.session.get_one(Supplier, bid.supplier_id), reason="One.", by=administrator)

    noticed = {(match.kind, match.body_id) for match in conflicts.matches_of([assessor.person_id], [bid.id])}
    assert (MatchKind.ORGANISATION, bid.supplier_id) in noticed
