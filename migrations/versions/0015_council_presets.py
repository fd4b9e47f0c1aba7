"""What a council saved from one of its challenges, to begin others with."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015_council_presets"
down_revision = "0014_joint_challenges"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "council_presets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("council_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=250), nullable=False),
        sa.Column("plan", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("saved_by", sa.Uuid(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name=op.f("fk_council_presets_council_id")),
        sa.ForeignKeyConstraint(["saved_by"], ["people.id"], name=op.f("fk_council_presets_saved_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_presets")),
        sa.UniqueConstraint("council_id", "name", name=op.f("uq_council_presets_council_id_name")),
    )
