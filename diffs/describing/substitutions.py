"""Words replaced throughout a text (股东大会→股东会), listed once."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from diffs.clauses import Outline
from diffs.comparison import Change, Op, Substitution
from diffs.keys import norm
from diffs.tokens import HAN_DIGITS, MODALS, TOKEN

#: A word counts as replaced throughout from so many places on.
LEAST = 3
_LONGEST = 12
_CONTEXT = 8
_MARKS = frozenset("，。；：！？（）()《》〈〉“”‘’\n\t |·,;:.")
_BOUNDS = _MARKS | frozenset("、" + HAN_DIGITS + "0123456789第")
_JOINTS = frozenset({"", "和", "与", "及", "或", "以及", "或者"})
_JOINT = re.compile("[和与及或的]")
_LEFT = 0.2
#: Two replacements so near that nearly always come together are one.
_NEAR, _TOGETHER, _HALF = 8, 0.8, 0.5
_ROUNDS, _WORD, _COMPLETES = 16, 2, 4
#: So many surroundings of one replacement are tried, the most frequent first.
_FAMILIES = 8

Mask = Callable[[str], str]
#: A replaced word and what stands in its place.
Words = tuple[str, str]


class _Place(NamedTuple):
    """A replacement in a change: what goes and comes, what stands around it, and how far the next one is."""

    words: Words
    #: The number of the change, and that of the last replacement in it which this one is made of.
    at: tuple[int, int]
    before: str
    after: str
    #: The equal text up to the next replacement of the change, and that replacement, when they are near.
    gap: str = ""
    following: Words | None = None


def substitutions(
    changes: Sequence[Change], old: Outline, new: Outline, places: tuple[Mask, Mask] | None = None
) -> tuple[Substitution, ...]:
    """Replacements of one word by another in ``LEAST`` places or more that leave hardly any old word behind.

    A replacement that is no word by itself is listed with what stands around it in all its places. Between two places,
    given by their masks, one's name for the other's is no substitution.
    """
    known: dict[Words, list[_Place]] = defaultdict(list)
    for number, change in enumerate(changes):
        if not change.degraded and change.old and change.new:
            for place in _replacements(change, number):
                known[place.words].append(place)
    texts = "\n".join(one.wording for one in old.clauses), "\n".join(one.wording for one in new.clauses)
    found: Counter[Words] = Counter()
    for words, where in _joined(known).items():
        if len(where) >= LEAST and _is_word(*words):
            for pair, count in _listed(words, where, texts):
                found[pair] += count
    if places:
        found = Counter({pair: count for pair, count in found.items() if places[0](pair[0]) != places[1](pair[1])})
    ordered = sorted(_united(found).items(), key=lambda one: (-one[1], one[0]))
    return tuple(Substitution(old_word, new_word, count) for (old_word, new_word), count in ordered)


def _replacements(change: Change, number: int) -> Iterator[_Place]:
    """Each short place where something is deleted, inserted or both."""
    hunks, equal = _hunks(change)
    for at, words in enumerate(hunks):
        if max(map(len, words)) > _LONGEST:
            continue
        before, after = equal[at], equal[at + 1]
        near = at + 1 < len(hunks) and len(after) <= _NEAR and _MARKS.isdisjoint(after)
        following = hunks[at + 1] if near else None
        yield _Place(words, (number, at), before[-_CONTEXT:], after[:_CONTEXT], after if near else "", following)


def _hunks(change: Change) -> tuple[list[Words], list[str]]:
    """What a change deletes and inserts place by place, and the equal texts before, between and after."""
    hunks: list[Words] = []
    equal, kept, gone = [""], Op.EQUAL, Op.DELETE
    for span in change.spans:
        if span.op is kept:
            equal[-1] += span.text
            continue
        if equal[-1] or not hunks:
            hunks.append(("", ""))
            equal.append("")
        deleted, inserted = hunks[-1]
        hunks[-1] = (deleted + span.text, inserted) if span.op is gone else (deleted, inserted + span.text)
    return hunks, equal


def _joined(known: Mapping[Words, list[_Place]]) -> Mapping[Words, list[_Place]]:
    """Replacements that nearly always come with another behind them, made one (及时支付…款项→保障…款项支付)."""
    for _ in range(_ROUNDS):
        together: Counter[tuple[Words, str, Words]] = Counter()
        for words, where in known.items():
            together.update((words, one.gap, one.following) for one in where if one.following and one.gap)
        pair = next((one for one, count in together.most_common() if _always(one, count, known)), None)
        if pair is None:
            break
        known = _as_one(pair, known)
    return known


def _always(pair: tuple[Words, str, Words], count: int, known: Mapping[Words, list[_Place]]) -> bool:
    """Whether two replacements come together in nearly all places of the first and half of the second's."""
    first, _, second = pair
    if count < LEAST or first == second or second not in known or first not in known:
        return False
    return count >= _TOGETHER * len(known[first]) and count >= _HALF * len(known[second])


def _as_one(pair: tuple[Words, str, Words], known: Mapping[Words, list[_Place]]) -> Mapping[Words, list[_Place]]:
    """The places of two replacements as those of one, with the shared characters that complete a cut word."""
    first, gap, second = pair
    ends = {one.at: one for one in known[second]}
    both = [
        (one, ends[one.at[0], one.at[1] + 1])
        for one in known[first]
        if (one.gap, one.following) == (gap, second) and (one.at[0], one.at[1] + 1) in ends
    ]
    taken = {one.at for pair in both for one in pair}
    left = {words: [one for one in where if one.at not in taken] for words, where in known.items()}
    before, after = _completing(pair, both)
    words = before + first[0] + gap + second[0] + after, before + first[1] + gap + second[1] + after
    made = [
        end._replace(
            words=words,
            before=start.before[: len(start.before) - len(before)],
            after=end.after[len(after) :],
            gap=end.gap[len(after) :],
        )
        for start, end in both
    ]
    return {**{one: where for one, where in left.items() if where}, words: made}


