"""Setting up a panel and filling its seats."""

import datetime as dt
import re

import pytest
from sqlalchemy import select

from accounts.models import Person
from accounts.services import signing_in
from accounts.states import Role
from challenges.states import ChallengeState
from core import clock
from core.access import Actor
from core.database import db
from core.errors import IllegalMove, NotPermitted, Refused
from core.outbox import Message
from scoring.assignment import Shortage
from scoring.models import AssessorProfile
from scoring.queries import assessment as assessments
from scoring.queries import panel as queries
from scoring.services import assigning, changing, leaving
from scoring.services import panel as services
from scoring.states import SeatState
from submissions import services as submissions
from submissions.models import SubmissionVersion
from submissions.states import EntryChannel
from tests.factories.accounts import CouncilFactory, PersonFactory, SupplierFactory, member, page, sign_in
from tests.factories.accounts import officer as officer_of
from tests.factories.challenges import ChallengeFactory
from tests.factories.panels import Scene, panel_with, seat_for
from tests.factories.submissions import challenge_open

pytestmark = pytest.mark.usefixtures("db_session")


def invited(scene, *, is_chair=False):
    """A seat that nobody has answered, and the person it is for."""
    person = PersonFactory()
    seat = services.invite(scene.reload(), name=person.name, email=person.email, is_chair=is_chair, by=scene.officer)
    actor = Actor(person_id=person.id, name=person.name)
    return queries.invitation_for(actor, seat.id), actor


def person_of(actor):
    return db.session.get_one(Person, actor.person_id)


def set_up(challenge, officer, *, days=14):
    return services.set_up_panel(
        challenge,
        phase_id=challenge.phases[0].id,
        lot_id=challenge.lots[0].id,
        assess_by_at=challenge.closes_at + dt.timedelta(days=days),
        by=officer,
    )


def test_there_is_one_panel_for_a_lot_in_a_phase():
    challenge = ChallengeFactory(at=ChallengeState.SCHEDULED)
    officer = officer_of(challenge.council)
    panel = set_up(challenge, officer)

    (first,) = queries.panel_in_sight(officer, panel.id).rounds
    assert (first.number, first.weight) == (1, 100)
    with pytest.raises(Refused):
        set_up(challenge, officer)


@pytest.mark.parametrize("state", [ChallengeState.DRAFT, ChallengeState.DECIDED, ChallengeState.CANCELLED])
def test_a_panel_belongs_to_the_time_from_approval_to_decision(state):
    challenge = ChallengeFactory(at=state)
    with pytest.raises(Refused):
        set_up(challenge, officer_of(challenge.council))


def test_scores_are_due_after_the_deadline_for_proposals():
    challenge = ChallengeFactory(at=ChallengeState.OPEN)
    with pytest.raises(Refused) as refused:
        set_up(challenge, officer_of(challenge.council), days=0)
    assert refused.value.field == "assess_by_at"


def test_officers_of_other_councils_set_up_nothing():
    with pytest.raises(NotPermitted):
        set_up(ChallengeFactory(at=ChallengeState.OPEN), officer_of())


def test_nobody_is_invited_twice_but_who_refused_may_be_asked_again():
    scene = panel_with(assessors=1, submissions=1)
    seat, actor = invited(scene)
    with pytest.raises(Refused) as refused:
        services.invite(scene.reload(), name="X", email=seat.email.upper(), is_chair=False, by=scene.officer)
    assert refused.value.field == "email"
    services.refuse_seat(seat, reason="On leave.", by=actor)

    services.invite(scene.reload(), name="X", email=seat.email, is_chair=False, by=scene.officer)

    assert queries.invitation_for(actor, seat.id).state is SeatState.INVITED
    assert len(scene.reload().seats) == 2


def test_a_seat_is_bound_to_the_person_at_whose_address_the_invitation_came():
    scene = panel_with(assessors=1, submissions=1)
    seat, actor = invited(scene)
    stranger = Actor(person_id=PersonFactory().id)

    with pytest.raises(NotPermitted):
        services.accept_seat(seat, terms_accepted=True, by=stranger)
    with pytest.raises(Refused):
        services.accept_seat(seat, terms_accepted=False, by=actor)
    services.accept_seat(seat, terms_accepted=True, by=actor)

    assert (seat.state, seat.person_id) == (SeatState.ACCEPTED, actor.person_id)
    with pytest.raises(IllegalMove):
        services.accept_seat(seat, terms_accepted=True, by=actor)


