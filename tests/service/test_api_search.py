"""Search over HTTP, as pages and on the command line: addresses, refusals, marks, hostile words."""

import json
from pathlib import Path

import pytest
from litestar.testing import TestClient
from support.shelf import Shelf

from service.texts import TEXTS

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' OR 1=1 --",
    "%",
    "_",
    "\\",
    "; DROP TABLE clause",
    "\u202e数据\u202c",
    "😀",
    "数据" + "\u200b" * 300,
    "{{7*7}}",
    "字" * 500,
]


def items(client: TestClient, **query: object) -> list[dict]:
    answer = client.get("/api/v1/search", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


def test_a_hit_says_where_it_stands_and_marks_its_words(client: TestClient, shelf: Shelf) -> None:
    (hit,) = items(client, q="期限为五年")
    assert (hit["version_id"], hit["document_id"]) == (shelf.versions[-1], shelf.law)
    assert (hit["path"], hit["kind"], hit["hits"], hit["latest"]) == ("第四条", "clause", 1, True)
    assert hit["address"] == f"/versions/{hit['version_id']}#{hit['clause_id']}"
    (passage,) = hit["passages"]
    ((start, end),) = passage["marks"]
    assert passage["text"][start:end] == "期限为五年"
    page = client.get(f"/versions/{hit['version_id']}").text
    assert f'id="{hit["clause_id"]}"' in page


def test_title_hits_come_first_and_have_no_clause(client: TestClient) -> None:
    found = items(client, q="数据条例")
    assert found[0]["clause_id"] is None
    assert found[0]["id"] == found[0]["version_id"]
    assert [passage["of"] for passage in found[0]["passages"]] == ["title"]


def test_all_versions_are_searched_when_asked_for(client: TestClient, shelf: Shelf) -> None:
    assert items(client, q="期限为三年") == []
    found = items(client, q="期限为三年", versions="all")
    assert {hit["version_id"] for hit in found} == set(shelf.versions[:2])
    assert not any(hit["latest"] for hit in found)


def test_filters_together_mean_and_repeated_or(client: TestClient, shelf: Shelf) -> None:
    drafts = items(client, q="试点", stage="draft_for_comment")
    assert {hit["version_id"] for hit in drafts} == {shelf.draft_version}
    both = items(client, q="试点", stage=["draft_for_comment", "final"])
    assert {hit["version_id"] for hit in both} == {shelf.draft_version, shelf.final_version}
    assert items(client, q="试点", stage="draft_for_comment", place="北京市") == []
    assert items(client, q="数据", **{"from": "2025-11-01", "until": "2025-11-01"})
    assert items(client, q="数据", **{"from": "2025-11-02"}) == []
    assert {hit["kind"] for hit in items(client, q="数据", kind="title")} == {"title"}


def test_walking_by_next_meets_every_hit_once(client: TestClient) -> None:
    whole = [hit["id"] for hit in items(client, q="数", versions="all", limit=200)]
    walked, address = [], "/api/v1/search?q=%E6%95%B0&versions=all&limit=3"
    while address:
        answer = client.get(address)
        walked += [hit["id"] for hit in answer.json()["items"]]
        address = answer.links["next"]["url"] if "next" in answer.links else ""
    assert walked == whole
    assert len(set(walked)) == len(walked) > 3


def test_an_answer_has_its_etag(client: TestClient) -> None:
    first = client.get("/api/v1/search", params={"q": "数据"})
    again = client.get("/api/v1/search", params={"q": "数据"}, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=",
        "q=%E3%80%80",
        "q=%E2%80%8B",
        "q=" + "a" * 10_000,
        "q=%00",
        "q=a&stage=finished",
        "q=a&kind=word",
        "q=a&from=2025-02-30",
        "q=a&versions=some",
        "q=a&fro=2025-02-01",
        "q=a&after=x",
        "q=a&limit=0",
    ],
)
def test_what_cannot_be_asked_is_a_400_problem(client: TestClient, query: str) -> None:
    answer = client.get(f"/api/v1/search?{query}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_cursor_of_another_question_is_refused(client: TestClient) -> None:
    cursor = client.get("/api/v1/search", params={"q": "数", "limit": 1}).json()["next"]
    assert client.get("/api/v1/search", params={"q": "据", "limit": 1, "after": cursor}).status_code == 400


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_find_what_is_there_and_show_nothing_as_markup(client: TestClient, words: str) -> None:
    assert client.get("/api/v1/search", params={"q": words}).status_code == 200
    page = client.get("/search", params={"q": words}, headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert "<img src=x" not in page.text


def test_the_page_shows_form_hits_and_marks(client: TestClient, shelf: Shelf) -> None:
    page = client.get("/search", params={"q": "期限为五年"}).text
    assert 'value="期限为五年"' in page
    assert "<mark>期限为五年</mark>" in page
    assert f'href="/versions/{shelf.versions[-1]}#' in page
    english = client.get("/search", params={"q": "期限为三年", "lang": "en"}).text
    assert TEXTS["search.none"][1] in english


def test_the_empty_page_is_the_form_alone(client: TestClient) -> None:
    page = client.get("/search", params={"unknown": "1"})
    assert page.status_code == 200
    assert "<mark>" not in page.text


@pytest.mark.parametrize(
    "query", ["q=a&stage=finished", "q=a&from=soon", "q=a&kind=x", "q=a&versions=x", "q=%E2%80%8B", "q=" + "a" * 501]
)
def test_bad_values_on_the_page_are_the_problem_page(client: TestClient, query: str) -> None:
    answer = client.get(f"/search?{query}", headers={"Accept": "text/html"})
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("text/html")


def test_several_values_of_a_filter_stay_in_the_form(client: TestClient) -> None:
    page = client.get("/search?q=%E6%95%B0&stage=draft&stage=final&place=%E6%9F%90%E5%B8%82").text
    assert '<option value="draft" selected>' in page
    assert '<option value="final" selected>' in page
    assert '<option value="某市" lang="zh-Hans" selected>' in page


def test_the_command_prints_the_same_hits(client: TestClient, shelf: Shelf, capsysbinary, monkeypatch) -> None:
    from service.cli import main

    monkeypatch.setenv("CLAUSEWATCH_DATA", str(Path(shelf.house.settings.data)))
    with pytest.raises(SystemExit) as ended:
        main(["search", "期限为五年", "--json"])
    assert not ended.value.code
    assert json.loads(capsysbinary.readouterr().out)["items"] == items(client, q="期限为五年")
    with pytest.raises(SystemExit) as ended:
        main(["search", "\u200b", "--json"])
    assert ended.value.code == 1
    assert json.loads(capsysbinary.readouterr().out)["error"]["reason"] == "bad_input"
