"""What the page of two places says and shows: neither text amends the other, whatever the view and the language."""

import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup, Tag
from litestar import Litestar
from litestar.testing import TestClient
from support.cities import CITIES, Cities, held_cities
from support.shelf import BASE

AMENDING = re.compile(
    "删除|新增|删去|修改|修订|变动|前文|后文|移自|移至|新旧|未变|"
    "deleted|inserted|added|removed|amend(?!s the other)|[Cc]hange[sd]?\\b|tracked|(?<!ersions )before|(?<!ersions )after"
)
VIEWS = ("columns", "inline", "old", "new")


@pytest.fixture(scope="module")
def cities(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cities]:
    with held_cities(tmp_path_factory.mktemp("cities")) as held:
        yield held


@pytest.fixture(scope="module")
def client(cities: Cities) -> Iterator[TestClient[Litestar]]:
    with TestClient(cities.app, base_url=BASE) as opened:
        yield opened


def soup(client: TestClient[Litestar], path: str) -> BeautifulSoup:
    """A page in the language of its address, whatever was read before."""
    client.cookies.clear()
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return BeautifulSoup(answer.text, "lxml")


def own_words(page: BeautifulSoup) -> str:
    """What the page itself says, spoken names of its parts included: without the texts, their titles and the digest."""
    main = page.select_one("#main")
    assert main is not None
    for one in main.select(".side .near-text, .fold > summary span, details.keys .none, .citation"):
        one.decompose()
    said = [str(one["aria-label"]) for one in main.select("[aria-label]")]
    for side in main.select(".side"):
        said += [one.get_text() for one in side.select(".visually-hidden, .absent, .near-lead")]
        side.decompose()
    digest = next(one for one in main.select("p.aside") if one.get_text().startswith(("连同", "Clause by clause")))
    digest.decompose()
    return " ".join((main.get_text(" ", strip=True), *said))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("view", VIEWS)
def test_no_word_of_two_places_speaks_of_an_amendment(
    client: TestClient[Litestar], cities: Cities, view: str, lang: str
) -> None:
    for query in ("", "&label=modified&word=本", "&masks=plain&unchanged=shown"):
        page = soup(client, cities.page("law-a", "law-b", f"&view={view}&lang={lang}{query}"))
        assert AMENDING.findall(own_words(page)) == []
        assert page.select("ins, del, .label-added, .label-removed") == []


def marks(row: Tag, selector: str) -> set[str]:
    return {str(one["class"][0]) for one in row.select(f"{selector} mark")}


@pytest.mark.parametrize("masks", ["shown", "plain"])
def test_what_one_place_alone_has_is_marked_and_spoken_of_so(
    client: TestClient[Litestar], cities: Cities, masks: str
) -> None:
    page = soup(client, cities.page(CITIES[0], CITIES[1], f"&masks={masks}"))
    legend = page.select_one(".marks-legend")
    assert legend is not None
    assert "单下划线：仅见于沈阳市；双下划线：仅见于成都市" in legend.get_text()
    rows = [row for row in page.select("article.merges") if row.select("mark")]
    assert len(rows) > 20
    for row in rows:
        assert marks(row, ".old") <= {"only-a"}
        assert marks(row, ".new") <= {"only-b"}
    spoken = {one.get_text() for one in page.select("mark .visually-hidden")}
    assert spoken == {"仅见于沈阳市：", "仅见于成都市：", "（止）"}
    english = soup(client, cities.page(CITIES[0], CITIES[1], f"&masks={masks}&view=inline&lang=en"))
    assert "only in 沈阳市: " in {one.get_text() for one in english.select("mark .visually-hidden")}


def test_one_difference_by_itself_speaks_as_its_sheet_does(client: TestClient[Litestar], cities: Cities) -> None:
    sheet = soup(client, cities.page("law-a", "law-b"))
    pair = cities.page("law-a", "law-b").partition("?")[0]
    for row in sheet.select("article[data-change]"):
        page = soup(client, f"{pair}/changes/{row['id']}?across=true")
        assert page.select("ins, del") == []
        assert page.select_one("article mark") is not None
        assert "前文全文此处" not in page.get_text()
        assert page.select_one(".marks-legend") is not None


def test_two_versions_of_one_text_still_delete_and_insert(client: TestClient[Litestar], cities: Cities) -> None:
    page = soup(client, cities.page("law-a", "law-b").replace("across=true", ""))
    assert page.select("ins") != []
    assert page.select("mark, .marks-legend") == []
    assert "修订文本" in page.get_text()


def test_texts_just_handed_in_are_spoken_of_the_same_way(client: TestClient[Litestar]) -> None:
    given = {
        "old_text": "沈阳市数据条例\n第一条　数据应当三年内归集。\n第二条　沈阳独有。",
        "new_text": "成都市数据条例\n第一条　数据应当五年内归集。",
        "across": "true",
    }
    client.cookies.clear()
    answer = client.post("/compare", data=given)
    assert answer.status_code == 200
    page = BeautifulSoup(answer.text, "lxml")
    assert page.select("ins, del") == []
    assert {str(one["class"][0]) for one in page.select("article mark")} == {"only-a", "only-b"}
    assert "只看沈阳市" in page.get_text()


def test_where_rows_are_more_than_matters_the_page_says_why(client: TestClient[Litestar], cities: Cities) -> None:
    page = soup(client, cities.page(CITIES[0], CITIES[1]))
    told = page.select_one(".counted-apart")
    rows = len(page.select("article[data-change]"))
    assert told is not None
    assert f"按表中的行计（共 {rows} 行）" in told.get_text()
    boxes = {one.input["value"]: int(one.small.get_text()) for one in page.select("fieldset label") if one.input}
    assert boxes["added"] > int(re.search(r"仅见于后者(\d+)处", page.get_text())[1])  # type: ignore[index]
    alike = soup(client, cities.page("law-a", "law-b").replace("across=true", ""))
    assert alike.select(".counted-apart") == []


@pytest.mark.parametrize("unit", ["clauses", "sections"])
def test_units_that_are_the_same_are_said_to_be(client: TestClient[Litestar], cities: Cities, unit: str) -> None:
    said = "按条款计与按领域计是同一些单位"
    assert said in soup(client, cities.page(CITIES[0], CITIES[1], f"&unit={unit}")).get_text()
    assert said not in soup(client, cities.page("law-a", "law-b", f"&unit={unit}")).get_text()
    assert said not in soup(client, cities.page(CITIES[0], CITIES[1], "&unit=sentences")).get_text()
