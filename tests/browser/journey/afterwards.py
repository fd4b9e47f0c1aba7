"""Another council takes it up, and everybody can see what became of a resident's sentence."""

from tests.browser.journey.people import Cast
from tests.browser.journey.story import PUBLIC_TITLE, Story

ELSEWHERE = "Cyngor Bwrdeistref Sirol Dyffryn Arian"


def is_wanted_elsewhere(cast: Cast, story: Story) -> None:
    adopter = cast["Adopting council"]
    adopter.opens("/pilots")
    adopter.follows("A listening lift")
    adopter.follows("Register interest and say what for")
    adopter.writes("What would you use it for?", "Our three tower blocks.")
    adopter.goes_on("Register interest")
    story.adoption = adopter.path
    adopter.goes_on("We look into it")


def is_bought_and_used(cast: Cast, story: Story) -> None:
    adopter = cast["Adopting council"]
    adopter.opens("/work")
    adopter.opens(story.adoption)
    adopter.goes_on("We buy it")
    adopter.chooses("Joining the first council's contract")
    adopter.writes("For how much?", "64000")
    adopter.goes_on("Save")
    adopter.goes_on("We use it now")
    adopter.dates("Since which day do you use it?", cast.now().date())
    adopter.writes("What changed?", "From five breakdowns a week to one.")
    adopter.goes_on("Save")


def is_known(cast: Cast, story: Story) -> None:
    """From the resident's sentence to what became of it, and back."""
    visitor = cast.visitor()
    visitor.opens(story.problem)
    visitor.reads("It became the challenge", "What became of it", "A listening lift", "In use")
    visitor.follows("A listening lift")
    visitor.reads(
        "Where it came from",
        PUBLIC_TITLE,
        story.title,
        "Tidewell Sensing Ltd",
        ELSEWHERE,
        "From five breakdowns a week",
    )
    visitor.follows(PUBLIC_TITLE)
    assert visitor.path == story.problem
    visitor.opens("/adoptions")
    visitor.reads("A listening lift", ELSEWHERE)
    visitor.opens(f"/problems/reference/{story.problem_reference}")
    visitor.reads("It became the challenge")


def is_told(cast: Cast, story: Story) -> None:
    """Who followed along the way has a mail about how it ended, and how to stop such mails."""
    told = cast.mail_to("edith.marlow@post.example", "A listening lift")
    assert ELSEWHERE in told or "in use" in told, told
    assert "/follow/" in told, told
