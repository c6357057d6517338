"""Suspicious spots of a text, shown beside it and never corrected: few, so that each is worth a look."""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from diffs.clauses import Clause, Extent, Finding, FindingKind
from diffs.keys import FOLDS, bracket_pairs

_BIDIRECTIONAL = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
#: Private use and U+FFFD besides: what a lost font or a wrong charset leaves.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u180b-\u180e\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff"
    "\x00-\x08\x0e-\x1b\x7f\ue000-\uf8ff\ufffd]+"
)
_COMPATIBILITY = re.compile("[\u2e80-\u2ef3\u2f00-\u2fd5\uf900-\ufad9\U0002f800-\U0002fa1d]+")
_FOREIGN = re.compile(r"(?:and|or|of|the|in|to|for|with|by)(?![A-Za-z])(?=[ \u00a0]*[一-鿿“（(])")
_BEFORE_FOREIGN = re.compile(r"[一-鿿”）)][ \u00a0]*$")
_DOUBLED = re.compile(r"([一-鿿]{2,4})\1|(?<![目标的])(的)\2")
#: Words of two characters that are never said twice in a row; others (本规定规定, 企业创业创新) may meet in good Chinese.
_NEVER_TWICE = frozenset(
    "支持 推动 推进 促进 加强 加快 鼓励 完善 建立 健全 实施 落实 提升 提高 强化 优化 深化 扩大 积极 开展 探索 允许 引导 培育 打造 "
    "构建 创建 依法 按照 通过 关于 对于 以及 或者 应当 可以 不得 必须 属于 根据 依据 为了 因为 其他 有关 相关 符合 具有 包括 我们 "
    "进行 加大 增强 着力 大力 努力 深入 稳步 有序 有效 贯彻 遵循 围绕 依托 借助 严禁 禁止 务必 必要 以便 从而 并且 而且 但是 如果 "
    "他们 这个 本市 本省 全市 全省 我市 我省 我区 部门 单位 机构 政府 地区 领域 行业 体系 机制 制度 措施 政策 问题 情况 方面 工程 "
    "平台 项目 试点 示范 园区 集聚 发挥 坚持 统筹 协同 严格 切实 确保 充分 不断 全面 共同 继续 尽快 及时 主动 公开 透明 便利".split()
)
_FIGURES = frozenset("〇零一二三四五六七八九十百千万亿某")
#: Misprints that went from one published plan into others, each beside what sense demands.
_MISPRINTS = (
    ("人民币的贸易金融区块链", "人民银行的贸易金融区块链"),
    ("运装前检", "装运前检"),
    ("审发程序", "签发程序"),
    ("积极争政策", "积极争取政策"),
    ("现现予", "现予"),
    ("实现出由", "实现由"),
)
_MISPRINT = re.compile("|".join(re.escape(printed) for printed, _ in _MISPRINTS))
_MEANT = dict(_MISPRINTS)
#: Characters that scanning and typing confuse.
_PAIRS = "台合 未末 己已 土士 人入 即既 候侯 拨拔 折拆 竞竟 治冶 博搏 帐账".split()
_ALIKE = {pair[0]: pair[1] for pair in _PAIRS} | {pair[1]: pair[0] for pair in _PAIRS}
_CONFUSABLE = re.compile(f"(?<=([一-鿿]{{3}}))[{''.join(_ALIKE)}]")
_STOPS_MET = re.compile("[，、；：。]{2,}")
#: What stops may well meet in: 。。。 for an ellipsis, ：、 where a sign is spoken of.
_MEET = re.compile("。{3,}|：、|、：")
_PAIRED = re.compile("[（(）)《》【】〔〕“”]")
#: A text of whose characters fewer than one in so many are traditional is a simplified one.
_FEW = 40
#: Characters of names that GB 2312 lacks, though they are no traditional forms.
_NAMES = frozenset("昇珺瑄玥琍旻垚燚瑀彧璟鋆珅昉皛晞旼嫚翀祐禔曌甦猋")
#: What stands before the bracket of 1）, a）, ①）, 一）.
_LISTED = re.compile(r"[0-9A-Za-z①-⑳一二三四五六七八九十]$")


def find_spots(source: str, clauses: Sequence[Clause]) -> tuple[Finding, ...]:
    """All findings of ``source``, in order of place."""
    owner = _Owner(clauses)
    spots = [*_characters(source), *_words(source), *_confused(source), *_traditional(source)]
    found = [Finding(kind, owner.at(extent[0]), extent, note) for kind, extent, note in spots]
    found.extend(_brackets(source, clauses))
    found.extend(_numbering(clauses))
    return tuple(sorted(found, key=lambda finding: (finding.extent, finding.kind)))


class _Owner:
    """Which clause a place in the text belongs to."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        spans = sorted((start, end, clause.id) for clause in clauses for start, end in clause.extent)
        self._starts = [start for start, _, _ in spans]
        self._spans = spans

    def at(self, offset: int) -> str | None:
        """The id of the clause that covers ``offset``."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self._spans[index][1]:
            return None
        return self._spans[index][2]


