"""Documents, their versions and their lineage over HTTP."""

from pathlib import Path

import pytest
from litestar.testing import TestClient
from support.shelf import Shelf


def titles(client: TestClient, **query: str) -> list[str]:
    return [item["title"] for item in client.get("/api/v1/documents", params=query).json()["items"]]


def test_a_list_holds_items_with_id_and_title_and_a_cursor(client: TestClient) -> None:
    answer = client.get("/api/v1/documents").json()
    assert set(answer) == {"items", "next"}
    assert answer["next"] is None
    assert all(item["id"].startswith("doc_") and item["title"] for item in answer["items"])


def test_walking_by_next_meets_every_document_once(client: TestClient) -> None:
    whole = [item["id"] for item in client.get("/api/v1/documents").json()["items"]]
    walked, cursor = [], None
    while True:
        query = {"limit": "1"} | ({"after": cursor} if cursor else {})
        answer = client.get("/api/v1/documents", params=query)
        walked += [item["id"] for item in answer.json()["items"]]
        cursor = answer.json()["next"]
        if cursor is None:
            break
        assert answer.headers["link"].endswith('rel="next"')
        following = answer.links["next"]["url"]
        assert following.startswith("/api/v1/documents?limit=1&after=")
    assert walked == whole
    assert len(whole) == 3


def test_filters_are_flat_and_together_mean_and(client: TestClient) -> None:
    assert titles(client, title="数据") == ["示例市数据条例"]
    assert len(titles(client, stage="draft_for_comment")) == 1
    assert titles(client, stage="draft_for_comment", title="数据") == []


def test_a_stage_that_does_not_exist_is_a_problem_naming_the_parameter(client: TestClient) -> None:
    answer = client.get("/api/v1/documents", params={"stage": "finished"})
    assert answer.status_code == 400
    assert [error["parameter"] for error in answer.json()["errors"]] == ["stage"]


def test_a_document_tells_its_latest_version_by_legal_date(client: TestClient, shelf: Shelf) -> None:
    law = client.get(f"/api/v1/documents/{shelf.law}").json()
    assert (law["versions"], law["latest"], law["dated_on"]) == (3, shelf.versions[-1], "2025-11-01")


def test_versions_come_oldest_first_by_legal_date_not_by_observation(client: TestClient, shelf: Shelf) -> None:
    items = client.get(f"/api/v1/documents/{shelf.law}/versions").json()["items"]
    assert [item["id"] for item in items] == shelf.versions
    assert [item["dated_on"] for item in items] == ["2020-05-01", "2024-03-01", "2025-11-01"]
    assert [item["number"] for item in items] == [3, 1, 2]


def test_both_ends_of_a_relation_show_it_with_its_evidence(client: TestClient, shelf: Shelf) -> None:
    for document in (shelf.draft, shelf.final):
        relation = client.get(f"/api/v1/documents/{document}/relations").json()["items"][0]
        assert relation["id"] == shelf.relation
        assert (relation["from_document"], relation["to_document"]) == (shelf.draft, shelf.final)
        assert relation["evidence"]


@pytest.mark.parametrize("path", ["", "/versions", "/relations"])
def test_an_unknown_document_is_a_404_problem(client: TestClient, path: str) -> None:
    answer = client.get(f"/api/v1/documents/doc_0000000000000000{path}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_demonstration_text_is_flagged(client: TestClient, shelf: Shelf) -> None:
    assert client.get(f"/api/v1/documents/{shelf.final}").json()["synthetic"] is True
    assert client.get(f"/api/v1/documents/{shelf.law}").json()["synthetic"] is False


def test_a_cursor_of_another_list_is_refused(client: TestClient, shelf: Shelf, tmp_path: Path) -> None:
    cursor = client.get(f"/api/v1/documents/{shelf.law}/versions", params={"limit": "1"}).json()["next"]
    answer = client.get("/api/v1/documents", params={"after": cursor})
    assert answer.status_code == 400
    assert answer.json()["type"].endswith("bad-cursor")
