"""Interviews: times, invitations, the panel's questions, and a file that goes with a mail."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0032_interviews"
down_revision = "0031_interests"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("messages", sa.Column("attached", sa.Text(), server_default="", nullable=False))
    op.add_column("messages", sa.Column("attached_as", sa.String(length=250), server_default="", nullable=False))
    op.add_column(
        "rounds", sa.Column("questions", postgresql.JSONB(), server_default=sa.text("'[]'::jsonb"), nullable=False)
    )
    op.create_table(
        "interview_slots",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("council_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=250), nullable=False),
        sa.Column("link", sa.String(length=250), nullable=False),
        sa.CheckConstraint("minutes between 5 and 480", name=op.f("ck_interview_slots_minutes_sensible")),
        sa.CheckConstraint("place <> '' or link <> ''", name=op.f("ck_interview_slots_has_somewhere")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_interview_slots_round_id")),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name=op.f("fk_interview_slots_council_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview_slots")),
    )
    op.create_index("ix_interview_slots_round_id_starts_at", "interview_slots", ["round_id", "starts_at"])
    op.create_table(
        "interviews",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("council_id", sa.Uuid(), nullable=False),
        sa.Column("slot_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("access_needs", sa.Text(), nullable=False),
        sa.Column("cancel_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state in ('invited', 'confirmed', 'change_asked', 'cancelled')",
            name=op.f("ck_interviews_interviewstate_known"),
        ),
        sa.CheckConstraint("state <> 'change_asked' or words <> ''", name=op.f("ck_interviews_change_asked_in_words")),
        sa.CheckConstraint(
            "state <> 'cancelled' or cancel_reason <> ''", name=op.f("ck_interviews_cancelled_with_reason")
        ),
        sa.CheckConstraint("sequence >= 0", name=op.f("ck_interviews_sequence_counts_from_zero")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_interviews_round_id")),
        sa.ForeignKeyConstraint(["submission_id"], ["submissions.id"], name=op.f("fk_interviews_submission_id")),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name=op.f("fk_interviews_council_id")),
        sa.ForeignKeyConstraint(["slot_id"], ["interview_slots.id"], name=op.f("fk_interviews_slot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interviews")),
        sa.UniqueConstraint("round_id", "submission_id", name=op.f("uq_interviews_round_id_submission_id")),
    )
    op.create_index(op.f("ix_interviews_state"), "interviews", ["state"])
    op.create_index(op.f("ix_interviews_submission_id"), "interviews", ["submission_id"])
    op.create_index(
        "uq_interviews_slot_live",
        "interviews",
        ["slot_id"],
        unique=True,
        postgresql_where=sa.text("state <> 'cancelled'"),
    )
