"""The texts of the notices that the Procurement Act 2023 asks for, made of what a challenge says.

They are for a person to file on the central digital platform: what this service does not know is named, not guessed.
Grants are no procurement, and the rules of Scotland and of other countries are others.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from flask_babel import gettext as _

from challenges.models.challenge import Challenge, Phase
from challenges.queries.builder import criterion_names
from challenges.states.challenge import Instrument, Notice, PartnerState
from core import formats

# Where the Act applies; Scotland has an act of its own.
NATIONS: Final = ("ENG", "WLS", "NIR")


@dataclass(frozen=True)
class NoticePart:
    """A heading of a notice and what stands under it; empty where it is missing."""

    label: str
    text: str


@dataclass(frozen=True)
class NoticeText:
    """`missing` can be said in the challenge, `to_add` is what this service does not ask."""

    parts: Sequence[NoticePart]
    to_add: Sequence[str]

    @property
    def missing(self) -> list[str]:
        return [part.label for part in self.parts if not part.text]

    def plain(self) -> str:
        """The whole as plain text, ready to copy."""
        missing = str(_("[missing]"))
        return "\n\n".join(f"{part.label}\n{part.text or missing}" for part in self.parts) + "\n"


def notices_of(challenge: Challenge) -> list[Notice]:
    """Those that can be filed for it. `challenge` has its council loaded."""
    applies = challenge.instrument is Instrument.CONTRACT and challenge.council.nation in NATIONS
    return list(Notice) if applies else []


def notice_text(challenge: Challenge, notice: Notice, *, address: str) -> NoticeText:
    """`challenge` is whole; `address` is that of its public page."""
    parts = [NoticePart(str(label), str(text or "")) for label, text in _PARTS[notice](challenge, address)]
    return NoticeText(parts, _to_add(notice))


def _engagement(challenge: Challenge, address: str) -> Iterator[tuple[Any, Any]]:
    yield _("Notice type"), Notice.UK2.label
    yield from _who_and_what(challenge)
    yield (
        _("Why we engage with the market"),
        _("To hear how suppliers would reach the outcomes, before we decide how to run the competition."),
    )
    yield _("Who should take part"), challenge.eligibility
    yield _("How to take part"), _("Read and ask on this page: %(address)s", address=address)
    yield _("Engagement deadline"), formats.datetime_long(challenge.questions_close_at)
    yield _("Estimated value"), _value(challenge)
    yield _("Tender notice expected"), formats.datetime_long(challenge.opens_at)
    yield _("Contract dates (estimated)"), _contract_dates(challenge)


def _tender(challenge: Challenge, address: str) -> Iterator[tuple[Any, Any]]:
    yield _("Notice type"), Notice.UK4.label
    yield from _who_and_what(challenge)
    yield _("Estimated value"), _value(challenge)
    yield _("Contracts"), _contracts(challenge)
    yield _("Contract dates (estimated)"), _contract_dates(challenge)
    yield _("Further competition and what comes after"), challenge.route_to_market
    yield _("Conditions of participation"), challenge.eligibility
    if len(challenge.lots) > 1:
        yield _("Lots"), _lots(challenge)
    yield _("Award criteria"), _criteria(challenge)
    yield _("How proposals are assessed"), _assessment(challenge)
    yield _("Enquiry deadline"), formats.datetime_long(challenge.questions_close_at)
    yield _("Submission deadline"), formats.datetime_long(challenge.closes_at)
    yield _("Submission address"), address
    yield _("Languages of submission"), ", ".join(challenge.languages)
    yield _("Award decision expected"), formats.date_long(challenge.decision_expected_on)
    yield _("Payment terms"), _payments(challenge)
    yield _("Terms"), challenge.terms
    yield _("Intellectual property"), challenge.intellectual_property
    yield _("Conflicts assessment prepared"), _("Yes") if challenge.conflicts_assessment else ""


def _who_and_what(challenge: Challenge) -> Iterator[tuple[Any, Any]]:
    beside = [each.body.name for each in challenge.partners if each.state is PartnerState.CONFIRMED]
    contact = [challenge.contact_name, challenge.contact_email, challenge.contact_phone]
    yield _("Title"), challenge.title
    yield _("Reference"), challenge.reference
    yield _("Contracting authority"), challenge.council.name
    if beside:
        yield _("Other authorities"), ", ".join(beside)
    yield _("Contact"), ", ".join(contact) if all(contact) else ""
    yield _("Description"), _joined(challenge.summary, challenge.problem_statement)
    yield _("Outcomes wanted"), challenge.outcomes_wanted


def _joined(*texts: str) -> str:
    return "\n\n".join(text for text in texts if text) if all(texts) else ""


def _money(phase: Phase, amount: Decimal, currency: str, *, vat: bool | None) -> str:
    told = _("including VAT") if vat else _("without VAT")
    return f"{phase.title}: {formats.money(amount, currency)}" + (f" {told}" if vat is not None else "")


def _value(challenge: Challenge) -> str:
    lines = []
    for phase in challenge.phases:
        for with_vat in (False, True):
            amount = sum((share.amount for share in phase.shares if share.vat_included is with_vat), Decimal(0))
            if amount:
                lines.append(_money(phase, amount, challenge.currency, vat=with_vat))
    return "\n".join(lines)


def _contracts(challenge: Challenge) -> str:
    return "\n".join(
        _(
            "%(phase)s: up to %(count)s suppliers, up to %(each)s for each",
            phase=phase.title,
            count=phase.awards_up_to,
            each=formats.money(phase.amount_each, challenge.currency),
        )
        for phase in challenge.phases
        if phase.amount_each
    )


def _contract_dates(challenge: Challenge) -> str:
    dated = [phase for phase in challenge.phases if phase.starts_on and phase.ends_on]
    return "\n".join(
        f"{phase.title}: {formats.date_long(phase.starts_on)} – {formats.date_long(phase.ends_on)}" for phase in dated
    )


def _lots(challenge: Challenge) -> str:
    """Each with the money that it has alone, where that is divided."""
    lines = []
    for lot in challenge.lots:
        lines.append(_("Lot %(number)s: %(title)s", number=lot.number, title=lot.title))
        for phase in challenge.phases:
            if (amount := phase.amount_for(lot.id)) is not None:
                kinds = {share.vat_included for share in phase.shares}
                vat = kinds.pop() if len(kinds) == 1 else None
                lines.append(_money(phase, amount, challenge.currency, vat=vat))
    return "\n".join(map(str, lines))


def _criteria(challenge: Challenge) -> str:
    names = criterion_names(challenge)
    return "\n".join(
        f"{names[criterion.id]}: {formats.percent(criterion.weight)}"
        for lot in challenge.lots
        for criterion in lot.criteria
    )


def _assessment(challenge: Challenge) -> str:
    return str(
        _(
            "%(assessors)s assessors score each proposal from 0 to %(highest)s on every criterion. A proposal needs "
            "%(threshold)s of the highest possible score to win.",
            assessors=challenge.assessors_each,
            highest=challenge.score_max,
            threshold=formats.percent(challenge.quality_threshold),
        )
    )


def _payments(challenge: Challenge) -> str:
    return "\n".join(
        f"{phase.title}: {payment['percent']}%, {payment['title']}"
        for phase in challenge.phases
        for payment in phase.payments
    )


def _to_add(notice: Notice) -> list[str]:
    found = [
        _("Procurement identifier (the platform gives it)"),
        _("Identifier of your council on the platform"),
        _("Main category and CPV code, such as 73000000 for research and development"),
        _("Region of delivery"),
        _("Whether the value is above the threshold"),
    ]
    if notice is Notice.UK4:
        found += [
            _("Procedure type and legal basis"),
            _("Whether a treaty covers it"),
            _("Risks to performance, if any"),
        ]
    return [str(text) for text in found]


_PARTS: Final = {Notice.UK2: _engagement, Notice.UK4: _tender}
