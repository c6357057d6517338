"""Families over HTTP: read by anyone, changed with the key, the matrix filtered and taken home."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from openpyxl import load_workbook
from support.houses import HandClock, house_at
from support.relatives import data_rules, held, park_rules
from support.shelf import AUTHORISED, BASE

from service.app import create_app
from service.house import House
from service.kinship import propose_families

HOSTILE = '<script>alert(1)</script>=HYPERLINK("http://x")'


@contextmanager
def parks(folder: Path) -> Iterator[House]:
    """Three cities' copies of one law, proposed as a family."""
    clock = HandClock()
    with house_at(folder, clock=clock) as opened:
        for text in (
            park_rules("沈阳市"),
            park_rules("成都市", number="十", without=frozenset({4})),
            park_rules("杭州市", extra="=SUM(A1)湿地公园的候鸟栖息地实行封闭保护，禁止游人进入核心区。"),
        ):
            held(opened, text)
            clock.pass_by(minutes=1)
        propose_families(opened)
        yield opened


@contextmanager
def speaking(house: House) -> Iterator[TestClient[Litestar]]:
    with TestClient(create_app(house), base_url=BASE, raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory):
    """For what changes nothing."""
    with parks(tmp_path_factory.mktemp("parks")) as house, speaking(house) as opened:
        yield opened


@pytest.fixture
def house(tmp_path: Path):
    with parks(tmp_path) as opened:
        yield opened


@pytest.fixture
def fresh(house: House):
    """For what does."""
    with speaking(house) as opened:
        yield opened


def there(client: TestClient) -> str:
    (item,) = client.get("/api/v1/families").json()["items"]
    return f"/api/v1/families/{item['id']}"


@pytest.fixture(scope="module")
def address(client: TestClient) -> str:
    return there(client)


def write(client: TestClient, method: str, path: str, body: object = None):
    return client.request(method, path, json=body, headers=AUTHORISED)


