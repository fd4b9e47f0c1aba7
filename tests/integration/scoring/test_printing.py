"""The summary as a PDF: tagged, in its language, with its fonts, and no word of it read as a command."""

import re
import subprocess

import pytest
from flask_babel import force_locale

from core.database import db
from core.errors import Refused
from core.text import blocks_of
from scoring.queries import feedback as queries
from scoring.services import printing, typesetting
from scoring.states import DecisionState
from tests.factories.accounts import sign_in
from tests.factories.decisions import decided

pytestmark = pytest.mark.usefixtures("db_session")

WICKED = '#panic("x") #import "/etc/passwd": * $x$ \\ *bold* _em_ // @label <tag> ` l·l ŵ ŷ'


def summary_with(words: str):
    found = decided(at=DecisionState.SUMMARIES_ISSUED)
    summary = queries.issued_summary(found.bidder(1), found.scene.submissions[1].id)
    entries = [{**entry, "words": words, "title": words[:40]} for entry in summary.content["criteria"]]
    summary.content = {**summary.content, "criteria": entries}
    db.session.flush()
    return found, summary


def test_a_pdf_is_tagged_has_language_and_title_and_holds_its_fonts():
    _found, summary = summary_with(WICKED)
    with force_locale("cy"):
        pdf = printing.summary_pdf(summary, None)
    assert pdf.startswith(b"%PDF-")
    assert b"pdfuaid" in pdf
    assert b"/StructTreeRoot" in pdf
    assert b"/Marked true" in pdf
    assert re.search(rb"/Lang\s*\(cy", pdf)
    assert b"/FontFile" in pdf
    assert b"asesu" in pdf or b"dc:title" in pdf


def test_letters_that_no_font_has_do_not_stop_it():
    _found, summary = summary_with("Well done \U0001f642 \u4e2d\ue000")
    assert printing.summary_pdf(summary, None).startswith(b"%PDF-")


def test_what_takes_too_long_is_told_and_ended(monkeypatch):
    monkeypatch.setattr(typesetting, "SECONDS", 0)
    _found, summary = summary_with("Short.")
    with pytest.raises(Refused, match="Print the page instead"):
        printing.summary_pdf(summary, None)


def test_the_bidder_takes_its_own_and_the_officer_any(client):
    found, summary = summary_with("Clear aims.")
    sign_in(client, found.bidder(1))
    answer = client.get(f"/proposals/{summary.submission_id}/feedback.pdf")
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert client.get(f"/proposals/{found.scene.submissions[0].id}/feedback.pdf").status_code == 404
    sign_in(client, found.officer)
    url = f"/decisions/{found.decision.id}/summaries/{found.scene.submissions[2].id}/summary.pdf"
    assert client.get(url).data.startswith(b"%PDF-")
    # Whoever prints it has opened it.
    assert [one.person_id for one in queries.proof_of(summary.id).openings] == [found.bidder(1).person_id]


def test_nothing_is_left_running_when_it_is_stopped(monkeypatch):
    ended = []
    run = subprocess.run

    def note(*args, **kwargs):
        try:
            return run(*args, **kwargs)
        except subprocess.TimeoutExpired as problem:
            ended.append(problem)
            raise

    monkeypatch.setattr(typesetting, "SECONDS", 0)
    monkeypatch.setattr(subprocess, "run", note)
    with pytest.raises(typesetting.NotSet):
        typesetting.typeset(printing.TEMPLATE, {})
    assert len(ended) == 1


def test_markdown_becomes_blocks_of_plain_text():
    assert blocks_of("One **bold**\nword.\n\n- a\n- b [c](https://d.example)\n\n# End") == [
        {"kind": "text", "text": "One bold\nword."},
        {"kind": "items", "items": ["a", "b c"]},
        {"kind": "text", "text": "End"},
    ]
