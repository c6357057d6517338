"""The matrix over HTTP: texts, files, stored versions and texts that are not held, side by side."""

import pytest
from litestar.testing import TestClient
from support.families import ARTICLES
from support.houses import ARTICLES as STORED
from support.shelf import AUTHORISED, Shelf, statute

from storage import documents, events

ADDRESS = "/api/v1/matrix"


def law(city: str) -> str:
    return statute([ARTICLES[at].format(place=city) for at in (0, 7, 8, 9)], f"{city}公园条例")


SHENYANG, CHENGDU = law("沈阳市"), law("成都市")


def test_texts_are_laid_side_by_side_without_a_key(client: TestClient) -> None:
    answer = client.post(ADDRESS, json={"texts": [SHENYANG, {"text": CHENGDU, "name": "成都.txt"}]})
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    laid = answer.json()
    assert set(laid) == {"schema", "algorithm", "columns", "summary", "rows"}
    assert laid["schema"] == "clausewatch/matrix/1"
    assert [column["document"]["title"] for column in laid["columns"]] == ["沈阳市公园条例", "成都市公园条例"]
    assert laid["summary"] == {
        **{"texts": 2, "held": 2, "counting": "places", "places": 2, "rows": 4},
        **{"in_all": 4, "in_some": 0, "in_one": 0, "in_none": 0},
    }
    first = laid["rows"][0]
    assert first["reading"]["slots"][0]["kind"] == "place"
    assert [cell["label"] for cell in first["cells"]] == ["template", "template"]
    assert set(first["cells"][0]) == {
        *("label", "clauses", "paths", "sentences", "evidence", "text"),
        *("verb", "similarity", "slots", "spans", "degraded", "within", "nearest"),
    }
    assert (first["cells"][0]["spans"], first["cells"][0]["degraded"]) == ([], False)


def test_a_wording_of_its_own_comes_with_spans(client: TestClient) -> None:
    other = law("武汉市").replace("定期进行养护", "每季度进行养护")
    laid = client.post(ADDRESS, json={"texts": [SHENYANG, CHENGDU, other]}).json()
    (cell,) = [row["cells"][2] for row in laid["rows"] if "每季度" in row["cells"][2]["text"]]
    assert [one for one in cell["spans"] if one[0] != "equal"] == [["delete", "定期"], ["insert", "每季度"]]
    assert "".join(text for op, text in cell["spans"] if op != "delete") == cell["text"]


def test_stored_versions_texts_and_texts_not_held_mix(client: TestClient, shelf: Shelf) -> None:
    texts = [
        {"version": shelf.versions[1]},
        statute(STORED[:3], "另一市数据条例"),
        {"title": "广州市数据条例", "held": False},
    ]
    laid = client.post(ADDRESS, json={"texts": texts}).json()
    assert [column["held"] for column in laid["columns"]] == [True, True, False]
    assert laid["columns"][2]["document"]["jurisdiction"] == "广东省广州市"
    assert {row["cells"][2]["label"] for row in laid["rows"]} == {"not_held"}
    assert [row["cells"][1]["label"] for row in laid["rows"]].count("absent") == len(STORED) - 3
    assert laid["summary"]["in_all"] == 3


def test_files_are_laid_side_by_side(client: TestClient, shelf: Shelf) -> None:
    files = [("texts", ("a.txt", SHENYANG.encode())), ("texts", ("b.txt", CHENGDU.encode()))]
    given = {"versions": [shelf.versions[0]], "not_held": ["武汉市公园条例"]}
    answer = client.post(ADDRESS, files=files, data=given)
    assert answer.status_code == 200
    assert [column["document"]["title"] for column in answer.json()["columns"]] == [
        *("沈阳市公园条例", "成都市公园条例", "示例市数据条例", "武汉市公园条例"),
    ]


def test_nothing_of_it_is_stored(client: TestClient, shelf: Shelf) -> None:
    def state():
        with shelf.house.database.read() as session:
            return documents.listed(session), events.highest(session), sorted(shelf.house.snapshots.digests())

    before = state()
    client.post(ADDRESS, json={"texts": [SHENYANG, CHENGDU]}, headers=AUTHORISED)
    assert state() == before


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        ({"texts": [SHENYANG]}, 422, "unreadable"),
        ({"texts": [SHENYANG] * 41}, 422, "unreadable"),
        ({"texts": [{"title": "甲", "held": False}, {"title": "乙", "held": False}]}, 422, "unreadable"),
        ({"texts": [SHENYANG, {"version": "ver_0000000000000000"}]}, 404, "not-found"),
        ({"texts": "x"}, 400, "invalid-value"),
        ({"texts": [SHENYANG, 3]}, 400, "invalid-value"),
        ({"texts": [SHENYANG, " "]}, 400, "invalid-value"),
        ({"texts": [SHENYANG, {"text": "x", "name": 1}]}, 400, "invalid-value"),
        ({"texts": [SHENYANG, {"held": False}]}, 400, "invalid-value"),
        ({"texts": [SHENYANG, {"title": "甲", "held": "no"}]}, 400, "invalid-value"),
        ({"texts": [SHENYANG, {"version": "ver_1", "text": "x"}]}, 400, "unknown-parameter"),
        ({"texts": [SHENYANG, CHENGDU], "across": True}, 400, "unknown-parameter"),
        ([], 400, "invalid-value"),
    ],
)
def test_a_malformed_request_says_what_is_wrong(client: TestClient, body: object, status: int, kind: str) -> None:
    answer = client.post(ADDRESS, json=body)
    assert (answer.status_code, answer.json()["type"].rpartition("#problem-")[2]) == (status, kind)


def test_a_file_that_cannot_be_read_is_named(client: TestClient) -> None:
    files = [("texts", ("坏.docx", b"PK\x03\x04 not a zip")), ("texts", ("b.txt", CHENGDU.encode()))]
    answer = client.post(ADDRESS, files=files)
    assert answer.status_code == 422
    assert "坏.docx" in answer.json()["detail"]


def test_an_unknown_form_field_is_named(client: TestClient) -> None:
    answer = client.post(ADDRESS, files=[("text", ("a.txt", SHENYANG.encode()))])
    assert answer.status_code == 400
    assert "text" in answer.json()["detail"]


def test_a_text_over_four_megabytes_is_a_413_problem(client: TestClient) -> None:
    answer = client.post(ADDRESS, json={"texts": [SHENYANG, "甲" * (2**20 * 4 // 3 + 1)]})
    assert answer.status_code == 413


def test_the_description_names_the_matrix(client: TestClient) -> None:
    assert ADDRESS in client.get("/api/v1/openapi.json").json()["paths"]
