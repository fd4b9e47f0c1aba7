"""More kinds of answers, who may apply, prices by formula, and what suppliers declare."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008_answers"
down_revision = "0007_search"
branch_labels = None
depends_on = None

KINDS = (
    "short_text",
    "long_text",
    "number",
    "money",
    "date",
    "one_of",
    "several_of",
    "yes_no",
    "file",
    "costs_table",
)
EMPTY_LIST = sa.text("'[]'::jsonb")


def upgrade() -> None:
    op.drop_constraint(op.f("ck_questions_answerkind_known"), "questions", type_="check")
    listed = ", ".join(f"'{kind}'" for kind in KINDS)
    op.create_check_constraint(op.f("ck_questions_answerkind_known"), "questions", f"kind in ({listed})")
    for name in ("options", "eligible_answers"):
        _add("questions", sa.Column(name, postgresql.JSONB(astext_type=sa.Text()), nullable=False), EMPTY_LIST)
    _add("questions", sa.Column("ineligible_because", sa.Text(), nullable=False), sa.text("''"))
    op.add_column("questions", sa.Column("vat_included", sa.Boolean(), nullable=True))
    op.create_check_constraint(
        op.f("ck_questions_eligible_by_a_choice"),
        "questions",
        "eligible_answers = '[]'::jsonb or kind in ('yes_no', 'one_of')",
    )
    op.add_column("criteria", sa.Column("price_formula", sa.String(length=40), nullable=True))
    op.create_check_constraint(
        op.f("ck_criteria_priceformula_known"), "criteria", "price_formula in ('proportional', 'linear')"
    )
    _add("challenges", sa.Column("asks_declarations", sa.Boolean(), nullable=False), sa.false())
    _declarations()


def _add(table: str, column: sa.Column, filled_with: sa.TextClause | sa.ColumnElement) -> None:
    """A column that may not be empty, where there are rows already."""
    column.server_default = sa.DefaultClause(filled_with)
    op.add_column(table, column)
    op.alter_column(table, column.name, server_default=None)


def _declarations() -> None:
    op.create_table(
        "supplier_declarations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("supplier_id", sa.Uuid(), nullable=False),
        sa.Column("grounds", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("grounds_words", sa.Text(), nullable=False),
        sa.Column("subsidised", sa.Boolean(), nullable=False),
        sa.Column("subsidy_words", sa.Text(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("declared_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["supplier_id"], ["suppliers.id"], name=op.f("fk_supplier_declarations_supplier_id")),
        sa.ForeignKeyConstraint(["declared_by"], ["people.id"], name=op.f("fk_supplier_declarations_declared_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplier_declarations")),
    )
    op.create_index(op.f("ix_supplier_declarations_supplier_id"), "supplier_declarations", ["supplier_id"])
    op.add_column("submissions", sa.Column("declaration_id", sa.Uuid(), nullable=True))
    op.add_column("submissions", sa.Column("declaration_confirmed_at", sa.DateTime(timezone=True), nullable=True))
    op.create_foreign_key(
        op.f("fk_submissions_declaration_id"), "submissions", "supplier_declarations", ["declaration_id"], ["id"]
    )
    op.create_index(op.f("ix_submissions_declaration_id"), "submissions", ["declaration_id"])
    op.create_check_constraint(
        op.f("ck_submissions_declaration_confirmed_at_a_time"),
        "submissions",
        "(declaration_id is null) = (declaration_confirmed_at is null)",
    )