def test_who_signs_in_first_to_answer_an_invitation_is_called_as_the_council_called_them():
    scene = panel_with(assessors=0, submissions=0)
    services.invite(scene.reload(), name="Nia Corwen", email="nia@corwen.example", is_chair=False, by=scene.officer)
    signing_in.send_sign_in_link(email="Nia@corwen.example")
    mail = db.session.scalars(select(Message).where(Message.body.contains("/sign-in/"))).one()
    someone, _ = signing_in.use_sign_in_link(re.search(r"/sign-in/(\S+)", mail.body)[1])
    assert someone.name == "Nia Corwen"


def test_an_invitation_names_no_day_that_has_passed(client):
    scene = panel_with(assessors=0, submissions=0)
    wanted = {"name": "Nia Corwen", "is_chair": False, "by": scene.officer}
    services.invite(scene.reload(), email="nia@corwen.example", **wanted)
    clock.move_to(scene.panel.assess_by_at + dt.timedelta(days=1))
    assert "has passed" in page(client, scene.officer, f"/panels/{scene.panel.id}/invite")
    services.invite(scene.reload(), email="again@corwen.example", **wanted)
    mails = db.session.scalars(select(Message).where(Message.kind == "scoring/assessor_invited"))
    told = {mail.to_address: "Your scores would be due" in mail.body for mail in mails}
    assert told == {"nia@corwen.example": True, "again@corwen.example": False}


def test_the_panel_page_counts_proposals_that_have_too_few_assessors(client):
    scene = panel_with(assessors=3, submissions=3, each=2)
    url = f"/panels/{scene.panel.id}"

    def short() -> str | None:
        found = re.search(r"fewer than 2 assessors</dt><dd>(\d+)", page(client, scene.officer, url))
        return found and found[1]

    assert short() == "3"
    scene.declare_all()
    scene.assign()
    assert short() is None
    leaving.leave_panel(scene.reload(), scene.seat(scene.assessors[2]), reason="Ill.", by=scene.officer)
    assert short() == "2"


def test_a_refusal_needs_a_reason():
    seat, actor = invited(panel_with(assessors=1, submissions=1))
    with pytest.raises(Refused):
        services.refuse_seat(seat, reason=" ", by=actor)


def test_a_withdrawn_invitation_is_gone():
    scene = panel_with(assessors=1, submissions=1)
    seat, actor = invited(scene)
    services.withdraw_invitation(scene.reload(), seat, by=scene.officer)
    assert queries.invitation_for(actor, seat.id) is None
    assert queries.seats_of(actor) == []


def test_there_is_one_chair():
    scene = panel_with(assessors=2, submissions=1)
    second = scene.seat(scene.assessors[1])
    services.name_chair(scene.reload(), second, by=scene.officer)

    assert [seat.id for seat in scene.reload().seats if seat.is_chair] == [second.id]


def test_who_typed_in_a_proposal_cannot_sit_on_the_panel():
    scene = panel_with(assessors=1, submissions=1)
    person = PersonFactory()
    submission = scene.submissions[0]
    submission.entered_by_officer, submission.entered_channel = person.id, EntryChannel.POST
    with pytest.raises(Refused):
        services.invite(scene.reload(), name=person.name, email=person.email, is_chair=False, by=scene.officer)

    seat, actor = invited(scene)
    submission.entered_by_officer = actor.person_id
    with pytest.raises(NotPermitted):
        services.accept_seat(seat, terms_accepted=True, by=actor)


def test_who_leaves_keeps_what_was_handed_in_and_gives_up_the_rest():
    scene = panel_with(assessors=2, submissions=2)
    scene.assign()
    scene.declare_all()
    actor = scene.assessors[1]
    scene.score(actor, scene.submissions[0])

    leaving.leave_panel(scene.reload(), scene.seat(actor), reason="New job.", by=scene.officer)

    left = [one for one in assessments.assessments_in(scene.panel.id) if one.seat.person_id == actor.person_id]
    assert [one.submission_id for one in left] == [scene.submissions[0].id]


def test_somebody_who_comes_late_gets_work_when_it_is_shared_out_again():
    scene = panel_with(assessors=1, submissions=2, each=2)
    scene.assign()
    late = seat_for(scene)
    scene.assign()
    held = [one for one in assessments.assessments_in(scene.panel.id) if one.seat.person_id == late.person_id]
    assert len(held) == 2


