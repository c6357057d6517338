"""Each row beside the whole of the sentences that it repeats: whether the two say the same, and where they part."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from diffs.checking.measures import CLOSING, Row, Unit
from diffs.checking.row_links import Group
from diffs.comparison import Label

_STOP = "。"


@dataclass(frozen=True, slots=True)
class RowText:
    """A row, the offsets of its body sentences in the row's order, and both texts folded as they are compared.

    ``first`` is the offset of the first sentence that differs, -1 when the row says the same or has no sentence;
    ``repeats`` is the path of an earlier row that says one of the sentences already.
    """

    row: Row
    body: tuple[int, ...]
    row_key: str
    body_key: str
    first: int
    labels: frozenset[Label]
    repeats: str | None


@dataclass(frozen=True, slots=True)
class _Piece:
    """What a row holds of one group: its sentences joined, and the offsets of the body sentences that they are.

    ``shared``: other rows hold parts of the same body sentences.
    """

    group: int
    key: str
    body: tuple[int, ...]
    again: bool
    shared: bool = False


def row_texts(rows: Sequence[Row], body: Sequence[Unit], groups: Sequence[Group]) -> list[RowText]:
    """Every row in order; one without a sentence has no ``body``."""
    closes = Counter(row.key[-1] if row.key[-1] in CLOSING else "" for row in rows)
    strict = not closes or closes[_STOP] == max(closes.values())
    held = _held(rows, groups)
    misfits = _misfits(body, held)
    earlier = {at: row.clause.path for row, pieces in reversed(held) for piece in pieces for at in piece.body}
    return [
        _row_text(row, pieces, body, strict, bool(misfits & {(number, piece.group) for piece in pieces}), earlier)
        for number, (row, pieces) in enumerate(held)
    ]


def drawn_on(rows: Sequence[Row], groups: Sequence[Group]) -> Iterator[tuple[Row, tuple[int, ...]]]:
    """Each row with the offsets of the body sentences that it draws on, in the row's order."""
    said = {at: sorted(group.body) for group in groups for at in group.rows}
    said |= {at: [second] for group in groups for at, second in group.repeats}
    start = 0
    for row in rows:
        end = start + len(row.units)
        yield row, tuple(dict.fromkeys(offset for at in range(start, end) for offset in said.get(at, ())))
        start = end


def _held(rows: Sequence[Row], groups: Sequence[Group]) -> list[tuple[Row, list[_Piece]]]:
    """Each row with its pieces in order."""
    member = {
        at: (number, tuple(sorted(group.body)), False) for number, group in enumerate(groups) for at in group.rows
    }
    for number, group in enumerate(groups):
        member |= {at: (number, (said,), True) for at, said in group.repeats}
    held: list[tuple[Row, list[_Piece]]] = []
    start = 0
    for row in rows:
        keys: dict[tuple[int, tuple[int, ...], bool], str] = {}
        for at, unit in enumerate(row.units, start):
            if at in member:
                keys[member[at]] = keys.get(member[at], "") + unit.key
        held.append((row, [_Piece(number, key, offsets, again) for (number, offsets, again), key in keys.items()]))
        start += len(row.units)
    holders = Counter(piece.group for _, pieces in held for piece in pieces if not piece.again)
    return [
        (row, [_Piece(p.group, p.key, p.body, p.again, not p.again and holders[p.group] > 1) for p in pieces])
        for row, pieces in held
    ]


def _misfits(body: Sequence[Unit], held: Sequence[tuple[Row, list[_Piece]]]) -> set[tuple[int, int]]:
    """Of sentences that several rows share: the parts (row, group) that do not stand in them one after another.

    Only closing marks may be lost where a sentence was cut; what is left over is missing from the part before it.
    """
    parts: dict[int, list[tuple[int, _Piece]]] = defaultdict(list)
    for number, (_, pieces) in enumerate(held):
        for piece in pieces:
            if piece.shared:
                parts[piece.group].append((number, piece))
    wrong: set[tuple[int, int]] = set()
    for group, shared in parts.items():
        whole, at = "".join(body[one].key for one in shared[0][1].body), 0
        for place, (number, piece) in enumerate(shared):
            found = whole.find(piece.key.rstrip(CLOSING), at)
            if found < 0:
                wrong.add((number, group))
                continue
            if whole[at:found].strip(CLOSING):
                wrong.add((shared[max(place - 1, 0)][0], group))
            at = found + len(piece.key.rstrip(CLOSING))
        if whole[at:].strip(CLOSING) and not wrong & {(number, group) for number, _ in shared}:
            wrong.add((shared[-1][0], group))
    return wrong


def _row_text(
    row: Row, pieces: Sequence[_Piece], body: Sequence[Unit], strict: bool, misfit: bool, earlier: Mapping[int, str]
) -> RowText:
    offsets = tuple(dict.fromkeys(at for piece in pieces for at in piece.body))
    row_key, body_key = row.key, "".join(body[at].key for at in offsets)
    if not strict:
        row_key, body_key = row_key.rstrip(CLOSING), body_key.rstrip(CLOSING)
    if any(piece.shared for piece in pieces):
        differs = misfit or len("".join(piece.key for piece in pieces)) < len(row.key)
    else:
        differs = bool(offsets) and row_key != body_key
    again = next((earlier[at] for piece in pieces if piece.again for at in piece.body), None)
    first = next(_parting(row_key, offsets, body)) if differs else -1
    return RowText(row, offsets, row_key, body_key, first, frozenset(_labels(pieces, offsets, differs)), again)


def _parting(row_key: str, offsets: Sequence[int], body: Sequence[Unit]) -> Iterator[int]:
    """The sentences that do not stand in the row, then the last one: it is its end that differs."""
    yield from (at for at in offsets if body[at].bare not in row_key)
    yield offsets[-1]


def _labels(pieces: Sequence[_Piece], offsets: Sequence[int], differs: bool) -> Iterator[Label]:
    if differs:
        yield Label.MODIFIED
    if len(offsets) > 1:
        yield Label.MERGED
    if any(piece.shared for piece in pieces):
        yield Label.SPLIT
