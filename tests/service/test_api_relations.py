"""Relations over HTTP: shown with their evidence, settled by the key and by nothing else."""

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


def statuses(client: TestClient, **query: str) -> list[str]:
    return [item["status"] for item in client.get("/api/v1/relations", params=query).json()["items"]]


def kinds(client: TestClient) -> list[str]:
    return [item["kind"] for item in client.get("/api/v1/changes", params={"limit": "200"}).json()["items"]]


def test_a_proposal_waits_with_its_evidence(client: TestClient, shelf: Shelf) -> None:
    relation = client.get(f"/api/v1/relations/{shelf.relation}").json()
    assert (relation["kind"], relation["status"], relation["decided_at"]) == ("draft_of", "proposed", None)
    assert 0 < relation["confidence"] <= 1
    assert statuses(client, status="proposed") == ["proposed"]
    assert statuses(client, status="confirmed") == []


@pytest.mark.parametrize(("verb", "status"), [("confirm", "confirmed"), ("refuse", "refused")])
def test_a_person_settles_it_once_and_the_log_says_so_once(
    client: TestClient, shelf: Shelf, verb: str, status: str
) -> None:
    address = f"/api/v1/relations/{shelf.relation}/{verb}"
    assert client.post(address).status_code == 401
    assert statuses(client) == ["proposed"]
    first = client.post(address, headers=AUTHORISED).json()
    assert (first["status"], first["decided_by"]) == (status, "api")
    assert client.post(address, headers=AUTHORISED).json() == first
    assert kinds(client).count(f"relation.{status}") == 1


def test_an_unknown_relation_is_a_404_problem(client: TestClient) -> None:
    assert client.get("/api/v1/relations/rel_0").status_code == 404
    answer = client.post("/api/v1/relations/rel_0/confirm", headers=AUTHORISED)
    assert answer.json()["type"].endswith("not-found")
