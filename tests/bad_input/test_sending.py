"""How a form is sent: without its token, twice, with bytes that are no text; and addresses that nobody would type."""

import re

import pytest

from tests.access import reading
from tests.bad_input.test_forms import ROWS, forms_at

MARKED = "Something long that was written with care."
INTEGERS = ("number", "phase", "lot")
WITHOUT_TOKEN = {"/follow/<token>/stop", "/saved-searches/<token>/stop"}
PAGES = {row.address: row for row in reversed(reading.rows()) if row.method == "GET" and "may" in row.expected.values()}
QUERIES = (
    "?page=nonsense&state=no-such-state&words=%00%ff%F0%9F%9A%B2&council=nowhere&sort=up&kind=%00&to=%00",
    "?page=-1&state=&words=%25_%5C'%22%3Cscript%3Ealert(1)%3C/script%3E&council=%00&panel=nonsense&reference=%00",
    "?endpoint=x&_external=x&_method=x&no-name=x&page=2",
    "?page=99999999999999999999999&state=draft&state=open&words=" + "x" * 5000,
)
# The one with markup in it: its pages are gone through for every fault that they could have.
CLOSELY = 1


# Mail programs press what needs no token by themselves.
@pytest.mark.parametrize("row", [row for row in ROWS.values() if row.address not in WITHOUT_TOKEN], ids=str)
def test_a_form_without_its_token_is_refused_and_what_was_written_is_shown(sender, row):
    with sender.undone():
        for token in ({}, {"csrf_token": "of yesterday"}):
            response = sender.send(row, {"words": MARKED, **token})
            page = response.get_data(as_text=True)
            assert response.status_code == 400, row
            assert MARKED in page


@pytest.mark.usefixtures("without_tokens")
@pytest.mark.parametrize("row", ROWS.values(), ids=str)
def test_two_clicks_break_nothing(sender, row):
    with sender.undone():
        for form in forms_at(sender, row):
            with sender.undone_again():
                for _click in range(2):
                    sender.send(row, form.all_typed("12"), closely=False)


@pytest.mark.usefixtures("without_tokens")
@pytest.mark.parametrize("row", ROWS.values(), ids=str)
def test_bytes_that_are_no_text_break_nothing(sender, row):
    kinds = (
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/json",
        "multipart/form-data; boundary=x",
    )
    with sender.undone():
        for kind in kinds:
            with sender.undone_again():
                sender.send(
                    row, b"words=%ff\xff\xfe&title=\xc3(&\x00=&=&&--x\r\n\r\n{", content_type=kind, closely=False
                )


@pytest.mark.parametrize("row", PAGES.values(), ids=str)
def test_whatever_stands_behind_the_question_mark_the_page_is_there(sender, row):
    with sender.undone():
        for number, query in enumerate(QUERIES):
            response = sender.look(row, query, closely=number == CLOSELY)
            assert b"<script>alert(1)" not in response.get_data()
            assert response.status_code in {200, 302, 304} or row.address == "/health", query


NAMED = {row.address: row for row in reading.rows() if re.search("<(?!\\w*_id)", row.address)}
NAMES = ("%00", "a%00b", "%ff", "x" * 3000, "..%2f..%2fetc%2fpasswd", "%F0%9F%9A%B2", "' or 1=1--", "%2520")


@pytest.mark.parametrize("row", NAMED.values(), ids=str)
def test_what_nobody_planted_is_nowhere(sender, row):
    """Whatever a name in an address is made of."""
    for name in NAMES:
        path = re.sub(
            r"<(\w+)>", lambda found, name=name: _odd(found[1], name, sender.world.things[row.thing]), row.address
        )
        with sender.undone():
            response = sender.open(row, row.method, path, closely=name == NAMES[0])
            assert response.status_code in {200, 302, 303, 400, 403, 404, 405, 409}, path


def _odd(argument: str, name: str, thing) -> str:
    """Only names can be odd: what is no UUID and no number is no address."""
    return str(thing[argument]) if argument.endswith("_id") or argument in INTEGERS else name
