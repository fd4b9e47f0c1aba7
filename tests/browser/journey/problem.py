"""A resident raises a problem; the council reads it, publishes it and takes it up."""

import re

from tests.browser.journey.people import Cast
from tests.browser.journey.story import COUNCIL, PUBLIC_TITLE, SENTENCE, Story

PRESET = "Rapid response style: small contracts, tested within weeks"


def is_raised(cast: Cast, story: Story) -> None:
    """Somebody without an account, on a small telephone, without scripts: three pages, two answers."""
    resident = cast.visitor_with_an_old_telephone()
    resident.opens("/")
    resident.goes_on("Tell us about a problem")
    resident.selects("Which council is it about?", COUNCIL)
    resident.writes("What is the problem?", SENTENCE)
    resident.goes_on("Send")
    resident.reads("We have your problem", SENTENCE)
    assert resident.pages_seen == 3
    story.problem_reference = resident.path.rsplit("/", 1)[1]
    resident.reads(story.problem_reference)


def is_refused_in_words(cast: Cast, story: Story) -> None:
    """At a library's desk: a form that is sent too early says what is missing, and the reference leads back."""
    visitor = cast.visitor()
    visitor.opens("/problems/new")
    visitor.goes_on("Send")
    visitor.reads("There is a problem", "Say what the problem is", "Choose the council it is about")
    visitor.opens("/problems/find")
    visitor.writes("Your reference", story.problem_reference.lower())
    visitor.goes_on("Find")
    visitor.reads(SENTENCE)
    visitor.opens("/problems")
    visitor.reads_nothing_of("Harbour Court")


def is_published(cast: Cast, story: Story) -> None:
    officer = cast["Council officer"]
    officer.opens("/work")
    officer.follows("Problems raised with your council")
    officer.follows(re.compile("The lift at Harbour Court"))
    officer.goes_on("Start looking at it")
    officer.goes_on("Publish it")
    officer.writes("Title", PUBLIC_TITLE)
    officer.goes_on("Publish")
    officer.reads("Everybody can read the problem now.")


def is_taken_up(cast: Cast, story: Story) -> None:
    officer = cast["Council officer"]
    officer.opens("/problems/ours?state=under_review")
    officer.follows(PUBLIC_TITLE)
    officer.goes_on("Take it up in a challenge")
    officer.chooses("Start a new challenge")
    officer.selects("Kind of programme for a new challenge", PRESET)
    officer.goes_on("Take the problem up in a challenge")
    story.challenge = officer.path.removesuffix("/manage")
    visitor = cast.visitor()
    visitor.opens("/problems")
    visitor.follows(PUBLIC_TITLE)
    visitor.reads("is writing a challenge from it")
    story.problem = visitor.path
