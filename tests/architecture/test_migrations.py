"""The numbered migrations lead, one after another, to exactly the tables that the models describe."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from core.database import db

ROOT = Path(__file__).parents[2]
# The queue's own tables come with its library; the movable clock exists only in demonstration and tests.
NOT_OURS = ("procrastinate_", "demonstration_clock")


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(ROOT / "migrations"))


def test_migrations_are_numbered_and_follow_one_another():
    in_order = list(reversed([script.revision for script in _scripts().walk_revisions()]))

    assert len(_scripts().get_heads()) == 1
    assert [revision[:4] for revision in in_order] == [f"{number:04}" for number in range(1, len(in_order) + 1)]


def test_the_newest_is_pinned_so_that_two_who_add_one_meet_in_a_conflict():
    assert (ROOT / "migrations" / "head").read_text().strip() == _scripts().get_current_head()


def test_the_file_of_a_migration_is_named_as_its_revision():
    for script in _scripts().walk_revisions():
        assert Path(script.path).stem == script.revision


def test_the_models_need_no_further_migration(db_session):
    def is_ours(_object: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
        return not (kind == "table" and name is not None and name.startswith(NOT_OURS))

    context = MigrationContext.configure(
        db_session.connection(), opts={"compare_type": True, "include_object": is_ours}
    )

    assert compare_metadata(context, db.metadata) == []
