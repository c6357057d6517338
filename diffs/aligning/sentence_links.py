"""Every sentence that lives on, wherever it went: within linked clauses first, then anywhere."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from diffs.aligning.growth import Group, belongs
from diffs.aligning.phrases import partners
from diffs.assignment import Scored, best_links, common_sequence
from diffs.clauses import Kind
from diffs.comparison import Label, SentenceLink, SentenceRef
from diffs.similarity import ratios
from diffs.trees import Tree

_WITHIN, _ANYWHERE = 0.45, 0.6
#: Shorter sentences are not looked for outside their clause.
_SHORTEST = 8
#: So many pairs of left-over sentences are measured; beyond that only equal ones are found, and within linked clauses
#: those that stand between the same two.
_MOST_PAIRS = 1_000_000


#: Old and new offsets of sentences that are one.
Sides = tuple[list[int], list[int]]


class _Sentence(NamedTuple):
    """A sentence as compared: its offset, its key, where it stands, its clause's group (-1: none), whether it is a row."""

    at: int
    key: str
    raw: str
    ref: SentenceRef
    group: int
    row: bool


def sentence_links(old: Tree, new: Tree, groups: Sequence[Group], *, across: bool = False) -> tuple[SentenceLink, ...]:
    """Links in new order; a sentence that went to a clause other than its own clause's partner is ``moved``.

    Between two places (``across``) sentences that share a measure in part are linked, too.
    """
    first = _sentences(old, {at: number for number, group in enumerate(groups) for at in group.old})
    second = _sentences(new, {at: number for number, group in enumerate(groups) for at in group.new})
    links = _within(first, second)
    links.update(_anywhere(first, second, links))
    grown = _grown(first, second, links)
    if across:
        _share(first, second, grown)
    return tuple(
        _link([first[at] for at in one], [second[at] for at in other]) for one, other in sorted(grown, key=_place)
    )


def _share(old: Sequence[_Sentence], new: Sequence[_Sentence], links: list[Sides]) -> None:
    """Link what is said in part on the other side: rows of task lists as their rows are linked, all else by itself."""
    owner_old = {at: number for number, (members, _) in enumerate(links) for at in members}
    owner_new = {at: number for number, (_, members) in enumerate(links) for at in members}
    links += _rows_in_part(old, new, owner_old, owner_new)
    first, second = [one.at for one in old if not one.row], [one.at for one in new if not one.row]
    linked = (
        {offset for offset, at in enumerate(first) if at in owner_old},
        {offset for offset, at in enumerate(second) if at in owner_new},
    )

    def other_side(one: int, other: int) -> str:
        if (number := owner_old.get(first[one])) is not None:
            return "\n".join(new[at].key for at in sorted(links[number][1]))
        return "\n".join(old[at].key for at in sorted(links[owner_new[second[other]]][0]))

    free, half = partners([old[at].key for at in first], [new[at].key for at in second], *linked, other_side)
    for one, other, _ in free:
        owner_old[first[one]] = owner_new[second[other]] = len(links)
        links.append(([first[one]], [second[other]]))
    for one, other, _ in half:
        members = links[owner_old.get(first[one], owner_new.get(second[other], -1))]
        for at, side in ((first[one], members[0]), (second[other], members[1])):
            if at not in side:
                side.append(at)


def _rows_in_part(
    old: Sequence[_Sentence], new: Sequence[_Sentence], owner_old: Mapping[int, int], owner_new: Mapping[int, int]
) -> list[Sides]:
    """The sentences of linked rows of which none is linked yet."""
    linked = {old[at].group for at in owner_old} | {new[at].group for at in owner_new}
    sides: dict[int, Sides] = defaultdict(lambda: ([], []))
    for side, sentences in enumerate((old, new)):
        for one in sentences:
            if one.row and one.group >= 0 and one.group not in linked:
                sides[one.group][side].append(one.at)
    return [members for members in sides.values() if all(members)]


def _place(link: Sides) -> tuple[int, int]:
    return min(link[1]), min(link[0])


def _grown(old: Sequence[_Sentence], new: Sequence[_Sentence], links: dict[int, int]) -> list[Sides]:
    """The links with the sentences next to them that were split off or merged."""
    grown = [([one], [other]) for one, other in links.items()]
    _take_in(old, new, grown)
    _take_in(new, old, [(second, first) for first, second in grown])
    return grown


