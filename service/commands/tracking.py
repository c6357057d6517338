"""``crawl`` and ``track``: looking at sources, addresses and files now."""

import asyncio
import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from service.commands.files import read_argument
from service.console import DONE, FAILURE, PARTLY, AsJson, print_json, say, stderr, table
from service.declaring import declare_sources
from service.errors import BadInput, NotFound
from service.house import House, open_house
from service.politeness import HostGate
from service.recording import Tracked
from service.samples.opening import sample_endpoints, unhurried_hosts
from service.settings import load_settings
from service.tracking import CrawlReport, Step, track_file, track_url
from service.tracking import crawl as crawl_sources
from storage.records import Outcome

GOOD = frozenset({Outcome.FIRST, Outcome.CHANGED, Outcome.UNCHANGED})


def crawl(
    source: Annotated[
        list[str] | None, typer.Option("--source", "-s", help="only this source; may be repeated")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="whether due or not")] = False,
    as_json: AsJson = False,
) -> None:
    """Crawl every source that is due, once."""
    settings = load_settings()
    with open_house(settings, endpoints=sample_endpoints(settings)) as house:
        for problem in declare_sources(house):
            say(f"{problem.file}:{problem.line}: {problem.message}")
        _know_all(house, source or [])
        reports = _with_progress(lambda show: _crawl(house, source, force, show))
    if as_json:
        print_json({"runs": [_report_json(report) for report in reports]})
    else:
        rows = ((one.source_id, one.outcome, one.reason, _counted(one.counts)) for one in reports)
        table(("source", "outcome", "reason", "pages"), rows)
    raise typer.Exit(DONE if all(report.outcome in GOOD for report in reports) else PARTLY)


def track(
    what: Annotated[str, typer.Argument(metavar="URL|FILE", help="an address, or a file to add by hand")],
    as_json: AsJson = False,
    text: Annotated[bool, typer.Option("--text", help="the policy text as well")] = False,
    document: Annotated[str | None, typer.Option(help="FILE: the document it is a version of (doc_…)")] = None,
    dated: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="FILE: its legal date")] = None,
) -> None:
    """Look at one address now, or add a file as a version; older texts take their place in history."""
    settings = load_settings()
    with open_house(settings, endpoints=sample_endpoints(settings)) as house:
        if is_url(what):
            if document or dated:
                raise BadInput("--document and --dated go with a FILE, not with an address")
            tracked = asyncio.run(_track_url(house, what))
        else:
            tracked = _track_file(house, what, document, dated)
    if as_json:
        print_json(track_json(tracked, with_text=text))
    else:
        say(" ".join(filter(None, (tracked.outcome, tracked.reason, tracked.document, tracked.version))))
        if text and tracked.text is not None:
            typer.echo(tracked.text)
    raise typer.Exit(exit_code(tracked.outcome))


def exit_code(outcome: Outcome) -> int:
    """0 for first, changed, unchanged; 4 for suspect, blocked, gone; 1 for error (DESIGN section 5)."""
    if outcome in GOOD:
        return DONE
    return FAILURE if outcome is Outcome.ERROR else PARTLY


def track_json(tracked: Tracked, *, with_text: bool) -> dict[str, Any]:
    """The Track JSON of DESIGN section 5."""
    charset = tracked.charset
    row: dict[str, Any] = {
        "outcome": str(tracked.outcome),
        "reason": tracked.reason,
        "document": tracked.document,
        "version": tracked.version,
        "charset": {"name": charset.name, "why": charset.why} if charset else None,
    }
    return row | {"text": tracked.text} if with_text else row


def is_url(what: str) -> bool:
    """Whether an argument names an address: it has a scheme. A Windows drive letter is none."""
    return "://" in what or bool(re.match(r"(?i)(https?|ftp|file|gopher|data|javascript):", what))


async def _track_url(house: House, url: str) -> Tracked:
    async with house.client() as client:
        return await track_url(house, client, url)


def _track_file(house: House, name: str, document: str | None, dated: str | None) -> Tracked:
    try:
        return track_file(house, *read_argument(name), document_id=document, dated_on=_date(dated))
    except (BadInput, NotFound) as error:
        say(str(error))
        return Tracked(name, Outcome.ERROR, error.reason)


def _date(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"--dated {text}: not a date; write it as 2022-12-29") from None


async def _crawl(
    house: House, only: list[str] | None, force: bool, show: Callable[[Step], None]
) -> tuple[CrawlReport, ...]:
    gate = HostGate(house.settings.delay, unhurried_hosts(house.settings))
    async with house.client() as client:
        return await crawl_sources(house, client, gate, only=only or None, force=force, progress=show)


def _with_progress(run: Callable[[Callable[[Step], None]], Any]) -> tuple[CrawlReport, ...]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=stderr()) as bars:
        tasks: dict[str, Any] = {}

        def show(step: Step) -> None:
            if step.source_id not in tasks:
                tasks[step.source_id] = bars.add_task(step.source_id, total=step.total)
            bars.update(tasks[step.source_id], completed=step.done, total=step.total)

        answer: tuple[CrawlReport, ...] = asyncio.run(run(show))
        return answer


def _know_all(house: House, wanted: list[str]) -> None:
    from storage import sources

    with house.database.read() as session:
        unknown = [one for one in wanted if sources.get(session, one) is None]
    if unknown:
        raise NotFound(f"no source {', '.join(unknown)}; `clausewatch sources list` shows them")


def _report_json(report: CrawlReport) -> dict[str, Any]:
    return {
        "source": report.source_id,
        "run": report.run_id,
        "outcome": str(report.outcome),
        "reason": report.reason,
        "counts": report.counts,
    }


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{number} {outcome}" for outcome, number in sorted(counts.items()))
