"""Partners of a challenge answer for themselves, and approve what they pay."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014_joint_challenges"
down_revision = "0013_joining"
branch_labels = None
depends_on = None

TABLE = "challenge_partners"
CHECKS = {
    "confirmed_with_lead": "(state = 'confirmed') = (lead_id is not null)",
    "declined_with_reason": "state <> 'declined' or length(decline_reason) > 0",
    "answered_has_time": "(state = 'invited') = (answered_at is null)",
    "share_approved_has_time": "(share_approved_by is null) = (share_approved_at is null)",
    "share_of_a_funder": "share_approved_by is null or (state = 'confirmed' and kind = 'funder')",
    "partnerstate_known": "state in ('invited', 'confirmed', 'declined')",
}


def upgrade() -> None:
    op.add_column(TABLE, sa.Column("state", sa.String(length=40), server_default="invited", nullable=False))
    op.add_column(TABLE, sa.Column("invited_by", sa.Uuid(), nullable=True))
    op.add_column(TABLE, sa.Column("invited_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(TABLE, sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(TABLE, sa.Column("lead_id", sa.Uuid(), nullable=True))
    op.add_column(TABLE, sa.Column("decline_reason", sa.Text(), server_default="", nullable=False))
    writers = sa.Column("writers", postgresql.JSONB(), server_default=sa.text("'[]'::jsonb"), nullable=False)
    op.add_column(TABLE, writers)
    op.add_column(TABLE, sa.Column("share_approved_by", sa.Uuid(), nullable=True))
    op.add_column(TABLE, sa.Column("share_approved_at", sa.DateTime(timezone=True), nullable=True))
    # Whoever stood beside a challenge so far was named by its author.
    op.execute(
        "update challenge_partners set invited_by = challenges.drafted_by, invited_at = challenges.drafted_at "
        "from challenges where challenges.id = challenge_partners.challenge_id"
    )
    for name in ("invited_by", "invited_at"):
        op.alter_column(TABLE, name, nullable=False)
    for name in ("state", "decline_reason", "writers"):
        op.alter_column(TABLE, name, server_default=None)
    for name in ("invited_by", "lead_id", "share_approved_by"):
        op.create_foreign_key(op.f(f"fk_{TABLE}_{name}"), TABLE, "people", [name], ["id"])
    op.create_index(op.f(f"ix_{TABLE}_state"), TABLE, ["state"])
    for name, rule in CHECKS.items():
        op.create_check_constraint(op.f(f"ck_{TABLE}_{name}"), TABLE, rule)
