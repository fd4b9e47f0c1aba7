"""Everything about a decision as one file: whole, the same each time, safe to unpack, and only for whom it is."""

import gc
import io
import json
import random
import shutil
import tracemalloc
import zipfile
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from accounts.models import Council, Supplier
from accounts.states import Role
from core import clock, signing, storage
from core.audit import AuditEvent
from core.database import db
from core.errors import NotPermitted, Refused
from core.storage import Scan, StoredFile
from scoring import verify
from scoring.models import Dossier
from scoring.queries import dossier as queries
from scoring.services import conflict as interests
from scoring.services import dossier as services
from scoring.services.packing import Package, safe_name
from scoring.states import DecisionState
from submissions.models import SubmissionVersion, VersionFile
from submissions.verify import canonical, digest_of
from tests.factories.accounts import member, officer, sign_in
from tests.factories.decisions import decided, scored, suspended
from tests.support.posting import post
from tests.support.worker import run_jobs

pytestmark = pytest.mark.usefixtures("db_session")
EVIL = "../../etc/CON: plan?\\evil.pdf"


def with_file(found, *, number: int = 0, content: bytes = b"%PDF-1.7 plan", name: str = EVIL) -> StoredFile:
    """As if it had been submitted with the proposal."""
    file = storage.keep(io.BytesIO(content), name="plan.pdf", content_type="application/pdf")
    version = db.session.scalars(
        select(SubmissionVersion).where(SubmissionVersion.submission_id == found.scene.submissions[number].id)
    ).one()
    listed = {"question": 1, "id": str(file.id), "name": name, "size": file.size, "sha256": file.sha256}
    version.content = {**version.content, "files": [listed | {"confidential": False}]}
    version.digest = digest_of(version.content)
    db.session.add(VersionFile(version_id=version.id, file_id=file.id))
    db.session.flush()
    return file


def built(found, *, by=None) -> Dossier:
    services.ask_for_dossier(found.decision.id, by=by or found.officer)
    run_jobs()
    return queries.dossier_desk(found.officer, found.decision.id).dossiers[0]


def opened(dossier: Dossier) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(storage.read_chunks(dossier.file))))


def folder(found, number: int = 0) -> str:
    return f"proposals/{found.scene.submissions[number].reference}"


def test_it_holds_everything_about_each_proposal_and_the_decision():
    found = suspended(decided(at=DecisionState.STANDSTILL))
    file = with_file(found)
    archive = opened(built(found))
    names = set(archive.namelist())
    assert {"index.html", "panel.json", "claims.json", "people.json", "audit/events.jsonl", "audit/events.csv"} <= names
    assert {f"decisions/{found.decision.reference}/{name}" for name in ("decision.json", "snapshot.json")} <= names
    for number in range(3):
        assert {f"{folder(found, number)}/{name}" for name in ("proposal.json", "receipt.txt", "summary.json")} <= names
    version = db.session.scalars(
        select(SubmissionVersion).where(SubmissionVersion.submission_id == found.scene.submissions[0].id)
    ).one()
    assert archive.read(f"{folder(found)}/proposal.json") == canonical(version.content)
    assert version.digest in archive.read(f"{folder(found)}/receipt.txt").decode()
    [stored] = [name for name in names if name.startswith(f"{folder(found)}/files/")]
    assert archive.read(stored) == b"".join(storage.read_chunks(file))
    told = json.loads(archive.read(f"{folder(found)}/assessment.json"))
    assert (len(told["assessments"]), len(told["interests"])) == (3, 5)
    assert {score["reason"][:6] for one in told["assessments"] for score in one["scores"]} == {"Reason"}
    sent = json.loads(archive.read(f"{folder(found, 1)}/summary.json"))
    assert sent["mails"][0]["state"] == "sent"
    assert json.loads(archive.read("claims.json"))[0]["grounds"] == "The scores do not follow the criteria."
    kinds = [json.loads(line)["kind"] for line in archive.read("audit/events.jsonl").splitlines()]
    assert {"DECISION_DRAFTED", "SUMMARIES_ISSUED", "CLAIM_RAISED"} <= set(kinds)
    assert len(archive.read("audit/events.csv").splitlines()) == len(kinds) + 1
    page = archive.read("index.html").decode()
    assert f'href="{folder(found)}/index.html"' in page
    assert "<script" not in page


def test_the_same_facts_give_the_same_bytes():
    found = decided(at=DecisionState.SUMMARIES_ISSUED)
    with_file(found)
    first = built(found)
    clock.move_to(clock.now() + services.STUCK)
    second = built(found)
    assert first.id != second.id
    assert first.file.sha256 == second.file.sha256


