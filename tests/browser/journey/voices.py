"""Alongside: residents follow, speak and vote; a moderator keeps it fair; others look, or set up what they run."""

import re

from tests.browser.journey.people import Cast, Person
from tests.browser.journey.story import Story

ADVERT = "Buy shares in my lift company before everybody else does!"


def speak_about_the_challenge(cast: Cast, story: Story) -> None:
    resident = cast["Resident"]
    follows_votes_and_says(resident, story.challenge, "My mother lives at Harbour Court. Thank you for asking.")


def speak_about_the_pilot(cast: Cast, story: Story) -> None:
    follows_votes_and_says(cast["Resident"], story.pilot, "The lift has not stopped once this week.")


def follows_votes_and_says(resident: Person, address: str, words: str) -> None:
    """One vote each: the page of the vote offers to take it back, and nothing else."""
    resident.opens(address)
    before = supporters(resident)
    resident.follows("Get news of this by email")
    resident.goes_on("Send me news")
    resident.reads("You will get news of this by email.")
    resident.goes_on("Support this")
    resident.goes_on("I support this")
    assert supporters(resident) == before + 1
    resident.goes_on("Take back your support")
    assert resident.page.get_by_role("button", name="I support this").count() == 0
    resident.opens(address)
    resident.goes_on("Add a comment")
    resident.writes("What do you want to say?", words)
    resident.goes_on("Publish my comment")
    resident.reads(words)
    resident.opens(address)
    resident.reads(words)


def supporters(reader: Person) -> int:
    return int(re.sub(r"\D.*", "", reader.page.locator(".tl-count").first.inner_text()))


def are_kept_fair(cast: Cast, story: Story) -> None:
    """Somebody advertises; a resident reports it; the moderator removes it with a rule and a reason."""
    seller, resident, moderator = cast["Pilot lead"], cast["Resident"], cast["Moderator"]
    seller.opens(story.challenge)
    seller.goes_on("Add a comment")
    seller.writes("What do you want to say?", ADVERT)
    seller.goes_on("Publish my comment")
    resident.opens(seller.path)
    resident.follows("Report this comment")
    resident.chooses("It advertises")
    resident.goes_on("Report this comment")
    moderator.opens("/work")
    moderator.follows("Comments that wait for you")
    moderator.goes_on("Remove it", within=moderator.page.locator("article").filter(has_text=ADVERT))
    moderator.chooses("It advertises")
    moderator.writes("Why?", "It sells something. Say what you think of the lifts, and it stays.")
    moderator.goes_on("Remove the comment")
    resident.opens(story.challenge)
    resident.reads("A moderator removed this comment.")
    resident.reads_nothing_of(ADVERT)
    seller.opens(seller.path)
    seller.reads("It advertises", "Say what you think of the lifts")


def are_audited(cast: Cast, story: Story) -> None:
    """The auditor reads what is no longer sealed, and finds nothing to press."""
    auditor = cast["Auditor"]
    number = story.proposal.rsplit("/", 1)[1]
    for address in (f"/received/{number}", story.panel, story.decision, story.pilot + "/manage"):
        auditor.opens(address)
        assert auditor.page.locator("main form[method=post]").count() == 0, auditor.says()
    auditor.opens(story.decision + "/edit", status=403)
    auditor.opens(story.pilot + "/contract", status=403)


def have_a_new_council(cast: Cast, story: Story) -> None:
    """The administrator sets it up, and reads no proposal."""
    administrator = cast["Administrator"]
    number = story.proposal.rsplit("/", 1)[1]
    administrator.opens("/work")
    administrator.follows("Councils")
    administrator.goes_on("Set up the council")
    administrator.reads("There is a problem", "Enter the name of the council", "Choose where it is")
    administrator.selects("Where it is", "England")
    administrator.writes("Name of the council", "Saltholme Town Council")
    administrator.writes("Public email address", "hello@saltholme.example")
    administrator.writes("Email address of its first lead", "clerk@saltholme.example")
    administrator.goes_on("Set up the council")
    administrator.reads("Saltholme Town Council is set up.")
    administrator.opens(f"/received/{number}", status=404)
    cast.visitor().opens("/councils/saltholme-town-council")
