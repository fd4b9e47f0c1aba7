"""An outage near the deadline is offered as a reason to extend while that is possible, and stays on record."""

import datetime as dt

import pytest

from accounts.states import Role
from core import clock
from core.database import db
from core.life import Part, ServiceRun
from tests.bad_input.forms import forms_of, read
from tests.factories.accounts import CouncilFactory, member, sign_in
from tests.factories.submissions import after_deadline, challenge_open
from tests.support.posting import hidden

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def council(db_session):
    return CouncilFactory()


@pytest.fixture
def challenge(council):
    return challenge_open(council, closes_in=6 * HOUR)


@pytest.fixture
def officer(client, council):
    actor = member(council, Role.OFFICER)
    sign_in(client, actor)
    return actor


@pytest.fixture
def outage():
    """The pages were away for half an hour, two hours ago."""
    now = clock.now()
    db.session.add(ServiceRun(part=Part.WEB, began_at=now - 90 * HOUR, last_at=now - 2 * HOUR))
    db.session.add(ServiceRun(part=Part.WEB, began_at=now - 1.5 * HOUR, last_at=now))
    db.session.flush()


def test_the_officer_is_offered_an_extension_with_its_reason_and_only_once(client, challenge, officer, outage):
    address = f"/challenges/{challenge.slug}/extend"
    assert address in client.get("/work").get_data(as_text=True)
    assert "The pages could not be reached" in client.get(f"/challenges/{challenge.slug}/manage").get_data(as_text=True)
    page = client.get(address)
    assert "The service was not well shortly before the deadline." in page.text
    before = challenge.closes_at
    [form] = forms_of(read(page.text), path=address)
    assert client.post(address, data=form.changed(csrf_token=hidden(page, "csrf_token"))).status_code == 302
    db.session.refresh(challenge)
    # The form asks for whole minutes.
    assert 23.9 * HOUR < challenge.closes_at - before <= 24 * HOUR
    assert address not in client.get("/work").get_data(as_text=True)


def test_after_the_deadline_it_is_only_shown(client, challenge, officer, outage):
    after_deadline(challenge)
    page = client.get(f"/challenges/{challenge.slug}/manage").get_data(as_text=True)
    assert "Outages near the deadline" in page
    assert "Extend the deadline" not in page
    assert client.get(f"/challenges/{challenge.slug}/extend").status_code == 409


def test_an_outage_that_was_long_before_the_deadline_is_nobodys_concern(client, challenge, officer, outage):
    challenge.closes_at += 60 * HOUR
    db.session.flush()
    assert f"/challenges/{challenge.slug}/extend" not in client.get("/work").get_data(as_text=True)
    assert "could not be reached" not in client.get(f"/challenges/{challenge.slug}/manage").get_data(as_text=True)
