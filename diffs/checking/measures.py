"""The two sides of a check: the rows of a plan's task lists, and the sentences of its body that they may repeat."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from diffs.clauses import Clause, Kind, Outline
from diffs.keys import norm, once, sentences

#: The offset that stands for a clause's heading among its sentences.
HEADING = -1

#: Marks that close a measure.
CLOSING = "。;.,、:"

_MARKUP = re.compile(r"\*\*|__|⏎|</?[A-Za-z][^<>]{0,200}>|&nbsp;")
_NUMBERING = re.compile(r"(?:\d{1,3}(?:[、.](?!\d)|\))|\(\d{1,3}\)|\([一二三四五六七八九十]{1,3}\)|[①-⑳⑴-⒇])(?=.)")
#: A title, label or heading that announces a task list; 负面清单, 权责清单 and 指标表 are none.
_LIST = re.compile(
    r"(?:任务|措施|举措|工作|事项|试点|改革|责任|重点|项目)[^，。；,;]{0,8}(?:清单|台账|一览|分解|分工|表)\s*(?:[（(][^）)]*[)）])?$"
)
_TASK_COLUMN = re.compile("任务|措施|举措|事项|工作内容|主要内容")
_NO_CATEGORY = re.compile(r"^(?:序|序号|编号|号|№|No\.?)$|单位|部门|时限|时间|期限|备注|进度|年", re.IGNORECASE)
_ASSIGNED = re.compile(
    r"[（(](?:[^（）()：:。]{0,10}(?:单位|部门)[：:][^（）()。]*"
    r"|[^（）()。]*(?:牵头|配合|参与|参加|协助|落实|负责))[)）]|^[^（）()：:。]{0,10}(?:单位|部门)[：:].*$"
)
#: A line that announces a list is no longer than this.
_LINE = 40
#: Named once: to name a member of an enumeration takes longer than to compare with it.
_ROW = Kind.TABLE_ROW
_BODY = frozenset({Kind.HEADING, Kind.CLAUSE, Kind.RUN_IN_SECTION, Kind.PARAGRAPH})
_PARTS = frozenset({Kind.TITLE, Kind.ATTACHMENT})


class Unit(NamedTuple):
    """A sentence of one side: its clause and where that stands, its offset there (``HEADING``: the heading), its text.

    ``key`` is the text folded; ``bare`` the key without its closing mark, by which sentences are matched. ``loose``
    units are headings that stand over a text or other clauses: they are matched only when they read alike.
    """

    clause: Clause
    at: int
    sentence: int
    text: str
    key: str
    loose: bool = False

    @property
    def bare(self) -> str:
        """The key without its closing mark."""
        return self.key.rstrip(CLOSING)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a task list: its clause, the list it belongs to, its sentences and the names that stand over it.

    ``names`` are category cells and the headings of the list, outermost first, each with what it is printed in: the
    column or the id of the heading.
    """

    clause: Clause
    table: str
    units: tuple[Unit, ...]
    names: tuple[tuple[str, str], ...]

    @property
    def key(self) -> str:
        """The whole row folded."""
        return "".join(unit.key for unit in self.units)

    @property
    def text(self) -> str:
        """The measure as printed, without the number before it."""
        return self.clause.text if self.clause.kind is _ROW else self.clause.wording


class _Place(NamedTuple):
    """Where rows stand that share a parent: their list, and the headings over them with their ids, outermost first."""

    table: str
    over: tuple[tuple[str, str], ...]


@once
def fold(text: str) -> str:
    """``text`` with white space, markup and half or full width folded, and without a number at its head.

    Radicals and invisible characters that no reader sees are folded too; every other character counts.
    """
    folded = norm(_MARKUP.sub("", text)).replace(" ", "")
    numbered = _NUMBERING.match(folded)
    return folded[numbered.end() :] if numbered else folded


def list_rows(outline: Outline, *, whole: bool = False) -> tuple[tuple[Row, ...], frozenset[int]]:
    """The rows of all task lists, and the positions of everything that belongs to lists and tables.

    A list is a table, or the numbered lines under a title or heading that announces a task list; with ``whole`` the
    outline is nothing but a list.
    """
    above = ancestors(outline)
    announced = _announced(outline, above, whole)
    rows: list[Row] = []
    listed: set[int] = set()
    parents = {clause.parent for clause in outline.clauses}
    places: dict[tuple[str | None, str | None, bool], _Place] = {}
    tables = {None} | {announced[at] for at, clause in enumerate(outline.clauses) if clause.kind is _ROW}
    for at, clause in enumerate(outline.clauses):
        tabled, title = clause.kind is _ROW, announced[at]
        if tabled or title is not None:
            listed.add(at)
        line = title not in tables and clause.kind in _BODY and clause.id not in parents and title != clause.id
        if tabled or line:
            known = clause.parent, title, tabled
            if known not in places:
                places[known] = _place(outline, above[at], title, tabled=tabled)
            rows.append(_row(outline, at, places[known]))
    return tuple(row for row in rows if row.key), frozenset(listed)


