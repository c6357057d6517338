"""Modal verbs that come, go or change: what they govern decides whether one can be weighed against another.

不得, 应当, 可以 and 鼓励 are scales of their own. A verb in a relative clause (禁止进出口的技术, 应当申报而未申报的) binds nobody.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence, Set
from typing import NamedTuple

from diffs.comparison import Direction, Signal, SignalKind
from diffs.describing.differing import Side
from diffs.tokens import BARE_DUTY, DUTY, ENCOURAGEMENT, HAN_DIGITS, PERMISSION, PROHIBITION, QUANTITY

_PROHIBITED, _OBLIGED, _PERMITTED = 0, 1, 2
_SCALES = {word: scale for scale, words in enumerate((PROHIBITION, DUTY, PERMISSION, ENCOURAGEMENT)) for word in words}
#: Words that grant only when they stand where 不予 stands in the other text: 不予登记→予以登记.
_REFUSAL, _GRANTS = "不予", ("予以", "准予")
#: Words that forbid, oblige or permit only when they stand where a word of their scale stands in the other text.
_SOFT = (
    "不能",
    "不应",
    "不宜",
    "(?<![不无毋的据际作])需要",
    "(?<![不无毋])需(?=[经由报向按]|取得|提[供交])",
    "(?<!所)有权(?![利益属力])",
)
_SOFT_SCALES = {"需要": _OBLIGED, "需": _OBLIGED, "有权": _PERMITTED}
#: Words that say nothing but where they govern the same as a word of the other text.
_BESIDE_ONLY = frozenset({*_GRANTS, *_SOFT_SCALES})
#: A prohibition of refusing obliges: 不得不予受理, 不得拒绝受理; of falling short or exceeding it is the bare negation: 不得低于.
_REFUSING = re.compile("不予|拒绝|不(?!得)")
_BOUNDING = re.compile("超[过出]|[低少高大小多长短晚早迟]于")
_MODAL_STARTS = re.compile("|".join([*_SCALES, *_GRANTS, *_SOFT_SCALES, "不", "应", "须"]))
_MODAL = re.compile(
    rf"(?=[不禁严应必务须可允准予支鼓推探需有])(?:不予以|(?P<grant>{'|'.join(_GRANTS)})|(?P<modal>{'|'.join(_SCALES)})|(?P<soft>{'|'.join(_SOFT)})|(?P<duty>{BARE_DUTY}))"
)
_OF_GROUP = {"soft": _PROHIBITED, "grant": _PERMITTED, "duty": _OBLIGED, "modal": _OBLIGED}
#: Verbs that may stand under another modal verb, or as nouns: 应当支持, 可以禁止, 给予支持, 禁止决定.
_VERBS = frozenset({"禁止", "允许", "准许", *ENCOURAGEMENT})
_NOUN_AFTER = re.compile(r"[，。；、：）)的和与及等下度力]|(?:期限|决定|令|性|措施|限制|目录)|$")
_NOUN_BEFORE = tuple(
    "裁定 决定 予以 给予 提供 请求 申请 同意 技术 资金 政策 金融 服务 重点 有关 经 不 未 被 可 的".split()
)
_BESIDE = re.compile(r"(?:限制|鼓励|支持|允许|引导)(?:或者|和|、)$")
_ATTRIBUTE = re.compile(r"(?:(?:或者|和|、)限制)?[^，。；、]{0,3}的(?=[\u4e00-\u9fff])")
_SHORT_ATTRIBUTE = re.compile(r"[^，。；、]{1,2}的(?=[\u4e00-\u9fff])")
_TAKEN = re.compile(r"(?:[将把对向]|属于)[^，。；]{0,6}$")
_CONDITION = re.compile(r"的(?:除外|情形)?$")
#: A condition that goes on behind its comma: 不予查处，或者有其他行为的，.
_OR_ELSE = re.compile(r"，或者?[^，。；：:\n]{1,40}的(?=[，：:])")
_ADVERB = re.compile("[还也均都并且仍则]+$")
#: What goes on from a duty before it, and what only says by which rule.
_GOES_ON = re.compile("并|且|或者|以及")
_BY_RULE = re.compile("依照|按照|根据|依法|遵照")
_NORM = re.compile("应当|必须|不得|可以|应|须|禁止|严禁|鼓励|支持")
#: So much of what a verb governs is looked at; so much of it must stand in the other text, too.
_GOVERNED, _SHARED, _STANDS = 24, 0.45, 0.6
_WORD, _WHOM = 2, 12
_NONE: tuple[Set[int], Set[int]] = frozenset(), frozenset()
#: So many verbs of one segment are tried as partners.
_CANDIDATES = 8
_FIGURE, _DIGITS = re.compile(QUANTITY), frozenset(f"0123456789{HAN_DIGITS}")
#: In longer replaced stretches a modal verb that comes or goes says no more than the stretch itself.
_READABLE = 60


class Modal(NamedTuple):
    """A modal verb in a changed stretch, and the stretch of text that it governs."""

    text: str
    scale: int
    start: int
    end: int
    hunk: int
    size: int
    segment: tuple[int, int]
    soft: bool = False

    @property
    def governed(self) -> tuple[int, int]:
        """What follows the verb in its segment; what stands before it when nothing does."""
        after = (self.end, min(self.segment[1], self.end + _GOVERNED))
        return after if after[1] - after[0] > 1 else (self.segment[0], self.start)


def modality(old: Side, new: Side, *, item: bool, known: tuple[Set[int], Set[int]] = _NONE) -> Iterator[Signal]:
    """The signals of modal verbs; ``item``: the wording hangs on the opening of a list, which may hold the verb.

    Verbs that start at the offsets ``known`` of the old and the new side are left out.
    """
    gone, come = list(_modals(old)), list(_modals(new))
    if not gone and not come:
        return
    if known[0] or known[1]:
        gone, come = (
            [one for one in ones if one.start not in at] for ones, at in zip((gone, come), known, strict=True)
        )
    pairs = _governing(gone, come, old, new)
    gone, come = ([one for one in ones if one.text not in _BESIDE_ONLY] for ones in (gone, come))
    pairs += _rewritten(_without(gone, pairs, 0), _without(come, pairs, 1))
    for first, second in pairs:
        if first.text != second.text:
            yield Signal(SignalKind.MODALITY, first.text, second.text, _strength(first, second))
    pairs += _alike(_without(gone, pairs, 0), _without(come, pairs, 1), lambda one: one.scale)
    for one, direction in _alone(_without(gone, pairs, 0), old, new, Direction.LOOSER, item):
        plain = _plain(one, old, new)
        yield Signal(SignalKind.MODALITY, one.text, plain, Direction.DRAFTING if plain else direction)
    for one, direction in _alone(_without(come, pairs, 1), new, old, Direction.STRICTER, item):
        plain = _plain(one, new, old)
        yield Signal(SignalKind.MODALITY, plain, one.text, Direction.DRAFTING if plain else direction)


def _modals(side: Side) -> Iterator[Modal]:
    text, past = side.text, 0
    for match, stretch in side.matches(_MODAL, _MODAL_STARTS):
        (start, end), group = match.span(), match.lastgroup
        if group is None or end > stretch.end or start < past:
            continue
        token, segment = match.group(), side.segment(start)
        if not _binds(text, match, segment):
            continue
        scale = _SCALES.get(token, _SOFT_SCALES.get(token, _OF_GROUP[group]))
        past = end
        if scale == _PROHIBITED and (refusing := _REFUSING.match(text, past, stretch.end)):
            token, scale, past = token + refusing.group(), _OBLIGED, refusing.end()
        soft = group in ("soft", "grant")
        yield Modal(token, scale, start, past, stretch.hunk, stretch.size, segment, soft)


def _binds(text: str, match: re.Match[str], segment: tuple[int, int]) -> bool:
    """Whether a modal verb makes a norm: not in a condition or an attribute, not as a noun, not under another verb."""
    token, (start, after), end = match.group(), match.span(), segment[1]
    if text.find("的", after, end) >= 0 and _describes(token, text[segment[0] : start], text[after:end]):
        return False
    if text.startswith("，或", end) and _OR_ELSE.match(text, end):
        return False
    if token not in _VERBS:
        return True
    if _NOUN_AFTER.match(text, after, end):
        return False
    lead = _BESIDE.sub("", text[segment[0] : start])
    return not (lead and (lead.endswith(_NOUN_BEFORE) or _NORM.search(lead)))


def _describes(token: str, before: str, rest: str) -> bool:
    """Whether a modal verb with a 的 behind it stands in a condition or an attribute."""
    attribute = _ATTRIBUTE if token in PROHIBITION else _SHORT_ATTRIBUTE
    return bool(_CONDITION.search(rest) or attribute.match(rest) or _TAKEN.search(before))


def _governing(gone: Sequence[Modal], come: Sequence[Modal], old: Side, new: Side) -> list[tuple[Modal, Modal]]:
    """Verbs that govern the same: what follows one stands in the other's segment, both ways."""
    if not (gone and come):
        return []
    by_segment: dict[int, list[Modal]] = defaultdict(list)
    for other in come:
        by_segment[other.segment[0]].append(other)
    pairs: list[tuple[Modal, Modal]] = []
    for one in gone:
        place = old.image(*one.governed)[1]
        near = by_segment[new.segment(place)[0]] if place >= 0 else []
        for other in near[:_CANDIDATES]:
            if _comparable(one, other) and _shared(one, other, old) and _shared(other, one, new):
                pairs.append((one, other))
                near.remove(other)
                break
    return pairs


