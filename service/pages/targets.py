"""The row that an address names in its query: shown whatever is folded or filtered, and without a script."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from service.pages.controls import query_of
from service.sheets.asked import Asked
from service.sheets.rows import Row
from service.sheets.sheet import Sheet

#: The query's name for it. A server never sees a fragment, so a permalink says its row twice.
NAME = "row"


@dataclass(frozen=True, slots=True)
class Target:
    """The row that is asked for: ``None`` where the comparison has none of that id; ``listed`` when it passes."""

    row: Row | None
    listed: bool

    def within(self, rows: Iterable[Row]) -> bool:
        """Whether it is one of some rows, so that their fold has to be open."""
        return self.row is not None and any(row.id == self.row.id for row in rows)


def target_of(sheet: Sheet, query: Iterable[tuple[str, str]]) -> Target | None:
    """What an address's query asks for; ``None`` when it names no row."""
    name = dict(query).get(NAME, "")
    if not name:
        return None
    row = next((row for row in sheet.every if row.id == name), None)
    return Target(row, any(one.id == name for one in sheet.rows))


def row_address(page: str | None, asked: Asked, row_id: str) -> str:
    """Where a row stands on a page as it is asked for; a mere fragment where nothing is stored (``page`` is ``None``)."""
    if page is None:
        return f"#{row_id}"
    query = query_of(asked)
    return f"{page}{query}{'&' if query else '?'}{urlencode({NAME: row_id})}#{row_id}"


def whole(asked: Asked) -> Asked:
    """What shows every row there is: the same comparison and unit, without view, filters or folds of its own."""
    return Asked(across=asked.across, counting=asked.counting.unfiltered)
