"""/families: texts that copy one template, and /families/{id}: their matrix, with the forms to settle and edit them."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any
from urllib.parse import urlencode

from litestar import Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from diffs.families.family import Presence
from service.errors import BadFamily
from service.families import (
    add_document,
    add_missing,
    create_family,
    move_member,
    remove_member,
    rename_family,
    settle_family,
)
from service.family_items import family_item
from service.family_sheets import FamilySheet, family_sheet, texts_of
from service.house import House
from service.kinship import propose_families
from service.matrices import MOST
from service.matrix_asked import Asked, kept_rows, sections_of, verbs_of
from service.pages.frame import Reader, reader_of, show
from service.pages.matrix_rows import board_of
from service.pages.relations import PAGE_OPERATOR
from service.paging import After, decode_cursor, encode_cursor, walking
from service.parameters import TheHouse, found
from service.problems import ProblemError, ProblemKind
from storage import documents, families
from storage.family_tables import FamilyStatus

PAGE = 20
#: How many rows of a matrix stand on one page, and how many documents are offered to be added.
ROWS, OFFERED = 120, 200
LONGEST_WORD = 100

StatusWord = Annotated[FamilyStatus | None, QueryParameter()]
Who = Annotated[str, QueryParameter()]
Words = Annotated[str, QueryParameter()]
Flag = Annotated[bool, QueryParameter()]
Start = Annotated[int, QueryParameter(ge=0, le=1_000_000)]


@get("/families", sync_to_thread=True)
def families_page(
    request: Request[Any, Any, Any], house: TheHouse, status: StatusWord = None, after: After = None
) -> Response[bytes]:
    """The families, newest first, those that a person refused only when asked for."""
    cursor = decode_cursor("families", after)
    with house.database.read() as session, walking():
        rows = families.listed(session, status=status, after=cursor, limit=PAGE + 1)
        shown = [one for one in rows[:PAGE] if status is not None or one.status is not FamilyStatus.REFUSED]
        items = [family_item(one, texts_of(session, one.id), whole=True) for one in shown]
    reader = reader_of(request, house)
    return show(
        reader,
        "families.html",
        items=items,
        chosen=status.value if status else "",
        statuses=tuple(FamilyStatus),
        following=reader.address(after=encode_cursor("families", rows[PAGE - 1].id)) if len(rows) > PAGE else None,
        synthetic=False,
    )


@get("/families/{family_id:str}", sync_to_thread=True)
def family_page(
    request: Request[Any, Any, Any],
    house: TheHouse,
    family_id: FromPath[str],
    presence: Who = "",
    verb: Words = "",
    section: Words = "",
    word: Words = "",
    numbers: Flag = False,
    wordings: Flag = False,
    start: Start = 0,
) -> Response[bytes]:
    """The matrix of a family: the rows that are asked for, a page of them at a time; ``wordings`` unfolds its cells."""
    with house.database.read() as session:
        found(families.get(session, family_id), "family", family_id)
    asked = Asked(_presence(presence), verb or None, section or None, numbers, word.strip()[:LONGEST_WORD] or None)
    return _shown(reader_of(request, house), house, family_sheet(house, family_id), asked, start, wordings=wordings)


@post("/families", status_code=303)
async def make_family(request: Request[Any, Any, Any], house: TheHouse) -> Redirect:
    """The operator puts a family together; its texts are added on its page."""
    given = await _given(request)
    made = await sync_to_thread(create_family, house, given.get("title", ""), [], by=PAGE_OPERATOR)
    return Redirect(f"/families/{made.id}", status_code=303)


@post("/families/propose", status_code=303, sync_to_thread=True)
def look_again(house: TheHouse) -> Redirect:
    """The operator has families looked for among all texts."""
    propose_families(house, everything=True)
    return Redirect("/families", status_code=303)


@post("/families/{family_id:str}/{action:str}", status_code=303)
async def edit_family(
    request: Request[Any, Any, Any], house: TheHouse, family_id: FromPath[str], action: FromPath[str]
) -> Redirect:
    """The operator confirms, refuses, renames a family, or adds a text."""
    edit = found(EDITS.get(action), "file", action)
    await sync_to_thread(edit, house, family_id, await _given(request))
    return Redirect(f"/families/{family_id}" + ("" if action in SETTLED else "#members"), status_code=303)


@post("/families/{family_id:str}/members/{member_id:str}/{action:str}", status_code=303)
async def edit_member(
    house: TheHouse, family_id: FromPath[str], member_id: FromPath[str], action: FromPath[str]
) -> Redirect:
    """The operator takes a text in, puts it out, or moves it."""
    edit = found(MEMBER_EDITS.get(action), "file", action)
    await sync_to_thread(edit, house, family_id, member_id)
    return Redirect(f"/families/{family_id}#members", status_code=303)


Given = Mapping[str, str]


def _presence(word: str) -> Presence | None:
    if word and word not in tuple(Presence):
        known = ", ".join(Presence)
        raise ProblemError(
            ProblemKind.INVALID_VALUE, "detail.no_such_word", name="presence", value=word[:80], known=known
        )
    return Presence(word) if word else None


async def _given(request: Request[Any, Any, Any]) -> Given:
    return {name: value for name, value in (await request.form()).items() if isinstance(value, str)}


def _confirm(house: House, family_id: str, _: Given) -> None:
    settle_family(house, family_id, FamilyStatus.CONFIRMED, by=PAGE_OPERATOR)


def _refuse(house: House, family_id: str, _: Given) -> None:
    settle_family(house, family_id, FamilyStatus.REFUSED, by=PAGE_OPERATOR)


def _rename(house: House, family_id: str, given: Given) -> None:
    rename_family(house, family_id, given.get("title", ""))


def _add(house: House, family_id: str, given: Given) -> None:
    document, title = given.get("document", "").strip(), given.get("title", "").strip()
    if bool(document) == bool(title):
        raise BadFamily("detail.family_document_or_title")
    if document:
        add_document(house, family_id, document, by=PAGE_OPERATOR)
    else:
        add_missing(house, family_id, title, given.get("place"), by=PAGE_OPERATOR)


def _accept(house: House, family_id: str, member_id: str) -> None:
    with house.database.read() as session:
        members = families.members(session, family_id)
    named = next((one.document_id for one in members if one.id == member_id), None)
    add_document(house, family_id, named or member_id, by=PAGE_OPERATOR)


def _remove(house: House, family_id: str, member_id: str) -> None:
    remove_member(house, family_id, member_id, by=PAGE_OPERATOR)


def _forward(house: House, family_id: str, member_id: str) -> None:
    move_member(house, family_id, member_id, forward=True)


def _backward(house: House, family_id: str, member_id: str) -> None:
    move_member(house, family_id, member_id, forward=False)


SETTLED = ("confirm", "refuse", "rename")
EDITS: Mapping[str, Callable[[House, str, Given], None]] = {
    "confirm": _confirm,
    "refuse": _refuse,
    "rename": _rename,
    "add": _add,
}
MEMBER_EDITS: Mapping[str, Callable[[House, str, str], None]] = {
    "accept": _accept,
    "remove": _remove,
    "forward": _forward,
    "backward": _backward,
}


def _shown(
    reader: Reader, house: House, sheet: FamilySheet, asked: Asked, first: int, *, wordings: bool
) -> Response[bytes]:
    with house.database.read() as session:
        texts = texts_of(session, sheet.family.id)
        item = family_item(sheet.family, texts, whole=True)
        offered = documents.listed(session, limit=OFFERED) if reader.operator else ()
    shown = kept_rows(sheet.matrix, asked) if sheet.matrix else None
    rows = shown.rows if shown else ()
    first = first if first < len(rows) else 0
    known = {one.document_id for one in item.members or []}
    return show(
        reader,
        "family.html",
        item=item,
        sheet=sheet,
        asked=asked,
        board=board_of(sheet, rows[first : first + ROWS], reader.language) if sheet.matrix else None,
        fitting=len(rows),
        wordings=wordings,
        before=reader.address(start=str(first - ROWS) if first > ROWS else None) if first else None,
        behind=reader.address(start=str(first + ROWS)) if first + ROWS < len(rows) else None,
        verbs=verbs_of(sheet.matrix) if sheet.matrix else (),
        sections=sections_of(sheet.matrix) if sheet.matrix else (),
        presences=tuple(Presence),
        exports=_exports(sheet, asked),
        most=MOST,
        offered=[one for one in offered if one.id not in known],
        synthetic=any(text.facts.synthetic for text in texts),
    )


def _exports(sheet: FamilySheet, asked: Asked) -> tuple[tuple[str, str], ...]:
    """The papers with their addresses; what is filtered on the page is filtered in them."""
    base = f"/api/v1/families/{sheet.family.id}/matrix"
    return tuple(
        (name, f"{base}?{urlencode({**asked.query(), 'format': word})}")
        for name, word in (("XLSX", "xlsx"), ("CSV", "csv"), ("JSON", "json"))
    )
