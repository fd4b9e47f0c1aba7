"""What people say of their ties once a year, how long a tie counts, and who stands in where too few are left."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0031_interests"
down_revision = "0030_draws_known"
branch_labels = None
depends_on = None

ROLES = ("lead", "member", "officer", "approver", "moderator", "auditor", "administrator")
KINDS = "('organisation', 'email_domain', 'past_employer', 'old_tie')"


def upgrade() -> None:
    op.create_table(
        "interest_registers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("employers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("holdings", sa.Text(), nullable=False),
        sa.Column("memberships", sa.Text(), nullable=False),
        sa.Column("family", sa.Text(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_interest_registers_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interest_registers")),
    )
    op.create_index("ix_interest_registers_person_id_confirmed_at", "interest_registers", ["person_id", "confirmed_at"])
    op.add_column("councils", sa.Column("interest_years", sa.Integer(), server_default=sa.text("3"), nullable=False))
    op.create_check_constraint(
        op.f("ck_councils_interest_years_sensible"), "councils", "interest_years between 0 and 20"
    )
    op.drop_constraint(op.f("ck_conflict_matches_matchkind_known"), "conflict_matches", type_="check")
    op.create_check_constraint(op.f("ck_conflict_matches_matchkind_known"), "conflict_matches", f"kind in {KINDS}")
    op.create_table(
        "stand_ins",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("challenge_id", sa.Uuid(), nullable=False),
        sa.Column("council_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(*ROLES, name="role_known", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("named_by", sa.Uuid(), nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("role in ('officer', 'approver')", name=op.f("ck_stand_ins_role_that_decides")),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_stand_ins_has_reason")),
        sa.CheckConstraint("(ended_at is null) = (ended_by is null)", name=op.f("ck_stand_ins_ended_by_somebody")),
        sa.CheckConstraint("person_id <> named_by", name=op.f("ck_stand_ins_named_by_somebody_else")),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenges.id"], name=op.f("fk_stand_ins_challenge_id_challenges")),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name=op.f("fk_stand_ins_council_id_councils")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_stand_ins_person_id_people")),
        sa.ForeignKeyConstraint(["named_by"], ["people.id"], name=op.f("fk_stand_ins_named_by_people")),
        sa.ForeignKeyConstraint(["ended_by"], ["people.id"], name=op.f("fk_stand_ins_ended_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stand_ins")),
    )
    op.create_index(op.f("ix_stand_ins_person_id"), "stand_ins", ["person_id"])
    op.create_index(
        "uq_stand_ins_challenge_id_person_id_role_standing",
        "stand_ins",
        ["challenge_id", "person_id", "role"],
        unique=True,
        postgresql_where=sa.text("ended_at is null"),
    )
