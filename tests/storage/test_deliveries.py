"""Deliveries: each event reaches each subscription once, and is attempted by one at a time until settled."""

import threading
from datetime import timedelta

import pytest
from sqlmodel import Session
from support.stored import MINUTE, NOW, event, subscription

from storage import deliveries, subscriptions
from storage.database import Database
from storage.errors import NotFound
from storage.records import Delivery, DeliveryStatus, Event, EventKind, Subscription

LEASE = timedelta(minutes=5)


def anything(_event: Event, _subscription: Subscription) -> bool:
    return True


def settle(session: Session, delivery_id: str, status: DeliveryStatus, **changes: object) -> Delivery:
    pending = status is DeliveryStatus.PENDING
    fields: dict[str, object] = {
        "now": NOW + MINUTE,
        "attempts": 1,
        "next_attempt_at": NOW + 10 * MINUTE if pending else None,
        "last_status": 500 if pending else 200,
        "last_error": "server error" if pending else None,
        "payload": '{"type":"ping"}',
    }
    deliveries.settle(session, delivery_id, status=status, **(fields | changes))  # type: ignore[arg-type]
    found = deliveries.get(session, delivery_id)
    assert found is not None
    return found


def one_delivery(session: Session) -> Delivery:
    made = subscription(session)
    return deliveries.enqueue(session, event_sequence=event(session).sequence, subscription_id=made.id, now=NOW)


def pairs(session: Session, *wanted: Subscription) -> set[tuple[int, str]]:
    return {
        (one.event_sequence, one.subscription_id)
        for each in wanted
        for one in deliveries.of_subscription(session, each.id, limit=1000)
    }


def test_an_event_is_delivered_to_every_subscription_that_is_older_enabled_and_matches(database: Database) -> None:
    with database.write() as session:
        willing, unwilling, disabled = (subscription(session, name) for name in ("willing", "unwilling", "disabled"))
        subscriptions.disable(session, disabled.id, NOW)
        told = event(session)
        late = subscription(session, "late")
        assert deliveries.match(session, NOW, lambda _, listener: listener.name != "unwilling") == 1
        assert pairs(session, willing, unwilling, disabled, late) == {(told.sequence, willing.id)}
        (made,) = deliveries.of_subscription(session, willing.id)
    assert made == Delivery(
        id=made.id,
        event_sequence=told.sequence,
        subscription_id=willing.id,
        status=DeliveryStatus.PENDING,
        attempts=0,
        created_at=NOW,
        next_attempt_at=NOW,
        delivered_at=None,
        last_status=None,
        last_error=None,
        payload=None,
    )


def test_events_are_looked_at_once_and_in_portions(database: Database) -> None:
    looked: list[int] = []

    def note(one: Event, _: Subscription) -> bool:
        looked.append(one.sequence)
        return False

    with database.write() as session:
        subscription(session)
        for _ in range(5):
            event(session)
        counts = [deliveries.match(session, NOW, note, limit=2) for _ in range(4)]
    assert counts == [2, 2, 1, 0]
    assert looked == [1, 2, 3, 4, 5]


def test_what_is_no_news_and_pings_reach_nobody_by_matching(database: Database) -> None:
    with database.write() as session:
        made = subscription(session)
        event(session, news=False)
        event(session, EventKind.PING)
        assert deliveries.match(session, NOW, anything) == 2
        assert pairs(session, made) == set()
        assert deliveries.match(session, NOW, anything) == 0


def test_a_subscription_that_is_enabled_again_hears_what_comes_and_what_waited(database: Database) -> None:
    with database.write() as session:
        made = subscription(session)
        event(session)
        deliveries.match(session, NOW, anything)
        subscriptions.disable(session, made.id, NOW)
        event(session)
        deliveries.match(session, NOW, anything)
        assert deliveries.claim_due(session, NOW, LEASE, 10) == ()
        subscriptions.enable(session, made.id)
        event(session)
        deliveries.match(session, NOW, anything)
        assert [one.event_sequence for one in deliveries.claim_due(session, NOW, LEASE, 10)] == [1, 3]


