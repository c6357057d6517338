"""Notices against a real receiver: signed, retried under one id, never lost, never sent by a crawl."""

import asyncio
import json
from pathlib import Path

import msgspec
import pytest
from standardwebhooks import Webhook, WebhookVerificationError
from support.houses import ARTICLES, HandClock, article_page, house_at
from support.servers import Site, Step

from service.errors import BadInput, NotFound
from service.house import House
from service.notifications import Attempt, deliver
from service.resources import subscription_item
from service.subscribing import enable, ping, subscribe, unsubscribe
from service.tracking import track_url
from storage import deliveries, integrity, subscriptions
from storage.records import DeliveryStatus


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def house(tmp_path: Path, database_url: str, clock: HandClock):
    with house_at(tmp_path, database_url, clock=clock) as opened:
        yield opened
        with opened.database.read() as session:
            assert integrity.check(session, opened.snapshots) == ()


@pytest.fixture
def site():
    with Site() as opened:
        yield opened


def send(house: House) -> tuple[Attempt, ...]:
    async def once() -> tuple[Attempt, ...]:
        async with house.client() as client:
            return await deliver(house, client)

    return asyncio.run(once())


def change_once(house: House, site: Site, path: str = "/a.html") -> None:
    """A page is first seen (no news), then changes (news)."""
    changed = [*ARTICLES]
    changed[3] = changed[3].replace("三年", "五年")
    title = f"示例市{path.strip('/').removesuffix('.html')}号条例"
    url = site.page(path, article_page(ARTICLES, title=title), article_page(changed, title=title))

    async def twice() -> None:
        async with house.client() as client:
            await track_url(house, client, url)
            await track_url(house, client, url)

    asyncio.run(twice())


def test_a_change_reaches_its_subscriber_signed_so_that_another_library_accepts_it(house: House, site: Site) -> None:
    made = subscribe(house, target=site.page("/hook", Step(status=204)))
    change_once(house, site)
    (attempt,) = send(house)
    assert attempt.status is DeliveryStatus.DELIVERED
    (request,) = site.asked("/hook")
    headers = {name: value for name, value in request.headers.items() if name.startswith("webhook-")}
    # the receiver's clock is the wall clock, ours stands in 2026-03: verify the signature itself
    verifier = Webhook(made.secret)
    signed = verifier.sign(headers["webhook-id"], HandClock().at, request.body.decode())
    assert headers["webhook-signature"] == signed
    body = json.loads(request.body)
    assert body["type"] == "document.version.created"
    assert body["data"]["summary"]["modified"] == 1
    assert "五年" in body["data"]["changes"][0]["new"]
    assert body["data"]["links"]["comparison"].startswith("http://127.0.0.1:8000/comparisons/ver_")


def test_a_forged_body_is_rejected_by_the_other_library(house: House, site: Site) -> None:
    made = subscribe(house, target=site.page("/hook", Step(status=204)))
    ping(house, made.id)
    send(house)
    (request,) = site.asked("/hook")
    headers = {name: value for name, value in request.headers.items() if name.startswith("webhook-")}
    with pytest.raises(WebhookVerificationError):
        Webhook(made.secret).verify(request.body.decode() + " ", headers)


def test_a_failed_notice_is_sent_again_with_the_same_id_and_body_and_once_only_when_accepted(
    house: House, site: Site, clock: HandClock
) -> None:
    subscribe(house, target=site.page("/hook", Step(status=500), Step(status=503), Step(status=200)))
    change_once(house, site)
    assert [one.status for one in send(house)] == [DeliveryStatus.PENDING]
    assert send(house) == ()
    clock.pass_by(seconds=6)
    assert [one.status for one in send(house)] == [DeliveryStatus.PENDING]
    clock.pass_by(minutes=5)
    assert [one.status for one in send(house)] == [DeliveryStatus.DELIVERED]
    clock.pass_by(days=1)
    assert send(house) == ()
    requests = site.asked("/hook")
    assert len(requests) == 3
    assert len({request.headers["webhook-id"] for request in requests}) == 1
    assert len({request.body for request in requests}) == 1


def test_a_dead_receiver_is_given_up_after_days_and_others_are_not_held_up(
    house: House, site: Site, clock: HandClock
) -> None:
    dead = subscribe(house, target=site.page("/dead", Step(status=500)))
    subscribe(house, target=site.page("/live", Step(status=200)))
    change_once(house, site)
    for _ in range(40):
        send(house)
        clock.pass_by(hours=4)
    assert len(site.asked("/live")) == 1
    with house.database.read() as session:
        (delivery,) = deliveries.of_subscription(session, dead.id)
        assert delivery.status is not DeliveryStatus.DELIVERED
        assert delivery.status is DeliveryStatus.EXHAUSTED
        kept = subscriptions.get(session, dead.id)
        assert kept is not None
        assert kept.failing_since is not None
    assert 5 <= len(site.asked("/dead")) <= 20


def test_a_receiver_that_says_410_is_asked_no_more(house: House, site: Site) -> None:
    made = subscribe(house, target=site.page("/hook", Step(status=410)))
    change_once(house, site)
    send(house)
    with house.database.read() as session:
        kept = subscriptions.get(session, made.id)
    assert kept is not None
    assert kept.disabled_at is not None


