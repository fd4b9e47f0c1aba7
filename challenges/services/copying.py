"""Beginning a challenge with another one: a copy of it, or a preset that a council saved from it.

A plan is plain JSON: the columns of the challenge and of its phases, criteria, anchors and questions, without the words
and dates that belong to one challenge alone. Nothing of partners, proposals or the public's part is in it.
"""

import datetime as dt
import enum
import uuid
from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l

from accounts import queries as people
from accounts.models import Council
from challenges.models.challenge import Challenge, FundingShare, Phase
from challenges.models.lot import Anchor, Criterion, Lot, Question
from challenges.models.preset import CouncilPreset
from challenges.models.problem import Problem
from challenges.models.translation import ChallengeTranslation
from challenges.policies.challenge import can_draft_challenge, can_write
from challenges.presets import PRESETS
from challenges.queries import preset as queries
from challenges.queries.challenge import free_slug, whole_challenge_by_id
from challenges.queries.texts import led_to, texts_of
from challenges.queries.translation import translations_of
from challenges.services.drafting import Durations, suggested_timeline, valid_title
from challenges.services.officer import assign_author
from challenges.states.challenge import CHALLENGE_DRAFTED, PRESET_REMOVED, PRESET_SAVED, ChallengeState
from core import audit, clock
from core.access import Actor, check
from core.database import Model, db, new_id
from core.errors import Refused
from core.text import new_reference, slugify

NAME_LIMIT: Final = 80
# What the challenge's row says of its own life, and is never copied.
ITS_OWN: Final = frozenset(
    {
        *("id", "reference", "slug", "council_id", "title", "state", "search", "translated", "topic_id", "tie_break"),
        *("opens_at", "questions_close_at", "closes_at", "decision_expected_on", "announced_at"),
        *("drafted_by", "drafted_at", "drafters", "approved_by", "approved_at", "cancelled_at", "cancel_reason"),
    }
)
# The words that are about one problem: a copy has them, a preset does not.
ITS_WORDS: Final = frozenset(
    {"summary", "theme", "problem_statement", "evidence", "outcomes_wanted", "who_is_affected", "conflicts_assessment"}
)
LINKS: Final = frozenset(
    {"id", "challenge_id", "lot_id", "criterion_id", "phase_id", "starts_on", "ends_on", "council_id", "lot_amounts"}
)


def plan_of(challenge: Challenge, *, with_words: bool) -> dict[str, Any]:
    """All that a new challenge can begin with. `challenge` is whole."""
    left_out = ITS_OWN if with_words else ITS_OWN | ITS_WORDS
    texts = {text.key for text in texts_of(challenge)} - (set() if with_words else ITS_WORDS)
    return {
        "challenge": _columns(challenge, left_out),
        "durations": asdict(_durations(challenge)),
        "phases": [_phase_plan(phase, challenge) for phase in challenge.phases],
        "criteria": [
            _row(criterion) | {"lot": lot.number, "anchors": [_row(anchor) for anchor in criterion.anchors]}
            for lot in challenge.lots
            for criterion in lot.criteria
        ],
        "lots": [{"was": lot.id.hex, "number": lot.number, "title": lot.title} for lot in challenge.lots],
        "questions": [_row(question) | {"scored_on": _hex(question.criterion_id)} for question in challenge.questions],
        "ties": [uuid.UUID(key).hex for key in challenge.tie_break],
        "translations": [
            {"language": each.language, "field": each.field, "words": each.words, "original": each.original}
            for each in translations_of(challenge.id)
            if each.field in texts and each.field != "title"
        ],
    }


def copy_challenge(source: Challenge, *, title: str, by: Actor) -> Challenge:
    """A draft with all that `source` says, its dates moved to begin from today. `source` is whole."""
    check(can_write(by, source))
    return _draft(plan_of(source, with_words=True), title=title, by=by, copied_from=source.id)


def draft_from_preset(preset: CouncilPreset, *, title: str, problem: Problem | None = None, by: Actor) -> Challenge:
    """A draft that begins with what the council saved, and with the words of a `problem`."""
    check(can_draft_challenge(by) and by.acts_for(preset.council_id))
    challenge = _draft(preset.plan, title=title, by=by, council_preset=preset.id)
    if problem is not None:
        challenge.problem_statement, challenge.theme = problem.description, problem.theme
        db.session.flush()
    return challenge


