"""What the virus scanner has said of each file."""

import sqlalchemy as sa
from alembic import op

revision = "0004_scanned_files"
down_revision = "0003_challenge_translations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Nobody has looked at the files that are there.
    op.add_column(
        "stored_files",
        sa.Column("scan", sa.String(length=40), nullable=False, server_default="unscanned"),
    )
    op.alter_column("stored_files", "scan", server_default=None)
    op.create_check_constraint(
        op.f("ck_stored_files_scan_known"), "stored_files", "scan in ('unscanned', 'held', 'clean', 'found')"
    )
    op.add_column("stored_files", sa.Column("scanned_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_stored_files_held", "stored_files", ["stored_at"], postgresql_where=sa.text("scan = 'held'"))
