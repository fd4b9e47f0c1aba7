"""What a proposal is called where names are hidden.

An assessor knows it by a code of their own, and by nothing that the bidder knows too: not even by its reference, which
stands on the receipt. Everybody else of the council knows it by the reference.
"""

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _
from sqlalchemy import and_, select

from core.access import Actor
from core.database import db
from core.text import REFERENCE_ALPHABET
from scoring.models import Assessment, Panel, PanelSeat
from scoring.queries.panel import on_seat
from submissions.models import Submission

_LENGTH = 6


@dataclass(frozen=True)
class Codes:
    """The codes of one assessor: those of their assessments, and one for each other proposal, always the same."""

    person_id: uuid.UUID
    given: Mapping[uuid.UUID, str] = field(default_factory=dict)

    def of(self, submission_id: uuid.UUID) -> str:
        return self.given.get(submission_id) or _drawn(self.person_id, submission_id)


def codes_of(actor: Actor, challenge_id: uuid.UUID) -> Codes | None:
    """In one query; None for somebody who has no seat on a panel of the challenge."""
    if actor.person_id is None:
        return None
    rows = db.session.execute(
        select(PanelSeat.id, Assessment.submission_id, Assessment.code)
        .join(PanelSeat.panel)
        .outerjoin(Assessment, and_(Assessment.seat_id == PanelSeat.id))
        .where(Panel.challenge_id == challenge_id, on_seat(actor))
    ).all()
    given = {row.submission_id: row.code for row in rows if row.submission_id is not None}
    return Codes(actor.person_id, given) if rows else None


def name_of(submission: Submission, codes: Codes | None) -> str:
    """For a list, a table or a heading. The submission has its supplier loaded."""
    if not submission.names_hidden:
        return submission.supplier.name
    if codes is None:
        return submission.reference
    return code_name(codes, submission.id)


def code_name(codes: Codes, submission_id: uuid.UUID) -> str:
    return str(_("Proposal %(code)s", code=codes.of(submission_id)))


def _drawn(person_id: uuid.UUID, submission_id: uuid.UUID) -> str:
    digest = hashlib.sha256(person_id.bytes + submission_id.bytes).digest()
    return "".join(REFERENCE_ALPHABET[byte % len(REFERENCE_ALPHABET)] for byte in digest[:_LENGTH])
