"""Kept comparisons: found under their whole address, replaced, dropped."""

from sqlalchemy import text

from storage import comparisons
from storage.database import Database


def test_a_comparison_is_found_under_its_whole_address_only(database: Database) -> None:
    with database.write() as session:
        comparisons.put(session, "ver_a", "ver_b", False, "1", '{"变":1}')
    with database.read() as session:
        assert comparisons.get(session, "ver_a", "ver_b", False, "1") == '{"变":1}'
        for other in (("ver_b", "ver_a", False, "1"), ("ver_a", "ver_b", True, "1"), ("ver_a", "ver_b", False, "2")):
            assert comparisons.get(session, *other) is None


def test_putting_again_replaces(database: Database) -> None:
    with database.write() as session:
        for body in ("first", "second"):
            comparisons.put(session, "ver_a", "ver_b", True, "1", body)
        assert comparisons.get(session, "ver_a", "ver_b", True, "1") == "second"


def test_the_table_may_be_emptied_at_any_time(database: Database) -> None:
    with database.write() as session:
        comparisons.put(session, "ver_a", "ver_b", False, "1", "x")
        session.connection().execute(text("DELETE FROM comparison"))
    with database.read() as session:
        assert comparisons.get(session, "ver_a", "ver_b", False, "1") is None
