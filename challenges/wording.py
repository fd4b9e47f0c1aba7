"""Words that name a solution where a problem is asked for: pointed out, never forbidden."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

# By language. In Welsh, initial mutations are spelt out.
SOLUTION_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "en": (
        *("app", "apps", "mobile application", "platform", "platforms", "portal", "portals", "website", "websites"),
        *("blockchain", "chatbot", "chatbots", "dashboard", "dashboards", "software", "database", "databases"),
        *("sensor", "sensors", "drone", "drones", "robot", "robots", "algorithm", "algorithms", "machine learning"),
        *("artificial intelligence", "digital twin", "digital twins", "internet of things", "virtual reality"),
        *("wearable", "wearables", "QR code", "QR codes", "cloud-based", "smart device", "smart devices"),
    ),
    "cy": (
        *("ap", "apiau", "llwyfan", "lwyfan", "llwyfannau", "lwyfannau", "porth", "borth", "phorth", "pyrth"),
        *("gwefan", "wefan", "gwefannau", "wefannau", "blockchain", "cadwyn bloc", "sgwrsfot", "dangosfwrdd"),
        *("ddangosfwrdd", "meddalwedd", "feddalwedd", "cronfa ddata", "gronfa ddata", "synhwyrydd", "synwyryddion"),
        *("dron", "ddron", "dronau", "robot", "robotiaid", "algorithm", "algorithmau", "dysgu peirianyddol"),
        *("deallusrwydd artiffisial", "ddeallusrwydd artiffisial", "gefell digidol", "efell digidol"),
    ),
    "ca": (
        *("app", "apps", "aplicació", "aplicacions", "plataforma", "plataformes", "portal", "portals", "lloc web"),
        *("pàgina web", "blockchain", "cadena de blocs", "xatbot", "xatbots", "tauler de control", "programari"),
        *("base de dades", "sensor", "sensors", "dron", "drons", "robot", "robots", "algorisme", "algorismes"),
        *("intel·ligència artificial", "aprenentatge automàtic", "bessó digital", "realitat virtual"),
    ),
    "es": (
        *("app", "apps", "aplicación", "aplicaciones", "plataforma", "plataformas", "portal", "portales"),
        *("sitio web", "página web", "blockchain", "cadena de bloques", "chatbot", "chatbots", "cuadro de mando"),
        *("software", "base de datos", "sensor", "sensores", "dron", "drones", "robot", "robots", "algoritmo"),
        *("algoritmos", "inteligencia artificial", "aprendizaje automático", "gemelo digital", "realidad virtual"),
    ),
}
# Products, and short forms, as they are written: "AI" is none of the small words of Welsh or Catalan.
PRODUCTS: Final = ("ChatGPT", "Copilot", "Power BI", "Salesforce", "SharePoint", "WhatsApp", "Alexa")
SHORT: Final = ("AI", "IA", "IoT", "API", "VR", "CRM", "SaaS")


def solution_words(texts: Iterable[str], languages: Iterable[str]) -> list[str]:
    """The words found, as they were written, each once and in the order of the texts."""
    pattern = _pattern(tuple(sorted(set(languages))))
    found = (match.group() for text in texts for match in pattern.finditer(text))
    return list({word.casefold(): word for word in reversed(list(found))}.values())[::-1]


@lru_cache(maxsize=32)
def _pattern(languages: tuple[str, ...]) -> re.Pattern[str]:
    words = {word for language in languages for word in SOLUTION_WORDS.get(language, ())} | set(PRODUCTS)
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    any_case = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)
    return re.compile(rf"(?<!\w)(?:(?i:{any_case})|{'|'.join(SHORT)})(?!\w)")
