"""Whether the search index says what the versions say: each there once, the last one known, every posting right."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from sqlalchemy import Integer, cast, func
from sqlmodel import Session, col, select

from storage import versions
from storage.grams import Folded, postings
from storage.models import VersionRow
from storage.records import ClauseRow, Json
from storage.search_tables import SearchPostingRow, SearchTextRow

#: How a version's facts and clauses are folded: the shell's business.
Fold = Callable[[Json, Iterable[ClauseRow]], Folded]
_BATCH: Final = 5000


def index_faults(session: Session, fold: Fold | None) -> Iterator[tuple[str, str]]:
    """What is wrong, by version id or serial. Without ``fold`` the postings are counted and not compared."""
    yield from _unindexed(session)
    yield from _last_ones(session)
    sums = _sums(session)
    for row in session.exec(select(SearchTextRow).order_by(col(SearchTextRow.serial))).all():
        held = sums.pop(row.serial or 0, (0, 0))
        if held != _expected(session, row, fold, held):
            yield row.version_id, "its search index does not hold what its clauses say"
    for serial in sorted(sums):
        yield f"search_posting {serial}", "the search index holds words of no version"


def _unindexed(session: Session) -> Iterator[tuple[str, str]]:
    query = select(VersionRow.id).join(SearchTextRow, col(SearchTextRow.version_id) == col(VersionRow.id), isouter=True)
    for version_id in session.exec(query.where(col(SearchTextRow.serial).is_(None)).order_by(VersionRow.id)):
        yield version_id, "the version is not in the search index"


def _last_ones(session: Session) -> Iterator[tuple[str, str]]:
    last = func.sum(cast(SearchTextRow.latest, Integer))
    marked = func.max(col(SearchTextRow.version_id)).filter(col(SearchTextRow.latest).is_(True))
    query = select(SearchTextRow.document_id, last, marked).group_by(SearchTextRow.document_id)
    for document_id, count, version_id in session.exec(query.order_by(SearchTextRow.document_id)).all():
        true = versions.latest(session, document_id)
        if count != 1 or true is None or version_id != true.id:
            yield document_id, "the search index does not know which of its versions is the last"


def _sums(session: Session) -> dict[int, tuple[int, int]]:
    """Of each version how many postings there are and the sum of their digests, in one pass over the index."""
    columns = (SearchPostingRow.serial, SearchPostingRow.day, SearchPostingRow.gram, SearchPostingRow.places)
    found: dict[int, tuple[int, int]] = {}
    for serial, day, gram, places in session.exec(select(*columns), execution_options={"yield_per": _BATCH}):
        count, total = found.get(serial, (0, 0))
        found[serial] = (count + 1, total + hash((day, gram, places)))
    return found


def _expected(session: Session, row: SearchTextRow, fold: Fold | None, held: tuple[int, int]) -> tuple[int, int]:
    version = versions.get(session, row.version_id)
    if version is None or fold is None:
        return held if held[0] else (1, 0)
    due: Mapping[int, bytes] = postings(fold(version.facts, versions.clauses(session, row.version_id)))
    return len(due), sum(hash((row.day, gram, places)) for gram, places in due.items())
