"""The sheet that a reader asked for: rows filtered and folded, with the head of both texts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from diffs.clauses import Outline
from diffs.comparison import Comparison, Label
from diffs.keys import norm
from service.comparing import Compared
from service.facing import Said
from service.sheets.articles import Fold, article_keys, touched_articles
from service.sheets.asked import Asked, Unchanged, View
from service.sheets.cities import Cities, cities_of
from service.sheets.facets import Facets, facets_of
from service.sheets.heads import TextFacts, side_names
from service.sheets.rows import LABEL_ORDER, Row, make_rows


@dataclass(frozen=True, slots=True)
class Sheet:
    """A comparison as it was asked for; what a page shows and a paper holds.

    ``rows`` are those that pass, unchanged ones among them unless they were to be left out; ``blocks`` are the same
    rows with runs of unchanged ones folded where that was asked. ``counts`` says how often each label was given in
    the whole comparison, ``changed`` how many of its rows are not unchanged, ``shown`` how many of those pass.
    ``names`` are what two places are called; ``texts`` are the two outlines, ``every`` all rows whatever was asked,
    ``facets`` the numbers beside the filters. One side alone holds and counts its own rows, in its own order; an
    article whose wording differs anywhere is not folded in part. ``cities`` stands with two places: ``blocks`` then
    leave out what frames the measures and what says them again.
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
    texts: tuple[Outline, Outline]
    every: tuple[Row, ...]
    facets: Facets
    cities: Cities | None = None

    @property
    def counted_apart(self) -> bool:
        """Whether the filters, which count rows, have other numbers than the summary, which counts a matter once."""
        once = dict(self.counts)
        return any(once[label] != rows for label, rows in self.facets.labels)


def lay_out(compared: Compared, heads: tuple[TextFacts, TextFacts], asked: Asked) -> Sheet:
    """The sheet of a comparison whose two texts are headed by ``heads``."""
    comparison = compared.comparison
    every = make_rows(comparison, compared.old, compared.new)
    cities = cities_of(compared, asked.counting, every) if comparison.across else None
    every = cities.every if cities else every
    made = _of_view(every, asked.view)
    kept = tuple(filter(passing(asked), made))
    if cities:
        kept = tuple(row for row in kept if cities.holds(row, asked.counting))
    rows = tuple(row for row in kept if not (row.unchanged and asked.unchanged is Unchanged.HIDDEN))
    return Sheet(
        asked=asked,
        comparison=comparison,
        heads=heads,
        names=side_names(heads),
        rows=rows,
        blocks=tuple(_blocks(cities.split(rows)[0], asked.unfolded) if cities else _blocks(rows, asked)),
        counts=tuple((label, comparison.summary.get(label, 0)) for label in LABEL_ORDER),
        changed=sum(not row.unchanged for row in made),
        shown=sum(not row.unchanged for row in kept),
        overrides=compared.overrides,
        texts=(compared.old, compared.new),
        every=every,
        facets=facets_of(made),
        cities=cities,
    )


def passing(asked: Asked) -> Callable[[Row], bool]:
    """Whether a row passes all filters; words are looked for whatever their width, blanks and letter case."""
    word = norm(asked.word).casefold()

    def passes(row: Row) -> bool:
        return (
            (not asked.labels or not set(asked.labels).isdisjoint(row.labels))
            and (not asked.classes or row.depth in asked.classes)
            and (not asked.signals or any(signal.kind in asked.signals for signal in row.signals))
            and (not word or any(word in norm(row.wording(old=old)).casefold() for old in (True, False)))
        )

    return passes


def _of_view(rows: tuple[Row, ...], view: View) -> tuple[Row, ...]:
    """The rows that a view is made of: one side alone has its own rows, in the order of its text."""
    if view is View.OLD:
        return tuple(sorted((row for row in rows if row.old), key=lambda row: row.old[0].at))
    if view is View.NEW:
        return tuple(sorted((row for row in rows if row.new), key=lambda row: row.new[0].at))
    return rows


def _blocks(rows: tuple[Row, ...], asked: Asked) -> Iterator[Row | Fold]:
    if asked.unchanged is not Unchanged.FOLDED:
        yield from rows
        return
    keys = article_keys(rows, asked.view)
    whole = touched_articles(rows, keys)
    folded = (row.unchanged and key not in whole for row, key in zip(rows, keys, strict=True))
    for fold, group in groupby(zip(rows, folded, strict=True), key=itemgetter(1)):
        members = tuple(row for row, _ in group)
        if fold:
            yield Fold(members)
        else:
            yield from members
