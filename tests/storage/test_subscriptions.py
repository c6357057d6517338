"""Subscriptions: made, paused, ended; their log outlives them."""

import pytest
from support.stored import MINUTE, NOW, event, subscription

from storage import deliveries, subscriptions
from storage.database import Database
from storage.errors import NotFound
from storage.records import DeliveryStatus, Subscription


def test_a_subscription_comes_back_as_it_was_made(database: Database) -> None:
    with database.write() as session:
        event(session)
        event(session)
        made = subscription(
            session, kinds=["document.gone"], sources=["b", "a"], documents=["doc_1"], places=["重庆市"]
        )
    with database.read() as session:
        assert subscriptions.get(session, made.id) == made
    assert made == Subscription(
        id=made.id,
        name="分析组",
        target="https://example.invalid/hook",
        secret="whsec_c2VjcmV0",
        kinds=("document.gone",),
        sources=("b", "a"),
        documents=("doc_1",),
        places=("重庆市",),
        created_at=NOW,
        start_sequence=2,
        disabled_at=None,
        failing_since=None,
    )


def test_subscriptions_are_listed_oldest_first_disabled_ones_too(database: Database) -> None:
    with database.write() as session:
        later, earlier = subscription(session, "b", now=NOW + MINUTE), subscription(session, "a")
        subscriptions.disable(session, later.id, NOW)
        assert [one.id for one in subscriptions.listed(session)] == [earlier.id, later.id]


def test_a_subscription_is_disabled_and_enabled(database: Database) -> None:
    with database.write() as session:
        made = subscription(session)
        subscriptions.failing(session, made.id, NOW)
        subscriptions.disable(session, made.id, NOW + MINUTE)
        subscriptions.disable(session, made.id, NOW + 2 * MINUTE)
        disabled = subscriptions.get(session, made.id)
        subscriptions.enable(session, made.id)
        assert subscriptions.get(session, made.id) == made
        subscriptions.failing(session, made.id, NOW)
        subscriptions.failing(session, made.id, None)
        assert subscriptions.get(session, made.id) == made
    assert disabled is not None
    assert (disabled.disabled_at, disabled.failing_since) == (NOW + MINUTE, NOW)


def test_a_deleted_subscription_is_sent_nothing_forgets_its_secret_and_leaves_its_log(database: Database) -> None:
    with database.write() as session:
        made, other = subscription(session), subscription(session)
        sequences = [event(session).sequence for _ in range(2)]
        sent, waiting = (
            deliveries.enqueue(session, event_sequence=one, subscription_id=made.id, now=NOW) for one in sequences
        )
        kept = deliveries.enqueue(session, event_sequence=sequences[0], subscription_id=other.id, now=NOW)
        deliveries.settle(
            session,
            sent.id,
            now=NOW,
            status=DeliveryStatus.DELIVERED,
            attempts=1,
            next_attempt_at=None,
            last_status=200,
            last_error=None,
            payload="{}",
        )
        subscriptions.delete(session, made.id, NOW)
    with database.write() as session:
        assert subscriptions.get(session, made.id) is None
        assert [one.id for one in subscriptions.listed(session)] == [other.id]
        log = deliveries.of_subscription(session, made.id)
        assert [(one.id, one.status) for one in log] == [
            (waiting.id, DeliveryStatus.CANCELLED),
            (sent.id, DeliveryStatus.DELIVERED),
        ]
        assert [one.id for one in deliveries.claim_due(session, NOW, MINUTE, 10)] == [kept.id]
        kept_row = session.connection().exec_driver_sql("SELECT secret, target FROM subscription ORDER BY secret")
        assert kept_row.first() == ("", "")


def test_an_unknown_or_deleted_subscription_is_named(database: Database) -> None:
    with database.write() as session:
        deleted = subscription(session).id
        subscriptions.delete(session, deleted, NOW)
        for lost in ("sub_0", deleted):
            for call in (
                lambda lost=lost: subscriptions.disable(session, lost, NOW),
                lambda lost=lost: subscriptions.enable(session, lost),
                lambda lost=lost: subscriptions.failing(session, lost, None),
                lambda lost=lost: subscriptions.delete(session, lost, NOW),
            ):
                with pytest.raises(NotFound, match=f"no subscription {lost}"):
                    call()
