"""What must always be true of database and snapshots together, and the search for where it is not (``fsck``)."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from itertools import groupby
from typing import Final

import sqlalchemy
from sqlalchemy import Column, Table, func
from sqlmodel import Session, col, exists, select

from storage import family_tables as _families  # noqa: F401 - its tables are searched, whoever else knows them
from storage.identifiers import digest_of
from storage.models import (
    CheckRow,
    ClauseRow,
    EventRow,
    OverrideRow,
    PageRow,
    Row,
    RunRow,
    SourceRow,
    VersionRow,
    VersionSnapshotRow,
)
from storage.records import EventKind, Problem
from storage.search_integrity import Fold, index_faults
from storage.snapshots import SnapshotDamaged, SnapshotMissing, Snapshots
from storage.versions import history_date

_BATCH: Final = 200
_ANNOUNCEMENTS: Final = (EventKind.VERSION_CREATED, EventKind.DOCUMENT_CREATED)


class Invariant(StrEnum):
    """What can be found broken (closed; each is explained at the function that looks for it)."""

    VERSION_HAS_SNAPSHOT = "version_has_snapshot"
    SNAPSHOT_INTACT = "snapshot_intact"
    VERSION_NUMBERS_DENSE = "version_numbers_dense"
    VERSION_IN_ITS_PLACE = "version_in_its_place"
    VERSION_ANNOUNCED = "version_announced"
    TEXT_DIGEST = "text_digest"
    CLAUSES_WHOLE = "clauses_whole"
    REFERENCES_EXIST = "references_exist"
    ONE_OPEN_RUN = "one_open_run"
    BASELINE = "baseline"
    OVERRIDE_FOUNDED = "override_founded"
    SEARCH_INDEXED = "search_indexed"


def check(session: Session, snapshots: Snapshots, fold: Fold | None = None) -> tuple[Problem, ...]:
    """Every broken invariant in one state of the database; nothing is changed.

    ``fold`` is how versions are folded for search; without it the index is only counted.

    Reads every named snapshot and every text. Snapshots that nothing names are no problem: a crash between their
    writing and the commit leaves them (``orphans`` lists them).
    """
    problems = [problem for search in _SEARCHES for problem in search(session)]
    return (*problems, *_searchable(session, fold), *_snapshots_intact(session, snapshots))


def named_digests(session: Session) -> set[str]:
    """The digests that versions, checks and pages name: what ``Snapshots.sweep`` must spare."""
    named: set[str] = set(session.exec(select(VersionSnapshotRow.digest).distinct()))
    for column in (CheckRow.digest, PageRow.digest):
        named.update(digest for digest in session.exec(select(column).distinct()) if digest is not None)
    return named


def orphans(session: Session, snapshots: Snapshots) -> tuple[str, ...]:
    """The stored digests that nothing names."""
    known = named_digests(session)
    return tuple(digest for digest in snapshots.digests() if digest not in known)


def _versions_have_snapshots(session: Session) -> Iterator[Problem]:
    """VERSION_HAS_SNAPSHOT: a version names at least one snapshot that it was derived from."""
    derived = exists().where(col(VersionSnapshotRow.version_id) == col(VersionRow.id))
    for version_id in session.exec(select(VersionRow.id).where(~derived).order_by(VersionRow.id)):
        yield Problem(Invariant.VERSION_HAS_SNAPSHOT, version_id, "the version names no snapshot")


def _snapshots_intact(session: Session, snapshots: Snapshots) -> Iterator[Problem]:
    """SNAPSHOT_INTACT: each digest that a version, a check or a page names has a file, whose bytes have that digest."""
    for digest in sorted(named_digests(session)):
        try:
            snapshots.get(digest)
        except (SnapshotMissing, SnapshotDamaged, ValueError) as error:
            yield Problem(Invariant.SNAPSHOT_INTACT, digest, str(error))


def _numbers_dense(session: Session) -> Iterator[Problem]:
    """VERSION_NUMBERS_DENSE: the versions of a document are numbered 1, 2, 3 … without a gap."""
    lowest, highest, count = func.min(VersionRow.number), func.max(VersionRow.number), func.count()
    query = select(VersionRow.document_id, lowest, highest, count).group_by(VersionRow.document_id)
    for document_id, first, last, versions in session.exec(query.order_by(VersionRow.document_id)):
        if first != 1 or last != versions:
            detail = f"{versions} versions are numbered {first} to {last}"
            yield Problem(Invariant.VERSION_NUMBERS_DENSE, document_id, detail)


def _in_their_places(session: Session) -> Iterator[Problem]:
    """VERSION_IN_ITS_PLACE: the day that orders a version is its legal date, else the day it was observed in China."""
    dates = col(VersionRow.dated_on), col(VersionRow.observed_at), col(VersionRow.ordered_on)
    query = select(VersionRow.id, *dates)
    for version_id, dated_on, observed_at, ordered_on in session.exec(query.order_by(VersionRow.id)):
        expected = history_date(dated_on, observed_at)
        if ordered_on != expected:
            detail = f"the version stands at {ordered_on} in history, not at {expected}"
            yield Problem(Invariant.VERSION_IN_ITS_PLACE, version_id, detail)


def _versions_announced(session: Session) -> Iterator[Problem]:
    """VERSION_ANNOUNCED: an event of the log says that the version, or its document with it, came to be."""
    naming = exists().where(col(EventRow.version_id) == col(VersionRow.id), col(EventRow.kind).in_(_ANNOUNCEMENTS))
    for version_id in session.exec(select(VersionRow.id).where(~naming).order_by(VersionRow.id)):
        yield Problem(Invariant.VERSION_ANNOUNCED, version_id, "no event says that the version was created")


def _texts_have_their_digests(session: Session) -> Iterator[Problem]:
    """TEXT_DIGEST: a version's text has the digest that is stored beside it."""
    query = select(VersionRow.id, VersionRow.text, VersionRow.text_digest).order_by(VersionRow.id)
    for version_id, text, digest in session.exec(query, execution_options={"yield_per": _BATCH}):
        if digest_of(text) != digest:
            yield Problem(Invariant.TEXT_DIGEST, version_id, "the text has another digest than was stored with it")


