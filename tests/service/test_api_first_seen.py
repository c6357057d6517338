"""Where a wording was seen first, when dates are missing or contradict the line of drafts, successors and versions."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient
from support.shelf import Shelf, filled_shelf, statute

from service.relating import settle_relation
from service.tracking import track_file
from storage import relations
from storage.records import RelationKind, RelationStatus

SAME = "网络直播营销平台应当建立主播信用评价制度，对违规主播采取限流、暂停直播等处置措施，并报送监管部门。"
NEARLY = SAME.replace("，并报送监管部门", "，处置情况按季度报送监管部门备查")
OTHERS = ("甲省", "乙省", "丙省", "丁省")


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    with filled_shelf(tmp_path) as filled:
        yield filled


@pytest.fixture
def client(shelf: Shelf) -> Iterator[TestClient[Any]]:
    with shelf.client() as opened:
        yield opened


def kept(
    shelf: Shelf, at: int, day: date | None = None, words: str = SAME, document: str | None = None
) -> tuple[str, str]:
    """A text of its own with the wording as its first article; gives its document and version."""
    shelf.clock.pass_by(minutes=1)
    text = statute([words, f"本规定由{OTHERS[at]}商务厅负责解释。"], f"{OTHERS[at]}直播营销管理规定")
    tracked = track_file(shelf.house, f"{at}.txt", text.encode(), document_id=document, dated_on=day)
    assert tracked.document
    assert tracked.version
    return tracked.document, tracked.version


def relate(shelf: Shelf, kind: RelationKind, start: str, end: str) -> str:
    made = shelf.house.database.run(
        lambda session: relations.propose(
            session,
            kind=kind,
            from_document=start,
            to_document=end,
            confidence=0.9,
            evidence={},
            now=shelf.clock(),
        )
    )
    assert made is not None
    return made.id


def seen_in(client: TestClient[Any], version: str) -> dict[str, Any]:
    answer = client.get(f"/api/v1/versions/{version}/clauses/第一条/history")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()["first_seen"][0]
    return found


def documents_of(hits: list[dict[str, Any]]) -> list[str]:
    return [one["document"] for one in hits]


def first_in(seen: dict[str, Any]) -> list[str]:
    return documents_of([one for one in seen["hits"] if one["earliest"]])


def test_a_draft_precedes_its_final_text_though_neither_prints_a_date(client: TestClient[Any], shelf: Shelf) -> None:
    final, version = kept(shelf, 0)
    draft, _ = kept(shelf, 1)
    relation = relate(shelf, RelationKind.DRAFT_OF, draft, final)
    seen = seen_in(client, version)
    assert (documents_of(seen["hits"]), first_in(seen), seen["undated"]) == ([draft, final], [draft], [])
    settle_relation(shelf.house, relation, RelationStatus.REFUSED, by="api")
    seen = seen_in(client, version)
    assert seen["hits"] == []
    assert sorted(documents_of(seen["undated"])) == sorted([draft, final])


def test_an_undated_text_is_older_than_what_is_younger_than_its_dated_successor(
    client: TestClient[Any], shelf: Shelf
) -> None:
    successor, _ = kept(shelf, 0, date(2021, 5, 1))
    elsewhere, version = kept(shelf, 1, date(2022, 5, 1))
    replaced, _ = kept(shelf, 2)
    relate(shelf, RelationKind.REPLACES, successor, replaced)
    seen = seen_in(client, version)
    assert documents_of(seen["hits"]) == [replaced, successor, elsewhere]
    assert first_in(seen) == [replaced]
    assert seen["hits"][0]["before"]["document"] == successor
    assert seen["hits"][0]["after"] is None


def test_what_is_undated_and_a_dated_text_older_than_its_successor_are_a_tie(
    client: TestClient[Any], shelf: Shelf
) -> None:
    successor, _ = kept(shelf, 0, date(2021, 5, 1))
    elsewhere, version = kept(shelf, 1, date(2020, 5, 1))
    draft, _ = kept(shelf, 2)
    relate(shelf, RelationKind.DRAFT_OF, draft, successor)
    assert sorted(first_in(seen_in(client, version))) == sorted([elsewhere, draft])


def test_a_text_that_no_line_joins_to_a_dated_one_is_ranked_nowhere(client: TestClient[Any], shelf: Shelf) -> None:
    dated, version = kept(shelf, 0, date(2021, 5, 1))
    final, _ = kept(shelf, 1)
    draft, _ = kept(shelf, 2)
    relate(shelf, RelationKind.DRAFT_OF, draft, final)
    seen = seen_in(client, version)
    assert (documents_of(seen["hits"]), documents_of(seen["undated"])) == ([dated], [draft, final])


def test_dates_that_contradict_the_line_make_a_tie_and_win_over_all_else(client: TestClient[Any], shelf: Shelf) -> None:
    final, version = kept(shelf, 0, date(2021, 5, 1))
    draft, _ = kept(shelf, 1, date(2023, 5, 1))
    between, _ = kept(shelf, 2, date(2022, 5, 1))
    relate(shelf, RelationKind.DRAFT_OF, draft, final)
    seen = seen_in(client, version)
    assert documents_of(seen["hits"]) == [final, between, draft]
    assert first_in(seen) == [final, draft]
    assert [[*one["against"]] for one in seen["hits"]] == [[seen["hits"][2]["version"]], [], [version]]


def test_of_a_draft_and_a_final_text_of_one_day_the_draft_is_the_older(client: TestClient[Any], shelf: Shelf) -> None:
    final, version = kept(shelf, 0, date(2021, 5, 1))
    draft, _ = kept(shelf, 1, date(2021, 5, 1))
    relate(shelf, RelationKind.DRAFT_OF, draft, final)
    assert first_in(seen_in(client, version)) == [draft]


def test_at_a_fork_of_drafts_both_branches_count(client: TestClient[Any], shelf: Shelf) -> None:
    early, version = kept(shelf, 0)
    for at, day in ((1, date(2021, 5, 1)), (2, date(2023, 5, 1))):
        relate(shelf, RelationKind.DRAFT_OF, early, kept(shelf, at, day)[0])
    middle, _ = kept(shelf, 3, date(2022, 5, 1))
    seen = seen_in(client, version)
    assert first_in(seen) == [early]
    assert seen["hits"][0]["before"]["document"] == seen["hits"][1]["document"]
    assert documents_of(seen["hits"])[2] == middle


def test_an_older_version_precedes_its_successor_though_neither_prints_a_date(
    client: TestClient[Any], shelf: Shelf
) -> None:
    document, first = kept(shelf, 0, words=NEARLY)
    _, second = kept(shelf, 0, document=document)
    seen = seen_in(client, second)
    assert [(one["version"], one["grade"]) for one in seen["hits"]] == [(first, "similar"), (second, "identical")]
    assert [one["earliest"] for one in seen["hits"]] == [True, False]
    assert [one["earliest_equal"] for one in seen["hits"]] == [False, True]


def test_relations_in_a_circle_say_nothing_of_age(client: TestClient[Any], shelf: Shelf) -> None:
    one, version = kept(shelf, 0)
    other, _ = kept(shelf, 1)
    relate(shelf, RelationKind.DRAFT_OF, one, other)
    relate(shelf, RelationKind.DRAFT_OF, other, one)
    assert seen_in(client, version)["hits"] == []


def test_the_page_says_what_places_a_text_without_a_date(client: TestClient[Any], shelf: Shelf) -> None:
    final, version = kept(shelf, 0, date(2021, 5, 1))
    draft, draft_version = kept(shelf, 1)
    relate(shelf, RelationKind.DRAFT_OF, draft, final)
    page = client.get(f"/versions/{version}/clauses/第一条/history", headers={"Accept": "text/html"})
    assert "没有印日期，依版本先后和文件关系排列。" in page.text
    own = client.get(f"/versions/{draft_version}/clauses/第一条/history", headers={"Accept": "text/html"})
    assert "在已收录文本中，这一文字最早见于本文本：本文本没有印日期" in own.text