def save_preset(challenge: Challenge, *, name: str, by: Actor) -> CouncilPreset:
    """Keep how a challenge runs, under a name, for this council alone. `challenge` is whole."""
    check(can_write(by, challenge))
    name = " ".join(name.split())
    if not name:
        raise Refused(_l("Enter a name."), field="name")
    if len(name) > NAME_LIMIT:
        raise Refused(_l("Use %(limit)s characters or fewer for the name.", limit=NAME_LIMIT), field="name")
    if queries.name_taken(challenge.council_id, name):
        raise Refused(_l("Your council has a preset of this name already. Choose another name."), field="name")
    preset = CouncilPreset(
        id=new_id(),
        council_id=challenge.council_id,
        name=name,
        plan=plan_of(challenge, with_words=False),
        saved_by=by.person_id,
        saved_at=clock.now(),
    )
    db.session.add(preset)
    db.session.flush()
    audit.record(PRESET_SAVED, subject=preset, by=by, challenge=challenge.id)
    return preset


def remove_preset(preset: CouncilPreset, *, by: Actor) -> None:
    """Challenges that began with it stay as they are."""
    check(can_draft_challenge(by) and by.acts_for(preset.council_id))
    audit.record(PRESET_REMOVED, subject=preset, by=by)
    db.session.delete(preset)
    db.session.flush()


# -- from a challenge to a plan ------------------------------------------------------------------------------------


def _columns(row: Model, left_out: frozenset[str]) -> dict[str, Any]:
    columns = row.__table__.columns
    return {column.key: _plain(getattr(row, column.key)) for column in columns if column.key not in left_out}


def _row(row: Criterion | Anchor | Question | Phase) -> dict[str, Any]:
    """With the old id, so that what points to it can be led to the new row."""
    return {"was": row.id.hex, "columns": _columns(row, LINKS)}


def _phase_plan(phase: Phase, challenge: Challenge) -> dict[str, Any]:
    decided, starts, ends = challenge.decision_expected_on, phase.starts_on, phase.ends_on
    share = next((share for share in phase.shares if share.council_id == challenge.council_id), None)
    return _row(phase) | {
        "after_decision": (starts - decided).days if starts and decided else None,
        "lasts": (ends - starts).days if starts and ends else None,
        "share": _columns(share, LINKS) if share else None,
        "lots": {uuid.UUID(key).hex: amount for key, amount in phase.lot_amounts.items()},
    }


def _durations(challenge: Challenge) -> Durations:
    opens, questions, closes = challenge.opens_at, challenge.questions_close_at, challenge.closes_at
    decided, plan = challenge.decision_expected_on, PRESETS.get(challenge.preset)
    if not (opens and questions and closes and decided):
        return (
            Durations(plan.open_days, plan.questions_close_days_before, plan.assess_days)
            if plan
            else Durations(30, 7, 30)
        )
    return Durations(
        open_days=max((closes - opens).days, 1),
        questions_close_days_before=max((closes - questions).days, 0),
        assess_days=max((decided - closes.date()).days, 1),
    )


def _hex(key: uuid.UUID | None) -> str | None:
    return key.hex if key else None


def _plain(value: Any) -> Any:
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, dt.date) else value


# -- from a plan to a challenge ------------------------------------------------------------------------------------


def _draft(plan: Mapping[str, Any], *, title: str, by: Actor, **facts: Any) -> Challenge:
    challenge = _challenge(plan, title=valid_title(title), by=by)
    db.session.add(challenge)
    db.session.flush()
    became = _add_lots(challenge, plan)
    became |= _add_phases(challenge, plan["phases"], became)
    challenge.tie_break = [str(uuid.UUID(became[was])) for was in plan["ties"] if was in became]
    became |= _add_questions(challenge, plan["questions"], became)
    db.session.flush()
    _add_translations(challenge, plan["translations"], became)
    db.session.flush()
    audit.record(CHALLENGE_DRAFTED, subject=challenge, by=by, to_state=ChallengeState.DRAFT.value, **facts)
    assign_author(challenge, by=by)
    return challenge


