"""Text as long, as short and as varied as people write it, in four languages, from a seed."""

import itertools
import random
from collections.abc import Sequence

BEGINNINGS = {
    "en": "damp cold wet street bus lamp park flood litter school noise road path bin bench tree light rain shop care "
    "child carer bridge river play house heat roof bike parking crossing market library centre station waste water "
    "air dust ice snow leaf hill estate garden hall pool ramp door step gate kerb drain well fence corner field",
    "cy": "lleithder oer gwlyb stryd bws lamp parc llifogydd sbwriel ysgol sŵn ffordd llwybr bin mainc coeden golau "
    "glaw siop gofal plentyn gofalwr pont afon chwarae tŷ gwres to beic parcio croesfan marchnad llyfrgell canolfan "
    "gorsaf gwastraff dŵr aer llwch rhew eira deilen bryn ystad gardd neuadd pwll ramp drws gris giât draen ffens cae",
    "ca": "humitat fred moll carrer autobús fanal parc inundació brossa escola soroll carretera camí paperera banc "
    "arbre llum pluja botiga cura infant cuidador pont riu joc casa calor teulada bicicleta aparcament pas mercat "
    "biblioteca centre estació residu aigua aire pols gel neu fulla turó barri jardí sala piscina rampa porta esglaó",
    "es": "humedad frío mojado calle autobús farola parque inundación basura escuela ruido carretera camino papelera "
    "banco árbol luz lluvia tienda cuidado niño cuidador puente río juego casa calor tejado bicicleta aparcamiento "
    "paso mercado biblioteca centro estación residuo agua aire polvo hielo nieve hoja cerro barrio jardín sala rampa",
}
SMALL = {
    "en": "the of and to in is it we are for on that with not when there at by from this as who my no more",
    "cy": "y yr a i o yn mae ni ar am gyda nid pan wrth gan hwn fel pwy fy dim mwy mewn dros heb wedi",
    "ca": "el la els les de i a en és que per amb no quan hi des aquest com qui meu sense més molt sobre ja",
    "es": "el la los las de y a en es que para con no cuando hay desde este como quien mi sin más muy sobre ya",
}
ENDINGS = ("", "", "s", "ing", "ed", "er", "ol", "au", "es", "ment", "ant", "ador", "ció", "ión", "aeth", "wr")
# How many different words a language has here; about what people write, and how many words are peculiar to it.
VOCABULARY, TOPICS, PECULIAR = 8000, 120, 60
PARAGRAPHS = 8


class Writer:
    """Writes what the same seed always writes. Every text is about something: half of its words are those of its topic,
    so that a word that somebody searches for is in a few texts of a hundred, as in life."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        words = {language: self._vocabulary(language) for language in BEGINNINGS}
        self._topics = {language: self._about(words[language]) for language in BEGINNINGS}
        self._paragraphs = {
            language: [self._pool(language, topic, words[language]) for topic in self._topics[language]]
            for language in BEGINNINGS
        }

    def title(self, language: str) -> str:
        topic = self._rng.choice(self._topics[language])
        return self._mixed(language, topic, self._rng.randint(3, 9)).capitalize()[:200]

    def text(self, language: str, *, median: int, longest: int = 3000) -> str:
        """About `median` words, now and then many more: lengths are log-normal."""
        count = min(longest, max(3, int(self._rng.lognormvariate(0, 0.8) * median)))
        pool = self._rng.choice(self._paragraphs[language])
        # No two texts are the same, although their paragraphs come from a pool.
        written = [self.title(language) + "."]
        while count > 0:
            paragraph = self._rng.choice(pool)
            written.append(" ".join(paragraph[:count]))
            count -= len(paragraph)
        return "\n\n".join(written)

    def some_words(self, language: str, count: int) -> list[str]:
        """As somebody types them into a search: of one topic, the more usual ones more often."""
        topic = self._rng.choice(self._topics[language])
        return [topic[min(int(self._rng.expovariate(0.2)), len(topic) - 1)] for _ in range(count)]

    def _mixed(self, language: str, topic: Sequence[str], count: int) -> str:
        small = SMALL[language].split()
        return " ".join(self._rng.choice(topic if self._rng.random() < 0.5 else small) for _ in range(count))

    def _about(self, words: Sequence[str]) -> list[list[str]]:
        """Topics share the common words (Zipf) and have rare ones to themselves."""
        weights = list(itertools.accumulate(1 / (rank + 20) for rank in range(len(words))))
        return [
            list(dict.fromkeys(self._rng.choices(words, cum_weights=weights, k=PECULIAR))) for _topic in range(TOPICS)
        ]

    def _pool(self, language: str, topic: Sequence[str], words: Sequence[str]) -> list[list[str]]:
        """Paragraphs about a topic, with a rare word here and there."""
        small = SMALL[language].split()
        return [
            [
                self._rng.choice(small if (drawn := self._rng.random()) < 0.5 else topic if drawn < 0.95 else words)
                for _ in range(self._rng.randint(20, 100))
            ]
            for _paragraph in range(PARAGRAPHS)
        ]

    def _vocabulary(self, language: str) -> list[str]:
        stems = BEGINNINGS[language].split()
        found = dict.fromkeys(stems)
        while len(found) < VOCABULARY:
            found[self._rng.choice(stems) + self._rng.choice(stems)[:3] + self._rng.choice(ENDINGS)] = None
        return list(found)
