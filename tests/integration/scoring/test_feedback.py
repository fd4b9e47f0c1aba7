"""Assessment summaries: every bidder, every criterion, and nobody else's name."""

import uuid

import pytest
from sqlalchemy import select

from challenges.presets import ABOVE_THREE
from core.database import db
from core.errors import Conflict, NotPermitted, Refused
from core.outbox import Message
from scoring.models import AssessmentSummary
from scoring.queries import feedback as queries
from scoring.queries.decision import criteria_with_anchors
from scoring.services import feedback
from scoring.services import standstill as waiting
from scoring.services.feedback import Words
from scoring.states import DecisionState
from tests.factories.accounts import officer, page
from tests.factories.decisions import after_standstill, decided, scored, shortlisted

pytestmark = pytest.mark.usefixtures("db_session")


def summary_of(found, number: int) -> AssessmentSummary:
    return next(
        one
        for one in queries.summaries_of(found.decision.id)
        if one.submission_id == found.scene.submissions[number].id
    )


def same_words(summary: AssessmentSummary, **changes: str) -> dict[uuid.UUID, Words]:
    """What stands there, with the first criterion changed."""
    words = {
        uuid.UUID(entry["criterion_id"]): Words(entry["words"], entry["better"])
        for entry in summary.content["criteria"]
    }
    first = uuid.UUID(summary.content["criteria"][0]["criterion_id"])
    return words | {first: Words(**{"words": words[first].words, "better": words[first].better, **changes})}


def test_a_summary_says_the_score_why_what_was_missing_and_what_the_winner_scored():
    found = decided(at=DecisionState.APPROVED)
    content = summary_of(found, 1).content
    assert (content["score"], content["winner_score"], content["rank"], content["of"]) == ("80.00", "100.00", 2, 3)
    first = content["criteria"][0]
    assert (first["title"], first["score"], first["winner_score"]) == ("Impact", "80.00", "100.00")
    assert len(first["words"].split("\n\n")) == 3
    assert first["better"] == "For a score of 5: Impact at 5."


def test_what_a_better_answer_would_have_had_is_not_that_it_lies_between_two_others():
    scene = scored(scores=(5, 3, 2))
    between = next(one for one in criteria_with_anchors(scene.panel.lot_id)[0].anchors if one.score == 4)
    between.words = str(ABOVE_THREE)
    found = decided(at=DecisionState.APPROVED, scene=scene)
    assert summary_of(found, 1).content["criteria"][0]["better"] == "For a score of 5: Impact at 5."


def test_nobody_has_won_a_shortlist(client):
    scene = scored(scores=(5, 4, 2))
    decision, _approver = shortlisted(scene)
    text = page(client, scene.officer, f"/decisions/{decision.id}/summaries/{scene.submissions[1].id}/preview")
    assert "The best score on the shortlist" in text
    assert "winner" not in text


def test_the_best_score_lacks_nothing():
    found = decided(at=DecisionState.APPROVED)
    assert "Nothing was missing" in summary_of(found, 0).content["criteria"][0]["better"]


def test_an_officer_puts_the_words_in_order():
    found = decided(at=DecisionState.APPROVED)
    summary = summary_of(found, 1)
    feedback.edit_summary(
        found.decision.id,
        summary.submission_id,
        words=same_words(summary, words="Clear aims, thin evidence."),
        version=1,
        by=found.officer,
    )
    again = summary_of(found, 1)
    assert again.content["criteria"][0]["words"] == "Clear aims, thin evidence."
    assert again.content["criteria"][0]["score"] == "80.00"
    assert (again.version, again.edited_by) == (2, found.officer.person_id)


def test_another_bidders_name_is_found_however_it_is_written():
    found = decided(at=DecisionState.APPROVED)
    rival = found.scene.submissions[0].supplier_id
    summary = summary_of(found, 1)
    name = next(one for one in queries.summaries_of(found.decision.id) if one.submission.supplier_id == rival)
    for words in (f"Weaker than {name.submission.supplier.name.upper()}.", f"As {name.submission.supplier.name}, but."):
        with pytest.raises(Refused, match="name of another bidder"):
            feedback.edit_summary(
                found.decision.id,
                summary.submission_id,
                words=same_words(summary, words=words),
                version=1,
                by=found.officer,
            )


