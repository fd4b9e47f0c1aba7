"""What problems and challenges are about: few and fixed, so that one filter fits all councils."""

from flask_babel import lazy_gettext as _l

from core.workflow import LabelledState


class Theme(LabelledState):
    STREETS = ("streets", _l("Streets and transport"))
    HOMES = ("homes", _l("Homes and neighbourhoods"))
    CARE = ("care", _l("Health and care"))
    LEARNING = ("learning", _l("Children, schools and learning"))
    CLIMATE = ("climate", _l("Climate, nature and waste"))
    SAFETY = ("safety", _l("Safety"))
    WORK = ("work", _l("Work and business"))
    CULTURE = ("culture", _l("Parks, sport and culture"))
    SERVICES = ("services", _l("Dealing with the council"))
    TOGETHER = ("together", _l("Living together"))
