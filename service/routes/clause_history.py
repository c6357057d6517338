"""/api/v1/versions/{id}/clauses/{clause}/history: a clause through its versions, and where its wording was seen first."""

from typing import Any

from litestar import Response, get
from litestar.params import FromPath

from service.clause_history import clause_history
from service.first_seen import first_seen
from service.history_json import history_json
from service.parameters import TheHouse


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
