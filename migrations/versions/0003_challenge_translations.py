"""The public texts of a challenge in other languages; who owns what is made; who is needed on the panel."""

import sqlalchemy as sa
from alembic import op

revision = "0003_challenge_translations"
down_revision = "0002_tables"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("intellectual_property", "panel_needs"):
        # The models always give a value: the default is for the rows that there are.
        op.add_column("challenges", sa.Column(name, sa.Text(), server_default="", nullable=False))
        op.alter_column("challenges", name, server_default=None)
    op.create_table(
        "challenge_translations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("challenge_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=250), nullable=False),
        sa.Column("field", sa.String(length=250), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("original", sa.String(length=250), nullable=False),
        sa.Column("translated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(words) > 0", name=op.f("ck_challenge_translations_says_something")),
        sa.ForeignKeyConstraint(
            ["challenge_id"], ["challenges.id"], name=op.f("fk_challenge_translations_challenge_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge_translations")),
        sa.UniqueConstraint(
            "challenge_id", "language", "field", name=op.f("uq_challenge_translations_challenge_id_language_field")
        ),
    )
    op.create_index("ix_challenge_translations_language_field", "challenge_translations", ["language", "field"])
