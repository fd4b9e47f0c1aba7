"""What holds for the tables of every package."""

from core.database import db


def test_every_list_of_rows_has_an_order_of_its_own(app):
    """PostgreSQL gives rows in any order, mostly in that of their writing: who relies on it finds out late."""
    lists = [relation for mapper in db.Model.registry.mappers for relation in mapper.relationships if relation.uselist]
    unordered = [str(relation) for relation in lists if not relation.order_by]

    assert len(lists) > len(unordered)
    assert unordered == []
