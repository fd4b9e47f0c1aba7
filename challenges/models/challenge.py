"""A challenge and what hangs on it: partners and phases with their money. Lots and questions are in `lot`."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from accounts.models import Body, Council, Person
from challenges.states.challenge import (
    ChallengeState,
    Instrument,
    PartnerKind,
    PartnerState,
    SecondRound,
)
from challenges.states.theme import Theme
from core.database import Id, Json, JsonList, LongText, Model, ShortText, plain_enum, state_column
from core.search import found_by
from participation.models import Topic

if TYPE_CHECKING:
    from challenges.models.lot import Lot, Question

MONEY = Numeric(12, 2)
PERCENT = Numeric(5, 2)
FOUND_BY = {
    "A": "title",
    "B": "summary",
    "C": "problem_statement",
    "D": "evidence || ' ' || outcomes_wanted || ' ' || who_is_affected || ' ' || eligibility",
}


class Challenge(Model):
    """What a council wants solved, and by which rules. Public from its approval on.

    `tie_break` holds the ids of criteria, the one that decides first in front. With `public_vote` the public votes on
    the shortlist; `public_share` is the percentage of the score that it gives, 0 where its vote is advice.
    `quality_threshold` is the percentage of the score that a proposal must reach.
    """

    __tablename__ = "challenges"
    __table_args__ = (
        CheckConstraint("state not in ('scheduled', 'open', 'closed')", name="dates_are_not_stored"),
        CheckConstraint(
            "state in ('draft', 'in_approval', 'cancelled') or (approved_by is not null and approved_at is not null "
            "and opens_at is not null and questions_close_at is not null and closes_at is not null)",
            name="approved_is_complete",
        ),
        CheckConstraint("approved_by <> drafted_by", name="approved_by_somebody_else"),
        CheckConstraint(
            "(state = 'cancelled') = (cancelled_at is not null) "
            "and (cancelled_at is null or length(cancel_reason) > 0)",
            name="cancelled_with_reason",
        ),
        CheckConstraint("closes_at > opens_at", name="closes_after_opening"),
        CheckConstraint(
            "questions_close_at > opens_at and questions_close_at <= closes_at", name="questions_close_in_between"
        ),
        CheckConstraint("public_share between 0 and 25", name="public_share_limited"),
        CheckConstraint("public_share = 0 or public_vote", name="public_share_needs_vote"),
        CheckConstraint("not (anonymised and public_vote)", name="anonymised_has_no_vote"),
        CheckConstraint(
            "public_vote = (ballot_choices is not null) and public_vote = (ballot_turnout is not null)",
            name="vote_has_its_rules",
        ),
        CheckConstraint("ballot_choices between 1 and 20", name="ballot_choices_sensible"),
        CheckConstraint("ballot_turnout > 0", name="ballot_turnout_sensible"),
        CheckConstraint("(second_round is null) = (second_round_weight = 0)", name="second_round_has_weight"),
        CheckConstraint("second_round_weight >= 0 and second_round_weight < 100", name="second_round_weight_percent"),
        CheckConstraint(
            "second_round_places is null or (second_round_places > 0 and second_round is not null)",
            name="second_round_has_places",
        ),
        # Whoever is interviewed is known.
        CheckConstraint("not anonymised or second_round is distinct from 'interview'", name="anonymised_is_not_seen"),
        CheckConstraint("quality_threshold between 0 and 100", name="threshold_is_percentage"),
        CheckConstraint("assessors_each between 1 and 15", name="assessors_each_sensible"),
        CheckConstraint("score_max between 1 and 10", name="score_max_sensible"),
        Index("ix_challenges_council_id_state", "council_id", "state"),
        Index("ix_challenges_closes_at", "closes_at"),
        Index("ix_challenges_search", "search", postgresql_using="gin"),
    )

    id: Mapped[Id]
    reference: Mapped[ShortText] = mapped_column(unique=True)
    slug: Mapped[ShortText] = mapped_column(unique=True)
    council_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("councils.id"))
    title: Mapped[ShortText]
    summary: Mapped[LongText] = mapped_column(default="")
    problem_statement: Mapped[LongText] = mapped_column(default="")
    evidence: Mapped[LongText] = mapped_column(default="")
    outcomes_wanted: Mapped[LongText] = mapped_column(default="")
    who_is_affected: Mapped[LongText] = mapped_column(default="")
    eligibility: Mapped[LongText] = mapped_column(default="")
    route_to_market: Mapped[LongText] = mapped_column(default="")
    terms: Mapped[LongText] = mapped_column(default="")
    intellectual_property: Mapped[LongText] = mapped_column(default="")
    contact_name: Mapped[ShortText] = mapped_column(default="")
    contact_email: Mapped[ShortText] = mapped_column(default="")
    contact_phone: Mapped[ShortText] = mapped_column(default="")
    budget_owner: Mapped[ShortText] = mapped_column(default="")
    conflicts_assessment: Mapped[LongText] = mapped_column(default="")
    panel_needs: Mapped[LongText] = mapped_column(default="")

    preset: Mapped[ShortText]
    instrument: Mapped[Instrument] = plain_enum(Instrument)
    theme: Mapped[Theme | None] = plain_enum(Theme, nullable=True)
    state: Mapped[ChallengeState] = state_column(ChallengeState, default=ChallengeState.DRAFT)
    opens_at: Mapped[dt.datetime | None]
    questions_close_at: Mapped[dt.datetime | None]
    closes_at: Mapped[dt.datetime | None]
    decision_expected_on: Mapped[dt.date | None]

    anonymised: Mapped[bool] = mapped_column(default=False)
    public_vote: Mapped[bool] = mapped_column(default=False)
    public_share: Mapped[Decimal] = mapped_column(PERCENT, default=Decimal(0))
    # On the ballot: how many proposals each person may choose, and how many people must vote for it to count.
    ballot_choices: Mapped[int | None]
    ballot_turnout: Mapped[int | None]
    quality_threshold: Mapped[Decimal] = mapped_column(PERCENT, default=Decimal(0))
    assessors_each: Mapped[int] = mapped_column(default=3)
    spread_limit: Mapped[int] = mapped_column(default=2)
    score_max: Mapped[int] = mapped_column(default=5)
    tie_break: Mapped[JsonList] = mapped_column(default=list)
    # The weight in percent of the whole, and how many go on at most; none means all that pass.
    second_round: Mapped[SecondRound | None] = plain_enum(SecondRound, nullable=True)
    second_round_weight: Mapped[Decimal] = mapped_column(PERCENT, default=Decimal(0), server_default="0")
    second_round_places: Mapped[int | None]
    # Codes of languages; the first is the one in which it is written, the others are those of its translations.
    languages: Mapped[JsonList] = mapped_column(default=list)
    # Suppliers declare exclusion grounds and subsidies with each proposal.
    asks_declarations: Mapped[bool] = mapped_column(default=False)
    # Residents and community groups may put forward ideas beside the proposals of suppliers.
    ideas_allowed: Mapped[bool] = mapped_column(default=False)
    currency: Mapped[ShortText]

    drafted_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    drafted_at: Mapped[dt.datetime]
    # The ids of everybody who wrote in the draft: none of them may approve it.
    drafters: Mapped[JsonList] = mapped_column(default=list)
    approved_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    approved_at: Mapped[dt.datetime | None]
    # When its followers were told that it is open; it opens by its dates, whether or not they were.
    announced_at: Mapped[dt.datetime | None]
    cancelled_at: Mapped[dt.datetime | None]
    cancel_reason: Mapped[LongText] = mapped_column(default="")
    topic_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("topics.id"), unique=True)
    # The words of the translations, as they are searched: written by a trigger alone.
    translated: Mapped[str] = mapped_column(TSVECTOR, server_default="", deferred=True)
    search: Mapped[str] = deferred(
        mapped_column(TSVECTOR, found_by("coalesce(languages ->> 0, 'en')", "translated", **FOUND_BY))
    )

    if TYPE_CHECKING:
        # Declared with `ChallengeOfficer`: the people who are assigned, or None.
        assigned_to: Mapped[list[uuid.UUID] | None]

    council: Mapped[Council] = relationship(lazy="raise")
    topic: Mapped[Topic | None] = relationship(lazy="raise")
    partners: Mapped[list["ChallengePartner"]] = relationship(
        back_populates="challenge", lazy="raise", order_by="ChallengePartner.id"
    )
    phases: Mapped[list["Phase"]] = relationship(back_populates="challenge", lazy="raise", order_by="Phase.number")
    lots: Mapped[list["Lot"]] = relationship(back_populates="challenge", lazy="raise", order_by="Lot.number")
    questions: Mapped[list["Question"]] = relationship(
        back_populates="challenge", lazy="raise", order_by="Question.number"
    )

    @property
    def main_language(self) -> str:
        return str(self.languages[0]) if self.languages else "en"

    @property
    def other_languages(self) -> list[str]:
        return [str(code) for code in self.languages[1:]]

    def state_at(self, now: dt.datetime) -> ChallengeState:
        """The state at this moment. The opening instant is open, the closing instant is closed."""
        if self.state is not ChallengeState.APPROVED or self.opens_at is None or self.closes_at is None:
            return self.state
        if now < self.opens_at:
            return ChallengeState.SCHEDULED
        return ChallengeState.OPEN if now < self.closes_at else ChallengeState.CLOSED


class ChallengePartner(Model):
    """A council or community group that stands beside the lead council: invited by it, and answering for itself.

    `writers` has the ids of its people who wrote what it pays: none of them may approve its share.
    """

    __tablename__ = "challenge_partners"
    __table_args__ = (
        UniqueConstraint("challenge_id", "body_id"),
        CheckConstraint("(state = 'confirmed') = (lead_id is not null)", name="confirmed_with_lead"),
        CheckConstraint("state <> 'declined' or length(decline_reason) > 0", name="declined_with_reason"),
        CheckConstraint("(state = 'invited') = (answered_at is null)", name="answered_has_time"),
        CheckConstraint("(share_approved_by is null) = (share_approved_at is null)", name="share_approved_has_time"),
        CheckConstraint(
            "share_approved_by is null or (state = 'confirmed' and kind = 'funder')", name="share_of_a_funder"
        ),
    )

    id: Mapped[Id]
    challenge_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("challenges.id"))
    body_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("bodies.id"), index=True)
    kind: Mapped[PartnerKind] = plain_enum(PartnerKind, default=PartnerKind.SUPPORTER)
    state: Mapped[PartnerState] = state_column(PartnerState, default=PartnerState.INVITED)
    invited_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    invited_at: Mapped[dt.datetime]
    answered_at: Mapped[dt.datetime | None]
    lead_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    decline_reason: Mapped[LongText] = mapped_column(default="")
    writers: Mapped[JsonList] = mapped_column(default=list)
    share_approved_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    share_approved_at: Mapped[dt.datetime | None]

    challenge: Mapped[Challenge] = relationship(back_populates="partners", lazy="raise")
    body: Mapped[Body] = relationship(lazy="raise")
    lead: Mapped[Person | None] = relationship(foreign_keys=[lead_id], lazy="raise")

    @property
    def is_ready(self) -> bool:
        """Whether it has promised all that it was asked for."""
        needs_approval = self.kind is PartnerKind.FUNDER and self.share_approved_at is None
        return self.state is PartnerState.CONFIRMED and not needs_approval


class Phase(Model):
    """A stretch of the work with its own dates and money. `gates` are titles; `payments` are percentages that sum
    to 100, each with what it is paid on: `[{"percent": 25, "title": "..."}]`. `lot_amounts` divides the money of the
    shares over several lots: an amount, as text, by the lot's id; empty where it is not divided."""

    __tablename__ = "phases"
    __table_args__ = (
        UniqueConstraint("challenge_id", "number"),
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint("awards_up_to > 0", name="awards_somebody"),
        CheckConstraint("amount_each >= 0", name="amount_not_negative"),
    )

    id: Mapped[Id]
    challenge_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("challenges.id"))
    number: Mapped[int]
    title: Mapped[ShortText]
    starts_on: Mapped[dt.date | None]
    ends_on: Mapped[dt.date | None]
    awards_up_to: Mapped[int] = mapped_column(default=1)
    amount_each: Mapped[Decimal | None] = mapped_column(MONEY)
    gates: Mapped[JsonList] = mapped_column(default=list)
    payments: Mapped[JsonList] = mapped_column(default=list)
    lot_amounts: Mapped[Json] = mapped_column(default=dict, server_default=text("'{}'::jsonb"))

    challenge: Mapped[Challenge] = relationship(back_populates="phases", lazy="raise")
    shares: Mapped[list["FundingShare"]] = relationship(
        back_populates="phase", lazy="raise", order_by="FundingShare.id"
    )

    def amount_for(self, lot_id: uuid.UUID) -> Decimal | None:
        return Decimal(self.lot_amounts[str(lot_id)]) if str(lot_id) in self.lot_amounts else None


class FundingShare(Model):
    """What one council pays towards one phase, in the challenge's currency."""

    __tablename__ = "funding_shares"
    __table_args__ = (
        UniqueConstraint("phase_id", "council_id"),
        CheckConstraint("amount > 0", name="amount_positive"),
    )

    id: Mapped[Id]
    phase_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("phases.id"))
    council_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("councils.id"), index=True)
    amount: Mapped[Decimal] = mapped_column(MONEY)
    vat_included: Mapped[bool]

    phase: Mapped[Phase] = relationship(back_populates="shares", lazy="raise")
    council: Mapped[Council] = relationship(lazy="raise")
