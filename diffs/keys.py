"""Derived keys of a text, for comparison only (DESIGN section 4), and its sentences; stored text is never touched.

``raw`` is the text itself; ``norm`` folds what readers do not see (width, blanks, radicals, invisible characters);
``loose`` is ``norm`` without punctuation and leading numbering.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache, wraps
from itertools import pairwise

_SUPPLEMENT = dict(
    zip(
        "⺁⺅⺇⺉⺋⺍⺎⺏⺐⺒⺓⺔⺖⺘⺙⺛⺝⺞⺟⺠⺡⺢⺣⺤⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺴⺵⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂亻几刂㔾小尢尢尣巳幺彑忄扌攵旡月歺母民氵氺灬爫犭王疋目示礻竹糹纟罓罒网冈羊耂肀聿肉臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶阝钅長镸长门阜阝雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)


def _single(first: int, last: int) -> Iterator[tuple[int, str]]:
    """Code points of a block that stand for exactly one other character."""
    for point in range(first, last + 1):
        folded = unicodedata.normalize("NFKC", chr(point))
        if len(folded) == 1 and folded != chr(point):
            yield point, folded


#: Full-width ASCII, half-width 。「」、・, Kangxi radicals, radicals supplement, compatibility ideographs.
FOLDS: dict[int, str] = {
    **dict(_single(0xFF01, 0xFF65)),
    **dict(_single(0x2F00, 0x2FD5)),
    **{ord(char): folded for char, folded in _SUPPLEMENT.items()},
    **dict(_single(0xF900, 0xFAD9)),
    **dict(_single(0x2F800, 0x2FA1D)),
}

_INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
_UNSEEN = re.compile(f"[{_INVISIBLE}]")
#: Where everything that folds or is invisible stands: to search for it is quicker than to look every character up.
_FOLDABLE = re.compile(f"[{_INVISIBLE}\u2e80-\u2fdf\uf900-\U0002fa1f]")
_UNEVEN = re.compile(rf"[\s{_FOLDABLE.pattern[1:]}")
#: The full-width marks of nearly every sentence: to replace them first spares a look at each.
_WIDE_MARKS = tuple((char, FOLDS[ord(char)]) for char in "，；：（）")

#: Texts up to this length are folded once while they are in use: markers, units and sentences come again and again.
_SHORT, _KNOWN = 100, 8192
#: A blank that does not part two Latin words or numbers.
_IDLE_BLANK = re.compile(" (?:(?<![A-Za-z0-9] )|(?![A-Za-z0-9]))")

_NUMBERING = re.compile(
    r"(?:第[〇零○一二三四五六七八九十百千两0-9]+[编章节条款项](?:之[一二三四五六七八九十百]+)?"
    r"|\([一二三四五六七八九十百]{1,5}\)|\(\d{1,3}\)|[一二三四五六七八九十百]{1,5}[、.]"
    r"|\d{1,3}(?:[、．]|\.(?!\d))|\d{1,3}\)|[①-⑳㈠-㈩⑴-⒛])"
)
_PUNCTUATION_OF_NUMBERS = re.compile(r"(?<=\d)[.\-–—:/~](?=\d)")
_MARK, _MARKS = re.compile(r"[\W_]"), re.compile(r"[\W_]+")
#: The ends of two texts are compared first, over so many characters: most that differ already differ there.
_LONGEST_NUMBER, _END = 12, 32
_MEANINGFUL = frozenset("%‰&@#")

_OPENERS = "（(《〈“‘【〔[［「『｛{"
_CLOSERS = "）)》〉”’】〕]］」』｝}"
_BRACKET_KIND = {char: index for index, char in enumerate("(《〈“‘【〔[「『{")} | {"（": 0, "［": 7, "｛": 10}
_BRACKET_KIND |= {closer: _BRACKET_KIND[opener] for opener, closer in zip(_OPENERS, _CLOSERS, strict=True)}
_BRACKET = re.compile("[" + re.escape(_OPENERS + _CLOSERS) + "]")
_STOP = re.compile(r"[。｡]+[”’」』）)〕】》〉]*")


def norm(text: str) -> str:
    """``text`` with width, blanks, Kangxi radicals and invisible characters folded.

    Blanks go unless they part two Latin words or numbers, where one is kept. ① and ㎡ stay what they are: this is
    not NFKC.
    """
    return _norm_once(text) if len(text) <= _SHORT else _folded(text)


def once(rewrite: Callable[[str], str]) -> Callable[[str], str]:
    """``rewrite``, done once for each short text while that is in use: the same sentences come again and again."""
    known = lru_cache(maxsize=_KNOWN)(rewrite)

    @wraps(rewrite)
    def rewritten(text: str) -> str:
        return known(text) if len(text) <= _SHORT else rewrite(text)

    return rewritten


def _folded(text: str) -> str:
    for wide, narrow in _WIDE_MARKS:
        text = text.replace(wide, narrow)
    if not _UNEVEN.search(text):
        return text
    return _IDLE_BLANK.sub("", " ".join(_FOLDABLE.sub(_fold, text).split()))


_norm_once = lru_cache(maxsize=_KNOWN)(_folded)


def _fold(found: re.Match[str]) -> str:
    char = found[0]
    return "" if _UNSEEN.match(char) else FOLDS.get(ord(char), char)


def loose(text: str) -> str:
    """``norm(text)`` without punctuation and without numbering at its start.

    Marks that carry meaning stay: the percent sign, and points, dashes, colons and slashes between digits.
    """
    folded = norm(text)
    numbered = _NUMBERING.match(folded)
    if numbered and numbered.end() < len(folded):
        folded = folded[numbered.end() :]
    kept = {match.start() for match in _PUNCTUATION_OF_NUMBERS.finditer(folded)}

    def left(found: re.Match[str]) -> str:
        return found[0] if found.start() in kept or _carries_meaning(found[0]) else ""

    return _MARK.sub(left, folded)


def alike(old: str, new: str) -> bool:
    """Whether two folded texts are the same but for punctuation and a leading number; words are looked at first."""
    if old == new:
        return True
    if _end_apart(words(old[-_END:]), words(new[-_END:])):
        return False
    first, second = words(old), words(new)
    if abs(len(first) - len(second)) > _LONGEST_NUMBER or _end_apart(first, second):
        return False
    if first != second and not (_NUMBERING.match(old) or _NUMBERING.match(new)):
        return False
    return loose(old) == loose(new)


def _end_apart(first: str, second: str) -> bool:
    """Whether the ends of two wordings differ where a number before one of them can make no difference."""
    shared = min(len(first), len(second)) - _LONGEST_NUMBER
    return shared > 0 and first[-shared:] != second[-shared:]


@once
def words(text: str) -> str:
    """``text`` without anything but letters, characters and digits."""
    return _MARKS.sub("", text)


def _carries_meaning(char: str) -> bool:
    return char in _MEANINGFUL or unicodedata.category(char)[0] not in "PZ"


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of ``text``: split after each 。 that stands outside brackets and quotes; ； does not split.

    A bracket without a partner shields nothing. Surrounding blanks are dropped; no sentence is empty.
    """
    return tuple(text[start:end] for start, end in sentence_ranges(text))