def rows(client: TestClient, address: str, **query: str) -> list[dict]:
    answer = client.get(f"{address}/matrix", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()["rows"]


def test_a_family_is_read_with_its_evidence_and_texts(client: TestClient, address: str) -> None:
    item = client.get(address).json()
    assert (item["status"], item["texts"], item["held"], item["title"]) == ("proposed", 3, 3, "公园条例")
    assert (item["evidence"]["pairs"], item["evidence"]["kin"]) == (3, 3)
    assert {one["level"] for one in item["members"]} == {"city"}
    assert all(one["version_id"].startswith("ver_") for one in item["members"])
    assert client.get("/api/v1/families", params={"status": "confirmed"}).json()["items"] == []


def test_the_matrix_names_batches_members_and_counts(fresh: TestClient) -> None:
    client, address = fresh, there(fresh)
    write(client, "POST", f"{address}/members", {"title": "南昌市公园条例"})
    body = client.get(f"{address}/matrix").json()
    assert body["schema"] == "clausewatch/matrix/1"
    assert body["summary"]["rows"] == body["shown"] == len(body["rows"])
    assert sum(body["summary"][f"in_{one}"] for one in ("all", "some", "one", "none")) == len(body["rows"])
    assert [column["held"] for column in body["columns"]] == [True, True, True, False]
    assert sorted(at for batch in body["batches"] for at in batch["columns"]) == [0, 1, 2, 3]
    assert {row["cells"][3]["label"] for row in body["rows"]} == {"not_held"}
    assert "not_held" not in {row["cells"][1]["label"] for row in body["rows"]}
    assert "absent" in {row["cells"][1]["label"] for row in body["rows"]}


@pytest.mark.parametrize("presence", ["all", "some", "one"])
def test_rows_are_filtered_by_who_has_them(client: TestClient, address: str, presence: str) -> None:
    found = rows(client, address, presence=presence)
    assert found
    assert {row["presence"] for row in found} == {presence}
    whole = client.get(f"{address}/matrix", params={"presence": presence}).json()
    assert whole["summary"][f"in_{presence}"] == len(found) < whole["summary"]["rows"]
    assert whole["filters"] == {"presence": presence}


def test_rows_are_filtered_by_verb_numbers_and_word(client: TestClient, address: str) -> None:
    forbidding = rows(client, address, verb="禁止")
    assert forbidding
    assert all("禁止" in {cell["verb"] for cell in row["cells"]} for row in forbidding)
    differing = rows(client, address, numbers="true")
    assert 0 < len(differing) < len(rows(client, address))
    assert all(any(s["differs"] for cell in row["cells"] for s in cell["slots"]) for row in differing)
    (dogs,) = rows(client, address, word="携带 犬只")
    assert "犬只" in dogs["reading"]["text"]
    assert rows(client, address, word="没有的文字") == []
    assert rows(client, address, section="没有的章节") == []


@pytest.mark.parametrize(
    ("query", "status"), [({"presence": "most"}, 400), ({"verbs": "禁止"}, 400), ({"word": "甲" * 101}, 400)]
)
def test_wrong_filters_are_problems(client: TestClient, address: str, query: dict, status: int) -> None:
    answer = client.get(f"{address}/matrix", params=query)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_papers_hold_the_rows_that_are_asked_for_and_no_formula(fresh: TestClient) -> None:
    client, address = fresh, there(fresh)
    write(client, "POST", f"{address}/members", {"title": HOSTILE, "place": "=1+1"})
    query = {"word": "候鸟", "format": "csv"}
    answer = client.get(f"{address}/matrix", params=query)
    assert "attachment" in answer.headers["content-disposition"]
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(lines) == 2
    assert not [cell for line in lines for cell in line if cell.startswith(("=", "+", "-", "@"))]
    book = load_workbook(io.BytesIO(client.get(f"{address}/matrix", params=query | {"format": "xlsx"}).content))
    sheet = book["矩阵"]
    assert sheet.max_row == 4
    cells = [cell for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert any(str(cell.value).startswith("=SUM(A1)") for cell in cells)
    assert any(cell.value == HOSTILE for cell in cells)
    assert any("非官方" in str(line[0].value) for line in book["说明"].iter_rows())


def test_a_person_settles_and_edits_a_family(fresh: TestClient, house: House) -> None:
    client, address = fresh, there(fresh)
    assert write(client, "POST", f"{address}/confirm").json()["status"] == "confirmed"
    assert write(client, "POST", f"{address}/refuse").json()["status"] == "refused"
    assert write(client, "PATCH", address, {"title": HOSTILE}).json()["title"] == HOSTILE
    other = held(house, data_rules("武汉市"))
    added = write(client, "POST", f"{address}/members", {"document": other})
    assert (added.status_code, added.json()["document_id"]) == (201, other)
    assert write(client, "POST", f"{address}/members", {"document": other}).status_code == 200
    members = client.get(address).json()["members"]
    order = [one["id"] for one in reversed(members)]
    assert [
        one["id"] for one in write(client, "PUT", f"{address}/order", {"members": order}).json()["members"]
    ] == order
    assert write(client, "DELETE", f"{address}/members/{order[0]}").status_code == 204
    assert client.get(address).json()["texts"] == 3


def test_a_family_is_put_together_by_hand(fresh: TestClient, house: House) -> None:
    client = fresh
    other = held(house, data_rules("武汉市"))
    answer = write(client, "POST", "/api/v1/families", {"title": "我的一类", "documents": [other, other]})
    assert answer.status_code == 201
    assert client.get(answer.headers["location"]).json()["texts"] == 1
    refused = client.get(f"{answer.headers['location']}/matrix")
    assert (refused.status_code, refused.json()["type"]) == (422, "/api/v1/docs#problem-unreadable")
    assert write(client, "POST", "/api/v1/families/propose").json() == {"items": [], "next": None}


WRITES = [
    ("POST", ""),
    ("POST", "/propose"),
    ("PATCH", "/{id}"),
    ("POST", "/{id}/confirm"),
    ("POST", "/{id}/refuse"),
    ("POST", "/{id}/members"),
    ("DELETE", "/{id}/members/mem_0"),
    ("PUT", "/{id}/order"),
]


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_every_change_needs_the_key(client: TestClient, address: str, method: str, path: str) -> None:
    there = "/api/v1/families" + path.format(id=address.rpartition("/")[2])
    answer = client.request(method, there, json={"title": "甲"})
    assert answer.status_code == 401
    assert client.get(address).json()["title"] == "公园条例"


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/fam_0", None, 404),
        ("GET", "/fam_0/matrix", None, 404),
        ("POST", "/fam_0/confirm", None, 404),
        ("PATCH", "/{id}", {"title": ""}, 422),
        ("PATCH", "/{id}", {"title": "甲" * 301}, 422),
        ("PATCH", "/{id}", {"name": "甲"}, 400),
        ("POST", "/{id}/members", {}, 422),
        ("POST", "/{id}/members", {"document": "doc_0"}, 404),
        ("POST", "/{id}/members", {"document": "doc_0", "title": "甲"}, 422),
        ("DELETE", "/{id}/members/mem_0", None, 404),
        ("PUT", "/{id}/order", {"members": ["mem_0"]}, 404),
        ("POST", "", {"title": "甲", "documents": ["doc_0"]}, 404),
    ],
)
def test_what_cannot_be_is_a_problem(
    client: TestClient, address: str, method: str, path: str, body: object, status: int
) -> None:
    answer = write(client, method, "/api/v1/families" + path.format(id=address.rpartition("/")[2]), body)
    assert answer.status_code == status, answer.text
    assert answer.json()["detail"]
