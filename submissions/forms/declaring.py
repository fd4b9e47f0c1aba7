"""What is asked about exclusion grounds and subsidies."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import ValidationError

from core.fields import CheckboxesField, SubmitField, TextAreaField, TownlabForm, YesNoField
from submissions.models import SupplierDeclaration
from submissions.services.declaring import DECLARED_LIMIT, Declared
from submissions.states import ExclusionGround

NONE = "none"


class DeclarationForm(TownlabForm):
    grounds = CheckboxesField(
        _l("Does any of this apply to your organisation, or to those who run it?"),
        hint=_l("It need not rule you out: the council looks at what you have done about it."),
        choices=[*((ground.value, ground.label) for ground in ExclusionGround), (NONE, _l("None of these"))],
        required=_l("Choose what applies, or that none of it does"),
    )
    grounds_words = TextAreaField(
        _l("If any of it applies: what happened, and what have you done since?"),
        rows=5,
        max_length=DECLARED_LIMIT,
        required=_l("Say what happened, and what you have done since"),
        required_when=lambda form: bool(form.chosen_grounds),
        optional_mark=False,
    )
    subsidised = YesNoField(
        _l("Has it had money from public bodies, other than for sales, in this year or the last two?"),
        hint=_l("Grants, loans below the market rate, or taxes that were let off."),
        required=_l("Choose whether it has had money from public bodies"),
        conditional={"yes": "subsidy_words"},
    )
    subsidy_words = TextAreaField(
        _l("From whom, when and how much?"),
        rows=5,
        max_length=DECLARED_LIMIT,
        required=_l("Say which subsidies: from whom, when and how much"),
    )
    submit = SubmitField(_l("Confirm that this is right"))

    @property
    def chosen_grounds(self) -> list[ExclusionGround]:
        return [ground for ground in ExclusionGround if ground.value in self.grounds.data]

    def validate_grounds(self, field: Field) -> None:
        if NONE in field.data and len(field.data) > 1:
            raise ValidationError(_("Choose what applies, or that none of it does: not both"))

    @property
    def declared(self) -> Declared:
        grounds = self.chosen_grounds
        return Declared(
            grounds=grounds,
            grounds_words=(self.grounds_words.data or "") if grounds else "",
            subsidised=bool(self.subsidised.data),
            subsidy_words=(self.subsidy_words.data or "") if self.subsidised.data else "",
        )


def declared_data(row: SupplierDeclaration | None) -> dict[str, Any]:
    """What was declared, as the form shows it."""
    if row is None:
        return {}
    return {
        "grounds": row.grounds or [NONE],
        "grounds_words": row.grounds_words,
        "subsidised": row.subsidised,
        "subsidy_words": row.subsidy_words,
    }
