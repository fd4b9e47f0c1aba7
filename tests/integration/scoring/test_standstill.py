"""Over the pages: each day is counted, the council's setting holds, and nothing is signed before the end."""

from decimal import Decimal

import pytest
from sqlalchemy import update

from accounts.states import Role
from challenges.models import Challenge, Phase
from challenges.states import ChallengeState
from core.database import db
from core.errors import Refused
from pilots import services as piloting
from scoring.models import Decision
from scoring.services import standstill as waiting
from scoring.states import DecisionState
from submissions import queries as submissions
from submissions.models import Submission
from submissions.states import SubmissionState
from tests.factories.accounts import member, sign_in
from tests.factories.decisions import after_standstill, decided, scored, suspended
from tests.factories.pilots import kpi_facts, today
from tests.support.posting import post

pytestmark = pytest.mark.usefixtures("db_session")


def force_accepted(found) -> Submission:
    """As if somebody had found a way round: the offer taken, the challenge awarded, and the decision where it was."""
    first = found.scene.submissions[0].id
    db.session.execute(update(Submission).where(Submission.id == first).values(state=SubmissionState.ACCEPTED))
    db.session.execute(
        update(Challenge).where(Challenge.id == found.scene.challenge.id).values(state=ChallengeState.AWARDED)
    )
    db.session.expire_all()
    opened = submissions.opened_submission(found.officer, first)
    assert opened is not None
    return opened


@pytest.mark.parametrize("at", [DecisionState.APPROVED, DecisionState.SUMMARIES_ISSUED, DecisionState.STANDSTILL])
def test_no_pilot_begins_before_the_award_is_confirmed_whatever_way_led_there(at):
    found = decided(at=at)
    with pytest.raises(Refused, match="not confirmed"):
        piloting.start_pilot(force_accepted(found), by=found.officer)


def test_no_pilot_begins_while_a_claim_is_open_even_after_the_last_day():
    found = suspended(decided(at=DecisionState.STANDSTILL))
    after_standstill(found.decision)
    with pytest.raises(Refused, match="not confirmed"):
        piloting.start_pilot(force_accepted(found), by=found.officer)


def test_a_contract_that_was_prepared_is_not_signed_when_the_award_stands_no_more():
    found = decided(at=DecisionState.CONFIRMED)
    pilot = piloting.start_pilot(force_accepted(found), by=found.officer)
    db.session.execute(
        update(Decision)
        .where(Decision.id == found.decision.id)
        .values(state=DecisionState.SUSPENDED, confirmed_at=None, confirmed_by=None)
    )
    make_ready(pilot, found)
    with pytest.raises(Refused, match="not confirmed"):
        piloting.sign_contract(pilot, signed_on=today(), by=found.officer)


def make_ready(pilot, found) -> None:
    """Everything that a signature asks for, but the award."""
    kpi = piloting.propose_kpi(pilot, facts=kpi_facts(), by=found.bidder(0))
    piloting.agree_kpi(kpi, by=found.officer)
    piloting.name_lead(pilot, person_id=found.bidder(0).person_id, by=found.officer)


def test_the_page_counts_each_day_before_and_after_the_notice(client):
    found = decided(at=DecisionState.SUMMARIES_ISSUED)
    sign_in(client, found.officer)
    url = f"/decisions/{found.decision.id}/standstill"
    assert "This is how it would be if it were published today." in client.get(url).text
    waiting.start_standstill(found.decision.id, by=found.officer)
    # What the council sets afterwards changes nothing about a standstill that runs.
    found.scene.council.standstill_days = 20
    text = client.get(url).text
    assert "8 working days, counting the day of the notice" in text
    assert text.count("Weekend: does not count") >= 2
    sign_in(client, found.bidder(1))
    assert "Each day of the standstill" in client.get(f"/proposals/{found.scene.submissions[1].id}/feedback").text


def test_a_contract_up_to_the_councils_value_is_awarded_without_waiting():
    scene = scored()
    scene.council.standstill_above = Decimal(100_000)
    db.session.get_one(Phase, scene.panel.phase_id).amount_each = Decimal(100_000)
    found = decided(at=DecisionState.STANDSTILL, scene=scene)
    assert found.decision.standstill_ends_at is None
    waiting.confirm_decision(found.decision.id, by=found.officer)
    assert found.states()[0] == "confirmed"


def test_after_the_end_a_bidder_is_told_where_to_go(client):
    found = decided(at=DecisionState.STANDSTILL)
    url = f"/proposals/{found.scene.submissions[1].id}/claim"
    sign_in(client, found.bidder(1))
    assert "What are the grounds" in client.get(url).text
    after_standstill(found.decision)
    text = client.get(url).text
    assert "This service takes no claim after its end" in text
    assert "30 days" in text
    assert "What are the grounds" not in text
    assert "Where you can go now" in client.get(f"/proposals/{found.scene.submissions[1].id}/feedback").text


def test_a_lead_sets_the_rules_of_the_council(client):
    found = decided(at=DecisionState.SUMMARIES_ISSUED)
    council = found.scene.council
    url = f"/administration/councils/{council.slug}/settings"
    sign_in(client, member(council, Role.LEAD))
    assert 'value="8"' in client.get(url).text
    given = {
        "contact_email": "Pilots@Council.example",
        "contact_phone": "01632 960 001",
        "standstill_days": "61",
        "standstill_above": "£50k",
        "late_answer_days": "3",
        "interest_years": "5",
    }
    refused = post(client, url, **given)
    assert "There is a problem" in refused.text
    assert "Pilots@Council.example" in refused.text
    assert post(client, url, **(given | {"standstill_days": "10"})).status_code == 302
    db.session.refresh(council)
    assert (council.standstill_days, council.standstill_above, council.late_answer_days) == (10, Decimal(50_000), 3)
    assert council.interest_years == 5
    assert council.contact_email == "pilots@council.example"
    sign_in(client, found.officer)
    assert client.get(url).status_code == 403
