"""Whatever is sent to a form: it answers in words, keeps what was typed, and never breaks."""

from html import unescape

import pytest

from core.fields.base import tidy
from tests.access import reading
from tests.bad_input import forms

# One thing for each address, best one whose time it is.
ROWS = {
    row.address: row
    for wanted in ("not now", "may")
    for row in reversed(reading.rows())
    if row.method == "POST" and wanted in row.expected.values()
}
ONLY_BUTTONS = ROWS.keys() - {row.address for row in reading.rows() if row.method == "GET"}
LONG = "Donaudampfschifffahrt" * 500
MARKUP = "<script>alert(1)</script> & \"quoted\" 'too' {{ 7 * 7 }} </textarea>"
FOREIGN = "שלום עולם \u202eevil\u202c مرحبا 🚲🏳️‍🌈 Zürich ÇA"
CONTROL = "one\x00two\x08three\x1b[31mfour\u200b\ufeff\x7f"
NUMBERS = ("NaN", "1e999999", "-1", "٣", "9" * 400, "31/31/9999")
TEXTS = {"long": LONG, "markup": MARKUP, "foreign": FOREIGN, "control": CONTROL} | dict(
    zip(NUMBERS, NUMBERS, strict=True)
)
# The answers to these are gone through for every fault that a page can have.
CLOSELY = ("markup", "control")

pytestmark = pytest.mark.usefixtures("without_tokens")


def forms_at(sender, row) -> list[forms.Form]:
    if row.address in ONLY_BUTTONS:
        return [forms.Form(action="")]
    page = forms.read(sender.look(row).get_data(as_text=True))
    return forms.forms_of(page, path=sender.path(row)) or [forms.Form(action="")]


@pytest.mark.parametrize("row", ROWS.values(), ids=str)
def test_whatever_is_typed_nothing_breaks_and_nothing_is_lost(sender, row):
    with sender.undone():
        for form in forms_at(sender, row):
            for kind, text in TEXTS.items() if form.typed else ():
                with sender.undone_again():
                    _judge(sender.send(row, form.all_typed(text), closely=kind in CLOSELY), form, text)


@pytest.mark.parametrize("row", ROWS.values(), ids=str)
def test_whatever_else_is_sent_nothing_breaks(sender, row):
    with sender.undone():
        for form in forms_at(sender, row):
            for number, data in enumerate(_oddities(form)):
                with sender.undone_again():
                    _judge(sender.send(row, data, closely=number < 3), form)


def _oddities(form: forms.Form):
    """Nothing, blanks, choices that are not offered, hidden fields that were tampered with, bytes that are no text."""
    yield {}
    yield dict.fromkeys(form.sent, "")
    for value in ("no-such-choice", "\x00", "9" * 30, "00000000-0000-0000-0000-000000000000"):
        yield form.changed(**dict.fromkeys(form.chosen, value))
        yield form.changed(**form.first_choices(), **dict.fromkeys(form.hidden, value))
    yield {name: [*values, *values, "again"] for name, values in form.sent.items()}
    yield {f"{name}-0-{name}": "row" for name in form.sent}


def _judge(response, form: forms.Form, text: str = "") -> None:
    """Accepted, told in words on an error page, or asked again with the error summary and all that was typed."""
    html = response.get_data(as_text=True)
    assert "<script>alert(1)" not in html
    if response.status_code != 200 or response.mimetype != "text/html":
        return
    page = forms.read(html)
    if not forms.forms_of(page, path=response.request.path):
        # There is nothing to send here any more, and the page says so.
        return
    assert "govuk-error-summary" in html, "the form comes back and says nothing"
    for name in form.typed if text else ():
        for kept in forms.kept(page, name):
            assert _plain(text) in _plain(kept), f"{name} lost {text[:40]!r}: {kept[:80]!r}"


def _plain(text: str) -> str:
    return " ".join(unescape(tidy(text)).split())
