"""What a page says of itself to search engines and to whoever links to it."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlencode

from flask import Flask, request, url_for
from flask_babel import get_locale

from core.rendering import absolute
from web.caching import PUBLIC_PAGES
from web.language import LANGUAGES

# A page of a list is one of its own; what somebody searched for is not.
KEPT: Final = ("page",)
LOCALES: Final = {"en": "en_GB", "cy": "cy_GB", "ca": "ca_ES", "es": "es_ES"}


@dataclass(frozen=True)
class PageAddress:
    """The one address that counts for this page, and those of the same page in each language. All are whole."""

    canonical: str
    neutral: str
    translations: dict[str, str]
    locale: str
    other_locales: tuple[str, ...]
    # Whether a search engine should list it.
    is_listed: bool


def install(app: Flask) -> None:
    app.add_template_global(page_address)
    app.add_template_global(same_search)
    app.add_template_global(absolute, "whole")


def page_address() -> PageAddress:
    """Of the request under way. The host is that of the settings, whatever the request was sent to."""
    language = get_locale().language
    asked = request.args.get("lang") if request.args.get("lang") in LANGUAGES else None
    searched = any(values for key, values in request.args.items() if key not in (*KEPT, "lang"))
    return PageAddress(
        canonical=_address(asked),
        neutral=_address(None),
        translations={code: _address(code) for code in LANGUAGES},
        locale=LOCALES[language],
        other_locales=tuple(locale for code, locale in LOCALES.items() if code != language),
        is_listed=request.endpoint in PUBLIC_PAGES and not searched,
    )


def same_search(endpoint: str, **more: str) -> str:
    """The address of another view of a list, with what is searched for on this page; pages of it left out."""
    kept = {key: values for key, values in request.args.lists() if key not in ("page", "lang") and any(values)}
    query = urlencode(kept | more, doseq=True)
    return url_for(endpoint) + (f"?{query}" if query else "")


def _address(language: str | None) -> str:
    kept = [(key, request.args[key]) for key in KEPT if request.args.get(key, "1") != "1"]
    query = urlencode([*kept, *([("lang", language)] if language else [])])
    return absolute(quote(request.path)) + (f"?{query}" if query else "")
