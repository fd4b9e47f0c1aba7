"""What the panel talks about in its meeting, and what everybody there calls it."""

import sqlalchemy as sa
from alembic import op

revision = "0029_meeting"
down_revision = "0028_rounds"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "meeting_items",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("panel_id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("council_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=250), nullable=False),
        sa.Column("on_table_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name=op.f("fk_meeting_items_council_id_councils")),
        sa.ForeignKeyConstraint(["panel_id"], ["panels.id"], name=op.f("fk_meeting_items_panel_id_panels")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_meeting_items_round_id_rounds")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name=op.f("fk_meeting_items_submission_id_submissions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_items")),
        sa.UniqueConstraint("round_id", "code", name=op.f("uq_meeting_items_round_id_code")),
        sa.UniqueConstraint("round_id", "submission_id", name=op.f("uq_meeting_items_round_id_submission_id")),
    )
    op.create_index(op.f("ix_meeting_items_panel_id"), "meeting_items", ["panel_id"])
    op.create_index(op.f("ix_meeting_items_submission_id"), "meeting_items", ["submission_id"])
    op.create_index(
        "uq_meeting_items_on_table",
        "meeting_items",
        ["round_id"],
        unique=True,
        postgresql_where=sa.text("on_table_at is not null"),
    )
