"""Atom (RFC 4287): a public list as feed readers take it. Knows nothing of what the entries are about."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseEntryExtension
from feedgen.feed import FeedGenerator
from lxml.etree import _Element

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class Entry:
    """One thing of a list. The id stays when title and address change; `url` is whole."""

    id: uuid.UUID
    title: str
    url: str
    author: str
    published: dt.datetime
    updated: dt.datetime
    summary: str = ""
    language: str = ""
    # Terms with their labels.
    categories: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Feed:
    """A page of a list, the newest first. `url` is the list as people read it; all addresses are whole."""

    title: str
    subtitle: str
    url: str
    self_url: str
    language: str
    updated: dt.datetime
    service: str
    entries: Sequence[Entry] = field(default_factory=list)
    previous_url: str = ""
    next_url: str = ""


def render(feed: Feed) -> bytes:
    """The document, the same bytes for the same feed."""
    made = FeedGenerator()
    made.id(feed.url)
    made.title(feed.title)
    made.subtitle(feed.subtitle)
    made.language(feed.language)
    made.updated(feed.updated)
    made.generator(feed.service)
    made.link(href=feed.url, rel="alternate", type="text/html")
    made.link(href=feed.self_url, rel="self", type="application/atom+xml")
    for rel, url in (("previous", feed.previous_url), ("next", feed.next_url)):
        if url:
            made.link(href=url, rel=rel, type="application/atom+xml")
    for entry in feed.entries:
        made.add_entry(_entry(entry), order="append")
    return bytes(made.atom_str(pretty=True))


def _entry(entry: Entry) -> FeedEntry:
    made = FeedEntry()
    made.id(entry.id.urn)
    made.title(entry.title)
    made.link(href=entry.url, rel="alternate", type="text/html")
    made.author(name=entry.author)
    made.published(entry.published)
    made.updated(entry.updated)
    if entry.summary:
        made.summary(entry.summary)
    for term, label in entry.categories:
        made.category(term=term, label=label)
    if entry.language:
        made.register_extension("language", _InLanguage)
        made.language.code = entry.language
    return made


class _InLanguage(BaseEntryExtension):  # type: ignore[misc]  # the library carries no types
    """Marks an entry that is written in another language than the feed."""

    code = ""

    def extend_atom(self, entry: _Element) -> Any:
        entry.set(_LANGUAGE, self.code)
        return entry
