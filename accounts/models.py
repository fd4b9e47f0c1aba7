"""People and bodies. A body is a council, a supplier, a community group or the operator of the service."""

import datetime as dt
import uuid
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.states import BodyKind, InvitationState, ProfilePart, RequestState, Role
from core.database import Id, JsonList, LongText, Model, ShortText, plain_enum, state_column


class Person(Model):
    """Somebody with an account. `email` is kept in lower case; an erased person has neither name nor address."""

    __tablename__ = "people"
    __table_args__ = (Index("uq_people_email", text("lower(email)"), unique=True),)

    id: Mapped[Id]
    name: Mapped[ShortText]
    email: Mapped[ShortText | None]
    language: Mapped[ShortText] = mapped_column(default="en")
    password_hash: Mapped[ShortText | None]
    created_at: Mapped[dt.datetime]
    erased_at: Mapped[dt.datetime | None]
    # Part of the session cookie: changing it ends all sessions of this person.
    session_stamp: Mapped[ShortText] = mapped_column(default="")
    past_employers: Mapped[JsonList] = mapped_column(default=list)

    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="person", lazy="raise", order_by="Membership.id"
    )

    @property
    def is_active(self) -> bool:
        return self.erased_at is None

    @property
    def is_authenticated(self) -> bool:
        return True

    @property
    def is_anonymous(self) -> bool:
        return False

    def get_id(self) -> str:
        """What Flask-Login keeps in the session."""
        return f"{self.id}:{self.session_stamp}"


class Body(Model):
    """An organisation that people act for."""

    __tablename__ = "bodies"
    __mapper_args__ = {"polymorphic_on": "kind", "with_polymorphic": "*"}

    id: Mapped[Id]
    kind: Mapped[BodyKind] = plain_enum(BodyKind)
    name: Mapped[ShortText]
    slug: Mapped[ShortText] = mapped_column(unique=True)
    email_domain: Mapped[ShortText] = mapped_column(default="")
    created_at: Mapped[dt.datetime]

    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="body", lazy="raise", order_by="Membership.id"
    )


class Council(Body):
    """A council and its settings. `nation` picks the bank holidays of its standstill."""

    __tablename__ = "councils"
    __mapper_args__ = {"polymorphic_identity": BodyKind.COUNCIL}
    __table_args__ = (
        CheckConstraint("standstill_days between 0 and 60", name="standstill_days_sensible"),
        CheckConstraint("standstill_above >= 0", name="standstill_above_sensible"),
        CheckConstraint("late_answer_days between 0 and 30", name="late_answer_days_sensible"),
        CheckConstraint("interest_years between 0 and 20", name="interest_years_sensible"),
        CheckConstraint("jsonb_array_length(languages) > 0", name="has_a_language"),
    )

    id: Mapped[uuid.UUID] = mapped_column(ForeignKey("bodies.id"), primary_key=True)
    nation: Mapped[ShortText]
    timezone: Mapped[ShortText] = mapped_column(default="Europe/London")
    currency: Mapped[ShortText] = mapped_column(default="GBP")
    languages: Mapped[JsonList]
    accent: Mapped[ShortText] = mapped_column(default="#0b5c63")
    contact_email: Mapped[ShortText]
    contact_phone: Mapped[ShortText] = mapped_column(default="")
    about: Mapped[str] = mapped_column(default="")
    # Working days, counting the day of the notice; 0 means that this council's setting knows no standstill.
    standstill_days: Mapped[int] = mapped_column(default=8)
    # A contract worth no more than this, in the council's currency, has no standstill; without it all contracts have.
    standstill_above: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    # An answer to a question that leaves fewer working days than this before the deadline is late; 0 knows none such.
    late_answer_days: Mapped[int] = mapped_column(default=5, server_default=text("5"))
    # A tie that ended longer ago than this is no conflict of interest by itself.
    interest_years: Mapped[int] = mapped_column(default=3, server_default=text("3"))
    approves_publication: Mapped[bool] = mapped_column(default=True)


class Supplier(Body):
    """A supplier organisation, known by an identifier with its scheme (for example GB-COH), never just a name."""

    __tablename__ = "suppliers"
    __mapper_args__ = {"polymorphic_identity": BodyKind.SUPPLIER}
    __table_args__ = (UniqueConstraint("identifier_scheme", "identifier"),)

    id: Mapped[uuid.UUID] = mapped_column(ForeignKey("bodies.id"), primary_key=True)
    identifier_scheme: Mapped[ShortText]
    identifier: Mapped[ShortText]
    size: Mapped[ShortText] = mapped_column(default="")
    country: Mapped[ShortText] = mapped_column(default="GB")
    # It was a duplicate: its people and all that is theirs have gone over. Its number leads to the other from then on.
    merged_into_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("suppliers.id"), index=True)

    profile: Mapped["SupplierProfile | None"] = relationship(back_populates="supplier", lazy="raise")


