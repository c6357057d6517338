"""Two stored versions compared as people's words have it; the answer is kept by algorithm version and by these words."""

import json

from diffs.changes import ALGORITHM, compare
from diffs.clauses import Outline
from service.comparing import Compared, compared_json
from service.facing import Pair, Said, digest, in_effect, obeyed
from service.house import House
from service.kept_comparisons import comparison_from_json
from service.overriding import standing
from service.stored_outlines import load_outline
from storage import comparisons


def compare_versions(house: House, a: str, b: str, *, across: bool = False) -> Compared:
    """Compare two stored versions, obeying what was said of their clauses. Raises ``NotFound``."""
    with house.database.read() as session:
        words = standing(session, (a, b))
        old, new = load_outline(session, a), load_outline(session, b)
        kept = comparisons.get(session, a, b, across, ALGORITHM, digest(words))
    if kept is None:
        return _compared(house, (a, b), (old, new), words, across=across)[0]
    held = in_effect(words, (a, b), old.by_id(), new.by_id())
    return Compared(old, new, comparison_from_json(json.loads(kept)), held)


def compare_versions_json(house: House, a: str, b: str, *, across: bool = False) -> str:
    """The comparison's JSON text, byte-identical on every call for one algorithm and the same words.

    Raises ``NotFound``.
    """
    with house.database.read() as session:
        words = standing(session, (a, b))
        kept = comparisons.get(session, a, b, across, ALGORITHM, digest(words))
        if kept is not None:
            return kept
        outlines = load_outline(session, a), load_outline(session, b)
    return _compared(house, (a, b), outlines, words, across=across)[1]


def _compared(
    house: House, pair: Pair, outlines: tuple[Outline, Outline], words: tuple[Said, ...], *, across: bool
) -> tuple[Compared, str]:
    """The comparison made, and its JSON text kept."""
    old, new = outlines
    held = in_effect(words, pair, old.by_id(), new.by_id())
    compared = Compared(old, new, compare(old, new, across=across, overrides=obeyed(held)), held)
    body = json.dumps(compared_json(compared), ensure_ascii=False, separators=(",", ":"))
    house.database.run(lambda session: comparisons.put(session, *pair, across, ALGORITHM, digest(words), body))
    return compared, body
