"""Ideas that residents and community groups put forward for a challenge."""

import sqlalchemy as sa
from alembic import op

revision = "0016_public_ideas"
down_revision = "0015_council_presets"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "challenges", sa.Column("ideas_allowed", sa.Boolean(), nullable=False, server_default=sa.text("false"))
    )
    op.alter_column("challenges", "ideas_allowed", server_default=None)
    op.create_table(
        "ideas",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(length=250), nullable=False),
        sa.Column("challenge_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("body_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(length=250), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("contact", sa.String(length=250), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "sent",
                "received",
                "taken_up",
                "not_taken_up",
                "withdrawn",
                name="ideastate_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("digest", sa.String(length=250), nullable=False),
        sa.Column("signature", sa.String(length=250), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state in ('taken_up', 'not_taken_up')) = (answered_at is not null)",
            name=op.f("ck_ideas_answered_has_a_time"),
        ),
        sa.CheckConstraint("state <> 'received'", name=op.f("ck_ideas_received_is_derived")),
        sa.ForeignKeyConstraint(["body_id"], ["community_groups.id"], name=op.f("fk_ideas_body_id")),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenges.id"], name=op.f("fk_ideas_challenge_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_ideas_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ideas")),
        sa.UniqueConstraint("reference", name=op.f("uq_ideas_reference")),
    )
    op.create_index(op.f("ix_ideas_body_id"), "ideas", ["body_id"])
    op.create_index(op.f("ix_ideas_person_id"), "ideas", ["person_id"])
    op.create_index(op.f("ix_ideas_state"), "ideas", ["state"])
    op.create_index(
        "uq_ideas_challenge_id_person_id_live",
        "ideas",
        ["challenge_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("state <> 'withdrawn'"),
    )