def test_four_threads_match_every_event_exactly_once(database: Database) -> None:
    with database.write() as session:
        listeners = [subscription(session, name) for name in "abc"]
        sequences = [event(session).sequence for _ in range(40)]
    looked: list[int] = []
    failures: list[BaseException] = []
    start = threading.Barrier(4)

    def work() -> None:
        try:
            start.wait(10)
            while count := database.run(lambda session: deliveries.match(session, NOW, anything, limit=7)):
                looked.append(count)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert sum(looked) == 40
    with database.read() as session:
        assert pairs(session, *listeners) == {(one, each.id) for one in sequences for each in listeners}
        assert [len(deliveries.of_subscription(session, each.id, limit=100)) for each in listeners] == [40, 40, 40]


def test_a_replay_that_came_before_the_matching_is_not_doubled(database: Database) -> None:
    with database.write() as session:
        made = subscription(session)
        told = event(session)
        early = deliveries.enqueue(session, event_sequence=told.sequence, subscription_id=made.id, now=NOW)
        assert deliveries.match(session, NOW, anything) == 1
        assert deliveries.of_subscription(session, made.id) == (early,)


def test_a_ping_goes_to_the_one_it_is_meant_for(database: Database) -> None:
    with database.write() as session:
        made, other = subscription(session), subscription(session)
        ping = event(session, EventKind.PING, news=False)
        deliveries.enqueue(session, event_sequence=ping.sequence, subscription_id=made.id, now=NOW)
        deliveries.match(session, NOW, anything)
        assert pairs(session, made, other) == {(ping.sequence, made.id)}


@pytest.mark.parametrize("status", [DeliveryStatus.DELIVERED, DeliveryStatus.EXHAUSTED, DeliveryStatus.CANCELLED])
def test_a_replay_sends_the_same_message_again_under_its_old_id(database: Database, status: DeliveryStatus) -> None:
    with database.write() as session:
        made = one_delivery(session)
        settle(session, made.id, status, attempts=7)
        again = deliveries.enqueue(
            session, event_sequence=made.event_sequence, subscription_id=made.subscription_id, now=NOW + LEASE
        )
        assert [one.id for one in deliveries.claim_due(session, NOW + LEASE, LEASE, 10)] == [made.id]
    assert (again.id, again.status, again.attempts) == (made.id, DeliveryStatus.PENDING, 0)
    assert (again.next_attempt_at, again.delivered_at, again.created_at) == (NOW + LEASE, None, NOW)
    assert again.payload == '{"type":"ping"}'


def test_a_replay_of_one_that_waits_makes_it_due_and_keeps_its_attempts(database: Database) -> None:
    with database.write() as session:
        made = one_delivery(session)
        settle(session, made.id, DeliveryStatus.PENDING, attempts=3)
        again = deliveries.enqueue(
            session, event_sequence=made.event_sequence, subscription_id=made.subscription_id, now=NOW
        )
    assert (again.id, again.attempts, again.next_attempt_at) == (made.id, 3, NOW)


def test_a_claimed_delivery_is_nobody_else_s_until_it_is_settled_or_its_lease_ends(database: Database) -> None:
    with database.write() as session:
        made = one_delivery(session)
        assert [one.id for one in deliveries.claim_due(session, NOW, LEASE, 10)] == [made.id]
        assert deliveries.claim_due(session, NOW + LEASE - MINUTE, LEASE, 10) == ()
        assert [one.id for one in deliveries.claim_due(session, NOW + LEASE, LEASE, 10)] == [made.id]
        settle(session, made.id, DeliveryStatus.PENDING)
        assert deliveries.claim_due(session, NOW + 9 * MINUTE, LEASE, 10) == ()
        assert [one.id for one in deliveries.claim_due(session, NOW + 10 * MINUTE, LEASE, 10)] == [made.id]


