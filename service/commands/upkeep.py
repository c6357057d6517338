"""``fsck`` and ``upgrade``: whether database and snapshots agree, and the database's migrations."""

from typing import Annotated

import typer

from service.console import DONE, INTEGRITY, AsJson, print_json, say
from service.errors import BadInput
from service.house import open_house, opening
from service.indexing import fill_index, folded_version
from service.settings import load_settings
from storage import database, integrity


def fsck(as_json: AsJson = False) -> None:
    """Check that database and snapshots agree and that no version lacks its events; exit 5 when they do not."""
    settings = load_settings()
    with opening(settings):
        if database.pending(settings.database_url):
            raise BadInput(
                f"no database of this release under {settings.data}; set CLAUSEWATCH_DATA to the folder of the service, "
                "or run clausewatch upgrade"
            )
    with open_house(settings) as house, house.database.read() as session:
        problems = integrity.check(session, house.snapshots, folded_version)
    if as_json:
        rows = [{"invariant": one.invariant, "subject": one.subject, "detail": one.detail} for one in problems]
        print_json({"clean": not problems, "problems": rows})
    else:
        for one in problems:
            typer.echo(f"{one.invariant} {one.subject}: {one.detail}")
        say("clean" if not problems else f"{len(problems)} problems")
    raise typer.Exit(INTEGRITY if problems else DONE)


def upgrade(
    reindex: Annotated[bool, typer.Option("--reindex", help="make the search index anew")] = False,
    as_json: AsJson = False,
) -> None:
    """Bring the database to this release's tables, and index what search does not know yet.

    `serve` and every other command do the same by themselves.
    """
    settings = load_settings()
    with opening(settings):
        needed = database.pending(settings.database_url)
        if needed:
            database.upgrade(settings.database_url)
    opened = database.Database(settings.database_url)
    try:
        indexed = fill_index(opened, anew=reindex)
    finally:
        opened.dispose()
    if as_json:
        print_json({"upgraded": needed, "indexed": indexed})
    else:
        say(f"{'upgraded' if needed else 'up to date'}, {indexed} versions indexed")
