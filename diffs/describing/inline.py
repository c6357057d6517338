"""Inline differences of two wordings, cleaned up by diff-match-patch; legal and numeric tokens are never cut.

Tokens stand in as private-use characters while the difference is made. The shortest difference comes from rapidfuzz,
which finds it thirty times faster than the C++ build of diff-match-patch (docs/decisions/0006).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import itemgetter

from diff_match_patch import diff_match_patch
from rapidfuzz.distance import Postfix, Prefix

from diffs.assignment import anchors, common_runs
from diffs.comparison import Op, Span
from diffs.describing.lining import LONGEST, lined_up
from diffs.tokens import HAN_DIGITS, TOKEN

#: A wording of which less than this share stays is shown replaced as a whole.
_LEAST_KEPT = 0.15

_PRIVATE_FIRST, _PRIVATE_LAST = 0xF0000, 0x10FFFD
_PRIVATE = re.compile(f"[{chr(_PRIVATE_FIRST)}-{chr(_PRIVATE_LAST)}]")
_SAFE = frozenset("。；，：、！？\n")
#: Marks inside of some tokens (第（一）、（三）项, 1，000元, 8：30), what follows them there, and how far a token may reach.
_INNER, _GOES_ON, _REACH = frozenset("，：、"), re.compile(rf"[\d第（({HAN_DIGITS}]"), 40
#: In wordings whose lengths make this product, what both say once between two marks holds them together from so many
#: characters on.
_LONG, _HOLDS = 10_000, 8
_PART = re.compile(r"[^，。；、：,;:\n]*[，。；、：,;:\n]|[^，。；、：,;:\n]+$")
_NEGATED, _VERB = re.compile(r".[不未非无]$", re.DOTALL), 2

#: Named once: to name a member of an enumeration takes longer than to compare with it.
_EQUAL, _DELETE, _INSERT = Op.EQUAL, Op.DELETE, Op.INSERT
_engine = diff_match_patch()

#: -1 for what goes, 0 for what stays, 1 for what comes, and its text.
Hunk = tuple[int, str]
#: Of what is kept the offset in old, the offset in new, and the length.
Run = tuple[int, int, int]


def inline(old: str, new: str) -> tuple[tuple[Span, ...], bool]:
    """Spans from old to new, and whether they are degraded: replaced whole for length or unlikeness.

    Equal and delete spans spell ``old``, equal and insert spans ``new``, for any Unicode.
    """
    if old == new:
        return ((Span(_EQUAL, old),) if old else ()), False
    start, back = _equal_ends(old, new)
    middle = _hunks(old[start : len(old) - back], new[start : len(new) - back])
    spans = _spans([(0, old[:start]), *middle, (0, old[len(old) - back :])])
    kept = sum(len(span.text) for span in spans if span.op is _EQUAL)
    if old and new and kept < _LEAST_KEPT * min(len(old), len(new)):
        return _spans([(-1, old), (1, new)]), True
    long = max(len(old), len(new)) > LONGEST
    return spans, long and any(_replaced_whole(one, other) for one, other in pairwise(spans))


def _replaced_whole(one: Span, other: Span) -> bool:
    """Whether a stretch was too long to be looked into."""
    return one.op is _DELETE and other.op is _INSERT and max(len(one.text), len(other.text)) > LONGEST


def _equal_ends(old: str, new: str) -> tuple[int, int]:
    """Lengths of the equal start and end, cut back to punctuation so that no token is cut."""
    start = Prefix.similarity(old, new)
    while start and (old[start - 1] not in _SAFE or _cuts(old, start) or _cuts(new, start)):
        start -= 1
    most = min(len(old), len(new)) - start
    back = min(Postfix.similarity(old, new), most)
    while back and not (_follows(old, back) and _follows(new, back)):
        back -= 1
    return start, back


def _follows(text: str, back: int) -> bool:
    """Whether the last ``back`` characters start the text, or stand behind punctuation that is inside of no token."""
    at = len(text) - back
    return not at or (text[at - 1] in _SAFE and not _cuts(text, at))


def _cuts(text: str, at: int) -> bool:
    """Whether an offset behind punctuation is inside of a token."""
    if text[at - 1] not in _INNER or not _GOES_ON.match(text, at):
        return False
    start = max(0, at - _REACH)
    return any(match.start() + start < at < match.end() + start for match in TOKEN.finditer(text[start : at + _REACH]))


def _hunks(old: str, new: str) -> Iterator[Hunk]:
    """Hunks of what lies between the equal ends, piece by piece."""
    for piece in lined_up(old, new):
        if piece.old == piece.new:
            yield 0, piece.old
        elif piece.alike:
            yield from _differing(piece.old, piece.new)
        else:
            yield from ((-1, piece.old), (1, piece.new))


def _differing(old: str, new: str) -> list[Hunk]:
    """Hunks of two wordings that are known to have enough in common."""
    first, second, table = _encoded(old, new)
    hunks: list[Hunk] = []
    for before, after, same in _between_held(first, second):
        hunks += _cleaned(before, after)
        hunks.append((0, same))
    if not table:
        return _readable(hunks)
    return _readable([(op, _PRIVATE.sub(lambda found: table.get(found[0], found[0]), text)) for op, text in hunks])


def _cleaned(old: str, new: str) -> list[Hunk]:
    """The difference as people read it; the one replaced by the other where it would take long.

    Of the shortest differences from either end the one is taken of which more stays after the clean-up; the second is
    made only where the clean-up of the first dropped something.
    """
    if max(len(old), len(new)) > LONGEST:
        return [(-1, old), (1, new)]
    runs = common_runs(old, new)
    kept = _telling(runs, len(old), len(new))
    hunks = _tidy(_listed(old, new, kept, 1), dropped=len(kept) < len(runs))
    if len(kept) == len(runs) or _kept(hunks) == sum(size for _, _, size in runs):
        return hunks
    back = common_runs(old[::-1], new[::-1])
    runs = [(len(old) - at - size, len(new) - to - size, size) for at, to, size in reversed(back)]
    others = _telling(runs, len(old), len(new))
    if others == kept:
        return hunks
    turned = _tidy(_listed(old, new, others, -1), dropped=len(others) < len(runs))
    return max(hunks, turned, key=_kept)


def _kept(hunks: Sequence[Hunk]) -> int:
    return sum(len(text) for sign, text in hunks if not sign)


def _telling(runs: Sequence[Run], height: int, width: int) -> list[Run]:
    """The runs that are longer than what changes before or after them; those dropped count as changed on both sides."""
    telling: list[Run] = [(0, 0, 0)]
    for run in [*runs, (height, width, 0)]:
        while 0 < telling[-1][2] <= min(_changed(telling[-2], telling[-1]), _changed(telling[-1], run)):
            telling.pop()
        telling.append(run)
    return telling[1:-1]


def _changed(one: Run, other: Run) -> int:
    """The longer side of what lies between two runs."""
    return max(other[0] - one[0], other[1] - one[1]) - one[2]


def _listed(old: str, new: str, runs: Sequence[Run], first: int) -> list[Hunk]:
    """Runs and what lies between them as diff-match-patch's own list, what goes or what comes ``first``."""
    hunks: list[Hunk] = []
    at = to = 0
    for start, begin, size in [*runs, (len(old), len(new), 0)]:
        gone, come = old[at:start], new[to:begin]
        if gone and come:
            hunks += ((-1, gone), (1, come))[::-first]
        elif gone or come:
            hunks.append((-1, gone) if gone else (1, come))
        at, to = start + size, begin + size
        if size:
            hunks.append((0, old[start:at]))
    return hunks


