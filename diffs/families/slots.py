"""The stretches in which copies of one template differ by rule: places, numbers, dates, units and verbs."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from diffs.assignment import common_runs
from diffs.keys import norm
from diffs.places import ABOVE, OWN, Mask
from diffs.tokens import DATE, DOCUMENT_NUMBER, HAN_DIGITS, MODALS, QUANTITY, REFERENCE


class SlotKind(StrEnum):
    """What fills a slot of a template (closed)."""

    PLACE = "place"
    NUMBER = "number"
    DATE = "date"
    UNIT = "unit"
    VERB = "verb"


#: Verbs that open a measure of a plan, beside the modals of ``diffs.tokens``.
HEAD_VERBS = (
    *MODALS,
    *"引导 促进 推进 加快 加强 深化 完善 优化 健全 建立 建设 构建 打造 培育 发展 创新 开展 实施 落实 扩大 放宽 取消 规范".split(),
    *"提升 提高 引进 吸引 制定 研究 争取 搭建 设立 强化 简化 推行 试行 拓展 依托 参与 协助 配合 给予 保障 开放 实现".split(),
)
_ADVERBS = "(?:(?:积极|大力|全面|进一步|深入|加快|持续|率先|稳步|有序|依法|逐步|鼓励和?|着力|全力|不断)[，,]?){0,2}"

_INSIDE = "[^\\W\\dA-Za-z_的由向和及与或应可不得将在对为是有之其等所以从被把于按提请列入送并者]"
_SUFFIX = (
    "委员会|办公室|人民政府|法院|检察院|部门|机关|协会|银行|海关|(?:工作|办事|管理|监管|登记|执法|监督)机构"
    "|(?<![格结布邮])局|厅|(?<![住医])院"
)
_UNIT = (
    f"(?:(?<=[由向报经请同入送交至者并、，,。；;（(和及与或的{OWN}{ABOVE}])|(?<={'|'.join(HEAD_VERBS)})|^)(?![报由向请交送经]|{'|'.join(HEAD_VERBS)})"
    f"(?:[省市区县州]级?|国务院|国家)?{_INSIDE}{{2,9}}?(?:{_SUFFIX})(?![长员人所校系])"
)
_FRACTION = f"[{HAN_DIGITS}]+分之[{HAN_DIGITS}]+"
_PIECES = re.compile(
    f"(?P<place>[{OWN}{ABOVE}]+)"
    f"|(?P<fixed>{REFERENCE}|{DOCUMENT_NUMBER})"
    f"|(?P<date>{DATE})"
    f"|(?P<number>{_FRACTION}|{QUANTITY})"
    f"|(?P<verb>{'|'.join(MODALS)}|(?:^|(?<=[，,；;。])){_ADVERBS}(?:{'|'.join(HEAD_VERBS)}))"
    f"|(?P<unit>{_UNIT})"
    r"|(?P<word>[A-Za-z][A-Za-z\d]*)"
    r"|(?P<char>.)",
    re.DOTALL,
)
_PLACE = re.compile(f"(?P<place>[{OWN}{ABOVE}]+)")


class Piece(NamedTuple):
    """A stretch ``text[start:end]``: a slot of some kind, or fixed wording; ``key`` is what it is compared by."""

    kind: SlotKind | None
    key: str
    start: int
    end: int


def pieces(text: str, mask: Mask) -> tuple[Piece, ...]:
    """A wording cut into slots and fixed characters, in order; blanks are left out."""
    masked = mask(text)
    return tuple(_located(_PIECES.finditer(masked), _Shift(text, masked)))


def place_pieces(text: str, mask: Mask) -> tuple[Piece, ...]:
    """The places of a wording alone."""
    masked = mask(text)
    return tuple(_located(_PLACE.finditer(masked), _Shift(text, masked)))


def head_verb(text: str) -> str | None:
    """The first verb of a measure that says how far it goes: 支持, 允许, 推动, 探索, 应当 …"""
    for match in _PIECES.finditer(text):
        if match.lastgroup == SlotKind.VERB:
            return match.group()
    return None


def _located(found: Iterator[re.Match[str]], shift: "_Shift") -> Iterator[Piece]:
    """Pieces with their offsets in the unmasked text."""
    for match in found:
        kind = _KINDS.get(match.lastgroup or "")
        key = kind or _fixed(match.group())
        if key:
            yield Piece(kind, key, shift(match.start()), shift(match.end()))


_KINDS = {kind.value: kind for kind in SlotKind}


@lru_cache(maxsize=8192)
def _fixed(wording: str) -> str:
    """What fixed wording is compared by; nothing for a blank."""
    return norm(wording)


class _Shift:
    """From offsets of a masked text to those of the text: a mask stands for as much as the wording around it leaves."""

    def __init__(self, text: str, masked: str) -> None:
        self._starts: list[tuple[int, int]] = [(0, 0)]
        at = to = 0
        parts = _PLACE.split(masked)
        for number in range(1, len(parts), 2):
            at += len(parts[number - 1])
            to += len(parts[number - 1])
            following = parts[number + 1]
            at += len(parts[number])
            last = number + 2 == len(parts)
            found = len(text) - len(following) if last else text.find(following, to + 1)
            to = found if found > to else min(to + 1, len(text))
            self._starts.append((at, to))
        self._at = 0

    def __call__(self, offset: int) -> int:
        while self._at + 1 < len(self._starts) and self._starts[self._at + 1][0] <= offset:
            self._at += 1
        start, stands = self._starts[self._at]
        return stands + offset - start


def filled(reading: Sequence[Piece], cell: Sequence[Piece]) -> dict[int, Piece]:
    """For each slot of the reading, by its number among the pieces, the piece of the cell that fills it."""
    first, second = [one.key for one in reading], [one.key for one in cell]
    found = {}
    for at, to, size in common_runs(first, second):
        for step in range(size):
            if reading[at + step].kind:
                found[at + step] = cell[to + step]
    return found
