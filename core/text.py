"""Words, names and numbers as people read and type them."""

import re
import secrets
import unicodedata

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

# Without letters and digits that are mistaken for one another when read aloud or written down.
REFERENCE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_markdown = MarkdownIt("commonmark", {"html": False, "linkify": False})
_TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "h3", "h4", "blockquote", "br", "code"}


def new_reference(prefix: str) -> str:
    """A reference such as `PRB-7K3M9QX`: short enough to say on the phone, not to be guessed."""
    return prefix + "-" + "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(7))


def slugify(words: str, *, limit: int = 70) -> str:
    """The words as they stand in an address: ASCII letters, digits and single hyphens."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:limit].rstrip("-")
    return slug or "untitled"


def markdown(source: str) -> Markup:
    """Simple Markdown as safe HTML; headings begin at level 3 because pages own levels 1 and 2."""
    html = _markdown.render(source or "")
    html = re.sub(r"<(/?)h[1-2]>", r"<\1h3>", html)
    html = re.sub(r"<(/?)h[5-6]>", r"<\1h4>", html)
    clean = nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"https", "http", "mailto"})
    styled = clean.replace("<p>", '<p class="govuk-body">').replace(
        "<ul>", '<ul class="govuk-list govuk-list--bullet">'
    )
    return Markup(styled.replace("<ol>", '<ol class="govuk-list govuk-list--number">'))  # noqa: S704 - cleaned above


def blocks_of(source: str) -> list[dict[str, object]]:
    """Simple Markdown as blocks of plain text, for what is no HTML: `{"kind": "text", "text"}` or
    `{"kind": "items", "items"}`."""
    found: list[dict[str, object]] = []
    items: list[str] | None = None
    for token in _markdown.parse(source or ""):
        if token.type in ("bullet_list_open", "ordered_list_open") and items is None:
            items = []
            found.append({"kind": "items", "items": items})
        elif token.type in ("bullet_list_close", "ordered_list_close") and token.level == 0:
            items = None
        elif token.content:
            text = _plain(token)
            if items is None:
                found.append({"kind": "text", "text": text})
            else:
                items.append(text)
    return found


def _plain(token: Token) -> str:
    """What is read, without the marks; a link's address is not read."""
    if token.children is None:
        return token.content
    return "".join("\n" if part.type in ("softbreak", "hardbreak") else part.content for part in token.children)


def words_in(text: str) -> int:
    return len(text.split())
