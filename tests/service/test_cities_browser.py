"""The page of two places in a real Chromium: its first screen, its sums, and where its numbers lead."""

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser
from support.browser import open_browser, open_page
from support.cities import CITIES, Cities, held_cities
from support.shelf import served

pytestmark = pytest.mark.chromium
PAIRS = [(CITIES[0], CITIES[1]), (CITIES[0], CITIES[2]), (CITIES[2], CITIES[1])]


@pytest.fixture(scope="module")
def cities(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cities]:
    with held_cities(tmp_path_factory.mktemp("cities")) as held:
        yield held


@pytest.fixture(scope="module")
def address(cities: Cities) -> Iterator[str]:
    with served(cities.app) as opened:
        yield opened


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


@pytest.mark.parametrize("pair", PAIRS, ids="..".join)
def test_the_first_screen_says_who_what_and_how_many_and_every_number_is_a_way(
    browser: Browser, address: str, cities: Cities, pair: tuple[str, str]
) -> None:
    with open_page(browser, scripts=False) as page:
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(address + cities.page(*pair))
        for part in (".city-heads", ".sums-table"):
            box = page.locator(part).bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= 800, part
        heads = page.locator(".city-heads").inner_text()
        for number in {"shenyang": "〔2022〕208号", "chengdu": "〔2022〕213号", "shanghai": "63号"}.items():
            assert (number[1] in heads) is any(name.startswith(number[0]) for name in pair)
        sums = [
            [int(cell.split()[0]) for cell in row.locator("td .sum").all_inner_texts()]
            for row in page.locator(".sums-table tr:has(td)").all()
        ]
        assert [sum(column) for column in zip(*sums[:-1], strict=True)] == sums[-1]
        assert len(sums) == 7
        ways = [one.get_attribute("href") for one in page.locator(".sums-table a").all()]
        assert len(ways) == sum(number > 0 for row in sums[:-1] for number in row)
        for way, number in zip(ways, [number for row in sums[:-1] for number in row if number], strict=True):
            if way and "side=old&fate=identical" in way:
                page.goto(address + way)
                assert page.locator("#sheet article.row").count() == number, way


@pytest.mark.parametrize("width", [360, 768])
def test_nothing_scrolls_sideways_and_the_frame_is_folded_with_its_differences_said(
    browser: Browser, address: str, cities: Cities, width: int
) -> None:
    with open_page(browser, width=width) as page:
        for query in ("&unit=sentences&fate=reworded", "&fate=one_sided&side=old&lang=en"):
            page.goto(address + cities.page(CITIES[0], CITIES[1], query))
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, query
        page.goto(address + cities.page(CITIES[0], CITIES[1], "&lang=zh"))
        frame, said = page.locator("details.frame"), page.locator("details.frame > summary").inner_text()
        assert frame.get_attribute("open") is None
        assert "辽宁省人民政府 ↔ 四川省人民政府" in said
        assert "商资发〔2022〕208号 ↔ 商资发〔2022〕213号" in said
        assert not frame.locator("article").first.is_visible()


@pytest.mark.parametrize("medium", ["screen", "print"])
def test_what_one_place_alone_has_is_never_struck_through_and_told_apart_without_colour(
    browser: Browser, address: str, cities: Cities, medium: Literal["screen", "print"]
) -> None:
    with open_page(browser, scripts=False) as page:
        page.emulate_media(media=medium)
        for view in ("columns", "inline"):
            page.goto(address + cities.page(CITIES[0], CITIES[1], f"&view={view}"))
            seen = page.evaluate(
                "[...document.querySelectorAll('#sheet mark')].map(one => [one.className,"
                " getComputedStyle(one).textDecorationLine, getComputedStyle(one).textDecorationStyle].join(' '))"
            )
            assert set(seen) == {"only-a underline solid", "only-b underline double"}