def _tidy(hunks: list[Hunk], *, dropped: bool) -> list[Hunk]:
    """The hunks with single changes shifted to where words part, and with overlaps where something was dropped.

    In a shortest difference what goes and what comes side by side share no character.
    """
    if not dropped:
        _engine.diff_cleanupSemanticLossless(hunks)
        return hunks
    _engine.diff_cleanupMerge(hunks)
    _engine.diff_cleanupSemanticLossless(hunks)
    return list(_parted(hunks))


def _parted(hunks: Sequence[Hunk]) -> Iterator[Hunk]:
    """The hunks, with what the end of one side and the start of the other share kept where it is half of either."""
    at = 0
    while at < len(hunks):
        (sign, gone), (after, come) = hunks[at], hunks[at + 1] if at + 1 < len(hunks) else (0, "")
        at += 1
        if (sign, after) != (-1, 1):
            yield sign, gone
            continue
        at += 1
        forth, back = _engine.diff_commonOverlap(gone, come), _engine.diff_commonOverlap(come, gone)
        if 2 * max(forth, back) < min(len(gone), len(come)):
            yield from ((-1, gone), (1, come))
        elif forth >= back:
            yield from ((-1, gone[: len(gone) - forth]), (0, come[:forth]), (1, come[forth:]))
        else:
            yield from ((1, come[: len(come) - back]), (0, gone[:back]), (-1, gone[back:]))


