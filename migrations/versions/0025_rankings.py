"""Rankings are kept, with the statistics beside them, and the database notes what makes them out of date."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0025_rankings"
down_revision = "0024_feedback"
branch_labels = None
depends_on = None

# One row for each transaction and panel: nobody waits for anybody, and who works a ranking out takes away only the rows
# that it saw before it looked at the scores.
NOTE = """
create function ranking_changed(panel uuid) returns void language sql as $$
insert into ranking_changes (panel_id, transaction) select panel, pg_current_xact_id()::text::bigint
where panel is not null on conflict do nothing
$$
"""

# What to note, by table: how a row leads to its panels.
PANELS = {
    "assessments": "select rounds.panel_id from rounds where rounds.id = row_.round_id",
    "consensus_scores": "select rounds.panel_id from rounds where rounds.id = row_.round_id",
    "moderation_cases": "select row_.panel_id",
    "submissions": "select panels.id from panels where panels.challenge_id = row_.challenge_id "
    "and panels.lot_id = row_.lot_id",
    "decisions": "select row_.panel_id",
    "challenges": "select panels.id from panels where panels.challenge_id = row_.id",
    "criteria": "select panels.id from panels where panels.lot_id = row_.lot_id",
    "phases": "select panels.id from panels where panels.phase_id = row_.id",
    "funding_shares": "select panels.id from panels where panels.phase_id = row_.phase_id",
    "rounds": "select row_.panel_id",
}

RANKED = (
    "'eligible', 'in_assessment', 'shortlisted', 'recommended', 'reserve', 'not_selected', 'offered', 'accepted', "
    "'contracted', 'declined', 'lapsed'"
)


def _kind(row: str) -> str:
    """Of an assessment: not counted, in, or missing. Writing a draft moves it within the last."""
    return f"case {row}.state when 'recused' then 0 when 'submitted' then 1 when 'final' then 1 else 2 end"


def _cut(row: str) -> str:
    """Whether a decision is a shortlist that holds."""
    return f"({row}.kind = 'shortlist' and {row}.state not in ('drafted', 'moderated', 'set_aside'))"


def _differs(*columns: str) -> str:
    left, right = (", ".join(f"{row}.{column}" for column in columns) for row in ("old", "new"))
    return f"({left}) is distinct from ({right})"


# By table and event: when it matters.
WHEN = {
    ("assessments", "insert"): "new.state <> 'recused'",
    ("assessments", "delete"): "old.state <> 'recused'",
    ("assessments", "update of state"): f"{_kind('old')} <> {_kind('new')}",
    ("consensus_scores", "insert"): "",
    ("consensus_scores", "update of superseded_at"): _differs("superseded_at"),
    ("moderation_cases", "insert"): "new.state = 'open'",
    ("moderation_cases", "update of state"): _differs("state"),
    ("submissions", "insert"): f"new.state in ({RANKED})",
    ("submissions", "update of state"): f"(old.state in ({RANKED})) <> (new.state in ({RANKED}))",
    ("decisions", "update of state"): f"{_cut('old')} <> {_cut('new')}",
    ("challenges", "update of quality_threshold, tie_break, public_share, assessors_each, score_max"): _differs(
        "quality_threshold", "tie_break", "public_share", "assessors_each", "score_max"
    ),
    ("criteria", "insert"): "",
    ("criteria", "delete"): "",
    ("criteria", "update of weight, threshold, price_formula"): _differs("weight", "threshold", "price_formula"),
    ("phases", "update of awards_up_to, amount_each"): _differs("awards_up_to", "amount_each"),
    ("funding_shares", "insert"): "",
    ("funding_shares", "delete"): "",
    ("funding_shares", "update of amount, vat_included"): _differs("amount", "vat_included"),
    ("rounds", "insert"): "",
    ("rounds", "update of weight"): _differs("weight"),
}


def upgrade() -> None:
    _tables()
    op.execute(NOTE)
    for table, panels in PANELS.items():
        op.execute(
            f"create function {table}_change_a_ranking() returns trigger language plpgsql as $$\n"
            f"declare row_ {table};\n"
            "begin\n"
            "if tg_op = 'DELETE' then row_ := old; else row_ := new; end if;\n"
            f"perform ranking_changed(found.panel) from ({panels}) as found (panel);\n"
            "return null; end $$"
        )
    for (table, happening), when in WHEN.items():
        name = f"{table}_{happening.split()[0]}_changes_a_ranking"
        op.execute(
            f"create trigger {name} after {happening} on {table} for each row "
            f"{f'when ({when}) ' if when else ''}execute function {table}_change_a_ranking()"
        )
    # Every ranking that there may be is worked out by the first worker that looks.
    op.execute("insert into ranking_changes (panel_id, transaction) select id, 0 from panels")


def _tables() -> None:
    op.create_table(
        "panel_rankings",
        sa.Column("panel_id", sa.Uuid(), nullable=False),
        sa.Column("worked_out_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("took", sa.Float(), nullable=False),
        sa.Column("figures", postgresql.JSONB(), nullable=False),
        sa.Column("advice", postgresql.JSONB(), nullable=True),
        sa.Column("advised_for", sa.DateTime(timezone=True), nullable=True),
        sa.Column("advised_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("advice_took", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["panel_id"], ["panels.id"], name=op.f("fk_panel_rankings_panel_id")),
        sa.PrimaryKeyConstraint("panel_id", name=op.f("pk_panel_rankings")),
    )
    op.create_table(
        "ranking_places",
        sa.Column("panel_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("score", sa.Numeric(5, 2), nullable=True),
        sa.Column("by_criterion", postgresql.JSONB(), nullable=False),
        sa.Column("missed", postgresql.JSONB(), nullable=False),
        sa.Column("settled_by", sa.String(length=250), nullable=False),
        sa.Column("above_line", sa.Boolean(), nullable=False),
        sa.Column("asked", sa.Numeric(14, 2), nullable=True),
        sa.Column("prices", postgresql.JSONB(), nullable=False),
        sa.Column("dots", postgresql.JSONB(), nullable=False),
        sa.ForeignKeyConstraint(["panel_id"], ["panels.id"], name=op.f("fk_ranking_places_panel_id")),
        sa.ForeignKeyConstraint(["submission_id"], ["submissions.id"], name=op.f("fk_ranking_places_submission_id")),
        sa.PrimaryKeyConstraint("panel_id", "position", name=op.f("pk_ranking_places")),
        sa.UniqueConstraint("panel_id", "submission_id", name=op.f("uq_ranking_places_panel_id_submission_id")),
    )
    op.create_index(op.f("ix_ranking_places_submission_id"), "ranking_places", ["submission_id"])
    op.create_table(
        "ranking_advice",
        sa.Column("panel_id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("adjusted", sa.Numeric(6, 2), nullable=True),
        sa.Column("low", sa.Numeric(6, 2), nullable=True),
        sa.Column("high", sa.Numeric(6, 2), nullable=True),
        sa.Column("stays", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["panel_id"], ["panels.id"], name=op.f("fk_ranking_advice_panel_id")),
        sa.ForeignKeyConstraint(["submission_id"], ["submissions.id"], name=op.f("fk_ranking_advice_submission_id")),
        sa.PrimaryKeyConstraint("panel_id", "submission_id", name=op.f("pk_ranking_advice")),
    )
    op.create_table(
        "ranking_changes",
        sa.Column("panel_id", sa.Uuid(), nullable=False),
        sa.Column("transaction", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("townlab_now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panels.id"], name=op.f("fk_ranking_changes_panel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("panel_id", "transaction", name=op.f("pk_ranking_changes")),
    )
    # What the page asks at once: is somebody kept out, and is anything missing.
    op.create_index(
        "ix_declarations_barring",
        "declarations",
        ["person_id", "submission_id"],
        postgresql_where=sa.text("state in ('conflict', 'recused')"),
    )
    op.create_index(
        "ix_assessments_missing",
        "assessments",
        ["round_id", "submission_id"],
        postgresql_where=sa.text("state not in ('submitted', 'final', 'recused')"),
    )
    op.add_column(
        "decisions", sa.Column("drawn", postgresql.JSONB(), server_default=sa.text("'[]'::jsonb"), nullable=False)
    )
    op.alter_column("decisions", "drawn", server_default=None)