def _take_in(fixed: Sequence[_Sentence], growing: Sequence[_Sentence], links: Sequence[Sides]) -> None:
    owner = {at: number for number, (_, members) in enumerate(links) for at in members}
    keys = [one.key for one in fixed], [one.key for one in growing]
    for at in range(len(growing)):
        if at in owner or growing[at].group < 0:
            continue
        for near in (at - 1, at + 1):
            number = owner.get(near, -1)
            if number < 0 or growing[near].group != growing[at].group:
                continue
            known, members = links[number]
            if belongs(*keys, known, members, at):
                members.append(at)
                owner[at] = number
                break


def _sentences(tree: Tree, owner: dict[int, int]) -> list[_Sentence]:
    found: list[_Sentence] = []
    tabled = Kind.TABLE_ROW
    for at, clause in enumerate(tree.clauses):
        group, row = owner.get(at, -1), clause.kind is tabled
        for index, (key, raw) in enumerate(zip(tree.sentences[at], clause.sentences, strict=True)):
            found.append(_Sentence(len(found), key, raw, (clause.id, index), group, row))
    return found


def _within(old: Sequence[_Sentence], new: Sequence[_Sentence]) -> dict[int, int]:
    """Sentences of linked clauses: equal ones in order, then similar ones."""
    by_group: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, sentences in enumerate((old, new)):
        for at, sentence in enumerate(sentences):
            if sentence.group >= 0:
                by_group[sentence.group][side].append(at)
    links: dict[int, int] = {}
    scored: list[Scored] = []
    for first, second in by_group.values():
        equal = common_sequence([old[at].key for at in first], [new[at].key for at in second])
        links.update((first[i], second[j]) for i, j in equal)
        done = {links[at] for at in first if at in links}
        rest = [at for at in first if at not in links], [at for at in second if at not in done]
        near = len(rest[0]) * len(rest[1]) <= _MOST_PAIRS
        for one, other in [rest] if near else _between(first, second, equal):
            scored.extend(_scored(old, new, one, other, _WITHIN))
    links.update((first, second) for first, second, _ in best_links(scored))
    return links


def _between(first: list[int], second: list[int], equal: Sequence[tuple[int, int]]) -> Iterator[Sides]:
    """The sentences between each two equal ones; none where there are too many."""
    at = to = 0
    for end, until in [*equal, (len(first), len(second))]:
        if 0 < (end - at) * (until - to) <= _MOST_PAIRS:
            yield first[at:end], second[to:until]
        at, to = end + 1, until + 1


def _anywhere(old: Sequence[_Sentence], new: Sequence[_Sentence], links: dict[int, int]) -> dict[int, int]:
    done = set(links.values())
    first = [at for at in range(len(old)) if at not in links and len(old[at].key) >= _SHORTEST]
    second = [at for at in range(len(new)) if at not in done and len(new[at].key) >= _SHORTEST]
    equal = _equal(old, new, first, second)
    used = set(equal.values())
    for rows in (True, False):
        rest = [at for at in first if at not in equal and old[at].row is rows]
        others = [at for at in second if at not in used and new[at].row is rows]
        if len(rest) * len(others) <= _MOST_PAIRS:
            equal.update((one, other) for one, other, _ in best_links(_scored(old, new, rest, others, _ANYWHERE)))
    return equal


def _equal(
    old: Sequence[_Sentence], new: Sequence[_Sentence], first: Sequence[int], second: Sequence[int]
) -> dict[int, int]:
    waiting: dict[str, list[int]] = defaultdict(list)
    for at in reversed(second):
        waiting[new[at].key].append(at)
    return {at: waiting[old[at].key].pop() for at in first if waiting.get(old[at].key)}


def _scored(
    old: Sequence[_Sentence], new: Sequence[_Sentence], first: list[int], second: list[int], floor: float
) -> list[Scored]:
    if not first or not second:
        return []
    found = ratios([old[at].key for at in first], [new[at].key for at in second], floor)
    return [(first[int(i)], second[int(j)], float(found[i, j])) for i, j in zip(*found.nonzero(), strict=True)]


def _link(old: Sequence[_Sentence], new: Sequence[_Sentence]) -> SentenceLink:
    old, new = sorted(old, key=lambda one: one.at), sorted(new, key=lambda one: one.at)
    same = "".join(one.raw for one in old) == "".join(one.raw for one in new)
    labels = set() if same else {Label.MODIFIED}
    if old[0].group != new[0].group or old[0].group < 0:
        labels.add(Label.MOVED)
    if len(new) > 1:
        labels.add(Label.SPLIT)
    if len(old) > 1:
        labels.add(Label.MERGED)
    refs = tuple(one.ref for one in old), tuple(one.ref for one in new)
    return SentenceLink(*refs, frozenset(labels or {Label.UNCHANGED}))
