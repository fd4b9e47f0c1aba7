"""What a machine found in the files of proposals without names, for the officers who look them through."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0036_file_readings"
down_revision = "0035_looked_through"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "file_readings",
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("in_text", postgresql.JSONB(), nullable=False),
        sa.Column("in_properties", postgresql.JSONB(), nullable=False),
        sa.Column("properties", postgresql.JSONB(), nullable=False),
        sa.CheckConstraint(
            "state in ('waiting', 'whole', 'in_part', 'not_readable')", name=op.f("ck_file_readings_reading_known")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_files.id"], name=op.f("fk_file_readings_file_id")),
        sa.ForeignKeyConstraint(["submission_id"], ["submissions.id"], name=op.f("fk_file_readings_submission_id")),
        sa.PrimaryKeyConstraint("submission_id", "file_id", name=op.f("pk_file_readings")),
    )
    op.create_index(op.f("ix_file_readings_file_id"), "file_readings", ["file_id"])
