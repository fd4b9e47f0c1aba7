"""What is asked of every page that somebody of the journey sees: once of each kind of page and state."""

import os
import re
from pathlib import Path

from playwright.sync_api import Page, Response

from tests.support import browser as browsers
from tests.support import html

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
REFERENCE = re.compile(r"[A-Z]{3}-[0-9A-Z]{6,}")
# What comes after these in an address is the name of one thing, unless it is one of the words of the addresses.
COLLECTIONS = {"challenges", "problems", "pilots", "councils", "follow", "sign-in"}
WORDS = {"new", "ours", "find", "reference", "start", "sent", "password"}
TITLE_AND_STATE = "[document.title, document.querySelector('main .govuk-tag')?.innerText ?? '']"
# A folder for pictures of the pages, narrow and wide; without it none are taken.
PICTURES = os.environ.get("JOURNEY_PICTURES", "")


class Inspection:
    """Remembers which kinds of pages were looked at, and keeps their HTML for one validation at the end."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self.pages: dict[str, str] = {}

    def look(self, page: Page, answer: Response, *, who: str, scripts: bool) -> None:
        """Fails when the page under way cannot be used by everybody, on a telephone or at a desk."""
        kind = kind_of(page, who=who, status=answer.status, scripts=scripts)
        if kind in self.seen:
            return
        self.seen.add(kind)
        self.pages[kind] = answer.text()
        # Every error leads to where it is put right.
        assert page.locator(".govuk-error-summary__list li:not(:has(a))").count() == 0, page.url
        held = page.viewport_size
        for width, height in (browsers.NARROW, browsers.WIDE):
            page.set_viewport_size({"width": width, "height": height})
            if scripts:
                # Without scripts axe cannot run; the same pages are then looked at by somebody who has them.
                browsers.assert_accessible(page)
            self._picture(page, kind, width)
        if held:
            page.set_viewport_size(held)

    def assert_valid(self) -> None:
        """All that was looked at is valid HTML."""
        assert html.problems(self.pages) == []

    def _picture(self, page: Page, kind: str, width: int) -> None:
        if PICTURES:
            name = f"{len(self.seen):03} {kind}".replace("/", "_")[:110]
            page.screenshot(path=Path(PICTURES) / f"{name}.{width}.png", full_page=True)


def kind_of(page: Page, *, who: str, status: int, scripts: bool) -> str:
    """The page's address without what names one thing, and the state that it shows; at work, also for whom it is."""
    parts = page.url.split("//", 1)[1].partition("?")[0].split("/")[1:]
    for at, part in enumerate(parts):
        is_name = at and parts[at - 1] in COLLECTIONS and part not in WORDS
        if is_name or ID.fullmatch(part) or REFERENCE.fullmatch(part):
            parts[at] = "*"
        elif part.isdecimal():
            parts[at] = "0"
    title, state = page.evaluate(TITLE_AND_STATE)
    error = "error" if title.startswith("Error: ") else ""
    told = f"({who})" if not scripts or parts[0] == "work" else ""
    missing = "not found" if status == 404 else ""
    return " ".join(filter(None, [missing or "/" + "/".join(parts), "" if missing else state, error, told]))
