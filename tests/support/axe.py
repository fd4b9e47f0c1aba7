"""Whether people can use a page, as far as axe-core can tell."""

import functools
from typing import Any

from playwright.sync_api import Page

from tests.support.node import ROOT

# WCAG 2.2 at level AA, and what the makers of axe-core know to be good practice.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@functools.cache
def _source() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()


def violations(page: Page) -> list[str]:
    """One line for each element that breaks a rule, in the state in which the page is now.

    The script goes in past the Content Security Policy, so contexts need no `bypass_csp`.
    """
    page.evaluate(_source())
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", TAGS
    )
    return [line for rule in found["violations"] for line in _lines(page.url, rule)]


def _lines(url: str, rule: dict[str, Any]) -> list[str]:
    return [f"{url} {rule['id']} ({rule['impact']}): {rule['help']}: {node['html'][:200]}" for node in rule["nodes"]]
