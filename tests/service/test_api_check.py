"""A plan checked against its own task list over HTTP: of a stored version, and of texts and files that are not stored."""

from pathlib import Path

import pytest
from litestar.testing import TestClient
from support.shelf import Shelf

from service.tracking import track_file
from storage import documents, events

SAMPLE = Path(__file__).parents[2] / "samples" / "shenyang-2022-plan.txt"
PLAN = """示例区服务业扩大开放试点工作方案
一、主要任务
（一）推进科技服务。支持科研机构与企业共建实验室，促进成果转化。
（二）推进金融服务。支持符合条件的机构开展跨境业务、优化支付便利化水平。
"""
LIST = "任务清单\n\n序号\t试点任务\t单位\n{}\n"
ROWS = [
    "1\t支持科研机构与企业共建实验室，促进成果转化。\t市科技局",
    "2\t支持符合条件的机构开展跨境业务优化支付便利化水平。\t市金融局",
]
LISTED = LIST.format("\n".join(ROWS))
WHOLE = f"{PLAN}\n{LISTED}"


@pytest.fixture(scope="module")
def version(shelf: Shelf) -> str:
    kept = track_file(shelf.house, SAMPLE.name, SAMPLE.read_bytes()).version
    assert kept is not None
    return kept


def found(check: dict) -> list[tuple]:
    return [(one["row"], one["clause"], one["sentence"], one["differences"]) for one in check["discrepancies"]]


def test_a_version_is_checked_against_its_own_list(client: TestClient, version: str) -> None:
    answer = client.get(f"/api/v1/versions/{version}/check")
    check = answer.json()
    assert check["schema"] == "clausewatch/check/1"
    assert (check["rows"], len(check["links"]), check["unlinked"], check["unlisted"]) == (95, 95, [], [])
    assert ("表2-4", "二/（二）/5", 1, [["用", "土"]]) in found(check)
    assert [(one["list"], one["body"]) for one in check["headings"]] == [("防控金融风险", "防范金融风险")]
    outline = client.get(f"/api/v1/versions/{version}").json()
    ids = {clause["id"]: clause["path"] for clause in outline["clauses"]}
    assert {(ids[one["row_id"]], ids[one["clause_id"]]) for one in check["links"]} == {
        (one["row"], one["clause"]) for one in check["links"]
    }


def test_the_check_of_a_version_is_looked_at_again_by_its_tag(client: TestClient, version: str) -> None:
    first, second = (client.get(f"/api/v1/versions/{version}/check") for _ in range(2))
    assert first.content == second.content
    assert first.headers["cache-control"] == "no-cache"
    again = client.get(f"/api/v1/versions/{version}/check", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304


def test_a_version_without_a_list_has_a_check_without_rows(client: TestClient, shelf: Shelf) -> None:
    answer = client.get(f"/api/v1/versions/{shelf.versions[1]}/check")
    assert answer.status_code == 200
    assert (answer.json()["rows"], answer.json()["links"], answer.json()["unlisted"]) == (0, [], [])


def test_a_version_that_is_not_there_is_a_404_problem(client: TestClient) -> None:
    assert client.get("/api/v1/versions/ver_0000000000000000/check").status_code == 404


def test_a_pasted_text_is_checked_like_a_stored_one(client: TestClient, version: str) -> None:
    answer = client.post("/api/v1/check", json={"plan": {"text": SAMPLE.read_text(encoding="utf-8")}})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json() == client.get(f"/api/v1/versions/{version}/check").json()


def test_spans_lead_from_the_body_to_the_list(client: TestClient) -> None:
    [one] = client.post("/api/v1/check", json={"plan": WHOLE}).json()["discrepancies"]
    assert (one["row"], one["clause"], one["sentence"]) == ("任务清单-2", "一/（二）", 0)
    assert one["differences"] == [["、", ""]]
    assert "".join(text for op, text in one["spans"] if op != "insert") == one["body"]
    assert "".join(text for op, text in one["spans"] if op != "delete") == one["list"]


def test_the_list_may_be_a_text_or_a_file_of_its_own(client: TestClient) -> None:
    whole = client.post("/api/v1/check", json={"plan": WHOLE}).json()
    pasted = client.post("/api/v1/check", json={"plan": {"text": PLAN}, "list": {"text": LISTED, "name": "清单.txt"}})
    files = {"plan": ("方案.txt", PLAN.encode()), "list": ("清单.txt", LISTED.encode())}
    sent = client.post("/api/v1/check", files=files)
    for answer in (pasted, sent):
        assert answer.status_code == 200
        assert found(answer.json()) == found(whole) != []
    alone = client.post("/api/v1/check", files={"plan": ("方案.txt", WHOLE.encode())})
    assert alone.json() == whole


def test_nothing_of_it_is_stored(client: TestClient, shelf: Shelf) -> None:
    def state():
        with shelf.house.database.read() as session:
            return documents.listed(session), events.highest(session), sorted(shelf.house.snapshots.digests())

    before = state()
    client.post("/api/v1/check", json={"plan": WHOLE.replace("示例", "样例")})
    assert state() == before


@pytest.mark.parametrize("body", [{"plan": PLAN}, {"plan": WHOLE, "list": "某市人民政府办公室"}])
def test_a_plan_without_a_list_is_a_422_problem_that_says_how_to_mend_it(client: TestClient, body: dict) -> None:
    answer = client.post("/api/v1/check", json=body, headers={"Accept-Language": "en"})
    assert answer.status_code == 422
    assert answer.json()["type"].endswith("#problem-unreadable")
    assert "list" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        (b"{", 400, "bad-request"),
        (b"[]", 400, "invalid-value"),
        (b"{}", 400, "invalid-value"),
        (b'{"plan": ""}', 400, "invalid-value"),
        (b'{"plan": {"text": "x"}, "list": {"text": 1}}', 400, "invalid-value"),
        (b'{"plan": "x", "list": ""}', 400, "invalid-value"),
        (b'{"plan": "x", "lists": "x"}', 400, "unknown-parameter"),
        (b'{"plan": {"text": "x", "nmae": "a"}}', 400, "unknown-parameter"),
    ],
)
def test_a_malformed_request_says_which_field_is_wrong(client: TestClient, body: bytes, status: int, kind: str) -> None:
    answer = client.post("/api/v1/check", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == status
    assert answer.json()["type"].endswith(f"#problem-{kind}")


def test_a_text_over_four_megabytes_is_a_413_problem(client: TestClient) -> None:
    assert client.post("/api/v1/check", json={"plan": "甲" * (2**20 * 4 // 3 + 1)}).status_code == 413


def test_a_file_that_cannot_be_read_is_named(client: TestClient) -> None:
    answer = client.post("/api/v1/check", files={"plan": ("坏.docx", b"PK\x03\x04 not a zip")})
    assert answer.status_code == 422
    assert "坏.docx" in answer.json()["detail"]


def test_pages_of_a_text_with_a_task_list_lead_to_its_check(client: TestClient, shelf: Shelf) -> None:
    made = track_file(shelf.house, "listed.txt", WHOLE.encode())
    check = f"/api/v1/versions/{made.version}/check"
    for page in (f"/versions/{made.version}", f"/documents/{made.document}"):
        assert f'href="{check}"' in client.get(page, headers={"Accept": "text/html"}).text
    for page in (f"/versions/{shelf.versions[0]}", f"/documents/{shelf.law}"):
        assert "/check" not in client.get(page, headers={"Accept": "text/html"}).text
    assert client.get(check).json()["rows"] == len(ROWS)
