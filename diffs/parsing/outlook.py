"""What stands where in a text's blocks: looking ahead, without taking anything."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from diffs.parsing import shapes
from diffs.parsing.asides import Asides
from diffs.parsing.blocks import Block, Paragraph
from diffs.parsing.numbering import Marker, Rank

_SIGNERS = 8
_REACH = 10
_AHEAD = 200
_LETTER = 40
_HEADING = 30
_COPIED = re.compile(r"[（(]?\s*共\s*印\s*\d+\s*份")
_POINTS = re.compile("(?:下表|如下|见表|列表)[^。]{0,12}[。：:]?$|[：:]$")
_NAMED = re.compile(r"《([^《》]{4,80})》")
_COLON = re.compile("[：:]")
#: Who signs for an organ: 国家税务总局局长：王某.
_SIGNED_BY = re.compile(r"(?:长|总理|主席|主任|委员)[：:]\s*[一-鿿·\s]{2,8}$")
_ASSIGNS = re.compile("任务分工|责任分工")
#: A clause that says itself how to reach someone; the lines below it are its own.
_ASKS_CONTACT = re.compile("联系|咨询|[以如]下|电话|邮箱|报名|报送|寄")
_SENTENCE_ENDS = re.compile("[。！”）)]$")
#: So many lines say at most how to reach an organ.
_CONTACTS = 12


@dataclass(slots=True)
class Outlook:
    """Questions about ``blocks`` by their place.

    ``asides`` are the passages whose numbers are none of the body's, ``numbered`` the places of its markers, ``texts``
    what each paragraph reads, ``named`` the documents that a letter names in 《》.
    """

    blocks: Sequence[Block]
    asides: Asides = field(init=False)
    numbered: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    named: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.texts = [block.text.strip() if isinstance(block, Paragraph) else "" for block in self.blocks]
        self.named = frozenset(shapes.compact(name) for text in self.texts[:_LETTER] for name in _NAMED.findall(text))
        self.asides = Asides(self.blocks, self.texts)
        self.numbered = [at for at in range(len(self.blocks)) if self.marker(at)]

    def __len__(self) -> int:
        return len(self.blocks)

    @property
    def contents(self) -> set[int]:
        """The places of tables of contents."""
        return self.asides.contents

    @property
    def notes(self) -> set[int]:
        """The places of 附件说明."""
        return self.asides.notes

    def text(self, at: int) -> str:
        """The paragraph at ``at`` as it reads; empty for grids and beyond the end."""
        return self.texts[at] if 0 <= at < len(self.texts) else ""

    def marker(self, at: int) -> Marker | None:
        """The marker of a numbered paragraph of the body."""
        return self.asides.marker(at)

    def is_grid(self, at: int) -> bool:
        """Whether a table stands at ``at``."""
        return self.asides.is_grid(at)

    def titleish(self, at: int) -> bool:
        """Whether a short unnumbered line that ends no sentence stands at ``at``."""
        return at not in self.notes and self.marker(at) is None and shapes.titleish(self.text(at))

    def ranks(self, start: int, end: int) -> list[Rank]:
        """Ranks of the markers from ``start`` to ``end``."""
        low, high = bisect_right(self.numbered, start - 1), bisect_right(self.numbered, end - 1)
        return [marker.rank for at in self.numbered[low:high] if (marker := self.marker(at))]

    def ahead(self, at: int) -> Iterator[Marker]:
        """The next markers after ``at``, a bounded number."""
        low = bisect_right(self.numbered, at)
        for place in self.numbered[low : low + _AHEAD]:
            marker = self.marker(place)
            if marker:
                yield marker

    def front_end(self, at: int) -> int:
        """The end of the front matter at ``at``."""
        while at < len(self.blocks) and isinstance(block := self.blocks[at], Paragraph) and block.front:
            at += 1
        return at

    # Where parts begin and end

    def signature_end(self, at: int) -> int:
        """The end of a signature that begins at ``at`` (signers, then the date), or ``at`` when there is none."""
        if shapes.SIGNED_LINE.match(self.text(at)) and not self.marker(at):
            return at + 1
        if shapes.PASSED.match(self.text(at)) or shapes.TESTIMONY.match(self.text(at - 1)):
            return self._signers_end(at)
        for end in range(at, at + _SIGNERS):
            text = self.text(end)
            if shapes.DATE_LINE.match(text):
                return end + 1
            if not self.titleish(end) or len(text) > 40 or (_COLON.search(text) and not _SIGNED_BY.search(text)):
                break
            if text.startswith(("附件", "目录")):
                break
        return at

    def _signers_end(self, at: int) -> int:
        """The end of the names below the words that close a treaty, or of the acts below a law."""
        end = at
        while end < at + _SIGNERS and not self.attachment(end):
            text = self.text(end)
            if not (self.titleish(end) or shapes.PASSED.match(text) or shapes.ORDERED.match(text)):
                break
            end += 1
        return end

    def issue_end(self, at: int) -> int:
        """The end of a footer 某某办公室 2017年8月29日印发 that begins at ``at``, or ``at``."""
        for end in range(at, at + 3):
            if len(self.text(end)) < 80 and shapes.ISSUED.search(self.text(end)):
                return end + 2 if _COPIED.match(self.text(end + 1)) else end + 1
            if not self.titleish(end):
                break
        return at

    def contact_end(self, at: int) -> int:
        """The end of the lines at ``at`` that say whom to reach and until when, below a finished body; else ``at``.

        Nothing of the body comes after them: the text ends, or a signature, an attachment or another part follows.
        """
        end = at + 1 if self._invites(at) else at
        while end < at + _CONTACTS and self._reaches(end):
            end += 1
        if end == at or self._reaches(end) or not _SENTENCE_ENDS.search(self.text(at - 1)):
            return at
        above = self.text(at - 1)
        if _ASKS_CONTACT.search(above[:_HEADING]) or _ASKS_CONTACT.search(above[-_HEADING:]):
            return at
        last = end == len(self.blocks) or (self.boundary(end) and not self.is_grid(end))
        return end if last else at

    def _invites(self, at: int) -> bool:
        """Asks for comments, right above the lines that say where to send them."""
        return not self.marker(at) and shapes.INVITES.match(self.text(at)) is not None and self._reaches(at + 1)

    def _reaches(self, at: int) -> bool:
        text = self.text(at)
        return not self.marker(at) and (shapes.CONTACT.match(text) or shapes.FEEDBACK.match(text)) is not None

    def starts_document(self, at: int) -> bool:
        """A title in the middle, after which numbering starts over, or that of a list of members."""
        text = self.text(at)
        if not self.titleish(at) or len(text) < 4 or shapes.BOX.match(text):
            return False
        if self._roster(at):
            return True
        if not shapes.DOCUMENT_TITLE.search(text) and shapes.compact(text) not in self.named:
            return False
        for end in range(at + 1, at + _REACH):
            marker = self.marker(end)
            if marker:
                return marker.number == 1 and (marker.rank <= Rank.HAN or shapes.GLOSSARY.search(text) is not None)
            if self.is_grid(end):
                return False
        return False

    def _roster(self, at: int) -> bool:
        """The title of a list of members, which has no numbers; it may be broken into two lines."""
        end = at + 1 if self.text(at).endswith("名单") else at + 2
        named = self.text(end - 1).endswith("名单") and self.titleish(end - 1)
        return named and shapes.ROSTER.match(self.text(end)) is not None

    def instrument(self, at: int) -> bool:
        """A label 附件 or 附件1 above the title of a document."""
        label = self.attachment(at)
        return (
            label is not None and label["n"] in ("", "1", "一") and not label["rest"] and self.starts_document(at + 1)
        )

    def list_title(self, at: int) -> bool:
        """The title of a list or table that stands right below it, captions allowed."""
        text = self.text(at)
        if not self.titleish(at) or not (shapes.LIST_TITLE.search(text) or _ASSIGNS.search(text)):
            return False
        if self.attachment(at):
            return False
        for end in range(at + 1, at + 4):
            if self.is_grid(end) or self.marker(end) or shapes.ATTACHMENT.match(self.text(end)):
                return self.is_grid(end)
        return False

    def caption(self, at: int) -> re.Match[str] | None:
        """The caption 表1 … of a table below it."""
        match = shapes.CAPTION.match(self.text(at))
        return match if match and (self.is_grid(at + 1) or self.is_grid(at + 2)) else None

    def attachment(self, at: int) -> re.Match[str] | None:
        """A label 附件2, alone or with its title."""
        text = self.text(at)
        match = shapes.ATTACHMENT.match(text)
        if not match or at in self.notes or len(text) > 90 or text.endswith(("。", "；")):
            return None
        listed = shapes.LIST_TITLE.search(match["rest"]) or (
            self.is_grid(at + 1) and "表" in text[: match.start("rest")]
        )
        bracketed = match["n"].isalpha() and match["n"].isascii() and match["rest"].startswith(("（", "("))
        parted = bracketed or (
            text[match.start("rest") - 1].isspace() and (match["n"] or listed or text.startswith("附录"))
        )
        return match if not match["rest"] or match["colon"].strip() or parted else None

    def boundary(self, at: int) -> bool:
        """Whether a part of another kind than numbered text begins at ``at``."""
        if self.is_grid(at) or at in self.notes or at in self.contents:
            return True
        text = self.text(at)
        if self.marker(at) or not text:
            return False
        if text == shapes.DEMONSTRATION or shapes.COPIES.match(text) or shapes.PUBLICITY.match(text):
            return True
        if self.attachment(at) or self.caption(at) or self.list_title(at) or self.starts_document(at):
            return True
        return self.signature_end(at) > at or self.issue_end(at) > at

    def inside(self, at: int) -> bool:
        """Whether the table at ``at`` (or below the caption there) stands inside the body, which goes on after it.

        Either the text before it points to it or is its numbered heading, or the numbering does not start over after it.
        """
        before = self.marker_before(at)
        if before is None:
            return False
        heads = self.marker(at - 1) is not None and shapes.titleish(self.text(at - 1))
        if heads or _POINTS.search(self.text(at - 1)[-40:]):
            return True
        for end in range(at + 1, min(len(self.blocks), at + _REACH)):
            marker = self.marker(end)
            if marker:
                return marker.number > 1 or marker.rank > before.rank
            text = self.text(end)
            if shapes.CAPTION.match(text) or self.is_grid(end):
                continue
            if self.attachment(end) or self.list_title(end) or self.starts_document(end):
                return False
        return False

    def resumes(self, at: int) -> bool:
        """Whether the text goes on with an unnumbered sentence below the table at ``at``, or below the caption there."""
        end = next((place for place in range(at, at + 3) if self.is_grid(place)), at) + 1
        while shapes.TABLE_NOTE.match(self.text(end)) or shapes.TABLE_UNIT.match(self.text(end)):
            end += 1
        return self.text(end).endswith(("。", "：")) and not self.marker(end) and not self.boundary(end)

    def marker_before(self, at: int) -> Marker | None:
        """The last marker above ``at``."""
        low = bisect_right(self.numbered, at) - 1
        return self.marker(self.numbered[low]) if low >= 0 else None

    def head_end(self, at: int) -> int:
        """The first number, table, list, box or Markdown section from ``at`` on; a title may be set as a section."""
        end = at + 1 if self.section(at) and self.starts_document(at) else at
        while end < len(self.blocks):
            if self.is_grid(end) or self.marker(end) or self.section(end) or self.caption(end) or self.list_title(end):
                return end
            if shapes.BOX.match(self.text(end)):
                return end
            end += 1
        return end

    def section(self, at: int) -> bool:
        """Whether a Markdown heading below the title stands at ``at``."""
        block = self.blocks[at] if at < len(self.blocks) else None
        return isinstance(block, Paragraph) and block.depth > 1

    def document_end(self, at: int) -> int:
        """Where the document of the numbered part at ``at`` ends: before an attachment, a list, another title."""
        while at < len(self.blocks):
            if not self.marker(at) and (self.attachment(at) or self.starts_document(at) or self.list_title(at)):
                return at
            at += 1
        return at

    def is_letter(self, start: int, end: int) -> bool:
        """Whether a head is a covering letter: addressed, or titled as one, or signed before another title."""
        signed = titled = False
        for at in range(start, end):
            text = self.text(at)
            titled = titled or (shapes.NUMBER_LINE.match(text) is not None and "令" in text)
            if shapes.ADDRESSEE.match(text):
                return True
            if shapes.DATE_LINE.match(text) or shapes.SIGNED_LINE.match(text):
                signed = signed or (at > start + 1 and not self.text(at - 1).endswith(("：", ":")))
            elif self.titleish(at) and shapes.DOCUMENT_TITLE.search(shapes.compact(text)):
                covers = shapes.COVERING.search(text) and any(
                    self.text(other).endswith(("。", "：", ":")) for other in range(at + 1, end)
                )
                if covers or (signed and titled):
                    return True
                titled = True
        return False
