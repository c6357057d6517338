"""/api/v1/overrides: a person's word on which clauses belong together, obeyed by every later comparison."""

from typing import Annotated, Any

from litestar import Request, Response, delete, get, post
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import Struct

from service.overriding import described, set_override, withdraw_override
from service.paging import DEFAULT_LIMIT, After, Limit, Listing, decode_cursor, listing, walking
from service.parameters import TheHouse, found
from service.resources import OverrideItem
from service.routes.comparisons import split_pair
from service.routes.relations import API_OPERATOR
from storage import overrides
from storage.records import Override

DocumentFilter = Annotated[str | None, QueryParameter(description="a document on either side")]
WithWithdrawn = Annotated[bool, QueryParameter(description="those that are obeyed no longer, too")]


class NewOverride(Struct, frozen=True, forbid_unknown_fields=True):
    """A clause of the old version of `pair` with one of the new version, by their ids; null is none."""

    pair: str
    old: str | None = None
    new: str | None = None
    note: str = ""


@get("/overrides", sync_to_thread=True, tags=["overrides"], summary="List the overrides, newest first")
def list_overrides(
    request: Request[Any, Any, Any],
    house: TheHouse,
    document: DocumentFilter = None,
    withdrawn: WithWithdrawn = False,
    after: After = None,
    limit: Limit = DEFAULT_LIMIT,
) -> Response[Listing[OverrideItem]]:
    """What people said of single links, and of which comparison."""
    cursor = decode_cursor("overrides", after)
    with house.database.read() as session, walking():
        rows = overrides.listed(session, document=document, withdrawn=withdrawn, after=cursor, limit=limit + 1)
        return listing(
            request, "overrides", rows, limit, position=_override_id, item=lambda row: described(session, row)
        )


@post("/overrides", sync_to_thread=True, tags=["overrides"], summary="Say which clauses belong together")
def create_override(house: TheHouse, data: JSONBody[NewOverride]) -> Response[OverrideItem]:
    """Pair a clause with another, or with none: 201, or 200 when the same had been said before. What was in effect
    about the same clauses is withdrawn and named in `replaces`."""
    pair = split_pair(data.pair)
    answer = set_override(house, pair, data.old, data.new, note=data.note, by=API_OPERATOR)
    with house.database.read() as session:
        item = described(session, answer.override)
    headers = {"Location": f"/api/v1/overrides/{item.id}"}
    return Response(item, status_code=201 if answer.made else 200, headers=headers)


@get("/overrides/{override_id:str}", sync_to_thread=True, tags=["overrides"], summary="One override")
def get_override(house: TheHouse, override_id: FromPath[str]) -> OverrideItem:
    """An override, withdrawn or not, with the paths of its clauses where it was said."""
    with house.database.read() as session:
        return described(session, found(overrides.get(session, override_id), "override", override_id))


@delete("/overrides/{override_id:str}", sync_to_thread=True, tags=["overrides"], summary="Withdraw it")
def delete_override(house: TheHouse, override_id: FromPath[str]) -> None:
    """Obey it no longer; its record stays, and what it replaced does not come back."""
    withdraw_override(house, override_id, by=API_OPERATOR)


def _override_id(override: Override) -> str:
    return override.id