def test_what_waits_for_a_disabled_subscription_is_sent_when_it_is_enabled(
    house: House, site: Site, clock: HandClock
) -> None:
    made = subscribe(house, target=site.page("/hook", Step(status=410), Step(status=200)))
    for path in ("/a.html", "/b.html"):
        change_once(house, site, path)
    send(house)
    enable(house, made.id)
    clock.pass_by(minutes=5)
    send(house)
    with house.database.read() as session:
        states = [one.status for one in deliveries.of_subscription(session, made.id)]
    assert states == [DeliveryStatus.DELIVERED] * 2


def test_a_replayed_notice_gets_as_many_days_as_a_new_one(house: House, site: Site, clock: HandClock) -> None:
    made = subscribe(house, target=site.page("/hook", Step(status=200), Step(status=500)))
    change_once(house, site)
    send(house)
    clock.pass_by(days=30)
    with house.database.read() as session:
        (delivery,) = deliveries.of_subscription(session, made.id)
    house.database.run(
        lambda session: deliveries.enqueue(
            session, event_sequence=delivery.event_sequence, subscription_id=made.id, now=clock()
        )
    )
    send(house)
    clock.pass_by(seconds=6)
    (again,) = send(house)
    assert again.status is DeliveryStatus.PENDING
    with house.database.read() as session:
        (waiting,) = deliveries.of_subscription(session, made.id)
    assert waiting.next_attempt_at is not None
    assert (waiting.next_attempt_at - clock()).total_seconds() > 200


def test_an_answer_that_no_database_can_keep_is_kept_without_it(house: House, site: Site) -> None:
    subscribe(house, target=site.page("/hook", Step(b"no\0pe", status=500)))
    change_once(house, site)
    (attempt,) = send(house)
    assert attempt.error == "answered 500: nope"


def test_a_target_inside_the_network_is_refused_at_delivery(tmp_path: Path, site: Site) -> None:
    from service.house import open_house
    from service.settings import load_settings

    settings = load_settings(environment={}, data=tmp_path, delay=0.0)
    with open_house(settings, clock=HandClock()) as house:
        made = subscribe(house, target=site.page("/hook", Step(status=200)))
        ping(house, made.id)
        (attempt,) = send(house)
    assert "address_refused" in str(attempt.error)
    assert site.requests == []
    assert site.connections == 0


def test_filters_keep_away_what_was_not_asked_for(house: House, site: Site) -> None:
    subscribe(house, target=site.page("/gone", Step(status=200)), kinds=["document.gone"])
    subscribe(house, target=site.page("/place", Step(status=200)), places=["上海市"])
    change_once(house, site)
    assert send(house) == ()


def test_a_subscription_hears_nothing_of_what_was_before_it(house: House, site: Site) -> None:
    change_once(house, site)
    subscribe(house, target=site.page("/hook", Step(status=200)))
    assert send(house) == ()


def test_an_ended_subscription_is_sent_nothing_more(house: House, site: Site) -> None:
    made = subscribe(house, target=site.page("/hook", Step(status=500)))
    change_once(house, site)
    send(house)
    unsubscribe(house, made.id)
    assert len(site.asked("/hook")) == 1
    assert send(house) == ()


def test_a_notice_is_at_most_twenty_kilobytes_of_changes(house: House, site: Site) -> None:
    long = [f"{text}{'为此应当采取必要措施。' * 60}" for text in ARTICLES]
    changed = [text.replace("应当", "可以") for text in long]
    subscribe(house, target=site.page("/hook", Step(status=200)))
    url = site.page("/a.html", article_page(long), article_page(changed))

    async def twice() -> None:
        async with house.client() as client:
            await track_url(house, client, url)
            await track_url(house, client, url)

    asyncio.run(twice())
    send(house)
    (request,) = site.asked("/hook")
    data = json.loads(request.body)["data"]
    assert data["changes_shown"] <= 20
    assert all(len(change["old"]) <= 500 and len(change["new"]) <= 500 for change in data["changes"])


@pytest.mark.parametrize(
    "target",
    [
        "ftp://example.org/",
        "example.org/hook",
        "http://",
        "javascript:alert(1)",
        "http://user:pw@example.org/",
        "http://e/" + "x" * 2000,
    ],
)
def test_a_target_that_is_no_webhook_address_is_refused_when_given(house: House, target: str) -> None:
    with pytest.raises(BadInput):
        subscribe(house, target=target)


def test_unknown_kinds_sources_and_documents_are_refused_by_name(house: House) -> None:
    with pytest.raises(BadInput, match="verson"):
        subscribe(house, target="https://example.org/", kinds=["document.verson"])
    with pytest.raises(NotFound, match="nowhere"):
        subscribe(house, target="https://example.org/", sources=["nowhere"])


def test_a_secret_is_never_shown_again(house: House) -> None:
    made = subscribe(house, target="https://example.org/")
    assert made.secret not in str(msgspec.to_builtins(subscription_item(made)))
    assert made.secret not in repr(made)
