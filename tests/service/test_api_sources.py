"""Sources over HTTP: their health, their runs, and a crawl begun by hand against a real server."""

import time

import pytest
from litestar.testing import TestClient
from support.houses import ARTICLES, article_page
from support.servers import Site
from support.shelf import AUTHORISED, SOURCE, Shelf, filled_shelf

from service.declaring import declare_sources


@pytest.fixture
def shelf(tmp_path):
    with filled_shelf(tmp_path) as filled:
        yield filled


@pytest.fixture
def client(shelf: Shelf):
    with shelf.client() as opened:
        yield opened


def test_a_source_shows_its_health_and_why(client: TestClient) -> None:
    source = client.get(f"/api/v1/sources/{SOURCE}").json()
    assert (source["title"], source["status"]) == ("示例市人民政府", "blocked")
    assert (source["last_outcome"], source["last_reason"], source["failures"]) == ("blocked", "list_challenge", 1)
    assert client.get("/api/v1/sources").json()["items"] == [source]


def test_runs_come_newest_first_and_one_tells_its_checks(client: TestClient, shelf: Shelf) -> None:
    first = client.get(f"/api/v1/sources/{SOURCE}/runs", params={"limit": "1"}).json()
    second = client.get(f"/api/v1/sources/{SOURCE}/runs", params={"after": first["next"]}).json()
    assert [run["outcome"] for run in first["items"] + second["items"]] == ["blocked", "first"]
    assert first["items"][0]["id"] == shelf.run
    run = client.get(f"/api/v1/sources/{SOURCE}/runs/{shelf.run}").json()
    assert run["counts"] == {"blocked": 1}
    assert [(check["status"], check["outcome"]) for check in run["checks"]] == [(200, "blocked")]


def test_what_is_not_there_is_a_404_problem(client: TestClient, shelf: Shelf) -> None:
    for path in ("nobody", "nobody/runs", f"{SOURCE}/runs/run_0", f"nobody/runs/{shelf.run}"):
        assert client.get(f"/api/v1/sources/{path}").status_code == 404, path
    assert client.post("/api/v1/sources/nobody/runs", headers=AUTHORISED).status_code == 404


DECLARATION = """
[[source]]
id = "by-hand"
name = "示例区人民政府"
place = "示例区"
pages = ["{url}"]
interval = "1d"
"""


def declare(shelf: Shelf, url: str) -> None:
    folder = shelf.house.settings.declarations
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "by-hand.toml").write_text(DECLARATION.format(url=url), encoding="utf-8")
    assert declare_sources(shelf.house) == ()


def test_a_crawl_begun_by_hand_makes_a_run_and_a_document(client: TestClient, shelf: Shelf) -> None:
    with Site() as site:
        declare(shelf, site.page("/law.html", article_page(ARTICLES, title="示例区条例")))
        answer = client.post("/api/v1/sources/by-hand/runs", headers=AUTHORISED)
        assert answer.status_code == 202
        run = finished(client, answer.headers["location"])
    assert run["outcome"] == "first"
    assert "示例区条例" in [item["title"] for item in client.get("/api/v1/documents").json()["items"]]


def finished(client: TestClient, address: str) -> dict:
    """The newest run, once it has an outcome."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        items = client.get(address).json()["items"]
        if items and items[0]["outcome"]:
            return items[0]
        time.sleep(0.05)
    raise TimeoutError("the run did not end")


def test_a_source_is_tried_and_nothing_is_kept(client: TestClient, shelf: Shelf) -> None:
    with Site() as site:
        declare(shelf, site.page("/a.html", article_page(ARTICLES)))
        tried = client.post("/api/v1/sources/by-hand/test", headers=AUTHORISED).json()
        assert tried["error"] is None
        assert (tried["document"]["title"], tried["clauses"] >= 6) == ("示例市数据条例", True)
        assert client.post("/api/v1/sources/by-hand/test").status_code == 401
        site.page("/a.html", "")
        assert client.post("/api/v1/sources/by-hand/test", headers=AUTHORISED).json()["error"]
    assert client.get("/api/v1/sources/by-hand/runs").json()["items"] == []
