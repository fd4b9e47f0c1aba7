"""Mail that would have been sent can be read whole, with the file that comes with it."""

import pytest

from core import outbox

pytestmark = pytest.mark.usefixtures("db_session")
ENTRY = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"


def queue(attachment=None):
    return outbox.queue_message(
        kind="interview", to_address="ada@bidder.example", subject="Your interview", body="Come.", attachment=attachment
    )


def test_the_calendar_entry_that_comes_with_a_mail_can_be_saved(client):
    message = queue(outbox.Attachment(ENTRY, "text/calendar; method=REQUEST"))
    address = f"/demo/mail/{message.id}/attachment"
    assert f'href="{address}"' in client.get("/demo/mail").text

    answer = client.get(address)

    assert answer.get_data(as_text=True) == ENTRY
    assert answer.headers["Content-Type"] == "text/calendar; method=REQUEST; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="calendar.ics"'


def test_a_mail_without_a_file_offers_none(client):
    message = queue()
    assert "comes with it" not in client.get("/demo/mail").text
    assert client.get(f"/demo/mail/{message.id}/attachment").status_code == 404
