"""A panel comes together, declares its interests, scores with reasons, and settles where it disagrees."""

import datetime as dt

from tests.browser.journey.people import Cast
from tests.browser.journey.proposal import PLANTED, TITLE
from tests.browser.journey.story import Story

ASSESSORS = (
    ("Assessor", "Leon Abara", "leon.abara@assessors.example"),
    ("Panel chair", "Ruth Sefton", "ruth.sefton@assessors.example"),
)
SCORES = {
    "Assessor": {"Feasibility": 4, "Credibility": 4, "Impact": 5, "Digital maturity": 3},
    "Panel chair": {"Feasibility": 4, "Credibility": 5, "Impact": 1, "Digital maturity": 4},
}


def is_opened(cast: Cast, story: Story) -> None:
    """After the deadline the officer declares about the bidders, and only then reads the proposals and checks the
    conditions; the supplier can see who did."""
    officer, supplier = cast["Council officer"], cast["Supplier"]
    officer.opens(story.challenge + "/proposals")
    officer.reads("Tidewell Sensing Ltd", "Then you go on to where you were going")
    officer.reads_nothing_of(TITLE, PLANTED)
    officer.goes_on("I have no conflict with any of them")
    officer.follows(TITLE)
    officer.reads(PLANTED, "£23,500")
    officer.goes_on("Check against the conditions")
    officer.chooses("Yes, it goes on to assessment")
    officer.goes_on("Save")
    supplier.opens(story.proposal)
    supplier.reads("Who has opened it Northmoor City Council")


def comes_together(cast: Cast, story: Story) -> None:
    officer = cast["Council officer"]
    officer.opens("/work")
    officer.follows("Panels")
    officer.opens(story.challenge + "/manage")
    officer.follows("Panel")
    officer.goes_on("Set up the panel")
    officer.dates("When are scores due?", story.closes_at + dt.timedelta(days=10))
    officer.goes_on("Set up the panel")
    story.panel = officer.path
    for who, name, address in ASSESSORS:
        officer.goes_on("Invite an assessor")
        officer.writes("Their name", name)
        officer.writes("Their email address", address)
        if who == "Panel chair":
            officer.chooses("They chair the panel")
        officer.goes_on("Send the invitation")


def is_joined(cast: Cast, story: Story) -> None:
    for who, _, _ in ASSESSORS:
        assessor = cast[who]
        assessor.opens("/work")
        assessor.follows("Proposals that you assess")
        assessor.follows(story.title)
        assessor.chooses("Yes, I accept")
        assessor.chooses("I keep what I read confidential")
        assessor.goes_on("Send your answer")
    officer = cast["Council officer"]
    officer.opens(story.panel)
    officer.goes_on("Share out the proposals")
    officer.goes_on("Assign them like this")


def declares_interests(cast: Cast, story: Story) -> None:
    """Not a word of a proposal is shown before; bidders are."""
    for who, _, _ in ASSESSORS:
        assessor = cast[who]
        assessor.opens("/assessing")
        assessor.reads_nothing_of(PLANTED)
        assessor.follows(story.title)
        assessor.reads("Tidewell Sensing Ltd")
        assessor.chooses("I have no conflict of interest with those that I did not tick")
        assessor.goes_on("Declare")


def scores(cast: Cast, story: Story) -> None:
    """Each alone, a score and a reason for every criterion. The two differ widely on one."""
    for who, given in SCORES.items():
        assessor = cast[who]
        assessor.opens("/assessing")
        assessor.follows("Tidewell Sensing Ltd", within=assessor.row(story.title, "criteria"))
        assessor.reads(PLANTED)
        assessor.goes_on("Hand in")
        assessor.reads("There is a problem", "Choose a score for Impact", "Give a reason for your score for Impact")
        for criterion, score in given.items():
            assessor.answers(f"Score for {criterion}", str(score))
            assessor.writes(f"Reason for {criterion}", f"{criterion}: a {score}, and a better answer would say when.")
        assessor.goes_on("Save and come back later")
        assessor.opens("/assessing")
        assessor.follows("Tidewell Sensing Ltd", within=assessor.row(story.title, "criteria"))
        assessor.goes_on("Hand in")


def settles_where_it_differs(cast: Cast, story: Story) -> None:
    """Four points apart on one criterion: the chair closes the case with a reason before a ranking is final."""
    chair, officer = cast["Panel chair"], cast["Council officer"]
    officer.opens(story.panel)
    officer.follows("Ranking")
    officer.reads("This ranking is not final:")
    chair.opens(story.panel)
    chair.follows("Cases of panel moderation")
    chair.follows("Impact, Tidewell Sensing Ltd")
    chair.chooses("One score for this criterion")
    chair.writes("The score that the panel agreed on", "4")
    chair.writes("Why?", "The count of breakdowns is a fair measure; the panel read it twice.")
    chair.goes_on("Close the case")
    officer.opens(story.panel)
    officer.follows("Ranking")
    officer.reads("Final", "Tidewell Sensing Ltd")
