"""Rows of measurements and the tables that show them."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

OURS = "clausewatch"
ABSENT = "not installed"
_WIDTH = 118


@dataclass(frozen=True, slots=True)
class Row:
    """One line: how right (F1 of links and macro-F1 of labels, one figure per strength of editing) and how fast.

    ``milliseconds`` are processor time, ``wall`` the clock's; ``ratio`` is the time over ours on the same input;
    ``megabytes`` the peak. ``target`` is what is asked of us, ``met`` whether it was reached.
    """

    task: str
    tool: str
    links: tuple[float, ...] = ()
    labels: tuple[float, ...] = ()
    milliseconds: float | None = None
    wall: float | None = None
    ratio: float | None = None
    megabytes: float | None = None
    target: str = ""
    met: bool | None = None
    found: str = ""


def absent(task: str, tool: str) -> Row:
    """The line of a peer that is not installed."""
    return Row(task, tool, found=ABSENT)


def as_data(rows: Iterable[Row]) -> list[dict[str, object]]:
    """Rows as JSON values."""
    return [asdict(row) for row in rows]


_LEGEND = (
    "F1 of links and macro-F1 of labels, three figures where 10, 30 and 60 % of the clauses are touched; ms is processor "
    "time (at 30 %); MB is the peak, of the whole process for alignment alone; ✓ ✗ say whether what is asked was reached."
)


def show(console: Console, rows: list[Row], left_out: list[str]) -> None:
    """One table per task with the columns it needs, and what was left out below."""
    console.print(Text(_LEGEND), width=_WIDTH)
    tasks = list(dict.fromkeys(row.task for row in rows))
    console.print(Group(*(_table(task, [row for row in rows if row.task == task]) for task in tasks)))
    for line in left_out:
        console.print(Text(f"left out: {line}"))
    asked = [row.met for row in rows if row.met is not None]
    console.print(Text(f"{sum(asked)} of {len(asked)} targets met"))


def _table(task: str, rows: list[Row]) -> Table:
    """The columns that hold anything for this task, the last as wide as there is room."""
    columns = {
        "links F1": [" ".join(_share(one, 4) for one in row.links) for row in rows],
        "labels F1": [" ".join(_share(one, 3) for one in row.labels) for row in rows],
        "ms": [_plain(row.milliseconds) for row in rows],
        "× ours": [f"{row.ratio:.2f}" if row.ratio is not None else "" for row in rows],
        "MB": [f"{row.megabytes:.0f}" if row.megabytes is not None else "" for row in rows],
    }
    columns = {name: cells for name, cells in columns.items() if any(cells)}
    table = Table(title=task, title_justify="left", title_style="bold", width=_WIDTH, box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("tool", width=25)
    for name, cells in columns.items():
        table.add_column(name, justify="right", width=max(len(name), *map(len, cells)))
    table.add_column("found", ratio=1)
    for at, row in enumerate(rows):
        style = "bold" if row.tool.startswith(OURS) else None
        table.add_row(row.tool, *(cells[at] for cells in columns.values()), _found(row), style=style)
    return table


def _found(row: Row) -> str:
    mark = {True: " ✓", False: " ✗", None: ""}[row.met]
    asked = f"asked {row.target}{mark}" if row.target else ""
    return " · ".join(part for part in (row.found, asked) if part)


def _share(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".removeprefix("0")


def _plain(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.1f}" if value < 1000 else f"{value:,.0f}"