def _characters(source: str) -> Iterator[tuple[FindingKind, Extent, str]]:
    if source.isascii():
        return
    for kind, pattern in (
        (FindingKind.BIDIRECTIONAL_CHARACTER, _BIDIRECTIONAL),
        (FindingKind.INVISIBLE_CHARACTER, _INVISIBLE),
        (FindingKind.COMPATIBILITY_CHARACTER, _COMPATIBILITY),
    ):
        for match in pattern.finditer(source):
            if kind is FindingKind.COMPATIBILITY_CHARACTER:
                note = f"{match.group()} → {match.group().translate(FOLDS)}"
            else:
                note = " ".join(f"U+{ord(char):04X} {unicodedata.name(char, '')}".strip() for char in match.group()[:4])
            yield kind, match.span(), note


def _words(source: str) -> Iterator[tuple[FindingKind, Extent, str]]:
    for match in _FOREIGN.finditer(source):
        if _BEFORE_FOREIGN.search(source, max(0, match.start() - 3), match.start()):
            yield FindingKind.FOREIGN_WORD, match.span(), match.group()
    for match in _DOUBLED.finditer(source):
        word = match[1] or match[2]
        if len(word) > 2 and (len(set(word)) == 1 or set(word) <= _FIGURES):
            continue
        if len(word) != 2 or word in _NEVER_TWICE:
            yield FindingKind.DOUBLED_WORD, match.span(), match.group()
    for match in _MISPRINT.finditer(source):
        yield FindingKind.SUSPECT_PHRASE, match.span(), f"{match.group()} → {_MEANT[match.group()]}"
    for match in _STOPS_MET.finditer(source):
        if _MEET.fullmatch(match.group()):
            continue
        yield FindingKind.SUSPECT_PHRASE, match.span(), f"标点 {match.group()}"


def _confused(source: str) -> Iterator[tuple[FindingKind, Extent, str]]:
    """A character met once after three others that are followed by its double elsewhere: 服务平合 beside 服务平台."""
    found = [(match[1], match.group(), match.start()) for match in _CONFUSABLE.finditer(source)]
    times = Counter((before, char) for before, char, _ in found)
    for before, char, at in found:
        other = _ALIKE[char]
        if times[before, char] == 1 and times[before, other] > 1:
            yield FindingKind.SUSPECT_PHRASE, (at - 1, at + 1), f"{before[-1]}{char} → {before[-1]}{other}"


def _traditional(source: str) -> Iterator[tuple[FindingKind, Extent, str]]:
    """Traditional characters strewn into a simplified text: those of Big5 that GB 2312 lacks, when they are few."""
    used = "".join(sorted({char for char in set(source) if "一" <= char <= "鿿"}))
    simplified = _NAMES | set(used.encode("gb2312", "ignore").decode("gb2312"))
    strange = "".join(char for char in used if char not in simplified).encode("big5", "ignore").decode("big5")
    found = list(re.finditer(f"[{strange}]", source)) if strange else []
    if len(found) * _FEW < len(source):
        for match in found:
            yield FindingKind.SUSPECT_PHRASE, match.span(), f"繁体字 {match.group()}"


def _brackets(source: str, clauses: Sequence[Clause]) -> Iterator[Finding]:
    """Brackets without a partner in their clause; 1）2） are numbers, and each paragraph of a quotation opens with “."""
    for clause in clauses:
        pieces = [source[start:end] for start, end in clause.extent]
        if not any(_PAIRED.search(piece) for piece in pieces):
            continue
        text = "".join(pieces)
        for at in bracket_pairs(text)[1][:20]:
            if not _PAIRED.match(text[at]) or (text[at] in "）)" and _LISTED.search(text[max(0, at - 3) : at])):
                continue
            if text[at] == "“" and not text[:at].strip():
                continue
            offset = _source_offset(clause, at)
            yield Finding(FindingKind.UNBALANCED_BRACKET, clause.id, (offset, offset + 1), text[at])


def _source_offset(clause: Clause, at: int) -> int:
    for start, end in clause.extent:
        if at < end - start:
            return start + at
        at -= end - start
    return clause.extent[-1][1]


def _numbering(clauses: Sequence[Clause]) -> Iterator[Finding]:
    """Gaps and repetitions in a numbering; one that runs on across sections, or starts over, is none."""
    last: dict[tuple[str | None, str], int] = {}
    running: dict[str, int] = {}
    for clause in clauses:
        family = _family(clause)
        if family is None or not clause.number or not clause.number.isdecimal():
            continue
        number, key = int(clause.number), (None if family in ("条", "表") else clause.parent, family)
        before, ran = last.get(key), running.get(family)
        last[key] = running[family] = number
        if before is None or number == before + 1 or number == 1:
            continue
        if ran is not None and number == ran + 1:
            continue
        if number == before:
            yield Finding(FindingKind.DUPLICATE_NUMBER, clause.id, clause.extent[0], clause.marker)
        elif number > before + 1 or number < before:
            yield Finding(FindingKind.NUMBERING_GAP, clause.id, clause.extent[0], f"{before} → {number}")


def _family(clause: Clause) -> str | None:
    """Which numbering a marker belongs to: its shape without the figures."""
    if not clause.marker:
        return None
    return re.sub(r"[\d\s〇零一二三四五六七八九十百千①-⑳㉑-㊿⒈-⒛⑴-⒇㈠-㈩.．、第]+", "", clause.marker).replace(
        "(", "（"
    ).replace(")", "）") or ("1" if clause.marker[0].isdecimal() else "一")
