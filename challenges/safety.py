"""Where to turn at once: the words that make us ask whether a problem can wait, and whom to call in each nation.

A plain look for words, in the four languages of the service: it asks, it never decides. Numbers are those that the
services themselves publish.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from challenges.states.problem import Concern

# Beginnings of words are marked by a star. Welsh words stand in each of their mutations; words that mean something
# harmless without their accent (“tan”, “dan”) are left out in that spelling.
SIGNS: Final[dict[Concern, tuple[str, ...]]] = {
    Concern.SAFEGUARDING: (
        # English
        "abuse*", "abusing", "abusive", "suicid*", "kill myself", "killing myself", "end my life", "self-harm*",
        "self harm*", "hurts me", "hits me", "beats me", "hurting me", "hitting her", "hitting him",
        "domestic violence", "rape*", "sexually", "molest*", "neglected child", "neglects",
        "trafficking", "forced marriage",
        # Welsh
        "cam-drin", "gam-drin", "cham-drin", "cam-driniaeth", "gam-driniaeth", "hunanladdiad", "lladd fy hun",
        "hunan-niweidio", "trais", "drais", "thrais", "treisio", "dreisio", "esgeuluso",
        # Catalan
        "abús", "abusos", "abusa", "maltract*", "suïcid*", "suicid*", "matar-me", "autolesi*", "em pega", "violació",
        "violència masclista", "violència de gènere",
        # Spanish
        "abuso*", "maltrat*", "matarme", "autolesi*", "me pega", "violación", "violacion", "violencia de género",
        "violencia machista",
    ),
    Concern.EMERGENCY: (
        # English
        "fire", "on fire", "burning", "gas leak", "gas", "explosion", "exploded", "bleeding", "unconscious",
        "not breathing", "drowning", "collapsed", "trapped", "live wire", "live wires", "knife", "gun", "heart attack",
        # Welsh
        "tân", "dân", "thân", "nwy", "ffrwydr*", "gwaedu", "anymwybodol", "boddi", "cyllell", "gyllell",
        # Catalan
        "foc", "incendi*", "explosi*", "sagna", "inconscient", "ofega", "ganivet", "atrapat", "atrapada",
        # Spanish
        "fuego", "fuga de gas", "explosión", "sangra", "inconsciente", "ahoga", "cuchillo", "atrapado", "infarto",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Helpline:
    """Whom to call; `number` as it is dialled in that nation."""

    name: Any
    number: str
    concerns: frozenset[Concern] = frozenset(Concern)


_BOTH = frozenset(Concern)
_DANGER = frozenset({Concern.EMERGENCY})
_HARM = frozenset({Concern.SAFEGUARDING})
_AMBULANCE = Helpline(_l("Police, fire or ambulance, when somebody is in danger now"), "999", _BOTH)
_POLICE = Helpline(_l("Police, when it is not an emergency"), "101", _BOTH)
_GAS = Helpline(_l("You smell gas"), "0800 111 999", _DANGER)
_POWER = Helpline(_l("A power cut, or a cable that hangs down"), "105", _DANGER)
_SAMARITANS = Helpline(_l("Samaritans, if you think of ending your life"), "116 123", _HARM)
_CHILDLINE = Helpline(_l("Childline, for children and young people"), "0800 1111", _HARM)
_NHS = Helpline(_l("Medical advice, when it is not an emergency"), "111", _BOTH)
_BRITAIN = (_AMBULANCE, _POLICE, _NHS, _GAS, _POWER, _SAMARITANS, _CHILDLINE)
_ABUSE = _l("Somebody at home hurts or frightens you")
_SPAIN = (
    Helpline(_l("Police, fire or ambulance, when somebody is in danger now"), "112", _BOTH),
    Helpline(_l("Violence against women"), "016", _HARM),
    Helpline(_l("If you think of ending your life"), "024", _HARM),
    Helpline(_l("For children and young people"), "116 111", _HARM),
)

# By the nation of the council, as stored.
HELPLINES: Final[dict[str, tuple[Helpline, ...]]] = {
    "ENG": (*_BRITAIN, Helpline(_ABUSE, "0808 2000 247", _HARM)),
    "WLS": (*_BRITAIN, Helpline(_ABUSE, "0808 80 10 800", _HARM)),
    "SCT": (*_BRITAIN, Helpline(_ABUSE, "0800 027 1234", _HARM)),
    "NIR": (
        _AMBULANCE,
        _POLICE,
        Helpline(_l("You smell gas"), "0800 002 001", _DANGER),
        _POWER,
        Helpline(_l("Lifeline, if you think of ending your life"), "0808 808 8000", _HARM),
        _CHILDLINE,
        Helpline(_ABUSE, "0808 802 1414", _HARM),
    ),
    "ES": _SPAIN,
    "CT": (*_SPAIN, Helpline(_l("Medical advice, when it is not an emergency"), "061", _BOTH)),
}
_ANYWHERE = (Helpline(_l("Police, fire or ambulance, when somebody is in danger now"), "112", _BOTH),)


def concern_in(words: str) -> Concern | None:
    """What the words sound like, the harm to a person before all else."""
    text = " ".join(unicodedata.normalize("NFC", words).casefold().replace("’", "'").split())
    return next((concern for concern, pattern in _PATTERNS.items() if pattern.search(text)), None)


def helplines(nation: str, concern: Concern) -> tuple[Helpline, ...]:
    """Whom to call, the most urgent first; in a nation that is not known, the number that works in all of Europe."""
    return tuple(line for line in HELPLINES.get(nation, _ANYWHERE) if concern in line.concerns)


def _pattern(signs: tuple[str, ...]) -> re.Pattern[str]:
    alternatives = [re.escape(sign.removesuffix("*")) + (r"\w*" if sign.endswith("*") else "") for sign in signs]
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)")


_PATTERNS: Final = {concern: _pattern(signs) for concern, signs in SIGNS.items()}
