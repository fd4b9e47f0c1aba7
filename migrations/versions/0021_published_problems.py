"""What a search found is sifted by the index of published problems, without a look at their long rows."""

import sqlalchemy as sa
from alembic import op

revision = "0021_published_problems"
down_revision = "0020_old_files"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_problems_published_at_id_state",
        "problems",
        ["published_at", "id"],
        postgresql_include=["state"],
        postgresql_where=sa.text("published_at is not null"),
    )
    op.drop_index("ix_problems_published_at_id", table_name="problems")
    op.execute("alter index ix_problems_published_at_id_state rename to ix_problems_published_at_id")
