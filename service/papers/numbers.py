"""Clauses whose number is another and nothing else, told in few words: 第五条至第七条改为第六条至第八条. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from diffs.clauses import Outline
from service.sheets.places import said_place
from service.sheets.rows import Row, Unit
from service.sheets.sheet import Sheet
from service.texts import Language, say, say_compared

#: Where a clause stands among its like: what they are, and which of them it is.
Place = tuple[str, int]


class Neighbours:
    """Tells which rows follow one another without a gap, on both sides."""

    def __init__(self, sheet: Sheet) -> None:
        old, new = sheet.texts
        articles = {unit.id for row in sheet.every for unit in (*row.old, *row.new) if unit.path == unit.article}
        self.old, self.new = _places(old, articles), _places(new, articles)

    def follows(self, before: Row, after: Row) -> bool:
        """Whether the one row's clauses come right after the other's, in both texts."""
        return _next(self.old, before.old, after.old) and _next(self.new, before.new, after.new)

    def steps(self, rows: Iterable[Row]) -> list[list[Row]]:
        """Rows in groups that can be told by their first and their last."""
        steps: list[list[Row]] = []
        for row in rows:
            if steps and self.follows(steps[-1][-1], row):
                steps[-1].append(row)
            else:
                steps.append([row])
        return steps


def told(step: Sequence[Row], language: Language, *, across: bool) -> str:
    """The numbers of a group before and now, or in the one place and the other."""
    old, new = (reach(step, language, old=side) for side in (True, False))
    return say_compared(language, "paper.renumbered", across=across, old=old, new=new)


def reach(step: Sequence[Row], language: Language, *, old: bool) -> str:
    """From the first clause of a group to its last, on one side; the other side's for a row that has none there."""
    ends = [((row.old or row.new) if old else (row.new or row.old))[0] for row in (step[0], step[-1])]
    first, last = (said_place(unit.path) for unit in ends)
    return first if first == last else say(language, "paper.reach", first=first, last=last)


def _places(outline: Outline, articles: set[str]) -> Mapping[str, Place]:
    """Articles count through the whole text, all else inside what it stands in."""
    counts: dict[str, int] = {}
    found = {}
    for clause in outline.clauses:
        among = "" if clause.id in articles else f"\n{clause.parent or ''}"
        counts[among] = counts.get(among, 0) + 1
        found[clause.id] = (among, counts[among])
    return found


def _next(places: Mapping[str, Place], before: Sequence[Unit], after: Sequence[Unit]) -> bool:
    if len(before) != 1 or len(after) != 1:
        return False
    (among, number), (other, following) = places[before[0].id], places[after[0].id]
    return among == other and following == number + 1
