"""Papers over HTTP: of stored versions, as the page asks for them, with what people said of their clauses."""

import csv
import io
import json
from urllib.parse import unquote

import pytest
from litestar.testing import TestClient
from support.houses import ARTICLES
from support.shelf import AMENDED, AUTHORISED, Shelf, filled_shelf
from support.word import rows_of, settled

from service.papers.kinds import MEDIA_TYPES, Paper


@pytest.fixture(scope="module")
def address(shelf: Shelf) -> str:
    return f"/api/v1/comparisons/{shelf.versions[1]}..{shelf.versions[2]}/papers"


@pytest.mark.parametrize("paper", Paper)
def test_every_paper_is_handed_out_under_a_readable_name(client: TestClient, address: str, paper: Paper) -> None:
    answer = client.get(f"{address}/{paper}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].removesuffix("; charset=utf-8") == MEDIA_TYPES[paper]
    said = answer.headers["content-disposition"]
    assert said.startswith(f"attachment; filename=\"{paper}\"; filename*=UTF-8''")
    name = unquote(said.rpartition("''")[2])
    assert name.startswith("《示例市数据条例》")
    assert name.endswith(f"_2024-03-01_2025-11-01{paper.suffix}")


@pytest.mark.parametrize("paper", Paper)
def test_a_paper_is_the_same_bytes_every_time(client: TestClient, address: str, paper: Paper) -> None:
    first = client.get(f"{address}/{paper}")
    assert client.get(f"{address}/{paper}").content == first.content
    etag = first.headers["etag"]
    assert not etag.startswith("W/")
    assert client.get(f"{address}/{paper}", headers={"If-None-Match": etag}).status_code == 304


def test_filters_are_those_of_the_page(client: TestClient, address: str) -> None:
    answer = client.get(f"{address}/table.docx", params={"label": ["added", "removed"], "unchanged": "hidden"})
    assert rows_of(answer.content)[1:] == [["1", "（新增）", f"第七条　{AMENDED[6]}", "新增", ""]]
    told = client.get(f"{address}/changes.json", params={"class": "wording", "word": "期限"}).json()
    assert [change["new_path"] for change in told["changes"]] == [["第四条"]]
    assert told["asked"] == {"word": ["期限"], "class": ["wording"]}


def test_the_table_names_source_digest_moment_and_algorithm(client: TestClient, address: str, shelf: Shelf) -> None:
    sources = {row[0]: row[1:] for row in rows_of(client.get(f"{address}/table.docx").content, table=1)}
    assert sources["版本标识"] == [shelf.versions[1], shelf.versions[2]]
    assert all(len(digest) == 64 for digest in sources["文本 SHA-256"] + sources["原文快照 SHA-256"])
    assert all("+08:00" in moment for moment in sources["采集于"])


def test_tracked_changes_are_dated_when_the_new_text_was_seen(client: TestClient, address: str) -> None:
    redline = client.get(f"{address}/redline.docx", params={"label": "added"}).content
    assert ARTICLES[3] in settled(redline, accept=False)
    assert AMENDED[3] in settled(redline, accept=True)
    assert AMENDED[6] in settled(redline, accept=True)


def test_english_words_stand_around_the_same_texts(client: TestClient, address: str) -> None:
    rows = rows_of(client.get(f"{address}/table.docx", params={"lang": "en"}).content)
    assert rows[0][0] == "No."
    assert rows[0][4] == "Why"
    assert f"第四条　{AMENDED[3]}" in [row[2] for row in rows if len(row) > 2]


@pytest.mark.parametrize(
    "path",
    ["table.pdf", "table.docx?label=addd", "table.docx?lang=fr", "table.docx?labell=added", "table.docx?across=maybe"],
)
def test_what_is_no_paper_and_no_word_is_a_400_problem(client: TestClient, address: str, path: str) -> None:
    answer = client.get(f"{address}/{path}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_version_that_is_not_there_is_a_404_problem(client: TestClient, shelf: Shelf) -> None:
    answer = client.get(f"/api/v1/comparisons/{shelf.versions[0]}..ver_none/papers/table.md")
    assert answer.status_code == 404


def test_what_people_said_is_in_every_paper(tmp_path) -> None:
    with filled_shelf(tmp_path) as shelf, shelf.client() as client:
        pair = f"{shelf.versions[1]}..{shelf.versions[2]}"
        ids = [
            {one["path"]: one["id"] for one in client.get(f"/api/v1/versions/{version}/clauses").json()["items"]}
            for version in shelf.versions[1:]
        ]
        said = {"pair": pair, "old": ids[0]["第四条"], "new": None, "note": "=两回事"}
        assert client.post("/api/v1/overrides", json=said, headers=AUTHORISED).status_code == 201
        address = f"/api/v1/comparisons/{pair}/papers"
        table = rows_of(client.get(f"{address}/table.docx").content)
        (gone,) = [row for row in table if len(row) > 2 and row[2] == "（删去）"]
        assert gone[1:4] == [f"第四条　{ARTICLES[3]}", "（删去）", "删去\n人工"]
        told = client.get(f"{address}/table.md").text.replace("\\", "")
        assert "人工拆开：第四条" in told
        assert "=两回事" in told
        lines = [*csv.DictReader(io.StringIO(client.get(f"{address}/changes.csv").content.decode("utf-8-sig")))]
        assert {line["old_paths"] + line["new_paths"]: line["by_hand"] for line in lines}["第四条"] in ("0", "1")
        assert [line["by_hand"] for line in lines if line["labels"] == "removed"] == ["1"]
        assert json.loads(client.get(f"{address}/changes.json").content)["overrides"][0]["note"] == "=两回事"
