"""款 inside 条: which rows of a sheet belong to one article, and where what has moved stood before. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from diffs.comparison import Label
from service.sheets.asked import View
from service.sheets.rows import Row


@dataclass(frozen=True, slots=True)
class Fold:
    """A run of unchanged rows."""

    rows: tuple[Row, ...]

    @property
    def reach(self) -> tuple[str, str]:
        """The first and the last place it covers."""
        return self.rows[0].place, self.rows[-1].place


@dataclass(frozen=True, slots=True)
class Trace:
    """The place that a moved row has left: a line that leads to where it stands now."""

    row: Row


@dataclass(frozen=True, slots=True)
class Section:
    """What is shown together: the rows of one article under its ``head``, or, where it is ``None``, anything else."""

    head: Row | None
    blocks: tuple[Row | Fold | Trace, ...]


def article_keys(rows: Sequence[Row], view: View) -> tuple[str, ...]:
    """For each row the article it is read in, by a name equal for all rows of one article; empty outside of articles.

    Articles go by their new path; what is gone is read in the article that its own has become.
    """
    if view is View.OLD:
        return tuple(row.old[0].article if row.old else "" for row in rows)
    became: dict[str, str] = {}
    for row in rows:
        for unit in row.old:
            if unit.path == unit.article and row.new and row.new[0].article:
                became.setdefault(unit.path, row.new[0].article)
    return tuple(_key(row, became) for row in rows)


def touched_articles(rows: Sequence[Row], keys: Sequence[str]) -> frozenset[str]:
    """The articles whose wording is not the same: they are read whole, what stayed in them with what did not."""
    return frozenset(key for row, key in zip(rows, keys, strict=True) if key and not row.same_text)


def sections(blocks: Iterable[Row | Fold], view: View) -> tuple[Section, ...]:
    """The blocks of a sheet with the traces of what has moved, gathered into articles of more than one row."""
    blocks = tuple(blocks)
    placed = tuple(_traced(blocks)) if view in (View.COLUMNS, View.INLINE) else blocks
    rows = [one for one in placed if isinstance(one, Row)]
    keys = dict(zip((row.id for row in rows), article_keys(rows, view), strict=True))
    return tuple(_sections(placed, keys, view))


def _sections(blocks: Sequence[Row | Fold | Trace], keys: Mapping[str, str], view: View) -> Iterator[Section]:
    for key, group in groupby(zip(_carried(blocks, keys), blocks, strict=True), key=itemgetter(0)):
        members = tuple(block for _, block in group)
        first = members[0]
        if key and len(members) > 1 and isinstance(first, Row) and _is_article(first, view):
            yield Section(first, members[1:])
        else:
            yield Section(None, members)


def _carried(blocks: Iterable[Row | Fold | Trace], keys: Mapping[str, str]) -> Iterator[str]:
    """Each block's article; a trace stands in that of the row before it."""
    key = ""
    for block in blocks:
        if not isinstance(block, Trace):
            key = keys[block.id] if isinstance(block, Row) else ""
        yield key


def _is_article(row: Row, view: View) -> bool:
    units = row.old if view is View.OLD or not row.new else row.new
    return units[0].path == units[0].article


def _key(row: Row, became: Mapping[str, str]) -> str:
    if row.new:
        return row.new[0].article
    article = row.old[0].article
    return became.get(article, article and f"{article} (old)")


def _traced(blocks: Sequence[Row | Fold]) -> Iterator[Row | Fold | Trace]:
    """The blocks, each followed by the traces of rows that stood right behind it in the old text."""
    shown = [
        (row, at) for at, block in enumerate(blocks) for row in (block.rows if isinstance(block, Fold) else (block,))
    ]
    staying = sorted((unit.at, at) for row, at in shown if Label.MOVED not in row.labels for unit in row.old)
    behind: dict[int, list[Row]] = {}
    for row, _ in shown:
        if Label.MOVED in row.labels and row.old and row.new:
            before = [at for place, at in staying if place < row.old[0].at]
            behind.setdefault(before[-1] if before else -1, []).append(row)
    yield from map(Trace, behind.get(-1, ()))
    for at, block in enumerate(blocks):
        yield block
        yield from map(Trace, sorted(behind.get(at, ()), key=lambda row: row.old[0].at))
