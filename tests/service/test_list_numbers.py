"""The number of a list's row stands once on a sheet: in its address, in the chip of both numbers, or before its words."""

import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from litestar import Litestar
from litestar.testing import TestClient
from support.cities import CITIES, Cities, held_cities
from support.compared import sheet_of
from support.shelf import BASE

from service.papers.kinds import Paper
from service.papers.writing import write_paper
from service.texts import Language

LIST = """示例市任务清单
序号\t任务\t完成数\t责任单位
1\t建立数据资源目录，按季度更新目录内容。\t1\t市数据局
2\t建设公共数据平台，{}。\t6\t市数据局
3\t培育数据企业，完善数据交易规则。\t3\t市商务局
"""


@pytest.fixture(scope="module")
def cities(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cities]:
    with held_cities(tmp_path_factory.mktemp("cities")) as held:
        yield held


@pytest.fixture(scope="module")
def client(cities: Cities) -> Iterator[TestClient[Litestar]]:
    with TestClient(cities.app, base_url=BASE) as opened:
        yield opened


@pytest.mark.parametrize("view", ["columns", "inline"])
def test_no_number_is_printed_again_before_the_words_of_a_row(
    client: TestClient[Litestar], cities: Cities, view: str
) -> None:
    page = BeautifulSoup(client.get(cities.page(CITIES[0], CITIES[1], f"&view={view}")).text, "lxml")
    rows = [row for row in page.select("article.row") if row.h3 and re.match(r"表\d-\d", row.h3.get_text())]
    once = [row for row in rows if not row.select(".side .marker")]
    assert len(once) > 150
    renumbered = [row for row in once if row.select_one(".chip.move") and "编号不同" in row.get_text()]
    assert len(renumbered) > 20
    for row in rows:
        if row not in once:
            assert "joined" in row["class"] or "位置不同" in row.get_text()


def test_one_text_read_clean_keeps_the_numbers_it_prints(client: TestClient[Litestar], cities: Cities) -> None:
    page = BeautifulSoup(client.get(cities.page(CITIES[0], CITIES[1], "&view=old")).text, "lxml")
    assert "1." in [one.get_text() for one in page.select("article.row .marker")]


def test_a_column_of_numbers_is_not_said_again_and_other_equal_cells_are_kept() -> None:
    sheet = sheet_of(LIST.format("接入全部部门"), LIST.format("接入重点部门"), [("unchanged", "shown")])
    units = [unit for row in sheet.rows for unit in row.new if "-" in unit.path]
    assert [dict(unit.cells).get("完成数") for unit in units] == ["1", "6", "3"]
    assert all("序号" not in dict(unit.cells) for unit in units)
    table = write_paper(Paper.TABLE_MD, sheet, Language.ZH).body.decode()
    assert "序号：" not in table
    assert "完成数：" in table
