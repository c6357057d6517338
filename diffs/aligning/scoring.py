"""The score of a pair of clauses: how alike they read, with small bonuses for where they stand."""

import re
from collections.abc import Mapping
from enum import IntEnum

from diffs.clauses import Clause, Kind
from diffs.similarity import COSINE_SHARE, ratio
from diffs.trees import Tree

#: A link below this score is none; from ``STRONG`` on it is strong (both measured on amended copies).
THRESHOLD, STRONG = 0.40, 0.60
#: What is left over may be linked from here on when nothing else comes near it.
CLEAR = 0.33
#: Overlaps down to this score are kept as related.
RELATED_FLOOR = 0.25

_SAME_PARENT, _NEIGHBOUR, _SAME_HEADING, _SAME_NUMBER = 0.06, 0.04, 0.10, 0.02
#: Headings and opening words less alike than this keep only so much of the score that their contents give.
_HEADINGS, _STRANGE = 0.25, 0.7
_SAME_SLOT = 0.7
#: Wordings up to this length share a tail too easily: they must read strongly alike.
_SHORT = 12
#: What closes a list says nothing of what the list is about: 法律、法规规定的其他职责, 法律、法规规定的其他场所.
_CLOSING = re.compile(
    "(?:(?:法律|行政法规|法规|规章|国家|省|市|以及|和|或者?|有关|、|,)+(?:规定|确定|认定|禁止)的)?其他"
)
_LONGEST_CLOSING = 24
_APART = frozenset({Kind.TABLE_ROW, Kind.TITLE, Kind.SIGNATURE, Kind.FRONT_MATTER, Kind.COLOPHON, Kind.ATTACHMENT})
_DIVISION, _ARTICLE = re.compile(r"第[^条]{1,8}[编章节]"), re.compile(r"第.{1,8}条")
#: To begin with a set of characters lets the search skip to them.
_ABBREVIATION = re.compile(r"[A-Z](?<![A-Za-z].)[A-Z0-9]+(?![a-z])")


class _Standing(IntEnum):
    """Where a clause stands in a statute; ``UNIT`` is everything else."""

    UNIT = 0
    PARAGRAPH = 1
    ARTICLE = 2
    DIVISION = 3


