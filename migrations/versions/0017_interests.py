"""What suppliers would like to hear of."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017_interests"
down_revision = "0016_public_ideas"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "supplier_interests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("supplier_id", sa.Uuid(), nullable=False),
        *(
            sa.Column(name, postgresql.JSONB(astext_type=sa.Text()), nullable=False)
            for name in ("themes", "words", "council_ids", "money")
        ),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["supplier_id"], ["suppliers.id"], name=op.f("fk_supplier_interests_supplier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplier_interests")),
        sa.UniqueConstraint("supplier_id", name=op.f("uq_supplier_interests_supplier_id")),
    )
