"""Words replaced throughout a text (股东大会→股东会), listed once."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from diffs.clauses import Outline
from diffs.comparison import Change, Op, Substitution
from diffs.keys import norm
from diffs.tokens import HAN_DIGITS, MODALS, TOKEN

#: A word counts as replaced throughout from so many places on, in that many changes at least.
LEAST = 3
_LONGEST = 12
_CONTEXT = 6
_MARKS = frozenset("，。；：、！？（）()《》〈〉“”‘’\n\t |·")
_BOUNDS = _MARKS | frozenset(HAN_DIGITS + "0123456789第")
_LEFT = 0.2


Mask = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class _Place:
    before: str
    after: str
    change: str


def substitutions(
    changes: Sequence[Change], old: Outline, new: Outline, places: tuple[Mask, Mask] | None = None
) -> tuple[Substitution, ...]:
    """Replacements of one word by another in ``LEAST`` places or more that leave hardly any old word behind.

    Between two places, given by their masks, one's name for the other's is no substitution.
    """
    known: dict[tuple[str, str], list[_Place]] = defaultdict(list)
    for change in changes:
        if not change.degraded and change.old and change.new:
            for deleted, inserted, place in _replacements(change):
                known[deleted, inserted].append(place)
    texts = "\n".join(one.wording for one in old.clauses), "\n".join(one.wording for one in new.clauses)
    found: Counter[tuple[str, str]] = Counter()
    for (deleted, inserted), where in known.items():
        if len(where) >= LEAST:
            found.update(_words(deleted, inserted, where, texts))
    if places:
        found = Counter({pair: count for pair, count in found.items() if places[0](pair[0]) != places[1](pair[1])})
    ordered = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return tuple(Substitution(old_word, new_word, count) for (old_word, new_word), count in ordered)


def _replacements(change: Change) -> Iterator[tuple[str, str, _Place]]:
    """Each short place where something is deleted, inserted or both, with what stands around it."""
    spans = change.spans
    at = 0
    while at < len(spans):
        if spans[at].op is Op.EQUAL:
            at += 1
            continue
        before = spans[at - 1].text[-_CONTEXT:] if at else ""
        texts = {Op.DELETE: "", Op.INSERT: ""}
        while at < len(spans) and spans[at].op is not Op.EQUAL:
            texts[spans[at].op] += spans[at].text
            at += 1
        after = spans[at].text[:_CONTEXT] if at < len(spans) else ""
        deleted, inserted = texts[Op.DELETE], texts[Op.INSERT]
        if max(len(deleted), len(inserted)) <= _LONGEST and _is_word(deleted, inserted):
            yield deleted, inserted, _Place(before, after, change.id)


def _is_word(deleted: str, inserted: str) -> bool:
    """Whether a replacement is one of words: figures, references and mere looks are told elsewhere."""
    if norm(deleted) == norm(inserted):
        return False
    if _MARKS & set(deleted + inserted):
        return False
    return all(text in MODALS or not TOKEN.search(text) for text in (deleted, inserted))


def _words(deleted: str, inserted: str, known: Sequence[_Place], texts: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """The replacement as whole words, once per place; places with other surroundings are words of their own."""
    for shared, members in _families(deleted, inserted, known):
        before, after = shared
        old, new = before + deleted + after, before + inserted + after
        if len(members) >= LEAST and min(len(old), len(new)) >= 2 and _throughout(old, new, len(members), texts):
            for _ in members:
                yield old, new


def _families(
    deleted: str, inserted: str, known: Sequence[_Place]
) -> Iterator[tuple[tuple[str, str], Sequence[_Place]]]:
    """Places that share one character or more on the side where the bare replacement is no word of its own."""
    if min(len(deleted), len(inserted)) >= 2:
        yield ("", ""), known
        return
    families: dict[tuple[str, str], list[_Place]] = defaultdict(list)
    for place in known:
        families[_inner(place.before[-1:]), _inner(place.after[:1])].append(place)
    for members in families.values():
        before, after = _common_end([one.before for one in members]), _common_start([one.after for one in members])
        yield (before, after), members


def _inner(char: str) -> str:
    return "" if char in _BOUNDS else char


def _common_start(texts: Sequence[str]) -> str:
    first = min(texts)
    last = max(texts)
    size = next((at for at, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), len(first))
    shared = first[:size]
    return shared[: next((at for at, char in enumerate(shared) if char in _BOUNDS), len(shared))]


def _common_end(texts: Sequence[str]) -> str:
    return _common_start([text[::-1] for text in texts])[::-1]


def _throughout(old: str, new: str, count: int, texts: tuple[str, str]) -> bool:
    """Whether the old word is hardly left in the new text, occurrences inside the new word aside."""
    left = texts[1].count(old) - texts[1].count(new) * new.count(old)
    return left <= _LEFT * count
