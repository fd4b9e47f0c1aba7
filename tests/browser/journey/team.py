"""Two colleagues answer a challenge together: they collide, hand in, open it again, and keep what proves it."""

import re
import subprocess
import sys
from pathlib import Path

from tests.browser.journey.people import Cast, Person
from tests.browser.journey.proposal import PLAN
from tests.browser.journey.story import Story

ROOT = Path(__file__).parents[3]
PUBLIC_SUMMARY = "Describe your proposal in words that a resident would use"
PRICE = "What is your price for the first phase, with VAT?"
PLAN_ASKED = "Attach drawings or a plan, if they help to understand your proposal"
TITLE = "Supper at the hall"
FIRST = "We cook on Tuesdays, and whoever comes peels the carrots."
SECOND = "We cook on Thursdays, and the school choir comes along."
BOTH = f"{FIRST} {SECOND}"
DEARER, CHEAPER = "18500", "17250"


def begins(cast: Cast, story: Story) -> None:
    lead = cast["Supplier"]
    lead.opens(story.challenge)
    lead.goes_on("Start a proposal")
    lead.goes_on("Start a proposal")
    story.proposal = lead.path
    lead.follows("Title of your proposal")
    lead.writes("Title of your proposal", TITLE)
    lead.goes_on("Save")


def collides(cast: Cast, story: Story) -> None:
    """Both open the same answer. Whoever saves second sees both texts, and nothing is lost."""
    lead, colleague = cast["Supplier"], cast["Pilot lead"]
    for someone in (lead, colleague):
        someone.opens(story.proposal)
        someone.follows(PUBLIC_SUMMARY)
    lead.writes(PUBLIC_SUMMARY, FIRST)
    lead.goes_on("Save")
    colleague.writes(PUBLIC_SUMMARY, SECOND)
    colleague.goes_on("Save")
    colleague.reads("There are two texts", "Sanjay Brook saved another text", FIRST)
    assert colleague.page.get_by_label("Your text").input_value() == SECOND
    colleague.writes("Your text", BOTH)
    colleague.goes_on("Save my text in its place")
    lead.opens(story.proposal)
    lead.follows(PUBLIC_SUMMARY)
    assert lead.page.get_by_label(PUBLIC_SUMMARY).input_value() == BOTH


def completes(cast: Cast, story: Story) -> None:
    """They share the rest: one writes, the other adds the price and the plan."""
    lead, colleague = cast["Supplier"], cast["Pilot lead"]
    lead.opens(story.proposal)
    for question in _questions_in_words(lead):
        lead.follows(question)
        lead.writes(question, f"Here is what we say to “{question}”, in our own words.")
        lead.goes_on("Save")
    colleague.opens(story.proposal)
    colleague.follows(PRICE)
    colleague.writes(PRICE, DEARER)
    colleague.goes_on("Save")
    colleague.follows(PLAN_ASKED)
    colleague.attaches("Add a file", "the hall.pdf", PLAN)
    colleague.goes_on("Add this file")
    colleague.goes_on("Continue")
    colleague.follows("Exclusion grounds and subsidies")
    colleague.chooses("None of these")
    colleague.answers(re.compile("money from public bodies"), "No")
    colleague.goes_on("Confirm that this is right")


def hands_in(cast: Cast, story: Story) -> None:
    lead = cast["Supplier"]
    lead.opens(story.proposal)
    lead.goes_on("Check your answers")
    lead.reads(TITLE, FIRST, SECOND, f"£{DEARER[:2]},{DEARER[2:]}", "the hall.pdf")
    lead.goes_on("Submit the proposal")
    lead.reads("Proposal submitted", "/ 1")


def thinks_again(cast: Cast, story: Story) -> None:
    """Both versions are kept; the second is the one that counts."""
    lead = cast["Pilot lead"]
    lead.opens(story.proposal)
    lead.goes_on("Reopen to change it")
    lead.follows(PRICE)
    lead.writes(PRICE, CHEAPER)
    lead.goes_on("Save")
    lead.goes_on("Check your answers")
    lead.goes_on("Submit the proposal")
    lead.reads("Proposal submitted", "/ 2")
    lead.goes_on("Go to your proposal")
    lead.reads(f"£{CHEAPER[:2]},{CHEAPER[2:]}", "Version 1", "Version 2")


def has_proof(cast: Cast, story: Story, folder: Path) -> None:
    """Receipt, content and plan as they were downloaded are what was submitted; one byte more or less, and they are
    not."""
    lead, visitor = cast["Supplier"], cast.visitor()
    lead.opens(story.proposal)
    plan = lead.keeps("the hall.pdf", folder)
    lead.follows("Version 2")
    receipt = lead.keeps("Save the receipt", folder)
    content = lead.keeps("Save what you submitted", folder)
    visitor.opens("/receipts/verify")
    visitor.page.get_by_text("Check it without us").click()
    key = visitor.keeps("The public key", folder)
    assert plan.read_bytes() == PLAN
    assert _verify(key, receipt, content, plan) == (0, "")
    for changed in (receipt, content, plan):
        whole = changed.read_bytes()
        for at in (whole.rindex(b"2"), len(whole) // 2):
            changed.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            code, said = _verify(key, receipt, content, plan)
            assert code in (1, 2), f"{changed.name} at {at}: {said}"
        changed.write_bytes(whole)
    assert _verify(key, receipt, content, plan)[0] == 0


def _verify(key: Path, *files: Path) -> tuple[int, str]:
    """The exit code of the command, and what it has to object."""
    command = [sys.executable, "-m", "submissions.verify", "--key", key, *files]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert not done.stderr, done.stderr
    objections = [line for line in done.stdout.splitlines() if "genuine:" not in line and "exactly" not in line]
    return done.returncode, "\n".join(objections)


def _questions_in_words(lead: Person) -> list[str]:
    """What is still to be answered in paragraphs, as the list of tasks names it."""
    names = [link.inner_text().strip() for link in lead.page.locator("main li a[href*='/questions/']").all()]
    return [name for name in names if name not in (PUBLIC_SUMMARY, PRICE, PLAN_ASKED)]
