"""Which sentences of a body the sentences of a list's rows are: equal ones in order, moved ones, similar ones, growth.

The links are groups of n row sentences and m body sentences; a row sentence that repeats one already linked joins its
group as a repetition.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from diffs.aligning.growth import belongs, likeness
from diffs.aligning.scoring import false_friends
from diffs.assignment import Scored, best_links, common_sequence, heaviest_increasing
from diffs.checking.measures import Unit
from diffs.similarity import COSINE_SHARE, Cosines
from diffs.trees import flat

#: A similar sentence is linked from here on where its neighbours stand, and from ``_ELSEWHERE`` on anywhere else; in a
#: list that repeats the body (``_REPEATS`` of its sentences) from ``_REPEATING`` on, abbreviations agreeing.
_IN_PLACE, _ELSEWHERE, _REPEATING = 0.40, 0.75, 0.60
_REPEATS = 0.5
_PLACE = 0.10
_NEAREST, _FLOOR = 8, 0.12
#: So many free body sentences between two linked ones are all measured.
_GAP = 12
#: Anything shorter says nothing when it is merely similar.
_SHORTEST = 6
_ROUNDS = 3


@dataclass(slots=True)
class Group:
    """Row sentences and body sentences that are one measure, by offset.

    ``repeats`` are row sentences that say one of the body's sentences again: (row sentence, body sentence).
    """

    rows: list[int]
    body: list[int]
    repeats: list[tuple[int, int]] = field(default_factory=list)


def link(rows: Sequence[Unit], body: Sequence[Unit]) -> tuple[Group, ...]:
    """Groups in the order of the rows; every offset of either side stands in one group at most."""
    linker = _Linker(rows, body)
    linker.equal()
    linker.similar(_ELSEWHERE)
    if len(linker.links) >= _REPEATS * len(rows):
        linker.similar(_REPEATING)
    return tuple(sorted(linker.grown(), key=lambda group: min(group.rows)))


class _Linker:
    def __init__(self, rows: Sequence[Unit], body: Sequence[Unit]) -> None:
        self.rows, self.body = rows, body
        self.row_keys, self.body_keys = [unit.bare for unit in rows], [unit.bare for unit in body]
        self.links: dict[int, int] = {}
        self.taken: set[int] = set()
        self.repeats: dict[int, int] = {}
        self.measured: dict[tuple[int, int], float] = {}

    def equal(self) -> None:
        """Link equal sentences: those said once, the rest in order between them, what was moved, what is repeated."""
        counts = Counter(self.row_keys), Counter(self.body_keys)
        places = {key: at for at, key in enumerate(self.body_keys) if key}
        once = [
            (at, places[key])
            for at, key in enumerate(self.row_keys)
            if key in places and counts[0][key] == counts[1][key] == 1
        ]
        kept = heaviest_increasing([(second, len(self.body_keys[second])) for _, second in once])
        ends = [(-1, -1), *(once[at] for at in sorted(kept)), (len(self.rows), len(self.body))]
        for (at, to), (end, until) in pairwise(ends):
            if end == at + 1 or until == to + 1:
                continue
            said = self.body_keys[to + 1 : until]
            offsets = self._first_said(range(at + 1, end), said)
            for first, second in common_sequence([self.row_keys[one] for one in offsets], said):
                self._link(offsets[first], to + 1 + second)
        for first, second in once:
            self._link(first, second)
        self._again()

    def _first_said(self, offsets: range, said: Sequence[str]) -> list[int]:
        """The row sentences without those that say again what stands before them and only once in the body."""
        left = Counter(said)
        kept = []
        for at in offsets:
            left[self.row_keys[at]] -= 1
            if left[self.row_keys[at]] >= 0:
                kept.append(at)
        return kept

    def _again(self) -> None:
        """Equal sentences that are left over: the nearest free one, else the nearest one is repeated."""
        waiting: dict[str, list[int]] = defaultdict(list)
        for at, key in enumerate(self.body_keys):
            waiting[key].append(at)
        place = 0
        for at, key in enumerate(self.row_keys):
            if at in self.links:
                place = self.links[at] + 1
            elif key and key in waiting:
                free = [one for one in waiting[key] if one not in self.taken]
                waiting[key] = free or waiting[key][:1]
                nearest = min(waiting[key], key=lambda one: (abs(one - place), one))
                if free:
                    self._link(at, nearest)
                    place = nearest + 1
                else:
                    self.repeats[at] = nearest

    def _link(self, first: int, second: int) -> None:
        if first not in self.links and second not in self.taken and self.row_keys[first]:
            self.links[first] = second
            self.taken.add(second)

    def similar(self, elsewhere: float) -> None:
        """Link what reads alike: the nearest by wording, and what stands in the same gap, which each link narrows.

        ``elsewhere`` is the least score of a pair that does not stand in one gap.
        """
        nearest: dict[tuple[int, int], float] | None = None
        for _ in range(_ROUNDS):
            first, second = self._free_rows(), self._free_body()
            if not first or not second:
                return
            nearest = self._nearest(first, second) if nearest is None else nearest
            free = set(first), set(second)
            cosines = dict.fromkeys(self._gaps(first, second), 0.0)
            in_place = frozenset(cosines)
            cosines |= {pair: cosine for pair, cosine in nearest.items() if pair[0] in free[0] and pair[1] in free[1]}
            linked = best_links(list(self._scored(cosines, in_place, elsewhere)))
            for one, other, _ in linked:
                self._link(one, other)
            if not linked:
                return

    def _nearest(self, first: list[int], second: list[int]) -> dict[tuple[int, int], float]:
        trees = flat([self.row_keys[at] for at in first]), flat([self.body_keys[at] for at in second])
        found = Cosines(*trees, range(len(first)), range(len(second))).best(_NEAREST, _FLOOR)
        return {(first[i], second[j]): cosine for i, j, cosine in found}

    def _scored(
        self, cosines: dict[tuple[int, int], float], in_place: frozenset[tuple[int, int]], elsewhere: float
    ) -> Iterator[Scored]:
        """The pairs that may be linked; a row that stands whole in a longer sentence needs no likeness of the whole."""
        for one, other in sorted(cosines):
            near = (one, other) in in_place
            alike = self._likeness(one, other)
            score = max(COSINE_SHARE * cosines[one, other] + (1 - COSINE_SHARE) * alike, alike)
            if score < (_IN_PLACE if near else elsewhere):
                continue
            if near or score >= _ELSEWHERE or not false_friends(self.row_keys[one], self.body_keys[other]):
                yield one, other, score + (_PLACE if near else 0.0)

    def _likeness(self, one: int, other: int) -> float:
        if (one, other) not in self.measured:
            self.measured[one, other] = likeness(self.row_keys[one], self.body_keys[other])
        return self.measured[one, other]

    def _free_rows(self) -> list[int]:
        return [
            at
            for at, key in enumerate(self.row_keys)
            if at not in self.links and at not in self.repeats and len(key) >= _SHORTEST
        ]

    def _free_body(self) -> list[int]:
        """Body sentences that a similar row may be; headings over a text only for a list that is made of headings."""
        headed = sum(self.body[second].loose for second in self.links.values()) * 2 > len(self.links)
        return [
            at
            for at, unit in enumerate(self.body)
            if at not in self.taken and (headed or not unit.loose) and len(self.body_keys[at]) >= _SHORTEST
        ]

    def _gaps(self, rows: list[int], body: list[int]) -> Iterator[tuple[int, int]]:
        """Free pairs that stand between the same two linked sentences, where these are near each other."""
        before, after = self._neighbours()
        free = set(body)
        for at in rows:
            low, high = before[at], after[at]
            if low < high <= low + _GAP + 1:
                yield from ((at, other) for other in range(low + 1, high) if other in free)

    def _neighbours(self) -> tuple[list[int], list[int]]:
        """For each row sentence the body offset linked before it and the one linked after it."""
        before, after = [-1] * len(self.rows), [len(self.body)] * len(self.rows)
        last = -1
        for at in range(len(self.rows)):
            before[at] = last
            last = self.links.get(at, last)
        last = len(self.body)
        for at in reversed(range(len(self.rows))):
            after[at] = last
            last = self.links.get(at, last)
        return before, after

    def grown(self) -> list[Group]:
        """The links as groups that have taken in the neighbours which were split off or merged."""
        groups = [Group([first], [second]) for first, second in sorted(self.links.items())]
        sides = [(group.body, group.rows) for group in groups]
        turned = [(group.rows, group.body) for group in groups]
        for _ in range(_ROUNDS):
            taken = _take_in(self.body_keys, self.row_keys, self.rows, sides, set(self.repeats))
            if not _take_in(self.row_keys, self.body_keys, self.body, turned, set()) and not taken:
                break
        owner = {at: group for group in groups for at in group.body}
        for at, second in self.repeats.items():
            owner[second].repeats.append((at, second))
        return groups


def _take_in(
    fixed: Sequence[str],
    growing: Sequence[str],
    units: Sequence[Unit],
    sides: Sequence[tuple[list[int], list[int]]],
    closed: set[int],
) -> int:
    """Let linked groups take in free neighbours of the growing side; return how many they took."""
    owner = {at: number for number, (_, members) in enumerate(sides) for at in members}
    owned = len(owner)
    for at in range(len(growing)):
        if at in owner or at in closed:
            continue
        for near in (at - 1, at + 1):
            number = owner.get(near, -1)
            if number < 0 or not _together(units[at], units[near]):
                continue
            known, members = sides[number]
            whole = "".join(fixed[one] for one in sorted(known))
            joined = "".join(growing[one] for one in sorted([*members, at]))
            if joined == whole or belongs(fixed, growing, known, members, at):
                members.append(at)
                owner[at] = number
                break
    return len(owner) - owned


def _together(one: Unit, other: Unit) -> bool:
    """Whether two neighbours may be parts of one measure: a heading over a text only with that text."""
    return one.at == other.at or not (one.loose or other.loose)
