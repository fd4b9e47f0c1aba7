"""What a supplier is interested in: listed in its work, and mailed daily to those of its people who want it."""

import datetime as dt
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from accounts.models import Membership, Person, Supplier
from accounts.services.bodies import join
from accounts.states import Role
from challenges.queries import interest as queries
from challenges.services import interest as services
from challenges.services import question as asking
from challenges.states.bands import MoneyBand
from challenges.states.challenge import ChallengeState
from challenges.states.theme import Theme
from core import clock
from core.database import db, new_id
from core.errors import NotPermitted, Refused
from core.outbox import Message
from notifications.services import send_digests
from tests.factories.accounts import CouncilFactory, SupplierFactory, member, sign_in
from tests.factories.challenges import ChallengeFactory
from tests.factories.submissions import draft
from tests.support.posting import post

pytestmark = pytest.mark.usefixtures("db_session")


def digest() -> list[Message]:
    """What goes out at seven in the morning of the next day."""
    clock.move_to(clock.now() + dt.timedelta(days=1))
    send_digests(hour=7, zone="Europe/London")
    return list(db.session.scalars(select(Message).where(Message.kind == "notifications/digest")))


def choose(by, *, themes=(), words="", councils=(), money=(), mailed=False):
    return services.save_interests(
        themes=themes, words=words, council_ids=[one.id for one in councils], money=money, mailed=mailed, by=by
    )


@pytest.fixture
def supplier():
    return member(SupplierFactory(name="Tide Ltd"), Role.MEMBER)


def test_a_challenge_fits_when_one_answer_of_each_question_does(supplier):
    council = CouncilFactory()
    icy = ChallengeFactory(at=ChallengeState.OPEN, council=council, theme=Theme.STREETS, title="Icy pavements")
    damp = ChallengeFactory(at=ChallengeState.OPEN, theme=Theme.HOMES, title="Damp homes", summary="Mould.")
    ChallengeFactory(at=ChallengeState.SCHEDULED, theme=Theme.STREETS)

    def found(**wanted):
        return {challenge.title for challenge in queries.open_for(choose(supplier, **wanted), limit=9)}

    assert found() == set()
    assert found(themes=[Theme.STREETS, Theme.CARE]) == {icy.title}
    assert found(councils=[council]) == {icy.title}
    assert found(words="mould nothing") == {damp.title}
    assert found(money=[MoneyBand.MEDIUM]) == {icy.title, damp.title}
    assert found(money=[MoneyBand.MEDIUM], themes=[Theme.HOMES]) == {damp.title}
    assert found(themes=[Theme.HOMES], councils=[council]) == set()


def test_who_wants_it_gets_one_mail_on_a_day_when_something_opens_and_stops_it_with_one_click(client, supplier):
    sign_in(client, supplier)
    post(client, "/interests", themes="streets", mailed="y")
    colleague = member(db.session.get_one(Supplier, supplier.body_id), Role.LEAD)
    assert digest() == []
    opens = clock.now() + dt.timedelta(hours=1)
    for title, theme in (("Icy pavements", Theme.STREETS), ("Damp homes", Theme.HOMES)):
        ChallengeFactory(at=ChallengeState.SCHEDULED, theme=theme, title=title, opens_at=opens)
    [mail] = digest()
    assert mail.person_id == supplier.person_id != colleague.person_id
    assert "Challenges that fit your interests: Tide Ltd" in mail.body
    assert "Icy pavements" in mail.body
    assert "Damp homes" not in mail.body
    assert digest() == [mail]
    client.post(urlsplit(mail.stop_url).path)
    assert "checked" not in client.get("/interests").text.partition('name="mailed"')[2].partition(">")[0]


def test_the_wish_for_mail_is_each_ones_own_and_ends_on_the_same_page(client, supplier):
    sign_in(client, supplier)
    post(client, "/interests", themes="streets", mailed="y")
    assert "checked" in client.get("/interests").text.partition('name="mailed"')[2].partition(">")[0]
    other = member(db.session.get_one(Supplier, supplier.body_id), Role.MEMBER)
    sign_in(client, other)
    assert "checked" not in client.get("/interests").text.partition('name="mailed"')[2].partition(">")[0]
    sign_in(client, supplier)
    post(client, "/interests", themes="streets")
    ChallengeFactory(at=ChallengeState.SCHEDULED, theme=Theme.STREETS, opens_at=clock.now() + dt.timedelta(hours=1))
    assert digest() == []


@pytest.mark.parametrize("rejoins", [False, True])
def test_whoever_left_the_organisation_gets_no_more_mail_of_its_interests(supplier, rejoins):
    body = db.session.get_one(Supplier, supplier.body_id)
    choose(supplier, themes=[Theme.STREETS], mailed=True)
    mine = db.session.scalars(select(Membership).where(Membership.person_id == supplier.person_id)).one()
    mine.starts_on = (clock.now() - dt.timedelta(days=9)).date()
    mine.ends_on = (clock.now() - dt.timedelta(days=1)).date()
    ChallengeFactory(at=ChallengeState.SCHEDULED, theme=Theme.STREETS, opens_at=clock.now() + dt.timedelta(hours=1))
    assert digest() == []
    if rejoins:
        # What ended has ended: the wish for mail is said anew.
        join(body, db.session.get_one(Person, supplier.person_id), Role.MEMBER, by=member(body, Role.LEAD))
        ChallengeFactory(at=ChallengeState.SCHEDULED, theme=Theme.STREETS, opens_at=clock.now() + dt.timedelta(hours=1))
        assert digest() == []


def test_the_first_page_shows_what_fits_until_there_is_a_proposal_and_what_was_answered(client, supplier):
    challenge = ChallengeFactory(at=ChallengeState.OPEN, theme=Theme.STREETS, title="Icy pavements")
    choose(supplier, themes=[Theme.STREETS])
    sign_in(client, supplier)
    assert "Challenges that fit your interests" in client.get("/work").text
    draft(challenge, by=supplier)
    question = asking.ask_question(challenge, words="By when?", by=supplier, form_key=new_id())
    asking.answer_question(
        question, words="By when is it to run?", answer="By May.", by=member(challenge.council, Role.OFFICER)
    )
    db.session.commit()
    page = client.get("/work").text
    assert "Challenges that fit your interests" not in page
    assert "Questions that were answered" in page
    assert "By when is it to run?" in page


def test_mail_about_nothing_and_too_many_words_are_refused_and_only_suppliers_choose(supplier):
    with pytest.raises(Refused):
        choose(supplier, mailed=True)
    with pytest.raises(Refused):
        choose(supplier, words=" ".join(f"word{number}" for number in range(13)))
    with pytest.raises(NotPermitted):
        choose(member(CouncilFactory(), Role.OFFICER), words="damp")
