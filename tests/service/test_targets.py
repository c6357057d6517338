"""A permalink names its row to the server, so that it is found without scripts, filtered out or folded as it may be."""

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from litestar import Litestar
from litestar.testing import TestClient
from support.cities import CITIES, Cities, held_cities
from support.shelf import BASE


@pytest.fixture(scope="module")
def cities(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cities]:
    with held_cities(tmp_path_factory.mktemp("cities")) as held:
        yield held


@pytest.fixture(scope="module")
def client(cities: Cities) -> Iterator[TestClient[Litestar]]:
    with TestClient(cities.app, base_url=BASE) as opened:
        yield opened


def soup(client: TestClient[Litestar], path: str) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return BeautifulSoup(answer.text, "lxml")


@pytest.mark.parametrize("unit", ["rows", "sentences"])
@pytest.mark.parametrize("fold", [".frame", ".beside", ".sheet .fold"])
def test_the_fold_of_the_row_that_is_asked_for_is_open(
    client: TestClient[Litestar], cities: Cities, fold: str, unit: str
) -> None:
    page = soup(client, cities.page(CITIES[0], CITIES[1], f"&unit={unit}"))
    folded = page.select_one(f"details{fold} article" if fold != ".sheet .fold" else "#sheet details.fold article")
    if folded is None:
        assert (fold, unit) == (".beside", "sentences")
        return
    link = folded.select_one("a.permalink")
    assert link is not None
    opened = soup(client, str(link["href"]).partition("#")[0])
    row = opened.find(id=folded["id"])
    assert row is not None
    assert all(one.has_attr("open") for one in row.find_parents("details"))
    assert [one for one in opened.select("details.fold[open]") if not one.find(id=folded["id"])] == []
    assert opened.select(".asked-row") == []


@pytest.mark.parametrize(
    "query",
    [
        "&label=added",
        "&word=没有这个词",
        "&unchanged=hidden",
        "&view=new",
        "&fate=identical",
        "&view=inline&label=added",
    ],
)
def test_a_row_that_is_not_shown_is_set_before_the_sheet_with_the_way_to_all(
    client: TestClient[Litestar], cities: Cities, query: str
) -> None:
    plain = soup(client, cities.page(CITIES[0], CITIES[1], "&unchanged=shown"))
    hidden = {one["id"] for one in soup(client, cities.page(CITIES[0], CITIES[1], query)).select("article.row")}
    name = next(str(one["id"]) for one in plain.select("article.row")[::-1] if one["id"] not in hidden)
    page = soup(client, cities.page(CITIES[0], CITIES[1], f"{query}&row={name}"))
    asked = page.select_one("section.asked-row")
    assert asked is not None
    assert asked.select_one("article.row")["id"] == name  # type: ignore[index]
    assert "链接所指的一处不在当前筛选之内" in asked.get_text()
    way = asked.select_one(".notice a")
    assert way is not None
    whole = soup(client, str(way["href"]).partition("#")[0])
    assert whole.find(id=name) is not None
    assert whole.select(".asked-row") == []
    assert str(way["href"]).endswith(f"#{name}")


def test_a_row_that_there_is_not_is_said_to_be_lost(client: TestClient[Litestar], cities: Cities) -> None:
    page = soup(client, cities.page("law-a", "law-b", '&row="><script>alert(1)</script>'))
    assert "没有链接所指的一处" in page.select_one("#main > p.notice:not([hidden])").get_text()  # type: ignore[union-attr]
    assert "alert(1)" not in "".join(script.get_text() for script in page.select("script"))
    assert page.select(".asked-row") == []


def test_the_neighbour_of_a_row_is_a_way_even_where_a_filter_leaves_it_out(
    client: TestClient[Litestar], cities: Cities
) -> None:
    page = soup(client, cities.page(CITIES[0], CITIES[1], "&fate=one_sided&side=old"))
    shown = {one["id"] for one in page.select("article.row")}
    ways = [str(one["href"]) for one in page.select(".near a")]
    away = next(way for way in ways if way.partition("#")[2] not in shown)
    assert soup(client, away.partition("#")[0]).find(id=away.partition("#")[2]) is not None