def sentence_ranges(text: str) -> Iterator[tuple[int, int]]:
    """Offset pairs of ``sentences(text)`` in ``text``, in order."""
    bounds = [0, *_stops(text), len(text)]
    for start, end in pairwise(bounds):
        piece = text[start:end]
        stripped = piece.strip()
        if stripped:
            first = start + len(piece) - len(piece.lstrip())
            yield first, first + len(stripped)


def _stops(text: str) -> Iterator[int]:
    shielded = _shielded(text)
    at = 0
    for match in _STOP.finditer(text):
        while at < len(shielded) and shielded[at][1] <= match.start():
            at += 1
        if at == len(shielded) or match.start() < shielded[at][0]:
            yield match.end()


def _shielded(text: str) -> list[tuple[int, int]]:
    """Ranges inside partnered brackets or quotes, merged and in order; linear time, crossing pairs allowed."""
    return merged(bracket_pairs(text)[0])


def bracket_pairs(text: str) -> tuple[list[tuple[int, int]], list[int]]:
    """Partnered brackets as ``(opener, closer)`` offsets, and offsets of those left alone; （ pairs with )."""
    pairs: list[tuple[int, int]] = []
    alone: list[int] = []
    waiting: dict[int, list[int]] = {}
    for match in _BRACKET.finditer(text):
        at, char = match.start(), match.group()
        stack = waiting.setdefault(_BRACKET_KIND[char], [])
        if char in _OPENERS:
            stack.append(at)
        elif stack:
            pairs.append((stack.pop(), at))
        else:
            alone.append(at)
    alone.extend(at for stack in waiting.values() for at in stack)
    return sorted(pairs), sorted(alone)


def merged(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sorted ranges with overlapping ones joined."""
    joined: list[tuple[int, int]] = []
    for start, end in ranges:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
