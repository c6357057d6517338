"""Passages whose numbers are no clauses: tables of contents, lists of attachments, the wording that instructions quote."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from diffs.parsing import shapes
from diffs.parsing.blocks import Block, Paragraph
from diffs.parsing.grids import Grid
from diffs.parsing.numbering import CONTAINERS, Marker, Rank, find_marker

_REACH = 40
#: 附件1：…, one of several such lines in a row.
_LABELLED = re.compile(r"附\s*件\s*[\d一二三四五六七八九十]{1,3}\s*[：:.．、]?\s*\S")
_LISTED = re.compile(r"\s*(\d{1,2})\s*[.．、]")
_TOC_KEY = re.compile(r"[.．…·\s\d]+$|[.．…·\s]*[.．…·\t]\s*[ⅠⅡⅢⅣⅤIVXivx]{1,5}$")
#: What an instruction says before the wording that it quotes.
_QUOTES = re.compile(
    r"(?:修改为|改为|修订为|调整为|规定为|表述为|增加.{0,60}|作为第.{0,30}|如下|内容为|[：:])\s*[：:]?\s*“"
)
_INSTRUCTS = re.compile(
    r"修改|修订|改为|调整为|规定为|表述为|增加|作为第|第[〇零一二三四五六七八九十百\d]{1,6}[条款项章节]|附件|附表"
)
_QUOTED = 200
_TOC_LINES = 600
#: Between a list's title and its first table: （2023年）, 表1 推动开放.
_CAPTIONS = 3


@dataclass(slots=True)
class Asides:
    """Where such passages stand among ``blocks``, whose paragraphs read ``texts``.

    ``quoted`` are the places of quoted provisions, ``contents`` those of 目录, ``notes`` those of 附件说明.
    """

    blocks: Sequence[Block]
    texts: Sequence[str]
    quoted: set[int] = field(default_factory=set)
    contents: set[int] = field(default_factory=set)
    notes: set[int] = field(default_factory=set)
    _markers: list[Marker | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._tag_quoted()
        self._tag_contents()
        self._tag_notes()
        self._markers = [self.marker(at) for at in range(len(self.blocks))]

    def text(self, at: int) -> str:
        """The paragraph at ``at`` as it reads; empty for grids and beyond the end."""
        return self.texts[at] if 0 <= at < len(self.texts) else ""

    def is_grid(self, at: int) -> bool:
        """Whether a table stands at ``at``."""
        return at < len(self.blocks) and isinstance(self.blocks[at], Grid)

    def marker(self, at: int) -> Marker | None:
        """The marker of a numbered paragraph that stands in none of these passages."""
        if self._markers:
            return self._markers[at] if at < len(self._markers) else None
        block = self.blocks[at] if at < len(self.blocks) else None
        if not isinstance(block, Paragraph) or at in self.notes or at in self.contents or at in self.quoted:
            return None
        return block.marker

    def _tag_quoted(self) -> None:
        """Mark the further paragraphs of new wording that an instruction quotes: their numbers are the other law's."""
        at = 0
        while at < len(self.blocks):
            text = self.text(at)
            if _left_open(text) and _QUOTES.search(text) and _INSTRUCTS.search(text[: text.rindex("“")]):
                end = self._quote_end(at + 1)
                self.quoted.update(range(at + 1, end))
                at = end - 1
            at += 1

    def _quote_end(self, at: int) -> int:
        """The paragraph after the one that closes a quotation open before ``at``; ``at`` when none nearby does."""
        for end in range(at, min(at + _QUOTED, len(self.blocks))):
            if self.is_grid(end):
                break
            text = self.text(end).removeprefix("“")
            if text.count("”") > text.count("“"):
                return end + 1
        return at

    def _tag_contents(self) -> None:
        """Mark a 目录 line and what it lists, or chapters that come once more with their articles."""
        at = 0
        while at < len(self.blocks):
            end = at
            if shapes.CONTENTS.match(self.text(at)):
                end = self._contents_end(at)
            elif self._container(at):
                end = self._repeated_end(at)
            self.contents.update(range(at, end))
            at = max(end, at + 1)

    def _contents_end(self, at: int) -> int:
        first = self._key(at + 1)
        limit = min(len(self.blocks), at + _TOC_LINES)
        for end in range(at + 2, limit):
            if first and self._key(end) == first:
                return self._before_sentence(at + 1, end)
            if self.is_grid(end) and self._headings_only(at + 1, end):
                return end
            if len(self._key(end)) > 90 or self.is_grid(end):
                break
        end = at + 1
        while end < limit and (self._container(end) or shapes.contents_entry(self.text(end))):
            end += 1
        return end if end < len(self.blocks) else at + 1

    def _before_sentence(self, at: int, end: int) -> int:
        """The first sentence from ``at`` on, which no contents list, else ``end``."""
        return next((place for place in range(at, end) if self.text(place).endswith("。")), end)

    def _headings_only(self, at: int, end: int) -> bool:
        """Whether all lines up to a table are headings that count from one: the sections of that table."""
        markers = [self.marker(place) for place in range(at, end)]
        counted = [marker.number for marker in markers if marker and marker.rank is Rank.HAN]
        plain = not any(self.text(place).endswith(("。", "；", "：")) for place in range(at, end))
        return plain and len(counted) > 1 and counted == list(range(1, end - at + 1))

    def _repeated_end(self, at: int) -> int:
        first, end = self._key(at), at + 1
        while end < min(len(self.blocks), at + _TOC_LINES) and self._container(end):
            if self._key(end) == first:
                return end
            end += 1
        return at

    def _container(self, at: int) -> bool:
        marker = self.marker(at)
        return marker is not None and marker.rank in CONTAINERS

    def _key(self, at: int) -> str:
        return shapes.compact(_TOC_KEY.sub("", self.text(at)))

    def _tag_notes(self) -> None:
        """Mark 附件说明: ``附件：1.…`` with its further numbers, or one name before the signature."""
        at = 0
        while at < len(self.blocks):
            end = self._note_end(at) if "附" in self.text(at)[:2] else at
            self.notes.update(range(at, end))
            at = max(end, at + 1)

    def _note_end(self, at: int) -> int:
        """The end of the 附件说明 that begins at ``at``; ``at`` when none does."""
        match = shapes.ATTACHMENT.match(self.text(at))
        if not match:
            return at
        listed = at + 1
        while _LABELLED.match(self.text(listed)) and not self._titled(listed):
            listed += 1
        if listed - at > 1 and _LABELLED.match(self.text(at)):
            return listed
        if match["colon"].strip() and not match["rest"]:
            end = self._list_end(at + 1, 1)
            return end if end > at + 1 and self._ends_letter(end) else at
        numbered = bool(match["n"]) and match["rest"].startswith((".", "．", "、"))
        if not numbered and not match["colon"].strip():
            return at
        first = numbered or _LISTED.match(match["rest"]) or find_marker(match["rest"])
        announced = self._dated_soon(at) or self._comes_later(at, match["rest"])
        if (numbered or first is None) and not announced and (match["n"] or not self._heads_list(at, match["rest"])):
            return at
        return self._list_end(at + 1, 2) if first else at + 1

    def _list_end(self, at: int, expected: int) -> int:
        """The end of the names listed from ``at`` on, which is numbered ``expected``."""
        while self._listed(at, expected):
            at, expected = at + 1, expected + 1
        return at

    def _ends_letter(self, at: int) -> bool:
        """A signature, a label 附件1 or nothing at all comes next."""
        text = self.text(at)
        return at >= len(self.blocks) or bool(shapes.ATTACHMENT.match(text)) or self._dated_soon(at - 1)

    def _titled(self, at: int) -> bool:
        """What the label at ``at`` names stands right below it, so that it is no line of a list."""
        return self.is_grid(at + 1) or self.marker(at + 1) is not None

    def _listed(self, at: int, expected: int) -> bool:
        """A short line that carries the number ``expected``; 2.2024年… is one here, though no marker elsewhere."""
        text, marker = self.text(at), self.marker(at)
        listed = _LISTED.match(text)
        number = marker.number if marker else int(listed[1]) if listed else 0
        return number == expected and len(text) < 90

    def _dated_soon(self, at: int) -> bool:
        return any(shapes.DATE_LINE.match(self.text(end)) for end in range(at + 1, at + 5))

    def _comes_later(self, at: int, title: str) -> bool:
        """The attachment's own label and title follow, so that this line only announces it."""
        wanted = shapes.compact(title)
        for end in range(at + 1, min(len(self.blocks), at + _REACH)):
            if shapes.ATTACHMENT.match(self.text(end)):
                return shapes.compact(self.text(end) + self.text(end + 1)).endswith(wanted)
        return False

    def _heads_list(self, at: int, name: str) -> bool:
        """The list that the line names stands right below it under its own title, in one line or two."""
        for end in (at + 2, at + 3):
            title = "".join(self.text(place) for place in range(at + 1, end))
            if shapes.LIST_TITLE.search(title) and shapes.same_title(name, title):
                return any(self.is_grid(below) for below in range(end, end + _CAPTIONS))
        return False


def _left_open(text: str) -> bool:
    """Whether a quotation is still open at the paragraph's end."""
    return text.count("“") > text.count("”")
