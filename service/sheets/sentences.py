"""A comparison of two places sentence by sentence, as rows of a sheet. Pure."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from diffs.clauses import Clause, Outline
from diffs.comparison import ChangeClass, Label, Op, SentenceRef, Span
from diffs.counting.fates import Fate, Item
from diffs.describing.inline import inline
from diffs.keys import norm
from diffs.similarity import ratio
from service.comparing import Compared
from service.sheets.rows import LABEL_ORDER, Row, Unit

_CLASSES = {Fate.IDENTICAL: ChangeClass.EDITORIAL, Fate.TEMPLATE: ChangeClass.TEMPLATE}

Items = Mapping[SentenceRef, Item]


@dataclass(frozen=True, slots=True)
class SentenceRow:
    """A row made of sentences, and which these are."""

    row: Row
    old: tuple[SentenceRef, ...]
    new: tuple[SentenceRef, ...]


def sentence_rows(compared: Compared, items: tuple[Items, Items]) -> tuple[SentenceRow, ...]:
    """A row for every link that holds a counted sentence and for every counted sentence alone, in new-text order;
    what only the old text has stands where it stood there."""
    made = _Rows(compared, items)
    links = [
        (link.old, link.new)
        for link in compared.comparison.sentence_links
        if any(ref in items[0] for ref in link.old) or any(ref in items[1] for ref in link.new)
    ]
    met = {ref for one, _ in links for ref in one}, {ref for _, one in links for ref in one}
    links += [((), (ref,)) for ref in items[1] if ref not in met[1]]
    after = {ref: made.place(1, new[0]) for old, new in links for ref in old}
    placed = [((*made.place(1, new[0]), 0, (0, 0)), (old, new)) for old, new in links]
    last = (-1, 0)
    for ref in items[0]:
        last = after.get(ref, last)
        if ref not in met[0]:
            placed.append(((*last, 1, made.place(0, ref)), ((ref,), ())))
    return tuple(made.row(*pair) for _, pair in sorted(placed, key=lambda one: one[0]))


class _Rows:
    """Writes rows of sentences for one comparison."""

    def __init__(self, compared: Compared, items: tuple[Items, Items]) -> None:
        self.items = items
        self.clauses: tuple[Mapping[str, tuple[int, Clause]], ...] = _placed(compared.old), _placed(compared.new)

    def place(self, side: int, ref: SentenceRef) -> tuple[int, int]:
        return self.clauses[side][ref[0]][0], ref[1]

    def row(self, old: Sequence[SentenceRef], new: Sequence[SentenceRef]) -> SentenceRow:
        said = "\n".join(self._said(0, old)), "\n".join(self._said(1, new))
        spans, degraded = inline(*said) if old and new else (_whole(*said), False)
        item = next((self.items[0][ref] for ref in old if ref in self.items[0]), None)
        item = item or next(self.items[1][ref] for ref in new if ref in self.items[1])
        labels = set(_labels(old, new, same=said[0] == said[1]))
        made = Row(
            id=_name(old, new),
            labels=tuple(label for label in LABEL_ORDER if label in labels),
            change_class=_CLASSES.get(item.fate, ChangeClass.WORDING) if Label.MODIFIED in labels else None,
            old=tuple(self._unit(0, ref) for ref in old),
            new=tuple(self._unit(1, ref) for ref in new),
            spans=spans,
            renumbered=None,
            moved=None,
            signals=(),
            similarity=round(100 * ratio(norm(said[0]), norm(said[1]))) if old and new else None,
            weak=item.fate is Fate.PARTLY and bool(old and new),
            degraded=degraded,
            title=False,
        )
        return SentenceRow(made, tuple(old), tuple(new))

    def _said(self, side: int, refs: Sequence[SentenceRef]) -> Iterator[str]:
        return (self.clauses[side][name][1].sentences[at] for name, at in refs)

    def _unit(self, side: int, ref: SentenceRef) -> Unit:
        at, clause = self.clauses[side][ref[0]]
        length = len(clause.sentences[ref[1]])
        return Unit(id=clause.id, path=f"{clause.path}#{ref[1] + 1}", marker="", length=length, at=at)


def _placed(outline: Outline) -> dict[str, tuple[int, Clause]]:
    return {clause.id: (at, clause) for at, clause in enumerate(outline.clauses)}


def _whole(old: str, new: str) -> tuple[Span, ...]:
    return (Span(Op.DELETE, old),) if old else (Span(Op.INSERT, new),)


def _labels(old: Sequence[SentenceRef], new: Sequence[SentenceRef], *, same: bool) -> Iterator[Label]:
    if not old or not new:
        yield Label.REMOVED if old else Label.ADDED
        return
    yield Label.UNCHANGED if same and len(old) == len(new) == 1 else Label.MODIFIED
    if len(new) > 1:
        yield Label.SPLIT
    if len(old) > 1:
        yield Label.MERGED


def _name(old: Sequence[SentenceRef], new: Sequence[SentenceRef]) -> str:
    """The id of a row, a function of the sentences it holds."""
    sides = ("\n".join(f"{name}#{at}" for name, at in refs) for refs in (old, new))
    return "s" + hashlib.blake2b("\0".join(sides).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