class Scorer:
    """Scores pairs of positions; ``links`` are those made so far and are read anew each time."""

    def __init__(self, old: Tree, new: Tree, links: Mapping[int, int]) -> None:
        self.old, self.new, self.links = old, new, links
        self._old_standing, self._new_standing = _standings(old), _standings(new)
        self._old_apart, self._new_apart = _apart(old), _apart(new)

    def score(self, first: int, second: int, cosine: float) -> float:
        """Likeness of two clauses from 0 to 1; 0 for those that can never be one."""
        if self._strangers(first, second):
            return 0.0
        bonus = self._bonus(first, second)
        cutoff = max(0.0, (RELATED_FLOOR - bonus - COSINE_SHARE * cosine) / (1 - COSINE_SHARE))
        if cutoff >= 1:
            return 0.0
        alike, said = self._alike(first, second, cutoff)
        score = min(0.999, COSINE_SHARE * cosine + (1 - COSINE_SHARE) * alike + bonus)
        if said is None and self.old.clauses[first].kind is self.new.clauses[second].kind is Kind.HEADING:
            said = ratio(self.old.keys[first], self.new.keys[second])
        if said is not None and said < _HEADINGS:
            return score * _STRANGE
        longest = max(len(self.old.keys[first]), len(self.new.keys[second]))
        if longest <= _LONGEST_CLOSING and self._close_other_lists(first, second):
            return min(score, CLEAR - 0.01)
        if 0 < longest <= _SHORT and self._leaves(first, second) and not self._placed(first, second):
            strong = ratio(self.old.keys[first], self.new.keys[second]) >= STRONG
            return score if strong else min(score, CLEAR - 0.01)
        return score

    def _placed(self, first: int, second: int) -> bool:
        """Whether their place speaks for a pair: the same number, or a neighbour that is linked."""
        one, other = self.old.clauses[first], self.new.clauses[second]
        return (one.number is not None and one.number == other.number) or self._neighbours(first, second)

    def _close_other_lists(self, first: int, second: int) -> bool:
        """Whether two items are the catch-alls of lists that are not linked."""
        one, other = self.old.keys[first], self.new.keys[second]
        if "其他" not in one or "其他" not in other or not _CLOSING.match(one) or not _CLOSING.match(other):
            return False
        parent, stands = self.old.parents[first], self.new.parents[second]
        return one != other and parent >= 0 and stands >= 0 and self.links.get(parent) != stands

    def _neighbours(self, first: int, second: int) -> bool:
        return self.links.get(first - 1) == second - 1 or self.links.get(first + 1) == second + 1

    def _alike(self, first: int, second: int, cutoff: float) -> tuple[float, float | None]:
        """The ratio of the contents, and that of the own wordings where both sides have more below them.

        These count half then. Where one side only has clauses below it, its own wording alone may be what the other
        says.
        """
        one, other = self.old.keys[first], self.new.keys[second]
        contents = self.old.contents[first], self.new.contents[second]
        if not one or not other or self._leaves(first, second):
            return ratio(*contents, cutoff), None
        said = ratio(one, other)
        if self.containers(first, second):
            return (said + ratio(*contents, max(0.0, 2 * cutoff - said))) / 2, said
        return max(said, ratio(*contents, max(cutoff, said))), None

    def _strangers(self, first: int, second: int) -> bool:
        """Whether two clauses can never be one: a row and a paragraph, a chapter and an article, an item and a whole
        article."""
        if self._old_apart[first] != self._new_apart[second]:
            return True
        standings = self._old_standing[first], self._new_standing[second]
        if standings[0] == standings[1]:
            return False
        one, other = self.old.clauses[first], self.new.clauses[second]
        if _Standing.DIVISION in standings:
            other_one = one if standings[1] == _Standing.DIVISION else other
            return bool(other_one.marker) or other_one.kind is not Kind.HEADING
        item = one if standings[0] == _Standing.UNIT else other
        return _Standing.UNIT in standings and bool(item.marker) and not self._leaves(first, second)

    def _leaves(self, first: int, second: int) -> bool:
        return not self.old.children[first] and not self.new.children[second]

    def containers(self, first: int, second: int) -> bool:
        """Whether both have clauses below them."""
        return bool(self.old.children[first]) and bool(self.new.children[second])

    def same_slot(self, first: int, second: int) -> bool:
        """Whether two siblings are one place by name: a fixed part (通知/文号), one heading, nearly one for containers."""
        one, other = self.old.clauses[first], self.new.clauses[second]
        if not one.marker and one.level == 0 and one.path == other.path and one.kind == other.kind:
            return "¶" not in one.path
        heading, stands = self.old.headings[first], self.new.headings[second]
        if len(heading) < 2 or len(stands) < 2:
            return False
        if heading == stands or not self.containers(first, second):
            return heading == stands
        return heading in stands or stands in heading or ratio(heading, stands) >= _SAME_SLOT

    def _bonus(self, first: int, second: int) -> float:
        one, other = self.old.clauses[first], self.new.clauses[second]
        parent, stands = self.old.parents[first], self.new.parents[second]
        same = (parent < 0 and stands < 0) or (parent >= 0 and self.links.get(parent) == stands)
        bonus = _SAME_PARENT if same else 0.0
        if self.old.headings[first] and self.old.headings[first] == self.new.headings[second]:
            bonus += _SAME_HEADING
        if one.number is not None and one.number == other.number:
            bonus += _SAME_NUMBER
        if self._neighbours(first, second):
            bonus += _NEIGHBOUR
        return bonus


def _apart(tree: Tree) -> list[Kind | None]:
    """The kinds that are one with their own kind only."""
    return [clause.kind if clause.kind in _APART else None for clause in tree.clauses]


def _standings(tree: Tree) -> list[_Standing]:
    found: list[_Standing] = []
    for clause, parent in zip(tree.clauses, tree.parents, strict=True):
        below = parent >= 0 and not clause.marker and found[parent] is _Standing.ARTICLE
        found.append(_Standing.PARAGRAPH if below else _standing(clause))
    return found


def _standing(clause: Clause) -> _Standing:
    if _ARTICLE.match(clause.marker):
        return _Standing.ARTICLE
    return _Standing.DIVISION if _DIVISION.match(clause.marker) else _Standing.UNIT


def false_friends(old: str, new: str) -> bool:
    """Whether both name abbreviations and share none."""
    first, second = set(_ABBREVIATION.findall(old)), set(_ABBREVIATION.findall(new))
    return bool(first and second and not first & second)
