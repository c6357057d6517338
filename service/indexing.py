"""The search index, folded here and kept by storage: for each new version, and for those stored without one."""

from collections.abc import Iterable

from sqlmodel import Session

from diffs.passages import FOLDING, folded
from storage import searching, versions
from storage.database import Database
from storage.errors import NotFound
from storage.grams import Folded
from storage.records import ClauseRow, Json


def folded_version(facts: Json, clauses: Iterable[ClauseRow]) -> Folded:
    """A version's words as search compares them: title and number, then of each clause heading, separator and text."""
    head = tuple(folded(facts[name]) for name in ("title", "number") if facts.get(name))
    words = tuple(folded(f"{one.heading}{one.heading_sep}{one.text}") for one in clauses)
    return Folded(FOLDING, head, words)


def fill_index(database: Database, *, anew: bool = False) -> int:
    """Index every version that is not, each in a transaction of its own; says how many.

    An index that another release folded otherwise is emptied first, and any one when it is to be made ``anew``. Cut
    short, the next call goes on where it was.
    """
    if not anew and not _lacking(database):
        return 0
    database.run(lambda session: searching.forget_other(session, "" if anew else FOLDING))
    lacking = _lacking(database)
    for version_id in lacking:
        database.run(lambda session, one=version_id: versions.index(session, one, _folded_anew(session, one)))  # type: ignore[misc]
    return len(lacking)


def _lacking(database: Database) -> tuple[str, ...]:
    with database.read() as session:
        return searching.missing(session, FOLDING)


def _folded_anew(session: Session, version_id: str) -> Folded:
    version = versions.get(session, version_id)
    if version is None:
        raise NotFound("version", version_id)
    return folded_version(version.facts, versions.clauses(session, version_id))
