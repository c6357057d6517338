"""/api/v1/families: texts that copy one template, proposed by the service, settled and edited by a person."""

from typing import Annotated, Any

from litestar import Request, Response, delete, get, patch, post, put
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import Struct

from diffs.families.family import Presence
from service.errors import BadFamily
from service.families import (
    add_document,
    add_missing,
    create_family,
    order_members,
    remove_member,
    rename_family,
    settle_family,
)
from service.family_items import FamilyItem, MemberItem, family_item, family_matrix_json, member_item
from service.family_papers import XLSX, MatrixPaper, family_csv, family_workbook
from service.family_sheets import FamilySheet, family_sheet, texts_of
from service.house import House
from service.kinship import propose_families
from service.matrix_asked import Asked, kept_rows
from service.paging import DEFAULT_LIMIT, After, Limit, Listing, decode_cursor, listing, walking
from service.parameters import TheHouse, found
from service.routes.relations import API_OPERATOR
from storage import families
from storage.family_tables import FamilyStatus

StatusFilter = Annotated[FamilyStatus | None, QueryParameter(description="proposed, confirmed or refused")]
PresenceFilter = Annotated[
    Presence | None, QueryParameter(description="all, some, one or none: how many places have it")
]
VerbFilter = Annotated[str | None, QueryParameter(max_length=40, description="a text's measure opens with this verb")]
SectionFilter = Annotated[str | None, QueryParameter(max_length=300, description="a heading that stands above")]
NumbersFilter = Annotated[bool, QueryParameter(description="only rows in which a number or date differs")]
WordFilter = Annotated[str | None, QueryParameter(max_length=100, description="stands in a text's wording")]
Format = Annotated[MatrixPaper, QueryParameter(description="json, csv or xlsx")]


class NewFamily(Struct, frozen=True, forbid_unknown_fields=True):
    """A family put together by hand: its title and the ids of its documents."""

    title: str
    documents: list[str] = []


class NewTitle(Struct, frozen=True, forbid_unknown_fields=True):
    """What a family is called from now on."""

    title: str


class NewText(Struct, frozen=True, forbid_unknown_fields=True):
    """A document by its id, or the title and place of a text that is not held."""

    document: str | None = None
    title: str | None = None
    place: str | None = None


class Order(Struct, frozen=True, forbid_unknown_fields=True):
    """Members by their ids, the first first; those left out follow as they stood."""

    members: list[str]


@get("/families", sync_to_thread=True, tags=["families"], summary="List the families")
def list_families(
    request: Request[Any, Any, Any],
    house: TheHouse,
    status: StatusFilter = None,
    after: After = None,
    limit: Limit = DEFAULT_LIMIT,
) -> Response[Listing[FamilyItem]]:
    """Families with the evidence each rests on, newest first."""
    cursor = decode_cursor("families", after)
    with house.database.read() as session, walking():
        rows = families.listed(session, status=status, after=cursor, limit=limit + 1)
        return listing(
            request,
            "families",
            rows,
            limit,
            position=lambda row: row.id,
            item=lambda row: family_item(row, texts_of(session, row.id)),
        )


@post("/families", sync_to_thread=True, tags=["families"], summary="Put a family together by hand")
def create(house: TheHouse, data: JSONBody[NewFamily]) -> Response[FamilyItem]:
    """A new family, confirmed at once."""
    made = create_family(house, data.title, data.documents, by=API_OPERATOR)
    return Response(_shown(house, made.id), status_code=201, headers={"Location": f"/api/v1/families/{made.id}"})


@post(
    "/families/propose",
    status_code=200,
    sync_to_thread=True,
    tags=["families"],
    summary="Look for families among all texts",
)
def propose(house: TheHouse) -> Listing[FamilyItem]:
    """The families that were proposed, or grew by a proposed text; none when nothing is new."""
    touched = propose_families(house, everything=True)
    return Listing([_shown(house, one) for one in dict.fromkeys(touched)], None)


@get("/families/{family_id:str}", sync_to_thread=True, tags=["families"], summary="One family")
def get_family(house: TheHouse, family_id: FromPath[str]) -> FamilyItem:
    """A family with its texts, held and not held."""
    return _shown(house, family_id)


@patch("/families/{family_id:str}", sync_to_thread=True, tags=["families"], summary="Call it otherwise")
def rename(house: TheHouse, family_id: FromPath[str], data: JSONBody[NewTitle]) -> FamilyItem:
    """Give a family another title."""
    rename_family(house, family_id, data.title)
    return _shown(house, family_id)


