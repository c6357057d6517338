"""One paper of a sheet: its bytes, its media type and a file name that people recognise."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import quote

from service.comparing import Compared
from service.papers.changes_csv import changes_csv
from service.papers.changes_json import changes_json
from service.papers.characters import UNSEEN
from service.papers.kinds import MEDIA_TYPES, Paper
from service.papers.markdown import table_markdown
from service.papers.preface import document_names, paper_title
from service.papers.redline_docx import redline_docx
from service.papers.sheets_xlsx import changes_xlsx
from service.papers.table_docx import table_docx
from service.papers.wording import said_of
from service.sheets.asked import CLEAN, View
from service.sheets.heads import TextFacts
from service.sheets.sheet import Sheet, lay_out
from service.texts import Language
from storage.calendar import SHANGHAI

#: How much of a title stands in a file name, in code points: 255 bytes are the limit of most file systems.
LONGEST_NAME = 50
#: What no file system or header may see in a name.
_UNNAMEABLE = str.maketrans(dict.fromkeys('/\\:*?"<>|\t\r\n', "_"))

_WRITERS: Mapping[Paper, Callable[[Sheet, Language], bytes]] = {
    Paper.TABLE_DOCX: table_docx,
    Paper.REDLINE_DOCX: redline_docx,
    Paper.CHANGES_XLSX: changes_xlsx,
    Paper.TABLE_MD: table_markdown,
    Paper.CHANGES_JSON: changes_json,
    Paper.CHANGES_CSV: changes_csv,
}


@dataclass(frozen=True, slots=True)
class Written:
    """A paper ready to be handed out."""

    name: str
    media_type: str
    body: bytes


def write_paper(paper: Paper, sheet: Sheet, language: Language) -> Written:
    """The paper of a sheet; equal sheets make equal bytes. One side alone is written as both."""
    whole = both_sides(sheet)
    return Written(
        name=file_name(paper, whole, language), media_type=MEDIA_TYPES[paper], body=_WRITERS[paper](whole, language)
    )


def both_sides(sheet: Sheet) -> Sheet:
    """The sheet in two columns: the view that all papers are made from."""
    if sheet.asked.view not in CLEAN:
        return sheet
    compared = Compared(*sheet.texts, sheet.comparison, sheet.overrides)
    return lay_out(compared, sheet.heads, replace(sheet.asked, view=View.COLUMNS))


def file_name(paper: Paper, sheet: Sheet, language: Language) -> str:
    """《X》新旧条文对照表_2019-04-23_2025-06-27.docx: readable, and harmless as a file name."""
    if paper is Paper.REDLINE_DOCX:
        title = f"{document_names(sheet, language)}{said_of(sheet, language, 'paper.redline')}"
    else:
        title = paper_title(sheet, language)
    clean = UNSEEN.sub("", title.translate(_UNNAMEABLE)).strip(" ._")
    short = clean if len(clean) <= LONGEST_NAME else f"{clean[: LONGEST_NAME - 12]}…{clean[-11:]}"
    dates = (f"_{day}" for head in sheet.heads if (day := _day(head)))
    return f"{short}{''.join(dates)}{paper.suffix}"


def disposition(written: Written, paper: Paper) -> str:
    """An attachment header whose name cannot break out of it (RFC 6266, RFC 8187)."""
    return f"attachment; filename=\"{paper.value}\"; filename*=UTF-8''{quote(written.name, safe='')}"


def _day(head: TextFacts) -> date | None:
    observed: datetime | None = head.observed_at
    return head.dated or (observed.astimezone(SHANGHAI).date() if observed else None)
