"""Runs migrations on the application's own database. Only forwards."""

from alembic import context
from flask import current_app
from sqlalchemy import text

from core.database import db

# A migration that cannot get its lock gives up rather than stop the service behind it.
LOCK_TIMEOUT = "5s"


def include(name: str | None, kind: str, _parents: object) -> bool:
    """Leave alone what others own: the job queue's tables and the demonstration's clock."""
    return not (kind == "table" and name and name.startswith(("procrastinate_", "demonstration_")))


with db.engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        include_name=include,
        transaction_per_migration=True,
        **current_app.extensions["migrate"].configure_args,
    )
    connection.execute(text(f"set lock_timeout = '{LOCK_TIMEOUT}'"))
    connection.commit()
    with context.begin_transaction():
        context.run_migrations()
