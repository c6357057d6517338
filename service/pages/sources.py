"""/sources and /sources/{id}: whether what should be watched is being watched."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.background_tasks import BackgroundTask
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from service.crawling import begin_crawl, crawl_now
from service.pages.frame import reader_of, show
from service.paging import After, decode_cursor, encode_cursor, walking
from service.parameters import TheGate, TheHouse, found
from service.sheets.heads import web_address
from storage import runs, sources
from storage.records import Check, Run, Source, SourceStatus

RUNS = 20
Flag = Annotated[bool, QueryParameter()]
#: What needs a person's eye stands first.
URGENCY = (
    SourceStatus.BLOCKED,
    SourceStatus.FAILING,
    SourceStatus.DEGRADED,
    SourceStatus.NEW,
    SourceStatus.OK,
    SourceStatus.RETIRED,
)


@dataclass(frozen=True, slots=True)
class Journal:
    """One run with every address it looked at."""

    run: Run
    checks: tuple[tuple[Check, str | None], ...]


@get("/sources", sync_to_thread=True)
def sources_page(request: Request[Any, Any, Any], house: TheHouse) -> Response[bytes]:
    """Every source, the troubled first."""
    with house.database.read() as session:
        rows = sources.listed(session, retired=True)
    return show(reader_of(request, house), "sources.html", sources=by_urgency(rows), now=house.now())


@get("/sources/{source_id:str}", sync_to_thread=True)
def source_page(
    request: Request[Any, Any, Any],
    house: TheHouse,
    source_id: FromPath[str],
    after: After = None,
    started: Flag = False,
) -> Response[bytes]:
    """One source: its schedule, its health, its runs with outcomes and reasons."""
    before = decode_cursor("runs", after)
    with house.database.read() as session, walking():
        source = found(sources.get(session, source_id), "source", source_id)
        rows = runs.of_source(session, source_id, before=before, limit=RUNS + 1)
        journals = tuple(_journal(run, runs.checks_of(session, run.id)) for run in rows[:RUNS])
    reader = reader_of(request, house)
    following = reader.address(after=encode_cursor("runs", rows[RUNS - 1].id)) if len(rows) > RUNS else None
    return show(
        reader,
        "source.html",
        source=source,
        link=web_address(source.url),
        journals=journals,
        following=following,
        started=started,
        busy=bool(source.lease_until and source.lease_until > house.now()),
    )


@post("/sources/{source_id:str}/runs", status_code=303, sync_to_thread=True)
def run_source(house: TheHouse, gate: TheGate, source_id: FromPath[str]) -> Redirect:
    """Crawl one source now; the page shows the run once it has begun."""
    begin_crawl(house, source_id)
    background = BackgroundTask(crawl_now, house, gate, source_id)
    return Redirect(f"/sources/{source_id}?started=true", status_code=303, background=background)


def by_urgency(rows: Sequence[Source]) -> tuple[Source, ...]:
    """Sources that need a person first, then by name."""
    return tuple(sorted(rows, key=lambda source: (URGENCY.index(source.status), source.name)))


def _journal(run: Run, checks: Sequence[Check]) -> Journal:
    return Journal(run, tuple((check, web_address(check.url)) for check in checks))
