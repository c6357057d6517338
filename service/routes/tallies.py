"""/api/v1/comparisons/{a}..{b}/tally: the measures of two places counted, every unit in one class."""

from typing import Annotated, Any

from litestar import Response, get
from litestar.params import FromPath, QueryParameter

from diffs.counting.fates import Grain
from service.parameters import TheHouse
from service.routes.comparisons import split_pair
from service.tallies import tally_json, tally_versions

Unit = Annotated[Grain, QueryParameter(description="what is counted: rows, clauses, sentences or sections")]


@get(
    "/comparisons/{pair:str}/tally",
    sync_to_thread=True,
    tags=["comparisons"],
    summary="Two places counted: every row, sentence or section in one class",
)
def get_tally(house: TheHouse, pair: FromPath[str], unit: Unit = Grain.ROWS) -> Response[dict[str, Any]]:
    """Tally JSON (schema `clausewatch/tally/1`): how many units of each side are identical, equal but for places,
    reworded, merged or split, partly corresponding, found on one side only, with each unit's class and, where it has
    no link, its nearest neighbour. `unit` says what was counted where a text holds none of what was `asked`."""
    return Response(tally_json(tally_versions(house, *split_pair(pair), unit)))
