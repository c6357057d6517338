"""/api/v1/relations: documents that belong together, proposed by the service and settled by a person."""

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.params import FromPath, QueryParameter

from service.paging import DEFAULT_LIMIT, After, Limit, Listing, decode_cursor, listing, walking
from service.parameters import TheHouse, found
from service.relating import settle_relation
from service.resources import RelationItem, relation_item
from storage import relations
from storage.records import RelationStatus

StatusFilter = Annotated[RelationStatus | None, QueryParameter(description="proposed, confirmed or refused")]
API_OPERATOR = "api"


@get("/relations", sync_to_thread=True, tags=["relations"], summary="List the relations")
def list_relations(
    request: Request[Any, Any, Any],
    house: TheHouse,
    status: StatusFilter = None,
    after: After = None,
    limit: Limit = DEFAULT_LIMIT,
) -> Response[Listing[RelationItem]]:
    """Relations with the evidence each rests on."""
    cursor = decode_cursor("relations", after)
    with house.database.read() as session, walking():
        rows = relations.listed(session, status=status, after=cursor, limit=limit + 1)
    return listing(request, "relations", rows, limit, position=lambda row: row.id, item=relation_item)


@get("/relations/{relation_id:str}", sync_to_thread=True, tags=["relations"], summary="One relation")
def get_relation(house: TheHouse, relation_id: FromPath[str]) -> RelationItem:
    """A relation with its evidence and who settled it."""
    with house.database.read() as session:
        return relation_item(found(relations.get(session, relation_id), "relation", relation_id))


@post(
    "/relations/{relation_id:str}/confirm",
    status_code=200,
    sync_to_thread=True,
    tags=["relations"],
    summary="Say that it holds",
)
def confirm_relation(house: TheHouse, relation_id: FromPath[str]) -> RelationItem:
    """Confirm a relation; it stands in the lineage from now on, and subscribers are told."""
    return relation_item(settle_relation(house, relation_id, RelationStatus.CONFIRMED, by=API_OPERATOR))


@post(
    "/relations/{relation_id:str}/refuse",
    status_code=200,
    sync_to_thread=True,
    tags=["relations"],
    summary="Say that it does not hold",
)
def refuse_relation(house: TheHouse, relation_id: FromPath[str]) -> RelationItem:
    """Refuse a relation; it is never proposed again."""
    return relation_item(settle_relation(house, relation_id, RelationStatus.REFUSED, by=API_OPERATOR))
