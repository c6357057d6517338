"""Where each unit of the old text stands once an amendment is settled: old numbers noted before, new ones read after."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from diffs.amending.opened import OpenText, Place, Unit
from diffs.keys import norm

#: Share of pairs of characters that the wordings of a unit put anew have in common with it.
_ALIKE = 0.5


class Spot(NamedTuple):
    """A place in the new text: the article and the numbers below it, 0 where the place is higher."""

    article: Unit
    paragraph: int = 0
    item: int = 0
    point: int = 0


#: A unit of the old text with what it stood in: article, paragraph, item, point.
Home = tuple[Unit, ...]


@dataclass(slots=True)
class Whereabouts:
    """The old numbering of a text, and ``spots`` in the new one by the identity of units of the old."""

    articles: dict[Place, list[Unit]] = field(default_factory=dict)
    homes: dict[int, Home] = field(default_factory=dict)
    numbers: dict[int, int] = field(default_factory=dict)
    spots: dict[int, Spot] = field(default_factory=dict)
    images: dict[int, Unit] = field(default_factory=dict)
    order: list[Unit] = field(default_factory=list)
    ranks: dict[int, int] = field(default_factory=dict)
    _moved: dict[int, bool] = field(default_factory=dict)

    def settle(self, opened: OpenText, merged: Mapping[int, Unit], parted: Set[int]) -> None:
        """Read where all units stand now; articles that went into others are those, articles of ``parted`` are gone."""
        for rank, article in enumerate(opened.articles()):
            self.ranks[id(article)] = rank
            for place, paragraph in enumerate(article.children, 1):
                self.spots[id(paragraph)] = Spot(article, place)
                for item in paragraph.children:
                    self.spots[id(item)] = Spot(article, place, item.number)
                    for point in item.children:
                        self.spots[id(point)] = Spot(article, place, item.number, point.number)
        for unit in (unit for units in self.articles.values() for unit in units):
            now: Unit | None = unit
            while now is not None and now.removed:
                now = merged.get(id(now))
            if now is not None and id(unit) not in parted:
                self.images[id(unit)] = now
                self._recognise(unit, now)

    def _recognise(self, old: Unit, now: Unit) -> None:
        """Units that were put anew with what they stand in, known by their wording or by place and like wording."""
        for at, child in enumerate(old.old):
            image = child
            if id(child) not in self.spots and not child.removed:
                found = _same(child, at, old.old, now.children)
                if found is not None:
                    image = found
                    self.spots[id(child)] = self.spots[id(found)]
            if id(image) in self.spots:
                self._recognise(child, image)

    def below(self, holder: Unit, number: int, level: int) -> Unit | None:
        """What a number means in a unit of the old text: paragraphs by their place, others as printed."""
        if level == 1:
            return holder.old[number - 1] if 0 < number <= len(holder.old) else None
        holders = holder.old if holder.kind == "article" else (holder,)
        found = [unit for one in holders for unit in one.old if self.numbers.get(id(unit)) == number]
        return found[0] if len(found) == 1 else None

    def only(self, spot: Spot) -> bool:
        """Whether an item of the new text is the one of its number in its article."""
        numbers = [item.number for paragraph in spot.article.children for item in paragraph.children]
        return numbers.count(spot.item) == 1

    def removed(self, unit: Unit) -> bool:
        """Whether a unit of the old text was taken out, itself or with what it stood in."""
        return any(one.removed for one in self.homes.get(id(unit), ()))

    def moved(self, article: Unit) -> bool:
        """Whether anything below an article of the old text has another number now, or none."""
        if id(article) not in self._moved:
            self._moved[id(article)] = any(unit is None or unit[1:] != place for unit, place in self._compared(article))
        return self._moved[id(article)]

    def _compared(self, article: Unit) -> list[tuple[Spot | None, tuple[int, int, int]]]:
        pairs: list[tuple[Spot | None, tuple[int, int, int]]] = []
        for place, paragraph in enumerate(article.old, 1):
            pairs.append((self.spots.get(id(paragraph)), (place, 0, 0)))
            for item in paragraph.old:
                number = self.numbers[id(item)]
                pairs.append((self.spots.get(id(item)), (place, number, 0)))
                pairs += [(self.spots.get(id(one)), (place, number, self.numbers[id(one)])) for one in item.old]
        return pairs


def noted(opened: OpenText) -> Whereabouts:
    """The numbering of a text before an edit of it."""
    made = Whereabouts()
    made.order = list(opened.articles())
    for article in made.order:
        made.articles.setdefault((article.number, article.branch), []).append(article)
        _note(made, article, ())
    return made


def _note(made: Whereabouts, unit: Unit, above: Home) -> None:
    home = (*above, unit)
    made.homes[id(unit)] = home
    made.numbers[id(unit)] = unit.number
    for child in unit.old:
        _note(made, child, home)


def _same(unit: Unit, at: int, olds: Sequence[Unit], news: Sequence[Unit]) -> Unit | None:
    key = norm(unit.body.text).rstrip("；;。")
    found = [one for one in news if norm(one.body.text).rstrip("；;。") == key]
    if len(found) == 1 and key:
        return found[0]
    if found or len(olds) != len(news) or not _alike(key, norm(news[at].body.text)):
        return None
    return news[at]


def _alike(one: str, other: str) -> bool:
    pairs, others = (Counter(pairwise(text)) for text in (one, other))
    return 2 * (pairs & others).total() >= _ALIKE * max(pairs.total() + others.total(), 1)
