"""The body of a statute: 编 章 节 as containers, 条 with 款 项 目 (立法法 of 2023, article 65: 条款项目 and their numbering).

Articles run through the whole law, so addresses carry no 编 or 章: 第三条, 第三条/第二款/（一）. A one-paragraph article
holds its text itself; with several, each is 第N款 and the article's own text is empty.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from diffs.clauses import Kind
from diffs.parsing.article_layout import Piece, Provision, read_provisions
from diffs.parsing.drafts import Draft
from diffs.parsing.lines import Flow
from diffs.parsing.numbering import CONTAINERS, Marker, Rank
from diffs.parsing.shapes import TESTIMONY, compact, titleish
from diffs.provisions import han

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
_TITLE = 40
_BARE_TITLE = re.compile(r"[一-鿿、\s]{2,40}")
_SHORT_TITLE = re.compile(
    r"(?!根据|依照|按照|.*(?:人民政府$|下列|以下|如下|应当|不得|是指|包括|规定|废止|[:：]))[一-鿿、\s]{2,24}"
)
#: The last container of a law carries no number: 附则.
_FINAL = frozenset({"附则", "附則"})
_CAPTION = r"【[^【】。]{1,40}】"
_ARTICLE_HEADING = re.compile(
    rf"\s*(?P<head>{_CAPTION}|[［\[〔][^［］\[\]〔〕。，；\d]{{2,24}}[］\]〕]"
    r"|[（(][^（）()。，；]{2,24}[)）](?=\s|[^\s，。；、]))\s*"
)
#: （适用范围） alone on a line, above the text of its article.
_BRACKETED = re.compile(r"\s*(?P<head>[（(][^（）()。，；]{2,24}[)）])\s*")
_PARAGRAPH_HEADING = re.compile(rf"\s*(?P<head>{_CAPTION})\s*(?=\S)")
#: The number once more in English: 第一条 Article 1.
_TRANSLATED = re.compile(r"\s*(?:Article|Art\.|Section|Rule)\s*\d{1,4}\s*", re.IGNORECASE)
_COLON = re.compile(r"[：:]\s*")
_LIST_OPENS = re.compile(r"(?:[：:，,、]|是指|下列|以下)$")


@dataclass(slots=True)
class StatuteBody:
    """Builds the articles of one statute; ``out`` receives the drafts in document order.

    ``paused`` is the article whose paragraphs go on below a table.
    """

    out: list[Draft]
    prefix: str = ""
    base: Draft | None = None
    stack: list[Draft] = field(default_factory=list)
    article: tuple[Marker, Flow] | None = None
    rest: list[tuple[Marker | None, Flow]] = field(default_factory=list)
    paused: Draft | None = None

    @property
    def holder(self) -> Draft | None:
        """What a table that stands here belongs to: the article written last."""
        return next((draft for draft in reversed(self.out) if draft.rank is Rank.ARTICLE), None)

    def numbered(self, flow: Flow, marker: Marker, ahead: Iterator[Marker], _depth: int = 0) -> None:
        """A paragraph that opens with ``marker``; ``ahead`` are the markers after it."""
        if marker.rank is Rank.ARTICLE:
            titles = self._titles()
            del self.rest[len(self.rest) - len(titles) :]
            inner = bool(titles) and self.article is None
            self.finish()
            if titles:
                self._untitled(titles, inner)
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
        for flow in flows:
            if TESTIMONY.match(flow.text.strip()):
                self.finish()
                self._closing(flow)
            else:
                self.rest.append((None, flow))

    def _closing(self, flow: Flow) -> None:
        """The words above a treaty's signatures, which are no provision."""
        draft = Draft(
            self.base.child_path("¶1") if self.base else f"{self.prefix}¶1", Kind.PARAGRAPH, _level(self.base)
        )
        draft.parent, draft.text, draft.step = self.base, flow.text.strip(), "para_1"
        draft.extent = flow.cover(0, len(flow.text))
        self._add(draft)

    def _titles(self) -> list[Flow]:
        """The lines that end the text before an article and are the title of a container without a number.

        One or two of them, after a sentence's end or right below another container: 农业技术推广体系, 附则.
        """
        for size in (1, 2):
            lines = [flow for marker, flow in self.rest[len(self.rest) - size :] if marker is None]
            if len(lines) < size or len(self.rest) < size or not _titles(lines):
                return []
            if self._sentence_ends(len(self.rest) - size):
                return lines
        return []

    def _sentence_ends(self, at: int) -> bool:
        """Whether the text before ``rest[at]`` is complete."""
        if at > 0:
            return self.rest[at - 1][1].text.rstrip().endswith(("。", "”", "）"))
        if self.article is None:
            return bool(self.stack) and self.stack[-1] is self.out[-1]
        marker, flow = self.article
        return flow.text[marker.end :].rstrip().endswith("。")

    def _untitled(self, flows: Sequence[Flow], inner: bool) -> None:
        """A container without a number: beside the one before it, or in it when that has nothing else; 附则 is outermost."""
        title = "".join(flow.text.strip() for flow in flows)
        if compact(title) in _FINAL:
            rank = self.stack[0].rank if self.stack else Rank.CHAPTER
            self.stack.clear()
        elif inner and self.stack and self.stack[-1].marker:
            rank = _below(self.stack[-1].rank)
        else:
            rank = self.stack.pop().rank if self.stack else Rank.CHAPTER
        parent = self.stack[-1] if self.stack else self.base
        path = parent.child_path(compact(title)) if parent else self.prefix + compact(title)
        draft = Draft(path, Kind.HEADING, _level(parent), parent, heading=title, rank=rank, step="hcontainer")
        draft.extent = [extent for flow in flows for extent in flow.cover(0, len(flow.text))]
        self._add(draft)
        self.stack.append(draft)

    def _wraps(self, flow: Flow) -> bool:
        """Whether ``flow`` goes on with the heading of the container above it, or is the heading printed below 第一章."""
        above = self.stack[-1].heading
        if not above:
            return _BARE_TITLE.fullmatch(flow.text.strip()) is not None
        return titleish(flow.text) and len(flow.text) <= _TITLE and len(above) >= _WRAPPED

    def heading(self, flow: Flow, _depth: int) -> None:
        """An unnumbered Markdown heading: a paragraph of its own after the article before it."""
        self.finish()
        self.rest.append((None, flow))
        self.finish()

    def pause(self) -> None:
        """Write what is pending above a table, below which the paragraphs of its article go on."""
        article, rest, paused = self.article, self.rest, self.paused
        if article:
            self.article, self.rest = None, []
            paused = self._article(*article, rest, goes_on=True)
        else:
            self.finish()
        self.paused = paused

    def finish(self) -> None:
        """Write the article that is pending."""
        article, rest, paused = self.article, self.rest, self.paused
        self.article, self.rest, self.paused = None, [], None
        if article:
            self._article(*article, rest)
            return
        if paused and rest and rest[0][0] is None:
            self._paragraphs_of(paused, read_provisions(rest[0][1], 0, rest[1:]))
            return
        for marker, flow in rest:
            self._stray(marker, flow)

    def _contains(self, flow: Flow, marker: Marker, ahead: Iterator[Marker]) -> bool:
        """一、 above articles is a container when an article, not its own text, comes next."""
        following = next(ahead, None) if marker.rank in (Rank.HAN, Rank.PAREN_HAN) else None
        if following is None or len(flow.text) > 60 or flow.text.rstrip().endswith(("。", "；", ";", "：")):
            return False
        if following.rank is Rank.ARTICLE:
            return not self._lists(marker)
        return marker.rank is Rank.HAN and following.rank is Rank.PAREN_HAN and self.article is None

    def _lists(self, marker: Marker) -> bool:
        """Whether ``marker`` goes on with items of the pending article, or opens them."""
        if self.article is None:
            return False
        if marker.number > 1:
            last = next((other for other, _ in reversed(self.rest) if other and other.rank is marker.rank), None)
            return last is not None and last.number == marker.number - 1
        text = self.rest[-1][1].text if self.rest else self.article[1].text[self.article[0].end :]
        return _LIST_OPENS.search(text.rstrip()) is not None

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

    def _article(
        self, marker: Marker, flow: Flow, rest: list[tuple[Marker | None, Flow]], *, goes_on: bool = False
    ) -> Draft:
        """An article with its paragraphs; ``goes_on``: more of them follow, so that the first is none by itself."""
        parent = self.stack[-1] if self.stack else self.base
        draft = Draft(self.prefix + marker.label, Kind.CLAUSE, _level(parent), parent, marker.printed, marker.ordinal)
        draft.rank, draft.step = Rank.ARTICLE, f"art_{marker.ordinal}"
        start, rest = self._head(draft, marker, flow, rest)
        self._add(draft)
        provisions = read_provisions(flow, start, rest)
        if len(provisions) == 1 and not goes_on:
            self._fill(draft, provisions[0])
        else:
            self._paragraphs_of(draft, provisions)
        return draft

    def _paragraphs_of(self, draft: Draft, provisions: Sequence[Provision]) -> None:
        """Write the paragraphs of an article, or its further ones."""
        first = draft.paragraphs + 1
        draft.paragraphs += len(provisions)
        for number, provision in enumerate(provisions, first):
            child = Draft(
                draft.child_path(f"第{han(number)}款"), Kind.PARAGRAPH, draft.level + 1, draft, number=str(number)
            )
            child.step = f"para_{number}"
            self._add(child)
            self._fill(child, provision)

    def _head(
        self, draft: Draft, marker: Marker, flow: Flow, rest: list[tuple[Marker | None, Flow]]
    ) -> tuple[int, list[tuple[Marker | None, Flow]]]:
        """Give an article its heading (【…】, （…）, or a line of its own); where its text begins, and in what lines."""
        start = marker.end
        colon = _COLON.match(flow.text, start)
        titled = _ARTICLE_HEADING.match(flow.text, start)
        below = rest[0][1] if len(rest) > 1 and rest[0][0] is None else None
        bracketed = _BRACKETED.fullmatch(flow.text, start) if rest else None
        if titled:
            draft.heading, start = titled["head"], titled.end()
        elif bracketed:
            draft.heading, start = bracketed["head"], len(flow.text)
        elif rest and _SHORT_TITLE.fullmatch(flow.text[start:].strip()):
            draft.heading, start = flow.text[start:].strip(), len(flow.text)
        elif below and not flow.text[start:].strip() and _heads(below.text.strip()):
            draft.heading, rest = below.text.strip(), rest[1:]
            draft.extent = flow.cover(0, start) + below.cover(0, len(below.text))
            return start, rest
        elif rest and _TRANSLATED.fullmatch(flow.text, start):
            draft.heading, start = flow.text[start:].strip(), len(flow.text)
        elif colon:
            start = colon.end()
        draft.extent = flow.cover(0, start)
        return start, rest

    def _fill(self, draft: Draft, provision: Provision) -> None:
        lead = provision.lead
        captioned = _PARAGRAPH_HEADING.match(lead.flow.text, lead.start) if not draft.heading else None
        if captioned:
            draft.heading = captioned["head"]
        draft.text = lead.flow.text[captioned.end() if captioned else lead.start : lead.end].strip()
        draft.extent += lead.flow.cover(lead.start, lead.end)
        for line in provision.lines:
            draft.text += "\n" + line.text.strip()
            draft.extent += line.cover(0, len(line.text))
        stack = [draft]
        for piece in provision.items:
            rank = piece.marker.rank if piece.marker else piece.goes_on
            while len(stack) > 1 and (stack[-1].rank or Rank.PART) >= (rank or Rank.PART) + (piece.marker is None):
                stack.pop()
            if piece.marker:
                stack.append(self._item(stack[-1], piece.marker, piece))
            else:
                self._goes_on(stack[-1], piece)

    def _item(self, parent: Draft, marker: Marker, piece: Piece) -> Draft:
        draft = Draft(
            parent.child_path(marker.label), Kind.CLAUSE, parent.level + 1, parent, marker.printed, marker.ordinal
        )
        draft.rank, draft.paragraphs = marker.rank, 1
        draft.text = piece.text
        draft.extent = piece.flow.cover(piece.start - marker.end, piece.end)
        draft.step = f"{'point' if parent.rank and parent.rank > Rank.ARTICLE else 'item'}_{marker.ordinal}"
        return self._add(draft)

    def _goes_on(self, parent: Draft, piece: Piece) -> None:
        """A further paragraph of an item."""
        parent.paragraphs += 1
        draft = Draft(parent.child_path(f"¶{parent.paragraphs}"), Kind.PARAGRAPH, parent.level + 1, parent)
        draft.text, draft.step = piece.text, f"para_{parent.paragraphs}"
        draft.extent = piece.flow.cover(piece.start, piece.end)
        self._add(draft)

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


def _titles(lines: Sequence[Flow]) -> bool:
    return (
        all(_BARE_TITLE.fullmatch(flow.text.strip()) for flow in lines)
        and sum(len(flow.text.strip()) for flow in lines) <= _TITLE
    )


def _heads(line: str) -> bool:
    """Whether a line is the heading of the article whose number stands alone above it."""
    return _SHORT_TITLE.fullmatch(line) is not None or _BRACKETED.fullmatch(line) is not None


def _below(rank: Rank | None) -> Rank:
    """The container right below one of ``rank``."""
    deeper = [other for other in _DEPTH if rank is None or _DEPTH[other] > _DEPTH[rank]]
    return min(deeper, key=_DEPTH.__getitem__, default=Rank.PAREN_HAN)


def _level(parent: Draft | None) -> int:
    return parent.level + 1 if parent else 1
