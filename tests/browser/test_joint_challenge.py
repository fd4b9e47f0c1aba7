"""An officer publishes a challenge from a preset, with a partner council that pays a share, in two languages; a team of
two answers it, and keeps what proves that it did."""

import datetime as dt
import re
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.journey import team
from tests.browser.journey.people import Cast, Person
from tests.browser.journey.story import Story

TITLE = "Know early where the river rises"
IN_WELSH = "Gwybod yn gynnar ble mae'r afon yn codi"
APPROVER = "approver@dyffrynarian.example"
WORDS = (
    ("Outcomes wanted", "What should be different afterwards?", "Two hours of warning instead of twenty minutes."),
    ("Who is affected", "Who is affected?", "900 households beside the river, one in four with somebody over 75."),
    ("Route to market", "How would the council buy it, if the pilot works?", "A call-off from the flood framework."),
    ("Contact", "Name", "Gwen Parry"),
)


def test_two_councils_publish_in_two_languages_and_a_team_answers(browser: Browser, address: str, tmp_path: Path):
    with Cast(browser, address) as cast:
        officer = cast["Adopting council"]
        challenge = is_begun(officer)
        opens = is_dated(officer, cast)
        partner_promises(officer, cast, challenge)
        is_translated(officer, challenge)
        is_approved(officer, cast, challenge)
        is_read_in_both(cast.visitor(), challenge)
        cast.time_moves_to(opens + dt.timedelta(minutes=1))
        story = Story(challenge=challenge)
        for chapter in (team.begins, team.collides, team.completes, team.hands_in, team.thinks_again):
            chapter(cast, story)
        team.has_proof(cast, story, tmp_path)
    cast.inspection.assert_valid()


def is_begun(officer: Person) -> str:
    officer.opens("/challenges/new")
    officer.writes("Title", TITLE)
    officer.chooses(re.compile("Rapid response style"))
    officer.goes_on("Start the draft")
    challenge = officer.path.removesuffix("/edit")
    officer.follows("Problem and evidence")
    officer.writes("Summary", "The river rises faster than we hear of it.")
    officer.writes("What is the problem?", "Today an app tells us too late.")
    officer.goes_on("Save and continue")
    officer.reads("Names a solution: app.")
    for section, question, words in WORDS:
        officer.follows(section)
        officer.writes(question, words)
        officer.goes_on("Save and continue")
    officer.follows("Conflicts of interest and budget owner")
    officer.writes("Conflicts assessment", "Nobody of the team has shares in a likely bidder.")
    officer.writes("Budget owner", "Head of Environment")
    officer.goes_on("Save and continue")
    return challenge


def is_dated(officer: Person, cast: Cast) -> dt.datetime:
    today = cast.now().replace(hour=0, minute=0)
    opens, closes = today + dt.timedelta(days=5, hours=9), today + dt.timedelta(days=20, hours=12)
    officer.follows("Timeline")
    officer.dates("When does it open?", opens)
    officer.dates("Until when can suppliers ask questions?", closes - dt.timedelta(days=4))
    officer.dates("When does it close?", closes)
    officer.dates("When will you decide?", (closes + dt.timedelta(days=14)).date())
    officer.page.wait_for_function(
        "words => document.querySelector('#timeline-picture').innerText.includes(words)", arg="15 days"
    )
    officer.goes_on("Save and continue")
    officer.reads("Nothing is missing. It can be sent for approval.")
    return opens


def partner_promises(officer: Person, cast: Cast, challenge: str) -> None:
    other, approver = cast["Council officer"], cast["Approver"]
    other.opens(challenge, status=404)
    officer.follows("Partners")
    officer.selects("Council or community group", "Northmoor City Council")
    officer.chooses("Pays a share")
    officer.goes_on("Invite")
    officer.opens(challenge + "/submit")
    officer.reads("Northmoor City Council has not answered the invitation yet.")
    other.opens("/work")
    other.follows(TITLE)
    other.follows("Read the challenge")
    other.reads("The river rises faster than we hear of it.")
    other.follows("Your part in this challenge")
    other.goes_on("Take part")
    other.writes(re.compile("What you pay towards"), "100,000")
    other.chooses("No")
    other.goes_on("Confirm")
    other.reads("You take part. The lead council is told.")
    approver.opens("/work")
    approver.follows(TITLE)
    approver.goes_on("Approve what we pay")
    approver.reads("What your council pays is approved.")


def is_translated(officer: Person, challenge: str) -> None:
    officer.opens(challenge + "/languages")
    officer.follows("Problem and evidence")
    officer.writes("Title", IN_WELSH)
    officer.writes("Summary", "Mae'r afon yn codi'n gynt nag y clywn.")
    officer.goes_on("Save and continue")


def is_approved(officer: Person, cast: Cast, challenge: str) -> None:
    officer.opens(challenge + "/submit")
    officer.goes_on("Send for approval")
    approver = cast.by_mail(APPROVER)
    approver.opens(challenge + "/approval")
    approver.writes("Comment on: Problem and evidence", "Do not name the app.")
    approver.goes_on("Return with comments")
    officer.opens(challenge + "/edit")
    officer.follows("Problem and evidence")
    officer.reads("Do not name the app.")
    officer.writes("What is the problem?", "Today we hear of it too late.")
    officer.goes_on("Save and continue")
    officer.opens(challenge + "/submit")
    officer.goes_on("Send for approval")
    approver.opens(challenge + "/approval")
    approver.reads("Changed since the last time")
    approver.goes_on("Approve")


def is_read_in_both(visitor: Person, challenge: str) -> None:
    visitor.opens(challenge + "?lang=en")
    visitor.reads(TITLE, "Northmoor City Council (Pays a share)", "£100,000 without VAT", "£600,000")
    visitor.follows("Cymraeg")
    assert visitor.heading() == IN_WELSH
    assert visitor.page.locator("h1").get_attribute("lang") is None
    english = visitor.page.locator(".tl-prose[lang=en]").first.inner_text()
    assert "hear of it too late" in english
    visitor.opens(challenge + "?lang=en")
    visitor.reads(TITLE)
