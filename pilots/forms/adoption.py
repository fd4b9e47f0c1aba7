"""What an adopting council fills in, and what everybody searches for."""

from flask_babel import lazy_gettext as _l

from challenges.states.bands import MoneyBand
from challenges.states.theme import Theme
from core.fields import (
    DateField,
    FilterField,
    FilterForm,
    MoneyField,
    RadioField,
    SearchField,
    SearchForm,
    SelectField,
    TextAreaField,
    TownlabForm,
)
from pilots.forms.plan import HIGHEST, LONG
from pilots.states import AdoptionRoute, AdoptionState, Elsewhere, PilotState


class PilotSearchForm(FilterForm):
    kinds = {"state": PilotState, "theme": Theme, "money": MoneyBand, "adopted": Elsewhere}
    words = SearchField(_l("Words or reference"))
    council = FilterField(_l("Council"), blank=_l("All councils"))
    state = FilterField(_l("What became of it"), blank=_l("Anything"))
    theme = FilterField(_l("Theme"), blank=_l("All themes"))
    money = FilterField(_l("Money"), blank=_l("Any amount"))
    adopted = FilterField(_l("Used elsewhere"), blank=_l("Anywhere"))
    sort = SelectField(
        _l("Order"),
        blank=_l("Newest first"),
        choices=[
            ("newest", _l("Newest first")),
            ("ending", _l("Ending first")),
            ("amount", _l("Largest first")),
            ("title", _l("By name")),
        ],
    )


class AdoptionSearchForm(SearchForm):
    words = SearchField(_l("Name of the pilot"))
    council = SelectField(_l("Adopting council"), blank=_l("All councils"))
    state = SelectField(_l("How far it is"), blank=_l("Anything"), choices=AdoptionState)


class InterestForm(TownlabForm):
    interest = TextAreaField(
        _l("What would you use it for?"), hint=_l("Everybody can read it."), rows=4, max_length=LONG
    )


class ProcureForm(TownlabForm):
    route = RadioField(_l("How will you buy it?"), choices=AdoptionRoute, required=_l("Choose how you will buy it"))
    value = MoneyField(
        _l("For how much?"),
        hint=_l("The value of the whole contract. Enter 0 if nothing is bought. Everybody can read it."),
        maximum=HIGHEST,
        required=_l("Enter the value, or 0"),
    )


class LiveForm(TownlabForm):
    live_on = DateField(_l("Since which day do you use it?"), required=_l("Enter the day"))
    results = TextAreaField(
        _l("What changed?"), hint=_l("You can add this later. Everybody can read it."), rows=5, max_length=LONG
    )


class ResultsForm(TownlabForm):
    results = TextAreaField(
        _l("What changed since you use it?"),
        hint=_l("Say whether it works in your place too. Everybody can read it."),
        rows=7,
        max_length=LONG,
        required=_l("Write what changed"),
    )


class DiscontinueForm(TownlabForm):
    discontinued_on = DateField(_l("Since which day do you no longer use it?"), required=_l("Enter the day"))
    words = TextAreaField(
        _l("Why?"), hint=_l("Everybody can read it."), rows=5, max_length=LONG, required=_l("Say why")
    )
