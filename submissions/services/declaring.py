"""What an organisation declares of exclusion grounds and subsidies: said once and dated, confirmed in each proposal."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from core import audit, clock
from core.access import Actor, check
from core.database import db, new_id
from core.errors import Refused
from submissions import policies, queries
from submissions import states as events
from submissions.models import Submission, SupplierDeclaration
from submissions.services.deadline import hold_for_writing
from submissions.states import ExclusionGround

DECLARED_LIMIT = 5000


@dataclass(frozen=True)
class Declared:
    """What is declared. `grounds` in the order of `ExclusionGround`."""

    grounds: Sequence[ExclusionGround]
    grounds_words: str
    subsidised: bool
    subsidy_words: str

    def is_in(self, row: SupplierDeclaration) -> bool:
        return (self._values, self.grounds_words, self.subsidised, self.subsidy_words) == (
            row.grounds,
            row.grounds_words,
            row.subsidised,
            row.subsidy_words,
        )

    @property
    def _values(self) -> list[str]:
        return [ground.value for ground in self.grounds]

    def row(self, supplier_id: uuid.UUID, person_id: uuid.UUID) -> SupplierDeclaration:
        return SupplierDeclaration(
            id=new_id(),
            supplier_id=supplier_id,
            grounds=self._values,
            grounds_words=self.grounds_words,
            subsidised=self.subsidised,
            subsidy_words=self.subsidy_words,
            declared_at=clock.exactly_now(),
            declared_by=person_id,
        )


def declare(declared: Declared, *, by: Actor) -> SupplierDeclaration:
    """Keep it for the actor's organisation, with the date; what says the same as the latest one keeps that date."""
    check(policies.acts_for_supplier(by))
    assert by.body_id is not None  # noqa: S101 - who acts for a supplier acts for a body
    return _keep(declared, by.body_id, by=by)


def confirm_declaration(submission: Submission, declared: Declared, *, by: Actor) -> SupplierDeclaration:
    """Declare it for the proposal's supplier, as part of what is submitted. Raises `TooLate`, `NotOpen`, `Refused`."""
    check(policies.can_declare(by, submission))
    hold_for_writing(submission, alone=True)
    kept = _keep(declared, submission.supplier_id, by=by)
    submission.declaration, submission.declaration_confirmed_at = kept, clock.exactly_now()
    audit.record(events.SUBMISSION_DECLARED, subject=submission, by=by)
    db.session.flush()
    return kept


def declaration_problem(submission: Submission) -> Any:
    """What stands in the way of submitting, in words; None when nothing is asked or all is confirmed.

    Needs `declaration` loaded. What the organisation has said otherwise since must be confirmed anew.
    """
    if not submission.challenge.asks_declarations:
        return None
    latest = queries.latest_declaration(submission.supplier_id)
    if submission.declaration is None:
        return _l("Confirm what your organisation declares about exclusion grounds and subsidies")
    if latest is not None and latest.id != submission.declaration.id:
        return _l("Your organisation has changed what it declares. Confirm it again")
    return None


def _keep(declared: Declared, supplier_id: uuid.UUID, *, by: Actor) -> SupplierDeclaration:
    assert by.person_id is not None  # noqa: S101 - the policy asked for somebody who has signed in
    if declared.grounds and not declared.grounds_words.strip():
        raise Refused(_l("Say what happened, and what you have done since"), field="grounds_words")
    if declared.subsidised and not declared.subsidy_words.strip():
        raise Refused(_l("Say which subsidies: from whom, when and how much"), field="subsidy_words")
    latest = queries.latest_declaration(supplier_id)
    if latest is not None and declared.is_in(latest):
        return latest
    row = declared.row(supplier_id, by.person_id)
    db.session.add(row)
    db.session.flush()
    return row
