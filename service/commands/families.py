"""``families``: texts that copy one template, a person's word on them, and their matrix."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from diffs.families.family import Presence
from service.console import AsJson, print_json, say, stdout, table, visible
from service.errors import BadFamily, BadInput, NotFound, said
from service.families import add_document, add_missing, create_family, remove_member, rename_family, settle_family
from service.family_items import FamilyItem, family_item, family_matrix_json
from service.family_papers import MatrixPaper, family_csv, family_workbook
from service.family_sheets import family_sheet, texts_of
from service.house import House, open_house
from service.kinship import propose_families
from service.matrices import WORDS
from service.matrix_asked import Asked, kept_rows
from service.matrix_sheets import said_in_common
from service.settings import load_settings
from storage import families
from storage.family_tables import FamilyStatus

OPERATOR = "command line"
SHOWN = 200

commands = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    help="Families: texts that copy one template, side by side.",
)
Name = Annotated[str, typer.Argument(metavar="ID", help="a family (fam_…)")]


@commands.command("list")
def list_families(
    status: Annotated[FamilyStatus | None, typer.Option(help="only those that stand so")] = None,
    as_json: AsJson = False,
) -> None:
    """List families with their evidence, the newest first."""
    with open_house(load_settings()) as house, house.database.read() as session:
        found = families.listed(session, status=status, limit=SHOWN)
        items = [family_item(one, texts_of(session, one.id)) for one in found]
    _print_list(items, as_json=as_json)


@commands.command()
def propose(as_json: AsJson = False) -> None:
    """Look for families among all texts that are held; a crawl does the same for what it brings."""
    with open_house(load_settings()) as house:
        touched = dict.fromkeys(propose_families(house, everything=True))
        items = [_item(house, one) for one in touched]
    _print_list(items, as_json=as_json)


@commands.command()
def show(family: Name, as_json: AsJson = False) -> None:
    """One family with its texts."""
    with open_house(load_settings()) as house:
        item = _item(house, family)
    _print_one(item, as_json=as_json)


@commands.command()
def create(
    title: Annotated[str, typer.Argument(help="what the family is called")],
    document: Annotated[list[str] | None, typer.Argument(metavar="DOCUMENT...", help="documents (doc_…)")] = None,
    as_json: AsJson = False,
) -> None:
    """Put a family together by hand."""
    with open_house(load_settings()) as house:
        made = create_family(house, title, document or [], by=OPERATOR)
        item = _item(house, made.id)
    _print_one(item, as_json=as_json)


@commands.command()
def confirm(family: Name, as_json: AsJson = False) -> None:
    """Confirm a proposed family and its members."""
    _settle(family, FamilyStatus.CONFIRMED, as_json=as_json)


@commands.command()
def refuse(family: Name, as_json: AsJson = False) -> None:
    """Refuse a proposed family."""
    _settle(family, FamilyStatus.REFUSED, as_json=as_json)


@commands.command()
def rename(family: Name, title: Annotated[str, typer.Argument(help="the new title")], as_json: AsJson = False) -> None:
    """Call a family otherwise."""
    with open_house(load_settings()) as house:
        rename_family(house, family, title)
        item = _item(house, family)
    _print_one(item, as_json=as_json)


@commands.command()
def add(
    family: Name,
    document: Annotated[str | None, typer.Argument(help="a document (doc_…)")] = None,
    not_held: Annotated[str | None, typer.Option("--not-held", metavar="TITLE", help="a text that is not held")] = None,
    place: Annotated[str | None, typer.Option(help="where the text that is not held applies")] = None,
    as_json: AsJson = False,
) -> None:
    """Add a document, or a text that is not held, to a family."""
    if (document is None) == (not_held is None):
        raise BadFamily("detail.family_document_or_title")
    with open_house(load_settings()) as house:
        if document is not None:
            add_document(house, family, document, by=OPERATOR)
        else:
            add_missing(house, family, not_held or "", place, by=OPERATOR)
        item = _item(house, family)
    _print_one(item, as_json=as_json)


@commands.command()
def remove(
    family: Name,
    member: Annotated[str, typer.Argument(help="a member (mem_…) or its document (doc_…)")],
    as_json: AsJson = False,
) -> None:
    """Put a text out of a family."""
    with open_house(load_settings()) as house:
        named = {one.document_id: one.id for one in _item(house, family).members or []}
        remove_member(house, family, named.get(member, member), by=OPERATOR)
        item = _item(house, family)
    _print_one(item, as_json=as_json)


@commands.command()
def matrix(
    family: Name,
    presence: Annotated[Presence | None, typer.Option(help="how many places have it")] = None,
    verb: Annotated[str | None, typer.Option(help="a text's measure opens with it")] = None,
    section: Annotated[str | None, typer.Option(help="a heading above")] = None,
    numbers: Annotated[bool, typer.Option("--numbers", help="a number or date differs")] = False,
    word: Annotated[str | None, typer.Option(help="stands in a text's wording")] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="print CSV on stdout")] = False,
    xlsx: Annotated[Path | None, typer.Option(metavar="FILE", help="write a workbook")] = None,
    as_json: AsJson = False,
) -> None:
    """Its texts side by side: who has which measure."""
    if sum((as_json, as_csv, xlsx is not None)) > 1:
        raise typer.BadParameter("give one of --json, --csv and --xlsx")
    asked = Asked(presence, verb, section, numbers, word)
    with open_house(load_settings()) as house:
        sheet = family_sheet(house, family)
    if sheet.matrix is None:
        raise BadFamily("detail.family_no_matrix")
    shown = kept_rows(sheet.matrix, asked)
    if as_json:
        print_json(family_matrix_json(sheet, sheet.matrix, shown, asked))
    elif as_csv:
        sys.stdout.buffer.write(family_csv(shown))
        sys.stdout.buffer.flush()
    elif xlsx is not None:
        _write(xlsx, family_workbook(sheet, shown, asked))
        say(f"{xlsx}: {len(shown.rows)} rows ({MatrixPaper.XLSX})")
    else:
        headings = ("measure", *(text.facts.jurisdiction or text.facts.title for text in sheet.texts))
        rows = (
            (
                said_in_common(row.reading)[:40],
                *(f"{WORDS[cell.label]} {cell.verb or ''}".strip() for cell in row.cells),
            )
            for row in shown.rows
        )
        table(headings, rows)
        stdout().print(f"{len(shown.rows)} / {len(sheet.matrix.rows)}")


def _write(path: Path, body: bytes) -> None:
    try:
        path.write_bytes(body)
    except OSError as error:
        raise BadInput(f"cannot write {path}: {error.strerror}; name another file") from error


def _settle(family: str, status: FamilyStatus, *, as_json: bool) -> None:
    with open_house(load_settings()) as house:
        settle_family(house, family, status, by=OPERATOR)
        item = _item(house, family)
    _print_one(item, as_json=as_json)


def _item(house: House, family_id: str) -> FamilyItem:
    with house.database.read() as session:
        family = families.get(session, family_id)
        if family is None:
            raise NotFound(said("detail.no_family", name=family_id[:80]))
        return family_item(family, texts_of(session, family_id), whole=True)


def _print_list(items: list[FamilyItem], *, as_json: bool) -> None:
    if as_json:
        print_json({"items": items})
        return
    rows = ((one.id, one.status, one.confidence, f"{one.held}/{one.texts}", one.title) for one in items)
    table(("id", "status", "confidence", "held/texts", "title"), rows)


def _print_one(item: FamilyItem, *, as_json: bool) -> None:
    if as_json:
        print_json(item)
        return
    stdout().print(visible(f"{item.id}  {item.title}  {item.status}  {item.confidence}"))
    rows = (
        (one.id, one.status, one.level, "held" if one.held else "not held", one.document_id, one.title)
        for one in item.members or []
    )
    table(("id", "status", "level", "held", "document", "title"), rows)