def test_four_threads_share_out_the_due_deliveries_without_a_double(database: Database) -> None:
    with database.write() as session:
        for name in "ab":
            subscription(session, name)
        for _ in range(20):
            event(session)
        deliveries.match(session, NOW, anything)
    taken: list[str] = []
    start = threading.Barrier(4)

    def work() -> None:
        start.wait(10)
        while batch := database.run(lambda session: deliveries.claim_due(session, NOW, LEASE, 3)):
            taken.extend(one.id for one in batch)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(taken) == 40
    assert len(set(taken)) == 40


def test_an_attempt_leaves_its_trace(database: Database) -> None:
    with database.write() as session:
        made = one_delivery(session)
        failed = settle(session, made.id, DeliveryStatus.PENDING)
        sent = settle(session, made.id, DeliveryStatus.DELIVERED, attempts=2, payload=None)
    assert (failed.status, failed.attempts, failed.delivered_at) == (DeliveryStatus.PENDING, 1, None)
    assert (failed.last_status, failed.last_error, failed.next_attempt_at) == (500, "server error", NOW + 10 * MINUTE)
    assert (sent.status, sent.attempts, sent.delivered_at) == (DeliveryStatus.DELIVERED, 2, NOW + MINUTE)
    assert (sent.last_status, sent.last_error, sent.payload) == (200, None, '{"type":"ping"}')


@pytest.mark.parametrize("late", [DeliveryStatus.PENDING, DeliveryStatus.EXHAUSTED, DeliveryStatus.CANCELLED])
def test_a_late_failure_does_not_unsettle_what_was_delivered(database: Database, late: DeliveryStatus) -> None:
    with database.write() as session:
        made = one_delivery(session)
        sent = settle(session, made.id, DeliveryStatus.DELIVERED)
        assert settle(session, made.id, late, attempts=9) == sent


def test_a_message_that_arrived_after_its_subscription_ended_is_delivered_all_the_same(database: Database) -> None:
    with database.write() as session:
        made = one_delivery(session)
        subscriptions.delete(session, made.subscription_id, NOW)
        assert settle(session, made.id, DeliveryStatus.PENDING).status is DeliveryStatus.CANCELLED
        assert settle(session, made.id, DeliveryStatus.DELIVERED).status is DeliveryStatus.DELIVERED


@pytest.mark.parametrize(
    ("status", "next_attempt_at"), [(DeliveryStatus.PENDING, None), (DeliveryStatus.DELIVERED, NOW)]
)
def test_exactly_what_is_pending_has_a_next_attempt(
    database: Database, status: DeliveryStatus, next_attempt_at: object
) -> None:
    with database.write() as session:
        made = one_delivery(session)
        with pytest.raises(ValueError, match="exactly when it is pending"):
            settle(session, made.id, status, next_attempt_at=next_attempt_at)


def test_a_log_is_listed_newest_event_first_page_by_page(database: Database) -> None:
    with database.write() as session:
        made = subscription(session)
        for _ in range(7):
            event(session)
        deliveries.match(session, NOW, anything)
        walked: list[Delivery] = []
        while page := deliveries.of_subscription(session, made.id, limit=3, before=walked[-1].id if walked else None):
            walked.extend(page)
    assert [one.event_sequence for one in walked] == [7, 6, 5, 4, 3, 2, 1]


def test_unknown_ids_are_named(database: Database) -> None:
    with database.write() as session:
        made = one_delivery(session)
        assert deliveries.get(session, "dlv_0") is None
        with pytest.raises(NotFound, match="no delivery dlv_0"):
            settle(session, "dlv_0", DeliveryStatus.DELIVERED)
        with pytest.raises(NotFound, match="no delivery dlv_0"):
            deliveries.of_subscription(session, made.subscription_id, before="dlv_0")
        with pytest.raises(NotFound, match="no event 99"):
            deliveries.enqueue(session, event_sequence=99, subscription_id=made.subscription_id, now=NOW)
        with pytest.raises(NotFound, match="no subscription sub_0"):
            deliveries.enqueue(session, event_sequence=1, subscription_id="sub_0", now=NOW)
