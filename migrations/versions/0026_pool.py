"""Terms and capacity of assessors, what they read and know, sharing out by plan, and drafts of those who left."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0026_pool"
down_revision = "0025_rankings"
branch_labels = None
depends_on = None

JSONB = postgresql.JSONB(astext_type=sa.Text())
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("panels", sa.Column("terms", sa.Text(), nullable=False, server_default=""))
    op.alter_column("panels", "terms", server_default=None)
    for name, kind in (("terms_version", sa.String(250)), ("terms_words", sa.Text())):
        op.add_column("panel_seats", sa.Column(name, kind, nullable=False, server_default=""))
        op.alter_column("panel_seats", name, server_default=None)
    op.add_column("panel_seats", sa.Column("capacity", sa.Integer()))
    op.add_column("panel_seats", sa.Column("replaces_id", sa.Uuid()))
    op.add_column("panel_seats", sa.Column("reminded_at", MOMENT))
    op.create_foreign_key(op.f("fk_panel_seats_replaces_id"), "panel_seats", "panel_seats", ["replaces_id"], ["id"])
    op.create_check_constraint("takes_at_least_one", "panel_seats", "capacity is null or capacity > 0")
    op.create_table(
        "assessor_profiles",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("languages", JSONB, nullable=False),
        sa.Column("themes", JSONB, nullable=False),
        sa.Column("away_from", sa.Date()),
        sa.Column("away_until", sa.Date()),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "(away_from is null) = (away_until is null) and away_until >= away_from",
            name=op.f("ck_assessor_profiles_away_from_until"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_assessor_profiles_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_assessor_profiles")),
    )
    op.create_table(
        "proposal_languages",
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(250), nullable=False),
        sa.Column("said_by", sa.Uuid()),
        sa.Column("said_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name=op.f("fk_proposal_languages_submission_id")
        ),
        sa.ForeignKeyConstraint(["said_by"], ["people.id"], name=op.f("fk_proposal_languages_said_by")),
        sa.PrimaryKeyConstraint("submission_id", name=op.f("pk_proposal_languages")),
    )
    op.create_table(
        "sharings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("panel_id", sa.Uuid(), nullable=False),
        sa.Column("council_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("anew", sa.Boolean(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("facts", sa.String(250), nullable=False),
        sa.Column("plan", JSONB, nullable=False),
        sa.Column("planned_at", MOMENT),
        sa.Column("confirmed_at", MOMENT),
        sa.Column("gone_through", sa.Integer(), nullable=False),
        sa.Column("done_at", MOMENT),
        sa.CheckConstraint(
            "confirmed_at is null or planned_at is not null", name=op.f("ck_sharings_confirmed_with_a_plan")
        ),
        sa.CheckConstraint(
            "done_at is null or confirmed_at is not null", name=op.f("ck_sharings_done_after_it_was_confirmed")
        ),
        sa.ForeignKeyConstraint(["panel_id"], ["panels.id"], name=op.f("fk_sharings_panel_id")),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name=op.f("fk_sharings_council_id")),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name=op.f("fk_sharings_asked_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sharings")),
    )
    op.create_index(op.f("ix_sharings_panel_id"), "sharings", ["panel_id"])
    op.create_table(
        "set_aside_assessments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("council_id", sa.Uuid(), nullable=False),
        sa.Column("drafts", JSONB, nullable=False),
        sa.Column("set_aside_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["seat_id"], ["panel_seats.id"], name=op.f("fk_set_aside_assessments_seat_id")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name=op.f("fk_set_aside_assessments_submission_id")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_set_aside_assessments_round_id")),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name=op.f("fk_set_aside_assessments_council_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_set_aside_assessments")),
        sa.UniqueConstraint(
            "seat_id", "submission_id", "round_id", name=op.f("uq_set_aside_assessments_seat_id_submission_id_round_id")
        ),
    )
    op.create_index(op.f("ix_set_aside_assessments_submission_id"), "set_aside_assessments", ["submission_id"])
