"""``sources``: declarations checked, sources listed with their health, an address tried without keeping anything."""

import asyncio
from pathlib import Path
from typing import Annotated, Any

import typer

from scrapers.charset import decode
from scrapers.extract import extract
from scrapers.fetch import Client
from scrapers.lists import read_list
from scrapers.pages import ExtractError, FetchError
from scrapers.sources import Declaration, read_declarations
from scrapers.verdicts import signs
from service.comparing import parse_extracted
from service.console import DONE, FAILURE, AsJson, print_json, say, table
from service.declaring import declaration_files, declare_sources
from service.errors import BadInput
from service.house import House, open_house
from service.outlines import facts_json
from service.samples.opening import sample_endpoints
from service.settings import load_settings
from storage import sources as repository
from storage.records import Source

commands = typer.Typer(no_args_is_help=True, help="Declared places of publication.")
SHOWN_ENTRIES = 20


@commands.command()
def lint(
    files: Annotated[list[Path] | None, typer.Argument(help="declaration files; default: all of the folder")] = None,
    as_json: AsJson = False,
) -> None:
    """Check declarations; every problem with its file and line."""
    paths = tuple(files) if files else declaration_files(load_settings())
    declarations, problems = read_declarations(paths)
    if as_json:
        print_json(
            {
                "files": [str(path) for path in paths],
                "sources": [one.id for one in declarations],
                "problems": [{"file": str(one.file), "line": one.line, "message": one.message} for one in problems],
            }
        )
    else:
        for one in problems:
            typer.echo(f"{one.file}:{one.line}: {one.message}")
        say(f"{len(declarations)} sources in {len(paths)} files, {len(problems)} problems")
    raise typer.Exit(FAILURE if problems else DONE)


@commands.command("list")
def list_sources(
    retired: Annotated[bool, typer.Option("--retired", help="retired ones as well")] = False, as_json: AsJson = False
) -> None:
    """List the sources with their schedule and health."""
    with open_house(load_settings()) as house:
        for problem in declare_sources(house):
            say(f"{problem.file}:{problem.line}: {problem.message}")
        with house.database.read() as session:
            known = repository.listed(session, retired=retired)
    if as_json:
        print_json({"items": [source_json(one) for one in known]})
    else:
        rows = ((one.id, one.name, one.place, one.status, one.last_reason, one.due_at.isoformat()) for one in known)
        table(("id", "name", "place", "status", "reason", "due"), rows)


@commands.command("test")
def try_out(
    what: Annotated[str, typer.Argument(metavar="ID|URL", help="a declared source, or the address of a page")],
    as_json: AsJson = False,
) -> None:
    """Fetch once and show what would be understood; nothing is kept."""
    settings = load_settings()
    with open_house(settings, endpoints=sample_endpoints(settings)) as house:
        declared = {one.id: one for one in read_declarations(declaration_files(settings))[0]}
        answer = asyncio.run(_try(house, what, declared.get(what)))
    if as_json:
        print_json(answer)
    else:
        table(("what", "found"), _rows(answer))
    raise typer.Exit(FAILURE if answer["error"] else DONE)


def source_json(source: Source) -> dict[str, Any]:
    """A source as the command line lists it."""
    return {
        "id": source.id,
        "name": source.name,
        "place": source.place,
        "url": source.url,
        "interval": source.interval,
        "status": str(source.status),
        "due_at": source.due_at.isoformat(),
        "last_run_at": source.last_run_at.isoformat() if source.last_run_at else None,
        "last_success_at": source.last_success_at.isoformat() if source.last_success_at else None,
        "last_outcome": str(source.last_outcome) if source.last_outcome else None,
        "last_reason": source.last_reason,
        "failures": source.failures,
        "baselined": source.baselined_at is not None,
        "retired": source.retired_at is not None,
    }


async def _try(house: House, what: str, declaration: Declaration | None) -> dict[str, Any]:
    if declaration is None and "://" not in what:
        raise BadInput(
            f"{what}: neither a declared source nor an address; `clausewatch sources list` shows the sources"
        )
    async with house.client() as client:
        if declaration is not None and declaration.list_url:
            return await _try_list(client, declaration, declaration.list_url)
        return await _try_page(client, declaration, declaration.pages[0] if declaration else what)


async def _try_list(client: Client, declaration: Declaration, url: str) -> dict[str, Any]:
    answer: dict[str, Any] = {"url": url, "error": None}
    try:
        fetched = await client.get(url)
    except FetchError as error:
        return answer | {"error": str(error)}
    text, charset = decode(fetched.body, content_type=fetched.headers.get("content-type"))
    listing = read_list(text, url=fetched.final_url, selectors=declaration.selectors, shape=declaration.shape)
    return answer | {
        "status": fetched.status,
        "final_url": fetched.final_url,
        "charset": {"name": charset.name, "why": charset.why},
        "signs": [str(sign.kind) for sign in signs(fetched, None, None)],
        "shape": listing.shape,
        "next_page": listing.next_url,
        "entries": [
            {"title": one.title, "url": one.url, "date": one.published_on.isoformat() if one.published_on else None}
            for one in listing.entries[:SHOWN_ENTRIES]
        ],
        "entries_total": len(listing.entries),
        "error": None if listing.entries else "no entries found; declare list_item and link under [source.select]",
    }


async def _try_page(client: Client, declaration: Declaration | None, url: str) -> dict[str, Any]:
    answer: dict[str, Any] = {"url": url, "error": None}
    try:
        fetched = await client.get(url)
        extracted = extract(
            fetched.body,
            url=fetched.final_url,
            content_type=fetched.headers.get("content-type"),
            selectors=declaration.selectors if declaration else None,
            shape=declaration.shape if declaration else None,
        )
    except (FetchError, ExtractError) as error:
        return answer | {"error": str(error)}
    outline = parse_extracted(extracted, url)
    charset = extracted.charset
    return answer | {
        "status": fetched.status,
        "final_url": fetched.final_url,
        "charset": {"name": charset.name, "why": charset.why} if charset else None,
        "signs": [str(sign.kind) for sign in signs(fetched, extracted.text, extracted.title)],
        "shape": extracted.shape,
        "metadata": dict(extracted.metadata),
        "attachments": [{"name": one.name, "url": one.url} for one in extracted.attachments],
        "document": facts_json(outline.document),
        "characters": len(extracted.text),
        "clauses": len(outline.clauses),
        "findings": len(outline.findings),
    }


def _rows(answer: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (key, "\n".join(map(str, value)) if isinstance(value, list) else str(value)) for key, value in answer.items()
    ]
