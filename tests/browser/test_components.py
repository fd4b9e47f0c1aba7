"""What pages are made of, in a real browser: can everybody use it, is it valid, and do the scripts do what they say?"""

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from submissions.delta import read_delta
from tests.browser.gallery.app import create_gallery
from tests.support import browser as browsers
from tests.support import html

PAGES = ["/form", "/list", "/detail", "/done", "/error/404", "/error/expired"]


@pytest.fixture(scope="module")
def gallery() -> Iterator[str]:
    server = make_server("127.0.0.1", 0, create_gallery(), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(browser: Browser, gallery: str) -> Iterator[Page]:
    with browsers.visitor(browser, gallery) as page:
        yield page


@pytest.mark.parametrize("size", [browsers.NARROW, browsers.WIDE])
@pytest.mark.parametrize("path", PAGES)
def test_everybody_can_use_every_component(browser: Browser, gallery: str, path: str, size: tuple[int, int]):
    with browsers.visitor(browser, gallery, size=size) as page:
        page.goto(path)
        browsers.assert_accessible(page)


def test_on_a_phone_a_table_is_read_down_the_page_and_stays_a_table(browser: Browser, gallery: str):
    with browsers.visitor(browser, gallery, size=browsers.NARROW) as page:
        page.goto("/detail")
        for name in ("How far the panel is", "Ranking"):
            table = page.get_by_role("table", name=name)
            assert table.locator("..").evaluate("frame => frame.scrollWidth <= frame.clientWidth"), name
            row = table.get_by_role("row").nth(1)
            cells = [cell.bounding_box() or {} for cell in row.get_by_role("cell").all()]
            assert [cell["y"] for cell in cells] == sorted({cell["y"] for cell in cells}), name


def test_every_component_is_valid_html():
    client = create_gallery().test_client()
    assert html.problems({path: client.get(path).text for path in PAGES}) == []


# With JavaScript the choice of a file is opened by a button.
CONTROLS = "input, select, textarea, .tl-rows, .govuk-file-upload-button"


def test_errors_can_be_reached_and_read_by_everybody(page: Page):
    page.goto("/form")
    page.get_by_label("Budget").fill("lots")
    page.get_by_label("Another kind").check()
    page.get_by_role("button", name="Save and continue").click()
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    expect(page).to_have_title("Error: Describe the challenge - Townlab")
    browsers.assert_accessible(page)
    assert html.problems({"errors": page.content().replace(' style=""', "")}) == []
    links = summary.get_by_role("link")
    for number in range(links.count()):
        links.nth(number).click()
        expect(page.locator(":focus")).to_be_visible()
        assert page.evaluate("document.activeElement.matches(names)".replace("names", repr(CONTROLS)))


def test_a_file_is_sent_with_its_progress_and_the_answer_is_shown_in_place(page: Page):
    page.goto("/form")
    question = page.locator(".govuk-form-group", has=page.locator("input[type=file]")).last
    question.locator("input[type=file]").set_input_files({"name": "plan.pdf", "mimeType": "", "buffer": b"%PDF-1.4"})
    expect(question).to_contain_text("plan.pdf")
    page.get_by_label("Budget").fill("lots")
    with page.expect_request(lambda request: request.method == "POST") as sending:
        page.get_by_role("button", name="Save and continue").click()
    assert sending.value.resource_type == "xhr"
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page).to_have_title("Error: Describe the challenge - Townlab")
    expect(page.locator("progress")).to_have_count(0)


def test_a_question_under_a_choice_is_shown_with_that_choice_only(page: Page):
    page.goto("/form")
    question = page.get_by_label("What kind?")
    expect(question).to_be_hidden()
    page.get_by_label("Another kind").check()
    expect(question).to_be_visible()
    page.get_by_label("Rapid response style").check()
    expect(question).to_be_hidden()


def test_without_javascript_every_question_is_shown(browser: Browser, gallery: str):
    context = browser.new_context(base_url=gallery, java_script_enabled=False)
    page = context.new_page()
    page.goto("/form")
    expect(page.get_by_label("What kind?")).to_be_visible()
    page.get_by_label("Title").fill("Bikes")
    page.get_by_role("button", name="Add another").click()
    expect(page.get_by_role("group", name="Criterion 3")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value("Bikes")
    context.close()


def test_the_enter_key_does_not_take_a_row_away(page: Page):
    page.goto("/form")
    page.get_by_label("Title").fill("Bikes")
    page.get_by_label("Title").press("Enter")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    expect(page.get_by_role("group", name="Criterion 2")).to_be_visible()


def test_a_draft_saves_itself_and_says_so(page: Page):
    page.goto("/form")
    status = page.locator("[data-autosave-status]")
    with page.expect_request("**/save") as first:
        page.get_by_label("Title").fill("Bikes")
    expect(status).to_have_text("Saved at 14:02")
    assert set(sent(first.value.post_data)) == {"csrf_token", "version", "title"}
    with page.expect_request("**/save") as second:
        page.get_by_label("Your email address").fill("ann@example.com")
    expect(status).to_have_text("Saved at 14:03")
    assert set(sent(second.value.post_data)) == {"csrf_token", "version", "email"}
    assert sent(second.value.post_data)["version"] == "2"


def test_a_draft_that_cannot_be_saved_says_so(page: Page):
    page.goto("/form")
    page.route("**/save", lambda route: route.fulfill(status=409, body=""))
    page.get_by_label("Title").fill("Bikes")
    expect(page.locator("[data-autosave-status]")).to_contain_text("Somebody else has changed this")


def test_of_a_long_text_only_what_changed_is_sent_until_that_does_not_fit(page: Page):
    page.goto("/form")
    text = page.get_by_label("What is the problem?")
    text.evaluate("field => field.setAttribute('data-autosave-delta', '')")
    long = "A word 🚲 and another. " * 200
    with page.expect_request("**/save") as first:
        text.fill(long)
    expect(page.locator("[data-autosave-status]")).to_have_text("Saved at 14:02")
    assert set(sent(first.value.post_data)) == {"csrf_token", "version", "about"}
    with page.expect_request("**/save") as second:
        text.fill(long.replace("word 🚲 and", "word 🚲 or", 1) + "  ")
    change = read_delta(sent(second.value.post_data)["delta"])
    assert change is not None
    assert change.insert == "or"
    assert change.apply(long.strip()) == long.replace("and", "or", 1).strip()
    expect(page.locator("[data-autosave-status]")).to_have_text("Saved at 14:03")

    page.route("**/save", lambda route: route.fulfill(status=412, json={"send_all": True}), times=1)
    with page.expect_request(lambda request: "about=" in (request.post_data or "")) as third:
        text.fill(long + "The end")
    assert sent(third.value.post_data)["about"] == long + "The end"


def sent(body: str | None) -> dict[str, str]:
    from urllib.parse import parse_qsl

    return dict(parse_qsl(body or "", keep_blank_values=True))
