"""The papers there are, by their file names."""

from collections.abc import Mapping
from enum import StrEnum

_OFFICE = "application/vnd.openxmlformats-officedocument"


class Paper(StrEnum):
    """What a comparison can be taken home as (closed)."""

    TABLE_DOCX = "table.docx"
    REDLINE_DOCX = "redline.docx"
    CHANGES_XLSX = "changes.xlsx"
    TABLE_MD = "table.md"
    CHANGES_JSON = "changes.json"
    CHANGES_CSV = "changes.csv"

    @property
    def suffix(self) -> str:
        """What its file name ends in, with the dot."""
        return f".{self.value.rpartition('.')[2]}"


MEDIA_TYPES: Mapping[Paper, str] = {
    Paper.TABLE_DOCX: f"{_OFFICE}.wordprocessingml.document",
    Paper.REDLINE_DOCX: f"{_OFFICE}.wordprocessingml.document",
    Paper.CHANGES_XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    Paper.TABLE_MD: "text/markdown",
    Paper.CHANGES_JSON: "application/json",
    Paper.CHANGES_CSV: "text/csv",
}


def paper_of_file(name: str) -> Paper | None:
    """The paper that a file name asks for: by its whole name, else the first with its ending."""
    lowered = name.lower().rsplit("/", 1)[-1]
    named = next((one for one in Paper if one.value == lowered), None)
    return named or next((one for one in Paper if lowered.endswith(one.suffix)), None)
