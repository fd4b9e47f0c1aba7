"""`python -m web.local.prepare`: bring the schema up to date, and fill a demonstration that has just been made.

A process of its own, so that it can be stopped at any moment; what it was doing is then rolled back. Its last line
says why when it fails.
"""

import sys

from flask_migrate import upgrade
from pydantic import ValidationError
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from core.database import db
from demonstration import mark, services
from web.factory import create_app


def main() -> int:
    try:
        app = create_app()
        with app.app_context():
            upgrade()
            if app.config["DEMONSTRATION"]:
                fill_demonstration()
    except Exception as error:  # noqa: BLE001 - whatever it is, a person at a terminal is told in one line
        print(told(error), file=sys.stderr)
        return 1
    return 0


def fill_demonstration() -> None:
    """Fill the database once; both it and the mark that says so are committed together."""
    if db.session.execute(text(mark.READ)).scalar_one() == mark.READY:
        return
    services.seed()
    database = str(db.engine.url.database)
    db.session.execute(text(mark.write(mark.READY, database=database)))
    db.session.commit()


def told(error: BaseException) -> str:
    if isinstance(error, ValidationError):
        return "The settings do not fit: " + "; ".join(str(fault["msg"]) for fault in error.errors())
    if isinstance(error, DBAPIError):
        return f"The database cannot be used: {' '.join(str(error.orig).split())}"
    return f"{type(error).__name__}: {' '.join(str(error).split())}"


if __name__ == "__main__":
    sys.exit(main())
