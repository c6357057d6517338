"""Two stored versions compared as people's words have it; the answer is kept by algorithm version and by these words."""

import json

from diffs.changes import ALGORITHM, compare
from service.comparing import Compared, compared_json
from service.facing import Pair, Said, digest, in_effect, obeyed
from service.house import House
from service.overriding import standing
from service.stored_outlines import load_outline
from storage import comparisons


def compare_versions(house: House, a: str, b: str, *, across: bool = False) -> Compared:
    """Compare two stored versions, obeying what was said of their clauses. Raises ``NotFound``."""
    with house.database.read() as session:
        words = standing(session, (a, b))
    return _compared(house, (a, b), words, across=across)


def compare_versions_json(house: House, a: str, b: str, *, across: bool = False) -> str:
    """The comparison's JSON text, byte-identical on every call for one algorithm and the same words.

    Raises ``NotFound``.
    """
    with house.database.read() as session:
        words = standing(session, (a, b))
        kept = comparisons.get(session, a, b, across, ALGORITHM, digest(words))
    if kept is not None:
        return kept
    compared = _compared(house, (a, b), words, across=across)
    body = json.dumps(compared_json(compared), ensure_ascii=False, separators=(",", ":"))
    house.database.run(lambda session: comparisons.put(session, a, b, across, ALGORITHM, digest(words), body))
    return body


def _compared(house: House, pair: Pair, words: tuple[Said, ...], *, across: bool) -> Compared:
    with house.database.read() as session:
        old, new = load_outline(session, pair[0]), load_outline(session, pair[1])
    held = in_effect(words, pair, old.by_id(), new.by_id())
    return Compared(old, new, compare(old, new, across=across, overrides=obeyed(held)), held)
