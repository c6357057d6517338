"""The page of two places and its count over HTTP: every unit, view and fate, and what cannot be asked for."""

import csv
import io
from collections.abc import Iterator

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from support.cities import CITIES, Cities, held_cities
from support.shelf import AUTHORISED, BASE


@pytest.fixture(scope="module")
def cities(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cities]:
    with held_cities(tmp_path_factory.mktemp("cities")) as held:
        yield held


@pytest.fixture(scope="module")
def client(cities: Cities) -> Iterator[TestClient[Litestar]]:
    with TestClient(cities.app, base_url=BASE) as opened:
        yield opened


def test_the_api_counts_what_the_page_counts(client: TestClient[Litestar], cities: Cities) -> None:
    pair = f"{cities.versions[CITIES[0]]}..{cities.versions[CITIES[1]]}"
    tally = client.get(f"/api/v1/comparisons/{pair}/tally").json()
    assert tally["schema"] == "clausewatch/tally/1"
    assert (tally["unit"], tally["asked"]) == ("rows", "rows")
    for side, total in (("old", 95), ("new", 123)):
        assert tally[side]["total"] == sum(tally[side]["fates"].values()) == len(tally[side]["units"]) == total
        assert tally[side]["holds"]["rows"] == total
        assert all(one["nearest"] for one in tally[side]["units"] if one["fate"] == "one_sided")
    page = client.get(cities.page(CITIES[0], CITIES[1])).text
    for side, fates in (("old", tally["old"]["fates"]), ("new", tally["new"]["fates"])):
        for fate, count in fates.items():
            assert f"fate={fate}" in page
            assert f"side={side}" in page
            assert f">{count}</a>" in page


def test_an_unknown_unit_or_pair_is_a_problem_that_says_how_to_mend_it(
    client: TestClient[Litestar], cities: Cities
) -> None:
    pair = f"{cities.versions[CITIES[0]]}..{cities.versions[CITIES[1]]}"
    assert client.get(f"/api/v1/comparisons/{pair}/tally?unit=words").status_code == 400
    assert client.get(f"/api/v1/comparisons/{pair}/tally?grain=rows").status_code == 400
    assert client.get("/api/v1/comparisons/ver_1/tally").status_code == 400
    assert client.get("/api/v1/comparisons/ver_1..ver_2/tally").status_code == 404
    answer = client.get(cities.page(CITIES[0], CITIES[1], "&fate=unknown"))
    assert answer.status_code == 400
    assert "one_sided" in answer.text


def test_a_text_without_a_list_is_counted_otherwise_and_the_page_says_so(
    client: TestClient[Litestar], cities: Cities
) -> None:
    page = client.get(cities.page(CITIES[0], CITIES[2])).text
    assert "不是双方都有清单行，改按句计数。" in page
    assert "无任务清单" in page
    laws = client.get(cities.page("law-a", "law-b")).text
    assert "不是双方都有清单行，改按条款计数。" in laws
    assert "Not both texts have list rows" in client.get(cities.page("law-a", "law-b", "&lang=en")).text


@pytest.mark.parametrize("view", ["columns", "inline", "old", "new"])
@pytest.mark.parametrize("unit", ["rows", "clauses", "sentences", "sections"])
def test_every_view_and_unit_is_a_page(client: TestClient[Litestar], cities: Cities, view: str, unit: str) -> None:
    for pair in ((CITIES[0], CITIES[1]), ("law-b", "law-a")):
        answer = client.get(cities.page(*pair, f"&view={view}&unit={unit}&fate=one_sided&fate=partly&side=new"))
        assert answer.status_code == 200
        assert 'id="sums"' in answer.text


def test_a_paper_holds_the_rows_that_a_number_stands_for(client: TestClient[Litestar], cities: Cities) -> None:
    page = cities.page(CITIES[0], CITIES[1]).split("?")[0]
    for unit in ("rows", "sentences"):
        query = f"across=true&unit={unit}&fate=reworded"
        answer = client.get(f"/api/v1{page}/papers/changes.csv?{query}", headers=AUTHORISED)
        assert answer.status_code == 200
        tally = client.get(f"/api/v1{page}/tally?unit={unit}").json()
        assert len(list(csv.reader(io.StringIO(answer.text)))) > tally["old"]["fates"]["reworded"]


HOSTILE = '<script>alert(1)</script>\u202e沈阳市\u200b" onmouseover="alert(2)'


def test_texts_just_handed_in_are_counted_and_nothing_in_them_is_markup(client: TestClient[Litestar]) -> None:
    for old, new in (("", ""), ("题目", ""), (f"沈阳市条例\n第一条　{HOSTILE}。", f"{HOSTILE}\n第一条　成都市甲。")):
        given = {"old_text": old or " ", "new_text": new or "第", "across": "true"}
        answer = client.post("/compare", data=given)
        assert answer.status_code in (200, 400, 422)
        assert "<script>alert" not in answer.text
        assert 'onmouseover="alert' not in answer.text
    assert answer.status_code == 200
    assert 'id="sums"' in answer.text


def test_without_masking_there_is_no_count(client: TestClient[Litestar], cities: Cities) -> None:
    page = client.get(cities.page(CITIES[0], CITIES[1]).replace("across=true", "fate=partly"))
    assert page.status_code == 200
    assert 'id="sums"' not in page.text
