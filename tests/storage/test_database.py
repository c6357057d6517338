"""Sessions: who may write, who waits for whom, what is run again, and what columns keep."""

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, StatementError
from sqlmodel import Session, select
from support.stored import NOW, declared, document, version

from storage import documents, sources, versions
from storage.database import RERUNS, Database
from storage.models import DocumentRow, SourceRow, VersionRow
from storage.records import Outcome, SourceStatus


@pytest.fixture
def sqlite_url(databases):
    with databases.fresh("sqlite", migrated=True) as url:
        yield url


@pytest.fixture
def postgresql_url(databases):
    with databases.fresh("postgresql", migrated=True) as url:
        yield url


def pragma(session: Session, name: str) -> object:
    return session.connection().exec_driver_sql(f"PRAGMA {name}").scalar_one()


def test_sqlite_connections_are_durable_and_keep_foreign_keys(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    for opened in (database.read, database.write):
        with opened() as session:
            assert pragma(session, "journal_mode") == "wal"
            assert pragma(session, "synchronous") == 2  # FULL
            assert pragma(session, "foreign_keys") == 1
            assert pragma(session, "busy_timeout") == 10_000
    database.dispose()


def test_a_write_that_ends_well_is_kept_and_one_that_fails_leaves_nothing(database: Database) -> None:
    with database.write() as session:
        kept = document(session, "kept")

    def fail_halfway(session: Session) -> None:
        document(session, "lost")
        raise RuntimeError("halfway")

    with pytest.raises(RuntimeError, match="halfway"):
        database.run(fail_halfway)
    with database.read() as session:
        assert documents.listed(session) == (kept,)


def test_a_reading_session_cannot_write(database: Database) -> None:
    with database.read() as session, pytest.raises(DBAPIError, match=r"read-?only"):
        document(session)
    with database.write() as session:
        document(session)


def test_a_reading_session_sees_one_state_and_holds_up_no_writer(database: Database) -> None:
    with database.write() as session:
        document(session, "before")
    with database.read() as reading:
        assert len(documents.listed(reading)) == 1
        with database.write() as session:
            document(session, "meanwhile")
        assert len(documents.listed(reading)) == 1
    with database.read() as reading:
        assert len(documents.listed(reading)) == 2


def test_a_reading_session_does_not_wait_for_a_writer(database: Database) -> None:
    with database.write() as session:
        document(session)
        with database.read() as reading:
            assert documents.listed(reading) == ()


def test_a_read_before_a_write_is_never_refused_for_being_stale(sqlite_url: str) -> None:
    """The upgrade of a reading transaction fails at once (SQLITE_BUSY_SNAPSHOT); ours take the lock first, and wait."""
    database = Database(sqlite_url)
    with database.write() as session:
        kept = document(session)
    has_read = threading.Event()

    def add_after_reading(session: Session) -> int:
        versions.of_document(session, kept.id)
        has_read.set()
        return version(session, kept.id, "second").number

    numbers: list[int] = []
    with database.write() as first:
        versions.of_document(first, kept.id)
        second = threading.Thread(target=lambda: numbers.append(database.run(add_after_reading)))
        second.start()
        assert not has_read.wait(0.3)
        version(first, kept.id, "first")
    second.join(10)
    assert numbers == [2]
    database.dispose()


def test_four_threads_that_add_versions_to_one_document_number_them_densely(database: Database) -> None:
    with database.write() as session:
        kept = document(session)
    failures: list[BaseException] = []

    def write(name: str) -> None:
        try:
            for turn in range(8):
                database.run(lambda session, turn=turn: version(session, kept.id, f"{name} {turn}"))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    with database.read() as session:
        assert sorted(one.number for one in versions.of_document(session, kept.id)) == list(range(1, 33))


def test_a_unit_is_run_again_while_another_connection_holds_the_write_lock(sqlite_url: str) -> None:
    holder, database = Database(sqlite_url), Database(f"{sqlite_url}?timeout=0.01")
    turns: list[int] = []
    with holder.write() as holding:
        document(holding, "holder")

        def unit(session: Session) -> str:
            turns.append(len(turns))
            if len(turns) == 3:
                holding.commit()
            return document(session, "unit").title

        assert database.run(unit) == "unit"
    assert turns == [0, 1, 2]
    with database.read() as session:
        assert {one.title for one in documents.listed(session)} == {"holder", "unit"}
    holder.dispose()
    database.dispose()


def test_a_unit_gives_up_after_five_reruns(sqlite_url: str) -> None:
    holder, database = Database(sqlite_url), Database(f"{sqlite_url}?timeout=0.01")
    turns: list[int] = []

    def unit(session: Session) -> None:
        turns.append(len(turns))
        document(session)

    with holder.write() as holding:
        document(holding)
        with pytest.raises(OperationalError, match="locked"):
            database.run(unit)
    assert len(turns) == RERUNS + 1 == 6
    holder.dispose()
    database.dispose()


def test_of_two_deadlocked_units_one_is_run_again_and_both_succeed(postgresql_url: str) -> None:
    database = Database(postgresql_url)
    with database.write() as session:
        sources.declare(session, [declared("a"), declared("b")], NOW)
    both_hold_one = threading.Barrier(2)
    turns: list[str] = []
    failures: list[BaseException] = []

    def write(first: str, second: str) -> None:
        def unit(session: Session) -> None:
            turns.append(first)
            release(session, first)
            if turns.count(first) == 1:
                both_hold_one.wait(10)
            release(session, second)

        try:
            database.run(unit)
        except BaseException as error:
            failures.append(error)

    def release(session: Session, source_id: str) -> None:
        sources.release(
            session,
            source_id,
            now=NOW,
            due_at=NOW,
            status=SourceStatus.OK,
            outcome=Outcome.UNCHANGED,
            reason=None,
            failures=0,
            baselined=False,
        )

    threads = [threading.Thread(target=write, args=pair) for pair in (("a", "b"), ("b", "a"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failures == []
    assert len(turns) == 3
    database.dispose()


def test_a_unit_that_breaks_a_rule_is_not_run_again(database: Database) -> None:
    turns: list[int] = []

    def unit(session: Session) -> None:
        turns.append(len(turns))
        session.connection().execute(text("INSERT INTO document_issuer VALUES ('doc_none', 0, 'x')"))

    with pytest.raises(IntegrityError):
        database.run(unit)
    assert turns == [0]


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=8)), timezone(timedelta(hours=-9, minutes=-30))])
def test_a_time_comes_back_as_the_same_moment_in_utc(database: Database, zone: timezone) -> None:
    moment = datetime(2026, 3, 8, 2, 30, 0, 7, tzinfo=zone)
    with database.write() as session:
        made = document(session, now=moment)
    with database.read() as session:
        read = documents.get(session, made.id)
    assert read is not None
    assert read.created_at == moment
    assert read.created_at.tzinfo is UTC


