"""Site maps (sitemaps.org): which addresses there are, and when they last changed."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from lxml import etree

_NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"


@dataclass(frozen=True)
class Address:
    """`url` is whole."""

    url: str
    updated: dt.datetime | None = None


def render(addresses: Iterable[Address], *, of_maps: bool = False) -> bytes:
    """A map of pages, or of further maps."""
    root, each = ("sitemapindex", "sitemap") if of_maps else ("urlset", "url")
    made = etree.Element(f"{{{_NAMESPACE}}}{root}", nsmap={None: _NAMESPACE})
    for address in addresses:
        row = etree.SubElement(made, f"{{{_NAMESPACE}}}{each}")
        etree.SubElement(row, f"{{{_NAMESPACE}}}loc").text = address.url
        if address.updated:
            etree.SubElement(row, f"{{{_NAMESPACE}}}lastmod").text = address.updated.isoformat(timespec="seconds")
    return bytes(etree.tostring(made, xml_declaration=True, encoding="UTF-8"))
