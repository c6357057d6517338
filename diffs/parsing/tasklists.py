"""Task lists, task tables and other tables of a document as drafts: 任务清单 > 表1 > 表1-1; row addresses are flat."""

import re
from collections.abc import Sequence

from diffs.clauses import Extent, Kind
from diffs.parsing import shapes
from diffs.parsing.drafts import Draft
from diffs.parsing.grids import Grid
from diffs.parsing.lines import Flow
from diffs.parsing.notes import Note, note_after
from diffs.parsing.numbering import Rank, numeral
from diffs.parsing.reading import Reading, covered, joined
from diffs.parsing.shapes import compact, same_title
from diffs.parsing.tables import Row, Section, Table, read_table
from diffs.parsing.units import column_units

#: What opens each point of a list in Markdown; one alone below a table is its note.
_POINT = "* "
#: What parts the two numbers of 表2-1.
_PARTED = re.compile("[-－–.．]")


def read_list(reading: Reading, flows: list[Flow], printed: str = "", title: str | None = None) -> None:
    """A list or table that carries its own title; ``printed`` is the label 附件2 before it."""
    heading = joined(flows) if title is None else title
    label = compact(printed)
    word = "任务表" if heading.endswith("表") or "分工" in heading or label.endswith("表") else "任务清单"
    if label and word in reading.names:
        word = f"{label}/{word}"
    draft = Draft(_unused(reading, word), Kind.ATTACHMENT, 1, marker=printed, heading=heading, extent=covered(flows))
    draft.step = f"list_{reading.attachments + 1}"
    reading.attach(draft)
    reading.list_parent = draft
    _read_below(reading, draft)


def _read_below(reading: Reading, owner: Draft) -> None:
    """The grid below a title or caption; （2023年） and 单位：万元 between them are the owner's text.

    So is its title once more, in other words, above the caption of its first table.
    """
    outlook = reading.outlook
    grid = next((at for at in range(reading.at, reading.at + 3) if outlook.is_grid(at)), reading.at)
    if outlook.caption(reading.at + 1) and same_title(owner.heading, reading.here):
        grid = reading.at + 1
    between = range(reading.at, grid)
    if between and all(
        (outlook.titleish(at) or shapes.TABLE_UNIT.match(outlook.text(at))) and not outlook.caption(at)
        for at in between
    ):
        flows = reading.take(grid)
        _tell(owner, [flow.text.strip() for flow in flows])
        owner.extent += covered(flows)
    if reading.outlook.is_grid(reading.at):
        read_grid(reading, owner)


def read_captioned(reading: Reading, caption: re.Match[str], inside: Draft | None = None) -> None:
    """A table with its caption 表1 …, of a list or ``inside`` a clause."""
    number = _table_number(caption["n"])
    parent = inside or reading.list_parent
    path = f"表{number}"
    if inside:
        inside.children += 1
    elif path in reading.names and parent:
        path = f"{parent.path}/{path}"
    draft = Draft(_unused(reading, path), Kind.HEADING, parent.level + 1 if parent else 1, parent)
    draft.marker, draft.number, draft.heading = caption["printed"].strip(), number, caption["title"].strip()
    draft.extent, draft.step = covered(reading.take()), f"tbl_{number}"
    reading.out.append(draft)
    _read_below(reading, draft)


def _table_number(printed: str) -> str:
    """1 for 表一, 2.1 for 表2-1 (表2-1 names the first row of 表2), A.1 for 表A.1."""
    plain = printed.isdecimal() or not printed.isascii()
    return str(numeral(printed)) if plain and not _PARTED.search(printed) else _PARTED.sub(".", printed)


