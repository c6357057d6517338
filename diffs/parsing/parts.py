"""Parts of an official text in order: head, numbered body, tables, signature, attachments, further documents, footer.

One file often holds several documents (notice + plan + task list). Path words are fixed (DESIGN section 5); they stand
in this module, ``heads``, ``tasklists``, ``plans`` and ``statutes`` only.
"""

import re
from collections.abc import Sequence

from diffs.clauses import Kind
from diffs.parsing import shapes
from diffs.parsing.blocks import Block
from diffs.parsing.drafts import Draft
from diffs.parsing.heads import read_common, read_head, read_instrument, sign, title_end
from diffs.parsing.lines import Flow
from diffs.parsing.numbering import CONTAINERS, Rank, numeral
from diffs.parsing.outlook import Outlook
from diffs.parsing.plans import PlanBody
from diffs.parsing.reading import Reading, covered, joined
from diffs.parsing.statutes import StatuteBody
from diffs.parsing.tasklists import read_captioned, read_grid, read_list

#: Who gets copies is named in so many further lines at most.
_COPIES = 3


def read_parts(source: str, blocks: Sequence[Block]) -> list[Draft]:
    """Drafts of all parts of ``source`` in document order; every paragraph and grid goes into exactly one."""
    reading = Reading(source, Outlook(blocks))
    read_head(reading)
    while not reading.done:
        at = reading.at
        _body(reading)
        if reading.at == at:
            # What no part takes is text: reading goes on, whatever the text.
            PlanBody(reading.out, reading.prefix, reading.base).paragraphs(reading.take())
    return reading.out


def _body(reading: Reading) -> None:
    """A numbered part, the tables inside it, and whatever ends it."""
    builder = _builder(reading)
    outlook, start = reading.outlook, reading.at
    while not reading.done:
        marker, block = outlook.marker(reading.at), reading.paragraph()
        if block is None:
            read_grid(reading, inside=_holder(reading, builder))
        elif marker:
            builder.numbered(block.flow, marker, outlook.ahead(reading.at), block.depth)
            reading.at += 1
        elif outlook.boundary(reading.at):
            inside = None
            if outlook.caption(reading.at):
                inside = _holder(reading, builder)
            else:
                builder.finish()
            if _part(reading, inside):
                return
        elif outlook.section(reading.at):
            builder.heading(reading.take()[0], block.depth)
        elif start < reading.at < (contacts := outlook.contact_end(reading.at)):
            builder.finish()
            _contacts(reading, contacts)
        else:
            builder.paragraphs(_loose_run(reading))
    builder.finish()


def _holder(reading: Reading, builder: PlanBody | StatuteBody) -> Draft | None:
    """The clause that the table or caption here stands in; what is pending is written."""
    inside = reading.outlook.inside(reading.at)
    if inside and reading.outlook.resumes(reading.at):
        builder.pause()
    else:
        builder.finish()
    return builder.holder if inside else None


def _contacts(reading: Reading, end: int) -> None:
    """How to reach the organ, below a finished body: the letter's own words, or notes beside an instrument."""
    path = "通知/正文" if reading.letter and not reading.signed else "附注"
    while reading.at < end:
        reading.write(f"{reading.prefix}{path}", Kind.FRONT_MATTER, reading.take(), "note")


def _builder(reading: Reading) -> PlanBody | StatuteBody:
    """The builder for the numbered part that begins here, by whether it is made of articles."""
    outlook = reading.outlook
    end = outlook.document_end(reading.at)
    ranks = outlook.ranks(reading.at, end)
    articles = sum(rank is Rank.ARTICLE for rank in ranks)
    opens = bool(ranks) and (ranks[0] is Rank.ARTICLE or ranks[0] in CONTAINERS)
    opens = opens or ranks[:2] == [Rank.HAN, Rank.ARTICLE]
    statute = (articles > 1 and (opens or articles * 3 > len(ranks))) or (articles == 1 and opens)
    prefix = reading.prefix
    sends = outlook.starts_document(end) and not shapes.GLOSSARY.search(outlook.text(end))
    sends = sends and not outlook.is_letter(end, outlook.head_end(end))
    if reading.letter and not reading.signed and (sends or (reading.covers and outlook.instrument(end))):
        prefix += "通知/"
    return StatuteBody(reading.out, prefix, reading.base) if statute else PlanBody(reading.out, prefix, reading.base)


def _loose_run(reading: Reading) -> list[Flow]:
    """Unnumbered paragraphs in a row that belong to the body."""
    outlook, end = reading.outlook, reading.at + 1
    while end < len(outlook) and not outlook.marker(end) and not outlook.boundary(end) and not outlook.section(end):
        if outlook.contact_end(end) > end:
            break
        end += 1
    return reading.take(end)


