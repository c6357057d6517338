"""Subscriptions as use cases: checked before they are kept, tried, ended."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from service.errors import BadInput, NotFound, said
from service.house import House
from service.notifications import new_secret
from storage import deliveries, documents, events, sources, subscriptions
from storage.records import Delivery, EventKind, NewEvent, Subscription

LONGEST_TARGET = 2000


def subscribe(
    house: House,
    *,
    target: str,
    name: str = "",
    kinds: Sequence[str] = (),
    sources: Sequence[str] = (),
    documents: Sequence[str] = (),
    places: Sequence[str] = (),
) -> Subscription:
    """Keep a new subscription; it hears of every event from now on. Raises ``BadInput`` for what could never match."""
    _check_target(target)
    if any("\0" in word for word in (name, *sources, *documents, *places)):
        raise BadInput(said("detail.subscription_null"))
    _check_kinds(kinds)
    _check_known(house, sources, documents)
    return house.database.run(
        lambda session: subscriptions.create(
            session,
            name=name,
            target=target,
            secret=new_secret(),
            kinds=tuple(kinds),
            sources=tuple(sources),
            documents=tuple(documents),
            places=tuple(places),
            now=house.now(),
        )
    )


def known(house: House, subscription_id: str) -> Subscription:
    """The subscription. Raises ``NotFound``."""
    with house.database.read() as session:
        found = subscriptions.get(session, subscription_id)
    if found is None:
        raise NotFound(said("detail.no_subscription", name=subscription_id[:80]))
    return found


def unsubscribe(house: House, subscription_id: str) -> None:
    """End a subscription. Raises ``NotFound``."""
    known(house, subscription_id)
    house.database.run(lambda session: subscriptions.delete(session, subscription_id, house.now()))


def enable(house: House, subscription_id: str) -> None:
    """Take up a disabled subscription again. Raises ``NotFound``."""
    known(house, subscription_id)
    house.database.run(lambda session: subscriptions.enable(session, subscription_id))


def ping(house: House, subscription_id: str) -> Delivery:
    """Queue a test notice for this subscription alone. Raises ``NotFound``."""
    subscription = known(house, subscription_id)

    def unit(session: Any) -> Delivery:
        now = house.now()
        event = events.append(session, NewEvent(EventKind.PING, now, False, {"name": subscription.name}))
        return deliveries.enqueue(session, event_sequence=event.sequence, subscription_id=subscription_id, now=now)

    return house.database.run(unit)


def _check_target(target: str) -> None:
    try:
        parts = urlsplit(target)
    except ValueError as error:
        raise BadInput(said("detail.webhook_address", target=target[:80])) from error
    if "\0" in target or parts.scheme not in ("http", "https") or not parts.hostname or len(target) > LONGEST_TARGET:
        raise BadInput(said("detail.webhook_address", target=target[:80]))
    if parts.username or parts.password:
        raise BadInput(said("detail.webhook_password"))


def _check_kinds(kinds: Sequence[str]) -> None:
    known_kinds = [str(kind) for kind in EventKind if kind is not EventKind.PING]
    unknown = [kind for kind in kinds if kind not in known_kinds]
    if unknown:
        raise BadInput(said("detail.no_event_kind", names=", ".join(unknown)[:200], known=", ".join(known_kinds)))


def _check_known(house: House, wanted_sources: Sequence[str], wanted_documents: Sequence[str]) -> None:
    with house.database.read() as session:
        missing = [one for one in wanted_sources if sources.get(session, one) is None]
        missing += [one for one in wanted_documents if documents.get(session, one) is None]
    if missing:
        raise NotFound(said("detail.no_such_filter", names=", ".join(missing)[:200]))