def read_grid(reading: Reading, owner: Draft | None = None, inside: Draft | None = None) -> None:
    """The rows of the grid that stands next, under ``owner`` or under an implied 任务表 when it has no title.

    The latter stands ``inside`` a clause when the numbering goes on after it, else in the attachment that is open.
    """
    block = reading.outlook.blocks[reading.at]
    reading.at += 1
    if not isinstance(block, Grid):
        return
    table = read_table(reading.source, block.rows)
    if owner is None:
        path = f"{reading.prefix}任务表" if "任务表" in reading.names else "任务表"
        parent = inside or reading.base
        owner = Draft(_unused(reading, path), Kind.ATTACHMENT, parent.level + 1 if parent else 1, parent)
        if parent:
            parent.children += 1
        owner.step = f"list_{reading.attachments + 1}"
        reading.attach(owner)
    owner.extent += [extent for note in table.above for extent in note.extent] + list(table.head)
    above = [note.text for note in table.above]
    if above and not owner.heading and not shapes.TABLE_UNIT.match(above[0]):
        owner.heading = above.pop(0)
    _tell(owner, above)
    _rows(reading.out, owner, table)
    _notes(reading, owner)


def _tell(owner: Draft, lines: list[str]) -> None:
    """Give a list or table the lines between its title and its head."""
    owner.text = "\n".join([*([owner.text] if owner.text else []), *lines])


def _notes(reading: Reading, owner: Draft) -> None:
    """The notes right below a table, with the further numbers of 注：1.… or of 注： alone, and 单位：万元 there."""
    expected = 0
    while not reading.done:
        text, marker = reading.here, reading.outlook.marker(reading.at)
        goes_on = marker is not None and marker.rank >= Rank.ARABIC and marker.number == expected
        if not goes_on and (marker or not (shapes.TABLE_NOTE.match(text) or shapes.TABLE_UNIT.match(text))):
            return
        if text.startswith(_POINT) and reading.outlook.text(reading.at + 1).startswith(_POINT):
            return
        expected = note_after(text)
        _note(reading.out, owner, text, covered(reading.take()))


def _note(out: list[Draft], owner: Draft, text: str, extent: Sequence[Extent]) -> None:
    """A note as a paragraph of its table."""
    owner.paragraphs += 1
    draft = Draft(owner.child_path(f"¶{owner.paragraphs}"), Kind.PARAGRAPH, owner.level + 1, owner, text=text)
    draft.extent, draft.step = list(extent), f"para_{owner.paragraphs}"
    out.append(draft)


def _unused(reading: Reading, path: str) -> str:
    """``path``, or ``path(2)`` when a table of that name stands already."""
    count = reading.names[path] = reading.names.get(path, 0) + 1
    return path if count == 1 else f"{path}({count})"


def _rows(out: list[Draft], owner: Draft, table: Table) -> None:
    numbers = [item.number for item in table.body if isinstance(item, Row)]
    unique = len(set(numbers)) == len(numbers) and None not in numbers
    sections: list[Draft] = []
    ordinal = 0
    for item in table.body:
        if isinstance(item, Section):
            _leave(sections, item)
            sections.append(_section(out, sections[-1] if sections else owner, item))
            continue
        if isinstance(item, Note):
            _note(out, owner, item.text, item.extent)
            continue
        ordinal += 1
        parent = sections[-1] if sections else owner
        name = item.number if unique and item.number else str(ordinal)
        draft = Draft(
            f"{owner.path}-{name}", Kind.TABLE_ROW, parent.level + 1, parent, item.marker, item.number, text=item.text
        )
        draft.cells, draft.extent, draft.step = item.cells, list(item.extent), f"row_{name}"
        draft.responsible = column_units(item.cells, len(item.text))
        out.append(draft)


def _leave(sections: list[Draft], item: Section) -> None:
    """Close the sections that ``item`` does not stand in."""
    if item.marker is None:
        sections.clear()
    while sections and item.marker and (sections[-1].rank or Rank.PART) >= item.marker.rank:
        sections.pop()


def _section(out: list[Draft], parent: Draft, item: Section) -> Draft:
    name = item.marker.label if item.marker else compact(item.heading).replace("/", "／")
    draft = Draft(parent.child_path(name), Kind.HEADING, parent.level + 1, parent)
    draft.heading, draft.heading_sep = item.heading, item.heading_sep
    if item.marker:
        draft.marker, draft.number, draft.rank = item.marker.printed, item.marker.ordinal, item.marker.rank
    draft.extent, draft.step = list(item.extent), f"sec_{item.marker.ordinal}" if item.marker else "sec"
    out.append(draft)
    return draft
