"""What a first visit costs somebody with a slow line: every public page, with nothing kept from before."""

import re

import pytest
from playwright.sync_api import Browser, Page

from tests.support import browser as browsers

LIMIT = 60 * 1024
LISTS = {"/challenges": r"/challenges/(?!new|ours)[^/?#]+$", "/pilots": r"/pilots/(?!ours)[^/?#]+$"}


@pytest.mark.parametrize(
    "path",
    ["/", "/problems", "/challenges", "/pilots", "/councils/northmoor", "/accessibility", "/privacy", "/cookies"],
)
def test_a_first_visit_transfers_little(browser: Browser, address: str, path: str):
    assert transferred(browser, address, path) <= LIMIT


@pytest.mark.parametrize("path", LISTS)
def test_a_first_visit_to_one_thing_transfers_little(browser: Browser, address: str, path: str):
    with browsers.visitor(browser, address) as page:
        page.goto(path)
        links = [link.get_attribute("href") or "" for link in page.locator("main a").all()]
    assert transferred(browser, address, next(link for link in links if re.search(LISTS[path], link))) <= LIMIT


def transferred(browser: Browser, address: str, path: str) -> float:
    """Bytes over the line, headers included, as the browser counts them."""
    with browsers.visitor(browser, address) as page:
        sizes: list[float] = []
        line = page.context.new_cdp_session(page)
        line.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        line.send("Network.enable")
        page.goto(path, wait_until="networkidle")
        assert sizes, path
        assert page.context.cookies() == [], path
        return sum(sizes)


def test_files_with_their_digest_in_the_name_are_kept_for_ever(page: Page):
    kept: dict[str, str] = {}
    page.on("response", lambda answer: kept.update({answer.url: answer.headers.get("cache-control", "")}))
    page.goto("/", wait_until="networkidle")
    files = {url: words for url, words in kept.items() if "/static/" in url}
    assert len(files) >= 3, kept
    assert all("immutable" in words and "public" in words for words in files.values()), files