def _clauses_whole(session: Session) -> Iterator[Problem]:
    """CLAUSES_WHOLE: a version has clauses, at positions 0, 1, 2 …, with ids of their own and parents among them."""
    having = exists().where(col(ClauseRow.version_id) == col(VersionRow.id))
    for version_id in session.exec(select(VersionRow.id).where(~having).order_by(VersionRow.id)):
        yield Problem(Invariant.CLAUSES_WHOLE, version_id, "the version has no clauses")
    query = select(ClauseRow.version_id, ClauseRow.position, ClauseRow.clause_id, ClauseRow.parent)
    query = query.order_by(ClauseRow.version_id, col(ClauseRow.position))
    rows = session.exec(query, execution_options={"yield_per": _BATCH})
    for version_id, clauses in groupby(rows, lambda row: row[0]):
        detail = _fault_of([(position, clause_id, parent) for _, position, clause_id, parent in clauses])
        if detail:
            yield Problem(Invariant.CLAUSES_WHOLE, version_id, detail)


def _fault_of(clauses: list[tuple[int, str, str | None]]) -> str | None:
    ids = {clause_id for _, clause_id, _ in clauses}
    if [position for position, _, _ in clauses] != list(range(len(clauses))):
        return f"the positions of its {len(clauses)} clauses have a gap"
    if len(ids) != len(clauses):
        return "two of its clauses have the same id"
    lost = next((clause_id for _, clause_id, parent in clauses if parent is not None and parent not in ids), None)
    return None if lost is None else f"clause {lost} has no parent"


def _references_exist(session: Session) -> Iterator[Problem]:
    """REFERENCES_EXIST: what a row names is there: a delivery's event and subscription, a check's version, a relation's
    documents, a family's texts, and so on for every foreign key."""
    for table in Row.metadata.sorted_tables:
        for key in table.foreign_keys:
            yield from _dangling(session, table, key.parent, key.column)


