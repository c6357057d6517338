"""One amended plan as a reader sees it: the edits of the shenyang sample with their truth, and how much is coloured.

Fifteen edits of content, two moves, a split and a merge are made, and three commas and two indents that say nothing;
27 rows and measures change their number by it. What must be coloured at least is known edit by edit.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bench.peers import Pieces
from bench.speed import sample_text
from diffs.changes import compare
from diffs.clauses import Outline
from diffs.comparison import Comparison, Label, Op
from diffs.parsing import parse

SAMPLE = "shenyang-2022-plan"


@dataclass(frozen=True, slots=True)
class Edit:
    """A place in the text by its surroundings, and what stands there afterwards; ``taken`` and ``put`` must show."""

    name: str
    before: str
    after: str
    taken: str = ""
    put: str = ""


#: Edits of content: what is taken out and put in is the least that a reader must see.
CONTENT = (
    Edit("number", "经过3年试点，", "经过5年试点，", "3", "5"),
    Edit("percentage", "（外资股比不超过50%）", "（外资股比不超过60%）", "5", "6"),
    Edit("date", "2022年12月29日", "2023年12月29日", "2", "3"),
    Edit("document number", "(商资发〔2022〕208号)", "(商资发〔2022〕218号)", "0", "1"),
    Edit(
        "sentence deleted",
        "组展办展机构。支持会展企业通过收购、兼并、参股等形式走联合发展道路。",
        "组展办展机构。",
        "支持会展企业通过收购、兼并、参股等形式走联合发展道路。",
    ),
    Edit(
        "row deleted", "\t\t14. 引进国内外知名品牌展会和组展办展机构。\n", "", "引进国内外知名品牌展会和组展办展机构。"
    ),
    Edit(
        "measure inserted",
        "17.保障数据安全有序流动。",
        "17.建立部门会商制度。重大开放事项由市人民政府每季度会商一次。\n\n18.保障数据安全有序流动。",
        "",
        "建立部门会商制度。重大开放事项由市人民政府每季度会商一次。",
    ),
    Edit(
        "condition added",
        "新业态。\n\n3.自然垄断",
        "新业态，但须经省级卫生健康部门同意。\n\n3.自然垄断",
        "",
        "，但须经省级卫生健康部门同意",
    ),
    Edit(
        "negation removed",
        "总量，但不受总量限制，不纳入总量基数政策。创新非公",
        "总量，但受总量限制，不纳入总量基数政策。创新非公",
        "不",
    ),
    Edit("verb", "营商环境。研究出台《沈阳市", "营商环境。组织修订《沈阳市", "研究出台", "组织修订"),
    Edit("entity", "制造服务平台、沈北科教融合园。\n\n10", "制造服务平台、浑南科教融合园。\n\n10", "沈北", "浑南"),
    Edit("heading", "（四）优化服务业开放发展的体制机制。", "（四）完善服务业开放发展的体制机制。", "优化", "完善"),
    Edit("label", "**商务服务领域：**", "**会展服务领域：**", "商务", "会展"),
    Edit(
        "ending",
        "首次认定的高新技术企业予以支持。\n\n（五）",
        "首次认定的高新技术企业予以奖励。\n\n（五）",
        "支持",
        "奖励",
    ),
    Edit("obligation", "有序流动。积极培育", "有序流动。应当培育", "积极", "应当"),
)
#: Edits that change no word: a split, a merge, two moves, commas and indents.
ARRANGEMENT = (
    Edit("split", "制度型开放。科学规划开放路径，", "制度型开放。\n\n科学规划开放路径，"),
    Edit("merge", "降低融资成本。\n\t11. 加快智能制造、工业", "降低融资成本。加快智能制造、工业"),
    Edit("comma", "技术人员培养,深入开展", "技术人员培养，深入开展"),
    Edit("comma", "制度试点,建立沈阳", "制度试点，建立沈阳"),
    Edit("comma", "优化跨境电商综合服务平台,在符合", "优化跨境电商综合服务平台，在符合"),
    Edit("indent", "\n为全面有效推进", "\n　　为全面有效推进"),
    Edit("indent", "\n12.以区域合作机制", "\n　　12.以区域合作机制"),
)
_LAST = ("\n18.防范金融", "\n19.防范金融")
_PRINCIPLES = ("聚焦重点领域。", "发挥比较优势。", "加强风险防范。")
#: The row that moves: number 16 of table 4 goes before number 13, whose followers count on.
_ROWS = ("13. 全力做好国际", "14. 依托人民银行", "15. 扩大第三方", "16. 实施沈阳科技")
#: Moved clauses, old path to new path.
MOVED = frozenset({("一/（二）/发挥比较优势", "一/（二）/发挥比较优势"), ("表4-16", "表4-13")})
SPLIT, MERGED = "一/（二）/强化顶层设计", "表2-10"
#: What changes its number: rows 15 to 35 of table 1, rows 13 to 16 of table 4, the last two measures.
RENUMBERED = frozenset(
    [(f"表1-{at}", f"表1-{at - 1}") for at in range(15, 36)]
    + [(f"表4-{at}", f"表4-{at + 1}") for at in (13, 14, 15)]
    + [("表4-16", "表4-13")]
    + [(f"二/（五）/{at}", f"二/（五）/{at + 1}") for at in (17, 18)]
)


def texts() -> tuple[str, str]:
    """The sample and its amended copy."""
    old = new = sample_text(SAMPLE)
    for edit in (*CONTENT, *ARRANGEMENT):
        if new.count(edit.before) != 1:
            raise ValueError(f"{edit.name}: {edit.before!r} stands {new.count(edit.before)} times in the sample")
        new = new.replace(edit.before, edit.after)
    new = new.replace(*_LAST, 1)
    for at in range(15, 36):
        new = _renumbered_row(new, at)
    return old, _row_moved(_principle_moved(new))


def _renumbered_row(text: str, number: int) -> str:
    """Row ``number`` of table 1 under the number before."""
    start = text.index("\n表 1 ")
    at = text.index(f"\t{number}. ", start)
    return f"{text[:at]}\t{number - 1}. {text[at + len(f'{number}. ') + 1 :]}"


def _principle_moved(text: str) -> str:
    """发挥比较优势 before 聚焦重点领域."""
    first, second, third = (text.index(f"\n{name}") for name in _PRINCIPLES)
    return text[:first] + text[second:third] + text[first:second] + text[third:]


def _row_moved(text: str) -> str:
    """The last row of table 4 before three others, under their numbers; the category stays on the first line."""
    start = text.index("\n表 4 ")
    places = [text.index(f"\t{row}", start) for row in _ROWS]
    end = text.index("\n", places[3])
    parts = [
        text[places[0] : places[1]],
        text[places[1] : places[2]],
        text[places[2] : places[3]],
        text[places[3] : end] + "\n",
    ]
    numbers = {0: ("13.", "14."), 1: ("14.", "15."), 2: ("15.", "16."), 3: ("16.", "13.")}
    parts = [part.replace(*numbers[at], 1) for at, part in enumerate(parts)]
    return text[: places[0]] + parts[3] + parts[0] + parts[1] + parts[2].rstrip("\n") + text[end:]


def ideal() -> int:
    """Characters that must be coloured: those of the edits of content."""
    return sum(visible(edit.taken) + visible(edit.put) for edit in CONTENT)


def visible(text: str) -> int:
    """Characters without blanks and line ends."""
    return len("".join(text.split()))


def coloured(pieces: Pieces) -> int:
    """Visible characters that a shown difference takes out or puts in."""
    return sum(visible(text) for sign, text in pieces if sign)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader of a comparison meets."""

    coloured: int
    moves: int
    false_moves: int
    renumbered: int
    split: int
    merged: int


def reading(old: str, new: str) -> Reading:
    """Our comparison of the two texts, beside the truth."""
    return _reading(*(parse(text) for text in (old, new)))


def _reading(old: Outline, new: Outline) -> Reading:
    comparison = compare(old, new)
    moved = set(_paths(comparison, Label.MOVED))
    return Reading(
        coloured=sum(
            visible(span.text) for change in comparison.changes for span in change.spans if span.op is not Op.EQUAL
        ),
        moves=len(moved & MOVED),
        false_moves=len(moved - MOVED),
        renumbered=len(set(_paths(comparison, Label.RENUMBERED)) & RENUMBERED),
        split=sum(SPLIT in change.old_path and len(change.new) == 2 for change in _labelled(comparison, Label.SPLIT)),
        merged=sum(
            MERGED in change.new_path and len(change.old) == 2 for change in _labelled(comparison, Label.MERGED)
        ),
    )


def _labelled(comparison: Comparison, label: Label) -> Iterable:  # type: ignore[type-arg]
    return (change for change in comparison.changes if label in change.labels)


def _paths(comparison: Comparison, label: Label) -> Iterable[tuple[str, str]]:
    return ((change.old_path[0], change.new_path[0]) for change in _labelled(comparison, label))