def _comparable(one: Modal, other: Modal) -> bool:
    if one.text in _GRANTS or other.text in _GRANTS:
        return _REFUSAL in (one.text, other.text)
    return not (one.soft or other.soft) or one.scale == other.scale


def _shared(one: Modal, other: Modal, side: Side) -> bool:
    """Whether what ``one`` governs on its side is kept, and stands in the segment of ``other``."""
    start, end = one.governed
    kept, place = side.image(start, end)
    return end > start and kept >= _SHARED * (end - start) and other.segment[0] <= place < other.segment[1]


def _rewritten(gone: Sequence[Modal], come: Sequence[Modal]) -> list[tuple[Modal, Modal]]:
    """Verbs of one scale in one replaced stretch, in order: another word for the same."""
    return [pair for pair in _alike(gone, come, lambda one: (one.hunk, one.scale)) if pair[0].scale <= _OBLIGED]


def _alike(gone: Sequence[Modal], come: Sequence[Modal], key: Callable[[Modal], Hashable]) -> list[tuple[Modal, Modal]]:
    """Verbs with equal keys, paired in order."""
    if not (gone and come):
        return []
    waiting: dict[Hashable, list[Modal]] = defaultdict(list)
    for other in reversed(come):
        waiting[key(other)].append(other)
    return [(one, waiting[key(one)].pop()) for one in gone if waiting[key(one)]]


