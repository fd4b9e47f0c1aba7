"""The council makes a challenge of the problem; somebody else approves it; it opens by the clock."""

import datetime as dt

from tests.browser.journey.people import Cast
from tests.browser.journey.story import PUBLIC_TITLE, Story

# What is still to be written after the preset has filled in the rest: section, question, words.
WORDS = (
    ("Outcomes wanted", "What should be different afterwards?", "Half as many breakdowns, seen in the repair book."),
    ("Who is affected", "Who is affected?", "4,100 people live above the third floor; one in five is over 75."),
    (
        "Route to market",
        "How would the council buy it, if the pilot works?",
        "A call-off from our lift framework, with £180,000 a year from the housing budget.",
    ),
    ("Contact", "Name", "Priya Nand"),
)


def is_written(cast: Cast, story: Story) -> None:
    """Section after section of the draft that the preset has begun."""
    officer = cast["Council officer"]
    officer.opens(story.challenge + "/manage")
    officer.reads("Write what is missing:")
    officer.goes_on("Write the challenge")
    officer.follows("Problem and evidence")
    officer.writes("Title", story.title)
    officer.writes("Summary", "Lifts in our tower blocks break down too often. Help us know before they do.")
    officer.goes_on("Save and continue")
    for section, question, words in WORDS:
        officer.follows(section)
        officer.writes(question, words)
        officer.goes_on("Save and continue")
    officer.follows("Conflicts of interest and budget owner")
    officer.writes("Conflicts assessment", "The lift contractor's liaison officer takes no part.")
    officer.writes("Budget owner", "Head of Housing Repairs")
    officer.goes_on("Save and continue")
    officer.reads("Nothing is missing. It can be sent for approval.")


def is_planned(cast: Cast, story: Story) -> None:
    """Its dates, and the sections that the preset filled in: the officer looks at each."""
    officer = cast["Council officer"]
    today = cast.now().replace(hour=0, minute=0)
    story.opens_at = today + dt.timedelta(days=2, hours=9)
    story.closes_at = today + dt.timedelta(days=11, hours=12)
    officer.opens(story.challenge + "/edit")
    officer.follows("Timeline")
    officer.dates("When does it open?", story.opens_at)
    officer.dates("Until when can suppliers ask questions?", story.closes_at - dt.timedelta(days=4))
    officer.dates("When does it close?", story.closes_at)
    officer.dates("When will you decide?", (story.closes_at + dt.timedelta(days=14)).date())
    officer.goes_on("Save and continue")
    for section in ("Money", "Who can apply", "Questions to suppliers", "Terms and intellectual property"):
        officer.follows(section)
        officer.follows("Back")
    officer.follows("Criteria, weights and anchors")
    officer.follows("Change Impact")
    officer.writes("What assessors look for", "Somebody on the sixth floor should notice the difference.")
    officer.goes_on("Save and continue")
    officer.writes("Feasibility", "40")
    officer.goes_on("Save and continue")
    officer.reads("The weights must sum to 100 %. These sum to 115 %.")
    officer.writes("Feasibility", "25")
    officer.goes_on("Save and continue")
    officer.follows("How proposals are assessed")
    officer.writes("How many assessors read each proposal?", "2")
    officer.selects("Is there a second round?", "No, one round decides")
    officer.writes("How much does the second round count?", "")
    officer.writes("How many go on to it at most?", "")
    officer.goes_on("Save and continue")


def is_approved(cast: Cast, story: Story) -> None:
    """By somebody else. Nobody outside reads a word of it before."""
    officer, approver = cast["Council officer"], cast["Approver"]
    officer.opens(story.challenge + "/submit")
    officer.writes("A note to the approver", "The problem came from a resident of Harbour Court.")
    officer.goes_on("Send for approval")
    cast.visitor().opens(story.challenge, status=404)
    approver.opens("/work")
    approver.follows(story.title)
    approver.reads("A call-off from our lift framework")
    approver.writes("Comments on all of it", "Good. Publish it.")
    approver.goes_on("Approve")


def opens_by_the_clock(cast: Cast, story: Story) -> None:
    visitor = cast.visitor()
    visitor.opens(story.challenge)
    visitor.reads("Opening soon", story.title)
    cast.time_moves_to(story.opens_at + dt.timedelta(minutes=1))
    visitor.opens("/challenges")
    visitor.follows(story.title)
    visitor.reads("Open", PUBLIC_TITLE)
    visitor.opens(story.problem)
    visitor.reads("It became the challenge", story.title)


def is_asked_about(cast: Cast, story: Story) -> None:
    """A question is nobody else's to read before it is answered."""
    supplier, visitor = cast["Supplier"], cast.visitor()
    supplier.opens(story.challenge)
    supplier.goes_on("Ask a question")
    supplier.writes("What do you want to know?", "May we put sensors into the machine rooms?")
    supplier.goes_on("Send the question")
    visitor.opens(story.challenge + "/questions")
    visitor.reads_nothing_of("machine rooms")


def is_explained(cast: Cast, story: Story) -> None:
    """The answer is public, with the question; who asked is not, to anybody."""
    officer, visitor = cast["Council officer"], cast.visitor()
    officer.opens("/questions")
    officer.reads("May we put sensors into the machine rooms?")
    officer.follows(story.title)
    officer.reads_nothing_of("Sanjay", "Tidewell")
    officer.writes("Your answer", "Yes, in all 96 blocks, with our caretaker beside you.")
    officer.goes_on("Publish question and answer")
    visitor.opens(story.challenge)
    visitor.reads("May we put sensors into the machine rooms?", "with our caretaker beside you")
    visitor.reads_nothing_of("Sanjay", "Tidewell")
