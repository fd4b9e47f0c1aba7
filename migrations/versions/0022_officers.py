"""Officers are assigned to challenges, and of the lead council's officers only those are let at the proposals.

So far every officer of the lead council was. Nobody loses what they have: to each challenge that is there already, every
officer whom its lead council has today is assigned. Such an assignment was made by nobody, so it has no `assigned_by`.
"""

import sqlalchemy as sa
from alembic import op

revision = "0022_officers"
down_revision = "0021_published_problems"
branch_labels = None
depends_on = None

TABLE = "challenge_officers"
OPEN = "uq_challenge_officers_challenge_id_person_id_open"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("challenge_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("assigned_by", sa.Uuid(), nullable=True),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("ended_at >= assigned_at", name=op.f(f"ck_{TABLE}_ends_after_start")),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenges.id"], name=op.f(f"fk_{TABLE}_challenge_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f(f"fk_{TABLE}_person_id")),
        sa.ForeignKeyConstraint(["assigned_by"], ["people.id"], name=op.f(f"fk_{TABLE}_assigned_by")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index(
        OPEN, TABLE, ["challenge_id", "person_id"], unique=True, postgresql_where=sa.text("ended_at is null")
    )
    op.create_index(op.f(f"ix_{TABLE}_person_id"), TABLE, ["person_id"])
    op.execute(
        "insert into challenge_officers (id, challenge_id, person_id, assigned_at) "
        "select gen_random_uuid(), challenges.id, memberships.person_id, now() from challenges "
        "join memberships on memberships.body_id = challenges.council_id and memberships.role = 'officer' "
        "where memberships.starts_on <= current_date "
        "and (memberships.ends_on is null or memberships.ends_on >= current_date) "
        "group by challenges.id, memberships.person_id"
    )
