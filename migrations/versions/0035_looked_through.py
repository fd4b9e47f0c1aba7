"""What is asked and answered about a proposal without names is read only once somebody has looked it through."""

import sqlalchemy as sa
from alembic import op

revision = "0035_looked_through"
down_revision = "0034_parts_and_fields"
branch_labels = None
depends_on = None

# What stood there when an officer last said that nothing tells who proposes has been looked through.
_SEEN = """
update clarifications set {part}_checked_at = seen.at
from (select subject_id, max(at) as at from audit_events
      where kind = 'SLIPS_CHECKED' and subject_type = 'submissions' group by subject_id) as seen
where seen.subject_id = clarifications.submission_id and seen.at > clarifications.{since}
"""


def upgrade() -> None:
    for name in ("words_checked_at", "answer_checked_at"):
        op.add_column("clarifications", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.execute(_SEEN.format(part="words", since="asked_at"))
    op.execute(_SEEN.format(part="answer", since="answered_at"))
    op.create_check_constraint(
        op.f("ck_clarifications_checked_was_answered"),
        "clarifications",
        "answer_checked_at is null or answered_at is not null",
    )
