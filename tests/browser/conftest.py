"""Browser tests have a running Townlab and a browser, and no database."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.support import browser as browsers
from tests.support.running import RunningTownlab


@pytest.fixture(scope="session")
def townlab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningTownlab]:
    """A demonstration, started as `make run` starts it, for all browser tests. Its clock only goes forward."""
    running = RunningTownlab(tmp_path_factory.mktemp("townlab"))
    try:
        running.wait_until_ready()
        yield running
    finally:
        code = running.stop()
    assert code == 0, running.words()


@pytest.fixture(scope="session")
def address(townlab: RunningTownlab) -> str:
    return townlab.address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = browsers.launch(playwright)
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A visitor at a desk."""
    with browsers.visitor(browser, address) as page:
        yield page


@pytest.fixture
def narrow_page(browser: Browser, address: str) -> Iterator[Page]:
    """A visitor with a small telephone."""
    with browsers.visitor(browser, address, size=browsers.NARROW) as page:
        yield page
