"""The append-only log over HTTP: in order, resumable, filtered."""

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
        yield opened


def test_sequences_grow_and_walking_misses_nothing(client: TestClient) -> None:
    whole = client.get("/api/v1/changes").json()["items"]
    sequences = [item["sequence"] for item in whole]
    assert sequences == sorted(set(sequences))
    walked, after = [], "0"
    while after is not None:
        page = client.get("/api/v1/changes", params={"after": after, "limit": "2"}).json()
        walked += page["items"]
        after = page["next"]
    assert walked == whole


def test_asking_again_from_the_last_sequence_gives_what_came_since(client: TestClient, shelf: Shelf) -> None:
    last = client.get("/api/v1/changes").json()["items"][-1]["sequence"]
    assert client.get("/api/v1/changes", params={"after": str(last)}).json() == {"items": [], "next": None}
    client.post(f"/api/v1/relations/{shelf.relation}/confirm", headers=AUTHORISED)
    fresh = client.get("/api/v1/changes", params={"after": str(last)}).json()["items"]
    assert [item["kind"] for item in fresh] == ["relation.confirmed"]


def test_kinds_repeat_as_or_and_a_document_narrows(client: TestClient, shelf: Shelf) -> None:
    query = [("kind", "document.created"), ("kind", "document.version.created"), ("document", shelf.law)]
    items = client.get("/api/v1/changes", params=query).json()["items"]
    assert [item["kind"] for item in items] == ["document.created", *["document.version.created"] * 2]
    assert {item["document_id"] for item in items} == {shelf.law}


def test_a_kind_that_does_not_exist_is_a_problem(client: TestClient) -> None:
    assert client.get("/api/v1/changes", params={"kind": "document.changed"}).status_code == 400


@pytest.mark.parametrize("after", ["-1", "1.5", "٣", "9" * 30, "next"])
def test_what_is_neither_cursor_nor_sequence_is_refused(client: TestClient, after: str) -> None:
    assert client.get("/api/v1/changes", params={"after": after}).json()["type"].endswith("bad-cursor")
