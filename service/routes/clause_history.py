"""/api/v1/versions/{id}/clauses/{clause}/history: a clause through its versions, and where its wording was seen first."""

from typing import Annotated, Any

from litestar import Response, get
from litestar.params import FromPath, QueryParameter

from service.clause_history import clause_history
from service.first_seen import first_seen
from service.history_json import history_json
from service.parameters import TheHouse

Path = Annotated[str, QueryParameter(description="the clause's path, `/` included, or its id")]


@get(
    "/versions/{version_id:str}/clauses/{clause:str}/history",
    sync_to_thread=True,
    tags=["versions"],
    summary="A clause's history",
)
def get_clause_history(house: TheHouse, version_id: FromPath[str], clause: FromPath[str]) -> Response[dict[str, Any]]:
    """Where a clause, by its id or its path, stands in every version of its document and of those related to it, and
    where its wording was seen first among the texts held (schema `clausewatch/clause-history/1`)."""
    history = clause_history(house, version_id, clause)
    return Response(history_json(history, first_seen(house, version_id, history.clause.id)))


@get(
    "/versions/{version_id:str}/clauses/history",
    sync_to_thread=True,
    tags=["versions"],
    summary="A clause's history, by its path",
)
def get_history_by_path(house: TheHouse, version_id: FromPath[str], path: Path) -> Response[dict[str, Any]]:
    """The same for a clause named by its path as a parameter: 二/（一）/1 has characters that part an address."""
    history = clause_history(house, version_id, path)
    return Response(history_json(history, first_seen(house, version_id, history.clause.id)))
