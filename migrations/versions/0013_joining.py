"""Invitations to act for a body, requests to be let into one, and suppliers that were merged into another."""

import sqlalchemy as sa
from alembic import op

revision = "0013_joining"
down_revision = "0012_desk"
branch_labels = None
depends_on = None

INVITATIONS = ("open", "expired", "accepted", "refused", "withdrawn")
REQUESTS = ("asked", "let_in", "turned_down", "taken_back")
ROLES = ("lead", "member", "officer", "approver", "moderator", "auditor", "administrator")


def known(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("body_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=250), nullable=False),
        sa.Column("name", sa.String(length=250), nullable=False),
        sa.Column("role", known(ROLES, "role_known"), nullable=False),
        sa.Column("state", known(INVITATIONS, "invitationstate_known"), nullable=False),
        sa.Column("invited_by", sa.Uuid(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("state <> 'expired'", name=op.f("ck_invitations_expired_is_derived")),
        sa.CheckConstraint(
            "(state in ('accepted', 'refused')) = (answered_by is not null)",
            name=op.f("ck_invitations_answered_by_somebody"),
        ),
        sa.ForeignKeyConstraint(["answered_by"], ["people.id"], name=op.f("fk_invitations_answered_by")),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.id"], name=op.f("fk_invitations_body_id")),
        sa.ForeignKeyConstraint(["invited_by"], ["people.id"], name=op.f("fk_invitations_invited_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
    )
    op.create_index(op.f("ix_invitations_body_id"), "invitations", ["body_id"])
    op.create_index(op.f("ix_invitations_state"), "invitations", ["state"])
    op.create_index("ix_invitations_email", "invitations", [sa.text("lower(email)")])
    op.create_index(
        "uq_invitations_body_id_email_role_open",
        "invitations",
        ["body_id", sa.text("lower(email)"), "role"],
        unique=True,
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "join_requests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("body_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("state", known(REQUESTS, "requeststate_known"), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state in ('let_in', 'turned_down')) = (decided_by is not null)",
            name=op.f("ck_join_requests_decided_by_somebody"),
        ),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.id"], name=op.f("fk_join_requests_body_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_join_requests_decided_by")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_join_requests_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_join_requests")),
    )
    for column in ("body_id", "person_id", "state"):
        op.create_index(op.f(f"ix_join_requests_{column}"), "join_requests", [column])
    op.create_index(
        "uq_join_requests_body_id_person_id_asked",
        "join_requests",
        ["body_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("state = 'asked'"),
    )
    op.add_column("suppliers", sa.Column("merged_into_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f("fk_suppliers_merged_into_id"), "suppliers", "suppliers", ["merged_into_id"], ["id"])
    op.create_index(op.f("ix_suppliers_merged_into_id"), "suppliers", ["merged_into_id"])
