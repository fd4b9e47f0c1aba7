"""The desk of a council finds what waits longest without reading the words of all questions."""

from alembic import op

revision = "0018_desk_index"
down_revision = "0017_interests"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_clarification_questions_waiting",
        "clarification_questions",
        ["challenge_id", "state", "asked_at", "id"],
    )
