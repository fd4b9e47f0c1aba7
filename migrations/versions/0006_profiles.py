"""What suppliers say of themselves once for all proposals, and what each member of a consortium does."""

import sqlalchemy as sa
from alembic import op

revision = "0006_profiles"
down_revision = "0005_saved_searches"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "supplier_profiles",
        sa.Column("supplier_id", sa.Uuid(), nullable=False),
        sa.Column("trading_name", sa.String(length=250), nullable=False),
        sa.Column("website", sa.String(length=250), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("past_work", sa.Text(), nullable=False),
        sa.Column("accessibility", sa.Text(), nullable=False),
        sa.Column("security", sa.Text(), nullable=False),
        sa.Column("insurance", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["saved_by"], ["people.id"], name=op.f("fk_supplier_profiles_saved_by")),
        sa.ForeignKeyConstraint(["supplier_id"], ["suppliers.id"], name=op.f("fk_supplier_profiles_supplier_id")),
        sa.PrimaryKeyConstraint("supplier_id", name=op.f("pk_supplier_profiles")),
    )
    # What somebody has written about an organisation goes with the rest; nobody but its people could write it.
    op.execute("""
        insert into supplier_profiles (supplier_id, trading_name, website, about, past_work, accessibility, security,
                                       insurance, version, saved_at, saved_by)
        select suppliers.id, '', '', suppliers.about, '', '', '', '', 1, now(), first.person_id
        from suppliers join lateral (
            select person_id from memberships where body_id = suppliers.id order by starts_on, id limit 1
        ) first on true
        where suppliers.about <> ''
    """)
    op.drop_column("suppliers", "about")
    op.add_column("submission_members", sa.Column("part", sa.Text(), nullable=False, server_default=""))
    op.alter_column("submission_members", "part", server_default=None)
    op.add_column("submission_members", sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("submission_members", sa.Column("asked_by", sa.Uuid(), nullable=True))
    op.add_column("submission_members", sa.Column("confirmed_by", sa.Uuid(), nullable=True))
    for name in ("asked_by", "confirmed_by"):
        op.create_foreign_key(op.f(f"fk_submission_members_{name}"), "submission_members", "people", [name], ["id"])
