"""/api/v1/sources: declared places of publication, their health and their runs."""

import asyncio
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.background_tasks import BackgroundTask
from litestar.params import FromPath, QueryParameter

from scrapers.sources import Declaration
from service.crawling import begin_crawl, crawl_now
from service.house import House
from service.paging import DEFAULT_LIMIT, After, Limit, Listing, decode_cursor, listing, walking, window
from service.parameters import TheGate, TheHouse, found
from service.resources import RunItem, SourceItem, run_item, source_item
from service.trying import try_source
from storage import runs, sources
from storage.records import Run, Source

Retired = Annotated[bool, QueryParameter(description="retired sources too")]


@get("/sources", sync_to_thread=True, tags=["sources"], summary="List the sources")
def list_sources(
    request: Request[Any, Any, Any],
    house: TheHouse,
    retired: Retired = False,
    after: After = None,
    limit: Limit = DEFAULT_LIMIT,
) -> Response[Listing[SourceItem]]:
    """Sources by id."""
    with house.database.read() as session:
        rows = sorted(sources.listed(session, retired=retired), key=_source_id)
    rows_here = window(rows, decode_cursor("sources", after), limit, position=_source_id)
    return listing(request, "sources", rows_here, limit, position=_source_id, item=source_item)


@get("/sources/{source_id:str}", sync_to_thread=True, tags=["sources"], summary="One source")
def get_source(house: TheHouse, source_id: FromPath[str]) -> SourceItem:
    """A source with its schedule and health."""
    with house.database.read() as session:
        return source_item(found(sources.get(session, source_id), "source", source_id))


@get("/sources/{source_id:str}/runs", sync_to_thread=True, tags=["sources"], summary="A source's runs, newest first")
def list_runs(
    request: Request[Any, Any, Any],
    house: TheHouse,
    source_id: FromPath[str],
    after: After = None,
    limit: Limit = DEFAULT_LIMIT,
) -> Response[Listing[RunItem]]:
    """Runs of one source; each with its outcome, its reason and how many pages ended how."""
    before = decode_cursor("runs", after)
    with house.database.read() as session, walking():
        found(sources.get(session, source_id), "source", source_id)
        rows = runs.of_source(session, source_id, before=before, limit=limit + 1)
    return listing(request, "runs", rows, limit, position=_run_id, item=run_item)


@get("/sources/{source_id:str}/runs/{run_id:str}", sync_to_thread=True, tags=["sources"], summary="One run")
def get_run(house: TheHouse, source_id: FromPath[str], run_id: FromPath[str]) -> RunItem:
    """A run with every address it looked at and how each was judged."""
    with house.database.read() as session:
        run = found(runs.get(session, run_id), "run", run_id)
        found(run if run.source_id == source_id else None, "run", run_id)
        return run_item(run, runs.checks_of(session, run_id))


@post("/sources/{source_id:str}/runs", status_code=202, sync_to_thread=True, tags=["sources"], summary="Crawl it now")
def start_run(house: TheHouse, gate: TheGate, source_id: FromPath[str]) -> Response[SourceItem]:
    """Begin a crawl, whatever the schedule says; its run appears among the source's runs."""
    begin_crawl(house, source_id)
    with house.database.read() as session:
        source = found(sources.get(session, source_id), "source", source_id)
    headers = {"Location": f"/api/v1/sources/{source_id}/runs"}
    return Response(source_item(source), headers=headers, background=BackgroundTask(crawl_now, house, gate, source_id))


@post("/sources/{source_id:str}/test", status_code=200, tags=["sources"], summary="Try it, keeping nothing")
async def try_out(house: TheHouse, source_id: FromPath[str]) -> dict[str, Any]:
    """Fetch a source's list (or its first page) once and say what would be understood; nothing is kept."""
    source = await asyncio.to_thread(_known_source, house, source_id)
    async with house.client() as client:
        return await try_source(client, Declaration.from_json(source.declaration))


def _known_source(house: House, source_id: str) -> Source:
    with house.database.read() as session:
        return found(sources.get(session, source_id), "source", source_id)


def _source_id(source: Source) -> str:
    return source.id


def _run_id(run: Run) -> str:
    return run.id
