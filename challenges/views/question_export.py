"""Questions and answers for a spreadsheet: what is public, and nothing of who asked or when."""

import csv
import io
from collections.abc import Iterable

from flask import Response
from flask_babel import gettext as _

from challenges.models.question import ClarificationQuestion
from core.formats import date_short

# A cell that begins with one of these is a formula to a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def answers_as_csv(rows: Iterable[tuple[str, ClarificationQuestion]], *, name: str) -> Response:
    """Pairs of a challenge's title and a published question. Begins with a mark by which Excel knows UTF-8."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow([_("Challenge"), _("Number"), _("Question"), _("Answer"), _("Answered on")])
    for title, question in rows:
        answered = date_short(question.answered_at)
        cells = (title, str(question.number), question.published_words, question.answer, answered)
        table.writerow([defused(cell) for cell in cells])
    response = Response("\ufeff" + written.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def defused(cell: str) -> str:
    """The text as a spreadsheet shows it, never as a formula that it runs."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
