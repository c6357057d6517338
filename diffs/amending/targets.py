"""Addresses inside a statute as decisions cite them: 第十二条之一第二款第（三）项, lists and ranges of them.

The path of an address is that of outlines (DESIGN section 5): ``第三条/第二款/（一）``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from diffs.parsing.numbering import numeral
from diffs.provisions import JOINTS, ORDINAL, RANGE_MARKS, han

#: One cited unit; ``第`` may be missing before （三）项 only.
_STEP = rf"(?:第\s?[（(]?\s?{ORDINAL}\s?[)）]?\s?(?:分编|自然段|[编章节条款项目段])(?:之{ORDINAL})?|[（(]{ORDINAL}[)）]\s?项)"
#: 第（二）、（三）项, 第一至三款: several numbers before the unit that they share.
_JOINED = r"\s?(?:、|和|及|与|至|到|—|-)\s?第?\s?"
_SERIES = rf"第\s?[（(]?{ORDINAL}[)）]?(?:{_JOINED}[（(]?{ORDINAL}[)）]?){{1,40}}\s?(?:自然段|[章节条款项目段])"
_PREAMBLE = r"(?:序\s?言|引\s?言)"
_SENTENCE = r"(?:第\s?[一二三四五六七八九十]{1,2}句(?:话)?|[首末尾]句|最后一句(?:话)?|[前后](?:半句|半段|段))"
_ONE = rf"{_PREAMBLE}?(?:{_STEP}){{0,6}}(?:{_SERIES}|{_STEP})(?:[中的]?{_SENTENCE})?|{_PREAMBLE}(?:[中的]?{_SENTENCE})?|{_SENTENCE}"
_JOIN = rf"\s?(?:{JOINTS})\s?原?"
#: A place in an attachment: 附件一第（三）项, 附表《收费标准》序号5, 附件2第一部分第（二）项.
_LABEL = r"(?:附件|附表|附录)(?:[一二三四五六七八九十]{1,3}|\d{1,2})?"
_NAMED = r"[（(]?《[^《》]{1,60}》[)）]?"
_INNER = rf"(?:第\s?[（(]?\s?{ORDINAL}\s?[)）]?\s?(?:部分|大类|自然段|[编章节条款项目类行点段])|序号\s?为?\s?{ORDINAL}|[（(]{ORDINAL}[)）]项?)"
#: An attachment as a whole counts where something is done to it: （附件1） and the heading 附件1 order nothing.
_DONE = (
    r"(?=[中内里]?的?(?:\ue010|名称|标题)|[中内里]|的|后|前|修改|改为|作如下|作以下|予以|删|增加|增列|新增|替换|调整"
    r"|(?:、|和|及|与|以及)附)"
)
_PLACED = (
    rf"(?:{_LABEL}(?:{_NAMED})?(?:[中的]*{_INNER}){{1,5}}|所附{_NAMED}(?:[中的]*{_INNER}){{0,5}}|{_LABEL}{_NAMED}{_DONE}"
    rf"|{_LABEL}{_DONE}|(?<=删去){_LABEL}|(?<=删除){_LABEL}|(?<=废止){_LABEL})"
)
#: A list of addresses: 第三条第一款、第二款和第五条至第七条; 附件一第三项、第五项.
CITED = re.compile(
    rf"(?>{_PLACED})(?>(?:{_JOIN}(?>{_PLACED}|{_LABEL}|(?:{_INNER}){{1,5}}))*)"
    rf"|(?>{_ONE})(?>(?:{_JOIN}(?>{_ONE}))*)(?>(?:{_JOIN}(?>{_PLACED}))*)"
)
_ATTACHED_PARTS = re.compile(
    rf"(?P<join>{_JOIN})?(?:(?P<label>所附(?={_NAMED})|{_LABEL})(?P<named>{_NAMED})?)?(?P<steps>(?:[中的]*{_INNER}){{0,5}})"
)
_ATTACHED_STEPS = re.compile(
    rf"(?P<bracket>[（(])?\s?(?P<n>{ORDINAL})\s?[)）]?\s?(?P<unit>部分|大类|自然段|[编章节条款项目类行点段])?"
)
_STEPS = re.compile(
    rf"(?P<preamble>序\s?言|引\s?言)|第?\s?[（(]?\s?(?P<n>{ORDINAL})\s?[)）]?\s?(?P<unit>分编|自然段|[编章节条款项目段])(?:之(?P<b>{ORDINAL}))?"
)
_SERIES_PARTS = re.compile(rf"(?P<join>{_JOINED})?(?P<n>[（(]?{ORDINAL}[)）]?)")
_PARTS = re.compile(rf"(?P<join>{_JOIN})?(?P<one>{_ONE})")
#: A range of more units than this is cited by no decision.
_LONGEST_RANGE = 1500
_CONTAINERS = ("编", "分编", "章", "节")
#: Sentences that are cited by no number: the last one; the first half of a text, or the second.
LAST, FIRST_HALF, SECOND_HALF = -1, -2, -3
_SENTENCES = {LAST: "最后一句", FIRST_HALF: "前半句", SECOND_HALF: "后半句"}


@dataclass(frozen=True, slots=True)
class Address:
    """A place: containers as (unit, number) pairs from the outside in, article with its 之一, paragraph, item, point.

    A field that was not cited is ``None``; ``preamble`` marks 序言 or 引言, ``name`` which. A place in an attachment has its label without
    brackets and in figures (附件1; 附 for 所附《…》), the ``name`` that is cited with it, and ``steps`` inside as
    (unit, number) pairs; the unit is （项 where the number is printed in brackets. ``sentence`` counts the sentences of
    the unit from 1, 0 for all of it; ``LAST``, ``FIRST_HALF`` and ``SECOND_HALF`` are cited in words.
    """

    containers: tuple[tuple[str, int], ...] = ()
    article: int | None = None
    branch: int = 0
    paragraph: int | None = None
    item: int | None = None
    point: int | None = None
    preamble: bool = False
    attachment: str | None = None
    name: str = ""
    steps: tuple[tuple[str, int], ...] = ()
    sentence: int = 0

    @property
    def path(self) -> str:
        """The address as a path of an outline."""
        if self.attachment is not None:
            named = f"《{self.name}》" if self.name else ""
            return "/".join([f"{self.attachment}{named}", *(_step_path(*step) for step in self.steps)])
        steps = [self.name] if self.preamble else []
        if self.article is None:
            steps += [f"第{han(number)}{unit}" for unit, number in self.containers]
        else:
            steps.append(self.marker)
        if self.paragraph is not None:
            steps.append(f"第{han(self.paragraph)}款")
        if self.item is not None:
            steps.append(f"（{han(self.item)}）")
        if self.point is not None:
            steps.append(str(self.point))
        if self.sentence:
            steps.append(_SENTENCES.get(self.sentence) or f"第{han(self.sentence)}句")
        return "/".join(steps)

    @property
    def marker(self) -> str:
        """第十二条之一."""
        branch = f"之{han(self.branch)}" if self.branch else ""
        return f"第{han(self.article or 0)}条{branch}"

    @property
    def whole_article(self) -> bool:
        """Whether it is an article and nothing below it."""
        below = (self.paragraph, self.item, self.point)
        return self.article is not None and below == (None, None, None) and not self.sentence

    @property
    def container(self) -> bool:
        """Whether it is a 编, 章 or 节."""
        return self.article is None and bool(self.containers) and self.paragraph is None and self.item is None

    def within(self, outer: "Address | None") -> "Address":
        """The address with what it leaves out taken from ``outer``: 第二款 after 第五条 is 第五条第二款."""
        if outer is None or self.article is not None or self.preamble or self.attachment is not None:
            return self
        if outer.attachment is not None:
            return self._attached(outer)
        if self.container:
            return self
        taken = replace(self, article=outer.article, branch=outer.branch, preamble=outer.preamble, name=outer.name)
        if self.paragraph is None:
            taken = replace(taken, paragraph=outer.paragraph)
            if self.item is None and (self.point is not None or self.sentence):
                taken = replace(taken, item=outer.item, point=outer.point if self.point is None else self.point)
        return taken

    def _attached(self, outer: "Address") -> "Address":
        """A place inside the attachment that ``outer`` names: 第三项 after 附件一第二项 is 附件一第三项."""
        steps = list(self.containers)
        for unit, number in (("款", self.paragraph), ("项", self.item), ("目", self.point)):
            steps += [(unit, number)] if number is not None else []
        return outer.beside(tuple(steps))

    def beside(self, steps: tuple[tuple[str, int], ...]) -> "Address":
        """Steps in the place of the last one that cites the same unit, or below them all."""
        same = [at for at, (unit, _) in enumerate(self.steps) if steps and unit == steps[0][0]]
        return replace(self, steps=(*self.steps[: same[-1] if same else len(self.steps)], *steps))


def _step_path(unit: str, number: int) -> str:
    return f"（{han(number)}）" if unit.startswith("（") else f"第{han(number)}{unit}" if unit else str(number)


def without_sentence(address: Address, sentence: int = 0) -> Address:
    """The unit that holds a sentence, or another sentence of it."""
    return replace(address, sentence=sentence)


@lru_cache(maxsize=1024)
def read_addresses(cited: str) -> tuple[Address, ...]:
    """The addresses of a list that ``CITED`` found; later ones take from earlier ones what they leave out."""
    if re.search("附件|附表|附录|所附", cited):
        return _read_attached(cited)
    found: list[Address] = []
    for part in _PARTS.finditer(re.sub(_SERIES, _spelled_out, cited)):
        address = _one(part["one"])
        last = found[-1] if found else None
        address = _beside(address, last)
        if last and part["join"] and part["join"].strip().startswith(tuple(RANGE_MARKS)):
            found.extend(_between(last, address))
        found.append(address)
    return tuple(found)


def _read_attached(cited: str) -> tuple[Address, ...]:
    """The addresses of a list that names attachments; steps without a label stand in the one before."""
    start = re.search("附件|附表|附录|所附", cited)
    lead = cited[: start.start()] if start else ""
    found = list(read_addresses(re.sub(rf"{_JOIN}$", "", lead))) if lead else []
    for part in _ATTACHED_PARTS.finditer(cited, len(lead)):
        if not part.group():
            continue
        steps = tuple(
            (("（" if step["bracket"] else "") + (step["unit"] or ""), numeral(step["n"]))
            for step in _ATTACHED_STEPS.finditer(part["steps"])
        )
        address = Address(attachment=label_of(part["label"] or ""), name=_name(part["named"]), steps=steps)
        if not part["label"]:
            if not found:
                continue
            last = found[-1]
            kept = last.steps[: -len(steps)] if len(last.steps) >= len(steps) else ()
            address = replace(last, steps=(*kept, *steps))
            if (part["join"] or "").strip().startswith(tuple(RANGE_MARKS)):
                found += _between_steps(last, address)
        found.append(address)
    return tuple(found)


def read_inside(cited: str, outer: Address) -> tuple[Address, ...]:
    """A list of places inside the attachment of ``outer``: 第二项第（一）项 of 附件一."""
    return tuple(outer.beside(one.steps) for one in _read_attached(f"附件{cited}"))


def label_of(printed: str) -> str:
    """附件1 for 附件一; 附 for what is only 所附."""
    number = printed[2:]
    return "附" if printed == "所附" else f"{printed[:2]}{numeral(number) if number else ''}"


def _name(printed: str | None) -> str:
    match = re.search("《(.*)》", printed or "")
    return match[1] if match else ""


def _between_steps(first: Address, last: Address) -> list[Address]:
    unit, low, high = last.steps[-1][0], first.steps[-1][1], last.steps[-1][1]
    numbers = range(low + 1, min(high, low + _LONGEST_RANGE))
    return [replace(last, steps=(*last.steps[:-1], (unit, number))) for number in numbers]


def _spelled_out(series: re.Match[str]) -> str:
    """第（二）、（三）项 as 第（二）项、第（三）项."""
    unit = "自然段" if series.group().endswith("自然段") else series.group()[-1]
    joined = _SERIES_PARTS.finditer(series.group()[1 : -len(unit)])
    return "".join(f"{(part['join'] or '').strip().removesuffix('第')}第{part['n']}{unit}" for part in joined)


def _beside(address: Address, last: Address | None) -> Address:
    """第二款 in the list 第三条第一款、第二款: what it leaves out is that of the one before."""
    if last is None or address.article is not None or address.preamble:
        return address
    if address.container:
        outer = tuple(pair for pair in last.containers if _depth(pair[0]) < _depth(address.containers[0][0]))
        return replace(address, containers=outer + address.containers)
    return address.within(last)


def _depth(unit: str) -> int:
    return _CONTAINERS.index(unit)


def _one(cited: str) -> Address:
    address = Address(sentence=_sentence(cited))
    for step in _STEPS.finditer(cited):
        if step["n"] is None:
            address = replace(address, preamble=True, name="".join(step["preamble"].split()))
            continue
        number, unit = numeral(step["n"]), step["unit"]
        if unit in _CONTAINERS:
            address = replace(address, containers=(*address.containers, (unit, number)))
        elif unit == "条":
            address = replace(address, article=number, branch=numeral(step["b"]) if step["b"] else 0)
        elif unit in ("款", "自然段", "段"):
            address = replace(address, paragraph=number)
        elif unit == "项" and address.item is None:
            address = replace(address, item=number)
        else:
            address = replace(address, point=number)
    return address


def _sentence(cited: str) -> int:
    """Which sentence the end of a citation names, 0 for none."""
    found = re.search(f"{_SENTENCE}$", cited)
    if found is None:
        return 0
    printed = found.group()
    if printed.startswith(("前", "后")):
        return FIRST_HALF if printed.startswith("前") else SECOND_HALF
    if printed.startswith("第"):
        return numeral("".join(re.findall("[一二三四五六七八九十]", printed)))
    return 1 if printed.startswith("首") else LAST


def _between(first: Address, last: Address) -> Sequence[Address]:
    """The addresses between the two ends of a range, ends left out."""

    def spread(low: int | None, high: int | None) -> range:
        return range(0) if low is None or high is None else range(low + 1, min(high, low + _LONGEST_RANGE))

    if last.sentence > 0:
        return [replace(last, sentence=number) for number in spread(first.sentence, last.sentence)]
    if last.point is not None:
        return [replace(last, point=number) for number in spread(first.point, last.point)]
    if last.item is not None:
        return [replace(last, item=number) for number in spread(first.item, last.item)]
    if last.paragraph is not None:
        return [replace(last, paragraph=number) for number in spread(first.paragraph, last.paragraph)]
    return [replace(last, article=number, branch=0) for number in spread(first.article, last.article)]
