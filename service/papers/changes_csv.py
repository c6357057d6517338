"""The changes as CSV, a line for each: ids, labels, wordings, and the algorithm that found them."""

from collections.abc import Iterator, Sequence

from diffs.comparison import Change, Signal
from service.papers.characters import legible
from service.papers.wording import by_hand, fate
from service.sheets.asked import Unchanged
from service.sheets.rows import Row
from service.sheets.sheet import Sheet
from service.spreadsheets import csv_text
from service.texts import Language

COLUMNS = (
    "change_id",
    "labels",
    "class",
    "old_ids",
    "new_ids",
    "old_paths",
    "new_paths",
    "old_text",
    "new_text",
    "similarity",
    "tier",
    "by_hand",
    "signals",
    "degraded",
    "algorithm",
    "old_version",
    "new_version",
    "words",
)


def changes_csv(sheet: Sheet, language: Language) -> bytes:
    """The rows as UTF-8 with the mark that spreadsheets look for; unchanged ones only where they are shown.

    Column names and labels are the same in every language and of two places, too; ``words`` say what became of a row
    as a reader is told.
    """
    changes = {change.id: change for change in sheet.comparison.changes}
    lines = (_line(row, changes.get(row.id), sheet, language) for row in data_rows(sheet))
    return ("\ufeff" + csv_text([COLUMNS, *lines])).encode()


def data_rows(sheet: Sheet) -> Iterator[Row]:
    """The rows that are data: every change that passes, renumbering too, and what is unchanged where it is shown."""
    shown = sheet.asked.unchanged is Unchanged.SHOWN
    return (row for row in sheet.rows if shown or not row.unchanged)


def signal_words(signals: Sequence[Signal]) -> str:
    """number: 3年 → 5年 (longer); …"""
    return "; ".join(
        f"{one.kind}: {one.old or '∅'} → {one.new or '∅'}" + (f" ({one.direction})" if one.direction else "")
        for one in signals
    )


def _line(row: Row, change: Change | None, sheet: Sheet, language: Language) -> list[str]:
    """A row's fields; where sentences are counted a row is of no change of its own."""
    similarity = change.similarity if change else (row.similarity or 0) / 100
    fields = [
        row.id,
        " ".join(row.labels),
        row.change_class or "",
        " ".join(unit.id for unit in row.old),
        " ".join(unit.id for unit in row.new),
        "；".join(unit.path for unit in row.old),
        "；".join(unit.path for unit in row.new),
        row.wording(old=True),
        row.wording(old=False),
        f"{similarity:.4f}" if row.old and row.new else "",
        (change and change.tier) or "",
        "1" if by_hand(row, sheet.overrides) else "0",
        signal_words(row.signals),
        "1" if row.degraded else "0",
        sheet.comparison.algorithm,
        sheet.heads[0].version_id or "",
        sheet.heads[1].version_id or "",
        "；".join(fate(row, sheet, language)),
    ]
    return [legible(str(field)) for field in fields]
