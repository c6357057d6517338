"""/comparisons/{a}..{b}: two stored texts side by side, and each of their changes by itself."""

from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect
from sqlmodel import Session

from service.house import House
from service.pages.frame import Reader, reader_of, show
from service.pages.overrides import Refused, mending_of
from service.pages.sheets import Addresses, row_values, show_stored
from service.parameters import TheHouse
from service.problems import ProblemError, ProblemKind
from service.routes.comparisons import split_pair
from service.sheets.asked import Asked, asked_of
from service.sheets.rows import Row
from service.sheets.sheet import Sheet, lay_out
from service.sheets.stored import stored_pair
from storage import documents, versions
from storage.records import Version

Flag = Annotated[bool | None, QueryParameter()]
Chosen = Annotated[str, QueryParameter()]


@get("/comparisons", sync_to_thread=True)
def choose_comparison(house: TheHouse, old: Chosen, new: Chosen, across: Flag = None) -> Redirect:
    """Where the two-radio forms lead: ids of versions, or of documents that stand for their latest version.

    Texts of two places are compared across unless the address says otherwise.
    """
    with house.database.read() as session:
        chosen = _version(session, old), _version(session, new)
    pair = "..".join(version.id for version in chosen)
    across = _two_places(chosen) if across is None else across
    return Redirect(f"/comparisons/{pair}?across=true" if across else f"/comparisons/{pair}", status_code=303)


@get("/comparisons/{pair:str}", sync_to_thread=True)
def comparison_page(
    request: Request[Any, Any, Any],
    house: TheHouse,
    pair: FromPath[str],
) -> Response[bytes]:
    """The comparison of two stored versions, as the address asks for it (`service.sheets.asked`)."""
    reader = reader_of(request, house)
    return show_stored(reader, house, _sheet(house, pair, asked_of(reader.query)), _addresses(request, pair))


@get("/comparisons/{pair:str}/changes/{change_id:str}", sync_to_thread=True)
def change_page(
    request: Request[Any, Any, Any],
    house: TheHouse,
    pair: FromPath[str],
    change_id: FromPath[str],
) -> Response[bytes]:
    """One change by itself, unchanged clauses included: how to cite it, where it was seen, and for the operator the
    forms that mend its pairing. The query is that of the comparison it was found in."""
    return show_change(request, house, reader_of(request, house), pair, change_id)


def show_change(
    request: Request[Any, Any, Any],
    house: House,
    reader: Reader,
    pair: str,
    change_id: str,
    refused: Refused | None = None,
) -> Response[bytes]:
    """The page of one change; with a form that was ``refused`` it is a 400 and holds what was filled in."""
    addresses = _addresses(request, pair)
    sheet = _sheet(house, pair, asked_of(reader.query))
    row, beside = _with_neighbours(sheet, change_id)
    return show(
        reader,
        "change.html",
        status=400 if refused else 200,
        **row_values(reader, house, sheet, addresses),
        row=row,
        beside=beside,
        mending=mending_of(sheet, addresses.pair, refused) if reader.operator else None,
    )


def _sheet(house: House, pair: str, asked: Asked) -> Sheet:
    compared, heads = stored_pair(house, split_pair(pair), across=asked.across)
    return lay_out(compared, heads, asked)


def _addresses(request: Request[Any, Any, Any], pair: str) -> Addresses:
    return Addresses(split_pair(pair), str(request.base_url).rstrip("/"))


def _with_neighbours(sheet: Sheet, change_id: str) -> tuple[Row, list[Row | None]]:
    """A row and those before and after it: among the rows that pass the filters, or among all if it does not."""
    for rows in (sheet.rows, sheet.every):
        at = next((at for at, row in enumerate(rows) if row.id == change_id), None)
        if at is not None:
            return rows[at], [rows[one] if 0 <= one < len(rows) else None for one in (at - 1, at + 1)]
    raise ProblemError(ProblemKind.NOT_FOUND, "detail.no_change", id=change_id[:80])


def _two_places(chosen: tuple[Version, Version]) -> bool:
    """Whether both texts name where they apply, and not the same place."""
    old, new = (version.facts.get("jurisdiction") for version in chosen)
    return bool(old and new) and old != new


def _version(session: Session, chosen: str) -> Version:
    version = versions.get(session, chosen)
    if version is None and documents.get(session, chosen) is not None:
        version = versions.latest(session, chosen)
    if version is None:
        raise ProblemError(ProblemKind.NOT_FOUND, "detail.nothing_to_compare", name=chosen[:80])
    return version
