"""What a challenge still lacks before it may be approved (domain.md: "Opening requires")."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l

from challenges.models.challenge import Challenge, Phase
from challenges.models.lot import Criterion, Lot
from challenges.states.builder import Section
from challenges.states.challenge import PRICED, PartnerState

WHOLE = Decimal(100)


@dataclass(frozen=True)
class Missing:
    """One thing that is missing, and where it is put right. `why` and `matters` are sentences for the officer: what is
    missing, and what comes of it when it stays so."""

    section: Section
    why: Any
    matters: Any = ""


def missing(challenge: Challenge, now: dt.datetime) -> list[Missing]:
    """All that is missing, in the order of the task list.

    `challenge` has its partners with bodies, phases with shares, lots with criteria and anchors, and questions loaded.
    """
    found = [*_words(challenge), *_money(challenge), *_timeline(challenge, now), *_questions(challenge)]
    found += [*_partners(challenge), *_criteria(challenge), *_assessment(challenge)]
    order = list(Section)
    return sorted(found, key=lambda lack: order.index(lack.section))


_NEEDED_WORDS: tuple[tuple[str, Section, Any, Any], ...] = (
    ("summary", Section.PROBLEM, _l("A summary."), _l("It is what people read in the list.")),
    ("problem_statement", Section.PROBLEM, _l("The problem."), _l("Suppliers cannot solve what is not described.")),
    ("outcomes_wanted", Section.OUTCOMES, _l("The outcomes."), _l("Pilots are measured against them.")),
    ("who_is_affected", Section.AFFECTED, _l("Who is affected."), _l("Proposals are to speak of these people.")),
    (
        "eligibility",
        Section.ELIGIBILITY,
        _l("Who can apply."),
        _l("Without it, suppliers write proposals that you cannot take."),
    ),
    (
        "panel_needs",
        Section.PANEL,
        _l("Who is needed on the panel."),
        _l("A panel that is sought after the deadline keeps every supplier waiting."),
    ),
    (
        "route_to_market",
        Section.ROUTE,
        _l("The route to market: how the council would buy it if the pilot works."),
        _l("Without one, good pilots end."),
    ),
    ("terms", Section.TERMS, _l("The terms that the winner signs."), _l("Suppliers price what they know.")),
    (
        "intellectual_property",
        Section.TERMS,
        _l("Who owns what is made."),
        _l("When it is settled after the award, talks take months."),
    ),
    ("contact_name", Section.CONTACT, _l("The name of somebody to ask."), _l("People ask people.")),
    (
        "contact_email",
        Section.CONTACT,
        _l("An e-mail address to write to."),
        _l("Whoever cannot use this service writes there."),
    ),
    ("contact_phone", Section.CONTACT, _l("A telephone number."), _l("It is for those who cannot write.")),
    (
        "conflicts_assessment",
        Section.GOVERNANCE,
        _l("The conflicts assessment: who might gain privately, and what is done about it."),
        _l("The law asks for it, and an award can fall without it."),
    ),
    (
        "budget_owner",
        Section.GOVERNANCE,
        _l("The budget owner: who answers for the money."),
        _l("A pilot that nobody pays for never starts."),
    ),
)


def _words(challenge: Challenge) -> Iterator[Missing]:
    for name, section, why, matters in _NEEDED_WORDS:
        if not getattr(challenge, name).strip():
            yield Missing(section, why, matters)


def _money(challenge: Challenge) -> Iterator[Missing]:
    if not challenge.phases:
        yield Missing(
            Section.MONEY, _l("At least one phase with its money."), _l("Suppliers decide by it whether to apply.")
        )
    for phase in challenge.phases:
        if why := _lacking_in(phase, challenge):
            yield Missing(Section.MONEY, why, _l("Suppliers decide by it whether to apply."))


def _partners(challenge: Challenge) -> Iterator[Missing]:
    matters = _l("Nobody else can promise a partner’s money or name.")
    for partner in challenge.partners:
        name = partner.body.name
        if partner.state is PartnerState.INVITED:
            yield Missing(Section.PARTNERS, _l("%(name)s has not answered the invitation yet.", name=name), matters)
        elif partner.state is PartnerState.DECLINED:
            yield Missing(Section.PARTNERS, _l("%(name)s declined. Remove it, or invite it again.", name=name), matters)
        elif not partner.is_ready:
            yield Missing(
                Section.PARTNERS,
                _l("%(name)s has confirmed, and its approver has not approved what it pays yet.", name=name),
                matters,
            )


def _lacking_in(phase: Phase, challenge: Challenge) -> Any:
    pot = sum((share.amount for share in phase.shares), Decimal(0))
    if not phase.amount_each or not pot:
        return _l("%(phase)s: the money, in all and for each supplier.", phase=phase.title)
    if pot < phase.amount_each:
        return _l("%(phase)s: the pot does not reach for one supplier.", phase=phase.title)
    if phase.lot_amounts and any(phase.amount_for(lot.id) is None for lot in challenge.lots):
        return _l("%(phase)s: an amount for each lot, or for none of them.", phase=phase.title)
    if sum((Decimal(amount) for amount in phase.lot_amounts.values()), Decimal(0)) > pot:
        return _l("%(phase)s: together, the lots come to more than the money of the phase.", phase=phase.title)
    if phase.starts_on is None or phase.ends_on is None:
        return _l("%(phase)s: when it starts and ends.", phase=phase.title)
    return None


def _timeline(challenge: Challenge, now: dt.datetime) -> Iterator[Missing]:
    opens, questions, closes = challenge.opens_at, challenge.questions_close_at, challenge.closes_at
    if opens is None or questions is None or closes is None or challenge.decision_expected_on is None:
        yield Missing(Section.TIMELINE, _l("All four dates."), _l("It opens and closes by them, by itself."))
        return
    if opens <= now:
        yield Missing(
            Section.TIMELINE, _l("An opening time that is still to come."), _l("Everybody is to have the same time.")
        )
    if not opens < questions <= closes:
        yield Missing(Section.TIMELINE, _l("Dates in order: it opens, questions close, then proposals close."))
    if challenge.decision_expected_on < closes.date():
        yield Missing(Section.TIMELINE, _l("A decision date after the deadline."))


def _questions(challenge: Challenge) -> Iterator[Missing]:
    if not challenge.questions:
        yield Missing(
            Section.QUESTIONS,
            _l("At least one question for suppliers to answer."),
            _l("Without questions, proposals cannot be compared."),
        )


def _criteria(challenge: Challenge) -> Iterator[Missing]:
    """Of each lot; where there are several, it is named, and more is needed of it."""
    several = len(challenge.lots) > 1
    for lot in challenge.lots:
        if not several:
            yield from _weighed(lot, challenge)
            continue
        for lack in (*_named(lot, challenge), *_weighed(lot, challenge), *_asked(lot, challenge)):
            yield replace(lack, why=_l("%(lot)s: %(why)s", lot=lot.title, why=lack.why))


def _named(lot: Lot, challenge: Challenge) -> Iterator[Missing]:
    others = [each.title.casefold() for each in challenge.lots if each is not lot]
    if lot.title.casefold() in [*others, challenge.title.casefold()]:
        yield Missing(
            Section.CRITERIA,
            _l("A name that neither another lot nor the challenge has."),
            _l("Suppliers choose a lot by its name."),
        )


def _asked(lot: Lot, challenge: Challenge) -> Iterator[Missing]:
    scored = {question.criterion_id for question in challenge.questions}
    for criterion in lot.criteria:
        # What a formula needs is asked for where the price is checked.
        if criterion.id not in scored and not criterion.price_formula:
            yield Missing(
                Section.QUESTIONS,
                _l("%(criterion)s: a question that is scored on it.", criterion=criterion.title),
                _l("A lot asks only what is scored on its own criteria, and what is scored on none."),
            )


def _weighed(lot: Lot, challenge: Challenge) -> Iterator[Missing]:
    total = sum((criterion.weight for criterion in lot.criteria), Decimal(0))
    if not lot.criteria:
        yield Missing(
            Section.CRITERIA,
            _l("At least one criterion."),
            _l("It decides who wins, and everybody must know it beforehand."),
        )
    elif total != WHOLE:
        yield Missing(
            Section.CRITERIA,
            _l("Weights that sum to 100 %%. They sum to %(total)s %%.", total=_plain(total)),
            _l("Otherwise nobody can work out a score."),
        )
    if lot.criteria and all(criterion.price_formula for criterion in lot.criteria):
        yield Missing(
            Section.CRITERIA,
            _l("A criterion that assessors score."),
            _l("By price alone, nobody reads what is proposed."),
        )
    for criterion in lot.criteria:
        if criterion.price_formula:
            yield from _price(criterion, challenge)
        elif not has_all_anchors(criterion, challenge.score_max):
            yield Missing(
                Section.CRITERIA,
                _l("%(criterion)s: words for every score.", criterion=criterion.title),
                _l("With them, two assessors mean the same by a score."),
            )


def _price(criterion: Criterion, challenge: Challenge) -> Iterator[Missing]:
    """A formula needs one amount for each proposal, all of them with VAT or all without."""
    scored = [question for question in challenge.questions if question.criterion_id == criterion.id]
    asked = [question for question in scored if question.kind in PRICED]
    if len(scored) != 1 or len(asked) != 1 or not asked[0].required or asked[0].vat_included is None:
        yield Missing(
            Section.QUESTIONS,
            _l(
                "%(criterion)s: one question, for an amount or a table of costs, that is scored on it. It must be "
                "answered, and say whether VAT is in it.",
                criterion=criterion.title,
            ),
            _l("The formula compares these amounts."),
        )


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
