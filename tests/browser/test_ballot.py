"""The public's vote in the demonstration: a resident on a small telephone, and the officer who looks after it."""

import re

from playwright.sync_api import Page

from tests.support import browser as browsers
from tests.support import html

HALL = "A use for the old market hall that people want"


def sign_in(page: Page, role: str) -> None:
    page.goto("/demo")
    page.get_by_role("button", name=role, exact=True).click()


def look(page: Page, pages: dict[str, str]) -> None:
    """At both widths; the HTML is kept to be validated."""
    held = page.viewport_size
    for width, height in (browsers.NARROW, browsers.WIDE):
        page.set_viewport_size({"width": width, "height": height})
        browsers.assert_accessible(page)
    if held:
        page.set_viewport_size(held)
    answer = page.request.get(page.url)
    pages[re.sub(r"[0-9a-f-]{36}", "*", page.url)] = answer.text()


def test_a_resident_votes_changes_her_mind_and_takes_it_back(narrow_page: Page):
    page, pages = narrow_page, dict[str, str]()
    page.goto(f"/challenges?words={HALL}")
    page.get_by_role("link", name=HALL, exact=True).click()
    page.get_by_role("button", name="Read and vote").click()
    page.get_by_role("heading", name="Vote on the shortlist").wait_for()
    look(page, pages)
    ballot = page.url
    sign_in(page, "Resident")
    page.goto(ballot)
    page.get_by_role("button", name="Vote", exact=True).click()
    look(page, pages)
    page.get_by_role("button", name="Cast my vote").click()
    page.get_by_role("link", name="Choose at least one").click()
    # The link leads to the first box, and the space bar ticks it.
    page.keyboard.press("Space")
    page.get_by_role("button", name="Cast my vote").click()
    page.get_by_text("Your vote counts. You can change it until the vote ends.").wait_for()
    look(page, pages)
    page.get_by_role("button", name="Change my vote").click()
    for box in page.get_by_role("checkbox").all()[:3]:
        box.check()
    page.get_by_role("button", name="Cast my vote").click()
    page.get_by_role("link", name="You can choose 2 at most.").wait_for()
    page.goto(ballot)
    page.get_by_role("button", name="Take back my vote").click()
    page.get_by_text("Your vote is taken back.").wait_for()
    assert html.problems(pages) == []


def test_whoever_put_a_proposal_forward_is_told_that_they_have_no_vote(page: Page):
    page.goto(f"/challenges?words={HALL}")
    page.get_by_role("link", name=HALL, exact=True).click()
    page.get_by_role("button", name="Read and vote").click()
    ballot = page.url
    sign_in(page, "Supplier")
    page.goto(ballot)
    page.get_by_text("You belong to an organisation that put forward a proposal here, so you have no vote.").wait_for()


def test_an_officer_enters_a_paper_and_sees_no_count(page: Page):
    pages: dict[str, str] = {}
    sign_in(page, "Council officer")
    page.goto("/panels")
    page.get_by_role("link", name=HALL).first.click()
    page.get_by_role("link", name="The public’s vote").click()
    look(page, pages)
    assert "people voted" not in page.get_by_role("main").inner_text()
    page.get_by_role("button", name="Enter a vote on paper").click()
    look(page, pages)
    page.get_by_label("Number on the paper").fill("LIB-002")
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Enter this paper").click()
    page.get_by_text("Paper LIB-002 is entered.").wait_for()
    page.get_by_role("link", name="Cancel").click()
    page.get_by_role("link", name="Cancel the vote").click()
    look(page, pages)
    assert html.problems(pages) == []
