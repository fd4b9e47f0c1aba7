"""A challenge in the other languages of its council: how far each is, and the texts section by section."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from challenges.forms.challenge import SectionForm
from challenges.forms.translation import field_of, translation_form
from challenges.models.challenge import Challenge
from challenges.policies import challenge as policies
from challenges.queries.builder import stamp
from challenges.queries.challenge import own_challenge
from challenges.queries.texts import TRANSLATED, Text, name_of, texts_of
from challenges.queries.translation import progress_of, translated_values
from challenges.services.amendment import amend_translations, takes_translations
from challenges.services.translation import save_translations
from challenges.states.builder import Section
from challenges.states.challenge import CHALLENGE_LIFECYCLE, ChallengeAction
from challenges.states.challenge import ChallengeState as State
from challenges.views.blueprint import blueprint
from challenges.views.challenge_public import use_zone_of
from core.access import Actor, current_actor, requires
from core.errors import Conflict, Refused


@dataclass(frozen=True)
class Part:
    """A section of a challenge in one language, with its texts as they were written."""

    challenge: Challenge
    language: str
    section: Section
    texts: list[Text]

    def stored(self) -> dict[str, str]:
        return translated_values(self.challenge, self.language, self.texts)


def part_to_translate(actor: Actor, slug: str, language: str, section: str) -> Part | None:
    """None where there is no such language or section, and where the section has nothing to translate."""
    challenge = own_challenge(actor, slug)
    known = next((each for each in TRANSLATED if each.value == section), None)
    if challenge is None or known is None or language not in challenge.other_languages:
        return None
    texts = [text for text in texts_of(challenge) if text.section is known]
    return Part(challenge, language, known, texts) if texts else None


@blueprint.get("/challenges/<slug>/languages")
@requires(policies.can_write, load=own_challenge)
def translation_list(challenge: Challenge) -> str:
    """Each language with its sections, and how far each is."""
    progress = progress_of(challenge)
    languages = [
        {
            "code": code,
            "name": name_of(code),
            "tasks": [_task(challenge, code, section, sections) for section in TRANSLATED if section.value in sections],
        }
        for code, sections in progress.items()
    ]
    return render_template(
        "challenges/translation_list.html",
        challenge=challenge,
        languages_of=languages,
        main=name_of(challenge.main_language),
        can_change=_takes(challenge),
    )


@blueprint.route("/challenges/<slug>/languages/<language>/<section>", methods=["GET", "POST"])
@requires(policies.can_translate, load=part_to_translate)
def translation_edit(part: Part) -> Any:
    challenge = part.challenge
    if not _takes(challenge):
        abort(409)
    use_zone_of(challenge)
    values = part.stored()
    amends = challenge.state is not State.DRAFT
    data = {field_of(key): words for key, words in values.items()}
    form = translation_form(part.texts, amends=amends)(data={**data, "seen": stamp(values)})
    theirs: Mapping[str, str] = {}
    if form.validate_on_submit():
        try:
            done = _save(part, form, amends=amends)
        except Conflict as conflict:
            form.refuse(conflict)
            theirs = part.stored()
            form.seen.data = stamp(theirs)
        except Refused as refusal:
            form.refuse(refusal, field_of(refusal.field) if refusal.field else None)
        else:
            flash(done, "success")
            return redirect(url_for("challenges.translation_list", slug=challenge.slug))
    return render_template(
        "challenges/translation_edit.html",
        form=form,
        challenge=challenge,
        section=part.section,
        language=part.language,
        language_name=name_of(part.language),
        pairs=[(text, form[field_of(text.key)]) for text in part.texts],
        theirs=[(text.label, theirs.get(text.key, "")) for text in part.texts] if theirs else [],
        amends=amends,
    )


def _takes(challenge: Challenge) -> bool:
    if challenge.state is State.DRAFT:
        return True
    return CHALLENGE_LIFECYCLE.allows(challenge, ChallengeAction.AMEND) and takes_translations(challenge)


def _save(part: Part, form: SectionForm, *, amends: bool) -> str:
    words = {text.key: form[field_of(text.key)].data or "" for text in part.texts}
    common: dict[str, Any] = {"language": part.language, "texts": part.texts, "words": words, "seen": form.stamp}
    if not amends:
        save_translations(part.challenge, part.section, **common, by=current_actor())
        return str(_("Saved: %(section)s.", section=part.section.label))
    made = amend_translations(part.challenge, **common, reason=form["reason"].data, by=current_actor())
    if made is None:
        return str(_("No word is different. The translation counts as one of the words of today."))
    return str(_("The amendment is public. Everybody who follows the challenge is told."))


def _task(
    challenge: Challenge, code: str, section: Section, sections: Mapping[str, tuple[int, int, int]]
) -> dict[str, Any]:
    there, done, older = sections[section.value]
    left, hints = there - done, []
    if left and done:
        hints.append(ngettext("1 text is not translated.", "%(num)d texts are not translated.", left))
    if older:
        hints.append(
            ngettext("1 text is older than the original.", "%(num)d texts are older than the original.", older)
        )
    return {
        "title": section.label,
        "href": url_for("challenges.translation_edit", slug=challenge.slug, language=code, section=section.value)
        if _takes(challenge)
        else None,
        "status": "problem" if older else "done" if not left else "started" if done else "todo",
        "hint": " ".join(hints),
    }
