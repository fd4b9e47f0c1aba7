"""What templates call a proposal."""

import uuid

from flask import g
from flask_babel import gettext as _

from core.access import current_actor
from scoring.models import MeetingItem
from scoring.queries.naming import Codes, codes_of, name_of
from scoring.views.blueprint import blueprint
from submissions.models import Submission


@blueprint.app_template_global("proposal_name")
def proposal_name(submission: Submission) -> str:
    """The bidder's name; where names are hidden, the code of the assessor who looks, or the reference."""
    return name_of(submission, _codes(submission.challenge_id) if submission.names_hidden else None)


@blueprint.app_template_global("proposal_reference")
def proposal_reference(submission: Submission) -> str:
    """The reference, which the bidder knows too: nothing for an assessor while names are hidden."""
    hidden = submission.names_hidden and _codes(submission.challenge_id) is not None
    return "" if hidden else submission.reference


@blueprint.app_template_global("meeting_name")
def meeting_name(item: MeetingItem) -> str:
    """What everybody in the panel's meeting calls a proposal: one code for all while names are hidden."""
    if item.submission.names_hidden:
        return str(_("Proposal %(code)s", code=item.code))
    return name_of(item.submission, None)


def _codes(challenge_id: uuid.UUID) -> Codes | None:
    """Asked once for each page."""
    known: dict[uuid.UUID, Codes | None] = g.setdefault("proposal_codes", {})
    if challenge_id not in known:
        known[challenge_id] = codes_of(current_actor(), challenge_id)
    return known[challenge_id]
