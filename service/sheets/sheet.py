"""The sheet that a reader asked for: rows filtered and folded, with the head of both texts."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from diffs.comparison import Comparison, Label
from diffs.keys import norm
from service.comparing import Compared
from service.facing import Said
from service.sheets.asked import Asked, Unchanged
from service.sheets.heads import TextFacts, side_names
from service.sheets.rows import LABEL_ORDER, Row, make_rows


@dataclass(frozen=True, slots=True)
class Fold:
    """A run of unchanged rows."""

    rows: tuple[Row, ...]

    @property
    def reach(self) -> tuple[str, str]:
        """The first and the last place it covers."""
        return self.rows[0].place, self.rows[-1].place


@dataclass(frozen=True, slots=True)
class Sheet:
    """A comparison as it was asked for; what a page shows and a paper holds.

    ``rows`` are those that pass, unchanged ones among them unless they were to be left out; ``blocks`` are the same
    rows with runs of unchanged ones folded where that was asked. ``counts`` says how often each label was given in
    the whole comparison, ``changed`` how many of its rows are not unchanged, ``shown`` how many of those pass.
    ``names`` are what two places are called.
    """

    asked: Asked
    comparison: Comparison
    heads: tuple[TextFacts, TextFacts]
    names: tuple[str, str]
    rows: tuple[Row, ...]
    blocks: tuple[Row | Fold, ...]
    counts: tuple[tuple[Label, int], ...]
    changed: int
    shown: int
    overrides: tuple[Said, ...]


def lay_out(compared: Compared, heads: tuple[TextFacts, TextFacts], asked: Asked) -> Sheet:
    """The sheet of a comparison whose two texts are headed by ``heads``."""
    comparison = compared.comparison
    made = make_rows(comparison, compared.old, compared.new)
    kept = tuple(filter(passing(asked), made))
    rows = tuple(row for row in kept if not (row.unchanged and asked.unchanged is Unchanged.HIDDEN))
    return Sheet(
        asked=asked,
        comparison=comparison,
        heads=heads,
        names=side_names(heads),
        rows=rows,
        blocks=tuple(_blocks(rows, asked.unchanged)),
        counts=tuple((label, comparison.summary.get(label, 0)) for label in LABEL_ORDER),
        changed=sum(not row.unchanged for row in made),
        shown=sum(not row.unchanged for row in kept),
        overrides=compared.overrides,
    )


def passing(asked: Asked) -> Callable[[Row], bool]:
    """Whether a row passes all filters; words are looked for whatever their width, blanks and letter case."""
    word = norm(asked.word).casefold()

    def passes(row: Row) -> bool:
        return (
            (not asked.labels or not set(asked.labels).isdisjoint(row.labels))
            and (not asked.classes or row.change_class in asked.classes)
            and (not asked.signals or any(signal.kind in asked.signals for signal in row.signals))
            and (not word or any(word in norm(row.wording(old=old)).casefold() for old in (True, False)))
        )

    return passes


def _blocks(rows: Iterable[Row], unchanged: Unchanged) -> Iterator[Row | Fold]:
    for folded, group in groupby(rows, key=lambda row: row.unchanged):
        if folded and unchanged is Unchanged.FOLDED:
            yield Fold(tuple(group))
        else:
            yield from group
