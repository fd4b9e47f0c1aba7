"""Summaries that go out in batches with proof of it, the council's rule for standstill, and dossiers for auditors."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0024_feedback"
down_revision = "0023_redactions"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("councils", sa.Column("standstill_above", sa.Numeric(14, 2), nullable=True))
    op.create_check_constraint(op.f("ck_councils_standstill_above_sensible"), "councils", "standstill_above >= 0")
    _summaries()
    _dossiers()


def _summaries() -> None:
    op.add_column(
        "assessment_summaries",
        sa.Column("named", postgresql.JSONB(), server_default=sa.text("'[]'::jsonb"), nullable=False),
    )
    op.create_table(
        "summary_runs",
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("council_id", sa.Uuid(), nullable=False),
        sa.Column("ordinary", postgresql.JSONB(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=True),
        sa.Column("asked_at", MOMENT, nullable=True),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.CheckConstraint("(asked_by is null) = (asked_at is null)", name=op.f("ck_summary_runs_asked_at_a_time")),
        sa.CheckConstraint(
            "finished_at is null or asked_at is not null", name=op.f("ck_summary_runs_finished_was_asked")
        ),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_summary_runs_decision_id")),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name=op.f("fk_summary_runs_council_id")),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name=op.f("fk_summary_runs_asked_by")),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_summary_runs")),
    )
    op.create_table(
        "summary_mails",
        sa.Column("summary_id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["summary_id"], ["assessment_summaries.id"], name=op.f("fk_summary_mails_summary_id")),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name=op.f("fk_summary_mails_message_id")),
        sa.PrimaryKeyConstraint("summary_id", "message_id", name=op.f("pk_summary_mails")),
    )
    op.create_table(
        "summary_openings",
        sa.Column("summary_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["summary_id"], ["assessment_summaries.id"], name=op.f("fk_summary_openings_summary_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_summary_openings_person_id")),
        sa.PrimaryKeyConstraint("summary_id", "person_id", name=op.f("pk_summary_openings")),
    )


def _dossiers() -> None:
    op.create_table(
        "dossiers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("council_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("moved_at", MOMENT, nullable=False),
        sa.Column("built_at", MOMENT, nullable=True),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("manifest_sha256", sa.String(length=250), nullable=False),
        sa.CheckConstraint("done between 0 and total", name=op.f("ck_dossiers_done_of_total")),
        sa.CheckConstraint("built_at is null or manifest_sha256 <> ''", name=op.f("ck_dossiers_built_has_a_digest")),
        sa.CheckConstraint("file_id is null or built_at is not null", name=op.f("ck_dossiers_file_was_built")),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_dossiers_decision_id")),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name=op.f("fk_dossiers_council_id")),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name=op.f("fk_dossiers_asked_by")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_files.id"], name=op.f("fk_dossiers_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossiers")),
    )
    op.create_index(op.f("ix_dossiers_decision_id"), "dossiers", ["decision_id"])
    op.create_index(
        "uq_dossiers_decision_id_building",
        "dossiers",
        ["decision_id"],
        unique=True,
        postgresql_where=sa.text("built_at is null"),
    )
    op.create_table(
        "dossier_downloads",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossiers.id"], name=op.f("fk_dossier_downloads_dossier_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_dossier_downloads_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_downloads")),
    )
    op.create_index(op.f("ix_dossier_downloads_dossier_id"), "dossier_downloads", ["dossier_id"])
