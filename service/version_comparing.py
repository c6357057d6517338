"""Two stored versions compared; the answer is kept by algorithm version."""

import json

from diffs.changes import ALGORITHM, compare
from service.comparing import Compared
from service.house import House
from service.schemas import comparison_json
from service.stored_outlines import load_outline
from storage import comparisons


def compare_versions(house: House, a: str, b: str, *, across: bool = False) -> Compared:
    """Compare two stored versions. Raises ``NotFound``."""
    with house.database.read() as session:
        old, new = load_outline(session, a), load_outline(session, b)
    return Compared(old, new, compare(old, new, across=across))


def compare_versions_json(house: House, a: str, b: str, *, across: bool = False) -> str:
    """The comparison's JSON text, byte-identical on every call for one algorithm. Raises ``NotFound``."""
    with house.database.read() as session:
        kept = comparisons.get(session, a, b, across, ALGORITHM)
    if kept is not None:
        return kept
    compared = compare_versions(house, a, b, across=across)
    body = json.dumps(comparison_json(compared.comparison), ensure_ascii=False, separators=(",", ":"))
    house.database.run(lambda session: comparisons.put(session, a, b, across, ALGORITHM, body))
    return body