def _part(reading: Reading, inside: Draft | None) -> bool:
    """Take the part that begins here; true when numbering starts over after it. A table may stand ``inside`` a clause."""
    outlook, text = reading.outlook, reading.here
    listed = reading.at in outlook.contents or reading.at in outlook.notes
    if listed or text == shapes.DEMONSTRATION or shapes.PUBLICITY.match(text):
        read_common(reading)
    elif shapes.COPIES.match(text):
        reading.write("版记/抄送", Kind.COLOPHON, reading.take(_copies_end(reading)), "copies")
    elif (issued := outlook.issue_end(reading.at)) > reading.at:
        reading.write("版记/印发", Kind.COLOPHON, reading.take(issued), "issued")
    elif caption := outlook.caption(reading.at):
        read_captioned(reading, caption, inside)
    elif reading.covers and reading.signed and "方案/标题" not in reading.names and outlook.instrument(reading.at):
        reading.write("附件标识", Kind.FRONT_MATTER, reading.take(), "label")
        _next_document(reading)
        return True
    elif outlook.list_title(reading.at):
        read_list(reading, reading.take())
    elif label := outlook.attachment(reading.at):
        return _attached(reading, label)
    elif outlook.starts_document(reading.at):
        _next_document(reading)
        return True
    else:
        letter = "通知/" if reading.letter and not reading.signed else ""
        sign(reading, f"{reading.prefix}{letter}落款", max(outlook.signature_end(reading.at), reading.at + 1))
        _after_signature(reading)
    return False


def _copies_end(reading: Reading) -> int:
    """The end of who gets copies: further lines above the last of the text, or above who printed it."""
    outlook = reading.outlook
    end = at = reading.at + 1
    while end < len(outlook) and end - at < _COPIES and not outlook.marker(end) and not outlook.boundary(end):
        end += 1
    return end if end == len(outlook) or outlook.issue_end(end) > end else at


def _after_signature(reading: Reading) -> None:
    """Notes below a signature, up to the next part."""
    outlook = reading.outlook
    while not reading.done and not outlook.marker(reading.at) and not outlook.boundary(reading.at):
        if not read_common(reading):
            reading.write(f"{reading.prefix}附注", Kind.FRONT_MATTER, reading.take(), "note")


def _next_document(reading: Reading) -> None:
    """A further document with numbering of its own; the one that a letter sends along is the main one.

    A second complete letter (addressed or signed by itself) is no such text.
    """
    outlook = reading.outlook
    end = outlook.head_end(reading.at)
    letter = outlook.is_letter(reading.at, end)
    if letter or not reading.letter or not reading.signed or "方案/标题" in reading.names:
        reading.documents += 1
        reading.prefix = f"文件{reading.documents}/"
    reading.base = reading.list_parent = None
    if letter:
        read_head(reading)
    else:
        read_instrument(reading, end)


def _attached(reading: Reading, label: re.Match[str]) -> bool:
    """附件2 with its title: a list, or a text with numbering of its own (then true)."""
    outlook = reading.outlook
    printed = reading.here[: label.start("colon")].strip()
    flows, title = reading.take(), label["rest"]
    if (
        not title
        and outlook.titleish(reading.at)
        and not outlook.caption(reading.at)
        and not outlook.attachment(reading.at)
        and not shapes.BULLET.match(reading.here)
    ):
        taken = reading.take(title_end(reading, len(outlook)))
        title = joined(taken)
        flows += taken
    elif title:
        flows += reading.take(_repeated_end(reading, title))
    listed = any(outlook.is_grid(at) for at in range(reading.at, reading.at + 3))
    if listed and (shapes.LIST_TITLE.search(title) or "分工" in title or printed.endswith("表")):
        read_list(reading, flows, printed, title)
        return False
    name = reading.fresh(_label_name(printed, label["n"]))
    draft = Draft(name, Kind.ATTACHMENT, 1, None, printed, label["n"] or None, title, extent=covered(flows))
    draft.step = f"att_{label['n']}" if label["n"] else "att"
    reading.attach(draft)
    reading.base, reading.prefix, reading.list_parent = draft, f"{draft.path}/", draft
    return True


def _repeated_end(reading: Reading, title: str) -> int:
    """The end of the title of an attachment printed once more below its label 附件1：…, in one line or two."""
    outlook, at = reading.outlook, reading.at
    for end in (at + 1, at + 2):
        if not outlook.titleish(end - 1) or outlook.caption(end - 1) or outlook.attachment(end - 1):
            break
        if shapes.compact("".join(outlook.text(place) for place in range(at, end))) == shapes.compact(title):
            return end
    return at


def _label_name(printed: str, number: str) -> str:
    """附件一, 附件１ and 附件1. as a step of a path: 附件1; 附录A keeps its letter."""
    word = shapes.compact(printed)[:2]
    if not number:
        return word
    return f"{word}{number}" if number.isascii() and number.isalpha() else f"{word}{numeral(number)}"
