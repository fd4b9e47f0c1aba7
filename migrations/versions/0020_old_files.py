"""Files that came before there was a virus scanner are found without reading all the others."""

import sqlalchemy as sa
from alembic import op

revision = "0020_old_files"
down_revision = "0019_public_topics"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_stored_files_old",
        "stored_files",
        ["stored_at"],
        postgresql_where=sa.text("scan = 'unscanned' and scanned_at is null"),
    )
