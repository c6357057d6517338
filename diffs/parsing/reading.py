"""The state of reading one text part by part: what was written, where the reader stands, what names are taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from diffs.clauses import Extent, Kind
from diffs.parsing.blocks import Paragraph
from diffs.parsing.drafts import Draft
from diffs.parsing.lines import Flow, joint
from diffs.parsing.outlook import Outlook

#: Words of paths that are neither printed numbers nor headings (DESIGN section 5, closed) and what each stands for.
#: ``附件2`` and ``文件2`` (a further document of the same file) open the paths of what stands in them.
PATH_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "通知": "covering letter or standalone notice",
        "标题": "title",
        "红头": "printed head of the issuing organ",
        "文号": "document number",
        "主送": "addressees",
        "正文": "text of the letter",
        "落款": "signature: organ and date",
        "公开属性": "publicity note",
        "发布单位": "publishing unit",
        "发文日期": "date line or label in the head",
        "方案": "the instrument itself, be it plan, law or measure",
        "稿别": "draft mark",
        "题注": "dated acts in the head of a law, or who wrote a forwarded text",
        "目录": "table of contents",
        "引言": "preamble",
        "附件标识": "label of the attachment that the whole text is",
        "附件说明": "list of attachments above the signature",
        "附注": "note below the signature, or a label of the page",
        "演示标记": "mark of a demonstration text",
        "文档头": "front matter of a Markdown file",
        "版记": "footer",
        "抄送": "copies to",
        "印发": "issuing office and date",
        "任务清单": "task list",
        "任务表": "task table",
    }
)


@dataclass(slots=True)
class Reading:
    """``at`` is the next block; ``prefix`` opens paths of the present document, ``base`` is what it hangs under.

    ``letter``: the text opens with a covering letter, which ``covers`` another text; ``signed``: its signature has been
    read. ``list_parent`` is
    what captioned tables belong to.
    """

    source: str
    outlook: Outlook
    out: list[Draft] = field(default_factory=list)
    at: int = 0
    letter: bool = False
    signed: bool = False
    prefix: str = ""
    base: Draft | None = None
    list_parent: Draft | None = None
    covers: bool = False
    documents: int = 1
    attachments: int = 0
    names: dict[str, int] = field(default_factory=dict)

    @property
    def here(self) -> str:
        """The text of the next block."""
        return self.outlook.text(self.at)

    @property
    def letterhead(self) -> str:
        """What opens paths of the present document's letter, whatever attachment the reader stands in."""
        return self.prefix if self.prefix.startswith("文件") else ""

    @property
    def done(self) -> bool:
        """Whether everything has been read."""
        return self.at >= len(self.outlook)

    def paragraph(self) -> Paragraph | None:
        """The next block when it is a paragraph."""
        block = None if self.done else self.outlook.blocks[self.at]
        return block if isinstance(block, Paragraph) else None

    def take(self, end: int | None = None) -> list[Flow]:
        """The paragraphs up to ``end`` (by default the next one), which are read with that."""
        end = self.at + 1 if end is None else end
        flows = [block.flow for block in self.outlook.blocks[self.at : end] if isinstance(block, Paragraph)]
        self.at = end
        return flows

    def fresh(self, path: str) -> str:
        """``path`` for its first use, then ``path/¶2``, ``path/¶3``."""
        count = self.names[path] = self.names.get(path, 0) + 1
        return path if count == 1 else f"{path}/¶{count}"

    def attach(self, draft: Draft) -> None:
        """Write an attachment, a list or a table, and count it."""
        self.attachments += 1
        self.out.append(draft)

    def write(self, path: str, kind: Kind, flows: Sequence[Flow], step: str) -> Draft:
        """A part without numbering; its lines stay lines. A title is one heading, however it was broken."""
        draft = Draft(self.fresh(path), kind, extent=covered(flows), step=step)
        if kind is Kind.TITLE:
            draft.heading = joined(flows)
        else:
            draft.text = "\n".join(flow.text.strip() for flow in flows)
        self.out.append(draft)
        return draft


def covered(flows: Sequence[Flow]) -> list[Extent]:
    """All source ranges of ``flows``."""
    return [extent for flow in flows for extent in flow.cover(0, len(flow.text))]


def joined(flows: Sequence[Flow]) -> str:
    """The lines of a broken title as one."""
    text = ""
    for flow in flows:
        line = flow.text.strip()
        text += joint(text, line) + line
    return text
