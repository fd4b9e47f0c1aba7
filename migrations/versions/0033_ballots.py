"""The public votes on a shortlist: its rules on the challenge, ballots, and what it adds to a ranking."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0033_ballots"
down_revision = "0032_interviews"
branch_labels = None
depends_on = None

TIERS = "'email', 'phone', 'address', 'officer'"


def upgrade() -> None:
    op.add_column("challenges", sa.Column("ballot_choices", sa.Integer(), nullable=True))
    op.add_column("challenges", sa.Column("ballot_turnout", sa.Integer(), nullable=True))
    # No page could ask for a vote before; whoever wrote it into the table gets the rules that are suggested.
    op.execute("update challenges set ballot_choices = 3, ballot_turnout = 1 where public_vote")
    for name, rule in (
        (
            "vote_has_its_rules",
            "public_vote = (ballot_choices is not null) and public_vote = (ballot_turnout is not null)",
        ),
        ("ballot_choices_sensible", "ballot_choices between 1 and 20"),
        ("ballot_turnout_sensible", "ballot_turnout > 0"),
    ):
        op.create_check_constraint(op.f(f"ck_challenges_{name}"), "challenges", rule)
    for table in ("ranking_places", "decision_outcomes"):
        op.add_column(table, sa.Column("panel_score", sa.Numeric(5, 2), nullable=True))
        op.add_column(table, sa.Column("public_score", sa.Numeric(5, 2), nullable=True))
        op.execute(
            sa.update(sa.table(table, sa.column("panel_score"), sa.column("score"))).values(
                panel_score=sa.column("score")
            )
        )
    # Those who follow are told batch by batch, in their order.
    op.drop_index("ix_follows_live", table_name="follows")
    op.create_index(
        "ix_follows_live",
        "follows",
        ["topic_id", "id"],
        postgresql_where=sa.text("confirmed_at is not null and stopped_at is null"),
    )
    _ballots()
    _note_in_rankings()


def _ballots() -> None:
    op.create_table(
        "ballots",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("topic_id", sa.Uuid(), nullable=False),
        sa.Column("council_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("choices", sa.Integer(), nullable=False),
        sa.Column("turnout", sa.Integer(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voters", sa.Integer(), nullable=True),
        sa.Column("voters_by_tier", postgresql.JSONB(), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancel_reason", sa.Text(), nullable=False),
        sa.CheckConstraint("closes_at > opens_at", name=op.f("ck_ballots_closes_after_opening")),
        sa.CheckConstraint("choices > 0 and turnout > 0", name=op.f("ck_ballots_rules_sensible")),
        sa.CheckConstraint("(counted_at is null) = (voters is null)", name=op.f("ck_ballots_counted_with_a_number")),
        sa.CheckConstraint("counted_at >= closes_at", name=op.f("ck_ballots_counted_after_its_end")),
        sa.CheckConstraint(
            "(cancelled_at is null) = (cancel_reason = '') and (cancelled_at is null or counted_at is null)",
            name=op.f("ck_ballots_cancelled_with_reason"),
        ),
        sa.ForeignKeyConstraint(["topic_id"], ["topics.id"], name=op.f("fk_ballots_topic_id")),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name=op.f("fk_ballots_council_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballots")),
    )
    op.create_index(op.f("ix_ballots_council_id"), "ballots", ["council_id"])
    op.create_index(
        "uq_ballots_subject_id_live",
        "ballots",
        ["subject_id"],
        unique=True,
        postgresql_where=sa.text("cancelled_at is null"),
    )
    op.create_index(
        "ix_ballots_waiting",
        "ballots",
        ["closes_at"],
        postgresql_where=sa.text("counted_at is null and cancelled_at is null"),
    )
    op.create_table(
        "ballot_options",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ballot_id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("words", postgresql.JSONB(), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("votes", sa.Integer(), nullable=True),
        sa.Column("votes_by_tier", postgresql.JSONB(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_ballot_options_number_counts_from_one")),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballots.id"], name=op.f("fk_ballot_options_ballot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot_options")),
        sa.UniqueConstraint("ballot_id", "number", name=op.f("uq_ballot_options_ballot_id_number")),
        sa.UniqueConstraint("ballot_id", "subject_id", name=op.f("uq_ballot_options_ballot_id_subject_id")),
    )
    op.create_index(op.f("ix_ballot_options_subject_id"), "ballot_options", ["subject_id"])
    op.create_table(
        "ballot_papers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ballot_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("paper_number", sa.String(length=250), nullable=True),
        sa.Column("tier", sa.String(length=40), nullable=False),
        sa.Column("marks", postgresql.ARRAY(sa.SmallInteger()), nullable=False),
        sa.Column("cast_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(f"tier in ({TIERS})", name=op.f("ck_ballot_papers_tier_known")),
        sa.CheckConstraint("cardinality(marks) between 1 and 20", name=op.f("ck_ballot_papers_chooses_something")),
        sa.CheckConstraint(
            "(tier = 'officer') = (paper_number is not null) and (paper_number is null or person_id is null)",
            name=op.f("ck_ballot_papers_paper_has_a_number"),
        ),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballots.id"], name=op.f("fk_ballot_papers_ballot_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_ballot_papers_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot_papers")),
        sa.UniqueConstraint("ballot_id", "person_id", name=op.f("uq_ballot_papers_ballot_id_person_id")),
        sa.UniqueConstraint("ballot_id", "paper_number", name=op.f("uq_ballot_papers_ballot_id_paper_number")),
    )
    op.create_index(op.f("ix_ballot_papers_person_id"), "ballot_papers", ["person_id"])


def _note_in_rankings() -> None:
    """As `0025_rankings` does it: a vote that is set up, counted or cancelled makes the ranking out of date."""
    op.execute(
        "create function ballots_change_a_ranking() returns trigger language plpgsql as $$\n"
        "begin\n"
        "perform ranking_changed(panels.id) from panels where panels.id = new.subject_id;\n"
        "return null; end $$"
    )
    op.execute(
        "create trigger ballots_insert_changes_a_ranking after insert on ballots "
        "for each row execute function ballots_change_a_ranking()"
    )
    op.execute(
        "create trigger ballots_update_changes_a_ranking after update of counted_at, cancelled_at on ballots "
        "for each row when ((old.counted_at, old.cancelled_at) is distinct from (new.counted_at, new.cancelled_at)) "
        "execute function ballots_change_a_ranking()"
    )
