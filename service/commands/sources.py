"""``sources``: declarations checked, sources listed with their health, an address tried without keeping anything."""

import asyncio
from pathlib import Path
from typing import Annotated, Any

import typer

from scrapers.sources import Declaration, read_declarations
from service.console import DONE, FAILURE, AsJson, print_json, say, table
from service.declaring import declaration_files, declare_sources
from service.errors import BadInput
from service.house import House, open_house
from service.resources import source_item
from service.samples.opening import sample_endpoints
from service.settings import load_settings
from service.trying import try_address, try_source
from storage import sources as repository

commands = typer.Typer(
    no_args_is_help=True, add_completion=False, rich_markup_mode=None, help="Declared places of publication."
)


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
        print_json({"items": [source_item(one) for one in known]})
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
        if what not in declared and "://" not in what:
            raise BadInput(f"{what}: neither a declared source nor an address; `clausewatch sources list` shows them")
        answer = asyncio.run(_try(house, what, declared.get(what)))
    if as_json:
        print_json(answer)
    else:
        table(("what", "found"), _rows(answer))
    raise typer.Exit(FAILURE if answer["error"] else DONE)


async def _try(house: House, what: str, declaration: Declaration | None) -> dict[str, Any]:
    async with house.client() as client:
        return await (try_source(client, declaration) if declaration else try_address(client, what))


def _rows(answer: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (key, "\n".join(map(str, value)) if isinstance(value, list) else str(value)) for key, value in answer.items()
    ]
