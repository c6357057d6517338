"""Kept comparisons: found under their whole address, replaced, dropped."""

from sqlalchemy import text
from support.stored import document, version

from storage import comparisons
from storage.database import Database


def test_a_comparison_is_found_under_its_whole_address_only(database: Database) -> None:
    with database.write() as session:
        comparisons.put(session, "ver_a", "ver_b", False, "1", "", '{"变":1}')
    with database.read() as session:
        assert comparisons.get(session, "ver_a", "ver_b", False, "1", "") == '{"变":1}'
        for other in (
            ("ver_b", "ver_a", False, "1", ""),
            ("ver_a", "ver_b", True, "1", ""),
            ("ver_a", "ver_b", False, "2", ""),
            ("ver_a", "ver_b", False, "1", "digest of overrides"),
        ):
            assert comparisons.get(session, *other) is None


def test_putting_again_replaces(database: Database) -> None:
    with database.write() as session:
        for body in ("first", "second"):
            comparisons.put(session, "ver_a", "ver_b", True, "1", "", body)
        assert comparisons.get(session, "ver_a", "ver_b", True, "1", "") == "second"


def test_the_table_may_be_emptied_at_any_time(database: Database) -> None:
    with database.write() as session:
        comparisons.put(session, "ver_a", "ver_b", False, "1", "", "x")
        session.connection().execute(text("DELETE FROM comparison"))
    with database.read() as session:
        assert comparisons.get(session, "ver_a", "ver_b", False, "1", "") is None


def test_what_is_kept_between_given_documents_is_dropped_and_nothing_else(database: Database) -> None:
    with database.write() as session:
        first, second, third = (version(session, document(session, name).id, f"一、{name}。") for name in "甲乙丙")
        for a, b in ((first, second), (second, first), (first, third), (third, second)):
            comparisons.put(session, a.id, b.id, False, "1", "", "x")
        comparisons.forget(session, first.document_id, second.document_id)
        kept = [
            (a.id, b.id)
            for a in (first, second, third)
            for b in (first, second, third)
            if comparisons.get(session, a.id, b.id, False, "1", "")
        ]
    assert set(kept) == {(first.id, third.id), (third.id, second.id)}
