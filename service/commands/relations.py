"""``relations``: what was proposed, and a person's word on it."""

from typing import Annotated

import typer

from service.console import AsJson, print_json, say, table
from service.house import open_house
from service.relating import settle_relation
from service.resources import relation_item
from service.settings import load_settings
from storage import documents, relations
from storage.records import RelationStatus

commands = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    help="How documents belong together: drafts and their final texts.",
)
Name = Annotated[str, typer.Argument(metavar="ID", help="a relation (rel_…)")]


@commands.command("list")
def list_relations(
    status: Annotated[RelationStatus | None, typer.Option(help="only those that stand so")] = None,
    as_json: AsJson = False,
) -> None:
    """List relations with their evidence."""
    with open_house(load_settings()) as house, house.database.read() as session:
        found = relations.listed(session, status=status, limit=200)
        named = {
            one: document.title
            for relation in found
            for one in (relation.from_document, relation.to_document)
            if (document := documents.get(session, one))
        }
    if as_json:
        print_json({"items": [relation_item(one) for one in found]})
    else:
        rows = (
            (one.id, one.kind, one.status, one.confidence, named.get(one.from_document), named.get(one.to_document))
            for one in found
        )
        table(("id", "kind", "status", "confidence", "from", "to"), rows)


@commands.command()
def confirm(relation: Name, as_json: AsJson = False) -> None:
    """Confirm a proposed relation."""
    _settle(relation, RelationStatus.CONFIRMED, as_json)


@commands.command()
def refuse(relation: Name, as_json: AsJson = False) -> None:
    """Refuse a proposed relation."""
    _settle(relation, RelationStatus.REFUSED, as_json)


def _settle(relation: str, status: RelationStatus, as_json: bool) -> None:
    with open_house(load_settings()) as house:
        settled = settle_relation(house, relation, status, by="command line")
    if as_json:
        print_json(relation_item(settled))
    else:
        say(f"{settled.id}: {settled.status}")
