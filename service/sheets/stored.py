"""Two stored versions compared, with the head of each: what pages and papers lay out."""

from sqlmodel import Session

from diffs.clauses import DocumentFacts
from service.comparing import Compared
from service.errors import NotFound, said
from service.facing import Pair
from service.house import House
from service.sheets.heads import TextFacts, stored_facts
from service.version_comparing import compare_versions
from storage import versions


def stored_pair(house: House, pair: Pair, *, across: bool) -> tuple[Compared, tuple[TextFacts, TextFacts]]:
    """Two stored versions compared, with the heads of both. Raises ``NotFound``."""
    compared = compare_versions(house, *pair, across=across)
    with house.database.read() as session:
        return compared, (
            _head(session, pair[0], compared.old.document),
            _head(session, pair[1], compared.new.document),
        )


def _head(session: Session, version_id: str, facts: DocumentFacts) -> TextFacts:
    version = versions.get(session, version_id)
    if version is None:
        raise NotFound(said("detail.no_version", name=version_id[:80]))
    return stored_facts(version, facts, versions.snapshots(session, version_id))
