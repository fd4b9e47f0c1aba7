"""What was said about a problem goes from the public with the problem."""

import sqlalchemy as sa
from alembic import op

revision = "0019_public_topics"
down_revision = "0018_desk_index"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("topics", sa.Column("is_public", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.execute(
        "update topics set is_public = false from problems"
        " where problems.topic_id = topics.id and problems.published_at is null"
    )
