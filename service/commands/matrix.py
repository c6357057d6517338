"""``matrix``: the texts of one family side by side, measures by texts."""

import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from diffs.clauses import Outline
from diffs.families.family import PRESENT, Cell, CellLabel, Column, Counting, Matrix, Presence, Reading, Row
from diffs.families.slots import SlotKind
from service.commands.files import read_argument
from service.console import AsJson, print_json, stderr, stdout, visible
from service.files import outline_of_file
from service.matrices import WORDS, laid_out, matrix_json, not_held, refuse_number
from service.matrix_sheets import matrix_csv, uncounted

Texts = Annotated[list[str], typer.Argument(help="2 to 40 files or ids of stored versions (ver_…)", metavar="TEXT...")]
NotHeld = Annotated[
    list[str] | None,
    typer.Option("--not-held", metavar="TITLE", help="a text of the family that is not held: a column, no claims"),
]

#: Widths in columns of the terminal: of the table at least, of a measure at least, of a text at least and at most.
_NARROWEST, _READING, _LEAST, _MOST = 100, 28, 6, 18
_NUMBER = 5
#: Narrower cells show their sign alone.
_WORDS = 11
_HOLES = {
    SlotKind.PLACE: "〔地〕",
    SlotKind.NUMBER: "〔数〕",
    SlotKind.DATE: "〔日期〕",
    SlotKind.UNIT: "〔单位〕",
    SlotKind.VERB: "〔动词〕",
}
_UNITS = {Counting.PLACES: "地", Counting.TEXTS: "份"}
_SIGNS = {
    CellLabel.IDENTICAL: ("＝", "green"),
    CellLabel.TEMPLATE: ("≈", "green"),
    CellLabel.MODIFIED: ("改", "yellow"),
    CellLabel.ABSENT: ("未见", "red"),
    CellLabel.NOT_HELD: ("未收录", "dim"),
}


def matrix(
    texts: Texts,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="print CSV on stdout, whole wordings")] = False,
    missing: NotHeld = None,
    everything: Annotated[bool, typer.Option("--all", help="show also what one place (or text) alone has")] = False,
) -> None:
    """Lay texts of one family side by side: who has which measure, and how each fills the template."""
    if as_json and as_csv:
        raise typer.BadParameter("give --json or --csv, not both")
    titles = missing or []
    refuse_number(len(texts) + len(titles), len(texts))
    outlines = list(_outlines(texts))
    laid = laid_out([*outlines, *map(not_held, titles)], [True] * len(outlines) + [False] * len(titles))
    if as_json:
        print_json(matrix_json(laid))
    elif as_csv:
        sys.stdout.buffer.write(("\ufeff" + matrix_csv(laid)).encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()
    else:
        _print(laid, everything=everything)


def _outlines(texts: Sequence[str]) -> Iterator[Outline]:
    """The outline of each text, with a bar on a terminal while they are read."""
    out = stderr()
    with Progress(console=out, transient=True, disable=not out.is_terminal) as bar:
        for text in bar.track(texts, description="reading"):
            yield _stored(text) if _is_version(text) else outline_of_file(*read_argument(text))


def _is_version(text: str) -> bool:
    return text.startswith("ver_") and not Path(text).exists()


def _stored(version: str) -> Outline:
    from service.house import open_house  # what needs no database does not load one
    from service.settings import load_settings
    from service.stored_outlines import load_outline

    with open_house(load_settings()) as house, house.database.read() as session:
        return load_outline(session, version)


def _print(laid: Matrix, *, everything: bool) -> None:
    out = stdout()
    names = _names(laid.columns)
    for name, column in zip(names, laid.columns, strict=True):
        said = f"{column.measures} 条，独有 {column.alone}" if column.held else WORDS[CellLabel.NOT_HELD]
        out.print(visible(f"{name}  {column.document.title}{uncounted(column)}  {said}"))
    out.print()
    needed = _NUMBER + _READING + len(names) * (_LEAST + 1)
    out.width = max(_NARROWEST, needed, shutil.get_terminal_size((_NARROWEST, 24)).columns)
    shown = [row for row in laid.rows if everything or row.presence in (Presence.ALL, Presence.SOME)]
    out.print(_table(names, shown, out.width), soft_wrap=False)
    _print_summary(laid, len(laid.rows) - len(shown))


def _print_summary(laid: Matrix, hidden: int) -> None:
    counts = laid.summary
    out = stdout()
    unit = _UNITS[laid.counting]
    out.print(
        f"\n共 {len(laid.rows)} 行，{laid.places} {unit}：各{unit}都有 {counts[Presence.ALL]}，"
        f"部分有 {counts[Presence.SOME]}，仅一{unit}有 {counts[Presence.ONE]}"
        + (f"，只见于不计入的文本 {counts[Presence.NONE]}" if counts[Presence.NONE] else "")
        + (f"（{hidden} 行未列出，加 --all 列出）" if hidden else "")
    )
    signs = [f"{sign} {WORDS[label]}" for label, (sign, _) in _SIGNS.items() if sign != WORDS[label]]
    out.print("，".join([*signs, "（在…中）并入该条"]), style="dim")


def _table(names: Sequence[str], rows: Sequence[Row], width: int) -> Table:
    """Measures by texts, each cell one line; columns share the width that the measure leaves."""
    share = min(_MOST, (width - _NUMBER - _READING) // len(names) - 1)
    shown = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), collapse_padding=True)
    shown.add_column("#", justify="right", no_wrap=True)
    shown.add_column("条文", width=width - _NUMBER - len(names) * (share + 1), no_wrap=True, overflow="ellipsis")
    for name in names:
        shown.add_column(name, width=share, no_wrap=True, overflow="ellipsis")
    section: tuple[str, ...] = ()
    for number, row in enumerate(rows, 1):
        if row.section and row.section[-1:] != section[-1:]:
            shown.add_row("", Text(visible(row.section[-1]), "bold"))
        section = row.section
        shown.add_row(str(number), _line(row.reading), *(_short(row.reading, cell, share) for cell in row.cells))
    return shown


def _line(reading: Reading) -> Text:
    """The reading on one line, its slots marked."""
    shown, done = Text(), 0
    for slot in reading.slots:
        if slot.at:
            shown.append(_flat(reading.text[done : slot.at[0]])).append(_HOLES[slot.kind], "cyan")
            done = slot.at[1]
    return shown.append(_flat(reading.text[done:]))


def _flat(text: str) -> str:
    return visible(text.replace("\n", " "))


def _short(reading: Reading, cell: Cell, width: int) -> Text:
    """The sign of a cell and, where there is room, what is worth saying of its slots, else its verb."""
    sign, style = _SIGNS[cell.label]
    if cell.label not in PRESENT:
        return Text(sign, style)
    if cell.within:
        return Text(f"（在{visible(cell.paths[0])}中）" if width >= _WORDS else "在中", style)
    said = [one.value for one in reading.telling(cell.slots) if one.value] or ([cell.verb] if cell.verb else [])
    return Text(sign, style).append(visible(" " + "、".join(said)) if said and width >= _WORDS else "", "default")


def _names(columns: Sequence[Column]) -> list[str]:
    """Short names of the texts: the last part of their place, else the head of the title, told apart by number."""
    names = [_name(column) for column in columns]
    return [name if names.count(name) == 1 else f"{name}{at}" for at, name in enumerate(names, 1)]


def _name(column: Column) -> str:
    place = column.document.jurisdiction
    if not place:
        return visible(column.document.title[:4]) or "—"
    for mark in ("省", "自治区", "市"):
        _, found, rest = place.partition(mark)
        if found and rest:
            place = rest
    return visible(place[:4])
