"""Chromium, driven by Playwright, that notices what a person would not."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Response

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
NARROW = (320, 640)
WIDE = (1280, 900)
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
LOOK = """
async () => {
    const {scrollWidth, clientWidth} = document.documentElement;
    const {violations} = await axe.run(document, {resultTypes: ["violations"], preload: false});
    return [violations, scrollWidth - clientWidth];
}
"""
# Answers of the service that the browser reports as errors, and that tests provoke.
EXPECTED_ANSWERS = {400, 403, 404, 409, 413, 415, 422, 429}


def launch(playwright: Playwright) -> Browser:
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    assert program, "There is no Chromium on this machine: .ci/install-browser"
    return playwright.chromium.launch(executable_path=program, args=FLAGS)


@contextmanager
def visitor(browser: Browser, address: str, *, size: tuple[int, int] = WIDE, scripts: bool = True) -> Iterator[Page]:
    """A new person at `address`, with nothing remembered. Fails when their console showed an error."""
    width, height = size
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": height},
        locale="en-GB",
        timezone_id="Europe/London",
        java_script_enabled=scripts,
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    faults = watch(page)
    try:
        yield page
    finally:
        context.close()
    assert not faults, "\n".join(faults)


def watch(page: Page) -> list[str]:
    """A list that grows by every error that the page's console shows and every answer of 500."""
    faults: list[str] = []

    def on_message(message: ConsoleMessage) -> None:
        is_answer = message.text.startswith("Failed to load resource")
        if message.type == "error" and not is_answer:
            faults.append(f"{page.url}: {message.text}")

    def on_answer(answer: Response) -> None:
        if answer.status >= 400 and answer.status not in EXPECTED_ANSWERS:
            faults.append(f"{answer.url}: {answer.status}")

    page.on("console", on_message)
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on("response", on_answer)
    return faults


def assert_accessible(page: Page) -> None:
    """No axe violation of WCAG 2.2 A or AA, nor of its best practices, and nothing wider than the window."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    found, overflow = page.evaluate(LOOK)
    told = [
        f"{violation['id']} ({violation['help']}): {node['html'][:200]}"
        for violation in found
        for node in violation["nodes"]
    ]
    assert not told, f"{page.url}:\n" + "\n".join(told)
    assert overflow <= 0, f"{page.url} is {overflow} pixels wider than the window"
