"""The clock and the job queue, on which all tables stand."""

from alembic import op
from procrastinate.schema import SchemaManager

revision = "0001_ground"
down_revision = None
branch_labels = None
depends_on = None

CLOCK = """
create or replace function townlab_now() returns timestamptz language sql volatile parallel safe
as 'select clock_timestamp()'
"""


def upgrade() -> None:
    op.execute(CLOCK)
    # The queue's own schema, as its pinned version ships it; psycopg must not look for parameters in it.
    op.get_bind().connection.driver_connection.execute(SchemaManager.get_schema())
