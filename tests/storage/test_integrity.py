"""fsck: silent on what is whole, and each broken invariant called by its name."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url
from sqlmodel import Session
from support.stored import NOW, declared, document, event, subscription, version, whole_version

from storage import deliveries, families, integrity, overrides, pages, relations, runs, sources
from storage.database import Database
from storage.identifiers import digest_of
from storage.integrity import Invariant
from storage.records import Check, Outcome, Problem, RelationKind, SourceStatus, Version
from storage.snapshots import Snapshots

TEXT = "一、放宽市场准入。"


def crawled(session: Session, snapshots: Snapshots) -> Version:
    """What one good crawl of one source leaves, with a subscription that hears of it, a relation and an override."""
    sources.declare(session, [declared()], NOW)
    sources.claim_due(session, NOW, timedelta(minutes=5), 1)
    run_id = runs.start(session, "yubei", NOW)
    listener = subscription(session)
    kept, other = document(session), document(session, "草案")
    page = pages.discover(
        session, source_id="yubei", url="u", role="page", name="", parent_id=None, now=NOW, news=False
    )
    made = whole_version(session, snapshots, kept.id, TEXT)
    later = whole_version(session, snapshots, kept.id, TEXT + "二、")
    look = Check(run_id, "u", "page", Outcome.FIRST, None, NOW, digest=digest_of(TEXT), version_id=made.id)
    runs.record(session, look)
    pages.seen(session, page.id, now=NOW, outcome=Outcome.FIRST, reason=None, failures=0, digest=digest_of(TEXT))
    relations.propose(
        session,
        kind=RelationKind.DRAFT_OF,
        from_document=other.id,
        to_document=kept.id,
        confidence=0.5,
        evidence={},
        now=NOW,
    )
    words = {"old_clause": None, "new_clause": "c2", "note": "", "by": "甲", "now": NOW}
    overrides.add(session, old_version=made.id, new_version=later.id, **words)
    kin = families.create(
        session,
        title="方案",
        pattern="方案",
        status=families.FamilyStatus.CONFIRMED,
        confidence=1.0,
        evidence={},
        by="甲",
        now=NOW,
    )
    text = families.NewMember(kept.id)
    families.add_member(session, kin.id, text, status=families.MemberStatus.CONFIRMED, by="甲", now=NOW)
    deliveries.match(session, NOW, lambda *_: True)
    assert len(deliveries.of_subscription(session, listener.id)) == 2
    runs.finish(session, run_id, now=NOW, outcome=Outcome.FIRST, reason=None, counts={"first": 1})
    sources.release(
        session,
        "yubei",
        now=NOW,
        due_at=NOW,
        status=SourceStatus.OK,
        outcome=Outcome.FIRST,
        reason=None,
        failures=0,
        baselined=True,
    )
    return made


@pytest.fixture
def made(database: Database, snapshots: Snapshots) -> Version:
    return database.run(lambda session: crawled(session, snapshots))


def problems(database: Database, snapshots: Snapshots) -> tuple[Problem, ...]:
    with database.read() as session:
        return integrity.check(session, snapshots)


def force(url: str, *statements: str) -> None:
    """What no caller of this package can do: change rows behind the back of foreign keys."""
    parsed = make_url(url)
    if parsed.drivername == "sqlite":
        with closing(sqlite3.connect(str(parsed.database), isolation_level=None)) as connection:
            for statement in statements:
                connection.execute(statement)
        return
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in ("SET session_replication_role = replica", *statements):
            connection.execute(statement)  # type: ignore[arg-type]


def test_a_crawl_that_went_well_leaves_no_problem(database: Database, snapshots: Snapshots, made: Version) -> None:
    assert problems(database, snapshots) == ()


def test_an_empty_database_has_no_problem(database: Database, snapshots: Snapshots) -> None:
    assert problems(database, snapshots) == ()


BROKEN: dict[str, tuple[Invariant, str, Callable[[Version], str], str]] = {
    "no snapshot row": (
        Invariant.VERSION_HAS_SNAPSHOT,
        "DELETE FROM version_snapshot WHERE version_id = '{id}'",
        lambda made: made.id,
        "names no snapshot",
    ),
    "gap in numbers": (
        Invariant.VERSION_NUMBERS_DENSE,
        "UPDATE version SET number = 3 WHERE number = 2",
        lambda made: made.document_id,
        "2 versions are numbered 1 to 3",
    ),
    "numbers from two": (
        Invariant.VERSION_NUMBERS_DENSE,
        "UPDATE version SET number = number + 5",
        lambda made: made.document_id,
        "2 versions are numbered 6 to 7",
    ),
    "wrong place": (
        Invariant.VERSION_IN_ITS_PLACE,
        "UPDATE version SET ordered_on = '2017-04-01' WHERE id = '{id}'",
        lambda made: made.id,
        "stands at 2017-04-01 in history, not at 2026-03-02",
    ),
    "no event": (
        Invariant.VERSION_ANNOUNCED,
        "UPDATE event SET kind = 'ping' WHERE version_id = '{id}'",
        lambda made: made.id,
        "no event says",
    ),
    "changed text": (
        Invariant.TEXT_DIGEST,
        "UPDATE version SET text = 'other' WHERE id = '{id}'",
        lambda made: made.id,
        "another digest",
    ),
    "no clauses": (
        Invariant.CLAUSES_WHOLE,
        "DELETE FROM clause WHERE version_id = '{id}'",
        lambda made: made.id,
        "has no clauses",
    ),
    "gap in clauses": (
        Invariant.CLAUSES_WHOLE,
        "DELETE FROM clause WHERE version_id = '{id}' AND position = 0",
        lambda made: made.id,
        "positions of its 1 clauses have a gap",
    ),
    "clause id twice": (
        Invariant.CLAUSES_WHOLE,
        "UPDATE clause SET clause_id = 'c1' WHERE version_id = '{id}'",
        lambda made: made.id,
        "the same id",
    ),
    "clause without its parent": (
        Invariant.CLAUSES_WHOLE,
        "UPDATE clause SET parent = 'c9' WHERE version_id = '{id}' AND parent IS NOT NULL",
        lambda made: made.id,
        "clause c2 has no parent",
    ),
    "delivery without its subscription": (
        Invariant.REFERENCES_EXIST,
        "UPDATE delivery SET subscription_id = 'sub_0' WHERE event_sequence = 1",
        lambda _: "delivery dlv_",
        "names subscription sub_0",
    ),
    "delivery without its event": (
        Invariant.REFERENCES_EXIST,
        "UPDATE delivery SET event_sequence = 99 WHERE event_sequence = 1",
        lambda _: "delivery dlv_",
        "names event 99",
    ),
    "check of a version that is not there": (
        Invariant.REFERENCES_EXIST,
        "UPDATE page_check SET version_id = 'ver_0'",
        lambda _: "page_check 1",
        "names version ver_0",
    ),
    "relation of a document that is not there": (
        Invariant.REFERENCES_EXIST,
        "UPDATE relation SET from_document = 'doc_0'",
        lambda _: "relation rel_",
        "names document doc_0",
    ),
    "member of a family that is not there": (
        Invariant.REFERENCES_EXIST,
        "UPDATE family_member SET family_id = 'fam_0'",
        lambda _: "family_member mem_",
        "names family fam_0",
    ),
    "family of a document that is not there": (
        Invariant.REFERENCES_EXIST,
        "UPDATE family_member SET document_id = 'doc_0'",
        lambda _: "family_member mem_",
        "names document doc_0",
    ),
    "baseline without a run": (
        Invariant.BASELINE,
        "UPDATE run SET finished_at = NULL, outcome = NULL",
        lambda _: "yubei",
        "without a finished run",
    ),
    "news before the baseline": (
        Invariant.BASELINE,
        "UPDATE source SET baselined_at = NULL; UPDATE page SET news = NOT news",
        lambda _: "pag_",
        "has no baseline yet",
    ),
    "override of a version of another document": (
        Invariant.OVERRIDE_FOUNDED,
        "UPDATE override SET new_document = (SELECT from_document FROM relation)",
        lambda _: "ovr_",
        "is not of the document it names",
    ),
    "override of a clause that is not there": (
        Invariant.OVERRIDE_FOUNDED,
        "UPDATE override SET old_clause = 'c9'",
        lambda _: "ovr_",
        "has no clause c9",
    ),
    "override of a new clause that is not there": (
        Invariant.OVERRIDE_FOUNDED,
        "UPDATE override SET new_clause = 'c9'",
        lambda _: "ovr_",
        "has no clause c9",
    ),
    "a version that search does not know": (
        Invariant.SEARCH_INDEXED,
        "DELETE FROM search_posting WHERE serial = (SELECT serial FROM search_text WHERE version_id = '{id}'); "
        "DELETE FROM search_text WHERE version_id = '{id}'",
        lambda made: made.id,
        "is not in the search index",
    ),
    "a version without its words": (
        Invariant.SEARCH_INDEXED,
        "DELETE FROM search_posting WHERE serial = (SELECT serial FROM search_text WHERE version_id = '{id}')",
        lambda made: made.id,
        "does not hold what its clauses say",
    ),
    "another version searched as the last": (
        Invariant.SEARCH_INDEXED,
        "UPDATE search_text SET latest = NOT latest",
        lambda made: made.document_id,
        "which of its versions is the last",
    ),
    "words of no version": (
        Invariant.SEARCH_INDEXED,
        "UPDATE search_posting SET serial = 99 WHERE serial = 0; "
        "INSERT INTO search_posting (gram, day, serial, places) VALUES (1, 1, 99, '')",
        lambda _: "search_posting 99",
        "words of no version",
    ),
    "two open runs": (
        Invariant.ONE_OPEN_RUN,
        "DROP INDEX uq_run_open; "
        "INSERT INTO run (id, source_id, started_at, counts) VALUES ('run_1', 'yubei', '2026-03-02 00:00:00.000000', "
        "'{{}}'); "
        "INSERT INTO run (id, source_id, started_at, counts) VALUES ('run_2', 'yubei', '2026-03-02 00:00:00.000000', "
        "'{{}}')",
        lambda _: "yubei",
        "2 runs of the source are open",
    ),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_each_broken_invariant_is_called_by_its_name(
    database: Database, database_url: str, snapshots: Snapshots, made: Version, fault: str
) -> None:
    invariant, statements, subject, detail = BROKEN[fault]
    force(database_url, *statements.format(id=made.id).split("; "))
    (found,) = problems(database, snapshots)
    assert found.invariant == invariant
    assert found.subject.startswith(subject(made))
    assert detail in found.detail
    assert "\n" not in found.detail


def test_every_invariant_can_be_found_broken() -> None:
    assert {invariant for invariant, *_ in BROKEN.values()} | {Invariant.SNAPSHOT_INTACT} == set(Invariant)


@pytest.mark.parametrize("damage", ["missing", "cut"])
def test_a_named_snapshot_that_is_not_whole_is_found(
    database: Database, snapshots: Snapshots, made: Version, tmp_path: Path, damage: str
) -> None:
    digest = digest_of(TEXT)
    file = tmp_path / "snapshots" / digest[:2] / digest
    if damage == "missing":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:-1])
    (found,) = problems(database, snapshots)
    assert (found.invariant, found.subject) == (Invariant.SNAPSHOT_INTACT, digest)
    assert damage == "cut" or "its file is missing" in found.detail


@pytest.mark.parametrize("table", ["page_check", "page"])
def test_a_snapshot_that_only_a_check_or_a_page_names_must_be_there(
    database: Database, snapshots: Snapshots, made: Version, database_url: str, table: str
) -> None:
    force(database_url, f"UPDATE {table} SET digest = '{'0' * 64}'")
    (found,) = problems(database, snapshots)
    assert (found.invariant, found.subject) == (Invariant.SNAPSHOT_INTACT, "0" * 64)


def test_a_digest_that_is_none_is_a_problem_and_no_path(
    database: Database, database_url: str, snapshots: Snapshots, made: Version
) -> None:
    force(database_url, "UPDATE page SET digest = '../../etc/passwd'")
    (found,) = problems(database, snapshots)
    assert found.invariant == Invariant.SNAPSHOT_INTACT
    assert "is not a snapshot digest" in found.detail


def test_snapshots_that_nothing_names_are_listed_and_swept_but_are_no_problem(
    database: Database, snapshots: Snapshots, made: Version
) -> None:
    orphan = snapshots.put(b"written, then killed before the commit")
    assert problems(database, snapshots) == ()
    with database.read() as session:
        assert integrity.orphans(session, snapshots) == (orphan,)
        known = integrity.named_digests(session)
    later = datetime.now(UTC) + timedelta(days=2)
    assert snapshots.sweep(timedelta(days=1), later, known) == 1
    assert problems(database, snapshots) == ()


def test_a_run_that_a_kill_left_open_is_no_problem(database: Database, snapshots: Snapshots, made: Version) -> None:
    with database.write() as session:
        runs.start(session, "yubei", NOW)
    assert problems(database, snapshots) == ()


def test_several_problems_are_all_reported(database: Database, snapshots: Snapshots, made: Version) -> None:
    with database.write() as session:
        silent = version(session, made.document_id, "no event, no file")
        event(session)
    found = {(one.invariant, one.subject) for one in problems(database, snapshots)}
    assert found == {
        (Invariant.VERSION_ANNOUNCED, silent.id),
        (Invariant.SNAPSHOT_INTACT, digest_of("no event, no file")),
    }