def _readable(hunks: list[Hunk]) -> list[Hunk]:
    """The hunks without one shared character between a deletion and an insertion, and with no 不 cut from its verb.

    The clean-up factors such a character out of 查处→监督检查, which then reads as three changes.
    """
    read: list[Hunk] = []
    for at, (sign, text) in enumerate(hunks):
        between = sign == 0 and 0 < at < len(hunks) - 1
        if between and len(text) == 1 and hunks[at - 1][0] * hunks[at + 1][0] == -1 and text not in _SAFE:
            read += [(-1, text), (1, text)]
            continue
        if sign == 0 and at and len(text) > _VERB and _NEGATED.search(hunks[at - 1][1]):
            end = _verb_end(text)
            read += [(-1, text[:end]), (1, text[:end])]
            text = text[end:]
        read.append((sign, text))
    return read


def _verb_end(text: str) -> int:
    """Two characters, a verb as a rule, or the whole token that they would cut."""
    return next((match.end() for match in TOKEN.finditer(text[:40]) if match.start() < _VERB < match.end()), _VERB)


def _between_held(old: str, new: str) -> Iterator[tuple[str, str, str]]:
    """What stands on both sides before each passage that holds two long wordings together, and that passage."""
    if len(old) * len(new) < _LONG:
        yield old, new, ""
        return
    first, second = _PART.findall(old), _PART.findall(new)
    at = to = 0
    for start, begin, size in _held(first, second):
        yield "".join(first[at:start]), "".join(second[to:begin]), "".join(first[start : start + size])
        at, to = start + size, begin + size


def _held(first: Sequence[str], second: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Runs of parts that each side says once, as offsets and length, those long enough to tell; at last the ends."""
    run = [0, 0, 0]
    for start, begin in [*anchors(first, second), (len(first), len(second))]:
        if (start, begin) == (run[0] + run[2], run[1] + run[2]) and start < len(first):
            run[2] += 1
            continue
        if sum(map(len, first[run[0] : run[0] + run[2]])) >= _HOLDS:
            yield run[0], run[1], run[2]
        run = [start, begin, 1]
    yield len(first), len(second), 0


def _encoded(old: str, new: str) -> tuple[str, str, dict[str, str]]:
    """Both texts with each longer token as one private-use character that neither holds, and the way back."""
    present = set(_PRIVATE.findall(old + new))
    codes: dict[str, str] = {}
    free = (chr(point) for point in range(_PRIVATE_FIRST, _PRIVATE_LAST + 1) if chr(point) not in present)

    def code(match: re.Match[str]) -> str:
        token = match.group()
        if len(token) == 1:
            return token
        if token not in codes:
            codes[token] = next(free)
        return codes[token]

    encoded = TOKEN.sub(code, old), TOKEN.sub(code, new)
    return *encoded, {char: token for token, char in codes.items()}


def _spans(hunks: Iterable[Hunk]) -> tuple[Span, ...]:
    """Neighbours of one operation joined, deletions before insertions, nothing empty."""
    spans: list[Span] = []
    gone = come = kept = ""
    for sign, text in [*filter(itemgetter(1), hunks), (0, "")]:
        if sign and kept:
            spans.append(Span(_EQUAL, kept))
            kept = ""
        if sign < 0:
            gone += text
        elif sign:
            come += text
        else:
            if gone:
                spans.append(Span(_DELETE, gone))
            if come:
                spans.append(Span(_INSERT, come))
            gone, come, kept = "", "", kept + text
    return (*spans, Span(_EQUAL, kept)) if kept else tuple(spans)
