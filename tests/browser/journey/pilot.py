"""The pilot: contract, plan, reports, gate, and the day when it is in use."""

import datetime as dt
import re

from tests.browser.journey.people import Cast
from tests.browser.journey.story import Story

LEAD = "Ines Calder"
KPI = "Breakdowns in a week"


def is_started(cast: Cast, story: Story) -> None:
    """From the accepted proposal; stages and payments come from the challenge."""
    officer = cast["Council officer"]
    today = cast.now().date()
    officer.opens("/work")
    officer.follows("Your council's pilots")
    officer.follows(story.title)
    officer.writes("Name of the pilot", "A listening lift")
    officer.writes("What is tried out, in a few words?", "A box listens to each lift, and tells us before it stops.")
    officer.dates("First day", today + dt.timedelta(days=2))
    officer.dates("Last day", today + dt.timedelta(days=30))
    officer.goes_on("Start the pilot")
    story.pilot = officer.path.removesuffix("/manage")


def is_planned(cast: Cast, story: Story) -> None:
    """What is measured, who leads, what is delivered; then it is signed."""
    officer = cast["Council officer"]
    today = cast.now().date()
    officer.opens(story.pilot + "/manage")
    officer.goes_on("Add a KPI")
    officer.writes("What is measured?", KPI)
    officer.writes("In which unit?", "breakdowns")
    officer.chooses("Less is better")
    officer.writes("Baseline: what is it now?", "9")
    officer.dates("Baseline measured on", today - dt.timedelta(days=20))
    officer.writes("Target: what should it be?", "4")
    officer.dates("Target to be reached by", today + dt.timedelta(days=28))
    officer.writes("How often is it reported?", "7")
    officer.writes("Who measures it?", LEAD)
    officer.writes("How is it measured?", "From the repair book, each Monday.")
    officer.goes_on("Save")
    officer.goes_on("Agree")
    officer.follows("Name the pilot lead")
    officer.selects("Who leads the pilot for the supplier?", LEAD)
    officer.goes_on("Save")
    officer.goes_on("Add a milestone")
    officer.writes("What is the milestone?", "Boxes in ten lifts")
    officer.writes("What is delivered?", "Ten boxes that send readings.")
    officer.selects("In which stage?", "Test report")
    officer.dates("When is it due?", today + dt.timedelta(days=10))
    officer.writes("What is paid for it?", "0")
    officer.goes_on("Save")


def is_signed(cast: Cast, story: Story) -> None:
    officer, visitor = cast["Council officer"], cast.visitor()
    visitor.opens(story.pilot, status=404)
    officer.opens(story.pilot + "/manage")
    officer.goes_on("Record the signature")
    officer.dates("On which day was it signed?", cast.now().date())
    officer.goes_on("Record the signature")
    cast.time_moves_to(cast.now() + dt.timedelta(days=3))
    officer.opens(story.pilot + "/manage")
    officer.goes_on("Begin the pilot")
    visitor.opens(story.pilot)
    visitor.reads("A listening lift", "Tidewell Sensing Ltd")


def reports(cast: Cast, story: Story) -> None:
    """The team measures; nothing counts before the council has checked it."""
    lead, officer, visitor = cast["Pilot lead"], cast["Council officer"], cast.visitor()
    cast.time_moves_to(cast.now() + dt.timedelta(days=9))
    lead.opens("/work")
    lead.follows(f"Report a value of “{KPI}”")
    lead.writes("What was measured?", "3")
    lead.dates("On which day?", cast.now().date())
    lead.goes_on("Report")
    lead.opens(story.pilot + "/manage")
    lead.follows("Boxes in ten lifts")
    lead.goes_on("Report on this milestone")
    lead.chooses("Met")
    lead.writes("What was done?", "Ten boxes hang and send.")
    lead.goes_on("Report")
    visitor.opens(story.pilot)
    visitor.reads("Only values that the council has checked are shown.")
    officer.opens("/work")
    officer.opens(story.pilot + "/manage")
    officer.follows(KPI)
    officer.follows(re.compile("^3 breakdowns"))
    officer.goes_on("The value is right")
    visitor.opens(story.pilot)
    visitor.reads("From 9 to 3 breakdowns so far. The target is 4.")


def passes_its_gates(cast: Cast, story: Story) -> None:
    """The officer recommends, the approver decides: once for each stage."""
    officer, approver = cast["Council officer"], cast["Approver"]
    for stage in ("Test report", "Recommendation on scaling"):
        officer.opens(story.pilot + "/manage")
        officer.follows(stage)
        officer.goes_on("Recommend at the gate")
        officer.chooses("Passed")
        officer.writes("Your reasons", "Breakdowns went from nine to three in a week.")
        officer.goes_on("Send to the approvers")
        approver.opens("/work")
        approver.opens(story.pilot + "/manage")
        approver.follows(stage)
        approver.goes_on("Decide the gate")
        approver.chooses("Passed")
        approver.writes("Your reasons", "The figures were checked, and the residents agree.")
        approver.goes_on("Decide")


def comes_into_use(cast: Cast, story: Story) -> None:
    officer, approver = cast["Council officer"], cast["Approver"]
    officer.opens(story.pilot + "/manage")
    officer.goes_on("Evaluate the pilot")
    officer.writes("What did you find, and what should follow?", "It works in ten lifts. Fit the other 202.")
    officer.goes_on("Send to the approvers")
    approver.opens(story.pilot + "/manage")
    approver.reads("It works in ten lifts.")
    approver.goes_on("Scale up")
    approver.writes("Your reasons", "It costs less than the repairs that it saves.")
    approver.goes_on("Decide to scale up")
    officer.opens(story.pilot + "/manage")
    officer.goes_on("Put in use")
    officer.dates("Since which day is it in use?", cast.now().date())
    officer.goes_on("It is in use")
    officer.goes_on("Write the learning report")
    officer.writes("What worked?", "Caretakers who were asked first.")
    officer.writes("What did not work?", "Two machine rooms without a signal.")
    officer.writes("What should another council know?", "Start with the tallest block.")
    officer.goes_on("Publish")
