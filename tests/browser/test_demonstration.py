"""What a newcomer finds in the demonstration, before anybody has walked through it."""

import re

from playwright.sync_api import Page

ROLES = (
    "Resident",
    "Supplier",
    "Council officer",
    "Approver",
    "Moderator",
    "Assessor",
    "Panel chair",
    "Pilot lead",
    "Adopting council",
    "Auditor",
    "Administrator",
)


def results(page: Page, path: str) -> int:
    page.goto(path)
    told = page.locator(".tl-results").inner_text()
    found = re.search(r"of ([\d,]+)", told) or re.search(r"([\d,]+) results?", told)
    assert found, told
    return int(found.group(1).replace(",", ""))


def test_there_is_one_button_for_each_role(page):
    page.goto("/demo")
    assert tuple(page.get_by_role("main").get_by_role("button").all_inner_texts()) == ROLES


def test_eight_councils_have_challenges_in_every_state_and_pilots(page):
    page.goto("/problems")
    assert page.get_by_label("Council", exact=True).locator("option").count() == 1 + 8
    # Twenty challenges, of which a draft and one that waits for approval are not public.
    assert results(page, "/challenges") >= 18
    for state in (
        "open",
        "scheduled",
        "closed",
        "assessing",
        "decided",
        "standstill",
        "awarded",
        "delivering",
        "completed",
    ):
        assert results(page, f"/challenges?state={state}") >= 1, state
    # Eight pilots, of which one is not signed yet and so not public.
    assert results(page, "/pilots") >= 7
    assert results(page, "/adoptions") >= 2


def test_something_closes_tomorrow_and_something_is_late(page):
    page.goto("/challenges?state=open")
    assert re.search(r"\d+ hours left", page.get_by_role("main").inner_text())
    page.goto("/demo")
    page.get_by_role("button", name="Council officer", exact=True).click()
    page.get_by_role("heading", name="Assessments that are late").wait_for()


def test_every_page_says_that_it_is_a_demonstration(page):
    for path in ("/", "/challenges", "/sign-in", "/health-is-not-here"):
        page.goto(path)
        assert page.get_by_text("This is a demonstration.").is_visible(), path
