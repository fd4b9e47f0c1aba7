"""Searches that somebody saved, and the moves of things in the order of time."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005_saved_searches"
down_revision = "0004_scanned_files"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "subscribers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("address", sa.String(length=250), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("language", sa.String(length=250), nullable=False),
        sa.Column("token", sa.String(length=250), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("address <> ''", name=op.f("ck_subscribers_has_an_address")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_subscribers_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscribers")),
        sa.UniqueConstraint("address", name=op.f("uq_subscribers_address")),
        sa.UniqueConstraint("token", name=op.f("uq_subscribers_token")),
    )
    op.create_index(op.f("ix_subscribers_person_id"), "subscribers", ["person_id"])
    op.create_table(
        "saved_searches",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subscriber_id", sa.Uuid(), nullable=False),
        sa.Column("list_key", sa.String(length=250), nullable=False),
        sa.Column("parameters", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("token", sa.String(length=250), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "confirmed_at is null or told_until is not null",
            name=op.f("ck_saved_searches_confirmed_from_a_moment_on"),
        ),
        sa.ForeignKeyConstraint(["subscriber_id"], ["subscribers.id"], name=op.f("fk_saved_searches_subscriber_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_searches")),
        sa.UniqueConstraint(
            "subscriber_id",
            "list_key",
            "parameters",
            name=op.f("uq_saved_searches_subscriber_id_list_key_parameters"),
        ),
        sa.UniqueConstraint("token", name=op.f("uq_saved_searches_token")),
    )
    op.create_index(
        "ix_saved_searches_live",
        "saved_searches",
        ["told_until", "subscriber_id"],
        postgresql_where=sa.text("confirmed_at is not null and ended_at is null"),
    )
    # Not concurrently: the table is locked against writing for as long as it takes to read it once.
    op.create_index(
        "ix_audit_events_moves",
        "audit_events",
        ["subject_type", "to_state", "at"],
        postgresql_where=sa.text("to_state is not null"),
    )
