"""A stored version against its own task list."""

from diffs.checking.consistency import Check, check
from diffs.clauses import Outline
from service.errors import NotFound, said
from service.house import House
from service.stored_outlines import load_outline
from storage import versions


def stored_outline(house: House, given: str) -> Outline:
    """The outline of a stored version, or of a document's latest, by its id. Raises ``NotFound``."""
    with house.database.read() as session:
        latest = versions.latest(session, given) if given.startswith("doc_") else None
        if given.startswith("doc_") and latest is None:
            raise NotFound(said("detail.no_document", name=given[:80]))
        return load_outline(session, latest.id if latest else given)


def check_version(house: House, version_id: str) -> Check:
    """Check a stored version; a text without a task list has a check without rows. Raises ``NotFound``."""
    return check(stored_outline(house, version_id))
