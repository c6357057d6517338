"""Amendment decisions over HTTP: texts and files, nothing stored."""

import pytest
from litestar.testing import TestClient
from support.houses import HandClock, house_at
from support.shelf import Shelf

DECISION = (
    "某市人民代表大会常务委员会关于修改《某市档案条例》的决定\n决定对《某市档案条例》作如下修改：\n"
    "一、将第二条修改为：“甲。”\n二、将第三条中的“没有的字”修改为“乙”。\n本决定自2024年1月1日起施行。\n"
)
OLD = "某市档案条例\n第一条　为了加强管理，制定本条例。\n第二条　丙。\n第三条　丁。\n"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory):
    clock = HandClock()
    with house_at(tmp_path_factory.mktemp("house"), clock=clock) as house, Shelf(house, clock).client() as opened:
        yield opened


def sent(client: TestClient, **fields: object):
    return client.post("/api/v1/amend", json={"decision": {"text": DECISION}, "old": {"text": OLD}, **fields})


def test_a_decision_is_applied_to_a_text(client: TestClient) -> None:
    answer = sent(client)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    made = answer.json()
    assert made["schema"] == "clausewatch/amendment/1"
    assert (made["applied"], made["not_applied"], made["repealed"]) == (1, 1, False)
    assert made["text"] == OLD.replace("丙", "甲")
    assert made["decision"]["effective_on"] == "2024-01-01"
    (amendment,) = made["amendments"]
    assert (amendment["title"], amendment["chosen"]) == ("某市档案条例", True)
    assert [(edit["kind"], edit["applied"], edit["reason"]) for edit in amendment["edits"]] == [
        ("substitution", True, None),
        ("text_substitution", False, "words_not_found"),
    ]


def test_files_are_taken_as_well(client: TestClient) -> None:
    files = {"decision": ("决定.txt", DECISION.encode()), "old": ("条例.txt", OLD.encode())}
    assert client.post("/api/v1/amend", files=files).json()["applied"] == 1


def test_a_text_that_the_decision_does_not_amend_is_a_problem_that_names_those_it_does(client: TestClient) -> None:
    answer = sent(client, old={"text": OLD.replace("档案", "图书")})
    assert answer.status_code == 422
    assert "某市档案条例" in answer.json()["detail"]
    assert sent(client, old={"text": OLD.replace("档案", "图书")}, title="某市档案条例").json()["applied"] == 1


def test_what_is_no_decision_is_a_problem(client: TestClient) -> None:
    answer = sent(client, decision={"text": OLD})
    assert answer.status_code == 422
    assert "没有修改或废止的指令" in answer.json()["detail"]


@pytest.mark.parametrize(
    "body", [{}, {"decision": {"text": DECISION}}, {"decision": {"text": 1}, "old": {"text": OLD}}, {"x": 1}, []]
)
def test_a_body_that_is_not_of_the_form_is_a_400_problem(client: TestClient, body: object) -> None:
    assert client.post("/api/v1/amend", json=body).status_code == 400


def test_a_title_that_is_no_string_is_named(client: TestClient) -> None:
    answer = sent(client, title=3)
    assert answer.status_code == 400
    assert "title" in answer.text