def _dangling(session: Session, table: Table, naming: Column[object], named: Column[object]) -> Iterator[Problem]:
    target = named.table.alias("target")
    there = exists().where(target.c[named.name] == naming)
    query = sqlalchemy.select(*table.primary_key.columns, naming).where(naming.is_not(None), ~there)
    for *key, lost in session.connection().execute(query):
        subject = " ".join([table.name, *map(str, key)])
        yield Problem(Invariant.REFERENCES_EXIST, subject, f"it names {named.table.name} {lost}, which is not there")


def _one_open_run(session: Session) -> Iterator[Problem]:
    """ONE_OPEN_RUN: a source is crawled by one run at a time; those that were interrupted are closed."""
    query = select(RunRow.source_id, func.count()).where(col(RunRow.finished_at).is_(None))
    for source_id, count in session.exec(query.group_by(RunRow.source_id).order_by(RunRow.source_id)):
        if count > 1:
            yield Problem(Invariant.ONE_OPEN_RUN, source_id, f"{count} runs of the source are open")


def _baselines(session: Session) -> Iterator[Problem]:
    """BASELINE: a source has its baseline from a finished run, and before that none of its pages is news."""
    finished = exists().where(col(RunRow.source_id) == col(SourceRow.id), col(RunRow.finished_at).is_not(None))
    unfounded = select(SourceRow.id).where(col(SourceRow.baselined_at).is_not(None), ~finished)
    for source_id in session.exec(unfounded.order_by(SourceRow.id)):
        yield Problem(Invariant.BASELINE, source_id, "the source has a baseline without a finished run")
    early = select(PageRow.id).join(SourceRow, col(SourceRow.id) == col(PageRow.source_id))
    early = early.where(col(SourceRow.baselined_at).is_(None), col(PageRow.news))
    for page_id in session.exec(early.order_by(PageRow.id)):
        yield Problem(Invariant.BASELINE, page_id, "the page is news although its source has no baseline yet")


def _overrides_founded(session: Session) -> Iterator[Problem]:
    """OVERRIDE_FOUNDED: the versions that an override was said of are its documents', and hold the clauses it names."""
    sides = (
        (OverrideRow.old_version, OverrideRow.old_document, OverrideRow.old_clause),
        (OverrideRow.new_version, OverrideRow.new_document, OverrideRow.new_clause),
    )
    for version_id, document_id, clause_id in sides:
        query = select(OverrideRow.id, col(version_id), col(clause_id))
        theirs = exists().where(col(VersionRow.id) == version_id, col(VersionRow.document_id) == document_id)
        for override_id, version, _ in session.exec(query.where(~theirs).order_by(OverrideRow.id)):
            yield Problem(Invariant.OVERRIDE_FOUNDED, override_id, f"version {version} is not of the document it names")
        held = exists().where(col(ClauseRow.version_id) == version_id, col(ClauseRow.clause_id) == clause_id)
        lost = query.where(theirs, col(clause_id).is_not(None), ~held)
        for override_id, version, clause in session.exec(lost.order_by(OverrideRow.id)):
            yield Problem(Invariant.OVERRIDE_FOUNDED, override_id, f"version {version} has no clause {clause}")


def _searchable(session: Session, fold: Fold | None) -> Iterator[Problem]:
    """SEARCH_INDEXED: the search index holds every version with the words it shows, and knows the last of each document."""
    for subject, detail in index_faults(session, fold):
        yield Problem(Invariant.SEARCH_INDEXED, subject, detail)


_SEARCHES: Final[tuple[Callable[[Session], Iterator[Problem]], ...]] = (
    _versions_have_snapshots,
    _numbers_dense,
    _in_their_places,
    _versions_announced,
    _texts_have_their_digests,
    _clauses_whole,
    _references_exist,
    _one_open_run,
    _baselines,
    _overrides_founded,
)
