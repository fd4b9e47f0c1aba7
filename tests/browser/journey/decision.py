"""From the ranking to an award that stands: approved by somebody else, explained, held open, confirmed, accepted."""

import datetime as dt
import re

from tests.browser.journey.people import LONDON, Cast
from tests.browser.journey.story import Story

NO_CONFLICT = "I have no conflict with any of them"


def is_drafted(cast: Cast, story: Story) -> None:
    officer = cast["Council officer"]
    officer.opens(story.panel)
    officer.follows("Ranking")
    officer.goes_on("Draft the award decision")
    story.decision = officer.path.removesuffix("/edit")


def is_reasoned(cast: Cast, story: Story) -> None:
    officer = cast["Council officer"]
    officer.opens(story.decision + "/edit")
    officer.writes(re.compile("Reason for SUB-"), "")
    officer.goes_on("Save")
    officer.reads("There is a problem", "Enter the reason for SUB-")
    officer.writes(re.compile("Reason for SUB-"), "The best of the field, and above the threshold on every criterion.")
    officer.writes("About the decision as a whole", "The panel talked about Impact and agreed.")
    officer.goes_on("Save")
    officer.goes_on("Send for approval")


def is_approved(cast: Cast, story: Story) -> None:
    """By somebody who had no hand in it, and who declares interests before."""
    approver = cast["Approver"]
    approver.opens("/work")
    approver.opens(story.decision)
    approver.goes_on(NO_CONFLICT)
    approver.goes_on("Look at it and decide")
    approver.chooses("Approve this decision")
    approver.goes_on("Continue")


def is_explained(cast: Cast, story: Story) -> None:
    """Every bidder reads why, criterion by criterion, before the standstill begins."""
    officer, supplier = cast["Council officer"], cast["Supplier"]
    officer.opens(story.decision)
    officer.goes_on("Check the summaries")
    officer.follows("Tidewell Sensing Ltd")
    officer.goes_on("Save")
    officer.goes_on("Send the summaries to all bidders")
    feedback = cast.mail_to("sanjay@tidewell.example", story.title, "feedback")
    assert "/feedback" in feedback, feedback
    supplier.opens(story.proposal + "/feedback")
    supplier.reads("Your score of 100", "The winner’s score", "a better answer would say when")
    supplier.reads_nothing_of("Leon Abara", "Ruth Sefton")


def stands_still(cast: Cast, story: Story) -> None:
    """Eight working days, counting the day of the notice. Nothing can be confirmed before they are over."""
    officer = cast["Council officer"]
    officer.opens(story.decision)
    officer.goes_on("Publish the award notice")
    officer.reads("No contract can be offered before it ends.")
    officer.reads_nothing_of("Confirm the award")
    notice = cast.now()
    cast.time_moves_to(midnight_after_working_days(notice.date(), 8) - dt.timedelta(minutes=2))
    officer.opens(story.decision)
    officer.reads_nothing_of("Confirm the award")
    cast.time_moves_to(midnight_after_working_days(notice.date(), 8) + dt.timedelta(minutes=1))
    officer.opens(story.decision)
    officer.goes_on("Confirm the award")


def is_accepted(cast: Cast, story: Story) -> None:
    supplier = cast["Supplier"]
    supplier.opens("/work")
    supplier.opens(story.proposal)
    supplier.goes_on("Answer the offer")
    supplier.chooses("Yes, we accept")
    supplier.goes_on("Send")
    supplier.reads("You have accepted the offer.")


# Written down by hand, as the council's calendar has them; nothing here comes from the service.
BANK_HOLIDAYS = {
    *(dt.date(2025, month, day) for month, day in ((4, 18), (4, 21), (5, 5), (5, 26), (8, 25), (12, 25), (12, 26))),
    *(dt.date(2026, month, day) for month, day in ((4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28))),
    *(dt.date(2027, month, day) for month, day in ((3, 26), (3, 29), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28))),
    *(dt.date(year, 1, 1) for year in (2025, 2026, 2027)),
}


def midnight_after_working_days(first: dt.date, days: int) -> dt.datetime:
    """The end of the last of so many working days, `first` counted when it is one."""
    day, left = first, days
    while True:
        left -= day.weekday() < 5 and day not in BANK_HOLIDAYS
        day += dt.timedelta(days=1)
        if not left:
            return dt.datetime.combine(day, dt.time(), LONDON)
