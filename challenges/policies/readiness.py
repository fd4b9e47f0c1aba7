"""What a challenge still lacks before it may be approved (domain.md: "Opening requires")."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l

from challenges.models.challenge import Challenge, Criterion, Phase
from challenges.states.builder import Section

WHOLE = Decimal(100)


@dataclass(frozen=True)
class Missing:
    """One thing that is missing, and where it is put right. `why` is a sentence for the officer."""

    section: Section
    why: Any


def missing(challenge: Challenge, now: dt.datetime) -> list[Missing]:
    """All that is missing, in the order of the task list.

    `challenge` has its phases with shares, lots with criteria and anchors, and questions loaded.
    """
    found = [*_words(challenge), *_money(challenge), *_timeline(challenge, now), *_questions(challenge)]
    found += [*_criteria(challenge), *_assessment(challenge)]
    order = list(Section)
    return sorted(found, key=lambda lack: order.index(lack.section))


_NEEDED_WORDS: tuple[tuple[str, Section, Any], ...] = (
    ("summary", Section.PROBLEM, _l("A summary: it is what people read in the list.")),
    ("problem_statement", Section.PROBLEM, _l("The problem: suppliers cannot solve what is not described.")),
    ("outcomes_wanted", Section.OUTCOMES, _l("The outcomes: pilots are measured against them.")),
    ("who_is_affected", Section.AFFECTED, _l("Who is affected: proposals are to speak of these people.")),
    ("eligibility", Section.ELIGIBILITY, _l("Who can apply.")),
    (
        "route_to_market",
        Section.ROUTE,
        _l("The route to market: how the council would buy it if the pilot works. Without one, good pilots end."),
    ),
    ("terms", Section.TERMS, _l("The terms that the winner signs.")),
    ("contact_name", Section.CONTACT, _l("The name of somebody to ask.")),
    ("contact_email", Section.CONTACT, _l("An e-mail address to write to.")),
    ("contact_phone", Section.CONTACT, _l("A telephone number, for those who cannot write.")),
    (
        "conflicts_assessment",
        Section.GOVERNANCE,
        _l("The conflicts assessment: who might gain privately, and what is done about it."),
    ),
    ("budget_owner", Section.GOVERNANCE, _l("The budget owner: who answers for the money.")),
)


def _words(challenge: Challenge) -> Iterator[Missing]:
    for name, section, why in _NEEDED_WORDS:
        if not getattr(challenge, name).strip():
            yield Missing(section, why)


def _money(challenge: Challenge) -> Iterator[Missing]:
    if not challenge.phases:
        yield Missing(Section.MONEY, _l("At least one phase with its money."))
    for phase in challenge.phases:
        if why := _lacking_in(phase):
            yield Missing(Section.MONEY, why)


def _lacking_in(phase: Phase) -> Any:
    pot = sum((share.amount for share in phase.shares), Decimal(0))
    if not phase.amount_each or not pot:
        return _l("%(phase)s: the money, in all and for each supplier.", phase=phase.title)
    if pot < phase.amount_each:
        return _l("%(phase)s: the pot does not reach for one supplier.", phase=phase.title)
    if phase.starts_on is None or phase.ends_on is None:
        return _l("%(phase)s: when it starts and ends.", phase=phase.title)
    return None


def _timeline(challenge: Challenge, now: dt.datetime) -> Iterator[Missing]:
    opens, questions, closes = challenge.opens_at, challenge.questions_close_at, challenge.closes_at
    if opens is None or questions is None or closes is None or challenge.decision_expected_on is None:
        yield Missing(Section.TIMELINE, _l("All four dates."))
        return
    if opens <= now:
        yield Missing(Section.TIMELINE, _l("An opening time that is still to come."))
    if not opens < questions <= closes:
        yield Missing(Section.TIMELINE, _l("Dates in order: it opens, questions close, then proposals close."))
    if challenge.decision_expected_on < closes.date():
        yield Missing(Section.TIMELINE, _l("A decision date after the deadline."))


def _questions(challenge: Challenge) -> Iterator[Missing]:
    if not challenge.questions:
        yield Missing(Section.QUESTIONS, _l("At least one question for suppliers to answer."))


def _criteria(challenge: Challenge) -> Iterator[Missing]:
    for lot in challenge.lots:
        total = sum((criterion.weight for criterion in lot.criteria), Decimal(0))
        if not lot.criteria:
            yield Missing(Section.CRITERIA, _l("At least one criterion."))
        elif total != WHOLE:
            yield Missing(
                Section.CRITERIA, _l("Weights that sum to 100 %%. They sum to %(total)s %%.", total=_plain(total))
            )
        for criterion in lot.criteria:
            if not has_all_anchors(criterion, challenge.score_max):
                yield Missing(Section.CRITERIA, _l("%(criterion)s: words for every score.", criterion=criterion.title))


def has_all_anchors(criterion: Criterion, score_max: int) -> bool:
    worded = {anchor.score for anchor in criterion.anchors if anchor.words.strip()}
    return set(range(score_max + 1)) <= worded


def _assessment(challenge: Challenge) -> Iterator[Missing]:
    if challenge.anonymised and not any(question.identifies_bidder for question in challenge.questions):
        # Otherwise nothing would be hidden, and the promise of anonymity empty.
        yield Missing(
            Section.ASSESSMENT, _l("Anonymised assessment: mark the questions whose answers tell who the bidder is.")
        )


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
