"""A file that came with a form which is not sent yet, because the page after it asks something else first."""

import datetime as dt
import secrets
import uuid

from sqlalchemy import delete

from challenges.models.me_too import KeptUpload
from challenges.queries import me_too as queries
from core import clock
from core.database import db
from core.storage import StoredFile

KEPT_FOR = dt.timedelta(days=1)


def keep(file_id: uuid.UUID) -> str:
    """The key under which the file is found again when the form comes."""
    kept = KeptUpload(key=secrets.token_urlsafe(24), file_id=file_id, kept_at=clock.now())
    db.session.add(kept)
    db.session.flush()
    return kept.key


def take(key: str) -> uuid.UUID | None:
    """The file that was kept, which from now on belongs to whoever asks; None when it was taken or forgotten."""
    kept = queries.kept_upload(key) if key else None
    if kept is None:
        return None
    db.session.delete(kept)
    db.session.flush()
    return kept.file_id


def forget_old() -> None:
    """Forget what was kept for a form that never came. The content goes with the next sweep."""
    gone = db.session.scalars(
        delete(KeptUpload).where(KeptUpload.kept_at < clock.now() - KEPT_FOR).returning(KeptUpload.file_id)
    ).all()
    if gone:
        db.session.execute(delete(StoredFile).where(StoredFile.id.in_(gone)))
