"""/api/v1/subscriptions: who wants to hear of what, and how the telling went. All of it needs the key."""

from typing import Annotated, Any

from litestar import Request, Response, delete, get, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct
from sqlmodel import Session

from service.decisions import matches
from service.paging import (
    DEFAULT_LIMIT,
    After,
    Limit,
    Listing,
    decode_cursor,
    listing,
    walking,
    window,
)
from service.parameters import TheHouse
from service.resources import DeliveryItem, SubscriptionItem, delivery_item, subscription_item
from service.subscribing import known, ping, subscribe, unsubscribe
from storage import deliveries, events, subscriptions
from storage.records import Delivery

REPLAYED = 500


class NewSubscription(Struct, frozen=True, forbid_unknown_fields=True):
    """What is asked for: a webhook address, and filters of which empty ones match everything."""

    target: str
    title: str = ""
    kinds: list[str] = []
    sources: list[str] = []
    documents: list[str] = []
    places: list[str] = []


class Replay(Struct, frozen=True, forbid_unknown_fields=True):
    """Which events to send again: those after this sequence of the log, oldest first, 500 at most."""

    after: Annotated[int, Meta(ge=0, le=2**53)] = 0


@get("/subscriptions", sync_to_thread=True, tags=["subscriptions"], summary="List the subscriptions")
def list_subscriptions(
    request: Request[Any, Any, Any],
    house: TheHouse,
    after: After = None,
    limit: Limit = DEFAULT_LIMIT,
) -> Response[Listing[SubscriptionItem]]:
    """Subscriptions, oldest first, without their secrets."""
    with house.database.read() as session:
        rows = subscriptions.listed(session)
    shown = window(rows, decode_cursor("subscriptions", after), limit, position=lambda row: row.id)
    return listing(request, "subscriptions", shown, limit, position=lambda row: row.id, item=subscription_item)


@post("/subscriptions", sync_to_thread=True, tags=["subscriptions"], summary="Subscribe a webhook")
def create_subscription(house: TheHouse, data: JSONBody[NewSubscription]) -> Response[SubscriptionItem]:
    """Keep a subscription; its secret is in this answer and in no other."""
    made = subscribe(
        house,
        target=data.target,
        name=data.title,
        kinds=data.kinds,
        sources=data.sources,
        documents=data.documents,
        places=data.places,
    )
    headers = {"Location": f"/api/v1/subscriptions/{made.id}", "Cache-Control": "no-store"}
    return Response(subscription_item(made, with_secret=True), headers=headers)


@get("/subscriptions/{subscription_id:str}", sync_to_thread=True, tags=["subscriptions"], summary="One subscription")
def get_subscription(house: TheHouse, subscription_id: FromPath[str]) -> SubscriptionItem:
    """A subscription without its secret."""
    return subscription_item(known(house, subscription_id))


@delete("/subscriptions/{subscription_id:str}", sync_to_thread=True, tags=["subscriptions"], summary="End it")
def delete_subscription(house: TheHouse, subscription_id: FromPath[str]) -> None:
    """End a subscription; what was pending is cancelled, its log is kept."""
    unsubscribe(house, subscription_id)


@post(
    "/subscriptions/{subscription_id:str}/test",
    status_code=202,
    sync_to_thread=True,
    tags=["subscriptions"],
    summary="Send a test notice",
)
def send_test(house: TheHouse, subscription_id: FromPath[str]) -> DeliveryItem:
    """Queue a test notice for this subscription alone."""
    return delivery_item(ping(house, subscription_id))


@get(
    "/subscriptions/{subscription_id:str}/deliveries",
    sync_to_thread=True,
    tags=["subscriptions"],
    summary="What was sent, newest first",
)
def list_deliveries(
    request: Request[Any, Any, Any],
    house: TheHouse,
    subscription_id: FromPath[str],
    after: After = None,
    limit: Limit = DEFAULT_LIMIT,
) -> Response[Listing[DeliveryItem]]:
    """Deliveries with their attempts and last answers."""
    known(house, subscription_id)
    before = decode_cursor("deliveries", after)
    with house.database.read() as session, walking():
        rows = deliveries.of_subscription(session, subscription_id, before=before, limit=limit + 1)
    return listing(request, "deliveries", rows, limit, position=lambda row: row.id, item=delivery_item)


@post(
    "/subscriptions/{subscription_id:str}/replay",
    status_code=202,
    sync_to_thread=True,
    tags=["subscriptions"],
    summary="Send past events again",
)
def replay(house: TheHouse, subscription_id: FromPath[str], data: JSONBody[Replay]) -> Listing[DeliveryItem]:
    """Queue every matching event after a sequence; one that was sent before keeps its id."""
    subscription = known(house, subscription_id)

    def unit(session: Session) -> list[Delivery]:
        wanted = [event for event in events.since(session, data.after, REPLAYED) if matches(event, subscription)]
        return [
            deliveries.enqueue(session, event_sequence=event.sequence, subscription_id=subscription_id, now=house.now())
            for event in wanted
        ]

    return Listing([delivery_item(one) for one in house.database.run(unit)], None)