def test_the_command_finds_whatever_was_changed(tmp_path, capsys):
    found = decided(at=DecisionState.SUMMARIES_ISSUED)
    dossier = built(found)
    path, key = tmp_path / "dossier.zip", tmp_path / "key.pem"
    path.write_bytes(b"".join(storage.read_chunks(dossier.file)))
    key.write_text(signing.public_key_pem())
    assert verify.main(["--key", str(key), str(path)]) == verify.RIGHT
    assert dossier.manifest_sha256 in capsys.readouterr().out
    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            if name != "people.json":
                new.writestr(name, b"[]" if name == "claims.json" else old.read(name))
        new.writestr("added.txt", b"?")
    assert verify.main([str(changed)]) == verify.WRONG
    told = capsys.readouterr().out
    assert "claims.json is NOT as it was packed" in told
    assert "people.json is missing." in told
    assert "added.txt is not in the manifest." in told
    resigned = tmp_path / "resigned.zip"
    shutil.copy(path, resigned)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(resigned, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"AAAA" if name == verify.SIGNATURE else old.read(name))
    assert verify.main(["--key", str(key), str(resigned)]) == verify.WRONG
    (tmp_path / "no.zip").write_bytes(b"no zip")
    assert verify.main([str(tmp_path / "no.zip")]) == verify.UNREADABLE


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("plan.pdf", "01-plan.pdf"),
        ("../../etc/passwd", "01--..-etc-passwd"),
        ("C:\\Windows\\con", "01-C--Windows-con"),
        ("a\x00\nb.pdf", "01-ab.pdf"),
        ("...", "01"),
        ("Pla d’Òrbita ŵ.pdf", "01-Pla d’Òrbita ŵ.pdf"),
        ("x" * 300 + ".pdf", "01-" + "x" * 80 + ".pdf"),
    ],
)
def test_no_name_of_a_file_leads_out_of_its_folder(name, kept):
    assert safe_name(name, number=1) == kept
    assert verify.is_safe(f"proposals/SUB-1/files/{kept}")


@pytest.mark.parametrize("name", ["../up", "/root", "a/../b", "a//b", "a\\b", "c:d", ".hidden", "a/.b", ""])
def test_an_unsafe_path_is_never_packed(name):
    assert not verify.is_safe(name)
    with pytest.raises(ValueError, match="no safe name"), Package(io.BytesIO()) as package:
        package.put(name, b"")


def test_a_table_has_no_formula_and_keeps_what_was_written():
    stream = io.BytesIO()
    package = Package(stream)
    package.put_table("t.csv", ["a"], [["=1+1"], ['say "x", y']])
    package.close()
    assert zipfile.ZipFile(stream).read("t.csv").decode("utf-8-sig") == 'a\r\n\'=1+1\r\n"say ""x"", y"\r\n'


def test_what_the_scanner_holds_is_left_out_and_told():
    found = decided(at=DecisionState.SUMMARIES_ISSUED)
    file = with_file(found)
    db.session.execute(update(StoredFile).where(StoredFile.id == file.id).values(scan=Scan.FOUND))
    archive = opened(built(found))
    assert not [name for name in archive.namelist() if "/files/" in name]
    told = json.loads(archive.read(f"{folder(found)}/assessment.json"))
    assert told["files_left_out"][0]["because"] == "a virus was found in it"


def test_a_large_file_is_never_held_as_a_whole():
    found = decided(at=DecisionState.SUMMARIES_ISSUED)
    size = 20_000_000
    with_file(found, content=random.Random(4).randbytes(size))
    asked = services.ask_for_dossier(found.decision.id, by=found.officer)
    db.session.flush()
    gc.collect()
    tracemalloc.start()
    try:
        list(services.build(asked.id))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < size / 2
    assert queries.dossier_desk(found.officer, found.decision.id).dossiers[0].file.size > size


def test_it_is_built_once_however_often_it_is_asked_for_and_goes_on_after_a_worker_was_killed():
    found = decided(at=DecisionState.SUMMARIES_ISSUED)
    first = services.ask_for_dossier(found.decision.id, by=found.officer)
    assert services.ask_for_dossier(found.decision.id, by=found.approver).id == first.id
    killed = services.build(first.id)
    assert next(killed) == 3
    killed.close()
    assert queries.dossier_desk(found.officer, found.decision.id).in_the_making.done == 3
    clock.move_to(clock.now() + services.STUCK)
    assert services.ask_for_dossier(found.decision.id, by=found.approver).id == first.id
    run_jobs()
    desk = queries.dossier_desk(found.officer, found.decision.id)
    assert desk.in_the_making is None
    assert len(desk.dossiers) == 1
    assert list(services.build(first.id)) == []


def test_there_is_none_before_the_decision_is_approved():
    found = decided(at=DecisionState.MODERATED)
    with pytest.raises(Refused, match="once the decision is approved"):
        services.ask_for_dossier(found.decision.id, by=found.officer)


