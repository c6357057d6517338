"""What a table's cells read, and what its columns are called."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from diffs.clauses import Extent
from diffs.parsing.lines import joint
from diffs.parsing.notes import Note
from diffs.parsing.shapes import compact

_TAG = re.compile(r"</?(?:p|br|div|span|td|strong|b)\b[^<>]{0,200}>", re.IGNORECASE)
_BREAK = re.compile(r"\s*(?:⏎|<br\s*/?>|</p>\s*(?=<p\b))\s*", re.IGNORECASE)
_LINE_END = re.compile(r"[\r\n]+")
#: Columns that are named alike again and again are one table set side by side when they are at least two.
_LEAST = 2
#: A name in a form or a head is no longer than this and holds no sentence.
_NAME, _PAUSE = 20, re.compile("[。；，,]")

#: The columns of a table that sets the old wording beside the new; an empty cell there says that nothing stood so.
_OLD_WORDING = re.compile(
    r"(?<!实)现行|原(?:条文|规定|文|条款|内容|条例|办法)?$|^原(?!因|则|料|始|产|有)|修[改订正]前|^调整前(?:内容|条文|表述|规定)?$"
)
_NEW_WORDING = re.compile(
    r"修[改订正](?!前|说明|理由|依据|原因|意见)|拟|^新|草案|征求意见稿|送审稿|审议稿|^调整后(?:内容|条文|表述|规定)?$"
)


@dataclass(slots=True)
class Texts:
    """What the cells of a table read, each read once."""

    source: str
    known: dict[Extent, str] = field(default_factory=dict)

    def __call__(self, cell: Extent) -> str:
        """A cell as it reads."""
        if cell not in self.known:
            self.known[cell] = cell_text(self.source, cell)
        return self.known[cell]

    def names(self, row: Sequence[Extent]) -> list[str]:
        """The cells of a row as names, without blanks."""
        return [compact(self(cell)) for cell in row]

    def alone(self, row: Sequence[Extent]) -> Note | None:
        """A row that holds one cell, or the same again in each: a cell that runs over all columns."""
        cells = [cell for cell in row if cell[0] < cell[1]]
        if not cells or len(cells) not in (1, len(row)):
            return None
        text = self(cells[0])
        return Note(text, tuple(cells)) if all(self(cell) == text for cell in cells[1:]) else None


def cell_text(source: str, extent: Extent) -> str:
    """A cell as it reads: tags, bold marks and the escapes of bars gone, line breaks inside it as line feeds.

    Where a page end cut it in two lines it reads on.
    """
    text = read_on(source[extent[0] : extent[1]])
    if "⏎" in text or "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", text))
    return text.replace("**", "").replace("\\|", "|").strip()


def read_on(text: str) -> str:
    """``text`` in one line; a break between two Latin words is a blank."""
    if "\n" not in text and "\r" not in text:
        return text
    lines = [line.strip() for line in _LINE_END.split(text)]
    return lines[0] + "".join(joint(above, below) + below for above, below in pairwise(lines))


def blank_form(rows: Iterable[Sequence[str]]) -> bool:
    """Whether a table is a form to fill in: rows of names, at least two, all with blanks where the first has them.

    The first row opens with a name and ends in a blank; every other cell of it or more is one.
    """
    rest = iter(rows)
    first = next(rest, ())
    blanks = [at for at, name in enumerate(first) if not name]
    if not first or not first[0] or first[-1] or len(blanks) * 2 < len(first):
        return False
    below = 0
    for row in rest:
        below += 1
        if any(row[at] for at in blanks if at < len(row)) or not all(_is_name(cell) for cell in row if cell):
            return False
    return below > 0


def _is_name(cell: str) -> bool:
    return is_short(cell) and not cell[0].isdecimal()


def is_short(cell: str) -> bool:
    """Whether a cell is no longer than a name and holds no pause."""
    return len(cell) <= _NAME and not _PAUSE.search(cell)


def column_group(names: Sequence[str]) -> int | None:
    """How many columns a table has that stands side by side with its continuation; ``None`` when it does not."""
    sizes = (size for size in range(_LEAST, len(names) // 2 + 1) if len(names) % size == 0)
    return next(
        (size for size in sizes if all(names[:size]) and list(names[:size]) * (len(names) // size) == names), None
    )


def column_names(names: Sequence[str], width: int) -> tuple[str, ...]:
    """Column names, each once: an empty head cell continues the one before it (类别, 类别2); 列1, 列2 without a head."""
    columns: list[str] = []
    base, repeat = "列", 0
    for at in range(width):
        name = names[at] if at < len(names) else ""
        base, repeat = (name, 1) if name else (base, repeat + 1)
        column = name or f"{base}{repeat}"
        while column in columns:
            repeat += 1
            column = f"{base}{repeat}"
        columns.append(column)
    return tuple(columns)


def two_wordings(columns: Sequence[str]) -> tuple[int, ...]:
    """The columns of the old wording and, behind it, of the new one; none in a table of another kind."""
    old = next((at for at, name in enumerate(columns) if _OLD_WORDING.search(name)), len(columns))
    new = [at for at, name in enumerate(columns) if at > old and _NEW_WORDING.search(name)]
    return (old, new[0]) if new else ()
