"""Every failure is a problem document that says what is wrong and how to mend it, in two languages."""

from pathlib import Path

import pytest
from litestar.testing import TestClient
from support.shelf import Shelf

from service.problems import STATUS, ProblemKind, accepted_language
from service.texts import Language

API_PAPER = Path(__file__).parents[2] / "docs" / "api.md"


def problem(answer, status: int, kind: ProblemKind) -> dict:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["type"] == f"/api/v1/docs#problem-{kind}"
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    assert body["instance"] == answer.request.url.path
    return body


def test_an_unknown_parameter_is_refused_and_the_nearest_known_one_named(client: TestClient) -> None:
    answer = client.get("/api/v1/documents?limt=3", headers={"Accept-Language": "en"})
    assert "did you mean limit?" in problem(answer, 400, ProblemKind.UNKNOWN_PARAMETER)["detail"]
    problem(client.get("/api/v1/health?x=1"), 400, ProblemKind.UNKNOWN_PARAMETER)


@pytest.mark.parametrize("limit", ["0", "201", "-1", "many", ""])
def test_a_limit_out_of_range_names_the_parameter(client: TestClient, limit: str) -> None:
    body = problem(client.get("/api/v1/documents", params={"limit": limit}), 400, ProblemKind.INVALID_VALUE)
    assert body["errors"][0]["parameter"] == "limit"


@pytest.mark.parametrize(
    "cursor", ["x", "%", "中文", "ZG9jdW1lbnRz", "ZG9jdW1lbnRzOmRvY18w", "a" * 5000, "-_-_", "==="]
)
@pytest.mark.parametrize("path", ["documents", "sources", "relations", "changes"])
def test_a_malformed_cursor_is_a_400_on_every_list(client: TestClient, path: str, cursor: str) -> None:
    problem(client.get(f"/api/v1/{path}", params={"after": cursor}), 400, ProblemKind.BAD_CURSOR)


@pytest.mark.parametrize("path", ["/api/v1/", "/api/v1/nothing", "/api/v2/documents", "/api/v1/documents/a/b/c", "/x"])
def test_an_unknown_route_is_a_404_problem(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.json()["type"].endswith("not-found")


def test_below_the_openapi_document_is_nothing_either(client: TestClient) -> None:
    assert client.get("/api/v1/openapi.json/x").json()["status"] == 404


def test_a_wrong_method_names_the_right_ones(client: TestClient) -> None:
    answer = client.post("/api/v1/documents")
    problem(answer, 405, ProblemKind.METHOD_NOT_ALLOWED)
    assert "GET" in answer.headers["allow"]


def test_an_error_of_ours_is_a_500_problem_that_tells_nothing_of_itself(
    client: TestClient, shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    digest = client.get(f"/api/v1/versions/{shelf.versions[0]}").json()["version"]["snapshots"][0]["digest"]
    kept = next(path for path in shelf.house.settings.data.rglob("*") if path.is_file() and digest[4:] in path.name)
    whole = kept.read_bytes()
    kept.chmod(0o600)
    kept.write_bytes(b"damaged")
    answer = client.get(f"/api/v1/versions/{shelf.versions[0]}/snapshot")
    kept.write_bytes(whole)
    body = problem(answer, 500, ProblemKind.INTERNAL)
    assert digest not in answer.text
    assert set(body) == {"type", "title", "status", "detail", "instance"}
    assert "damaged" in caplog.text


def test_texts_follow_accept_language_and_the_type_does_not(client: TestClient) -> None:
    chinese = client.get("/api/v1/documents/x", headers={"Accept-Language": "zh-CN"}).json()
    english = client.get("/api/v1/documents/x", headers={"Accept-Language": "en-GB,en;q=0.9"}).json()
    assert chinese["type"] == english["type"]
    assert (chinese["title"], english["title"]) == ("没有找到", "Not found")


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, Language.ZH),
        ("", Language.ZH),
        ("*", Language.ZH),
        ("fr", Language.ZH),
        ("en", Language.EN),
        ("fr, en;q=0.5", Language.EN),
        ("zh;q=0.4, en;q=0.5", Language.EN),
        ("zh-Hant, en;q=0.5", Language.ZH),
        ("en;q=x", Language.ZH),
        ("en;q=0", Language.ZH),
    ],
)
def test_chinese_unless_english_is_preferred(header: str | None, language: Language) -> None:
    assert accepted_language(header) is language


def test_every_kind_of_problem_has_a_status_and_stands_in_the_paper() -> None:
    paper = API_PAPER.read_text(encoding="utf-8")
    assert set(STATUS) == set(ProblemKind)
    for kind in ProblemKind:
        row = next((line for line in paper.splitlines() if line.startswith("|") and f"`{kind}`" in line), "")
        assert f"| {STATUS[kind]} |" in row, kind


def test_a_reader_gets_a_page_instead_of_json(client: TestClient) -> None:
    answer = client.get("/documents/doc_x", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "没有找到" in answer.text


@pytest.mark.parametrize("path", ["/api/v1/documents?title=%00", "/documents/a%00b", "/api/v1/versions/a%00b"])
def test_a_null_character_in_an_address_is_a_400_problem(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("application/problem+json")
