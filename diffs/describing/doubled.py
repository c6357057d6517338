"""Double negations turned into their plain form and back: 未经批准不得设立 and 经批准方可设立 say the same.

Such a pair is one change of drafting; read word by word it would look like a prohibition that goes and a negation that turns.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from diffs.comparison import Direction, Signal, SignalKind
from diffs.describing.differing import Side

#: A condition that is denied, and what follows when it is not met.
_UNMET = re.compile(r"未(?![来遂])|非(?=经|依法)|没有|不(?=经|具备|符合|取得)")
_FORBIDDEN = re.compile("不得|不能|不准|禁止")
#: What is granted once it is met.
_GRANTED = re.compile("方可|方能|方准|方得|才可以?|才能|才得|始得|始可|可以")
#: The prohibition follows the condition within so many characters of one sentence.
_REACH, _AHEAD = 40, 4
#: So much of the condition stands on the other side, unless it stands there word for word in another place.
_STANDING = 0.7


class Doubled(NamedTuple):
    """A turned pair: the signal, where its words start on either side, and the hunk of the negation."""

    signal: Signal
    starts: tuple[int, int]
    hunk: int


def doubled(old: Side, new: Side) -> list[Doubled]:
    """The double negations of one side that stand in plain form on the other, in the same sentence."""
    found: list[Doubled] = []
    if _forbids(old.text):
        found += _turned(old, new, in_old=True)
    if _forbids(new.text):
        found += _turned(new, old, in_old=False)
    return found


def _forbids(text: str) -> bool:
    return "禁止" in text or ("不" in text and ("不得" in text or "不能" in text or "不准" in text))


def _turned(side: Side, other: Side, *, in_old: bool) -> Iterator[Doubled]:
    for stretch in side.changed:
        unmet = _UNMET.search(side.text, stretch.start, stretch.end + _AHEAD)
        if unmet is None or unmet.start() >= stretch.end:
            continue
        until = min(side.sentence(unmet.start())[1], unmet.end() + _REACH)
        forbidden = _FORBIDDEN.search(side.text, unmet.end(), until)
        if forbidden is None or not side.touches(forbidden.start()):
            continue
        granted = _granted(side, other, unmet.end(), forbidden)
        if granted:
            first, second = (forbidden, granted) if in_old else (granted, forbidden)
            signal = Signal(SignalKind.MODALITY, first.group(), second.group(), Direction.DRAFTING)
            yield Doubled(signal, (first.start(), second.start()), stretch.hunk)


def _granted(side: Side, other: Side, condition: int, forbidden: re.Match[str]) -> re.Match[str] | None:
    """The grant on the other side behind the same condition, which is not denied there, and before what was forbidden."""
    place = side.image(forbidden.end(), side.segment(forbidden.end())[1])[1]
    if place < 0:
        return None
    start = other.sentence(place)[0]
    granted = _GRANTED.search(other.text, start, place)
    if granted is None or not other.touches(granted.start()) or _UNMET.search(other.text, start, granted.start()):
        return None
    end = min(side.segment(condition)[1], forbidden.start())
    words = side.text[condition:end].removesuffix("的")
    kept, at = side.image(condition, end)
    stands = kept >= _STANDING * (end - condition) and start <= at < granted.start()
    return granted if words and (stands or words in other.text[start : granted.start()]) else None
