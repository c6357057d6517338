"""The count over two stored texts of two places, and its JSON."""

from typing import Any

from diffs.counting.fates import WHOLE, Grain, Item, Neighbour, Tally
from diffs.counting.tally import tally
from service.comparing import Compared
from service.house import House
from service.version_comparing import compare_versions

TALLY = "clausewatch/tally/1"


def tally_of(compared: Compared, grain: Grain) -> Tally:
    """The count of a comparison; clauses that a person set apart stay one-sided."""
    alone = (said for said in compared.overrides if not (said.old and said.new))
    apart = {one for said in alone for one in (said.old, said.new) if one}
    return tally(compared.comparison, compared.old, compared.new, grain, apart)


def tally_versions(house: House, a: str, b: str, grain: Grain) -> Tally:
    """The count over two stored versions, compared across. Raises ``NotFound``."""
    return tally_of(compare_versions(house, a, b, across=True), grain)


def tally_json(counted: Tally) -> dict[str, Any]:
    """The count as the API answers it; the numbers of each side's ``fates`` sum to its ``total``."""
    sides = zip(("old", "new"), counted.sums, counted.extents, (counted.old, counted.new), strict=True)
    return {"schema": TALLY, "unit": str(counted.grain), "asked": str(counted.asked)} | {
        name: {
            "total": sums.total,
            "fates": {str(fate): count for fate, count in sums.by_fate},
            "body_same": sums.body_same,
            "holds": {"rows": extent.rows, "sections": extent.sections, "sentences": extent.sentences},
            "units": [_item(item) for item in items],
        }
        for name, sums, extent, items in sides
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "clause": item.ref[0],
        "sentence": None if item.ref[1] == WHOLE else item.ref[1],
        "path": item.path,
        "fate": str(item.fate),
        "body_same": item.body_same,
        "nearest": _nearest(item.nearest) if item.nearest else None,
    }


def _nearest(nearest: Neighbour) -> dict[str, Any]:
    return {
        "clause": nearest.ref[0],
        "sentence": None if nearest.ref[1] == WHOLE else nearest.ref[1],
        "path": nearest.path,
        "similarity": nearest.similarity,
    }
