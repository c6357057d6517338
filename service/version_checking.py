"""A stored version against its own task list."""

from diffs.consistency import Check, check
from service.house import House
from service.stored_outlines import load_outline


def check_version(house: House, version_id: str) -> Check:
    """Check a stored version; a text without a task list has a check without rows. Raises ``NotFound``."""
    with house.database.read() as session:
        outline = load_outline(session, version_id)
    return check(outline)
