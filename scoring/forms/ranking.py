"""Other weights for a ranking, only to look at."""

import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l

from challenges.models import Criterion
from core.fields import DecimalField, SearchForm

HIGHEST_WEIGHT = 1000


class WhatIfForm(SearchForm):
    """A weight for each criterion, in the address; put together by `what_if_form`."""

    @property
    def is_asked(self) -> bool:
        return any(field.name in request.args for field in self)

    def weights(self, criteria: Sequence[Criterion]) -> dict[uuid.UUID, Decimal] | None:
        """By criterion, the published weight where nothing was typed; None when they make no sense, which it says."""
        if self.has_errors:
            return None
        typed = {one.id: self[weight_name(one.id)].data for one in criteria}
        found = {one.id: one.weight if typed[one.id] is None else Decimal(typed[one.id]) for one in criteria}
        if sum(found.values()) > 0:
            return found
        self.point_out(_l("Give at least one criterion a weight above 0"), weight_name(criteria[0].id))
        return None


def what_if_form(criteria: Sequence[Criterion]) -> WhatIfForm:
    fields: dict[str, Any] = {
        weight_name(one.id): DecimalField(
            _l("Weight of “%(title)s”", title=one.title),
            minimum=0,
            maximum=HIGHEST_WEIGHT,
            places=2,
            width="width-5",
        )
        for one in criteria
    }
    form: WhatIfForm = type("WhatIfForm", (WhatIfForm,), fields)()
    for one in criteria:
        # To begin with, the published weights stand there.
        if weight_name(one.id) not in request.args:
            form[weight_name(one.id)].data = one.weight
    return form


def weight_name(criterion_id: uuid.UUID) -> str:
    return f"weight_{criterion_id.hex}"
