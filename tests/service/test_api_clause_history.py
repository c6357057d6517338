"""A clause's history over HTTP: its way through the versions, and where its wording was seen first."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from litestar.testing import TestClient
from support.houses import ARTICLES
from support.shelf import AMENDED, NUMERALS, Shelf, filled_shelf, statute

from service.clause_history import clause_history
from service.overriding import set_override
from service.relating import settle_relation
from service.tracking import track_file
from storage import relations, versions
from storage.records import RelationKind, RelationStatus

OTHER = "数据处理者应当建立全流程数据安全管理制度，组织开展数据安全教育培训，支持支持技术创新。"


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    with filled_shelf(tmp_path) as filled:
        yield filled


@pytest.fixture
def client(shelf: Shelf) -> Iterator[TestClient[Any]]:
    with shelf.client() as opened:
        yield opened


def clause_of(shelf: Shelf, version: str, path: str) -> str:
    with shelf.house.database.read() as session:
        found = versions.clause_paths(session, version)
    return next(clause for clause, name in found.items() if name == path)


def asked(client: TestClient[Any], version: str, clause: str) -> dict[str, Any]:
    answer = client.get(f"/api/v1/versions/{version}/clauses/{quote(clause, safe='')}/history")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def kept(
    shelf: Shelf, text: str, day: date | None, document: str | None = None, name: str = "text.txt"
) -> tuple[str, str]:
    shelf.clock.pass_by(minutes=1)
    tracked = track_file(shelf.house, name, text.encode(), document_id=document, dated_on=day)
    assert tracked.document
    assert tracked.version
    return tracked.document, tracked.version


def law(articles: list[str], title: str) -> str:
    return statute([*articles], title)


def test_a_clause_is_followed_through_every_version_oldest_first(client: TestClient[Any], shelf: Shelf) -> None:
    newest = shelf.versions[2]
    answer = asked(client, newest, clause_of(shelf, newest, "第四条"))
    assert answer["schema"] == "clausewatch/clause-history/1"
    assert [one["version"] for one in answer["texts"]] == shelf.versions
    assert [one["dated_on"] for one in answer["texts"]] == ["2020-05-01", "2024-03-01", "2025-11-01"]
    steps = [one["step"] for one in answer["texts"]]
    assert steps[0] is None
    assert [step["labels"] for step in steps[1:]] == [["unchanged"], ["modified"]]
    assert ["delete", "三"] in steps[2]["changes"][0]["spans"] or ["delete", "三年"] in steps[2]["changes"][0]["spans"]
    assert answer["appeared"] == {"version": shelf.versions[0], "absent_before": False}
    assert answer["went"] is None
    assert (answer["not_compared"], answer["left_out"]) == (0, 0)


def test_it_says_when_a_clause_came_and_when_it_went(client: TestClient[Any], shelf: Shelf) -> None:
    oldest, middle, newest = shelf.versions
    came = asked(client, middle, "第六条")
    assert [one["presence"] for one in came["texts"]] == ["absent", "stands", "stands"]
    assert came["appeared"] == {"version": middle, "absent_before": True}
    last = asked(client, newest, "第七条")
    assert [one["presence"] for one in last["texts"]] == ["absent", "absent", "stands"]
    later = kept(shelf, law(AMENDED[:3], "示例市数据条例"), date(2026, 2, 1), shelf.law)[1]
    gone = asked(client, oldest, "第五条")
    assert gone["went"] == later
    assert gone["texts"][-1]["step"]["labels"] == ["removed"]


def test_words_that_come_back_after_a_gap_are_found_again_and_say_so(client: TestClient[Any], shelf: Shelf) -> None:
    without = [one for one in AMENDED if one != ARTICLES[4]]
    gap = kept(shelf, law(without, "示例市数据条例"), date(2026, 1, 1), shelf.law)[1]
    back = kept(shelf, law([*AMENDED, OTHER], "示例市数据条例"), date(2026, 2, 1), shelf.law)[1]
    for version in (shelf.versions[0], back):
        texts = {one["version"]: one for one in asked(client, version, "第五条")["texts"]}
        assert [texts[one]["presence"] for one in (shelf.versions[2], gap, back)] == ["stands", "absent", "stands"]
        assert texts[back]["again"] is True
        assert texts[back]["clauses"][0]["path"] == "第五条"


def test_an_override_is_obeyed_on_the_way(client: TestClient[Any], shelf: Shelf) -> None:
    middle, newest = shelf.versions[1:]
    old, new = clause_of(shelf, middle, "第四条"), clause_of(shelf, newest, "第四条")
    set_override(shelf.house, (middle, newest), old, None, by="api")
    answer = asked(client, newest, new)
    assert [one["presence"] for one in answer["texts"]] == ["absent", "absent", "stands"]
    assert answer["texts"][2]["step"]["nearest"] == [] or answer["texts"][2]["step"]["labels"] == ["added"]


def test_a_draft_stands_before_its_final_text_unless_the_relation_is_refused(
    client: TestClient[Any], shelf: Shelf
) -> None:
    for version in (shelf.draft_version, shelf.final_version):
        answer = asked(client, version, _goal(shelf, version))
        assert [one["document"] for one in answer["texts"]] == [shelf.draft, shelf.final]
        assert answer["texts"][1]["step"]["labels"] == ["modified"]
        assert [one["kind"] for one in answer["relations"]] == ["draft_of"]
    settle_relation(shelf.house, shelf.relation, RelationStatus.REFUSED, by="api")
    alone = asked(client, shelf.final_version, _goal(shelf, shelf.final_version))
    assert [one["document"] for one in alone["texts"]] == [shelf.final]


def _goal(shelf: Shelf, version: str) -> str:
    return clause_of(shelf, version, "一/（一）")


def _relate(shelf: Shelf, kind: RelationKind, newer: str, older: str, confidence: float = 0.9) -> str:
    made = shelf.house.database.run(
        lambda session: relations.propose(
            session,
            kind=kind,
            from_document=newer,
            to_document=older,
            confidence=confidence,
            evidence={},
            now=shelf.clock(),
        )
    )
    assert made is not None
    return made.id


def test_a_law_that_replaces_another_goes_on_from_it_and_a_decision_is_only_named(
    client: TestClient[Any], shelf: Shelf
) -> None:
    newer, version = kept(shelf, law([*ARTICLES[:4], OTHER], "示例市数据管理条例"), date(2026, 5, 1), name="new.txt")
    decision, _ = kept(
        shelf,
        law(["对《示例市数据条例》作如下修改。"], "关于修改《示例市数据条例》的决定"),
        date(2025, 10, 1),
        name="d.txt",
    )
    _relate(shelf, RelationKind.REPLACES, newer, shelf.law)
    _relate(shelf, RelationKind.AMENDS, decision, shelf.law)
    answer = asked(client, version, "第四条")
    assert [one["document"] for one in answer["texts"]] == [shelf.law] * 3 + [newer]
    assert [one["presence"] for one in answer["texts"]] == ["stands"] * 4
    assert [(one["document"], one["why"]) for one in answer["not_followed"]] == [(decision, "decision")]


def test_at_a_fork_the_surer_branch_is_followed_and_the_other_named(client: TestClient[Any], shelf: Shelf) -> None:
    made = [
        kept(shelf, law([*ARTICLES[:4], OTHER], title), date(2026, 5, day), name=f"{day}.txt")[0]
        for day, title in ((1, "示例市数据管理办法"), (2, "示例市数据发展规定"))
    ]
    _relate(shelf, RelationKind.REPLACES, made[0], shelf.law, 0.4)
    _relate(shelf, RelationKind.REPLACES, made[1], shelf.law, 0.8)
    answer = asked(client, shelf.versions[2], "第四条")
    assert answer["texts"][-1]["document"] == made[1]
    assert [(one["document"], one["why"]) for one in answer["not_followed"]] == [(made[0], "other_branch")]


def test_what_would_cost_too_much_is_cut_and_gone_on_with(shelf: Shelf) -> None:
    made: list[tuple[str, str]] = []
    for day in range(1, 9):
        articles = [*AMENDED[:3], AMENDED[3].replace("五年", f"{NUMERALS[day]}十年"), *AMENDED[4:]]
        document = made[0][0] if made else None
        made.append(kept(shelf, law(articles, "示例县数据办法"), date(2026, 3, day), document, name="county.txt"))
    found = [clause_history(shelf.house, made[0][1], "第四条", most_compared=0) for _ in range(5)]
    assert [one.not_compared for one in found] == [5, 3, 1, 0, 0]
    assert [one.compared for one in found] == [2, 2, 2, 1, 0]


def test_the_oldest_text_with_the_same_words_is_named_with_all_of_its_day(
    client: TestClient[Any], shelf: Shelf
) -> None:
    made = [
        kept(shelf, law([OTHER, *ARTICLES[1:3]], title), day, name=f"{title}.txt")
        for title, day in (
            ("甲市数据安全条例", date(2021, 6, 1)),
            ("乙市数据安全条例", date(2019, 6, 1)),
            ("丙市数据安全规定", date(2019, 6, 1)),
            ("丁市数据安全办法", None),
        )
    ]
    seen = asked(client, made[0][1], "第一条")["first_seen"][0]
    assert [(one["dated_on"], one["grade"]) for one in seen["hits"]] == [
        ("2019-06-01", "identical"),
        ("2019-06-01", "identical"),
        ("2021-06-01", "identical"),
    ]
    assert [one["earliest"] for one in seen["hits"]] == [True, True, False]
    assert {one["document"] for one in seen["hits"][:2]} == {made[1][0], made[2][0]}
    assert [one["document"] for one in seen["undated"]] == [made[3][0]]
    assert seen["hits"][0]["slips"] == [{"kind": "doubled_word", "text": "支持支持"}]
    assert seen["hits"][2]["slips"] == []


def test_a_document_counts_with_its_oldest_version_and_again_where_a_later_one_is_more_alike(
    client: TestClient[Any], shelf: Shelf
) -> None:
    newest = shelf.versions[2]
    seen = asked(client, newest, "第四条")["first_seen"][0]
    assert [(one["dated_on"], one["grade"]) for one in seen["hits"]] == [
        ("2020-05-01", "similar"),
        ("2025-11-01", "identical"),
    ]
    assert [one["earliest_equal"] for one in seen["hits"]] == [False, True]
    assert any(op == "insert" for op, _ in seen["hits"][0]["spans"])
    assert seen["hits"][1]["spans"] == []


def test_words_that_differ_in_places_only_are_told_from_similar_ones(client: TestClient[Any], shelf: Shelf) -> None:
    for city, day in (("沈阳", date(2021, 1, 1)), ("成都", date(2022, 1, 1))):
        text = law(
            [f"{city}市人民政府应当加强对数据工作的领导，健全协调机制，支持在{city}企业依法开展数据处理活动。"],
            f"{city}市数据条例",
        )
        version = kept(shelf, text, day, name=f"{city}.txt")[1]
    seen = asked(client, version, "第一条")["first_seen"][0]
    assert [(one["grade"], one["score"]) for one in seen["hits"]] == [("template", 1.0), ("identical", 1.0)]


def test_an_unknown_version_or_clause_is_a_404_whatever_it_is_made_of(client: TestClient[Any], shelf: Shelf) -> None:
    known = shelf.versions[0]
    for version, clause in (
        ("ver_0000000000000000", "第一条"),
        (known, "0123456789abcdef"),
        (known, "第一百条"),
        (known, "<script>alert(1)</script>"),
        (known, "' OR 1=1 --"),
        (known, "\u202e\u2066条"),
        (known, "x" * 3000),
    ):
        answer = client.get(f"/api/v1/versions/{version}/clauses/{quote(clause, safe='')}/history")
        assert answer.status_code == 404, clause
        assert answer.headers["content-type"] == "application/problem+json"


def test_a_path_that_holds_slashes_is_asked_for_as_a_parameter(client: TestClient[Any], shelf: Shelf) -> None:
    version = shelf.final_version
    address, clause = f"/versions/{version}/clauses", _goal(shelf, version)
    answer = client.get(f"/api/v1{address}/history", params={"path": "一/（一）"})
    assert answer.json() | {"compared": 0} == asked(client, version, clause)
    page = client.get(
        f"{address}/history",
        params={"path": "一/（一）", "view": "columns"},
        headers={"Accept": "text/html"},
        follow_redirects=False,
    )
    assert (page.status_code, page.headers["location"]) == (303, f"{address}/{clause}/history?view=columns")
    for start in ("", "/api/v1"):
        assert client.get(f"{start}{address}/history", params={"path": "一/（九）"}).status_code == 404
        assert client.get(f"{start}/versions/ver_x/clauses/history", params={"path": "一"}).status_code == 404
        assert client.get(f"{start}{address}/history").status_code == 400


def test_a_query_parameter_that_is_none_is_refused(client: TestClient[Any], shelf: Shelf) -> None:
    answer = client.get(f"/api/v1/versions/{shelf.versions[0]}/clauses/第一条/history", params={"depth": "3"})
    assert answer.status_code == 400


def test_drafts_of_drafts_and_relations_in_a_circle_end_in_one_line(client: TestClient[Any], shelf: Shelf) -> None:
    text = law([*ARTICLES[:4], OTHER], "示例区试点工作办法（送审稿）")
    earlier, version = kept(shelf, text, date(2026, 1, 1), name="earlier.txt")
    _relate(shelf, RelationKind.DRAFT_OF, earlier, shelf.draft)
    _relate(shelf, RelationKind.DRAFT_OF, shelf.final, earlier)
    answer = asked(client, version, "第一条")
    assert sorted(one["document"] for one in answer["texts"]) == sorted([earlier, shelf.draft, shelf.final])


def test_a_misprint_copied_with_one_sentence_of_a_long_clause_is_found(client: TestClient[Any], shelf: Shelf) -> None:
    copied = "依托人民币的贸易金融区块链平台，构建贸易金融区块链标准体系，为中小微企业提供金融服务。"
    around = (
        ("推进海关监管方式改革，试点分级分类监管工作。", "扩大跨境电商零售进口商品范围，优化退换货管理流程。"),
        (
            "贯彻落实市场准入负面清单制度，定期清理隐性壁垒。",
            "实施科技型企业研发费用后补助专项，支持首次认定的高新技术企业。",
        ),
    )
    made = [
        kept(shelf, law([f"{before}{copied}{behind}"], title), date(year, 4, 1), name=f"{year}.txt")
        for (before, behind), title, year in zip(around, ("甲市试点条例", "乙市示范条例"), (2021, 2022), strict=True)
    ]
    answer = asked(client, made[1][1], "第一条")
    assert [one["document"] for one in answer["first_seen"][0]["hits"]] == [made[1][0]]
    (sentence,) = answer["sentences"]
    assert sentence["sentence"] == 1
    first = sentence["hits"][0]
    assert (first["document"], first["grade"], first["partly"], first["earliest"]) == (
        made[0][0],
        "identical",
        True,
        True,
    )
    assert first["slips"] == [{"kind": "suspect_phrase", "text": "人民币的贸易金融区块链"}]
