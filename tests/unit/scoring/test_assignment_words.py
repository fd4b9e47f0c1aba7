"""What cannot be met is said in words that an officer can act on."""

import uuid

import pytest

from scoring.assignment import Obstacle, Proposal, Seat, Shortage, share_out
from scoring.assignment.wording import explain

SEATS = {uuid.UUID(int=1): "Ann", uuid.UUID(int=2): "Bob"}
BIDS = {uuid.UUID(int=100 + number): f"P-{number:03}" for number in range(1, 31)}


def told(obstacle):
    return explain(obstacle, names=SEATS, references=BIDS, languages={"cy": "Welsh"}, topics={"climate": "Climate"})


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ((Shortage.PANEL, 2, 3), "2 assessors can take new work, and each proposal needs 3."),
        ((Shortage.LANGUAGE, 0, 3, "cy"), "No assessor on this panel reads Welsh."),
        ((Shortage.LANGUAGE, 1, 3, "cy"), "Only 1 assessor on this panel reads Welsh."),
        ((Shortage.CONFLICT, 1, 3), "Only 1 assessor who reads the language has no conflict of interest."),
        ((Shortage.CAPACITY, 50, 90), "The panel can take 50 more assessments, and 90 are needed."),
        (
            (Shortage.GROUP, 0, 3, "", tuple(SEATS)),
            "Nobody but Ann, Bob can take them, and they have no room for more.",
        ),
        (
            (Shortage.EXPERT, 0, 0, "climate"),
            "No assessor on this panel has said that they know “Climate” well.",
        ),
    ],
)
def test_each_cause_has_its_words(app, facts, words):
    kind, *rest = facts
    with app.test_request_context():
        assert told(Obstacle(kind, tuple(BIDS)[:1], *rest)).startswith(words + " 1 proposal ")


def test_many_proposals_are_counted_and_a_few_named(app):
    found = share_out(
        seats=[Seat(one, capacity=10) for one in SEATS], proposals=[Proposal(one) for one in BIDS], each=1
    ).obstacles
    with app.test_request_context():
        words = told(found[0])
    assert "10 proposals get fewer assessors than planned: " in words
    assert words.endswith("and 4 more.")
