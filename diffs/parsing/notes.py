"""Notes of a table: what stands above its head or below its rows over all columns, and is no cell."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from diffs.clauses import Extent
from diffs.parsing.numbering import find_marker
from diffs.parsing.shapes import TABLE_NOTE, TABLE_UNIT

_LABELLED = re.compile("[（(]?[^：:。]{2,12}[：:]")


@dataclass(frozen=True, slots=True)
class Note:
    """A row that is a note over all columns: ``注：…``."""

    text: str
    extent: tuple[Extent, ...]


def filled_in(cells: Sequence[str]) -> bool:
    """Whether the cells of a row say who filled a table in and what it counts in: 填报单位：…, 单位：万元."""
    return any(map(TABLE_UNIT.match, cells)) and all(map(_LABELLED.match, cells))


def note_after(note: str) -> int:
    """The number that goes on with a note, 2 behind 注：1.… and 1 behind 注： alone; 0 for none."""
    opens = TABLE_NOTE.match(note)
    marker = find_marker(note[opens.end() :] if opens else note)
    return marker.number + 1 if marker else int(opens is not None and opens.end() == len(note))
