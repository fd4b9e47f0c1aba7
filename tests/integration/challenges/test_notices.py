"""The texts of notices, made of what a challenge says, with what is missing said."""

import pytest

from challenges.queries.challenge import whole_challenge_by_id
from challenges.queries.notice import notice_text, notices_of
from challenges.states import ChallengeState, Instrument
from challenges.states.challenge import Notice
from core.database import db
from tests.factories.accounts import CouncilFactory, officer, sign_in
from tests.factories.challenges import ChallengeFactory, PartnerFactory
from tests.integration.challenges.test_challenge_pages import text_of

pytestmark = pytest.mark.usefixtures("db_session")
State = ChallengeState


def whole(**facts):
    return whole_challenge_by_id(ChallengeFactory(**{"at": State.SCHEDULED, **facts}).id)


@pytest.fixture
def request_context(app):
    with app.test_request_context("/"):
        yield


def test_a_tender_notice_says_what_the_challenge_says(request_context):
    challenge = whole()
    PartnerFactory(challenge=challenge, body=CouncilFactory(name="Southmoor"), by=officer())
    text = notice_text(whole_challenge_by_id(challenge.id), Notice.UK4, address="https://town.example/x")
    plain = text.plain()
    for said in (
        "£120,000 without VAT",
        "Impact: 50%",
        challenge.outcomes_wanted,
        "https://town.example/x",
        "Southmoor",
    ):
        assert said in plain
    assert challenge.conflicts_assessment not in plain
    assert text.missing == []
    assert any("CPV" in label for label in text.to_add)


def test_what_is_missing_is_said(request_context):
    challenge = whole(eligibility="", contact_phone="", conflicts_assessment="", at=State.DRAFT)
    text = notice_text(challenge, Notice.UK4, address="x")
    assert text.missing == ["Contact", "Conditions of participation", "Conflicts assessment prepared"]
    assert "[missing]" in text.plain()


def test_an_engagement_notice_says_when_and_how_to_take_part(request_context):
    text = notice_text(whole(), Notice.UK2, address="https://town.example/x")
    assert text.missing == []
    labels = [part.label for part in text.parts]
    assert "Engagement deadline" in labels
    assert "Award criteria" not in labels


@pytest.mark.parametrize(
    ("nation", "instrument", "count"),
    [
        ("ENG", "contract", 2),
        ("WLS", "contract", 2),
        ("SCT", "contract", 0),
        ("CT", "contract", 0),
        ("ENG", "grant", 0),
    ],
)
def test_only_contracts_under_the_act_have_notices(nation: str, instrument: str, count: int):
    challenge = whole(council=CouncilFactory(nation=nation), instrument=Instrument(instrument))
    assert len(notices_of(challenge)) == count


def test_an_officer_reads_and_downloads_it(client):
    challenge = whole()
    sign_in(client, officer(challenge.council))
    base = f"/challenges/{challenge.slug}"
    assert f"{base}/notices/uk4" in text_of(client.get(f"{base}/manage"))
    assert challenge.outcomes_wanted in text_of(client.get(f"{base}/notices/uk4"))
    file = client.get(f"{base}/notices/uk2?as=text")
    assert file.mimetype == "text/plain"
    assert file.headers["Content-Disposition"] == f'attachment; filename="{challenge.reference}-uk2.txt"'
    assert client.get(f"{base}/notices/uk6").status_code == 404
    challenge.instrument = Instrument.GRANT
    db.session.flush()
    assert client.get(f"{base}/notices/uk4").status_code == 404
    assert "/notices/" not in text_of(client.get(f"{base}/manage"))
