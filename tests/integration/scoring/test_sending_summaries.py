"""Summaries for many bidders: put together and sent in batches, to nobody twice, with proof of it."""

import datetime as dt

import pytest
from sqlalchemy import select, update

from accounts.models import Membership, Supplier, SupplierProfile
from challenges.models import Phase
from core import clock
from core.database import db
from core.errors import Conflict, Refused
from core.outbox import Message
from scoring.models import AssessmentSummary, PanelSeat, Score, SummaryMail
from scoring.queries import feedback as queries
from scoring.services import decision as deciding
from scoring.services import feedback, summarising
from scoring.states import DecisionState, SummaryFilter
from tests.factories.accounts import sign_in
from tests.factories.decisions import decided, scored, second_lot
from tests.support.worker import run_jobs

pytestmark = pytest.mark.usefixtures("db_session")


@pytest.fixture
def many(monkeypatch):
    """Two are many, and one goes at a time."""
    for module in (feedback, summarising):
        monkeypatch.setattr(module, "AT_ONCE", 1)
    monkeypatch.setattr(feedback.send_batch, "__kwdefaults__", {"size": 1})
    monkeypatch.setattr(summarising.assemble_batch, "__kwdefaults__", {"size": 1})


def mails() -> list[str]:
    return list(db.session.scalars(select(Message.to_address).where(Message.kind == "scoring/summary_issued")))


def desk_of(found):
    return queries.feedback_desk(found.officer, found.decision.id)


def test_many_summaries_are_put_together_by_a_job_and_nothing_is_sent_before(many):
    found = decided(at=DecisionState.APPROVED, scene=scored(scores=(5, 4, 2)))
    assert desk_of(found).tally == queries.Tally(proposals=3, assembled=0, sent=0, naming=0)
    with pytest.raises(Refused, match="still being put together"):
        feedback.issue_summaries(found.decision.id, by=found.officer)
    assert run_jobs().count("scoring.assemble_summaries") >= 3
    assert desk_of(found).tally.assembled == 3
    assert not summarising.assemble_batch(found.decision.id)


def test_many_are_sent_in_batches_and_the_decision_moves_with_the_last(many):
    found = decided(at=DecisionState.APPROVED, scene=scored(scores=(5, 4, 2)))
    run_jobs()
    assert feedback.issue_summaries(found.decision.id, by=found.officer) == 0
    assert feedback.send_batch(found.decision.id)
    desk = desk_of(found)
    assert (desk.tally.sent, desk.is_sending, desk.decision.state) == (1, True, DecisionState.APPROVED)
    # Asked again meanwhile, and taken up by two workers: everybody gets one.
    feedback.issue_summaries(found.decision.id, by=found.officer)
    run_jobs()
    desk = desk_of(found)
    assert (desk.tally.sent, desk.is_sending) == (3, False)
    assert desk.decision.state is DecisionState.SUMMARIES_ISSUED
    assert len(mails()) == len(set(mails())) == 3
    assert not feedback.send_batch(found.decision.id)


def test_nothing_is_edited_while_the_summaries_are_on_their_way(many):
    found = decided(at=DecisionState.APPROVED, scene=scored(scores=(5, 4)))
    run_jobs()
    feedback.issue_summaries(found.decision.id, by=found.officer)
    with pytest.raises(Conflict, match="has been sent"):
        feedback.edit_summary(found.decision.id, found.scene.submissions[1].id, words={}, version=1, by=found.officer)


def test_each_lot_is_compared_with_its_own_winner():
    first = scored(scores=(5, 3))
    second = second_lot(first, scores=(2, 1))
    first_found = decided(at=DecisionState.APPROVED, scene=first)
    second_found = decided(at=DecisionState.APPROVED, scene=second)
    winners = {
        one.content["winner_score"]
        for found in (first_found, second_found)
        for one in queries.summaries_of(found.decision.id)
        if found is second_found
    }
    assert winners == {"40.00"}
    assert {one.content["winner_score"] for one in queries.summaries_of(first_found.decision.id)} == {"100.00"}


def test_an_assessor_who_signed_a_reason_is_found_and_holds_up_the_sending():
    scene = scored(scores=(5, 4))
    name = db.session.scalars(select(PanelSeat.name).where(PanelSeat.panel_id == scene.panel.id)).first()
    db.session.execute(update(Score).values(reason=f"Convincing. {name.upper()}"))
    found = decided(at=DecisionState.APPROVED, scene=scene)
    assert desk_of(found).tally.naming == 2
    [named] = queries.names_found(found.decision.id)
    assert named.assesses
    with pytest.raises(Refused, match="no summary"):
        feedback.allow_name(found.decision.id, named.id, by=found.officer)
    with pytest.raises(Refused, match="or an assessor"):
        feedback.issue_summaries(found.decision.id, by=found.officer)
    assert mails() == []


def test_a_name_that_is_an_ordinary_word_is_allowed_by_an_officer():
    scene = scored(scores=(5, 4, 3))
    winner = db.session.get_one(Supplier, scene.submissions[0].supplier_id)
    winner.name = "Impact Ltd"
    found = decided(at=DecisionState.APPROVED, scene=scene)
    [named] = queries.names_found(found.decision.id)
    assert (named.name, named.summaries) == ("Impact Ltd", 2)
    with pytest.raises(Refused):
        feedback.issue_summaries(found.decision.id, by=found.officer)
    feedback.allow_name(found.decision.id, named.id, by=found.officer)
    assert desk_of(found).tally.naming == 0
    assert feedback.issue_summaries(found.decision.id, by=found.officer) == 3


