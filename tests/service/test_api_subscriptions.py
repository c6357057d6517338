"""Subscriptions over HTTP: kept with a secret told once, tried, replayed, ended."""

import pytest
from litestar.testing import TestClient
from support.shelf import AUTHORISED, Shelf, filled_shelf


@pytest.fixture
def shelf(tmp_path):
    with filled_shelf(tmp_path) as filled:
        yield filled


@pytest.fixture
def client(shelf: Shelf):
    with shelf.client() as opened:
        opened.headers.update(AUTHORISED)
        yield opened


TARGET = "https://hooks.example/clausewatch"


def test_the_secret_is_told_once(client: TestClient) -> None:
    made = client.post("/api/v1/subscriptions", json={"target": TARGET, "title": "法务"})
    assert made.status_code == 201
    body = made.json()
    assert body["secret"].startswith("whsec_")
    assert made.headers["location"] == f"/api/v1/subscriptions/{body['id']}"
    assert made.headers["cache-control"] == "no-store"
    shown = client.get(made.headers["location"]).json()
    assert shown == body | {"secret": None}
    assert body["secret"] not in client.get("/api/v1/subscriptions").text


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"target": 5}, 400),
        ({"target": TARGET, "kinds": "all"}, 400),
        ({"target": "ftp://hooks.example/"}, 422),
        ({"target": "https://user:word@hooks.example/"}, 422),
        ({"target": TARGET, "kinds": ["document.changed"]}, 422),
        ({"target": TARGET, "documents": ["doc_0"]}, 404),
    ],
)
def test_what_could_never_work_is_refused(client: TestClient, body: dict, status: int) -> None:
    answer = client.post("/api/v1/subscriptions", json=body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert client.get("/api/v1/subscriptions").json()["items"] == []


def test_a_test_notice_is_queued_for_this_subscription_alone(client: TestClient) -> None:
    ids = [client.post("/api/v1/subscriptions", json={"target": TARGET}).json()["id"] for _ in range(2)]
    assert client.post(f"/api/v1/subscriptions/{ids[0]}/test").json()["status"] == "pending"
    waiting = [len(client.get(f"/api/v1/subscriptions/{one}/deliveries").json()["items"]) for one in ids]
    assert waiting == [1, 0]


def test_a_replay_queues_what_matches_and_keeps_the_ids_on_a_second_one(client: TestClient, shelf: Shelf) -> None:
    body = {"target": TARGET, "kinds": ["document.version.created"]}
    made = client.post("/api/v1/subscriptions", json=body).json()["id"]
    first = client.post(f"/api/v1/subscriptions/{made}/replay", json={"after": 0}).json()["items"]
    second = client.post(f"/api/v1/subscriptions/{made}/replay", json={"after": 0}).json()["items"]
    assert first
    assert [one["id"] for one in first] == [one["id"] for one in second]
    listed = client.get(f"/api/v1/subscriptions/{made}/deliveries", params={"limit": "1"}).json()
    assert listed["items"][0]["sequence"] == max(one["sequence"] for one in first)


def test_an_ended_subscription_is_gone(client: TestClient) -> None:
    made = client.post("/api/v1/subscriptions", json={"target": TARGET}).json()["id"]
    assert client.delete(f"/api/v1/subscriptions/{made}").status_code == 204
    assert client.get(f"/api/v1/subscriptions/{made}").status_code == 404
    assert client.delete(f"/api/v1/subscriptions/{made}").status_code == 404


@pytest.mark.parametrize(
    "body", ['{"target":"https://example.org/","x":1}', '{"target":"https://example.org/\\u0000"}', "[" * 100_000]
)
def test_a_body_that_cannot_be_kept_is_a_4xx_problem(client: TestClient, body: str) -> None:
    answer = client.post(
        "/api/v1/subscriptions", content=body, headers={**AUTHORISED, "content-type": "application/json"}
    )
    assert 400 <= answer.status_code < 500
    assert answer.headers["content-type"].startswith("application/problem+json")
