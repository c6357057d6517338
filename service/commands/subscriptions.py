"""``subscriptions`` and ``deliver``: who is told of what, and the telling."""

import asyncio
from typing import Annotated, Any
from urllib.parse import urlsplit

import typer

from service import subscribing
from service.console import DONE, PARTLY, AsJson, print_json, say, table
from service.house import open_house
from service.notifications import deliver as deliver_due
from service.resources import delivery_item, subscription_item
from service.samples.opening import sample_endpoints
from service.settings import load_settings
from storage import deliveries as delivery_repository
from storage import subscriptions as repository
from storage.records import Delivery, DeliveryStatus, Subscription

commands = typer.Typer(
    no_args_is_help=True, add_completion=False, rich_markup_mode=None, help="Who wants to hear of what."
)
Name = Annotated[str, typer.Argument(metavar="ID", help="a subscription (sub_…)")]


@commands.command()
def add(
    target: Annotated[str, typer.Argument(metavar="URL", help="where the signed webhook goes")],
    name: Annotated[str, typer.Option(help="a name for people")] = "",
    kind: Annotated[list[str] | None, typer.Option(help="only this kind of event; may be repeated")] = None,
    source: Annotated[list[str] | None, typer.Option(help="only this source; may be repeated")] = None,
    document: Annotated[list[str] | None, typer.Option(help="only this document; may be repeated")] = None,
    place: Annotated[list[str] | None, typer.Option(help="only this place; may be repeated")] = None,
    as_json: AsJson = False,
) -> None:
    """Subscribe an address to change notices; the secret is shown once."""
    with open_house(load_settings()) as house:
        made = subscribing.subscribe(
            house,
            target=target,
            name=name,
            kinds=kind or (),
            sources=source or (),
            documents=document or (),
            places=place or (),
        )
    if as_json:
        print_json(subscription_item(made, with_secret=True))
    else:
        typer.echo(made.id)
        say(f"secret, shown once: {made.secret}")


@commands.command("list")
def list_subscriptions(as_json: AsJson = False) -> None:
    """List the subscriptions."""
    with open_house(load_settings()) as house, house.database.read() as session:
        known = repository.listed(session)
    if as_json:
        print_json({"items": [subscription_item(one) for one in known]})
    else:
        table(("id", "name", "host", "state"), ((one.id, one.name, _host(one), _state(one)) for one in known))


@commands.command()
def remove(subscription: Name, as_json: AsJson = False) -> None:
    """End a subscription; what is still to be sent to it is cancelled."""
    with open_house(load_settings()) as house:
        subscribing.unsubscribe(house, subscription)
    _said(as_json, {"removed": subscription})


@commands.command()
def enable(subscription: Name, as_json: AsJson = False) -> None:
    """Take up a disabled subscription again."""
    with open_house(load_settings()) as house:
        subscribing.enable(house, subscription)
    _said(as_json, {"enabled": subscription})


@commands.command("test")
def try_out(subscription: Name, as_json: AsJson = False) -> None:
    """Queue a test notice and send it now."""
    settings = load_settings()
    with open_house(settings, endpoints=sample_endpoints(settings)) as house:
        queued = subscribing.ping(house, subscription)
        asyncio.run(_deliver(house))
        with house.database.read() as session:
            settled = delivery_repository.get(session, queued.id)
    item = delivery_item(settled or queued)
    if as_json:
        print_json(item)
    else:
        say(f"{item.status} {item.last_error or ''}".strip())
    raise typer.Exit(DONE if item.status is DeliveryStatus.DELIVERED else PARTLY)


@commands.command()
def deliveries(subscription: Name, as_json: AsJson = False) -> None:
    """List what was sent and what is still to be sent, newest first."""
    with open_house(load_settings()) as house:
        subscribing.known(house, subscription)
        with house.database.read() as session:
            found = delivery_repository.of_subscription(session, subscription, limit=200)
    if as_json:
        print_json({"items": [delivery_item(one) for one in found]})
    else:
        table(("id", "status", "attempts", "next", "error"), (_delivery_row(one) for one in found))


def deliver(as_json: AsJson = False) -> None:
    """Match new events and send every notice that is due, once."""
    settings = load_settings()
    with open_house(settings, endpoints=sample_endpoints(settings)) as house:
        attempts = asyncio.run(_deliver(house))
    rows = [
        {"delivery": one.delivery_id, "status": str(one.status), "attempts": one.attempts, "error": one.error}
        for one in attempts
    ]
    if as_json:
        print_json({"attempts": rows})
    else:
        table(("delivery", "status", "attempts", "error"), (tuple(row.values()) for row in rows))
    raise typer.Exit(DONE if all(row["error"] is None for row in rows) else PARTLY)


async def _deliver(house: Any) -> Any:
    async with house.client() as client:
        return await deliver_due(house, client)


def _host(subscription: Subscription) -> str:
    return urlsplit(subscription.target).netloc


def _state(subscription: Subscription) -> str:
    if subscription.disabled_at:
        return "disabled"
    return "failing" if subscription.failing_since else "ok"


def _delivery_row(one: Delivery) -> tuple[object, ...]:
    return one.id, one.status, one.attempts, one.next_attempt_at, one.last_error


def _said(as_json: bool, row: dict[str, Any]) -> None:
    if as_json:
        print_json(row)
    else:
        say(" ".join(f"{key}: {value}" for key, value in row.items() if value is not None))