def _completing(pair: tuple[Words, str, Words], both: Sequence[tuple[_Place, _Place]]) -> tuple[str, str]:
    """What stands before and after in all places, where a replacement of less than a word is at the edge."""
    first, _, second = pair
    before = _common_end([start.before for start, _ in both]) if min(map(len, first)) < _WORD else ""
    open_ended = min(map(len, second)) < _WORD and not any(end.following for _, end in both)
    after = _common_start([end.after for _, end in both]) if open_ended else ""
    return before[-1:], after[:_WORD]


def _is_word(deleted: str, inserted: str) -> bool:
    """Whether a replacement is one of words: figures, references, joints and mere looks are told elsewhere."""
    if norm(deleted) == norm(inserted) or {deleted.strip("、"), inserted.strip("、")} <= _JOINTS:
        return False
    if _MARKS & set(deleted + inserted):
        return False
    return all(text in MODALS or not TOKEN.search(text) for text in (deleted, inserted))


def _listed(words: Words, where: Sequence[_Place], texts: tuple[str, str]) -> Iterator[tuple[Words, int]]:
    """The replacement as whole words with the number of its places, by itself or by its surroundings."""
    single = min(map(len, words)) < _WORD
    if single and _told(words, where, texts):
        yield _within(words, where), len(where)
        return
    if _stands_alone(words, texts) and _throughout(words, len(where), texts):
        yield _widened(words, where, texts), len(where)
        return
    left = list(where)
    for _ in range(_FAMILIES):
        family = next((ones for ones in _families(left) if _told(words, ones, texts)), None)
        if family is None:
            return
        yield _within(words, family), len(family)
        taken = {place.at for place in family}
        left = [place for place in left if place.at not in taken]


def _widened(words: Words, where: Sequence[_Place], texts: tuple[str, str]) -> Words:
    """A replacement with what completes its word in all its places: 国家工作 | 人员→公职 | 人员; a modal verb is whole."""
    rest = _phrase(_common_start([place.after for place in where]))
    if words[0] in MODALS or not _WORD <= len(rest) <= _COMPLETES:
        return words
    whole = words[0] + rest, words[1] + rest
    return whole if _throughout(whole, len(where), texts) else words


def _stands_alone(words: Words, texts: tuple[str, str]) -> bool:
    """Whether a bare replacement is a word: two characters on both sides, or one whose old form is gone (帐→账)."""
    single = len(words[0]) == len(words[1]) == 1 and words[0] not in texts[1]
    return single or min(map(len, words)) >= _WORD


def _told(words: Words, family: Sequence[_Place], texts: tuple[str, str]) -> bool:
    whole = _within(words, family)
    return (
        whole != words
        and min(map(len, whole)) >= 1
        and len(whole[0] + whole[1]) >= 3
        and (_throughout(whole, len(family), texts))
    )


def _families(where: Sequence[_Place]) -> Iterator[list[_Place]]:
    """Groups of places with shared surroundings, the largest first: all, those with one neighbour, those with both."""
    if len(where) < LEAST:
        return
    yield list(where)
    groups: dict[tuple[str, str], list[_Place]] = defaultdict(list)
    for place in where:
        before, after = _inner(place.before[-1:]), _inner(place.after[:1])
        for key in {(before, ""), ("", after), (before, after)} - {("", "")}:
            groups[key].append(place)
    largest = sorted(groups.items(), key=lambda one: (-len(one[1]), one[0]))
    yield from (ones for _, ones in largest[:_FAMILIES] if len(ones) >= LEAST)


def _within(words: Words, family: Sequence[_Place]) -> Words:
    """A replacement with what stands around it in all its places."""
    before, after = _common_end([one.before for one in family]), _common_start([one.after for one in family])
    before, after = _phrase(before[::-1])[::-1], _phrase(after)
    return before + words[0] + after, before + words[1] + after


def _phrase(shared: str) -> str:
    """Surroundings up to the next joint, from their third character on."""
    return shared[:_WORD] + _JOINT.split(shared[_WORD:], maxsplit=1)[0]


def _inner(char: str) -> str:
    return "" if char in _BOUNDS else char


def _common_start(texts: Sequence[str]) -> str:
    first, last = min(texts), max(texts)
    size = next((at for at, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), len(first))
    shared = first[:size]
    return shared[: next((at for at, char in enumerate(shared) if char in _BOUNDS), len(shared))]


def _common_end(texts: Sequence[str]) -> str:
    return _common_start([text[::-1] for text in texts])[::-1]


def _throughout(words: Words, count: int, texts: tuple[str, str]) -> bool:
    """Whether the old word is hardly left in the new text, occurrences inside the new word aside."""
    left = texts[1].count(words[0]) - texts[1].count(words[1]) * words[1].count(words[0])
    return left <= _LEFT * count


def _united(found: Counter[Words]) -> Counter[Words]:
    """The entries without those that are another one in surroundings of its own; their places are its places."""
    united = Counter(found)
    for longer in sorted(found, key=lambda words: -len(words[0])):
        inner = next((words for words in _inside(longer, united)), None)
        if inner is not None:
            united[inner] += united.pop(longer)
    return united


def _inside(longer: Words, ones: Iterable[Words]) -> Iterator[Words]:
    """Entries that ``longer`` is, with equal text before and after."""
    for words in ones:
        at = longer[0].find(words[0])
        if words != longer and at >= 0 and longer[1] == longer[0][:at] + words[1] + longer[0][at + len(words[0]) :]:
            yield words
