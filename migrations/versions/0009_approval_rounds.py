"""What a challenge said each time it was sent for approval, and what the approver said of its sections."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009_approval_rounds"
down_revision = "0008_answers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("snapshot", "remarks"):
        column = sa.Column(name, postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False)
        op.add_column("approvals", column)
        op.alter_column("approvals", name, server_default=None)
    op.drop_constraint(op.f("ck_approvals_sent_back_with_comments"), "approvals", type_="check")
    op.create_check_constraint(
        op.f("ck_approvals_sent_back_with_comments"),
        "approvals",
        "outcome is distinct from 'sent_back' or length(comments) > 0 or remarks <> '{}'::jsonb",
    )
