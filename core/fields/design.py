"""GOV.UK Frontend's components as functions.

Their Jinja macros count on missing values being silent. They live in an environment of their own, so that our own
templates can stay strict: a misspelt name in one of them is an error.
"""

import functools
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader
from markupsafe import Markup

_environment = Environment(
    loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
    undefined=ChainableUndefined,
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)


def _as_it_is(text: str, *_indent: object) -> str:
    return text


# The macros indent what they hold, the lines of a <textarea> included: each time it was sent, a text would grow spaces.
_environment.filters["indent"] = _as_it_is


@functools.cache
def _macro(name: str) -> Callable[..., str]:
    template = _environment.get_template(f"govuk_frontend_jinja/components/{name}/macro.html")
    camel = "".join(part.capitalize() for part in name.split("-"))
    found: Callable[..., str] = getattr(template.module, f"govuk{camel}")
    return found


def govuk(name: str, params: Mapping[str, Any], **kwargs: Any) -> Markup:
    """The markup of a component, such as `govuk("button", {"text": "Continue"})`.

    `name` is that of the design system, `params` are those it documents for Nunjucks. Raises `TemplateNotFound`.
    """
    return Markup(_macro(name)(params, **kwargs).strip())  # noqa: S704 - the macros escape their parameters
