"""/versions/{id}: one text to read, clause by clause."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from litestar import Request, Response, get
from litestar.params import FromPath

from diffs.clauses import Clause, Finding, Kind, Outline
from service.pages.frame import reader_of, show
from service.parameters import TheHouse, found
from service.sheets.heads import stored_facts
from service.stored_outlines import load_outline
from storage import versions

TOP_HEADINGS = (Kind.HEADING, Kind.CLAUSE, Kind.ATTACHMENT)


@dataclass(frozen=True, slots=True)
class Prose:
    """One clause outside a table, with what looked suspicious in it."""

    clause: Clause
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Consecutive rows of one table: the printed column names, then each clause with its cells in that order.

    A cell comes with whether it only repeats the one above, as carried-down categories do.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Clause, tuple[tuple[str, bool], ...]], ...]
    findings: tuple[Finding, ...]


@get("/versions/{version_id:str}", sync_to_thread=True)
def version_page(request: Request[Any, Any, Any], house: TheHouse, version_id: FromPath[str]) -> Response[bytes]:
    """The outline to read, with its head, its contents and its neighbours in history."""
    with house.database.read() as session:
        version = found(versions.get(session, version_id), "version", version_id)
        outline = load_outline(session, version_id)
        snapshots = versions.snapshots(session, version_id)
        before, behind = versions.neighbours(session, version_id)
    return show(
        reader_of(request, house),
        "version.html",
        version=version,
        head=stored_facts(version, outline.document, snapshots),
        blocks=tuple(reading_blocks(outline)),
        contents=contents(outline),
        findings=outline.findings,
        listed=any(clause.kind is Kind.TABLE_ROW for clause in outline.clauses),
        before=before,
        behind=behind,
        synthetic=outline.document.synthetic,
    )


def reading_blocks(outline: Outline) -> Iterator[Prose | Table]:
    """The clauses in document order, table rows gathered into tables."""
    marked = {
        clause.id: tuple(one for one in outline.findings if one.clause == clause.id) for clause in outline.clauses
    }
    for key, group in groupby(outline.clauses, key=_table_key):
        clauses = tuple(group)
        if key is None:
            yield from (Prose(clause, marked[clause.id]) for clause in clauses)
        else:
            columns = tuple(dict.fromkeys(name for clause in clauses for name in clause.cells))
            yield Table(
                columns, tuple(_rows(clauses, columns)), tuple(one for clause in clauses for one in marked[clause.id])
            )


def _rows(clauses: Sequence[Clause], columns: Sequence[str]) -> Iterator[tuple[Clause, tuple[tuple[str, bool], ...]]]:
    above: tuple[str, ...] = ("",) * len(columns)
    for clause in clauses:
        cells = tuple(clause.cells.get(name, "") for name in columns)
        last = len(cells) - 1
        yield clause, tuple((cell, cell == above[n] and n < last) for n, cell in enumerate(cells))
        above = cells


def contents(outline: Outline) -> Sequence[Clause]:
    """What a table of contents lists: numbered units and attachments of the first level with a heading."""
    return tuple(
        clause
        for clause in outline.clauses
        if clause.kind in TOP_HEADINGS and clause.level == 1 and (clause.heading or clause.marker)
    )


def _table_key(clause: Clause) -> tuple[str | None, tuple[str, ...]] | None:
    if clause.kind is not Kind.TABLE_ROW or not clause.cells:
        return None
    return clause.parent, tuple(clause.cells)