def _challenge(plan: Mapping[str, Any], *, title: str, by: Actor) -> Challenge:
    council = people.body(by.body_id) if by.body_id else None
    if not isinstance(council, Council) or by.person_id is None:
        raise LookupError("a challenge is drafted by a person of a council")
    zone, now, reference = ZoneInfo(council.timezone), clock.now(), new_reference("CHL")
    dates = suggested_timeline(Durations(**plan["durations"]), today=now.astimezone(zone).date(), zone=zone)
    return Challenge(
        **_typed(Challenge, plan["challenge"]),
        id=new_id(),
        reference=reference,
        slug=free_slug(slugify(title), reference),
        council=council,
        council_id=council.id,
        title=title,
        state=ChallengeState.DRAFT,
        **asdict(dates),
        drafted_by=by.person_id,
        drafted_at=now,
        drafters=[str(by.person_id)],
    )


def _typed(model: type[Model], columns: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a plan as the columns take them; what there is no column for any more is left out."""
    known = model.__table__.columns
    return {name: _value(known[name].type.python_type, value) for name, value in columns.items() if name in known}


def _value(kind: type, value: Any) -> Any:
    if value is None or isinstance(value, list | dict):
        return value
    if issubclass(kind, enum.Enum | Decimal):
        return kind(value)
    if issubclass(kind, dt.datetime | dt.date):
        return kind.fromisoformat(value)
    return value


def _add_phases(challenge: Challenge, phases: list[dict[str, Any]], lots: Mapping[str, str]) -> dict[str, str]:
    """`lots` has the new ids of lots by the old ones; the same is returned for phases."""
    decided, became = challenge.decision_expected_on, {}
    for planned in phases:
        phase = Phase(id=new_id(), challenge_id=challenge.id, **_typed(Phase, planned["columns"]))
        if decided and planned["after_decision"] is not None and planned["lasts"] is not None:
            phase.starts_on = decided + dt.timedelta(days=planned["after_decision"])
            phase.ends_on = phase.starts_on + dt.timedelta(days=planned["lasts"])
        phase.lot_amounts = {str(uuid.UUID(lots[was])): amount for was, amount in planned.get("lots", {}).items()}
        db.session.add(phase)
        became[planned["was"]] = phase.id.hex
        if planned["share"]:
            share = _typed(FundingShare, planned["share"])
            db.session.add(FundingShare(id=new_id(), phase_id=phase.id, council_id=challenge.council_id, **share))
    return became


def _add_lots(challenge: Challenge, plan: Mapping[str, Any]) -> dict[str, str]:
    """With their criteria. Returns the new ids by the old ones. Plans kept before there were several lots name none."""
    named = plan.get("lots") or [{"was": "", "number": 1, "title": ""}]
    lots = {
        each["number"]: Lot(
            id=new_id(),
            challenge_id=challenge.id,
            number=each["number"],
            title=each["title"] if len(named) > 1 else challenge.title,
        )
        for each in named
    }
    db.session.add_all(lots.values())
    became = {each["was"]: lots[each["number"]].id.hex for each in named if each["was"]}
    for planned in plan["criteria"]:
        lot = lots[planned.get("lot", 1)]
        criterion = Criterion(id=new_id(), lot_id=lot.id, **_typed(Criterion, planned["columns"]))
        became[planned["was"]] = criterion.id.hex
        for worded in planned["anchors"]:
            anchor = Anchor(id=new_id(), **_typed(Anchor, worded["columns"]))
            criterion.anchors.append(anchor)
            became[worded["was"]] = anchor.id.hex
        db.session.add(criterion)
    db.session.flush()
    return became


def _add_questions(challenge: Challenge, questions: list[dict[str, Any]], became: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for planned in questions:
        criterion = became.get(planned["scored_on"] or "")
        question = Question(
            id=new_id(),
            challenge_id=challenge.id,
            criterion_id=uuid.UUID(criterion) if criterion else None,
            **_typed(Question, planned["columns"]),
        )
        db.session.add(question)
        found[planned["was"]] = question.id.hex
    return found


def _add_translations(challenge: Challenge, translations: list[dict[str, str]], became: Mapping[str, str]) -> None:
    """Of the texts that there are again, as translations of these."""
    whole = whole_challenge_by_id(challenge.id)
    keys = {text.key for text in texts_of(whole)} if whole else set()
    for each in translations:
        key = led_to(each["field"], became)
        if key in keys:
            db.session.add(
                ChallengeTranslation(
                    id=new_id(),
                    challenge_id=challenge.id,
                    language=each["language"],
                    field=key,
                    words=each["words"],
                    original=each["original"],
                    translated_at=clock.now(),
                )
            )
