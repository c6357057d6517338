"""Who issued a text (发文机关): its signers, else who its title says it is from, its number's prefix, or its red head.

Joint texts (联合发文) name several, parted by 、, by blanks or by lines; who signs for an organ (总理, 局长) is none.
"""

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from diffs.clauses import Kind
from diffs.parsing.dates import PRINTED_DATE
from diffs.parsing.drafts import Draft

_ENDING = (
    r"(?:[部委局厅办府院会署行室处]|中心|党委|省委|市委|区委|县委|旗委|州委|党组|中央|集团|公司|人大|政协|法院|检察院|军区"
    r"|警备区|大学|学院|协会|总社|银行|工会|妇联|团委|联合社|兵团|总队|支队|交易所)"
)
_ORGAN = rf"[^，。；：《》“”]{{1,160}}?{_ENDING}"
_ISSUED_BY = re.compile(
    rf"^(?P<organs>{_ORGAN})(?:等[\d一二三四五六七八九十]*(?:个)?(?:部门|单位|机构|部委|委办局))?\s*"
    r"(?:关于|印发|转发|批转|公布|发布|对)"
)
_ORDERED_BY = re.compile(
    r"^[（(]?(?!关于|(?:[省市区县]|自治区)?(?:人民)?政府)"
    rf"(?P<organs>[^，。《》第〔\d]{{0,60}}?(?:{_ENDING}|主席))\s*(?:令|公告|通告)[)）]?\s*"
    r"(?:$|[\d〔（(第]|[^，。《》]{0,20}号)"
)
_RED = re.compile(r"^(?P<organs>.{2,40}?)文件$")
_LABELLED = re.compile(
    r"^(?:[•·●■◆▪]\s*)?[【\[]?(?:发文机关|发文单位|制定机关|发布机关|公布机关)[】\]：:]\s*(?P<organs>\S.*)$"
)
_AND = re.compile(r"[、\s]+|(?<=[部委局厅院会署府办])和(?=[一-鿿]{2,})")
_HEAD = "(?:代)?(?:总理|主席|部长|局长|省长|市长|州长|区长|县长|旗长|主任|委员长|院长|检察长|署长|行长|会长|组长|司令员|政治委员|行政長官|行政长官)"
_PERSON = re.compile(
    rf"^(?:[一-鿿]{{2,24}}(?={_HEAD}[\s\u3000：:]))?"
    rf"{_HEAD}(?:[\s\u3000：:]*[一-鿿·\s\u3000]{{2,8}})?$"
)
_SPACED = re.compile(r"[一-鿿][ \u3000]+[一-鿿]")
_SHORT_PERSON = re.compile(rf"^{_HEAD}[一-鿿·]{{2,4}}$")
_ENDS_ORGAN = re.compile(rf"{_ENDING}$")
#: What a title goes on with after an organ's name, or after a part of it.
_PART_OF = re.compile(
    "关于|印发|转发|批转|公布|发布|办公|党组|党委|等|和|及|与|、|驻|直属|机关|令|公告|通告|文件|[（(《〈]|[一-鿿]{0,2}$"
)
#: National organs whose branches carry their name before their own.
_NATIONAL = re.compile("(?:税务总局|中国人民银行|外汇管理局|监督管理总局|监督管理委员会|海关总署|民用航空局|海事局)$")
_BRANCH = re.compile(
    "(?!国家|中国|全国|中央)[一-鿿]{2,12}?(?:税务局|分行|分局|监管局|营业管理部|总部|海关|管理局|海事局)"
)
_ORGAN_END, _ORGAN_NAME = 12, 24
_SEAL = re.compile(r"[（(\[](?:印章|公章|盖章|代章|章|印|签章)[)）\]]")
_NO_ORGAN = re.compile(r"^(?:特此.{2,4}|联系.*|附件.*|电话.*|[\d\s.年月日]*|.*。)$")


def read_issuers(drafts: Sequence[Draft], titles: Sequence[str], number: str | None) -> tuple[str, ...]:
    """The organs that issued the text, as printed and in order; empty when it names none."""
    if signed := tuple(dict.fromkeys(name for text in _signatures(drafts) for name in _signers(text))):
        return signed
    for title in titles:
        match = _ISSUED_BY.match(title) or _ORDERED_BY.match(title)
        if match:
            return _named(match["organs"])
    ordered = _ORDERED_BY.match(number) if number else None
    if ordered:
        return _named(ordered["organs"])
    labelled = (_LABELLED.match(draft.text) for draft in drafts if draft.path.endswith("发布单位"))
    red = (_RED.match(draft.text) for draft in drafts if draft.path.endswith("红头"))
    found = next((match for match in [*red, *labelled] if match), None)
    return _named(found["organs"]) if found else ()


def _signatures(drafts: Sequence[Draft]) -> list[str]:
    """The first signature and those right below it: who signs by itself (联合公告) dates by itself."""
    first = next((at for at, draft in enumerate(drafts) if draft.kind is Kind.SIGNATURE), len(drafts))
    signed = takewhile(lambda draft: draft.kind is Kind.SIGNATURE, drafts[first:])
    return [draft.text for draft in signed if PRINTED_DATE.search(draft.text)]


def with_parted_organs(lines: Sequence[str]) -> str:
    """The lines of a title as one, organs that stand on lines of their own (联合发文) parted by blanks.

    What goes on with the organ above it is none of its own: 某省人民政府, 办公厅; 国家税务总局, 某省税务局.
    """
    parts = list(lines[:1])
    for above, line in pairwise(lines):
        organ = _ENDS_ORGAN.search(above[-_ORGAN_END:]) and not _PART_OF.match(line)
        branch = _NATIONAL.search(above[-_ORGAN_END:]) and _BRANCH.match(line[:_ORGAN_NAME])
        parts.append(f" {line}" if organ and not branch else line)
    return "".join(parts)


def _named(organs: str) -> tuple[str, ...]:
    """The organs of a printed list; one name set with blanks between its characters stays one."""
    names = [organ for organ in _AND.split(organs.strip()) if organ]
    return ("".join(names),) if all(len(name) == 1 for name in names) else tuple(names)


def _signers(signature: str) -> tuple[str, ...]:
    names: list[str] = []
    for line in PRINTED_DATE.sub("\n", signature).split("\n"):
        line = _SEAL.sub(" ", line).strip("（）()[] \u3000")
        person = _PERSON.match(line) or (_SPACED.search(line) and _SHORT_PERSON.match("".join(line.split())))
        if not person:
            names.extend(_parted(line))
    return tuple(name for name in names if len(name) > 1 and not _NO_ORGAN.match(name))


def _parted(line: str) -> list[str]:
    """The signers of one line: parted by 、, or by blanks where every part reads like an organ."""
    organs = [piece for piece in line.split() if piece]
    if len(organs) > 1 and not all(re.search(rf"{_ENDING}$", organ) and len(organ) > 1 for organ in organs):
        parts = re.split(r"\s{2,}|(?<=[部委局厅院会署府])\s", line)
        organs = ["".join(part.split()) for part in parts if part.strip() and not _PERSON.match(part.strip())]
        if any(len(organ) < 2 for organ in organs):
            organs = ["".join(organs)]
    return [name for organ in organs for name in organ.split("、") if name]
