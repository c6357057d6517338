"""A version over HTTP: outline, clauses, text, bytes, and how each is cached."""

import hashlib

import pytest
from litestar.testing import TestClient
from support.houses import ARTICLES
from support.shelf import Shelf, statute


@pytest.fixture(scope="module")
def address(shelf: Shelf) -> str:
    return f"/api/v1/versions/{shelf.versions[1]}"


def test_a_version_is_its_outline_with_its_own_facts(client: TestClient, address: str, shelf: Shelf) -> None:
    answer = client.get(address).json()
    assert answer["schema"] == "clausewatch/outline/1"
    assert answer["document"]["title"] == "示例市数据条例"
    assert {"第一条", "第六条"} <= {clause["path"] for clause in answer["clauses"]}
    facts = answer["version"]
    assert (facts["id"], facts["document_id"], facts["number"]) == (shelf.versions[1], shelf.law, 1)
    assert (facts["cause"], facts["dated_on"]) == ("first", "2024-03-01")
    assert facts["snapshots"][0]["digest"] == hashlib.sha256(statute(ARTICLES).encode()).hexdigest()


def test_clauses_are_the_outline_s(client: TestClient, address: str) -> None:
    assert client.get(f"{address}/clauses").json()["items"] == client.get(address).json()["clauses"]


def test_the_text_is_plain_and_extents_count_its_code_points(client: TestClient, address: str) -> None:
    answer = client.get(f"{address}/text")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    clause = next(one for one in client.get(address).json()["clauses"] if one["path"] == "第四条")
    covered = "".join(answer.text[start:end] for start, end in clause["extent"])
    assert covered == clause["marker"] + clause["text"]


def test_the_snapshot_is_a_download_of_the_very_bytes_and_never_a_page(client: TestClient, address: str) -> None:
    answer = client.get(f"{address}/snapshot")
    assert answer.content == statute(ARTICLES).encode()
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]


def test_a_digest_that_is_not_the_version_s_gives_nothing(client: TestClient, address: str) -> None:
    assert client.get(f"{address}/snapshot", params={"digest": "0" * 64}).status_code == 404


@pytest.mark.parametrize("part", ["", "/clauses", "/text", "/snapshot"])
def test_everything_of_a_version_is_immutable_and_answers_304_to_its_etag(
    client: TestClient, address: str, part: str
) -> None:
    first = client.get(address + part)
    assert "immutable" in first.headers["cache-control"]
    assert first.headers["etag"].startswith('"')
    again = client.get(address + part, headers={"If-None-Match": f'"other", {first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert client.get(address + part, headers={"If-None-Match": '"other"'}).status_code == 200


def test_head_tells_the_same_without_a_body(client: TestClient, address: str) -> None:
    whole, head = client.get(address), client.head(address)
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["etag"] == whole.headers["etag"]
    assert head.headers["content-length"] == whole.headers["content-length"]


def test_lists_are_no_cache_and_still_have_etags(client: TestClient) -> None:
    answer = client.get("/api/v1/documents")
    assert answer.headers["cache-control"] == "no-cache"
    assert client.get("/api/v1/documents", headers={"If-None-Match": answer.headers["etag"]}).status_code == 304


@pytest.mark.parametrize("part", ["", "/clauses", "/text", "/snapshot"])
def test_an_unknown_version_is_a_404_problem(client: TestClient, part: str) -> None:
    answer = client.get(f"/api/v1/versions/ver_0000000000000000{part}")
    assert answer.status_code == 404
    assert answer.json()["status"] == 404
