"""Tables of a pilot: its contract, plan, measurements, decisions and adoptions."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Annotated

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from accounts.models import Council, Person, Supplier
from core.database import Id, JsonList, LongText, Model, ShortText, plain_enum, state_column
from core.search import found_by
from core.storage import StoredFile
from pilots.states import (
    AdoptionRoute,
    AdoptionState,
    Direction,
    GateOutcome,
    KpiState,
    MilestoneState,
    ObservationState,
    PaymentState,
    PilotState,
    StageState,
    StopReason,
    VariationState,
)

Money = Annotated[Decimal, mapped_column(Numeric(12, 2))]
Measure = Annotated[Decimal, mapped_column(Numeric(14, 2))]
# What was learned is found by its words once it is published.
LEARNED = (
    "case when learning_published_at is not null "
    "then learning_worked || ' ' || learning_failed || ' ' || learning_advice else '' end"
)


class Pilot(Model):
    """A tried-out proposal and its contract. `version` guards the plan against edits from a stale form."""

    __tablename__ = "pilots"
    __table_args__ = (
        CheckConstraint("amount >= 0", name="amount_not_negative"),
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint("state = 'contracting' or signed_on is not null", name="signed_after_contracting"),
        CheckConstraint("state = 'contracting' or topic_id is not null", name="public_after_contracting"),
        CheckConstraint("state <> 'stopped' or stop_reason is not null", name="stopped_for_a_reason"),
        CheckConstraint("state <> 'in_use' or in_use_on is not null", name="in_use_since_a_day"),
        CheckConstraint("state <> 'closed' or learning_published_at is not null", name="closed_with_learning_report"),
        Index("ix_pilots_council_id_state", "council_id", "state"),
        Index("ix_pilots_supplier_id_state", "supplier_id", "state"),
        Index("ix_pilots_search", "search", postgresql_using="gin"),
    )

    id: Mapped[Id]
    reference: Mapped[ShortText] = mapped_column(unique=True)
    slug: Mapped[ShortText] = mapped_column(unique=True)
    challenge_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("challenges.id"), index=True)
    submission_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submissions.id"), unique=True)
    council_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("councils.id"))
    supplier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("suppliers.id"))
    topic_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("topics.id"))
    manager_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    lead_person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))

    title: Mapped[ShortText]
    summary: Mapped[LongText]
    # The language that title, summary and reports are written in.
    language: Mapped[ShortText] = mapped_column(default="en")
    state: Mapped[PilotState] = state_column(PilotState, default=PilotState.CONTRACTING)
    created_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column(default=1)

    amount: Mapped[Money]
    currency: Mapped[ShortText] = mapped_column(default="GBP")
    vat_included: Mapped[bool] = mapped_column(default=False)
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    signed_on: Mapped[dt.date | None]

    # What the officer found, and thinks should follow; another person decides.
    evaluation: Mapped[LongText] = mapped_column(default="")
    evaluated_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    decision_words: Mapped[LongText] = mapped_column(default="")
    stop_reason: Mapped[StopReason | None] = plain_enum(StopReason, nullable=True)
    stop_words: Mapped[LongText] = mapped_column(default="")
    stopped_on: Mapped[dt.date | None]
    in_use_on: Mapped[dt.date | None]

    learning_worked: Mapped[LongText] = mapped_column(default="")
    learning_failed: Mapped[LongText] = mapped_column(default="")
    learning_advice: Mapped[LongText] = mapped_column(default="")
    learning_published_at: Mapped[dt.datetime | None]

    search: Mapped[str] = deferred(mapped_column(TSVECTOR, found_by("language", A="title", B="summary", D=LEARNED)))

    council: Mapped[Council] = relationship(lazy="joined", innerjoin=True)
    supplier: Mapped[Supplier] = relationship(lazy="joined", innerjoin=True)
    manager: Mapped[Person] = relationship(foreign_keys=[manager_id], lazy="raise")
    lead_person: Mapped[Person | None] = relationship(foreign_keys=[lead_person_id], lazy="raise")
    stages: Mapped[list["Stage"]] = relationship(back_populates="pilot", order_by="Stage.number", lazy="raise")
    milestones: Mapped[list["Milestone"]] = relationship(
        back_populates="pilot", order_by="Milestone.due_on, Milestone.id", lazy="raise"
    )
    kpis: Mapped[list["Kpi"]] = relationship(back_populates="pilot", order_by="Kpi.id", lazy="raise")
    variations: Mapped[list["Variation"]] = relationship(
        back_populates="pilot", order_by="Variation.number", lazy="raise"
    )
    adoptions: Mapped[list["Adoption"]] = relationship(
        back_populates="pilot", order_by="Adoption.registered_at", lazy="raise"
    )

    @property
    def path(self) -> str:
        return f"/pilots/{self.slug}"

    @property
    def is_public(self) -> bool:
        return self.state is not PilotState.CONTRACTING

    @property
    def has_ended(self) -> bool:
        return self.state in {PilotState.IN_USE, PilotState.STOPPED, PilotState.CLOSED}

    @property
    def open_to_adoption(self) -> bool:
        """Another council can take up what has begun and was not stopped."""
        begun = self.state not in {PilotState.CONTRACTING, PilotState.MOBILISING}
        return begun and self.stop_reason is None


class Stage(Model):
    """A part of a pilot that ends at a gate. `trl_*`: technology readiness, 1 to 9, when it begins and should end."""

    __tablename__ = "pilot_stages"
    __table_args__ = (
        UniqueConstraint("pilot_id", "number"),
        CheckConstraint("trl_entry between 1 and 9 and trl_exit between trl_entry and 9", name="readiness_known"),
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
    )

    id: Mapped[Id]
    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilots.id"))
    number: Mapped[int]
    title: Mapped[ShortText]
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    trl_entry: Mapped[int]
    trl_exit: Mapped[int]
    state: Mapped[StageState] = state_column(StageState, default=StageState.PLANNED)

    pilot: Mapped[Pilot] = relationship(back_populates="stages", lazy="raise_on_sql")
    review: Mapped["GateReview | None"] = relationship(back_populates="stage", lazy="raise")

    @property
    def is_open(self) -> bool:
        """Whether no gate has decided on it."""
        return self.state in {StageState.PLANNED, StageState.ACTIVE, StageState.GATE_REVIEW}


class GateReview(Model):
    """What the officer recommends at a gate and what somebody else decides."""

    __tablename__ = "gate_reviews"
    __table_args__ = (
        CheckConstraint("decided_by is null or decided_by <> recommended_by", name="two_people"),
        CheckConstraint(
            "(outcome is null) = (decided_by is null) and (outcome is null) = (decided_at is null)",
            name="decided_whole",
        ),
    )

    id: Mapped[Id]
    stage_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot_stages.id"), unique=True)
    recommendation: Mapped[GateOutcome] = plain_enum(GateOutcome)
    recommendation_reasons: Mapped[LongText]
    recommended_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    recommended_at: Mapped[dt.datetime]
    outcome: Mapped[GateOutcome | None] = plain_enum(GateOutcome, nullable=True, check="outcome_known")
    reasons: Mapped[LongText] = mapped_column(default="")
    trl_reached: Mapped[int | None]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[dt.datetime | None]

    stage: Mapped[Stage] = relationship(back_populates="review", lazy="raise_on_sql")


class Milestone(Model):
    """Something due on a day, with the money that is paid for it."""

    __tablename__ = "milestones"
    __table_args__ = (CheckConstraint("amount >= 0", name="amount_not_negative"),)

    id: Mapped[Id]
    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilots.id"), index=True)
    stage_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot_stages.id"), index=True)
    title: Mapped[ShortText]
    deliverable: Mapped[LongText] = mapped_column(default="")
    due_on: Mapped[dt.date]
    amount: Mapped[Money]
    state: Mapped[MilestoneState] = state_column(MilestoneState, default=MilestoneState.SCHEDULED)

    pilot: Mapped[Pilot] = relationship(back_populates="milestones", lazy="raise_on_sql")
    stage: Mapped[Stage] = relationship(lazy="raise")
    payment: Mapped["Payment | None"] = relationship(back_populates="milestone", lazy="raise")
    reports: Mapped[list["MilestoneReport"]] = relationship(
        back_populates="milestone", order_by="MilestoneReport.reported_at", lazy="raise"
    )

    @property
    def earns_payment(self) -> bool:
        return self.state in {MilestoneState.MET, MilestoneState.PARTIALLY_MET}


class MilestoneReport(Model):
    """What the team said about a milestone, with its evidence. A later report adds to it, never replaces it."""

    __tablename__ = "milestone_reports"

    id: Mapped[Id]
    milestone_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("milestones.id"), index=True)
    outcome: Mapped[MilestoneState] = plain_enum(MilestoneState)
    words: Mapped[LongText]
    file_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("stored_files.id"))
    reported_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    reported_at: Mapped[dt.datetime]

    milestone: Mapped[Milestone] = relationship(back_populates="reports", lazy="raise")
    file: Mapped[StoredFile | None] = relationship(lazy="raise")


class Payment(Model):
    """The money for a milestone, from due to paid."""

    __tablename__ = "milestone_payments"
    __table_args__ = (
        CheckConstraint("state = 'due' or accepted_at is not null", name="accepted_first"),
        CheckConstraint("state in ('due', 'accepted') or invoice_number <> ''", name="invoiced_by_number"),
        CheckConstraint("state <> 'paid' or paid_on is not null", name="paid_on_a_day"),
    )

    id: Mapped[Id]
    milestone_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("milestones.id"), unique=True)
    state: Mapped[PaymentState] = state_column(PaymentState, default=PaymentState.DUE)
    accepted_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    accepted_at: Mapped[dt.datetime | None]
    invoice_number: Mapped[ShortText] = mapped_column(default="")
    invoiced_at: Mapped[dt.datetime | None]
    paid_on: Mapped[dt.date | None]

    milestone: Mapped[Milestone] = relationship(back_populates="payment", lazy="raise_on_sql")


class Kpi(Model):
    """What is measured. Once the contract is signed, only an approved variation changes baseline or target."""

    __tablename__ = "kpis"
    __table_args__ = (
        CheckConstraint(
            "(direction = 'increase' and target > baseline) or (direction = 'decrease' and target < baseline)",
            name="target_is_better",
        ),
        CheckConstraint("target_on > baseline_on", name="target_after_baseline"),
        CheckConstraint("report_every_days between 1 and 366", name="report_interval_sensible"),
    )

    id: Mapped[Id]
    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilots.id"), index=True)
    title: Mapped[ShortText]
    direction: Mapped[Direction] = plain_enum(Direction)
    unit: Mapped[ShortText]
    baseline: Mapped[Measure]
    baseline_on: Mapped[dt.date]
    target: Mapped[Measure]
    target_on: Mapped[dt.date]
    target_version: Mapped[int] = mapped_column(default=1)
    owner: Mapped[ShortText]
    method: Mapped[LongText]
    stop_threshold: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    report_every_days: Mapped[int] = mapped_column(default=30)
    state: Mapped[KpiState] = state_column(KpiState, default=KpiState.PROPOSED)
    proposed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))

    pilot: Mapped[Pilot] = relationship(back_populates="kpis", lazy="raise_on_sql")
    observations: Mapped[list["Observation"]] = relationship(
        back_populates="kpi", order_by="Observation.observed_on, Observation.id", lazy="raise"
    )

    def passes_stop_threshold(self, value: Decimal) -> bool:
        if self.stop_threshold is None:
            return False
        if self.direction is Direction.INCREASE:
            return value <= self.stop_threshold
        return value >= self.stop_threshold

    def meets_target(self, value: Decimal) -> bool:
        return value >= self.target if self.direction is Direction.INCREASE else value <= self.target


class Observation(Model):
    """One measured value of a KPI on a day, and what the officer made of it."""

    __tablename__ = "observations"
    __table_args__ = (
        # A rejected value may be measured again; otherwise there is one value a day, however often it is sent.
        Index(
            "uq_observations_kpi_id_observed_on",
            "kpi_id",
            "observed_on",
            unique=True,
            postgresql_where=text("state <> 'rejected'"),
        ),
        CheckConstraint("state = 'reported' or checked_at is not null", name="checked_by_somebody"),
    )

    id: Mapped[Id]
    kpi_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("kpis.id"), index=True)
    observed_on: Mapped[dt.date]
    value: Mapped[Measure]
    words: Mapped[LongText] = mapped_column(default="")
    state: Mapped[ObservationState] = state_column(ObservationState, default=ObservationState.REPORTED)
    reported_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    reported_at: Mapped[dt.datetime]
    checked_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    checked_at: Mapped[dt.datetime | None]
    check_reasons: Mapped[LongText] = mapped_column(default="")
    answer: Mapped[LongText] = mapped_column(default="")

    kpi: Mapped[Kpi] = relationship(back_populates="observations", lazy="raise_on_sql")


class Variation(Model):
    """A numbered change to what was signed. `changes`: [{"field", "before", "after"}], values as text."""

    __tablename__ = "variations"
    __table_args__ = (
        UniqueConstraint("pilot_id", "number"),
        CheckConstraint("decided_by is null or decided_by <> proposed_by", name="two_people"),
        CheckConstraint("(state = 'proposed') = (decided_by is null)", name="decided_by_somebody"),
    )

    id: Mapped[Id]
    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilots.id"))
    number: Mapped[int]
    # What it changes: one of these, or the pilot itself when both are empty.
    kpi_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("kpis.id"))
    milestone_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("milestones.id"))
    changes: Mapped[JsonList]
    reason: Mapped[LongText]
    state: Mapped[VariationState] = state_column(VariationState, default=VariationState.PROPOSED)
    proposed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    proposed_at: Mapped[dt.datetime]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[dt.datetime | None]
    decision_reasons: Mapped[LongText] = mapped_column(default="")

    pilot: Mapped[Pilot] = relationship(back_populates="variations", lazy="raise_on_sql")
    kpi: Mapped[Kpi | None] = relationship(lazy="raise_on_sql")
    milestone: Mapped[Milestone | None] = relationship(lazy="raise_on_sql")


class Adoption(Model):
    """Another council that takes up what a pilot tried. A council has one that is not discontinued for each pilot."""

    __tablename__ = "adoptions"
    __table_args__ = (
        Index(
            "uq_adoptions_pilot_id_council_id",
            "pilot_id",
            "council_id",
            unique=True,
            postgresql_where=text("state <> 'discontinued'"),
        ),
        CheckConstraint("state in ('interested', 'evaluating') or route is not null", name="bought_by_a_route"),
        CheckConstraint("state not in ('live', 'discontinued') or live_on is not null", name="live_since_a_day"),
        CheckConstraint("state <> 'discontinued' or discontinued_on is not null", name="discontinued_on_a_day"),
        CheckConstraint("value is null or value >= 0", name="value_not_negative"),
    )

    id: Mapped[Id]
    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilots.id"), index=True)
    council_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("councils.id"), index=True)
    state: Mapped[AdoptionState] = state_column(AdoptionState, default=AdoptionState.INTERESTED)
    registered_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    registered_at: Mapped[dt.datetime]
    interest: Mapped[LongText] = mapped_column(default="")
    route: Mapped[AdoptionRoute | None] = plain_enum(AdoptionRoute, nullable=True)
    value: Mapped[Decimal | None] = mapped_column(Numeric(12, 2))
    currency: Mapped[ShortText] = mapped_column(default="GBP")
    live_on: Mapped[dt.date | None]
    results: Mapped[LongText] = mapped_column(default="")
    discontinued_on: Mapped[dt.date | None]
    discontinued_words: Mapped[LongText] = mapped_column(default="")
    moved_at: Mapped[dt.datetime]

    pilot: Mapped[Pilot] = relationship(back_populates="adoptions", lazy="raise_on_sql")
    council: Mapped[Council] = relationship(lazy="joined", innerjoin=True)
