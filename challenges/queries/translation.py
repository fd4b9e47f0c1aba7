"""Reads of the translations of challenges."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from flask_babel import get_locale
from markupsafe import Markup
from sqlalchemy import inspect, or_, select

from challenges.models.challenge import Challenge
from challenges.models.lot import Lot
from challenges.models.translation import ChallengeTranslation
from challenges.queries.texts import Reading, Said, Text, reading, stamp_of, texts_of
from core.database import db
from core.fields import marked

LISTED: Final = ("title", "summary")


def translations_of(challenge_id: uuid.UUID, *languages: str) -> Sequence[ChallengeTranslation]:
    """In the languages that are named, or in all."""
    query = select(ChallengeTranslation).where(ChallengeTranslation.challenge_id == challenge_id)
    if languages:
        query = query.where(ChallengeTranslation.language.in_(languages))
    return db.session.scalars(query.order_by(ChallengeTranslation.language, ChallengeTranslation.field)).all()


def reading_of(challenge: Challenge, language: str) -> Reading:
    """How a whole challenge reads in `language`; asks the database only where there can be a translation."""
    has_other = language in challenge.other_languages
    return reading(challenge, language, translations_of(challenge.id, language) if has_other else [])


def readings_of(
    challenges: Sequence[Challenge], language: str, *, fields: Collection[str] = LISTED
) -> dict[uuid.UUID, Reading]:
    """For a list of challenges: title and summary of each in `language`, or the texts with these keys, in one query at
    most."""
    wanted = [challenge.id for challenge in challenges if language in challenge.other_languages]
    found = _some_of(wanted, language, fields) if wanted else []
    return {
        challenge.id: reading(challenge, language, [each for each in found if each.challenge_id == challenge.id])
        for challenge in challenges
    }


def read_titles(challenges: Iterable[Challenge]) -> None:
    """Read in one query what `title_of` is asked for by each row of a list."""
    language = _language()
    unknown = [challenge for challenge in challenges if language not in _titles(challenge)]
    readings = readings_of(unknown, language, fields=("title",))
    for challenge in unknown:
        _titles(challenge)[language] = readings[challenge.id]


def title_of(challenge: Challenge) -> Said:
    """Its title alone, in the language in force. The database is asked once, however many mails and pages name it."""
    read_titles([challenge])
    return _titles(challenge)[_language()](challenge, "title")


def named(challenge: Challenge, lot: Lot | None = None) -> list[Said]:
    """What a challenge is called: its title, and after it that of the lot where there are several."""
    title = title_of(challenge)
    if lot is None or lot.title == challenge.title:
        return [title]
    return [title, _titles(challenge)[_language()](lot, "title")]


def called(challenge: Challenge, lot: Lot | None = None) -> str:
    """The same for a page, marked where it is in another language than the page."""
    parts = [marked(part.words, part.lang) for part in named(challenge, lot)]
    return (Markup(", ") if any(isinstance(part, Markup) for part in parts) else ", ").join(parts)


def _titles(challenge: Challenge) -> dict[str, Reading]:
    """What is known of its title, by language; as long as the challenge is in memory."""
    known: dict[str, Reading] = inspect(challenge).info.setdefault("titles", {})
    return known


def _language() -> str:
    locale = get_locale()
    return str(locale.language) if locale else "en"


def translated_values(challenge: Challenge, language: str, texts: Sequence[Text]) -> dict[str, str]:
    """What is stored for these texts, by their keys; an empty text where there is no translation."""
    stored = {found.field: found.words for found in translations_of(challenge.id, language)}
    return {text.key: stored.get(text.key, "") for text in texts}


def progress_of(challenge: Challenge) -> dict[str, dict[str, tuple[int, int, int]]]:
    """By language and section: how many texts there are, how many are translated, how many of these are older."""
    stored = {(found.language, found.field): found for found in translations_of(challenge.id)}
    progress: dict[str, dict[str, tuple[int, int, int]]] = {code: {} for code in challenge.other_languages}
    for code, sections in progress.items():
        for text in texts_of(challenge):
            there, done, older = sections.get(text.section.value, (0, 0, 0))
            found = stored.get((code, text.key))
            is_older = found is not None and found.original != stamp_of(text.words)
            sections[text.section.value] = (there + 1, done + (found is not None), older + is_older)
    return progress


def _some_of(
    challenge_ids: Sequence[uuid.UUID], language: str, fields: Collection[str]
) -> Sequence[ChallengeTranslation]:
    """The names of lots come along: they stand beside the title wherever there are several."""
    return db.session.scalars(
        select(ChallengeTranslation).where(
            ChallengeTranslation.challenge_id.in_(challenge_ids),
            ChallengeTranslation.language == language,
            or_(ChallengeTranslation.field.in_(fields), ChallengeTranslation.field.like("lot.%.title")),
        )
    ).all()
