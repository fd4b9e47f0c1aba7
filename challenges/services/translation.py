"""The public texts of a challenge in the other languages of its council, while it is a draft.

After approval they change by amendments only (`services.amendment.amend_translations`).
"""

from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as _l

from challenges.models.challenge import Challenge
from challenges.models.translation import ChallengeTranslation
from challenges.queries.texts import Text, stamp_of
from challenges.queries.translation import translated_values, translations_of
from challenges.services.saving import only_unchanged, saved, writable
from challenges.states.builder import Section
from core import clock
from core.access import Actor
from core.database import db, new_id
from core.errors import Refused


def save_translations(
    challenge: Challenge,
    section: Section,
    *,
    language: str,
    texts: Sequence[Text],
    words: Mapping[str, str],
    seen: str,
    by: Actor,
) -> None:
    """Save all texts of a section in one language; an empty one takes its translation away.

    `texts` are those of the section as they are stored, `words` goes by their keys. What is saved counts as a
    translation of the words of today.
    """
    must_be_spoken(challenge, language)
    writable(challenge, by=by)
    only_unchanged(translated_values(challenge, language, texts), seen)
    write_translations(challenge, language, texts=texts, words=words)
    saved(challenge, section, by=by, language=language)


def write_translations(
    challenge: Challenge, language: str, *, texts: Sequence[Text], words: Mapping[str, str]
) -> list[dict[str, str]]:
    """Store what is given for these texts. Returns what changed, as amendments keep it. Raises `Refused` where two
    choices of a question would read the same; its field is the key of the second."""
    _tell_choices_apart(texts, words)
    stored = {found.field: found for found in translations_of(challenge.id, language)}
    changes = []
    for text in texts:
        new, found = (words.get(text.key) or "").strip(), stored.get(text.key)
        before = found.words if found else ""
        if new != before:
            changes.append({"field": text.key, "before": before, "after": new, "language": language})
        _store(challenge, language, text=text, found=found, words=new)
    db.session.flush()
    return changes


def _tell_choices_apart(texts: Sequence[Text], words: Mapping[str, str]) -> None:
    """Whoever answers in this language must be able to tell which choice is which."""
    seen: set[tuple[str, str]] = set()
    for text in texts:
        if not text.is_option:
            continue
        reads = (words.get(text.key) or "").strip() or text.words
        choice = (text.key.rpartition(".")[0], reads.casefold())
        if choice in seen:
            raise Refused(
                _l("Two choices of this question read “%(words)s”. Give each its own words.", words=reads),
                field=text.key,
            )
        seen.add(choice)


def must_be_spoken(challenge: Challenge, language: str) -> None:
    if language not in challenge.other_languages:
        raise Refused(_l("This challenge is not translated into that language."))


def _store(challenge: Challenge, language: str, *, text: Text, found: ChallengeTranslation | None, words: str) -> None:
    if not words:
        if found is not None:
            db.session.delete(found)
        return
    if found is None:
        found = ChallengeTranslation(id=new_id(), challenge_id=challenge.id, language=language, field=text.key)
        db.session.add(found)
    found.words, found.original, found.translated_at = words, stamp_of(text.words), clock.now()
