"""Words and files that officers hide in proposals that are assessed without names."""

import sqlalchemy as sa
from alembic import op

revision = "0023_redactions"
down_revision = "0022_officers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "redactions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_by", sa.Uuid(), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(words <> '') <> (file_id is not null)", name=op.f("ck_redactions_words_or_a_file")),
        sa.CheckConstraint("(lifted_at is null) = (lifted_by is null)", name=op.f("ck_redactions_lifted_by_somebody")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name=op.f("fk_redactions_submission_id_submissions")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_files.id"], name=op.f("fk_redactions_file_id_stored_files")),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_redactions_made_by_people")),
        sa.ForeignKeyConstraint(["lifted_by"], ["people.id"], name=op.f("fk_redactions_lifted_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redactions")),
    )
    op.create_index(
        "ix_redactions_submission_id",
        "redactions",
        ["submission_id"],
        postgresql_where=sa.text("lifted_at is null"),
    )
    op.create_index(op.f("ix_redactions_file_id"), "redactions", ["file_id"])
