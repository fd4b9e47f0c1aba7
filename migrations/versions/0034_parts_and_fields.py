"""Money of a phase may be divided over lots, and councils say what assessors know well; advice is worked out anew."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0034_parts_and_fields"
down_revision = "0033_ballots"
branch_labels = None
depends_on = None

_MATTERS = ("awards_up_to", "amount_each", "lot_amounts")


def upgrade() -> None:
    op.add_column(
        "phases",
        sa.Column("lot_amounts", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False),
    )
    # What makes a ranking out of date: now the money of a lot, too.
    op.execute("drop trigger phases_update_changes_a_ranking on phases")
    old, new = (", ".join(f"{row}.{column}" for column in _MATTERS) for row in ("old", "new"))
    op.execute(
        f"create trigger phases_update_changes_a_ranking after update of {', '.join(_MATTERS)} on phases for each row "
        f"when (({old}) is distinct from ({new})) execute function phases_change_a_ranking()"
    )
    op.create_table(
        "stated_expertise",
        sa.Column("council_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("themes", postgresql.JSONB(), nullable=False),
        sa.Column("said_by", sa.Uuid(), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name=op.f("fk_stated_expertise_council_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_stated_expertise_person_id")),
        sa.ForeignKeyConstraint(["said_by"], ["people.id"], name=op.f("fk_stated_expertise_said_by")),
        sa.PrimaryKeyConstraint("council_id", "person_id", name=op.f("pk_stated_expertise")),
    )
    op.create_index(op.f("ix_stated_expertise_person_id"), "stated_expertise", ["person_id"])
    # The advice is kept by round from now on.
    op.execute("select ranking_changed(panel_id) from panel_rankings")
