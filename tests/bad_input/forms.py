"""The forms of a page, as a browser would send them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import lxml.html
from lxml.html import HtmlElement as Element


@dataclass
class Form:
    """`sent` is what goes along when nothing is touched: names with values."""

    action: str
    sent: dict[str, list[str]] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)
    chosen: dict[str, list[str]] = field(default_factory=dict)
    hidden: list[str] = field(default_factory=list)
    secret: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def changed(self, **values: str | list[str]) -> dict[str, list[str]]:
        """What is sent when these are answered differently."""
        return self.sent | {name: [value] if isinstance(value, str) else value for name, value in values.items()}

    def all_typed(self, text: str) -> dict[str, list[str]]:
        """With this in every field that is typed, and something chosen wherever there is a choice."""
        return self.changed(**self.first_choices(), **dict.fromkeys(self.typed + self.secret, text))

    def first_choices(self) -> dict[str, str]:
        wanted = {name: next((value for value in values if value), "") for name, values in self.chosen.items()}
        return {name: value for name, value in wanted.items() if not any(self.sent.get(name, ()))}


def read(html: str) -> Element:
    """The inspector has looked whether it is valid; this only has to be quick."""
    return lxml.html.document_fromstring(html)


def forms_of(page: Element, *, path: str) -> list[Form]:
    """Those that are sent to `path` by POST."""
    return [
        _read_form(element)
        for element in page.iter("form")
        if (element.get("method") or "get").lower() == "post" and _leads_to(element.get("action") or "", path)
    ]


def kept(page: Element, name: str) -> list[str]:
    """What stands in the fields of this name, but for those that are asked only under some choice."""
    conditional = {
        inside
        for element in page.iter("div")
        if "govuk-radios__conditional" in (element.get("class") or "")
        for inside in element.iter()
    }
    controls = [element for element in page.iter() if element.get("name") == name and element not in conditional]
    lines = [element.get("value") or "" for element in controls if element.tag == "input"]
    return lines + ["".join(element.itertext()) for element in controls if element.tag == "textarea"]


def _leads_to(action: str, path: str) -> bool:
    return action == "" or urlsplit(action).path == path


def _read_form(element: Element) -> Form:
    form = Form(action=element.get("action") or "")
    for control in element.iter():
        name = control.get("name")
        if name and name != "csrf_token":
            _READERS.get(control.tag, _ignore)(form, name, control)
    return form


def _ignore(_form: Form, _name: str, _control: Element) -> None:
    """Not a control."""


def _read_input(form: Form, name: str, control: Element) -> None:
    kind, value = control.get("type") or "text", control.get("value") or ""
    if kind == "file":
        form.files.append(name)
    elif kind in {"radio", "checkbox"}:
        form.chosen.setdefault(name, []).append(value)
        if control.get("checked") is not None:
            form.sent.setdefault(name, []).append(value)
    elif kind != "submit":
        form.sent.setdefault(name, []).append(value)
        lists = {"hidden": form.hidden, "password": form.secret}
        lists.get(kind, form.typed).append(name)


def _read_textarea(form: Form, name: str, control: Element) -> None:
    form.sent.setdefault(name, []).append("".join(control.itertext()))
    form.typed.append(name)


def _read_select(form: Form, name: str, control: Element) -> None:
    options = list(_options(control))
    form.chosen[name] = [value for value, _selected in options]
    selected = [value for value, is_selected in options if is_selected] or form.chosen[name][:1]
    form.sent.setdefault(name, []).extend(selected)


def _options(control: Element) -> Iterator[tuple[str, bool]]:
    for option in control.iter("option"):
        yield option.get("value") or "", option.get("selected") is not None


_READERS = {"input": _read_input, "textarea": _read_textarea, "select": _read_select}
