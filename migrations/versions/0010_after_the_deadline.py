"""What a council asks one bidder after the deadline."""

import sqlalchemy as sa
from alembic import op

revision = "0010_after_the_deadline"
down_revision = "0009_approval_rounds"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "clarifications",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=250), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "asked",
                "answered",
                "lapsed",
                "withdrawn",
                name="clarificationstate_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'answered') = (answered_at is not null) and (state = 'answered') = (length(answer) > 0)",
            name=op.f("ck_clarifications_answered_has_an_answer"),
        ),
        sa.CheckConstraint("due_at > asked_at", name=op.f("ck_clarifications_due_after_asking")),
        sa.CheckConstraint("number > 0", name=op.f("ck_clarifications_counts_from_1")),
        sa.CheckConstraint("state <> 'lapsed'", name=op.f("ck_clarifications_lapsed_is_derived")),
        sa.ForeignKeyConstraint(["answered_by"], ["people.id"], name=op.f("fk_clarifications_answered_by")),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name=op.f("fk_clarifications_asked_by")),
        sa.ForeignKeyConstraint(["submission_id"], ["submissions.id"], name=op.f("fk_clarifications_submission_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clarifications")),
        sa.UniqueConstraint("submission_id", "number", name=op.f("uq_clarifications_submission_id_number")),
    )
    op.create_index(op.f("ix_clarifications_due_at"), "clarifications", ["due_at"])
    op.create_index(op.f("ix_clarifications_state"), "clarifications", ["state"])
