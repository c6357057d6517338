"""The body of a statute: 编 章 节 as containers, 条 with 款 项 目 (立法法 of 2023, article 65: 条款项目 and their numbering).

Articles run through the whole law, so addresses carry no 编 or 章: 第三条, 第三条/第二款/（一）. A one-paragraph article
holds its text itself; with several, each is 第N款 and the article's own text is empty.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from diffs.clauses import Kind
from diffs.drafts import Draft
from diffs.lines import Flow
from diffs.numbering import CONTAINERS, Marker, Rank, han
from diffs.shapes import compact, titleish

_STEPS = {
    Rank.PART: "part",
    Rank.SUBPART: "subpart",
    Rank.CHAPTER: "chp",
    Rank.SECTION: "sec",
    Rank.HAN: "title",
    Rank.PAREN_HAN: "subtitle",
}
_DEPTH = {Rank.PART: 1, Rank.SUBPART: 2, Rank.CHAPTER: 3, Rank.SECTION: 4, Rank.HAN: 5, Rank.PAREN_HAN: 6}
#: A container heading shorter than this would not have been broken into two lines.
_WRAPPED = 8
_TITLE = 24
_BARE_TITLE = re.compile(r"[一-鿿、\s]{2,24}")
_ARTICLE_HEADING = re.compile(
    r"\s*(?P<head>【[^【】。]{1,40}】|[（(][^（）()。，；]{2,24}[)）](?=\s|[^\s，。；、]))\s*"
)


@dataclass(slots=True)
class _Provision:
    """A paragraph of an article with the items under it."""

    flow: Flow
    start: int
    items: list[tuple[Marker, Flow]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.flow.text[self.start :].strip()


@dataclass(slots=True)
class StatuteBody:
    """Builds the articles of one statute; ``out`` receives the drafts in document order."""

    out: list[Draft]
    prefix: str = ""
    base: Draft | None = None
    stack: list[Draft] = field(default_factory=list)
    article: tuple[Marker, Flow] | None = None
    rest: list[tuple[Marker | None, Flow]] = field(default_factory=list)

    @property
    def holder(self) -> Draft | None:
        """What a table that stands here belongs to: the article written last."""
        return next((draft for draft in reversed(self.out) if draft.rank is Rank.ARTICLE), None)

    def numbered(self, flow: Flow, marker: Marker, ahead: Iterator[Marker], _depth: int = 0) -> None:
        """A paragraph that opens with ``marker``; ``ahead`` are the markers after it."""
        if marker.rank is Rank.ARTICLE:
            title = self.rest.pop()[1] if self._ends_in_title() else None
            self.finish()
            if title:
                self._untitled(title)
            self.article = (marker, flow)
        elif marker.rank in CONTAINERS or self._contains(flow, marker, ahead):
            self.finish()
            self._container(flow, marker)
        else:
            self.rest.append((marker, flow))

    def paragraphs(self, flows: Sequence[Flow]) -> None:
        """Unnumbered paragraphs in a row; one right below a long container heading is the heading's second line."""
        if (
            self.article is None
            and not self.rest
            and self.stack
            and self.stack[-1] is self.out[-1]
            and self._wraps(flows[0])
        ):
            self.stack[-1].heading += flows[0].text.strip()
            self.stack[-1].extent += flows[0].cover(0, len(flows[0].text))
            flows = flows[1:]
        self.rest.extend((None, flow) for flow in flows)

    def _ends_in_title(self) -> bool:
        """An article's last line is the title of a chapter whose number was not printed: 农业技术推广体系."""
        if self.article is None or not self.rest or self.rest[-1][0] is not None:
            return False
        marker, flow = self.article
        before = self.rest[-2][1].text if len(self.rest) > 1 else flow.text[marker.end :]
        text = self.rest[-1][1].text.strip()
        return before.rstrip().endswith("。") and len(text) <= _TITLE and _BARE_TITLE.fullmatch(text) is not None

    def _untitled(self, flow: Flow) -> None:
        """A container without a number, beside the one before it."""
        rank = self.stack.pop().rank if self.stack else Rank.CHAPTER
        parent = self.stack[-1] if self.stack else self.base
        title = flow.text.strip()
        path = parent.child_path(compact(title)) if parent else self.prefix + compact(title)
        draft = Draft(path, Kind.HEADING, _level(parent), parent, heading=title, rank=rank, step="hcontainer")
        draft.extent = flow.cover(0, len(flow.text))
        self._add(draft)
        self.stack.append(draft)

    def _wraps(self, flow: Flow) -> bool:
        return titleish(flow.text) and len(flow.text) <= 40 and len(self.stack[-1].heading) >= _WRAPPED

    def heading(self, flow: Flow, _depth: int) -> None:
        """An unnumbered Markdown heading: a paragraph of its own after the article before it."""
        self.finish()
        self.rest.append((None, flow))
        self.finish()

    def finish(self) -> None:
        """Write the article that is pending."""
        article, rest = self.article, self.rest
        self.article, self.rest = None, []
        if article:
            self._article(*article, rest)
            return
        for marker, flow in rest:
            self._stray(marker, flow)

    def _contains(self, flow: Flow, marker: Marker, ahead: Iterator[Marker]) -> bool:
        """一、 above articles is a container when an article, not its own text, comes next."""
        following = next(ahead, None) if marker.rank in (Rank.HAN, Rank.PAREN_HAN) else None
        if following is None or len(flow.text) > 60 or flow.text.rstrip().endswith(("。", "；", ";", "：")):
            return False
        if following.rank is Rank.ARTICLE:
            return True
        return marker.rank is Rank.HAN and following.rank is Rank.PAREN_HAN and self.article is None

    def _container(self, flow: Flow, marker: Marker) -> None:
        while self.stack and _DEPTH[self.stack[-1].rank or Rank.PART] >= _DEPTH[marker.rank]:
            self.stack.pop()
        parent = self.stack[-1] if self.stack else self.base
        path = parent.child_path(marker.label) if parent else self.prefix + marker.label
        draft = Draft(path, Kind.HEADING, _level(parent), parent, marker.printed, marker.ordinal, rank=marker.rank)
        draft.heading = flow.text[marker.end :].strip()
        draft.extent = flow.cover(0, len(flow.text))
        draft.step = f"{_STEPS[marker.rank]}_{marker.ordinal}"
        self._add(draft)
        self.stack.append(draft)

    def _article(self, marker: Marker, flow: Flow, rest: list[tuple[Marker | None, Flow]]) -> None:
        parent = self.stack[-1] if self.stack else self.base
        draft = Draft(self.prefix + marker.label, Kind.CLAUSE, _level(parent), parent, marker.printed, marker.ordinal)
        draft.rank, draft.step = Rank.ARTICLE, f"art_{marker.ordinal}"
        start = marker.end
        titled = _ARTICLE_HEADING.match(flow.text, start)
        if titled:
            draft.heading, start = titled["head"], titled.end()
        elif rest and _BARE_TITLE.fullmatch(flow.text[start:].strip()):
            draft.heading, start = flow.text[start:].strip(), len(flow.text)
        draft.extent = flow.cover(0, start)
        self._add(draft)
        provisions = _provisions(flow, start, rest)
        if len(provisions) == 1:
            self._fill(draft, provisions[0])
            return
        for number, provision in enumerate(provisions, 1):
            child = Draft(
                draft.child_path(f"第{han(number)}款"), Kind.PARAGRAPH, draft.level + 1, draft, number=str(number)
            )
            child.step = f"para_{number}"
            self._add(child)
            self._fill(child, provision)

    def _fill(self, draft: Draft, provision: _Provision) -> None:
        draft.text = provision.text
        draft.extent += provision.flow.cover(provision.start, len(provision.flow.text))
        stack = [draft]
        for marker, flow in provision.items:
            while len(stack) > 1 and (stack[-1].rank or Rank.PART) >= marker.rank:
                stack.pop()
            stack.append(self._item(stack[-1], marker, flow))

    def _item(self, parent: Draft, marker: Marker, flow: Flow) -> Draft:
        draft = Draft(
            parent.child_path(marker.label), Kind.CLAUSE, parent.level + 1, parent, marker.printed, marker.ordinal
        )
        draft.rank = marker.rank
        draft.text = flow.text[marker.end :].strip()
        draft.extent = flow.cover(0, len(flow.text))
        draft.step = f"{'point' if parent.rank and parent.rank > Rank.ARTICLE else 'item'}_{marker.ordinal}"
        return self._add(draft)

    def _stray(self, marker: Marker | None, flow: Flow) -> None:
        """A paragraph between a container and its first article."""
        parent = self.stack[-1] if self.stack else self.base
        name = marker.label if marker else "¶1"
        if parent and not marker:
            parent.paragraphs += 1
            name = f"¶{parent.paragraphs}"
        draft = Draft(parent.child_path(name) if parent else self.prefix + name, Kind.PARAGRAPH, _level(parent), parent)
        if marker:
            draft.marker, draft.number, draft.rank = marker.printed, marker.ordinal, marker.rank
        draft.text = flow.text[marker.end if marker else 0 :].strip()
        draft.extent = flow.cover(0, len(flow.text))
        draft.step = "para"
        self._add(draft)

    def _add(self, draft: Draft) -> Draft:
        if draft.parent:
            draft.parent.children += 1
        self.out.append(draft)
        return draft


def _provisions(flow: Flow, start: int, rest: list[tuple[Marker | None, Flow]]) -> list[_Provision]:
    """The paragraphs (款) of an article, each with its items."""
    provisions = [_Provision(flow, start)]
    for marker, other in rest:
        if marker:
            provisions[-1].items.append((marker, other))
        elif len(provisions) == 1 and not provisions[0].text and not provisions[0].items:
            provisions[0] = _Provision(other, 0)
        else:
            provisions.append(_Provision(other, 0))
    return provisions


def _level(parent: Draft | None) -> int:
    return parent.level + 1 if parent else 1