def test_times_are_compared_as_moments_whatever_zone_they_were_given_in(database: Database) -> None:
    east, west = timezone(timedelta(hours=8)), timezone(timedelta(hours=-5))
    moments = {
        "first": datetime(2026, 1, 2, 0, 0, tzinfo=east),
        "second": datetime(2026, 1, 1, 16, 0, 0, 1, tzinfo=UTC),
        "third": datetime(2026, 1, 1, 12, 0, tzinfo=west),
    }
    with database.write() as session:
        for title, moment in moments.items():
            document(session, title, now=moment)
    with database.read() as session:
        assert [one.title for one in reversed(documents.listed(session))] == list(moments)


def test_a_server_that_speaks_another_time_zone_changes_nothing(postgresql_url: str) -> None:
    database = Database(postgresql_url)
    with database.write() as session:
        made = document(session)
    with database.read() as session:
        session.connection().execute(text("SET LOCAL TIME ZONE 'America/New_York'"))
        read = session.exec(select(DocumentRow).where(DocumentRow.id == made.id)).one()
        assert read.created_at == NOW
        assert read.created_at.tzinfo is UTC
    database.dispose()


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="2026-01-01T00:00:00 has none"), database.write() as session:
        document(session, now=datetime(2026, 1, 1))
    with database.read() as session:
        assert documents.listed(session) == ()


def test_a_word_outside_its_vocabulary_is_refused(database: Database) -> None:
    with database.write() as session:
        sources.declare(session, [declared()], NOW)

    def misname(session: Session) -> None:
        row = session.get(SourceRow, "yubei")
        assert row is not None
        row.status = "splendid"  # type: ignore[assignment]
        session.add(row)

    with pytest.raises(StatementError, match="'splendid' is not a valid SourceStatus"):
        database.run(misname)


def test_json_keeps_chinese_its_order_and_nested_values(database: Database) -> None:
    facts = {"标题": "方案", "b": [1, None, {"甲": "乙"}], "a": 0.5}
    with database.write() as session:
        made = version(session, document(session).id, facts=facts)
    with database.read() as session:
        read = versions.get(session, made.id)
        assert read is not None
        assert list(read.facts.items()) == list(facts.items())
        kept = session.connection().execute(text("SELECT CAST(facts AS VARCHAR) FROM version")).scalar_one()
    assert kept == '{"标题": "方案", "b": [1, null, {"甲": "乙"}], "a": 0.5}'


def test_what_json_cannot_say_is_refused(database: Database) -> None:
    for unsayable in (float("nan"), NOW):
        with pytest.raises((StatementError, TypeError, ValueError), match=r"JSON"), database.write() as session:
            version(session, document(session).id, facts={"x": unsayable})
    with database.read() as session:
        assert session.exec(select(VersionRow.id)).all() == []