def names_tasks(known: Mapping[str, Clause], row: Row) -> bool:
    """Whether the list of a row says of itself that it holds tasks: by its title, one of ``known``, or by a column."""
    title = known.get(row.table)
    announced = title is not None and bool(_LIST.search(title.heading or title.text))
    return announced or any(_TASK_COLUMN.search(name) for name in row.clause.cells)


def lists_tasks(outline: Outline) -> bool:
    """Whether a table of a text says of itself that it lists tasks."""
    if not any(clause.kind is _ROW for clause in outline.clauses):
        return False
    known = outline.by_id()
    rows = (row for row in list_rows(outline)[0] if row.clause.kind is _ROW)
    return any(names_tasks(known, row) for row in rows)


def body_units(outline: Outline, listed: frozenset[int]) -> tuple[Unit, ...]:
    """The sentences of the body in document order, each clause's heading before its sentences.

    Brackets and sentences that only say which units are responsible are left out: a list has a column for them.
    """
    parents = {clause.parent for clause in outline.clauses}
    found: list[Unit] = []
    for at, clause in enumerate(outline.clauses):
        if at in listed or clause.kind not in _BODY:
            continue
        said = [_ASSIGNED.sub("", one).strip() if clause.responsible else one for one in clause.sentences]
        if clause.heading:
            heading = clause.heading + clause.heading_sep.replace("：", "").replace(":", "")
            over = clause.id in parents or any(said)
            found.append(Unit(clause, at, HEADING, heading, fold(heading), over))
        found += [Unit(clause, at, offset, text, fold(text)) for offset, text in enumerate(said)]
    return tuple(unit for unit in found if unit.bare)


def _announced(outline: Outline, above: list[list[int]], whole: bool) -> list[str | None]:
    """For each clause the id of the title, label, heading or line that announces the list it stands in.

    A title or label announces all that follows up to the next one, a heading what stands under it, a line of its own
    what follows beside it.
    """
    found: list[str | None] = []
    part: str | None = "" if whole else None
    beside: dict[str | None, str] = {}
    heading, paragraph = Kind.HEADING, Kind.PARAGRAPH
    for at, clause in enumerate(outline.clauses):
        if clause.kind in _PARTS and not whole:
            part = clause.id if _LIST.search(clause.heading) else None
            beside.clear()
        over = found[above[at][-1]] if above[at] else None
        inside = beside.get(clause.parent) if over is None else over
        own = clause.id if clause.kind is heading and _LIST.search(clause.heading) else None
        if clause.kind is paragraph and len(clause.text) <= _LINE and _LIST.search(clause.text):
            own = beside[clause.parent] = clause.id
        found.append(part if part is not None else inside or own)
    return found


def ancestors(outline: Outline) -> list[list[int]]:
    """The positions above each clause, outermost first."""
    seen: dict[str, int] = {}
    found: list[list[int]] = []
    for at, clause in enumerate(outline.clauses):
        parent = seen.get(clause.parent) if clause.parent else None
        found.append([] if parent is None else [*found[parent], parent])
        seen[clause.id] = at
    return found


def _row(outline: Outline, at: int, place: _Place) -> Row:
    clause = outline.clauses[at]
    tabled = clause.kind is _ROW
    texts = clause.sentences if tabled else sentences(clause.wording)
    units = tuple(Unit(clause, at, offset, text, fold(text)) for offset, text in enumerate(texts))
    return Row(clause, place.table, units, (*place.over, *_categories(clause)) if tabled else place.over)


def _place(outline: Outline, above: list[int], announced: str | None, *, tabled: bool) -> _Place:
    headings = [outline.clauses[one] for one in above]
    table = announced or ""
    if tabled and not table:
        table = next((one.id for one in headings if one.kind is Kind.ATTACHMENT), "")
        table = table or (headings[0].id if headings else "")
    inside = [one for one in headings if one.id != table and one.kind is not Kind.ATTACHMENT and one.heading]
    return _Place(table, tuple((one.id, one.heading) for one in inside))


def _categories(clause: Clause) -> Iterator[tuple[str, str]]:
    """The category cells of a row: what stands before its measure and is neither a number nor a unit."""
    for column, cell in clause.cells.items():
        if cell == clause.text:
            return
        if cell and cell != clause.number and _is_category(column):
            yield column, cell


@lru_cache(maxsize=256)
def _is_category(column: str) -> bool:
    """Whether a column may name categories; a table asks for the same few columns row by row."""
    return not _NO_CATEGORY.search(column)
