"""Every sentence that lives on, wherever it went: within linked clauses first, then anywhere."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from diffs.assignment import Scored, best_links, common_sequence
from diffs.comparison import Label, SentenceLink, SentenceRef
from diffs.growth import Group
from diffs.similarity import ratios
from diffs.trees import Tree

_WITHIN, _ANYWHERE = 0.45, 0.6
#: Shorter sentences are not looked for outside their clause.
_SHORTEST = 8
#: So many pairs of left-over sentences are measured; beyond that only equal ones are found.
_MOST_PAIRS = 1_000_000


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence as compared: its key, where it stands, and the group of its clause (-1: none)."""

    key: str
    raw: str
    ref: SentenceRef
    group: int


def sentence_links(old: Tree, new: Tree, groups: Sequence[Group]) -> tuple[SentenceLink, ...]:
    """Links in new order; a sentence that went to a clause other than its own clause's partner is ``moved``."""
    first = _sentences(old, {at: number for number, group in enumerate(groups) for at in group.old})
    second = _sentences(new, {at: number for number, group in enumerate(groups) for at in group.new})
    links = _within(first, second)
    links.update(_anywhere(first, second, links))
    ordered = sorted(links.items(), key=lambda pair: (pair[1], pair[0]))
    return tuple(_link(first[one], second[other]) for one, other in ordered)


def _sentences(tree: Tree, owner: dict[int, int]) -> list[_Sentence]:
    return [
        _Sentence(tree.sentences[at][index], raw, (clause.id, index), owner.get(at, -1))
        for at, clause in enumerate(tree.clauses)
        for index, raw in enumerate(clause.sentences)
    ]


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
        for i, j in common_sequence([old[at].key for at in first], [new[at].key for at in second]):
            links[first[i]] = second[j]
        done = {links[at] for at in first if at in links}
        rest = [at for at in first if at not in links], [at for at in second if at not in done]
        scored.extend(_scored(old, new, *rest, _WITHIN))
    links.update((first, second) for first, second, _ in best_links(scored))
    return links


def _anywhere(old: Sequence[_Sentence], new: Sequence[_Sentence], links: dict[int, int]) -> dict[int, int]:
    done = set(links.values())
    first = [at for at in range(len(old)) if at not in links and len(old[at].key) >= _SHORTEST]
    second = [at for at in range(len(new)) if at not in done and len(new[at].key) >= _SHORTEST]
    equal = _equal(old, new, first, second)
    used = set(equal.values())
    rest = [at for at in first if at not in equal], [at for at in second if at not in used]
    if len(rest[0]) * len(rest[1]) <= _MOST_PAIRS:
        equal.update((one, other) for one, other, _ in best_links(_scored(old, new, *rest, _ANYWHERE)))
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


def _link(old: _Sentence, new: _Sentence) -> SentenceLink:
    labels = {Label.UNCHANGED if old.raw == new.raw else Label.MODIFIED}
    if old.group != new.group or old.group < 0:
        labels = labels - {Label.UNCHANGED} | {Label.MOVED}
    return SentenceLink((old.ref,), (new.ref,), frozenset(labels))
