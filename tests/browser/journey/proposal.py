"""A supplier writes a proposal, hands it in, and keeps a receipt; until the deadline nobody else can read it."""

import datetime as dt
import re

from tests.browser.journey.people import Cast
from tests.browser.journey.story import Story

# A word that stands nowhere else, to look for where it must not be.
PLANTED = "quillwort"
TITLE = f"A listening lift: the {PLANTED} sensor"
ANSWERS = {
    "Describe your proposal": "A small box listens to each lift and tells the repair team before it stops.",
    "How will you have it working": f"We fit the {PLANTED} boxes on day one and read them from day two.",
    "Who are you": "Tidewell Sensing. Our boxes run in 40 lifts in Ashcombe.",
    "Whom will it help": "Everybody above the third floor. We count breakdowns: 9 a week now, 4 at the end.",
    "How does it keep data safe": "No sound leaves the box. Readings go out by an open standard.",
}
PRICE = "23500"
PLAN = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""


def is_begun(cast: Cast, story: Story) -> None:
    supplier = cast["Supplier"]
    supplier.opens("/challenges")
    supplier.follows(story.title)
    supplier.goes_on("Start a proposal")
    supplier.goes_on("Start a proposal")
    story.proposal = supplier.path
    supplier.follows("Title of your proposal")
    supplier.writes("Title of your proposal", TITLE)
    supplier.goes_on("Save")


def is_answered(cast: Cast, story: Story) -> None:
    """Question after question, and a plan as a PDF."""
    supplier = cast["Supplier"]
    supplier.opens(story.proposal)
    for question, words in ANSWERS.items():
        supplier.follows(re.compile(question))
        supplier.writes(re.compile(question), words)
        supplier.goes_on("Save")
    supplier.follows(re.compile("What is your price"))
    supplier.writes(re.compile("What is your price"), PRICE)
    supplier.goes_on("Save")
    supplier.follows("Exclusion grounds and subsidies")
    supplier.chooses("None of these")
    supplier.answers(re.compile("money from public bodies"), "No")
    supplier.goes_on("Confirm that this is right")
    supplier.follows(re.compile("Attach drawings"))
    supplier.attaches("Add a file", "plan of the boxes.pdf", PLAN)
    supplier.goes_on("Add this file")
    supplier.reads("plan of the boxes.pdf")
    supplier.goes_on("Continue")


def is_handed_in(cast: Cast, story: Story) -> None:
    """After a look at all answers."""
    supplier = cast["Supplier"]
    supplier.opens(story.proposal)
    supplier.goes_on("Check your answers")
    supplier.reads(TITLE, "£23,500", "plan of the boxes.pdf", *ANSWERS.values())
    supplier.goes_on("Submit the proposal")
    supplier.reads("Proposal submitted", "Received on")


def has_a_receipt(cast: Cast, story: Story) -> None:
    """It came by mail too, and whoever has it can check it."""
    visitor = cast.visitor()
    story.receipt = cast.mail_to("sanjay@tidewell.example", "SHA-256", "Signature")
    visitor.opens("/receipts/verify")
    visitor.writes("Paste the receipt", story.receipt)
    visitor.goes_on("Check the receipt")
    visitor.reads("This receipt is genuine")
    visitor.writes("Paste the receipt", story.receipt.replace("Version: 1", "Version: 2"))
    visitor.goes_on("Check the receipt")
    visitor.reads("This receipt is not genuine")


def is_sealed(cast: Cast, story: Story) -> None:
    """Whoever looks from outside the team finds numbers, and no word."""
    number = story.proposal.rsplit("/", 1)[1]
    for who in ("Council officer", "Approver", "Auditor", "Administrator", "Resident"):
        someone = cast[who]
        for address in (story.proposal, f"/received/{number}"):
            someone.opens(address, status=404)
    officer = cast["Council officer"]
    officer.opens(story.challenge + "/manage")
    officer.follows("Proposals")
    officer.reads("Proposals are sealed until the deadline.")
    officer.reads_nothing_of(PLANTED, "Tidewell")


def comes_too_late(cast: Cast, story: Story) -> None:
    """The supplier changes the proposal after all, and clicks a minute too late. What was handed in stands."""
    supplier = cast["Supplier"]
    supplier.opens(story.proposal)
    supplier.goes_on("Reopen to change it")
    supplier.follows(re.compile("What is your price"))
    supplier.writes(re.compile("What is your price"), "19000")
    supplier.goes_on("Save")
    supplier.goes_on("Check your answers")
    cast.time_moves_to(story.closes_at + dt.timedelta(minutes=1))
    supplier.goes_on("Submit the proposal", status=409)
    supplier.reads("Your proposal was not accepted", "What you submitted before counts.")
    supplier.goes_on("Go to your proposal")
    supplier.reads("£23,500")
