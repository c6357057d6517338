"""``overrides``: which clauses belong together, by a person's word."""

from typing import Annotated

import typer

from service.console import AsJson, print_json, say, table
from service.house import open_house
from service.overriding import clause_named, described, set_override, withdraw_override
from service.resources import OverrideItem
from service.settings import load_settings
from storage import overrides, versions

OPERATOR = "command line"
NONE = "none"

commands = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    help="Which clauses belong together, where the program paired them wrongly.",
)
Version = Annotated[str, typer.Argument(help="the id of a stored version (ver_…)")]


@commands.command("list")
def list_overrides(
    document: Annotated[str | None, typer.Option(help="only those about this document (doc_…)")] = None,
    withdrawn: Annotated[bool, typer.Option("--withdrawn", help="those that are obeyed no longer, too")] = False,
    as_json: AsJson = False,
) -> None:
    """List overrides, the newest first."""
    with open_house(load_settings()) as house, house.database.read() as session:
        found = overrides.listed(session, document=document, withdrawn=withdrawn, limit=200)
        items = [described(session, one) for one in found]
    if as_json:
        print_json({"items": items})
    else:
        rows = ((one.id, one.pair, one.old_path, one.new_path, one.note, _standing(one)) for one in items)
        table(("id", "pair", "old", "new", "note", "standing"), rows)


@commands.command()
def add(
    old_version: Version,
    new_version: Version,
    old: Annotated[str, typer.Option(help="a clause of the old version, by id or path; none for none")],
    new: Annotated[str, typer.Option(help="a clause of the new version, by id or path; none for none")],
    note: Annotated[str, typer.Option(help="why")] = "",
    as_json: AsJson = False,
) -> None:
    """Say that two clauses belong together, or that one belongs to none."""
    with open_house(load_settings()) as house:
        with house.database.read() as session:
            sides = ((old_version, old), (new_version, new))
            clauses = [
                None if given == NONE else clause_named(versions.clause_paths(session, version), given, version)
                for version, given in sides
            ]
        answer = set_override(house, (old_version, new_version), clauses[0], clauses[1], note=note, by=OPERATOR)
        with house.database.read() as session:
            item = described(session, answer.override)
    if as_json:
        print_json(item)
    else:
        say(f"{item.id}: {item.old_path or NONE} ↔ {item.new_path or NONE}{_replacing(item)}")


@commands.command()
def remove(
    override: Annotated[str, typer.Argument(metavar="ID", help="an override (ovr_…)")], as_json: AsJson = False
) -> None:
    """Withdraw an override; its record stays."""
    with open_house(load_settings()) as house:
        gone = withdraw_override(house, override, by=OPERATOR)
        with house.database.read() as session:
            item = described(session, gone)
    if as_json:
        print_json(item)
    else:
        say(f"{item.id}: {_standing(item)}")


def _standing(item: OverrideItem) -> str:
    if item.replaced_by:
        return f"replaced by {item.replaced_by}"
    return "withdrawn" if item.withdrawn_at else "standing"


def _replacing(item: OverrideItem) -> str:
    return f", in place of {', '.join(item.replaces)}" if item.replaces else ""