@post(
    "/families/{family_id:str}/confirm",
    status_code=200,
    sync_to_thread=True,
    tags=["families"],
    summary="Say that it is one",
)
def confirm_family(house: TheHouse, family_id: FromPath[str]) -> FamilyItem:
    """Confirm a family, and with it the texts that are proposed as its members."""
    settle_family(house, family_id, FamilyStatus.CONFIRMED, by=API_OPERATOR)
    return _shown(house, family_id)


@post(
    "/families/{family_id:str}/refuse",
    status_code=200,
    sync_to_thread=True,
    tags=["families"],
    summary="Say that it is none",
)
def refuse_family(house: TheHouse, family_id: FromPath[str]) -> FamilyItem:
    """Refuse a family; these texts are not proposed as one again."""
    settle_family(house, family_id, FamilyStatus.REFUSED, by=API_OPERATOR)
    return _shown(house, family_id)


@post("/families/{family_id:str}/members", sync_to_thread=True, tags=["families"], summary="Add a text")
def add_member(house: TheHouse, family_id: FromPath[str], data: JSONBody[NewText]) -> Response[MemberItem]:
    """A document, or a text that is not held (`title`, `place`): 201, or 200 when it stands there already."""
    if (data.document is None) == (data.title is None):
        raise BadFamily("detail.family_document_or_title")
    if data.document is not None:
        added = add_document(house, family_id, data.document, by=API_OPERATOR)
    else:
        added = add_missing(house, family_id, data.title or "", data.place, by=API_OPERATOR)
    with house.database.read() as session:
        item = next(member_item(one) for one in texts_of(session, family_id) if one.member.id == added.member.id)
    return Response(item, status_code=201 if added.made else 200)


@delete(
    "/families/{family_id:str}/members/{member_id:str}", sync_to_thread=True, tags=["families"], summary="Put one out"
)
def delete_member(house: TheHouse, family_id: FromPath[str], member_id: FromPath[str]) -> None:
    """Put a text out of a family; it is not proposed for it again."""
    remove_member(house, family_id, member_id, by=API_OPERATOR)


@put("/families/{family_id:str}/order", sync_to_thread=True, tags=["families"], summary="Order its texts")
def put_order(house: TheHouse, family_id: FromPath[str], data: JSONBody[Order]) -> FamilyItem:
    """Inside a batch the matrix shows texts in this order."""
    order_members(house, family_id, data.members)
    return _shown(house, family_id)


@get("/families/{family_id:str}/matrix", sync_to_thread=True, tags=["families"], summary="Its texts side by side")
def get_family_matrix(
    house: TheHouse,
    family_id: FromPath[str],
    presence: PresenceFilter = None,
    verb: VerbFilter = None,
    section: SectionFilter = None,
    numbers: NumbersFilter = False,
    word: WordFilter = None,
    format: Format = MatrixPaper.JSON,
) -> Response[Any]:
    """Matrix JSON (`clausewatch/matrix/1`) with batches of columns and the filters given; CSV and XLSX of the same."""
    asked = Asked(presence, verb, section, numbers, word)
    return matrix_response(family_sheet(house, family_id), asked, format)


def matrix_response(sheet: FamilySheet, asked: Asked, paper: MatrixPaper) -> Response[Any]:
    """A family's matrix with the rows that are asked for. Raises ``BadFamily`` where there is none yet."""
    if sheet.matrix is None:
        raise BadFamily("detail.family_no_matrix")
    shown = kept_rows(sheet.matrix, asked)
    headers = {"Cache-Control": "private, no-cache"}
    if paper is MatrixPaper.JSON:
        return Response(family_matrix_json(sheet, sheet.matrix, shown, asked), headers=headers)
    headers["Content-Disposition"] = f'attachment; filename="{sheet.family.id}-matrix.{paper}"'
    if paper is MatrixPaper.CSV:
        return Response(family_csv(shown), media_type="text/csv; charset=utf-8", headers=headers)
    return Response(family_workbook(sheet, shown, asked), media_type=XLSX, headers=headers)


def _shown(house: House, family_id: str) -> FamilyItem:
    with house.database.read() as session:
        family = found(families.get(session, family_id), "family", family_id)
        return family_item(family, texts_of(session, family_id), whole=True)