class SupplierProfile(Model):
    """What a supplier answers once for all its proposals. `version` counts its changes, for the second of two editors.

    Apart from the supplier, which is read with every request of its people.
    """

    __tablename__ = "supplier_profiles"

    supplier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("suppliers.id"), primary_key=True)
    trading_name: Mapped[ShortText] = mapped_column(default="")
    website: Mapped[ShortText] = mapped_column(default="")
    about: Mapped[LongText] = mapped_column(default="")
    past_work: Mapped[LongText] = mapped_column(default="")
    accessibility: Mapped[LongText] = mapped_column(default="")
    security: Mapped[LongText] = mapped_column(default="")
    insurance: Mapped[LongText] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    saved_at: Mapped[dt.datetime]
    saved_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))

    supplier: Mapped[Supplier] = relationship(back_populates="profile", lazy="raise")

    @property
    def words(self) -> dict[str, str]:
        """What was said for each part."""
        return {part.value: getattr(self, part.value) for part in ProfilePart}


class CommunityGroup(Body):
    """Residents who act together."""

    __tablename__ = "community_groups"
    __mapper_args__ = {"polymorphic_identity": BodyKind.COMMUNITY_GROUP}

    id: Mapped[uuid.UUID] = mapped_column(ForeignKey("bodies.id"), primary_key=True)
    area: Mapped[ShortText] = mapped_column(default="")


class Operator(Body):
    """Whoever runs this installation of Townlab."""

    __tablename__ = "operators"
    __mapper_args__ = {"polymorphic_identity": BodyKind.OPERATOR}

    id: Mapped[uuid.UUID] = mapped_column(ForeignKey("bodies.id"), primary_key=True)


class Membership(Model):
    """A person's role in a body from one date to another; an open end has no `ends_on`."""

    __tablename__ = "memberships"
    __table_args__ = (
        CheckConstraint("ends_on is null or ends_on >= starts_on", name="ends_after_start"),
        UniqueConstraint("person_id", "body_id", "role", "starts_on"),
    )

    id: Mapped[Id]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    body_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("bodies.id"), index=True)
    role: Mapped[Role] = plain_enum(Role)
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date | None]

    person: Mapped[Person] = relationship(back_populates="memberships", lazy="raise")
    body: Mapped[Body] = relationship(back_populates="memberships", lazy="raise")

    def runs_on(self, day: dt.date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class Invitation(Model):
    """A role in a body that waits for a person to take it: whoever signs in with this address until it expires."""

    __tablename__ = "invitations"
    __table_args__ = (
        Index(
            "uq_invitations_body_id_email_role_open",
            "body_id",
            text("lower(email)"),
            "role",
            unique=True,
            postgresql_where=text("state = 'open'"),
        ),
        Index("ix_invitations_email", text("lower(email)")),
        CheckConstraint("state <> 'expired'", name="expired_is_derived"),
        CheckConstraint("(state in ('accepted', 'refused')) = (answered_by is not null)", name="answered_by_somebody"),
    )

    id: Mapped[Id]
    body_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("bodies.id"), index=True)
    email: Mapped[ShortText]
    name: Mapped[ShortText]
    role: Mapped[Role] = plain_enum(Role)
    state: Mapped[InvitationState] = state_column(InvitationState, default=InvitationState.OPEN)
    invited_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    invited_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    answered_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))

    body: Mapped[Body] = relationship(lazy="raise")

    def state_at(self, now: dt.datetime) -> InvitationState:
        if self.state is InvitationState.OPEN and self.expires_at <= now:
            return InvitationState.EXPIRED
        return self.state


class JoinRequest(Model):
    """Somebody asks to be let into an organisation that is registered already.

    Its leads decide; an administrator where there is none, or where they have not answered for `PATIENCE`.
    """

    __tablename__ = "join_requests"
    __table_args__ = (
        Index(
            "uq_join_requests_body_id_person_id_asked",
            "body_id",
            "person_id",
            unique=True,
            postgresql_where=text("state = 'asked'"),
        ),
        CheckConstraint("(state in ('let_in', 'turned_down')) = (decided_by is not null)", name="decided_by_somebody"),
    )

    id: Mapped[Id]
    body_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("bodies.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    words: Mapped[LongText]
    state: Mapped[RequestState] = state_column(RequestState, default=RequestState.ASKED)
    asked_at: Mapped[dt.datetime]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[dt.datetime | None]

    body: Mapped[Body] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="raise")


class SignInToken(Model):
    """A sign-in link: single-use, short-lived, kept only as a hash."""

    __tablename__ = "sign_in_tokens"

    id: Mapped[Id]
    token_hash: Mapped[ShortText] = mapped_column(unique=True)
    email: Mapped[ShortText] = mapped_column(index=True)
    next_url: Mapped[str] = mapped_column(default="")
    created_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime | None]


class SignInAttempt(Model):
    """A sign-in by password that failed; it outlives the rollback of its request."""

    __tablename__ = "sign_in_attempts"
    __table_args__ = (Index("ix_sign_in_attempts_email_failed_at", "email", "failed_at"),)

    id: Mapped[Id]
    email: Mapped[ShortText]
    failed_at: Mapped[dt.datetime] = mapped_column(server_default=func.townlab_now())
