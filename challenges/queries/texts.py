"""What a challenge says to the public: every text that can be translated, and how each reads in one language."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from babel import Locale
from flask_babel import gettext as _

from challenges.models.challenge import Challenge, Phase
from challenges.models.lot import Anchor, Criterion, Lot, Question
from challenges.models.translation import ChallengeTranslation
from challenges.states.builder import FIELD_LABELS, WORDS_OF, Section

# The sections of words that the public reads, and the parts of a challenge with texts of their own.
PUBLIC_WORDS: Final = (
    Section.PROBLEM,
    Section.OUTCOMES,
    Section.AFFECTED,
    Section.ELIGIBILITY,
    Section.ROUTE,
    Section.TERMS,
)
TRANSLATED: Final = tuple(
    section for section in Section if section in (*PUBLIC_WORDS, Section.MONEY, Section.QUESTIONS, Section.CRITERIA)
)


@dataclass(frozen=True)
class Text:
    """One text of the public page. `key` names it among the translations, `label` says which it is."""

    section: Section
    key: str
    label: str
    words: str
    is_long: bool = False
    is_option: bool = False


def key_of(thing: Challenge | Phase | Lot | Criterion | Anchor | Question, name: str) -> str:
    """The name of a text: that of the column, for parts of a challenge with the part in front."""
    if isinstance(thing, Challenge):
        return name
    return f"{type(thing).__name__.lower()}.{thing.id.hex}.{name}"


def listed_key(thing: Phase | Question, name: str, words: str) -> str:
    """The name of a text that stands in a list: it goes by its own words, so that no other one is shown in its place
    when the list changes."""
    return key_of(thing, f"{name}.{stamp_of(words)}")


def led_to(key: str, became: Mapping[str, str]) -> str | None:
    """The name of the same text of a copy. `became` has, by the hex ids of parts, those of their copies; None for the
    text of a part that has none."""
    kind, *rest = key.split(".")
    if not rest:
        return kind
    return ".".join([kind, became[rest[0]], *rest[1:]]) if rest[0] in became else None


def texts_of(challenge: Challenge) -> list[Text]:
    """All that is not empty, in the order of the task list. `challenge` is whole."""
    found = [*_words(challenge), *_phases(challenge), *_questions(challenge), *_criteria(challenge)]
    order = list(Section)
    return sorted((text for text in found if text.words), key=lambda text: order.index(text.section))


def name_of(code: str) -> str:
    """What a language calls itself, with a capital letter."""
    name = Locale.parse(code).get_display_name() or code
    return name[:1].upper() + name[1:]


def stamp_of(words: str) -> str:
    """A short digest of an original, kept with its translation."""
    return hashlib.sha256(words.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Said:
    """A text as it stands on a page. `lang` is empty where it is in the language of the page."""

    words: str
    lang: str = ""
    is_older: bool = False

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True)
class Reading:
    """How a challenge reads in `language`: translations where there are any, else the words as they were written."""

    challenge: Challenge
    language: str
    translations: Mapping[str, ChallengeTranslation] = field(default_factory=dict)

    def __call__(self, thing: Any, name: str) -> Said:
        original = getattr(thing, name) or ""
        found = self.translations.get(key_of(thing, name)) if original else None
        if found is not None:
            return Said(found.words, is_older=found.original != stamp_of(original))
        main = self.challenge.main_language
        return Said(original, lang="" if main == self.language else main)

    @property
    def lang(self) -> str:
        """The language of what is not translated, where it is not that of the page."""
        return "" if self.challenge.main_language == self.language else self.challenge.main_language

    def option(self, question: Question, words: str) -> Said:
        """A choice of a question. What is answered stays the original: only this label is translated."""
        return self._listed(question, "option", words)

    def kept(self, name: str, words: str) -> Said:
        """The `words`, `help` or an `option` of a question as a proposal holds them: translated only where it was
        precisely these words that were. Of which question does not matter: the same words read the same.
        """
        found = self._of_questions.get((name, stamp_of(words)))
        return Said(found) if found is not None else Said(words, lang=self.lang)

    @cached_property
    def _of_questions(self) -> dict[tuple[str, str], str]:
        keys = ((found.field.split("."), found) for found in self.translations.values())
        return {(key[2], found.original): found.words for key, found in keys if key[0] == "question"}

    def payment(self, phase: Phase, title: str) -> Said:
        """What a payment of a phase is for."""
        return self._listed(phase, "payment", title)

    def _listed(self, thing: Phase | Question, name: str, words: str) -> Said:
        found = self.translations.get(listed_key(thing, name, words))
        return Said(found.words) if found is not None else Said(words, lang=self.lang)

    def older(self) -> list[str]:
        """The labels of the texts that were changed after they were translated."""
        return [
            text.label
            for text in texts_of(self.challenge)
            if (found := self.translations.get(text.key)) is not None and found.original != stamp_of(text.words)
        ]


def reading(challenge: Challenge, language: str, translations: Sequence[ChallengeTranslation]) -> Reading:
    """For a page in `language`."""
    return Reading(challenge, language, {found.field: found for found in translations if found.language == language})


def _words(challenge: Challenge) -> Iterator[Text]:
    for section in PUBLIC_WORDS:
        for name in WORDS_OF[section]:
            yield Text(section, name, str(FIELD_LABELS[name]), getattr(challenge, name) or "", is_long=name != "title")


def _phases(challenge: Challenge) -> Iterator[Text]:
    for phase in challenge.phases:
        yield Text(Section.MONEY, key_of(phase, "title"), _("Phase %(number)s", number=phase.number), phase.title)
        titles = dict.fromkeys(payment["title"] for payment in phase.payments or ())
        for count, title in enumerate(titles, start=1):
            paid_for = _("Phase %(number)s, payment %(count)s", number=phase.number, count=count)
            yield Text(Section.MONEY, listed_key(phase, "payment", title), paid_for, title)


def _questions(challenge: Challenge) -> Iterator[Text]:
    for question in challenge.questions:
        label = _("Question %(number)s", number=question.number)
        yield Text(Section.QUESTIONS, key_of(question, "words"), label, question.words, is_long=True)
        helped = _("Help with question %(number)s", number=question.number)
        yield Text(Section.QUESTIONS, key_of(question, "help"), helped, question.help or "", is_long=True)
        for count, option in enumerate(question.options or (), start=1):
            chosen = _("Question %(number)s, choice %(count)s", number=question.number, count=count)
            yield Text(Section.QUESTIONS, listed_key(question, "option", option), chosen, option, is_option=True)
        told = _("Question %(number)s: what those who cannot apply are told", number=question.number)
        because = question.ineligible_because or ""
        yield Text(Section.QUESTIONS, key_of(question, "ineligible_because"), told, because, is_long=True)


def _criteria(challenge: Challenge) -> Iterator[Text]:
    """By lot. One that is the whole challenge goes by its name, which is translated already."""
    for lot in challenge.lots:
        several = len(challenge.lots) > 1
        if several:
            yield Text(Section.CRITERIA, key_of(lot, "title"), _("Lot %(number)s", number=lot.number), lot.title)
        for criterion in lot.criteria:
            yield from _criterion(criterion, lot=lot if several else None)


def _criterion(criterion: Criterion, *, lot: Lot | None) -> Iterator[Text]:
    """`lot` where there are several: then the labels name it, because each may have criteria of the same name."""
    name, label = criterion.title, _("Criterion %(number)s", number=criterion.number)
    if lot is not None:
        name = f"{lot.title}, {name}"
        label = _("Lot %(lot)s, criterion %(number)s", lot=lot.number, number=criterion.number)
    yield Text(Section.CRITERIA, key_of(criterion, "title"), label, criterion.title)
    looked_for = _("%(criterion)s: what assessors look for", criterion=name)
    yield Text(Section.CRITERIA, key_of(criterion, "guidance"), looked_for, criterion.guidance, is_long=True)
    for anchor in criterion.anchors:
        meaning = _("%(criterion)s: a score of %(score)s", criterion=name, score=anchor.score)
        yield Text(Section.CRITERIA, key_of(anchor, "words"), meaning, anchor.words, is_long=True)
