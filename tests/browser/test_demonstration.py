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
    # Twenty-two challenges, of which a draft and one that waits for approval are not public.
    assert results(page, "/challenges") >= 20
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


def be(page: Page, role: str) -> None:
    page.goto("/demo")
    page.get_by_role("button", name=role, exact=True).click()


def on_the_panel(page: Page, challenge: str, *links: str) -> None:
    """From the list of panels to one of them, and on from link to link."""
    page.goto("/panels")
    for name in (challenge, *links):
        page.get_by_role("main").get_by_role("link", name=name).first.click()


def test_a_panel_meets_about_what_its_assessors_see_differently(page):
    be(page, "Panel chair")
    page.get_by_role("link", name="Recycling that works in blocks of flats").click()
    page.get_by_role("link", name="Panel", exact=True).click()
    page.get_by_role("link", name="Where assessors differ").click()
    page.get_by_role("link", name="Meeting of the panel: Written assessment").click()
    page.get_by_role("heading", name=re.compile("On the table: ")).wait_for()
    assert page.get_by_text("To moderate").count() == 1
    assert page.get_by_role("link", name=re.compile("^Change what is recorded")).count() == 1


def test_bidders_are_interviewed_and_one_asks_for_another_time(page):
    be(page, "Council officer")
    on_the_panel(page, "Nobody lies on the floor", "Second round")
    states = page.get_by_role("main").inner_text()
    assert states.count("Confirmed") == 3
    page.get_by_role("link", name=re.compile("^Give another time")).click()
    page.get_by_role("group", name="At which time instead?").wait_for()


def test_what_tells_who_proposes_is_hidden_and_everything_is_checked(page):
    be(page, "Council officer")
    page.goto("/challenges/i-did-not-dare-to-open-the-letter/proposals/telling")
    assert page.get_by_text("Checked", exact=True).count() == 4
    assert page.get_by_text("2 things are hidden").count() == 1


def test_a_mail_about_an_interview_comes_with_an_entry_for_the_calendar(page):
    page.goto("/demo/mail?to=sanjay@tidewell.example")
    while not (entry := page.get_by_role("link", name=re.compile("calendar.ics"))).count():
        page.get_by_role("link", name="Next").click()
    with page.expect_download() as download:
        entry.first.click()
    assert download.value.suggested_filename == "calendar.ics"