def test_a_bidder_who_changed_its_name_since_is_found_before_sending():
    found = decided(at=DecisionState.APPROVED)
    db.session.get_one(Supplier, found.scene.submissions[0].supplier_id).name = "Reason Ltd"
    db.session.flush()
    with pytest.raises(Refused, match=found.scene.submissions[1].reference):
        feedback.issue_summaries(found.decision.id, by=found.officer)


def test_a_bidder_is_found_by_the_name_that_people_use_too():
    scene = scored(scores=(5, 4))
    rival = scene.submissions[0]
    db.session.add(
        SupplierProfile(
            supplier_id=rival.supplier_id, trading_name="Reason", saved_at=clock.now(), saved_by=rival.created_by
        )
    )
    found = decided(at=DecisionState.APPROVED, scene=scene)
    assert [(one.name, one.summaries) for one in queries.names_found(found.decision.id)] == [
        (db.session.get_one(Supplier, rival.supplier_id).name, 1)
    ]


def test_no_reader_of_a_summary_learns_who_gave_which_score():
    found = decided(at=DecisionState.SUMMARIES_ISSUED)
    seats = db.session.scalars(select(PanelSeat).where(PanelSeat.panel_id == found.scene.panel.id)).all()
    for summary in queries.summaries_of(found.decision.id):
        assert not any(seat.name in str(summary.content) or str(seat.id) in str(summary.content) for seat in seats)
        assert {"score", "winner_score"} >= {
            key for entry in summary.content["criteria"] for key in entry if "score" in key
        }


def test_the_officer_sees_the_proof_when_a_bidder_was_told_and_has_opened_it(client):
    found = decided(at=DecisionState.SUMMARIES_ISSUED)
    submission = found.scene.submissions[1]
    summary = queries.issued_summary(found.bidder(1), submission.id)
    assert db.session.scalars(select(SummaryMail).where(SummaryMail.summary_id == summary.id)).one()
    sign_in(client, found.officer)
    url = f"/decisions/{found.decision.id}/summaries/{submission.id}"
    assert "Nobody of the bidder has opened it yet." in client.get(url).text
    assert client.get(f"{url}/preview").status_code == 200
    assert "Nobody of the bidder has opened it yet." in client.get(url).text
    sign_in(client, found.bidder(1))
    for _ in range(2):
        assert client.get(f"/proposals/{submission.id}/feedback").status_code == 200
    sign_in(client, found.officer)
    text = client.get(url).text
    assert text.count("Opened by") == 1
    assert "number of the mail" in text


def test_a_bidder_without_anybody_is_to_be_posted_to():
    found = decided(at=DecisionState.APPROVED)
    past = {"starts_on": dt.date(2019, 1, 1), "ends_on": dt.date(2020, 1, 1)}
    left = Membership.id == found.bidder(2).membership_id
    db.session.execute(update(Membership).where(left).values(past))
    feedback.issue_summaries(found.decision.id, by=found.officer)
    page = queries.summaries_page(desk_of(found), 1, state=SummaryFilter.BY_POST)
    assert [one.submission_id for one in page.items] == [found.scene.submissions[2].id]


def test_the_list_is_filtered_and_takes_the_same_queries_for_one_and_for_many(bare_client, query_counter):
    counts = []
    for number in (1, 26):
        found = decided(at=DecisionState.SUMMARIES_ISSUED, scene=scored(scores=(5, *[1] * (number - 1)), assessors=1))
        sign_in(bare_client, found.officer)
        with query_counter() as statements:
            text = bare_client.get(f"/decisions/{found.decision.id}/summaries?state=sent").text
        counts.append(len(statements))
        assert ("1 to 25 of 26" if number > 1 else "1 result") in text
    assert counts[0] == counts[1] <= 12
    reference = found.scene.submissions[0].reference
    assert reference in bare_client.get(f"/decisions/{found.decision.id}/summaries?words={reference}").text
    empty = bare_client.get(f"/decisions/{found.decision.id}/summaries?state=edited").text
    assert "No summary fits what you searched for." in empty


def test_in_an_anonymised_challenge_nobody_is_found_by_name_before_the_names_are_known(client):
    first = scored(scores=(5, 4), anonymised=True)
    second_lot(first)
    found = decided(at=DecisionState.APPROVED, scene=first)
    name = db.session.get_one(Supplier, first.submissions[0].supplier_id).name
    sign_in(client, found.officer)
    text = client.get(f"/decisions/{found.decision.id}/summaries").text
    assert name not in text
    assert first.submissions[0].reference in text
    assert "No summary fits" in client.get(f"/decisions/{found.decision.id}/summaries?words={name}").text


def test_the_summary_of_many_awards_says_the_best_of_those_chosen():
    scene = scored(scores=(5, 4, 2))
    db.session.get_one(Phase, scene.panel.phase_id).awards_up_to = 2
    found = decided(at=DecisionState.DRAFTED, scene=scene, awards=2)
    deciding.send_for_approval(found.decision.id, by=found.officer)
    deciding.approve_decision(found.decision.id, by=found.approver)
    assert {one.content["winner_score"] for one in db.session.scalars(select(AssessmentSummary))} == {"100.00"}
