"""Facts of two sides paired by what they are for: an upper bound with an upper bound of the same step, and so on."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence, Set

from diffs.comparison import Signal, SignalKind
from diffs.describing.differing import Side
from diffs.describing.facts import FOR_EVER, Fact, direction, facts
from diffs.describing.worded import worded

Pairs = list[tuple[Fact, Fact]]

#: Words for a time that no figure bounds: 及时→十五日内. As what something is called they say no time: 即时通信.
_AT_ONCE = re.compile("立即|立刻|当即|即刻|即时(?![通配零到])|当场|当日|当天|及时(?!性)|尽快|尽早|从速|随即|限期")


def figures(old: Side, new: Side, *, acts: bool) -> Iterator[Signal]:
    """The signals of figures and dates; ``acts``: the text is a list of acts (题注), where a date belongs to its act.

    Pairs are sought from the surest on: equal values of one place, values of one place and role, of one role, then
    what is the only one of its scale in a place, sums of money in whatever currency. Values that only changed their place are silent.
    """
    gone, come = [*facts(old), *worded(old)], [*facts(new), *worded(new)]
    if not gone and not come:
        return
    pairs: Pairs = []
    for alike in (_equal, _same_role, _elsewhere, *(() if acts else (_only_ones, _only_sums, _for_ever))):
        if not gone or not come:
            break
        found = alike(gone, come)
        pairs += found
        done = {id(one) for pair in found for one in pair}
        gone, come = _without(gone, done), _without(come, done)
    told = [*_at_once(gone, new), *((second, first) for first, second in _at_once(come, old))]
    pairs += told
    done = {id(one) for pair in told for one in pair}
    gone, come = _without(gone, done), _without(come, done)
    for first, second in sorted(pairs, key=lambda pair: pair[1].hunk):
        if first.key != second.key:
            yield Signal(second.kind, first.text, second.text, direction(first, second))
    gone, come = _moved(gone, come)
    yield from (Signal(one.kind, one.text, None, None) for one in gone if one.tells_alone)
    yield from (Signal(one.kind, None, one.text, None) for one in come if one.tells_alone)


def _without(ones: Sequence[Fact], done: Set[int]) -> list[Fact]:
    return [one for one in ones if id(one) not in done]


def _at_once(ones: Sequence[Fact], other: Side) -> Pairs:
    """The only terms of their places, with the words for a time without figures that the other side has there."""
    counts = Counter(one.hunk for one in ones)
    alone = {one.hunk: one for one in ones if one.kind is SignalKind.DEADLINE and counts[one.hunk] == 1}
    if not alone:
        return []
    return [
        (alone[stretch.hunk], Fact(SignalKind.DEADLINE, word.group(), "", None, stretch.hunk))
        for stretch in other.changed
        if stretch.hunk in alone and (word := _AT_ONCE.search(other.text, stretch.start, stretch.end))
    ]


def _equal(old: Sequence[Fact], new: Sequence[Fact]) -> Pairs:
    return _matched(old, new, lambda one: (one.hunk, one.key, one.role.step, one.role.bound))


def _same_role(old: Sequence[Fact], new: Sequence[Fact]) -> Pairs:
    return _matched(old, new, lambda one: (one.hunk, one.pairing, one.role) if _named(one) else id(one))


def _elsewhere(old: Sequence[Fact], new: Sequence[Fact]) -> Pairs:
    """Bounds of fines and thresholds keep their role wherever the sentence was turned to; so do the days of acts."""
    return _matched(old, new, lambda one: (one.pairing, one.role) if _told(one) else id(one))


def _named(one: Fact) -> bool:
    return one.kind is not SignalKind.DATE or bool(one.role.bound)


def _told(one: Fact) -> bool:
    return bool(one.role.bound) and (bool(one.role.use) or one.kind in (SignalKind.DATE, SignalKind.DEADLINE))


def _only_ones(old: Sequence[Fact], new: Sequence[Fact]) -> Pairs:
    """What is the only one of its scale left on both sides of a hunk, unless their roles contradict."""
    counts = Counter((side, one.hunk, one.pairing) for side, ones in enumerate((old, new)) for one in ones)
    found = _matched(old, new, lambda one: (one.hunk, one.pairing))
    return [
        (first, second)
        for first, second in found
        if all(counts[side, first.hunk, first.pairing] == 1 for side in (0, 1)) and _compatible(first, second)
    ]


def _only_sums(old: Sequence[Fact], new: Sequence[Fact]) -> Pairs:
    """The only sums of money left on both sides of a hunk, in two currencies: one for the other, not to be weighed."""
    counts = Counter((side, one.hunk) for side, ones in enumerate((old, new)) for one in ones if _is_sum(one))
    found = _matched(old, new, lambda one: one.hunk if _is_sum(one) else id(one))
    return [pair for pair in found if all(counts[side, pair[0].hunk] == 1 for side in (0, 1)) and _compatible(*pair)]


def _for_ever(old: Sequence[Fact], new: Sequence[Fact]) -> Pairs:
    """A term and its end: 有效期三年→长期有效. The word that both share may stand between them."""
    return [
        *((first, one) for one in new if one.value == FOR_EVER for first in _terms_near(one, old)[:1]),
        *((one, second) for one in old if one.value == FOR_EVER for second in _terms_near(one, new)[:1]),
    ][:1]


def _terms_near(one: Fact, others: Sequence[Fact]) -> list[Fact]:
    return [each for each in others if each.scale == one.scale and abs(each.hunk - one.hunk) <= 1]


def _is_sum(one: Fact) -> bool:
    return one.kind is SignalKind.MONEY


def _compatible(old: Fact, new: Fact) -> bool:
    mine, others = old.role, new.role
    return mine.step == others.step and all(
        not one or not other or one == other
        for one, other in ((mine.bound, others.bound), (mine.whom, others.whom), (mine.use, others.use))
    )


def _matched(old: Sequence[Fact], new: Sequence[Fact], key: Callable[[Fact], Hashable]) -> Pairs:
    waiting: dict[Hashable, list[Fact]] = defaultdict(list)
    for one in reversed(old):
        waiting[key(one)].append(one)
    return [(waiting[key(one)].pop(), one) for one in new if waiting.get(key(one))]


def _moved(old: Sequence[Fact], new: Sequence[Fact]) -> tuple[list[Fact], list[Fact]]:
    """Both without values that only changed their place."""
    if not old or not new:
        return list(old), list(new)
    common = Counter(one.key for one in old) & Counter(one.key for one in new)
    return _less(old, common), _less(new, common)


def _less(ones: Sequence[Fact], common: Counter[tuple[str, float | str]]) -> list[Fact]:
    left, kept = Counter(common), []
    for one in ones:
        if left[one.key]:
            left[one.key] -= 1
        else:
            kept.append(one)
    return kept
