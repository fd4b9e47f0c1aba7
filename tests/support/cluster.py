"""The PostgreSQL of a test run: one server for all workers, one migrated template, one database for each worker."""

import hashlib
import importlib.metadata
import os
import shutil
import tempfile
from pathlib import Path

import filelock
from flask_migrate import upgrade

from core import clock
from core.database import db
from core.settings import Settings
from demonstration import mark
from web.factory import create_app
from web.local.postgres import EmbeddedServer

ROOT = Path(__file__).parents[2]
TEMPLATE = "townlab_template"
KEPT_CLUSTERS = 4
# What migrations wrote stays.
EMPTY = """
do $$ declare one text; begin
    perform pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid();
    set local session_replication_role = replica;
    for one in select format('%I.%I', schemaname, tablename) from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema') and tablename <> 'alembic_version'
    loop
        execute 'delete from ' || one;
    end loop;
end $$
"""


class Cluster:
    """Started by the process that the person started; the workers are told its folder and connect to it."""

    def __init__(self, folder: Path, fingerprint: str = "") -> None:
        self.folder = folder
        self.fingerprint = fingerprint
        self.server = EmbeddedServer(folder / "postgres", log=folder / "postgres.log", durable=False)

    @classmethod
    def start(cls, cache: Path) -> "Cluster":
        folder = Path(tempfile.mkdtemp(prefix="townlab-test-"))
        # The account that runs the database may pass through, should that not be ours.
        folder.chmod(0o711)
        cluster = cls(folder, _fingerprint())
        kept = cache / cluster.fingerprint
        if kept.exists():
            cluster.server.begin_with(kept)
        cluster.server.start()
        return cluster

    def stop(self, cache: Path) -> None:
        """Keep the migrated cluster for the next run, and remove this one."""
        has_template = self.server.has(TEMPLATE)
        for name in self._databases():
            self.server.drop(name)
        self.server.stop()
        if has_template:
            self._keep(cache)
        shutil.rmtree(self.folder, ignore_errors=True)

    def database(self, name: str) -> str:
        """The address of a new database with the schema in it, which a demonstration may use."""
        self._ensure_template()
        self.server.drop(name)
        self.server.create(name, template=TEMPLATE)
        with self.server.connect() as connection:
            connection.execute(mark.write(mark.READY, database=name).encode())
        return self.server.url(name)

    def empty(self, name: str) -> None:
        """Make a database as new, which is quicker than a new one; whoever is still connected is sent away."""
        with self.server.connect(name) as connection:
            connection.execute(EMPTY)
            # Some tests stop the clock.
            connection.execute(clock.CREATE_MOVABLE.encode())

    def _ensure_template(self) -> None:
        with filelock.FileLock(self.folder / "template.lock"):
            if self.server.has(TEMPLATE):
                return
            half_made = f"{TEMPLATE}_half_made"
            self.server.drop(half_made)
            self.server.create(half_made)
            migrate(self.server.url(half_made))
            with self.server.connect() as connection:
                connection.execute(f"alter database {half_made} rename to {TEMPLATE}".encode())

    def _databases(self) -> list[str]:
        with self.server.connect() as connection:
            found = connection.execute("select datname from pg_database where datname like 'test%'")
            return [row[0] for row in found]

    def _keep(self, cache: Path) -> None:
        kept = cache / self.fingerprint
        # Migrations may have come while the tests ran: what was made before them is not what they make.
        if kept.exists() or self.fingerprint != _fingerprint():
            return
        fresh = cache / f"{kept.name}.{os.getpid()}"
        shutil.copytree(self.server.data, fresh)
        fresh.rename(kept)
        for old in sorted(cache.iterdir(), key=lambda path: path.stat().st_mtime)[:-KEPT_CLUSTERS]:
            shutil.rmtree(old, ignore_errors=True)


def migrate(url: str) -> None:
    """Bring a database to the newest schema, with a clock that tests can move."""
    app = create_app(Settings(database_url=url, testing=True))
    with app.app_context():
        upgrade()
        clock.install_movable()
        db.session.commit()
        db.session.remove()
        db.engine.dispose()


def _fingerprint() -> str:
    """What the template is made from; while it stays the same, so does the template."""
    digest = hashlib.sha256(importlib.metadata.version("procrastinate").encode())
    for folder in (ROOT / "migrations", ROOT / "core", ROOT / "web" / "local"):
        for path in sorted(folder.rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
