"""What some of those who reach a page read on it, and others do not. Written by hand, like the tables of the doors."""

import pytest

from tests.access import reading

pytestmark = pytest.mark.access

GROUPS = reading.groups()
OFFICERS, APPROVERS = GROUPS["officers"], GROUPS["approvers"]
ASSIGNED = GROUPS["assigned officers"]
COUNCIL_SIDE = (*OFFICERS, *APPROVERS, "lead", "auditor")

# A page and the thing that it is about; words, and who reads them there.
INSIDE = {
    # "What needs you"
    ("/work", "the service"): {
        "Questions to answer": OFFICERS,
        "Pilots to start": OFFICERS,
        "Panels to set up": ASSIGNED,
        "Proposals to check": ASSIGNED,
        "Offers to answer": GROUPS["team"],
        # Nobody is asked about what they are kept out of.
        "Conflicts of interest to settle": ("officer", "entering officer", "approver", "drafting approver"),
    },
    # What an officer of the council answers, others of it read.
    ("/questions", "the service"): {'href="/questions/': OFFICERS},
    # The council's own advice to its approver, until it is decided.
    ("/pilots/<slug>/stages/<stage_id>", "a stage: at its gate"): {"The KPIs say so.": COUNCIL_SIDE},
    ("/pilots/<slug>/manage", "a pilot: being evaluated"): {"It works.": COUNCIL_SIDE},
}


@pytest.mark.parametrize(("address", "thing"), INSIDE)
def test_some_of_those_who_reach_a_page_read_more_on_it(knock, address, thing):
    pages = {who: knock.page(address, thing, who) for who in reading.people()}
    read = {words: {who for who, page in pages.items() if words in page} for words in INSIDE[address, thing]}

    assert read == {words: set(readers) for words, readers in INSIDE[address, thing].items()}
