"""Making the demonstration texts: a list of edits applied to a text whose table has one cell a line."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Edit = Mapping[str, Any]


class EditError(Exception):
    """An edit that does not apply exactly as written."""


@dataclass(slots=True)
class Draft:
    """A text under revision: paragraphs before the table, and the table's rows as lists of cells."""

    lines: list[str]
    rows: list[list[str]]

    @classmethod
    def read(cls, text: str) -> "Draft":
        """Cut a text before its table's first line; cells lose the tab before them."""
        lines = text.split("\n")
        start = next(index for index, line in enumerate(lines) if "\t" in line)
        table = "\n".join(lines[start:]).strip("\n").split("\n\n")
        rows = [[cell.strip() for cell in row.split("\n")] for row in table]
        return cls([line for line in lines[:start] if line.strip()], rows)

    def write(self) -> str:
        """The text again, measures numbered from 1, a blank line between paragraphs and after rows."""
        number = 0
        for row in self.rows[1:]:
            if len(row) > 1:
                number += 1
                row[0] = str(number)
        table = "\n\n".join("\n".join(f"\t{cell}" for cell in row) for row in self.rows)
        return "\n\n".join(self.lines) + "\n\n " + table + "\n"

    def apply(self, edit: Edit) -> None:
        """One edit of ``demonstration/edits.toml``; raises `EditError` when it does not fit."""
        match edit["op"]:
            case "replace":
                self._replace(edit["old"], edit["new"], edit.get("times", 1))
            case "insert":
                at = self._line(edit["after"]) + 1
                self.lines[at:at] = edit["lines"]
            case "remove":
                del self.lines[self._line(edit["line"])]
            case "move":
                line = self.lines.pop(self._line(edit["line"]))
                self.lines.insert(self._line(edit["after"]) + 1, line)
            case "replace_in_row":
                self._replace_in_row(self.rows[self._row(edit["row"])], edit["old"], edit["new"])
            case "insert_row":
                self.rows.insert(self._row(edit["after"]) + 1, ["", *edit["cells"]])
            case "remove_row":
                del self.rows[self._row(edit["row"])]
            case "move_row":
                row = self.rows.pop(self._row(edit["row"]))
                self.rows.insert(self._row(edit["after"]) + 1, row)
            case other:
                raise EditError(f"unknown operation {other!r}")

    def _replace(self, old: str, new: str, times: int) -> None:
        found = sum(line.count(old) for line in self.lines) + sum(cell.count(old) for row in self.rows for cell in row)
        if found != times:
            raise EditError(f"{old!r} stands there {found} times, not {times}")
        self.lines = [part for line in self.lines for part in line.replace(old, new).split("\n\n")]
        self.rows = [[cell.replace(old, new) for cell in row] for row in self.rows]

    def _replace_in_row(self, row: list[str], old: list[str], new: list[str]) -> None:
        """Each old is a whole cell or its end, once in the row."""
        before = list(row)
        for was, becomes in zip(old, new, strict=True):
            fitting = [index for index, cell in enumerate(before) if cell == was or (len(was) > 10 and was in cell)]
            if len(fitting) != 1:
                raise EditError(f"{was!r} is in {len(fitting)} cells of the row {before[1]!r}, not in 1")
            row[fitting[0]] = before[fitting[0]].replace(was, becomes)

    def _line(self, start: str) -> int:
        return _only([index for index, line in enumerate(self.lines) if line.startswith(start)], start)

    def _row(self, words: str) -> int:
        return _only([index for index, row in enumerate(self.rows) if len(row) > 1 and words in row[1]], words)


def _only(places: list[int], words: str) -> int:
    if len(places) != 1:
        raise EditError(f"{words!r} names {len(places)} places, not 1")
    return places[0]
