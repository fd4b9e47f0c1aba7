"""The dossier of a decision: asked for, built by a job, taken away, and removed after its time."""

import datetime as dt
import tempfile
import uuid
from collections.abc import Iterator
from typing import IO

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from core import audit, clock, jobs, storage
from core.access import Actor, check
from core.database import db, new_id
from core.errors import NotPermitted, Refused
from scoring.models import Dossier, DossierDownload
from scoring.policies.dossier import can_ask_for_dossier, can_take_dossier
from scoring.queries import decision as decisions
from scoring.queries import dossier as queries
from scoring.queries.dossier import DossierToTake
from scoring.services import chapters
from scoring.services.packing import Package
from scoring.states.decision import DOSSIER_ASKED, DOSSIER_BUILT, DOSSIER_REMOVED, DOSSIER_TAKEN

# So many proposals are read at once.
BATCH = 20
KEPT_FOR = dt.timedelta(days=30)
# After so long without progress, whoever asks again sets it going again.
STUCK = dt.timedelta(minutes=15)


def ask_for_dossier(decision_id: uuid.UUID, *, by: Actor) -> Dossier:
    """Have it built by a job. Asked again while it is being built, there is still one.

    Raises `Refused` before the decision is approved, and while names are hidden.
    """
    desk = queries.dossier_desk(by, decision_id)
    if desk is None or by.person_id is None or not can_ask_for_dossier(by, desk):
        raise NotPermitted
    if not desk.is_ready:
        raise Refused(_l("The dossier can be built once the decision is approved and the names are known."))
    now, found = clock.now(), desk.in_the_making
    if found is not None and found.moved_at > now - STUCK:
        return found
    if found is None:
        found = Dossier(
            id=new_id(),
            decision_id=decision_id,
            council_id=desk.decision.council_id,
            asked_by=by.person_id,
            asked_at=now,
            moved_at=now,
            total=queries.proposals_in(desk.decision.lot_id),
        )
        db.session.add(found)
        db.session.flush()
        audit.record(DOSSIER_ASKED, subject=found, by=by, decision_id=decision_id)
    found.moved_at = now
    jobs.enqueue("scoring.build_dossier", lock=f"dossier:{decision_id}", dossier_id=str(found.id))
    return found


def build(dossier_id: uuid.UUID) -> Iterator[int]:
    """Build it, and say after each batch how many proposals are in it, so that this can be committed and shown.

    Begun again from the start, whoever was killed on the way; nothing is done for one that is built.
    """
    dossier = queries.dossier_to_build(dossier_id)
    if dossier is None:
        return
    decision_id, done = dossier.decision_id, 0
    decision = queries.decision_with_all(decision_id)
    language = decision.challenge.main_language
    titles = {one.id: one.title for one in decisions.criteria_with_anchors(decision.lot_id)}
    with tempfile.TemporaryFile() as stream, Package(stream) as package:
        book = chapters.Book(package, titles)
        found = _next(decision_id, "")
        while found:
            with force_locale(language):
                for chapter in found:
                    chapters.put_chapter(book, chapter)
            done, last = done + len(found), found[-1].submission.reference
            dossier = queries.dossier_to_build(dossier_id)
            if dossier is None:
                return
            dossier.done, dossier.moved_at = min(done, dossier.total), clock.now()
            yield done
            # What was read is no longer held: it could be a great deal.
            found = _next(decision_id, last)
        with force_locale(language):
            chapters.put_frame(book, queries.decision_with_all(decision_id))
        manifest = package.close()
        _built(dossier_id, stream, manifest)
    yield done


def take_dossier(found: DossierToTake, *, by: Actor) -> None:
    """Note who takes a copy, each time."""
    check(can_take_dossier(by, found))
    db.session.add(
        DossierDownload(id=new_id(), dossier_id=found.dossier.id, person_id=by.person_id, at=clock.exactly_now())
    )
    audit.record(DOSSIER_TAKEN, subject=found.dossier, by=by, decision_id=found.decision.id)
    db.session.flush()


def remove_old(*, by: Actor) -> int:
    """It holds names, so it is not kept for longer than it is needed: it can be built again at any time."""
    found = queries.old_dossiers(clock.now() - KEPT_FOR)
    for dossier in found:
        file, dossier.file_id = dossier.file, None
        db.session.flush()
        if file is not None:
            db.session.delete(file)
        audit.record(DOSSIER_REMOVED, subject=dossier, by=by, decision_id=dossier.decision_id)
    db.session.flush()
    return len(found)


def _next(decision_id: uuid.UUID, after: str) -> list[queries.Chapter]:
    decision = queries.decision_with_all(decision_id)
    return queries.chapters(decision, after=after, limit=BATCH)


def _built(dossier_id: uuid.UUID, stream: IO[bytes], manifest: str) -> None:
    dossier = queries.dossier_to_build(dossier_id)
    if dossier is None:
        return
    decision = queries.decision_with_all(dossier.decision_id)
    name = f"{decision.challenge.reference}-{decision.reference}.zip"
    dossier.file_id = storage.keep(stream, name=name, content_type="application/zip").id
    dossier.built_at, dossier.manifest_sha256 = clock.now(), manifest
    audit.record(DOSSIER_BUILT, subject=dossier, by=Actor(person_id=dossier.asked_by), manifest=manifest)
    db.session.flush()