def test_while_names_are_hidden_nobody_builds_or_takes_one():
    found = decided(at=DecisionState.SUMMARIES_ISSUED, scene=scored(anonymised=True))
    dossier = built(found)
    assert queries.dossier_to_take(found.officer, dossier.id) is not None
    # Another lot is assessed again: names are hidden once more.
    db.session.execute(
        update(type(found.scene.challenge))
        .where(type(found.scene.challenge).id == found.scene.challenge.id)
        .values(state="assessing")
    )
    db.session.expire_all()
    assert queries.dossier_to_take(found.officer, dossier.id) is None
    with pytest.raises(Refused):
        services.ask_for_dossier(found.decision.id, by=found.officer)


def test_whoever_is_kept_out_of_one_proposal_gets_nothing_even_of_one_that_was_built_before(client):
    found = decided(at=DecisionState.SUMMARIES_ISSUED)
    dossier = built(found, by=found.approver)
    late = member(found.scene.council, Role.APPROVER)
    assert queries.dossier_to_take(late, dossier.id) is not None
    interests.declare_interests(
        found.scene.challenge,
        found.scene.bids(),
        conflicts={found.scene.submissions[2].id: "My sister."},
        by=late,
    )
    sign_in(client, late)
    assert client.get(f"/dossiers/{dossier.id}").status_code == 403
    assert client.get(f"/decisions/{found.decision.id}/dossier").status_code == 403
    with pytest.raises(NotPermitted):
        services.ask_for_dossier(found.decision.id, by=late)
    for stranger in (found.bidder(0), found.chair, officer(), replace(late, role=Role.MODERATOR.value)):
        with pytest.raises(NotPermitted):
            services.ask_for_dossier(found.decision.id, by=stranger)


def test_an_auditor_has_it_built_and_takes_it_and_both_are_seen(client):
    found = decided(at=DecisionState.SUMMARIES_ISSUED)
    auditor = member(found.scene.council, Role.AUDITOR)
    url = f"/decisions/{found.decision.id}/dossier"
    sign_in(client, auditor)
    assert "Build the dossier" in client.get(url).text
    assert post(client, url).status_code == 302
    assert "0 of 3 proposals are in it." in client.get(url).text
    run_jobs()
    dossier = db.session.scalars(select(Dossier)).one()
    answer = client.get(f"/dossiers/{dossier.id}")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert zipfile.ZipFile(io.BytesIO(answer.data)).testzip() is None
    text = client.get(url).text
    assert "Downloaded 1 time" in text
    assert dossier.manifest_sha256 in text
    kinds = set(db.session.scalars(select(AuditEvent.kind).where(AuditEvent.subject_id == dossier.id)))
    assert kinds == {"DOSSIER_ASKED", "DOSSIER_BUILT", "DOSSIER_TAKEN"}


def test_a_dossier_is_removed_after_its_time_and_can_be_built_again():
    found = decided(at=DecisionState.SUMMARIES_ISSUED)
    dossier = built(found)
    clock.move_to(clock.now() + services.KEPT_FOR)
    built_at = dossier.manifest_sha256
    clock.move_to(clock.now() + services.STUCK)
    from core.access import SYSTEM

    assert services.remove_old(by=SYSTEM) == 1
    assert services.remove_old(by=SYSTEM) == 0
    assert queries.dossier_to_take(found.officer, dossier.id) is None
    assert queries.dossier_desk(found.officer, found.decision.id).dossiers[0].manifest_sha256 == built_at
    assert built(found).file is not None


def test_the_queries_are_the_same_for_few_proposals_and_for_many(query_counter):
    counts = []
    for scores in ((5, 4), (5, 4, 3, 3, 2, 1, 1, 0)):
        found = decided(at=DecisionState.SUMMARIES_ISSUED, scene=scored(scores=scores, assessors=2))
        services.ask_for_dossier(found.decision.id, by=found.officer)
        dossier_id = db.session.scalars(select(Dossier.id).where(Dossier.decision_id == found.decision.id)).one()
        with query_counter() as statements:
            list(services.build(dossier_id))
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_what_a_bidder_wrote_is_text_on_the_page():
    found = decided(at=DecisionState.SUMMARIES_ISSUED)
    supplier = db.session.get_one(Supplier, found.scene.submissions[0].supplier_id)
    supplier.name = "<script>alert(1)</script>"
    db.session.flush()
    page = opened(built(found)).read(f"{folder(found)}/index.html").decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert (
        db.session.get_one(Council, found.scene.council.id).name
        in opened(queries.dossier_desk(found.officer, found.decision.id).dossiers[0]).read("index.html").decode()
    )
