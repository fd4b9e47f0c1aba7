"""Who else has a problem, concerns, claims; questions joined or entered by an officer; reports of comments."""

import sqlalchemy as sa
from alembic import op

revision = "0012_desk"
down_revision = "0011_service_runs"
branch_labels = None
depends_on = None

CONCERNS = ("emergency", "safeguarding")
CHANNELS = ("web", "phone", "letter", "email", "in_person")
RULES = ("personal_data", "abuse", "off_topic", "advertising", "unlawful")
PROBLEM_STATES = (
    "raised",
    "under_review",
    "accepted",
    "answered",
    "declined",
    "transferred",
    "merged",
    "referred",
)
QUESTION_STATES = ("asked", "answered", "joined", "not_published")


def upgrade() -> None:
    _problems()
    _me_toos()
    _questions()
    op.add_column("councils", sa.Column("late_answer_days", sa.Integer(), server_default="5", nullable=False))
    op.create_check_constraint(
        op.f("ck_councils_late_answer_days_sensible"), "councils", "late_answer_days between 0 and 30"
    )
    op.create_table(
        "comment_reports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("comment_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("rule", _one_of("moderationrule_known", RULES), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_comment_reports_comment_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_comment_reports_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_reports")),
        sa.UniqueConstraint("comment_id", "person_id", name=op.f("uq_comment_reports_comment_id_person_id")),
    )
    op.create_index(op.f("ix_comment_reports_person_id"), "comment_reports", ["person_id"])
    op.create_index(
        "ix_comment_reports_open", "comment_reports", ["comment_id"], postgresql_where=sa.text("settled_at is null")
    )


def _problems() -> None:
    op.add_column("problems", sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("problems", sa.Column("concern", sa.String(length=40), nullable=True))
    op.create_check_constraint(op.f("ck_problems_concern_known"), "problems", _in("concern", CONCERNS))
    op.add_column("problems", sa.Column("people_count", sa.Integer(), server_default="1", nullable=False))
    _replace_check("problems", "problemstate_known", _in("state", PROBLEM_STATES))
    _replace_check(
        "problems",
        "decided_with_a_reason",
        "state not in ('answered', 'declined', 'referred') or public_answer <> ''",
    )
    op.create_check_constraint(
        op.f("ck_problems_referred_in_private"),
        "problems",
        "state <> 'referred' or (published_at is null and concern is not null)",
    )
    op.create_table(
        "kept_uploads",
        sa.Column("key", sa.String(length=250), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["stored_files.id"], name=op.f("fk_kept_uploads_file_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_kept_uploads")),
    )
    op.create_index(op.f("ix_kept_uploads_file_id"), "kept_uploads", ["file_id"])


def _me_toos() -> None:
    op.create_table(
        "me_toos",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("problem_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("address", sa.String(length=250), nullable=True),
        sa.Column("came_from_id", sa.Uuid(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=250), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("form_key", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "counted_at is null or person_id is not null or address is not null or came_from_id is not null",
            name=op.f("ck_me_toos_counted_once"),
        ),
        sa.ForeignKeyConstraint(["problem_id"], ["problems.id"], name=op.f("fk_me_toos_problem_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_me_toos_person_id")),
        sa.ForeignKeyConstraint(["came_from_id"], ["problems.id"], name=op.f("fk_me_toos_came_from_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_me_toos")),
        sa.UniqueConstraint("form_key", name=op.f("uq_me_toos_form_key")),
        sa.UniqueConstraint("problem_id", "person_id", name=op.f("uq_me_toos_problem_id_person_id")),
        sa.UniqueConstraint("problem_id", "address", name=op.f("uq_me_toos_problem_id_address")),
        sa.UniqueConstraint("problem_id", "came_from_id", name=op.f("uq_me_toos_problem_id_came_from_id")),
    )
    op.create_index(op.f("ix_me_toos_person_id"), "me_toos", ["person_id"])
    op.create_index(op.f("ix_me_toos_came_from_id"), "me_toos", ["came_from_id"])
    op.create_index("ix_me_toos_problem_id_said_at", "me_toos", ["problem_id", "said_at"])
    # Whoever raised a problem that was joined with another counts there.
    op.execute("""
        insert into me_toos (id, problem_id, person_id, came_from_id, words, language, said_at, counted_at)
        select gen_random_uuid(), joined.merged_into_id, joined.raised_by, joined.id, '', joined.language,
            joined.raised_at, joined.decided_at
        from problems joined join problems kept on kept.id = joined.merged_into_id
        where joined.raised_by is null or joined.raised_by is distinct from kept.raised_by
        on conflict do nothing
    """)
    op.execute("""
        update problems set people_count = 1 + counted.people
        from (select problem_id, count(*) as people from me_toos where counted_at is not null group by problem_id) counted
        where counted.problem_id = problems.id
    """)


def _questions() -> None:
    table = "clarification_questions"
    op.alter_column(table, "asked_by", existing_type=sa.Uuid(), nullable=True)
    op.add_column(table, sa.Column("channel", _one_of("channel_known", CHANNELS), server_default="web", nullable=False))
    op.add_column(table, sa.Column("entered_by", sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f("fk_clarification_questions_entered_by"), table, "people", ["entered_by"], ["id"])
    op.add_column(table, sa.Column("consent_given", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.add_column(table, sa.Column("merged_into_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f("fk_clarification_questions_merged_into_id"), table, table, ["merged_into_id"], ["id"])
    op.create_index(op.f("ix_clarification_questions_merged_into_id"), table, ["merged_into_id"])
    _replace_check(table, "questionstate_known", _in("state", QUESTION_STATES))
    for name, condition in (
        ("joined_with_another", "(state = 'joined') = (merged_into_id is not null)"),
        ("not_joined_with_itself", "merged_into_id <> id"),
        (
            "entered_without_the_asker",
            "channel = 'web' or (entered_by is not null and consent_given and asked_by is null)",
        ),
    ):
        op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, condition)


def _replace_check(table: str, name: str, condition: str) -> None:
    op.drop_constraint(op.f(f"ck_{table}_{name}"), table, type_="check")
    op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, condition)


def _in(column: str, values: tuple[str, ...]) -> str:
    return f"{column} in ({', '.join(repr(value) for value in values)})"


def _one_of(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)
