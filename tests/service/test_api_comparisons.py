"""Comparisons over HTTP: of stored versions, and of texts and files that are not stored."""

import io

import docx
import pytest
from litestar.testing import TestClient
from support.houses import ARTICLES
from support.shelf import AMENDED, Shelf, statute

from storage import documents, events


@pytest.fixture(scope="module")
def address(shelf: Shelf) -> str:
    return f"/api/v1/comparisons/{shelf.versions[1]}..{shelf.versions[2]}"


OLD, NEW = statute(ARTICLES), statute(AMENDED)


def word_file(text: str) -> bytes:
    paper = docx.Document()
    for line in text.split("\n"):
        paper.add_paragraph(line)
    kept = io.BytesIO()
    paper.save(kept)
    return kept.getvalue()


def changed(comparison: dict) -> dict[str, set[str]]:
    return {
        (change["new_path"] or change["old_path"])[0]: set(change["labels"])
        for change in comparison["changes"]
        if change["labels"] != ["unchanged"]
    }


def test_two_versions_compare_by_their_ids(client: TestClient, address: str) -> None:
    comparison = client.get(address).json()
    assert comparison["schema"] == "clausewatch/comparison/1"
    assert changed(comparison) == {"第四条": {"modified"}, "第七条": {"added"}}
    assert comparison["across"] is False


def test_a_comparison_is_the_same_bytes_every_time_and_is_asked_for_again(client: TestClient, address: str) -> None:
    first, second = client.get(address), client.get(address)
    assert first.content == second.content
    assert first.headers["cache-control"] == "no-cache"
    assert client.get(address, headers={"If-None-Match": first.headers["etag"]}).status_code == 304


def test_across_is_another_comparison(client: TestClient, address: str) -> None:
    assert client.get(address, params={"across": "true"}).json()["across"] is True


@pytest.mark.parametrize("pair", ["ver_1", "ver_1..", "..ver_1", "a..b..c", "ver_1...ver_2..x"])
def test_what_is_no_pair_is_a_400_problem(client: TestClient, pair: str) -> None:
    answer = client.get(f"/api/v1/comparisons/{pair}")
    assert answer.status_code == 400
    assert answer.json()["type"].endswith("bad-pair")


def test_a_pair_with_an_unknown_version_is_a_404_problem(client: TestClient, shelf: Shelf) -> None:
    answer = client.get(f"/api/v1/comparisons/{shelf.versions[0]}..ver_0000000000000000")
    assert answer.status_code == 404


def test_two_pasted_texts_compare_like_stored_ones(client: TestClient, address: str) -> None:
    answer = client.post("/api/v1/compare", json={"old": {"text": OLD}, "new": {"text": NEW}, "across": False})
    assert answer.status_code == 200
    assert answer.json()["changes"] == client.get(address).json()["changes"]


def test_two_word_files_compare(client: TestClient) -> None:
    files = {"old": ("旧.docx", word_file(OLD)), "new": ("新.docx", word_file(NEW))}
    answer = client.post("/api/v1/compare", files=files, data={"across": "false"})
    assert answer.status_code == 200
    assert changed(answer.json()) == {"第四条": {"modified"}, "第七条": {"added"}}


def test_nothing_of_it_is_stored(client: TestClient, shelf: Shelf) -> None:
    def state():
        with shelf.house.database.read() as session:
            return documents.listed(session), events.highest(session), sorted(shelf.house.snapshots.digests())

    before = state()
    client.post("/api/v1/compare", json={"old": {"text": OLD + "甲"}, "new": {"text": NEW + "乙"}})
    client.post("/api/v1/compare", files={"old": ("a.docx", word_file(OLD)), "new": ("b.docx", word_file(NEW))})
    assert state() == before


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        (b"{", 400, "bad-request"),
        (b"[]", 400, "invalid-value"),
        (b'{"old": {"text": "x"}}', 400, "invalid-value"),
        (b'{"old": {"text": ""}, "new": {"text": "x"}}', 400, "invalid-value"),
        (b'{"old": {"text": 1}, "new": {"text": "x"}}', 400, "invalid-value"),
        (b'{"old": {"text": "x"}, "new": {"text": "x"}, "across": "yes"}', 400, "invalid-value"),
        (b'{"old": {"text": "x"}, "new": {"text": "x"}, "accross": true}', 400, "unknown-parameter"),
        (b'{"old": {"text": "x", "nmae": "a"}, "new": {"text": "x"}}', 400, "unknown-parameter"),
    ],
)
def test_a_malformed_request_says_which_field_is_wrong(client: TestClient, body: bytes, status: int, kind: str) -> None:
    answer = client.post("/api/v1/compare", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == status
    assert answer.json()["type"].endswith(f"#problem-{kind}")


def test_a_file_that_cannot_be_read_is_named(client: TestClient) -> None:
    files = {"old": ("坏.docx", b"PK\x03\x04 not a zip"), "new": ("new.txt", NEW.encode())}
    answer = client.post("/api/v1/compare", files=files)
    assert answer.status_code == 422
    assert "坏.docx" in answer.json()["detail"]


def test_a_text_over_four_megabytes_is_a_413_problem(client: TestClient) -> None:
    answer = client.post("/api/v1/compare", json={"old": {"text": "甲" * (2**20 * 4 // 3 + 1)}, "new": {"text": "乙"}})
    assert answer.status_code == 413
    assert "4 MB" in answer.json()["detail"]


def test_a_body_over_the_limit_is_refused_before_it_is_read(client: TestClient) -> None:
    headers = {"Content-Type": "application/json", "Content-Length": str(2**40)}
    answer = client.post("/api/v1/compare", content=b"{}", headers=headers)
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"


def test_two_plain_texts_are_compared_as_well(client: TestClient) -> None:
    answer = client.post("/api/v1/compare", json={"old": "第一条 期限三年。", "new": "第一条 期限五年。"})
    assert answer.status_code == 200
    assert answer.json()["summary"]["modified"] == 1
