"""When the parts of the service ran."""

import sqlalchemy as sa
from alembic import op

revision = "0011_service_runs"
down_revision = "0010_after_the_deadline"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "service_runs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "part",
            sa.Enum("web", "worker", name="part_known", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("began_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_runs")),
    )
    op.create_index("ix_service_runs_part_last_at", "service_runs", ["part", "last_at"])
