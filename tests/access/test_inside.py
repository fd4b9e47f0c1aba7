"""What some of those who reach a page read on it, and others do not. Written by hand, like the tables of the doors."""

import pytest

from tests.access import reading

pytestmark = pytest.mark.access

GROUPS = reading.groups()
OFFICERS, APPROVERS, TEAM = GROUPS["officers"], GROUPS["approvers"], GROUPS["lead supplier"]
COUNCIL_SIDE = (*OFFICERS, *APPROVERS, "lead", "auditor")

# The page, the thing that it is about, the words, and who reads them there.
INSIDE = [
    # "What needs you"
    ("/work", "the service", "Questions to answer", OFFICERS),
    ("/work", "the service", "Pilots to start", OFFICERS),
    ("/work", "the service", "Panels to set up", OFFICERS),
    ("/work", "the service", "Proposals to check", OFFICERS),
    ("/work", "the service", "Offers to answer", (*TEAM, "partner")),
    # Nobody is asked about themselves: each of the two reads of the other.
    (
        "/work",
        "the service",
        "Conflicts of interest to settle",
        ("officer", "entering officer", "approver", "drafting approver"),
    ),
    # What an officer of the council answers, others of it read.
    ("/questions", "the service", 'href="/questions/', OFFICERS),
    # The council's own advice to its approver, until it is decided.
    ("/pilots/<slug>/stages/<stage_id>", "a stage: at its gate", "The KPIs say so.", COUNCIL_SIDE),
    ("/pilots/<slug>/manage", "a pilot: being evaluated", "It works.", COUNCIL_SIDE),
]


@pytest.mark.parametrize(("address", "thing", "words", "readers"), INSIDE, ids=lambda value: str(value)[:40])
def test_some_of_those_who_reach_a_page_read_more_on_it(knock, address, thing, words, readers):
    pages = {who: knock.page(address, thing, who) for who in reading.people()}

    assert {who for who, page in pages.items() if words in page} == set(readers)
