"""The numbered body of a plan or notice: 一、（一）1.（1）① with headings, own text, run-in sections and paragraphs.

Conventions: a numbered line's first sentence is its heading; a heading alone on its line takes the first paragraph
after it as own text, so that inline and block layout give one tree; what follows is ¶2, ¶3; under 基本原则 the lead
sentences are headings.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from diffs.clauses import Kind
from diffs.parsing import shapes
from diffs.parsing.drafts import Draft
from diffs.parsing.headings import run_ins, split_heading
from diffs.parsing.lines import Flow
from diffs.parsing.numbering import CONTAINERS, Marker, Rank, numeral

_STEPS = {
    Rank.PART: "part",
    Rank.SUBPART: "subpart",
    Rank.CHAPTER: "chp",
    Rank.SECTION: "sec",
    Rank.ARTICLE: "art",
    Rank.HAN: "sec",
    Rank.PAREN_HAN: "subsec",
    Rank.ARABIC: "para",
    Rank.DOTTED: "subpara",
    Rank.DOTTED_3: "subpara",
    Rank.DOTTED_4: "subpara",
    Rank.PAREN_ARABIC: "subpara",
    Rank.CIRCLED: "item",
    Rank.LETTER: "item",
    Rank.OVER_HAN: "sec",
    Rank.OVER_ALL: "sec",
    Rank.UNDER_HAN: "subsec",
    Rank.UNDER_PAREN_HAN: "subsec",
    Rank.UNDER_ARABIC: "subpara",
    Rank.UNDER_PAREN_ARABIC: "subpara",
    Rank.UNDER_CIRCLED: "item",
    Rank.INNERMOST: "item",
}
#: What may carry its heading on the line below its number: 第一部分, 3.1.
_TITLED_BELOW = CONTAINERS | {Rank.DOTTED, Rank.DOTTED_3, Rank.DOTTED_4}
_PRINCIPLES = re.compile(r"原[则則]$")
#: The lead sentence of a principle; 坚持问题导向，注重创新驱动。 is one, too.
_LEAD = re.compile(
    r"(?P<dash>[—－–\-•·●]{1,4}\s*)?(?P<head>[^。，,；;：:]{2,20}(?:[，,][^。，,；;：:]{2,16})?)(?P<sep>[。：:])(?=\s*\S)",
    re.S,
)
_INSTRUMENT = "本(?:通知|意见|方案|规划|计划|措施|政策|办法|规定|细则|制度|公告|通告|批复|清单)"
#: Closing words, which belong to none of the items: those of an amendment decision, of a letter.
_CLOSING = re.compile(
    r"\s*(?:感谢(?:您|你|贵)[^。]{0,40}(?:关心|支持|关注|理解|信任)|本(?:决定|修正案)自|(?:《[^》]{2,60}》、?){1,9}(?:等[^。]{0,20})?根据本(?:决定|修正案)|此外[，,](?:根据本决定)?对.{0,30}(?:条文|文字|序号|顺序)"
    r"|(?:《[^》]{2,60}》(?:[（(][^（）()]{2,12}[)）])?[及和与])?以上(?:意见|报告|说明|汇报|草案|议案|情况)?[^。，]{0,6}[，,]\s*请[^。，]{0,8}(?:审议|审查|审定|批示|指示|批准)。?$"
    r"|以上(?:意见|通知|规定|办法|措施|要求)?[，,].{0,24}(?:执行|落实)。?$"
    r"|以上(?:意见|报告|请示|建议|方案|规定)?[，,]?(?:如无不妥|如可行|妥否|当否|是否妥当)|(?:妥否|当否)[，,]请)"
)
#: When a plan takes effect and who explains it; under 附则 that is the section's own text.
_VALIDITY = re.compile(
    rf"\s*{_INSTRUMENT}(?:[自从]|由).{{1,40}}(?:施行|实施|执行|实行|生效|有效|负责解释|解释)|\s*{_INSTRUMENT}有效期"
)
#: So many clauses back the item before the last one of a list is looked for.
_ITEMS = 40
#: A heading on a line of its own is no longer than this.
_HEADING = 30
_SUPPLEMENT = re.compile("附则|附件|其他|施行|实施时间|生效|有效期|解释")


@dataclass(slots=True)
class PlanBody:
    """Builds the numbered part of one document; ``out`` receives the drafts in document order.

    ``base`` is what top clauses hang under (``None`` in the main document), ``prefix`` opens their paths. ``opened`` is
    the numbered paragraph read last and where its own text begins.
    """

    out: list[Draft]
    prefix: str = ""
    base: Draft | None = None
    stack: list[Draft] = field(default_factory=list)
    run_in: Draft | None = None
    opened: tuple[Flow, int] | None = None

    @property
    def holder(self) -> Draft | None:
        """What a table that stands here belongs to."""
        return self.stack[-1] if self.stack else None

    def numbered(self, flow: Flow, marker: Marker, ahead: Iterator[Marker], depth: int = 0) -> None:
        """A paragraph that opens with ``marker``; ``ahead`` are the markers after it, ``depth`` its Markdown depth."""
        self._leave_box(marker)
        last: Draft | None = None
        at = self._open_box() or 0
        resumed = marker.number != 1 and any(draft.rank is marker.rank for draft in self.stack[at:])
        while self.stack and (resumed or not self._nests(self.stack[-1], marker, ahead, depth)):
            last = self.stack.pop()
            if last.rank is marker.rank:
                break
        draft = self._draft(marker, depth)
        heading_end, sep, rest = split_heading(flow.text, marker.end)
        if rest == len(flow.text) and last and last.rank == marker.rank and last.text and not last.heading:
            heading_end, sep, rest = marker.end, "", marker.end
        draft.heading, draft.heading_sep = flow.text[marker.end : heading_end].strip(), sep
        draft.extent = flow.cover(0, rest)
        self.stack.append(draft)
        self.run_in, self.opened = None, (flow, rest)
        self._place(draft, flow, rest)

    def paragraphs(self, flows: Sequence[Flow]) -> None:
        """Unnumbered paragraphs in a row."""
        if self._principles(flows):
            return
        for flow in flows:
            box = shapes.BOX.match(flow.text.strip())
            if box:
                self._box(flow, box)
            else:
                self._paragraph(flow)

    def _box(self, flow: Flow, match: re.Match[str]) -> None:
        """A box (专栏1 …) under the clause it stands in; what it lists nests in it."""
        self._close_box()
        parent = self.stack[-1] if self.stack else self.base
        number = str(numeral(match["n"]))
        name = f"专栏{number}"
        draft = Draft(parent.child_path(name) if parent else self.prefix + name, Kind.HEADING, _level(parent), parent)
        draft.marker, draft.number, draft.heading = match["printed"].strip(), number, match["title"].strip()
        draft.extent = flow.cover(0, len(flow.text))
        draft.step = f"box_{number}"
        self.stack.append(self._add(draft))
        self.run_in = None

    def _leave_box(self, marker: Marker) -> None:
        """Close an open box when ``marker`` neither starts a list in it nor goes on with one."""
        at = self._open_box()
        if at is None:
            return
        inside = [draft for draft in self.stack[at + 1 :] if draft.rank is marker.rank]
        outside = [draft.rank for draft in self.stack[:at] if draft.rank is not None]
        goes_on = any(draft.number == str(marker.number - 1) for draft in inside)
        starts = (
            marker.number == 1
            and not inside
            and marker.rank not in CONTAINERS
            and (marker.rank >= Rank.ARABIC or marker.rank > max(outside, default=Rank.LETTER))
        )
        if not goes_on and not starts:
            self._close_box()

    def _open_box(self) -> int | None:
        return next((at for at, draft in enumerate(self.stack) if draft.step.startswith("box_")), None)

    def _close_box(self) -> None:
        at = self._open_box()
        if at is not None:
            del self.stack[at:]

    def heading(self, flow: Flow, depth: int) -> None:
        """An unnumbered Markdown heading; what is deeper nests in it."""
        while self.stack and not 0 < self.stack[-1].depth < depth:
            self.stack.pop()
        title = flow.text.strip()
        parent = self.stack[-1] if self.stack else self.base
        path = parent.child_path(_name(title)) if parent else self.prefix + _name(title)
        draft = Draft(path, Kind.HEADING, _level(parent), parent, heading=title, depth=depth, step="hcontainer")
        draft.extent = flow.cover(0, len(flow.text))
        self._add(draft)
        self.stack.append(draft)
        self.run_in = None

    def pause(self) -> None:
        """Nothing is pending above a table."""

    def finish(self) -> None:
        """Nothing is pending in a plan."""

    def _nests(self, top: Draft, marker: Marker, ahead: Iterator[Marker], depth: int) -> bool:
        """Whether ``marker`` goes under ``top``: it is deeper, or a list of its own inside a numbering that goes on."""
        if top.step.startswith("box_"):
            return True
        if top.rank is None:
            outer = any(draft.rank is not None and draft.rank >= marker.rank for draft in self.stack)
            return not outer and not 0 < depth <= top.depth
        if top.rank < marker.rank:
            return True
        at = self._open_box() or 0
        same = any(draft.rank == marker.rank for draft in self.stack[at:])
        if top.rank == marker.rank or marker.number != 1 or same:
            return False
        following = next((other for other in ahead if other.rank == top.rank), None)
        return following is not None and top.number == str(following.number - 1)

    def _draft(self, marker: Marker, depth: int) -> Draft:
        parent = self.stack[-1] if self.stack else self.base
        path = parent.child_path(marker.label) if parent else self.prefix + marker.label
        draft = Draft(
            path, Kind.CLAUSE, _level(parent), parent, marker.printed, marker.ordinal, rank=marker.rank, depth=depth
        )
        draft.step = f"{_STEPS[marker.rank]}_{marker.ordinal}"
        return self._add(draft)

    def _add(self, draft: Draft) -> Draft:
        if draft.parent:
            draft.parent.children += 1
        self.out.append(draft)
        return draft

    def _place(self, draft: Draft, flow: Flow, start: int) -> None:
        """Put ``flow`` from ``start`` into ``draft``: own text first, then its run-in sections."""
        found = run_ins(flow, start)
        end = found[0][0] if found else len(flow.text)
        if flow.text[start:end].strip():
            draft.text += flow.text[start:end].strip()
            draft.paragraphs += 1
            draft.extent += flow.cover(start, end)
        elif found and end > start:
            draft.extent += flow.cover(start, end)
        owner = draft if draft.kind is not Kind.RUN_IN_SECTION else (draft.parent or draft)
        for (head, sep, body), (following, _, _) in pairwise([*found, (len(flow.text), 0, 0)]):
            self.run_in = self._section(owner, flow, (head, sep, body, following))

    def _section(self, owner: Draft, flow: Flow, cut: tuple[int, int, int, int]) -> Draft:
        head, sep, body, end = cut
        heading = flow.text[head:sep].strip()
        draft = Draft(owner.child_path(_name(heading)), Kind.RUN_IN_SECTION, owner.level + 1, owner)
        draft.heading, draft.heading_sep = heading, flow.text[sep]
        draft.text = flow.text[body:end].strip()
        draft.paragraphs = 1
        draft.extent = flow.cover(head, end)
        draft.step = f"point_{owner.children + 1}"
        return self._add(draft)

    def _paragraph(self, flow: Flow) -> None:
        target = self.run_in or (self.stack[-1] if self.stack else None)
        if target is None or _closes(flow.text) or self._takes_effect(target, flow):
            self._loose(self.base, flow)
        elif (
            target.rank in _TITLED_BELOW
            and not (target.heading or target.text or target.children)
            and _names(flow.text)
        ):
            target.heading = flow.text.strip()
            target.extent += flow.cover(0, len(flow.text))
        elif shapes.responsible_only(flow.text):
            self._append(self._holder(target), flow)
        elif self.run_in is not None or (not target.text and not target.children) or self._opens_run_in(flow):
            self._place(target, flow, 0)
        else:
            if self._list_ends(target):
                target = self.stack.pop().parent or target
                target.paragraphs = max(target.paragraphs, 1)
            self._loose(target, flow)

    def _list_ends(self, target: Draft) -> bool:
        """Whether ``target`` is the last of a list （一）…；（二）…。, below which the clause that opened it goes on."""
        parent = target.parent
        if parent is None or target.heading or target.children or not target.text.endswith("。"):
            return False
        opened = parent in self.stack and target is self.stack[-1]
        items = (draft for draft in reversed(self.out[-_ITEMS:-1]) if draft.parent is parent and draft is not target)
        before = next(items, None) if opened else None
        return before is not None and before.rank is target.rank and before.text.endswith(("；", ";"))

    def _takes_effect(self, target: Draft, flow: Flow) -> bool:
        """Says of the whole text when it applies, below the last measure."""
        filled = target.text or target.children or target.parent is not None
        return bool(
            filled and _VALIDITY.match(flow.text) and not any(_SUPPLEMENT.search(d.heading) for d in self.stack)
        )

    def _opens_run_in(self, flow: Flow) -> bool:
        found = run_ins(flow, 0)
        return bool(found) and not flow.text[: found[0][0]].strip()

    def _holder(self, target: Draft) -> Draft:
        """The draft whose text came last: ``target`` or its last paragraph."""
        last = self.out[-1]
        return last if last.parent is target and last.kind is Kind.PARAGRAPH else target

    def _append(self, draft: Draft, flow: Flow) -> None:
        apart = "\n" if draft.text and draft.text[-1] not in "。；;）)" else ""
        draft.text += apart + flow.text.strip()
        draft.paragraphs = max(draft.paragraphs, 1)
        draft.extent += flow.cover(0, len(flow.text))

    def _loose(self, parent: Draft | None, flow: Flow) -> None:
        """An unnumbered paragraph as a clause of its own."""
        if parent:
            parent.paragraphs += 1
        number = (
            parent.paragraphs
            if parent
            else 1 + sum(draft.parent is None and draft.path.startswith(f"{self.prefix}¶") for draft in self.out[-50:])
        )
        name = f"¶{number}"
        draft = Draft(parent.child_path(name) if parent else self.prefix + name, Kind.PARAGRAPH, _level(parent), parent)
        draft.text = flow.text.strip()
        draft.extent = flow.cover(0, len(flow.text))
        draft.step = f"subpara_{number}" if parent else f"para_{number}"
        self._add(draft)

    def _principles(self, flows: Sequence[Flow]) -> bool:
        """Read ``flows`` as the principles below 基本原则, the first of which may stand on the heading's own line."""
        target = self.stack[-1] if self.stack else None
        if not target or target.children or not _PRINCIPLES.search(target.heading) or target is not self.out[-1]:
            return False
        pieces = [(flow, 0) for flow in flows]
        if target.text:
            pieces = [self.opened, *pieces] if self.opened and self.opened[0].text.endswith(target.text) else []
        leads = [_LEAD.match(flow.text, start) for flow, start in pieces]
        if len(pieces) < 2 or sum(lead is not None for lead in leads) * 2 <= len(pieces):
            return False
        if target.text and self.opened:
            target.text, target.paragraphs = "", 0
            target.extent = self.opened[0].cover(0, self.opened[1])
        for (flow, start), lead in zip(pieces, leads, strict=True):
            self._principle(target, flow, start, lead)
        return True

    def _principle(self, target: Draft, flow: Flow, start: int, lead: re.Match[str] | None) -> None:
        if lead is None:
            self._loose(target, flow)
            return
        target.paragraphs += 1
        draft = Draft(target.child_path(_name(lead["head"])), Kind.PARAGRAPH, target.level + 1, target)
        draft.marker = (lead["dash"] or "").strip()
        draft.heading, draft.heading_sep = lead["head"].strip(), lead["sep"]
        draft.text = flow.text[lead.end() :].strip()
        draft.extent = flow.cover(start, len(flow.text))
        draft.step = f"point_{target.paragraphs}"
        self._add(draft)


def _names(text: str) -> bool:
    """Whether a line is the heading printed below 第一部分 or 第2部."""
    return shapes.titleish(text.strip()) and len(text.strip()) <= _HEADING


def _closes(text: str) -> bool:
    return shapes.CLOSING.match(text) is not None or _CLOSING.match(text) is not None


def _level(parent: Draft | None) -> int:
    return parent.level + 1 if parent else 1


def _name(heading: str) -> str:
    """A heading as a step of a path."""
    return shapes.compact(heading).replace("/", "／")
