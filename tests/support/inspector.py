"""What must hold on every page that any test sees."""

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
from html5lib.constants import E as EXPLANATIONS
from werkzeug.test import TestResponse

TITLE_PREFIX = "Error: "
# What no browser executes, and no policy therefore speaks of.
DATA_BLOCKS = {"application/ld+json"}


class PageFault(AssertionError):
    """A page broke a rule of the house."""


def inspect(response: TestResponse) -> None:
    """Raise `PageFault` with everything that is wrong with a page."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    page: Element = parser.parse(response.get_data(as_text=True))
    faults = [
        *_syntax(parser),
        *_headings(page),
        *_ids(page),
        *_scripts(page, response.headers.get("Content-Security-Policy", "")),
        *_forms(page),
        *_texts(page),
    ]
    if faults:
        listed = "\n".join(f"  - {fault}" for fault in faults)
        raise PageFault(f"{response.request.method} {response.request.path} ({response.status_code}):\n{listed}")


def words(element: Element | None) -> str:
    """The text of an element and all in it, with single spaces."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _syntax(parser: html5lib.HTMLParser) -> Iterator[str]:
    for (line, _column), code, details in parser.errors:
        yield f"line {line}: {EXPLANATIONS[code] % details}"


def _headings(page: Element) -> Iterator[str]:
    headings = list(page.iter("h1"))
    if len(headings) != 1:
        yield f"{len(headings)} h1 elements, wanted one"
        return
    title, heading = words(page.find("head/title")), words(headings[0])
    if not title.removeprefix(TITLE_PREFIX).startswith(heading):
        yield f"the title {title!r} does not begin with the heading {heading!r}"
    has_summary = any("govuk-error-summary" in _classes(element) for element in page.iter("div"))
    if has_summary != title.startswith(TITLE_PREFIX):
        yield f"an error summary and {TITLE_PREFIX!r} in the title go together: {title!r}"


def _ids(page: Element) -> Iterator[str]:
    ids = Counter(element.get("id") for element in page.iter() if element.get("id") is not None)
    yield from (f"the id {name!r} is there {count} times" for name, count in ids.items() if count > 1)
    for element in page.iter():
        for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            for name in (element.get(attribute) or "").split():
                if name not in ids:
                    yield f"{element.tag} has {attribute}={name!r}, and nothing has that id"
        target = element.get("href") or ""
        if element.tag == "a" and target.startswith("#") and target != "#" and target[1:] not in ids:
            yield f"a link leads to {target}, and nothing has that id"


def _scripts(page: Element, policy: str) -> Iterator[str]:
    nonces = set(re.findall(r"'nonce-([^']+)'", policy))
    for script in page.iter("script"):
        if script.get("type") in DATA_BLOCKS:
            continue
        if script.get("src") is None and script.get("nonce") not in nonces:
            yield "a script in the page without the nonce of the policy"
    for element in page.iter():
        forbidden = [name for name in element.attrib if name == "style" or name.startswith("on")]
        yield from (f"{element.tag} has the attribute {name}, which the policy blocks" for name in forbidden)
    yield from ("a style element, which the policy blocks" for _ in page.iter("style"))


def _forms(page: Element) -> Iterator[str]:
    for form in page.iter("form"):
        if form.get("action") is None:
            yield "a form without an action"
        fields = {field.get("name") for field in form.iter("input")}
        if (form.get("method") or "get").lower() == "post" and "csrf_token" not in fields:
            yield f"the form to {form.get('action')} has no csrf_token"
    for field in page.iter():
        if field.tag in {"input", "select", "textarea"} and field.get("required") is not None:
            yield f"the field {field.get('name')} is `required`; the server says so, in words"


def _texts(page: Element) -> Iterator[str]:
    if not page.get("lang"):
        yield "no lang on html"
    yield from (f"the picture {image.get('src')} has no alt" for image in page.iter("img") if image.get("alt") is None)


def _classes(element: Element) -> list[str]:
    return (element.get("class") or "").split()