def _without(ones: Sequence[Modal], pairs: Sequence[tuple[Modal, Modal]], side: int) -> Sequence[Modal]:
    if not pairs:
        return ones
    paired = {id(pair[side]) for pair in pairs}
    return [one for one in ones if id(one) not in paired]


def _alone(
    ones: Sequence[Modal], side: Side, other: Side, pointing: Direction, item: bool
) -> Iterator[tuple[Modal, Direction | None]]:
    """Verbs without a partner that are told, and where they point.

    A prohibition or duty put into a standing segment, or taken out of it, points somewhere, a permission the other way,
    an encouragement nowhere. In words of their own only prohibitions and duties are told, and point nowhere.
    """
    for one in ones:
        if one.soft:
            continue
        if not (_stands(one, side) or _refigured(one, side, other)):
            if one.scale <= _OBLIGED and one.size <= _READABLE:
                yield one, None
        elif not _held(one, place := side.image(*one.governed)[1], other):
            hanging = _hangs(one, side, item) or _opens_line(other, place, item)
            yield one, None if hanging else _pointed(one, pointing)


def _plain(one: Modal, side: Side, other: Side) -> str | None:
    """The bare negation that stands for a prohibition of falling short or exceeding: 不得低于30% is 不低于30%."""
    if one.text != "不得" or not _BOUNDING.match(side.text, one.end):
        return None
    place = side.image(one.end, one.end + _WORD)[1]
    return "不" if place > 0 and other.text[place - 1] == "不" else None


