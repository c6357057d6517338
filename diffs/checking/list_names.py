"""The names that stand over a list's rows beside the headings that stand over their sentences."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from diffs.checking.measures import CLOSING, Row, Unit, fold
from diffs.clauses import Outline
from diffs.similarity import ratio

#: Names this alike are one name; where they head the very same measures, less likeness is enough.
_ALIKE, _SAME_MEASURES = 0.6, 0.34
_SHARED = 0.8
_COVERS = 0.5


@dataclass(frozen=True, slots=True)
class HeadingDifference:
    """A category or caption of the list and the body's heading for the same rows; ``rows`` and ``clause`` are paths."""

    list: str
    body: str
    rows: tuple[str, ...]
    clause: str


def heading_differences(
    outline: Outline, rows: Sequence[Row], places: Mapping[int, Unit], above: list[list[int]]
) -> tuple[HeadingDifference, ...]:
    """Names that differ from the heading of the same measures, in the order of the list."""
    beneath: dict[int, set[int]] = defaultdict(set)
    for number, unit in places.items():
        for at in (*above[unit.at], unit.at):
            if outline.clauses[at].heading:
                beneath[at].add(number)
    found: dict[tuple[str, int], list[str]] = {}
    for name, numbers in _named(rows, places):
        other = _heading(outline, name, numbers, beneath, places, above)
        if other is not None:
            found.setdefault((name, other), []).extend(rows[number].clause.path for number in numbers)
    clauses = outline.clauses
    return tuple(
        HeadingDifference(name, clauses[at].heading, tuple(paths), clauses[at].path)
        for (name, at), paths in found.items()
    )


def _named(rows: Sequence[Row], places: Mapping[int, Unit]) -> Iterator[tuple[str, list[int]]]:
    """Each name of the list with the linked rows that it stands over."""
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for number in sorted(places):
        row = rows[number]
        for depth in range(len(row.names)):
            groups[row.table, *row.names[: depth + 1]].append(number)
    for key, numbers in groups.items():
        yield str(key[-1][1]), numbers  # type: ignore[index]


def _heading(
    outline: Outline,
    name: str,
    numbers: list[int],
    beneath: Mapping[int, set[int]],
    places: Mapping[int, Unit],
    above: list[list[int]],
) -> int | None:
    """The position of the heading that ``name`` differs from; ``None`` when one reads alike or none is its counterpart."""
    key, mine = _bare(name), set(numbers)
    best: tuple[float, int] | None = None
    for at in sorted({at for number in numbers for at in (*above[places[number].at], places[number].at)}):
        if at not in beneath or len(beneath[at] & mine) < _COVERS * len(mine):
            continue
        heading = _bare(outline.clauses[at].heading)
        if heading == key:
            return None
        alike = ratio(key, heading)
        shared = len(beneath[at] & mine) / len(beneath[at] | mine)
        if alike >= _ALIKE or (alike >= _SAME_MEASURES and shared >= _SHARED):
            best = max(best or (0.0, -1), (alike + shared, at))
    return best[1] if best else None


def _bare(name: str) -> str:
    return fold(name).rstrip(CLOSING)