def test_ones_own_name_may_stand_in_ones_own_summary():
    found = decided(at=DecisionState.APPROVED)
    summary = summary_of(found, 1)
    feedback.edit_summary(
        found.decision.id,
        summary.submission_id,
        words=same_words(summary, words=f"{summary.submission.supplier.name} was clear."),
        version=1,
        by=found.officer,
    )


def test_nothing_goes_out_while_an_assembled_summary_names_another_bidder():
    found = decided(at=DecisionState.APPROVED)
    summary = summary_of(found, 1)
    rival = summary_of(found, 0).submission.supplier.name
    entries = [{**entry, "words": f"Not like {rival}."} for entry in summary.content["criteria"]]
    summary.content = {**summary.content, "criteria": entries}
    db.session.flush()
    with pytest.raises(Refused, match=summary.submission.reference):
        feedback.issue_summaries(found.decision.id, by=found.officer)
    assert db.session.scalars(select(Message).where(Message.kind == "scoring/summary_issued")).all() == []


@pytest.mark.parametrize("field", ["words", "better"])
def test_each_criterion_needs_words(field):
    found = decided(at=DecisionState.APPROVED)
    summary = summary_of(found, 1)
    with pytest.raises(Refused, match="Write about"):
        feedback.edit_summary(
            found.decision.id,
            summary.submission_id,
            words=same_words(summary, **{field: " "}),
            version=1,
            by=found.officer,
        )


def test_a_stale_form_overwrites_no_summary():
    found = decided(at=DecisionState.APPROVED)
    summary = summary_of(found, 1)
    words = same_words(summary, words="First.")
    feedback.edit_summary(found.decision.id, summary.submission_id, words=words, version=1, by=found.officer)
    with pytest.raises(Conflict):
        feedback.edit_summary(found.decision.id, summary.submission_id, words=words, version=1, by=found.officer)


def test_what_was_sent_is_never_changed():
    found = decided(at=DecisionState.SUMMARIES_ISSUED)
    summary = summary_of(found, 1)
    with pytest.raises(Conflict, match="has been sent"):
        feedback.edit_summary(
            found.decision.id, summary.submission_id, words=same_words(summary), version=1, by=found.officer
        )


def test_another_councils_officer_reaches_no_summary():
    found = decided(at=DecisionState.APPROVED)
    stranger = officer()
    summary = summary_of(found, 1)
    assert queries.summary_desk(stranger, found.decision.id, summary.submission_id) is None
    with pytest.raises(NotPermitted):
        feedback.edit_summary(
            found.decision.id, summary.submission_id, words=same_words(summary), version=1, by=stranger
        )
    with pytest.raises(NotPermitted):
        feedback.issue_summaries(found.decision.id, by=stranger)


def test_a_bidder_reads_its_own_summary_once_it_was_sent_and_no_other():
    found = decided(at=DecisionState.APPROVED)
    ids = [submission.id for submission in found.scene.submissions]
    bidder = found.bidder(1)
    assert queries.issued_summary(bidder, ids[1]) is None
    assert queries.has_feedback(ids) == set()
    feedback.issue_summaries(found.decision.id, by=found.officer)
    assert queries.issued_summary(bidder, ids[1]) is not None
    assert queries.issued_summary(bidder, ids[0]) is None
    assert queries.has_feedback(ids) == set(ids)
    assert [one.submission_id for one in queries.recent_feedback(bidder)] == [ids[1]]


def test_a_summary_that_was_read_waits_only_as_long_as_the_decision_can_be_challenged():
    found = decided(at=DecisionState.SUMMARIES_ISSUED)
    bidder = found.bidder(1)
    feedback.record_opening(queries.issued_summary(bidder, found.scene.submissions[1].id), by=bidder)
    assert queries.recent_feedback(bidder) == []
    assert len(queries.recent_feedback(found.bidder(2))) == 1
    waiting.start_standstill(found.decision.id, by=found.officer)
    assert len(queries.recent_feedback(bidder)) == 1
    after_standstill(found.decision)
    waiting.confirm_decision(found.decision.id, by=found.officer)
    assert queries.recent_feedback(bidder) == []