def _pointed(one: Modal, binding: Direction) -> Direction | None:
    """Where a verb points that comes or goes; ``binding`` is where a prohibition or duty does."""
    if one.scale == _PERMITTED:
        return Direction.STRICTER if binding is Direction.LOOSER else Direction.LOOSER
    return binding if one.scale <= _OBLIGED else None


def _stands(one: Modal, side: Side) -> bool:
    """Whether the segment of a verb stands in the other text: whom it binds, and what it governs from its first word."""
    start, end = one.governed
    if end - start < _WORD or side.image(start, end)[0] < _STANDS * (end - start):
        return False
    if side.image(start, start + _WORD)[0] < _WORD:
        return False
    if _BY_RULE.match(side.text, start) and side.image(one.segment[1] - _WORD, one.segment[1])[0] < _WORD:
        return False
    whom = max(one.segment[0], one.start - _WHOM)
    adverb = _ADVERB.search(side.text, whom, one.start)
    last = adverb.start() if adverb else one.start
    return last == whom or side.share(whom, last) >= _SHARED


def _refigured(one: Modal, side: Side, other: Side) -> bool:
    """Whether its place differs by the verb and by figures alone: 可以处一万元→处五万元."""
    if one.size > _READABLE:
        return False
    mine = next(each for each in side.changed if each.start <= one.start < each.end)
    others = next((each for each in other.changed if each.hunk == one.hunk), None)
    rest = side.text[mine.start : one.start] + side.text[one.end : mine.end]
    there = other.text[others.start : others.end] if others else ""
    if not rest or (rest[0] != there[:1] and not {rest[0], there[:1]} <= _DIGITS):
        return False
    return _FIGURE.sub("#", rest) == _FIGURE.sub("#", there)


def _hangs(one: Modal, side: Side, item: bool) -> bool:
    """Whether a verb opens an item, which its opening may govern instead."""
    return one.start == one.segment[0] and _opens_line(side, one.start, item)


def _opens_line(side: Side, at: int, item: bool) -> bool:
    return (
        item
        if at == 0
        else side.text[at - 1] == "\n" and side.text[max(0, at - _WHOM) : at].rstrip()[-1:] in ("：", ":", "；")
    )


def _held(one: Modal, place: int, other: Side) -> bool:
    """Whether a verb of the same scale stands before the governed words in their sentence on the other side."""
    start, _ = other.sentence(place)
    segment = other.segment(place)
    goes_on = _GOES_ON.match(other.text, segment[0]) is not None
    for match in _MODAL.finditer(other.text, start, segment[1]):
        token = match.group()
        scale = _OBLIGED if match.lastgroup == "duty" else _SCALES.get(token, -1)
        near = goes_on or match.start() >= segment[0] or other.touches(match.start())
        if scale == one.scale and near and _binds(other.text, match, other.segment(match.start())):
            return True
    return False


def _strength(old: Modal, new: Modal) -> Direction | None:
    """Within a scale a change of word is drafting; across them, it turns or weakens."""
    scales = {old.scale, new.scale}
    if len(scales) == 1:
        return Direction.DRAFTING
    if _PROHIBITED in scales:
        return Direction.REVERSED
    if _OBLIGED in scales:
        return Direction.LOOSER if old.scale == _OBLIGED else Direction.STRICTER
    return None
