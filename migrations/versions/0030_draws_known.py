"""What earlier decisions drew is read from what went into them: the page of a challenge says it."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0030_draws_known"
down_revision = "0029_meeting"
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = op.get_bind()
    rows = connection.execute(
        sa.text(
            "select id, snapshot -> 'ranking' as ranking, snapshot -> 'tie_break' as tie_break from decisions "
            "where drawn = '[]'::jsonb and jsonb_path_exists(snapshot, '$.ranking[*] ? (@.settled_by == \"draw\")')"
        )
    )
    for row in rows.all():
        connection.execute(
            sa.text("update decisions set drawn = cast(:drawn as jsonb) where id = :id"),
            {"id": row.id, "drawn": json.dumps(_drawn(row.ranking, row.tie_break or []))},
        )


def _drawn(ranking: list[dict], tie_break: list[str]) -> list[list[str]]:
    """Groups of references that are equal in everything, in their order."""
    groups: dict[tuple, list[str]] = {}
    for one in ranking:
        if one["rank"] is not None:
            key = (one["score"], *(one["by_criterion"].get(criterion) for criterion in tie_break))
            groups.setdefault(key, []).append(one["reference"])
    return [group for group in groups.values() if len(group) > 1]