def test_who_typed_in_a_proposal_takes_no_part_in_the_panel_and_reads_who_does_instead(client):
    scene = panel_with(assessors=1, submissions=1)
    other = member(scene.council, Role.OFFICER)
    submission = scene.submissions[0]
    submission.entered_by_officer, submission.entered_channel = scene.officer.person_id, EntryChannel.POST
    panel = scene.reload()

    tried = [
        lambda: services.change_due_date(panel, assess_by_at=panel.assess_by_at, by=scene.officer),
        lambda: services.invite(panel, name="Ann", email="ann@a.example", is_chair=False, by=scene.officer),
        lambda: services.name_chair(panel, panel.seats[0], by=scene.officer),
        lambda: assigning.assign(panel, by=scene.officer),
        lambda: set_up(queries.own_challenge(scene.officer, scene.challenge.slug), scene.officer),
    ]
    for attempt in tried:
        with pytest.raises(NotPermitted):
            attempt()
    sign_in(client, scene.officer)
    page = client.get(f"/panels/{panel.id}").text
    assert f"Who looks after it instead: {other.name}." in page
    assert "Invite" not in page
    services.name_chair(scene.reload(), scene.reload().seats[0], by=other)


def test_who_sits_on_the_panel_types_in_no_proposal():
    council = CouncilFactory()
    challenge, officer = challenge_open(council), officer_of(council)
    panel = set_up(queries.own_challenge(officer, challenge.slug), officer)
    seat_for(Scene(council=council, challenge=challenge, officer=officer, panel=panel), person=person_of(officer))
    entry = {"channel": EntryChannel.POST, "consent": "In the letter."}
    with pytest.raises(Refused, match="You sit on the panel"):
        submissions.enter_for_supplier(challenge, SupplierFactory(), by=officer, **entry)
    submissions.enter_for_supplier(challenge, SupplierFactory(), by=officer_of(council), **entry)


def says(actor, **facts):
    """What an assessor reads, knows, and when they are away."""
    db.session.merge(AssessorProfile(person_id=actor.person_id, saved_at=clock.now(), **facts))
    db.session.flush()


def test_who_does_not_read_the_language_or_is_away_gets_nothing_and_takes_nothing_by_hand():
    scene = panel_with(assessors=3, submissions=2, each=2)
    one, two, away = scene.assessors
    says(one, languages=["cy"], themes=[])
    says(away, languages=["en"], themes=[], away_from=clock.now().date(), away_until=clock.now().date())

    done = assigning.assign(scene.reload(), by=scene.officer)

    (found,) = done.obstacles
    assert (done.made, found.kind, found.available) == (2, Shortage.LANGUAGE, 1)
    for actor, words in ((one, "does not read"), (away, "is away")):
        with pytest.raises(Refused, match=words):
            changing.set_assessors(
                scene.reload(), scene.submissions[0], seat_ids=[scene.seat(two).id, scene.seat(actor).id],
                by=scene.officer,
            )  # fmt: skip


def test_the_words_of_a_proposal_tell_its_language_until_an_officer_says_it():
    scene = panel_with(assessors=1, submissions=1)
    submission, challenge = scene.submissions[0], scene.reload().challenge
    challenge.languages = ["en", "cy"]
    version = db.session.scalars(db.select(SubmissionVersion).filter_by(submission_id=submission.id)).one()
    version.content = {**version.content, "answers": [{"question": 1, "words": "Byddwn yn gweithio gyda’r cyngor."}]}
    db.session.flush()
    assert assigning.languages_of(challenge, [submission.id]) == {submission.id: "cy"}
    assigning.say_language(scene.reload(), submission, language="en", by=scene.officer)
    assert assigning.languages_of(challenge, [submission.id]) == {submission.id: "en"}


def test_nobody_gets_more_than_they_take():
    scene = panel_with(assessors=2, submissions=3, each=2)
    scene.seat(scene.assessors[0]).capacity = 1
    db.session.flush()
    done = assigning.assign(scene.reload(), by=scene.officer)
    assert (done.made, done.short, done.obstacles[0].kind) == (4, 2, Shortage.CAPACITY)
    held = assessments.assessments_in(scene.panel.id)
    taken = {one.submission_id for one in held if one.seat.person_id == scene.assessors[0].person_id}
    another = next(one for one in scene.submissions if one.id not in taken)
    both = [scene.seat(one).id for one in scene.assessors]
    with pytest.raises(Refused, match="takes no more than 1"):
        changing.set_assessors(scene.reload(), another, seat_ids=both, by=scene.officer)
